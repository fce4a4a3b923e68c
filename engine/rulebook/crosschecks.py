"""Checks that what rules name is there: scopes, frames, slots, lexicons, registers, captures of folds."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz import process

from engine.rulebook import models
from engine.rulebook.loading import Loaded
from engine.rulebook.patterns import Choice, Element, Repeat, Sequence_, Slot, walk


def closest(name: str, names: Collection[str]) -> str:
    """Advice for a name that is not among `names`: the one that is nearest, or all of a short list."""
    best = process.extractOne(name, sorted(names), score_cutoff=60)
    if best:
        return f"did you mean '{best[0]}'?"
    return f"there are: {', '.join(sorted(names))}" if names else "there are none yet"


@dataclass(frozen=True)
class Names:
    """What the rules of a folder define, for other rules to name."""

    loaded: Loaded
    patterns: Mapping[str, tuple[Element, ...]] = field(default_factory=dict)

    @cached_property
    def scopes(self) -> frozenset[str]:
        """The scopes that some rule finds."""
        return frozenset(rule.scope for rule in self.loaded.of(models.ScopeRule).values())

    @cached_property
    def frames(self) -> Mapping[str, models.FrameFile]:
        """The frames by name."""
        return {frame.frame: frame for frame in self.loaded.of(models.FrameFile).values()}

    @cached_property
    def events(self) -> Mapping[str, models.EventRule]:
        """The event types by name."""
        return {rule.event: rule for rule in self.loaded.of(models.EventRule).values()}

    @cached_property
    def labels(self) -> frozenset[str]:
        """What nodes may be labelled: by tags and by folds."""
        tags = {rule.tag for rule in self.loaded.of(models.TagRule).values()}
        folds = {
            name
            for rule in self.loaded.of(models.FoldRule).values()
            for name in (rule.label, rule.mark)
            if name
        }
        return frozenset(tags | folds)

    @cached_property
    def registers(self) -> frozenset[str]:
        """The registers of the discourse."""
        return frozenset(
            name for rules in self.loaded.of(models.DiscourseRules).values() for name in rules.registers
        )

    @cached_property
    def _captured(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for file, rule in self.loaded.of(models.FoldRule).items():
            for element in self.patterns.get(file, ()):
                found.setdefault(rule.keep, set()).update(slot_names(element))
        return {keep: frozenset(names) for keep, names in found.items()}

    def captures(self, keep: str) -> frozenset[str]:
        """What folds of one kind keep of what they cover."""
        return self._captured.get(keep, frozenset())

    def wordings(self, frames: Collection[str]) -> Mapping[str, models.WordingRule]:
        """The wordings of frames, by file."""
        folders = {
            f.rpartition("/")[0]
            for f, frame in self.loaded.of(models.FrameFile).items()
            if frame.frame in frames
        }
        return {
            f: rule
            for f, rule in self.loaded.of(models.WordingRule).items()
            if f.rpartition("/")[0] in folders
        }


def slot_names(element: Element) -> frozenset[str]:
    """The names of the slots of a pattern."""
    return frozenset(part.name for part in walk(element) if isinstance(part, Slot) and part.name)


def always_captures(element: Element, name: str) -> bool:
    """Whether every way through the pattern captures `name`."""
    match element:
        case Slot(own):
            return own == name
        case Sequence_(parts):
            return any(always_captures(part, name) for part in parts)
        case Choice(options):
            return all(always_captures(option, name) for option in options)
        case Repeat(part, least, _):
            return least > 0 and always_captures(part, name)
    return False


def check_names(names: Names) -> None:
    """Reports what frames, wordings, fills, folds and registers name without its being there."""
    loaded = names.loaded
    _check_twice(loaded, {f: rule.frame for f, rule in loaded.of(models.FrameFile).items()}, "frame")
    _check_twice(loaded, {f: rule.event for f, rule in loaded.of(models.EventRule).items()}, "event")
    for file, rule in loaded.rules.items():
        if isinstance(rule, (models.FrameFile, models.WordingRule, models.FillRule)):
            _check_scopes(names, file, "unless", rule.unless)
    for file, frame in loaded.of(models.FrameFile).items():
        _check_scopes(names, file, "weak in", frame.weak_in)
        _check_labels(names, file, frame.slots)
    for file, fold in loaded.of(models.FoldRule).items():
        _check_fold(names, file, fold)
    for file, fill in loaded.of(models.FillRule).items():
        _check_fill(names, file, fill)
    for file, discourse in loaded.of(models.DiscourseRules).items():
        _check_registers(names, file, discourse)


def _check_scopes(names: Names, file: str, key: str, scopes: Sequence[str]) -> None:
    for i, scope in enumerate(scopes):
        if scope not in names.scopes:
            names.loaded.report(file, (key, i), f"no scope is called '{scope}'", closest(scope, names.scopes))


def _check_registers(names: Names, file: str, discourse: models.DiscourseRules) -> None:
    for name, register in discourse.registers.items():
        for i, source in enumerate(register.set_by):
            _check_source(names, file, ("registers", name, "set by", i), source)


def _check_twice(loaded: Loaded, named: Mapping[str, str], key: str) -> None:
    first: dict[str, str] = {}
    for file, name in named.items():
        if first.setdefault(name, file) != file:
            loaded.report(file, (key,), f"'{name}' is defined in {first[name]} too", "give it another name")


def _check_labels(names: Names, file: str, slots: Mapping[str, tuple[str, ...]]) -> None:
    for slot, labels in slots.items():
        for i, label in enumerate(labels):
            if label not in names.labels:
                message = f"no tag is called '{label}'"
                names.loaded.report(file, ("slots", slot, i), message, closest(label, names.labels))


def _check_fold(names: Names, file: str, rule: models.FoldRule) -> None:
    needed = {"head": "head", "group": "member"}.get(rule.keep)
    for i, element in enumerate(names.patterns.get(file, ())):
        if needed and not always_captures(element, needed):
            message = f"keep: {rule.keep} needs {{{needed}:…}} in every way through the pattern"
            names.loaded.report(file, ("fold", i), message, f"name what is kept {{{needed}:TAG}}")
        if rule.adds and rule.adds not in slot_names(element):
            message = f"nothing is captured as '{rule.adds}'"
            names.loaded.report(file, ("adds",), message, "name the words that are added {name:TAG}")
        if rule.keep == "clause" and not slot_names(element):
            names.loaded.report(
                file,
                ("fold", i),
                "keep: clause captures nothing",
                "name what the clause gets, or keep: nothing",
            )


def _check_fill(names: Names, file: str, rule: models.FillRule) -> None:
    _check_labels(names, file, rule.slots)
    for i, event in enumerate(rule.fills):
        if event not in names.events:
            names.loaded.report(
                file, ("fills", i), f"no event is called '{event}'", closest(event, names.events)
            )
            continue
        fields = {*names.events[event].output, *names.events[event].slots}
        for key, many in (
            ("slots", set(rule.slots)),
            ("set", set(rule.set)),
            ("words", set(rule.words)),
        ):
            for name in sorted(many - fields):
                names.loaded.report(
                    file, (key, name), f"'{event}' has no field '{name}'", closest(name, fields)
                )
    for key, many in (("pick", set(rule.pick)), ("form", set(rule.form))):
        for name in sorted(many - set(rule.slots)):
            names.loaded.report(file, (key, name), f"unknown slot '{name}'", closest(name, rule.slots))


def _check_source(names: Names, file: str, path: tuple[str | int, ...], source: str) -> None:
    """A register is set by `frame.slot`, `any.slot`, or a label."""
    frame, dot, slot = source.partition(".")
    if not dot:
        if source not in names.labels:
            names.loaded.report(file, path, f"no tag is called '{source}'", closest(source, names.labels))
        return
    if frame != "any" and frame not in names.frames:
        names.loaded.report(file, path, f"no frame is called '{frame}'", closest(frame, names.frames))
        return
    frames = names.frames.values() if frame == "any" else [names.frames[frame]]
    slots = {name for one in frames for name in one.slots}
    if slot not in slots:
        names.loaded.report(file, path, f"'{frame}' has no slot '{slot}'", closest(slot, slots))
