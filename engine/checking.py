"""Runs the examples that stand in rule files: what a rule must match, must not, and does not match yet."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from engine.errors import Finding, RulesRefused
from engine.pipeline import Engine, make_pipeline
from engine.resolving.component import Resolver
from engine.resolving.state import Firing
from engine.rulebook import models
from engine.rulebook.compiled import Compiled, CompiledTag
from engine.rulebook.compiling import load_ruleset
from engine.rulebook.lints import lint
from engine.rulebook.loading import load_folder
from engine.rulebook.ruleset import Ruleset
from engine.rulebook.source import Document
from engine.tagging.tagger import Tagger, stored

_MARK = re.compile(r"\[\[(?P<text>.+?)(?:\|(?P<slot>[a-z_]+))?\]\]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked span of an example: characters `[start, end)` of its plain text, and the slot that takes them."""

    start: int
    end: int
    slot: str | None


def read_marks(text: str) -> tuple[str, tuple[Mark, ...]]:
    """The plain text of an example and its marks."""
    plain, marks, done = "", [], 0
    for found in _MARK.finditer(text):
        plain += text[done : found.start()]
        marks.append(Mark(len(plain), len(plain) + len(found["text"]), found["slot"]))
        plain += found["text"]
        done = found.end()
    return plain + text[done:], tuple(marks)


def check(root: Path) -> list[Finding]:
    """Everything wrong with the rules below `root`: files, names, patterns, examples that fail, and lints.

    Raises UsageError where `root` is no folder.
    """
    try:
        ruleset = load_ruleset(root)
    except RulesRefused as refused:
        return list(refused.findings)
    engine = Engine(ruleset, make_pipeline(ruleset))
    loaded = load_folder(root)
    checker = _Checker(engine)
    failing = [
        f for rule in _rules(ruleset) for f in checker.examples(rule.id, rule.rule.examples, loaded.documents)
    ]
    return sorted([*lint(loaded, ruleset.vocabulary), *failing])


def _rules(ruleset: Ruleset) -> Iterator[Compiled[Any] | CompiledTag]:
    """All rules that have patterns, and so examples."""
    yield from ruleset.tags
    yield from ruleset.aliases
    yield from (fold for phase in ruleset.folds for fold in phase)
    yield from ruleset.scopes
    yield from (wording for frame in ruleset.frames.values() for wording in frame.wordings)
    yield from ruleset.fills
    yield from ruleset.tables


class _Checker:
    """Runs examples through the whole pipeline and compares what the rule did with the marks."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.resolver = next(p for _, p in engine.nlp.pipeline if isinstance(p, Resolver))
        self.tagger = Tagger(engine.ruleset, engine.nlp.vocab)
        self.tags = {tag.id: tag.rule for tag in engine.ruleset.tags}

    def examples(
        self, rule: str, examples: models.Examples, documents: Mapping[str, Document]
    ) -> Iterator[Finding]:
        """The findings of one rule's examples."""
        file = rule.replace(".", "/") + ".yaml"
        for kind, listed in (
            ("match", examples.match),
            ("no_match", examples.no_match),
            ("todo", examples.todo),
        ):
            for index, example in enumerate(listed):
                message = self._fails(rule, kind, example)
                if message:
                    place = documents[file].place(("examples", kind, index))
                    yield Finding(file, place.line, place.column, rule, *message)

    def _fails(self, rule: str, kind: str, example: models.Example) -> tuple[str, str] | None:
        text, marks = read_marks(example.text)
        doc = self.engine.passage(text)
        fired = list(self._fired(rule, doc, alone=kind != "no_match"))
        wrong = self._compare(doc, fired, marks, example.value)
        if kind == "match":
            return (
                (f"the example does not match: {wrong}", "mend the rule, or move the example to todo")
                if wrong
                else None
            )
        if kind == "no_match":
            shown = "; ".join(doc[f.start : f.end].text for f in fired)
            return (f"the example matches where it must not: “{shown}”", "narrow the rule") if fired else None
        return None if wrong or not marks else ("a todo passes now", "move it to match")

    def _fired(self, rule: str, doc: Doc, *, alone: bool) -> Iterator[Firing]:
        """What the rule did; of a tag rule, `alone` tells also what another rule takes from it in the end."""
        if rule in self.tags:
            for tag in self.tagger.alone(doc, rule) if alone else stored(doc):
                if tag.rule == rule:
                    yield Firing(rule, tag.start, tag.end, {"value": tag.value})
            return
        resolution = self.resolver.resolve(doc)
        yield from (f for f in resolution.trace if f.rule == rule)
        for instance in resolution.instances:
            if instance.rule == rule:
                nodes = instance.clause.nodes[instance.start : instance.end]
                yield Firing(rule, min(n.start for n in nodes), max(n.end for n in nodes), instance.slots)

    def _compare(self, doc: Doc, fired: Sequence[Firing], marks: Sequence[Mark], value: Any) -> str:
        """What the firings lack of the marks; empty where they agree."""
        if not fired:
            return "the rule does not fire"
        for mark in marks:
            if not any(_takes(doc, firing, mark) for firing in fired):
                took = "; ".join(_shown(doc, firing) for firing in fired)
                return f"“{doc.text[mark.start : mark.end]}” is not taken{f' as {mark.slot}' if mark.slot else ''}, but {took}"
        if fired[0].rule in self.tags:
            return self._tag_differs(doc, fired, marks, value)
        return ""

    def _tag_differs(self, doc: Doc, fired: Sequence[Firing], marks: Sequence[Mark], value: Any) -> str:
        marked = {(mark.start, mark.end) for mark in marks}
        extra = [
            doc[f.start : f.end]
            for f in fired
            if (doc[f.start].idx, doc[f.start : f.end].end_char) not in marked
        ]
        if marks and extra:
            return f"“{extra[0].text}” is tagged too"
        if value is not None and fired[0].slots["value"] != value:
            return f"the value is {fired[0].slots['value']!r}, not {value!r}"
        return ""


def _takes(doc: Doc, firing: Firing, mark: Mark) -> bool:
    if mark.slot is None:
        return (doc[firing.start].idx, doc[firing.start : firing.end].end_char) == (mark.start, mark.end)
    spans = [(n.start, n.end) for node in firing.slots.get(mark.slot, ()) for n in (node, *node.leaves())]
    return any((doc[start].idx, doc[start:end].end_char) == (mark.start, mark.end) for start, end in spans)


def _shown(doc: Doc, firing: Firing) -> str:
    slots = firing.slots if "value" not in firing.slots else {}
    parts = [f"{name} “{doc[n.start : n.end].text}”" for name, many in slots.items() for n in many]
    return f"“{doc[firing.start : firing.end].text}” ({', '.join(parts)})"
