"""Gathers the clause patterns of a rule set: where each stands, and which slots it may name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.rulebook import models
from engine.rulebook.loading import Loaded
from engine.rulebook.source import YamlPath

Slots = Mapping[str, tuple[str, ...]]
# What the slot `term` of an alias may be without saying so.
_TERM: Slots = {"term": ("TERM",)}


@dataclass(frozen=True, slots=True)
class Source:
    """Patterns of one key of a file: `key` finds them once compiled, `path` says where they stand.

    `slots` are those that the patterns may name without their tags; where they are `closed`, no others.
    `empty` patterns may match no node: they only find a place between two.
    """

    key: tuple[Any, ...]
    texts: tuple[str, ...]
    path: YamlPath
    slots: Slots = field(default_factory=dict)  # a constant
    closed: bool = False
    empty: bool = False


def sources(loaded: Loaded) -> Iterator[Source]:
    """All clause patterns of the rules, file by file; wordings without a frame are reported and passed over."""
    frames = {file.rpartition("/")[0]: frame for file, frame in loaded.of(models.FrameFile).items()}
    for file, model in loaded.rules.items():
        match model:
            case models.AliasRule():
                yield Source((file, "alias"), model.alias, ("alias",), _TERM)
            case models.FoldRule():
                yield Source((file, "fold"), model.fold, ("fold",))
                yield Source((file, "ahead"), model.ahead, ("ahead",))
                yield Source((file, "not ahead"), model.not_ahead, ("not ahead",))
                yield Source((file, "not behind"), model.not_behind, ("not behind",))
            case models.ScopeRule():
                yield Source((file, "cue"), model.cue, ("cue",))
                yield Source((file, "never"), model.never, ("never",))
            case models.WordingRule():
                yield from _wording(loaded, file, model, frames.get(file.rpartition("/")[0]))
            case models.FillRule():
                yield Source((file, "pattern"), model.pattern, ("pattern",), model.slots, closed=True)
            case models.TableRule():
                yield from _table(file, model)
            case models.ClauseRules():
                yield from _clauses(file, model)
            case models.EventRule():
                yield from _event(file, model)


def _wording(
    loaded: Loaded, file: str, rule: models.WordingRule, frame: models.FrameFile | None
) -> Iterator[Source]:
    if frame is None:
        loaded.report(file, (), "the folder has no frame.yaml", "write frame.yaml beside it")
        return
    yield Source((file, "pattern"), rule.pattern, ("pattern",), frame.slots, closed=True)
    yield Source((file, "never"), rule.never, ("never",), frame.slots)


def _table(file: str, rule: models.TableRule) -> Iterator[Source]:
    yield Source((file, "row"), rule.row, ("row",), {"person": ("PERSON",), "cell": rule.cells})
    yield Source((file, "never"), rule.never, ("never",))
    for i, column in enumerate(rule.columns):
        yield Source((file, "columns", i), column.heading, ("columns", i, "heading"))


def _clauses(file: str, rules: models.ClauseRules) -> Iterator[Source]:
    yield Source((file, "begins"), rules.begins, ("begins",))
    yield Source((file, "lines"), rules.lines, ("lines",))
    yield Source((file, "no lines"), rules.no_lines, ("no lines",))
    for i, cut in enumerate(rules.cuts):
        yield Source((file, "cuts", i), (cut.pattern,), ("cuts", i, "pattern"), empty=bool(cut.ahead))
        yield Source((file, "ahead", i), cut.ahead, ("cuts", i, "ahead"))
        yield Source((file, "cuts never", i), cut.never, ("cuts", i, "never"))


def _event(file: str, event: models.EventRule) -> Iterator[Source]:
    for slot, rule in event.slots.items():
        for i, rung in enumerate(rule.find):
            if isinstance(rung, models.Rung):
                key = "pattern" if rung.pattern else "words"
                texts = rung.pattern or ((rung.words,) if rung.words else ())
                yield Source((file, slot, i), texts, ("slots", slot, "find", i, key))
                yield Source((file, slot, i, "never"), rung.never, ("slots", slot, "find", i, "never"))
