"""Scores as rows for a spreadsheet: one row a figure, whatever it is a figure of."""

import csv
import io
from collections.abc import Iterator, Mapping

from engine.scoring.bootstrap import Intervals
from engine.scoring.breakdown import Part, macros
from engine.scoring.figures import Figures, SlotTally
from engine.scoring.scores import Scores

COLUMNS = (
    "of",
    "name",
    "measure",
    "correct",
    "incorrect",
    "missing",
    "spurious",
    "precision",
    "recall",
    "f1",
    "f1_low",
    "f1_high",
)
Row = dict[str, object]


def as_csv(scores: Scores, tables: Mapping[str, Mapping[str, Part]]) -> str:
    """The figures as CSV with a heading: totals, groups, types, slots, averages, and the parts of `tables`.

    For events a wrong one counts as missing and as spurious; `incorrect` is told of values by slot only.
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(_rows(scores, tables))
    return out.getvalue()


def _rows(scores: Scores, tables: Mapping[str, Mapping[str, Part]]) -> Iterator[Row]:
    yield from _figures("total", "total", scores.total, scores.intervals)
    for group, figures in scores.by_group.items():
        yield from _figures("group", group, figures, scores.group_intervals[group])
    for type_, figures in scores.by_type.items():
        if figures != Figures():
            yield from _figures("type", type_, figures, {})
    for kind, slots in (("slot", scores.by_slot), ("field", scores.by_field)):
        for name, slot in slots.items():
            yield _slot(kind, name, slot)
    for over, averages in macros(scores).items():
        for measure, mean in averages.items():
            shares: Row = {"precision": mean.precision, "recall": mean.recall, "f1": mean.f1}
            yield {"of": "mean", "name": f"over {over}", "measure": measure} | shares
    for title, parts in tables.items():
        for name, part in parts.items():
            yield from _figures(title, name, part.figures, {})


def _figures(kind: str, name: str, figures: Figures, intervals: Mapping[str, Intervals]) -> Iterator[Row]:
    for measure, tally in figures.tallies().items():
        row: Row = {"of": kind, "name": name, "measure": measure, "correct": tally.correct}
        row |= {"missing": tally.missed, "spurious": tally.spurious}
        row |= {"precision": tally.precision, "recall": tally.recall, "f1": tally.f1}
        if intervals:
            row |= {"f1_low": intervals[measure].f1.low, "f1_high": intervals[measure].f1.high}
        yield row


def _slot(kind: str, name: str, slot: SlotTally) -> Row:
    row: Row = {
        "of": kind,
        "name": name,
        "measure": "values",
        "correct": slot.correct,
        "incorrect": slot.wrong,
    }
    shares = slot.tally
    row |= {"missing": slot.missing, "spurious": slot.spurious}
    return row | {"precision": shares.precision, "recall": shares.recall, "f1": shares.f1}
