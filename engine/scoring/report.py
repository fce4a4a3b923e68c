"""Scores as a table for people and as plain JSON values for programs."""

from collections.abc import Iterator, Mapping
from typing import Any

from engine.records import plain
from engine.scoring.bootstrap import Intervals
from engine.scoring.figures import MEASURES, Figures, SlotTally, Tally
from engine.scoring.scores import Scores

_NAME = 31  # the longest name: "  not_standing_for_reelection"


def as_text(scores: Scores) -> str:
    """The figures as lines of text: totals with their intervals, groups, types, slots.

    Types and slots that neither labels nor predictions have are left out.
    """
    return "\n".join(line.rstrip() for line in _lines(scores))


def _lines(scores: Scores) -> Iterator[str]:
    yield (
        f"filings: {len(scores.files)}   events to find: {scores.labels}"
        f"   optional: {scores.optional}   predicted: {scores.predictions}"
    )
    yield ""
    yield " " * _NAME + "".join(f"{measure:<21}" for measure in MEASURES)
    yield " " * _NAME + "    P     R    F1    " * len(MEASURES)
    yield from _with_intervals("total", scores.total, scores.intervals)
    for group, figures in scores.by_group.items():
        yield from _with_intervals(group, figures, scores.group_intervals[group])
    yield ""
    for type_, figures in scores.by_type.items():
        if figures != Figures():
            yield _row(f"  {type_}", figures)
    yield from _slot_lines("values in the figures", scores.by_slot)
    yield from _slot_lines("values only reported", scores.by_field)


def _with_intervals(name: str, figures: Figures, intervals: Mapping[str, Intervals]) -> Iterator[str]:
    yield _row(name, figures)
    spans = (intervals[measure].f1 for measure in MEASURES)
    yield f"{'  95 % of F1':<{_NAME}}" + "".join(f"{f'{s.low:.3f}–{s.high:.3f}':>17}    " for s in spans)


def _row(name: str, figures: Figures) -> str:
    return f"{name:<{_NAME}}" + "".join(_cells(tally) + "    " for tally in figures.tallies().values())


def _cells(tally: Tally) -> str:
    return f"{tally.precision:.3f} {tally.recall:.3f} {tally.f1:.3f}"


def _slot_lines(title: str, slots: Mapping[str, SlotTally]) -> Iterator[str]:
    if slots:
        yield ""
        yield f"{title:<{_NAME}}    P     R    F1     right  wrong  missing  spurious"
    for name, slot in slots.items():
        counts = f"{slot.correct:>5}  {slot.wrong:>5}  {slot.missing:>7}  {slot.spurious:>8}"
        yield f"{'  ' + name:<{_NAME}}{_cells(slot.tally)}     {counts}"


def as_json(scores: Scores) -> dict[str, Any]:
    """The figures as plain JSON values: counts, precision, recall and F1, intervals as [low, high]."""
    return {
        "filings": len(scores.files),
        "labels": scores.labels,
        "optional": scores.optional,
        "predictions": scores.predictions,
        "total": _json_figures(scores.total, scores.intervals),
        "groups": {
            group: _json_figures(figures, scores.group_intervals[group])
            for group, figures in scores.by_group.items()
        },
        "types": {type_: _json_figures(figures, {}) for type_, figures in scores.by_type.items()},
        "slots": {slot: _json_slot(tally) for slot, tally in scores.by_slot.items()},
        "fields": {field: _json_slot(tally) for field, tally in scores.by_field.items()},
        "notices": plain(scores.notices),
    }


def _json_figures(figures: Figures, intervals: Mapping[str, Intervals]) -> dict[str, Any]:
    return {
        measure: {
            **_json_tally(tally),
            **({"interval": _json_intervals(intervals[measure])} if intervals else {}),
        }
        for measure, tally in figures.tallies().items()
    }


def _json_tally(tally: Tally) -> dict[str, Any]:
    return {**plain(tally), "precision": tally.precision, "recall": tally.recall, "f1": tally.f1}


def _json_intervals(intervals: Intervals) -> dict[str, list[float]]:
    named = {"precision": intervals.precision, "recall": intervals.recall, "f1": intervals.f1}
    return {name: [interval.low, interval.high] for name, interval in named.items()}


def _json_slot(slot: SlotTally) -> dict[str, Any]:
    shares = slot.tally
    return {**plain(slot), "precision": shares.precision, "recall": shares.recall, "f1": shares.f1}
