"""Compiles the rules of a folder to a rule set: once, refused whole with all its findings."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from engine.errors import RulesRefused
from engine.rulebook import models
from engine.rulebook.clausepatterns import asked_together, check
from engine.rulebook.clausesources import Source, sources
from engine.rulebook.compiled import (
    Compiled,
    CompiledCut,
    CompiledFold,
    CompiledTable,
    CompiledTag,
    CompiledWording,
    EventType,
    Frame,
    LadderRung,
    Pattern,
    RuleT,
)
from engine.rulebook.crosschecks import Names, check_names, closest
from engine.rulebook.eventchecks import check_events
from engine.rulebook.headings import Headings
from engine.rulebook.loading import REQUIRED, SECTIONS, Loaded, load_folder
from engine.rulebook.patterns import Element, Gap, PatternError, Slot, walk
from engine.rulebook.ruleset import Ruleset
from engine.rulebook.skeletons import Alphabet
from engine.rulebook.source import rule_id
from engine.rulebook.tokenizer import splitter
from engine.rulebook.tokenpatterns import TokenCompiler
from engine.rulebook.vocabularies import fuzzy, shapes, vocabulary


def load_ruleset(root: Path) -> Ruleset:
    """Loads and compiles the rules below `root`.

    Raises UsageError where `root` is no folder, and RulesRefused with every finding (file, line, column)
    where a file cannot be read, says what no rule can say, or names what is not defined.
    """
    loaded = load_folder(root)
    _check_tokenizer(loaded)
    if any(finding.file in REQUIRED for finding in loaded.findings):
        raise RulesRefused(loaded.findings)
    ruleset = _Compiler(loaded).compile(root)
    if loaded.findings:
        raise RulesRefused(loaded.findings)
    return ruleset


def _check_tokenizer(loaded: Loaded) -> None:
    for file, rule in loaded.of(models.RulesetFile).items():
        for i, infix in enumerate(rule.tokenizer.infixes):
            try:
                re.compile(infix)
            except re.error as error:
                loaded.report(file, ("tokenizer", "infixes", i), f"no regular expression: {error}", "mend it")


def _headings(loaded: Loaded) -> Headings:
    """The section rules; without them nothing can be read, so what is wrong with them refuses the rule set here."""
    data = {f: d.data for f, d in loaded.documents.items() if SECTIONS.fullmatch(f) and not d.findings}
    try:
        return Headings.from_files(data)
    except RulesRefused as refused:
        raise RulesRefused([*loaded.findings, *refused.findings]) from refused


class _Compiler:
    """Compiles the models of one folder; findings are added to those of loading."""

    def __init__(self, loaded: Loaded) -> None:
        self.loaded = loaded
        self.sound = not loaded.findings
        self.head = next(iter(loaded.of(models.RulesetFile).values()))
        self.vocabulary = vocabulary(loaded, splitter(self.head.tokenizer))
        self.names = Names(loaded)
        self.alphabet = Alphabet(())

    def compile(self, root: Path) -> Ruleset:
        frames = self.loaded.of(models.FrameFile)
        parsed = self._parsed()
        self._cross_check(parsed)
        self.alphabet = Alphabet(asked_together(e for many in parsed.values() for e in many))
        patterns = {key: tuple(Pattern(e, self.alphabet) for e in many) for key, many in parsed.items()}
        clauses = next(iter(self.loaded.of(models.ClauseRules).values()))
        discourse = next(iter(self.loaded.of(models.DiscourseRules).values()))
        return Ruleset(
            name=self.head.name,
            version=self.head.version,
            root=root,
            files={file: (root / file).read_text(encoding="utf-8-sig") for file in self.loaded.documents},
            tokenizing=self.head.tokenizer,
            vocabulary=self.vocabulary,
            fuzzy=fuzzy(self.loaded),
            headings=_headings(self.loaded),
            tags=tuple(self._tags()),
            aliases=self._rules(models.AliasRule, patterns),
            folds=self._folds(patterns),
            clauses=clauses,
            begins=patterns["clauses.yaml", "begins"],
            lines=patterns["clauses.yaml", "lines"],
            no_lines=patterns["clauses.yaml", "no lines"],
            cuts=tuple(
                CompiledCut(
                    pattern,
                    patterns["clauses.yaml", "ahead", i],
                    cut.inherit,
                    patterns["clauses.yaml", "cuts never", i],
                )
                for i, cut in enumerate(clauses.cuts)
                for pattern in patterns["clauses.yaml", "cuts", i]
            ),
            scopes=self._rules(models.ScopeRule, patterns),
            frames={frame.frame: self._frame(file, frame, patterns) for file, frame in frames.items()},
            events=self._events(patterns),
            fills=self._rules(models.FillRule, patterns),
            tables=self._tables(patterns),
            registers=discourse.registers,
            alphabet=self.alphabet,
        )

    def _cross_check(self, parsed: Mapping[tuple[Any, ...], tuple[Element, ...]]) -> None:
        """Checks that names are there, unless files are missing that may define them: their findings come first."""
        if not self.sound:
            return
        names = Names(self.loaded, {key[0]: many for key, many in parsed.items() if key[1] == "fold"})
        check_names(names)
        check_events(names, self.vocabulary)

    # -- clause patterns -------------------------------------------------------------------------------

    def _parsed(self) -> dict[tuple[Any, ...], tuple[Element, ...]]:
        """All clause patterns by their keys, expanded; those that cannot be read are findings and left out."""
        parsed: dict[tuple[Any, ...], tuple[Element, ...]] = {}
        for source in sources(self.loaded):
            elements = [self._element(source, i) for i in range(len(source.texts))]
            parsed[source.key] = tuple(element for element in elements if element is not None)
        return parsed

    def _element(self, source: Source, index: int) -> Element | None:
        file, path = source.key[0], (*source.path, index)
        try:
            element = self.vocabulary.expand(source.texts[index], source.slots)
            check(element, empty=source.empty)
        except PatternError as error:
            self.loaded.report(file, path, f"{error} (column {error.column} of the pattern)", error.advice)
            return None
        declared = {label for labels in source.slots.values() for label in labels}
        for part in walk(element):
            if isinstance(part, Slot) and part.name and source.closed and part.name not in source.slots:
                self.loaded.report(
                    file, path, f"unknown slot '{part.name}'", closest(part.name, source.slots)
                )
            labels = part.labels if isinstance(part, Slot) else part.passing if isinstance(part, Gap) else ()
            for label in sorted(set(labels) - self.names.labels - declared) if self.sound else ():
                self.loaded.report(
                    file, path, f"no tag is called '{label}'", closest(label, self.names.labels)
                )
        return element

    def _rules(
        self, kind: type[RuleT], patterns: Mapping[tuple[Any, ...], tuple[Pattern, ...]]
    ) -> tuple[Compiled[RuleT], ...]:
        key = {models.AliasRule: "alias", models.ScopeRule: "cue", models.FillRule: "pattern"}[kind]
        return tuple(
            Compiled(rule_id(f), rule, patterns.get((f, key), ()), patterns.get((f, "never"), ()))
            for f, rule in self.loaded.of(kind).items()
        )

    def _folds(
        self, patterns: Mapping[tuple[Any, ...], tuple[Pattern, ...]]
    ) -> tuple[tuple[CompiledFold, ...], ...]:
        by_phase: dict[str, list[CompiledFold]] = {phase: [] for phase in self.head.phases}
        for file, rule in self.loaded.of(models.FoldRule).items():
            phase = file.split("/")[1]
            if phase not in by_phase:
                self.loaded.report(
                    file, (), f"the phase '{phase}' is not listed", "add it to phases in ruleset.yaml"
                )
                continue
            ahead = patterns.get((file, "ahead"), ())
            fold = CompiledFold(
                rule_id(file),
                rule,
                patterns.get((file, "fold"), ()),
                ahead=ahead,
                not_ahead=patterns.get((file, "not ahead"), ()),
                not_behind=patterns.get((file, "not behind"), ()),
            )
            by_phase[phase].append(fold)
        return tuple(tuple(rules) for rules in by_phase.values())

    def _tables(self, patterns: Mapping[tuple[Any, ...], tuple[Pattern, ...]]) -> tuple[CompiledTable, ...]:
        return tuple(
            CompiledTable(
                rule_id(file),
                rule,
                patterns.get((file, "row"), ()),
                patterns.get((file, "never"), ()),
                headings=tuple(patterns.get((file, "columns", i), ()) for i in range(len(rule.columns))),
            )
            for file, rule in self.loaded.of(models.TableRule).items()
        )

    def _frame(
        self, file: str, frame: models.FrameFile, patterns: Mapping[tuple[Any, ...], tuple[Pattern, ...]]
    ) -> Frame:
        folder = file.rpartition("/")[0]
        wordings = tuple(
            CompiledWording(
                rule_id(f), rule, patterns.get((f, "pattern"), ()), patterns.get((f, "never"), ())
            )
            for f, rule in self.loaded.of(models.WordingRule).items()
            if f.rpartition("/")[0] == folder
        )
        if not wordings:
            self.loaded.report(file, (), "the frame has no wording", "write one beside frame.yaml")
        return Frame(frame.frame, frame.slots, frame.unless, wordings, frame.sections, frame.weak_in)

    # -- tags and events -------------------------------------------------------------------------------

    def _tags(self) -> Iterator[CompiledTag]:
        compiler = TokenCompiler(self.vocabulary, shapes(self.loaded))
        for file, rule in self.loaded.of(models.TagRule).items():
            try:
                yield self._tag(file, rule, compiler)
            except PatternError as error:
                key = next((key for key in ("phrases", "raw") if getattr(rule, key)), "pattern")
                self.loaded.report(file, (key,), f"{error} (column {error.column})", error.advice)

    def _tag(self, file: str, rule: models.TagRule, compiler: TokenCompiler) -> CompiledTag:
        given = [key for key in ("pattern", "raw", "phrases") if getattr(rule, key) is not None]
        if len(given) != 1:
            raise PatternError(
                "a tag rule has exactly one of pattern, raw and phrases", 1, "keep one of them"
            )
        if (rule.before or rule.after) and not rule.pattern:
            raise PatternError(
                "before and after go with a pattern", 1, "write the context into the raw pattern"
            )
        if rule.value and rule.set is not None:
            raise PatternError(
                "a tag rule has a value's normaliser or a fixed value", 1, "keep one of value and set"
            )
        if rule.phrases:
            name = rule.phrases.removeprefix("%")
            if name not in self.vocabulary.lexicons:
                raise PatternError(f"%{name} is no lexicon", 1, "define it in lexicons/")
            return CompiledTag(
                rule_id(file), rule, phrases=tuple(sorted(self.vocabulary.lexicons[name].phrases))
            )
        if rule.raw:
            return CompiledTag(rule_id(file), rule, compiler.raw(rule.raw))
        return CompiledTag(rule_id(file), rule, compiler.compile(str(rule.pattern), rule.before, rule.after))

    def _events(self, patterns: Mapping[tuple[Any, ...], tuple[Pattern, ...]]) -> tuple[EventType, ...]:
        types = []
        for file, rule in self.loaded.of(models.EventRule).items():
            ladders = {
                slot: tuple(
                    _rung(rung, patterns.get((file, slot, i), ()), patterns.get((file, slot, i, "never"), ()))
                    for i, rung in enumerate((*entry.find, *entry.otherwise))
                )
                for slot, entry in rule.slots.items()
            }
            types.append(EventType(rule_id(file), rule, ladders))
        return tuple(sorted(types, key=lambda t: (t.rule.order, t.id)))


def _rung(rung: str | models.Rung, patterns: tuple[Pattern, ...], never: tuple[Pattern, ...]) -> LadderRung:
    if isinstance(rung, str):
        return LadderRung(rung)
    return LadderRung(rung.words or " | ".join(rung.pattern), rung, patterns, never)
