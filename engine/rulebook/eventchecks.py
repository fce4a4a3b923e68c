"""Checks of event types: that their slots, ladders and outputs name what is there."""

from collections.abc import Mapping
from typing import Any

from engine.rulebook import models
from engine.rulebook.crosschecks import Names, closest, slot_names
from engine.rulebook.expansion import Vocabulary
from engine.rulebook.patterns import PatternError
from engine.rulebook.rungs import Way, read_way, ways
from engine.rulebook.source import YamlPath

# What an event file's `output` may call a field's kind; a list of words is an enumeration, [string] a list.
KINDS = frozenset({"string", "strings", "date", "integer", "decimal", "boolean"})


def check_events(names: Names, vocabulary: Vocabulary) -> None:
    """Reports what event types name without its being there."""
    for file, rule in names.loaded.of(models.EventRule).items():
        _EventCheck(names, vocabulary, file, rule).run()


class _EventCheck:
    """The checks of one event type; findings go to the folder's."""

    def __init__(self, names: Names, vocabulary: Vocabulary, file: str, rule: models.EventRule) -> None:
        self.names, self.vocabulary, self.file, self.rule = names, vocabulary, file, rule
        self.frames = [names.frames[name] for name in rule.from_ if name in names.frames]
        self.set = {key for wording in names.wordings(rule.from_).values() for key in wording.set}
        self.frame_slots = {slot for frame in self.frames for slot in frame.slots}

    def run(self) -> None:
        for i, frame in enumerate(self.rule.from_):
            self.known(("from", i), frame, self.names.frames, "frame")
        self.known(("pivot",), self.rule.pivot, self.rule.slots, "slot")
        if self.rule.anchor:
            self.known(("anchor",), self.rule.anchor, self.frame_slots, "slot of the frame")
        for i, many in enumerate(self.rule.needs):
            for name in many:
                self.known(("needs", i), name, self.rule.slots, "slot")
        for i, name in enumerate(self.rule.shared):
            self.known(("shared", i), name, self.rule.slots, "slot")
        if self.rule.same != "all":
            for i, name in enumerate(self.rule.same):
                self.known(("same", i), name, self.rule.slots, "slot")
        self.output()
        self.conditions()
        for name, slot in self.rule.slots.items():
            self.slot(name, slot)

    def known(
        self, path: YamlPath, name: str, names: Mapping[str, Any] | set[str] | frozenset[str], what: str
    ) -> None:
        """Reports `name` where it is not among `names`."""
        if name not in names:
            self.names.loaded.report(self.file, path, f"no {what} is called '{name}'", closest(name, names))

    def output(self) -> None:
        for name, declared in self.rule.output.items():
            kind = "enum" if isinstance(declared, (list, tuple)) else str(declared)
            if kind not in KINDS | {"enum"} or declared == []:
                self.names.loaded.report(
                    self.file, ("output", name), f"unknown kind '{declared}'", closest(kind, KINDS)
                )
        for i, name in enumerate(self.rule.scored):
            self.known(("scored", i), name, set(self.rule.output), "field of the output")
        for name in self.rule.slots:
            self.known(("slots", name), name, {*self.rule.output, self.rule.pivot}, "field of the output")

    def conditions(self) -> None:
        """`has`, `lacks` and `labels` name slots of the frame; any other key is one that wordings set."""
        for key, wanted in self.rule.when.items():
            if key in ("has", "lacks", "labels"):
                for name in [wanted] if isinstance(wanted, str) else wanted:
                    self.known(("when", key), name, self.frame_slots, "slot of the frame")
            else:
                self.known(("when", key), key, self.set | {"has", "lacks", "labels"}, "condition")

    def slot(self, name: str, slot: models.SlotRule) -> None:
        path: YamlPath = ("slots", name)
        for i, label in enumerate(slot.only):
            self.known((*path, "only", i), label, self.names.labels, "tag")
        if slot.via:
            self.lexicon((*path, "via"), slot.via)
        if slot.unless_after:
            self.known((*path, "unless after"), slot.unless_after, self.rule.slots, "slot")
        if slot.unless_equal:
            self.known((*path, "unless equal"), slot.unless_equal, self.rule.slots, "slot")
        for i, rung in enumerate(slot.find):
            if isinstance(rung, models.Rung):
                self.rung((*path, "find", i), rung)
            else:
                self.way((*path, "find", i), rung)
        for i, rung in enumerate(slot.otherwise):
            self.way((*path, "otherwise", i), rung)

    def lexicon(self, path: YamlPath, name: str) -> None:
        """A lexicon whose phrases carry values."""
        lexicon = self.vocabulary.lexicons.get(name.removeprefix("%"))
        if lexicon is None:
            self.known(path, name.removeprefix("%"), set(self.vocabulary.lexicons), "lexicon")
        elif not any(lexicon.phrases.values()):
            advice = "write its entries as {value: [phrases]}"
            self.names.loaded.report(self.file, path, f"the phrases of {name} carry no values", advice)

    def rung(self, path: YamlPath, rung: models.Rung) -> None:
        if bool(rung.pattern) == bool(rung.words):
            self.names.loaded.report(
                self.file, path, "a rung has either a pattern or words", "keep one of them"
            )
        if rung.words and rung.value is None:
            self.lexicon((*path, "words"), rung.words)
        if rung.pattern and rung.value is None:
            for text in rung.pattern:
                self.captured(path, text, rung.slot)

    def captured(self, path: YamlPath, text: str, slot: str | None) -> None:
        try:
            element = self.vocabulary.expand(text, {})
        except PatternError:
            return  # reported where patterns are compiled
        found = slot_names(element)
        if not found:
            advice = "name what it finds {name:TAG}, or give a value"
            self.names.loaded.report(self.file, (*path, "pattern"), "the pattern captures nothing", advice)
        elif slot:
            self.known((*path, "slot"), slot, found, "slot of the pattern")

    def way(self, path: YamlPath, text: str) -> None:
        way = read_way(text)
        if way is None:
            advice = f"the ways of finding are: {', '.join(ways())}; see docs/rules.md"
            self.names.loaded.report(self.file, path, f"'{text}' is no way of finding a value", advice)
        else:
            self.arguments(path, way)

    def arguments(self, path: YamlPath, way: Way) -> None:
        """The names that a way is given."""
        name = way.arguments.get("name", "")
        match way.kind:
            case "slot":
                self.known(path, name, self.frame_slots | self.set, "slot of the frame")
            case "captured" | "first" | "last":
                self.known(path, name, self.names.captures("clause"), "capture of a fold with keep: clause")
            case "known":
                self.known(path, name, self.parts(), "part of a node")
            case "part":
                self.known(path, name, self.parts(), "part of a node")
                self.known(
                    path, way.arguments["slot"], self.frame_slots | {"pivot", "anchor"}, "slot of the frame"
                )
            case "register":
                self.known(path, name, self.names.registers, "register")
            case "nearest":
                self.known(path, way.arguments["label"], self.names.labels, "tag")
            case "event":
                self.other_event(path, way.arguments["type"], name)
            case "other":
                self.other_event(path, way.arguments["type"], name)
                self.other_event(path, way.arguments["type"], way.arguments["field"])

    def parts(self) -> frozenset[str]:
        """What folds keep with a node, and the tags inside a tag by their labels in lower case."""
        return (self.names.captures("head") - {"head"}) | {label.lower() for label in self.names.labels}

    def other_event(self, path: YamlPath, wanted: str, field: str) -> None:
        """`wanted` is a type, a family or a group."""
        events = self.names.events.values()
        types = [e for e in events if wanted in (e.event, e.family, e.group)]
        if not types:
            every = {name for e in events for name in (e.event, e.family, e.group) if name}
            self.known(path, wanted, every, "event, family or group")
        else:
            self.known(path, field, {name for e in types for name in e.slots}, f"slot of '{wanted}'")
