"""Lints: what holds in a rule set, and is still better written otherwise. Each names itself in its message."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from engine.errors import Finding
from engine.rulebook import models
from engine.rulebook.clausesources import sources
from engine.rulebook.crosschecks import Names, slot_names
from engine.rulebook.expansion import Vocabulary
from engine.rulebook.loading import Loaded
from engine.rulebook.patternlints import rival_slots, shadowed_options, split_words, useless_edges
from engine.rulebook.source import YamlPath, rule_id
from engine.rulebook.vocabularies import lexicon_name

_NAME = re.compile(r"%([a-z][a-z0-9_]*)")
# Keys whose text is for people: what looks like a name there is none.
_PROSE = frozenset({"about", "examples"})
# Kinds that have patterns, and so need examples of what they match and of what they must not.
_WITH_PATTERNS = (
    models.TagRule,
    models.AliasRule,
    models.FoldRule,
    models.ScopeRule,
    models.WordingRule,
    models.FillRule,
    models.TableRule,
)


def lint(loaded: Loaded, vocabulary: Vocabulary) -> list[Finding]:
    """The lints of rules that load without findings, in the order of the files."""
    names = Names(loaded)
    found = [
        *_examples(loaded),
        *_clause_patterns(loaded, vocabulary),
        *_tag_patterns(loaded, vocabulary),
        *_unused_names(loaded, vocabulary),
        *_unused_frames(names),
        *_unreached_events(names, vocabulary),
    ]
    return sorted(set(found))


def _finding(loaded: Loaded, file: str, path: YamlPath, message: str, advice: str) -> Finding:
    place = loaded.documents[file].place(path)
    return Finding(file, place.line, place.column, rule_id(file), message, advice)


def _examples(loaded: Loaded) -> Iterator[Finding]:
    for file, rule in loaded.rules.items():
        if isinstance(rule, _WITH_PATTERNS):
            missing = [key for key in ("match", "no_match") if not getattr(rule.examples, key)]
            if missing:
                message = f"missing-examples: no example under {' and '.join(missing)}"
                yield _finding(
                    loaded, file, ("examples",), message, "write texts that it must and must not match"
                )


def _clause_patterns(loaded: Loaded, vocabulary: Vocabulary) -> Iterator[Finding]:
    for source in sources(loaded):
        file = source.key[0]
        for i, text in enumerate(source.texts):
            element = vocabulary.expand(text, source.slots)
            messages = [
                *rival_slots(element),
                *split_words(element, vocabulary),
                *shadowed_options(text, vocabulary, ordered=True),
            ]
            if source.closed:
                messages += useless_edges(element)
            for message in messages:
                yield _finding(loaded, file, (*source.path, i), message, _ADVICE[message.partition(":")[0]])


def _tag_patterns(loaded: Loaded, vocabulary: Vocabulary) -> Iterator[Finding]:
    for file, rule in loaded.of(models.TagRule).items():
        for key in ("before", "pattern", "after"):
            text = getattr(rule, key)
            if text:
                messages = [
                    *split_words(vocabulary.expand(text), vocabulary),
                    *shadowed_options(text, vocabulary, ordered=False),
                ]
                for message in messages:
                    yield _finding(loaded, file, (key,), message, _ADVICE[message.partition(":")[0]])


_ADVICE = {
    "useless-edge": "leave it out",
    "rival-slots": "put a word between them, or one that only one of them may be",
    "never-matches": "quote each token by itself",
    "shadowed-option": "leave it out, or put the longer option first",
}


def _unused_names(loaded: Loaded, vocabulary: Vocabulary) -> Iterator[Finding]:
    used = {name for document in loaded.documents.values() for name in _used(document.data)}
    for file, lexicon in loaded.of(models.LexiconFile).items():
        name = lexicon_name(file)
        if name in vocabulary.lexicons and name not in used and not lexicon.fuzzy:
            yield _finding(
                loaded, file, (), f"unused-lexicon: no rule uses %{name}", "use it, or delete the file"
            )
        for macro in lexicon.macros:
            if macro not in used:
                yield _finding(
                    loaded,
                    file,
                    ("macros", macro),
                    f"unused-macro: no rule uses %{macro}",
                    "use it, or delete it",
                )


def _used(data: Any, key: str = "") -> Iterator[str]:
    """The names of lexicons and macros in a rule file: `%name` in any text, and those that it includes or maps through."""
    if isinstance(data, Mapping):
        for inner, value in data.items():
            if inner not in _PROSE:
                yield from _used(value, inner)
    elif isinstance(data, list):
        for value in data:
            yield from _used(value, key)
    elif isinstance(data, str):
        yield from _NAME.findall(data)
        if key in ("include", "via", "words", "phrases"):
            yield data.removeprefix("%")


def _unused_frames(names: Names) -> Iterator[Finding]:
    used = {frame for event in names.events.values() for frame in event.from_}
    for rules in names.loaded.of(models.DiscourseRules).values():
        used |= {
            source.partition(".")[0] for register in rules.registers.values() for source in register.set_by
        }
    for file, frame in names.loaded.of(models.FrameFile).items():
        if frame.frame not in used:
            message = f"unused-frame: no event comes from '{frame.frame}', and it sets no register"
            yield _finding(
                names.loaded, file, ("frame",), message, "name it under from: of an event, or delete it"
            )


def _unreached_events(names: Names, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Event types whose conditions no wording of their frames fulfils."""
    captured = _captured(names.loaded, vocabulary)
    for file, event in names.loaded.of(models.EventRule).items():
        wordings = names.wordings(event.from_)
        for key, wanted in event.when.items():
            many = [wanted] if isinstance(wanted, (str, int, float, bool)) else list(wanted)
            if key == "lacks":
                continue
            if key in ("has", "labels"):
                reached = any(name in captured[f] for f in wordings for name in many)
            else:
                reached = any(w.set.get(key) in many for w in wordings.values())
            if not reached:
                message = f"unreached-event: no wording of {', '.join(event.from_)} fulfils '{key}: {wanted}'"
                yield _finding(
                    names.loaded, file, ("when", key), message, "write such a wording, or mend the condition"
                )


def _captured(loaded: Loaded, vocabulary: Vocabulary) -> Mapping[str, frozenset[str]]:
    """The slots that each wording's patterns capture, by its file."""
    return {
        source.key[0]: frozenset(
            n for text in source.texts for n in slot_names(vocabulary.expand(text, source.slots))
        )
        for source in sources(loaded)
        if source.key[1] == "pattern"
    }
