"""The scores of a run: every filing aligned, its figures summed, the totals with their intervals."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.errors import UsageError
from engine.records import Notice
from engine.scoring.alignment import Alignment, align, is_optional
from engine.scoring.bootstrap import Intervals, bootstrap
from engine.scoring.figures import (
    Figures,
    SlotTally,
    figures_by_group,
    figures_by_type,
    summed,
    total,
    values_by_slot,
)
from engine.specs import EventSpec

Events = Mapping[str, Sequence[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class FileScore:
    """One filing's alignment, and its figures by event type (only types that it has)."""

    file: str
    alignment: Alignment
    by_type: Mapping[str, Figures]


@dataclass(frozen=True, slots=True)
class Scores:
    """What a run is worth, micro-averaged over filings.

    `labels` and `optional` count the labels that must and that may be found. `by_group` and `by_type`
    hold every group and type of the specs; `by_slot` the values in the figures, `by_field` those that
    are only reported, both without slots that no event has. `intervals` are by measure,
    `group_intervals` by group and measure. `files` stand in the order of their names.
    """

    labels: int
    optional: int
    predictions: int
    total: Figures
    by_group: Mapping[str, Figures]
    by_type: Mapping[str, Figures]
    by_slot: Mapping[str, SlotTally]
    by_field: Mapping[str, SlotTally]
    intervals: Mapping[str, Intervals]
    group_intervals: Mapping[str, Mapping[str, Intervals]]
    files: tuple[FileScore, ...]
    notices: tuple[Notice, ...]


def score(
    gold: Events,
    predicted: Events,
    specs: Mapping[str, EventSpec],
    *,
    seed: int = 0,
    resamples: int = 1000,
) -> Scores:
    """Score `predicted` events against `gold`, both by file.

    A labelled file without predictions has missed everything. Predictions for a file without labels
    are left out of every figure, because nobody has said what is right there: a run over a folder of
    which only a part is labelled is a usual thing. `notices` says both.
    Raises UsageError for an event of a type that `specs` does not hold.
    """
    _refuse_unknown_types(gold, predicted, specs)
    files = tuple(_score_file(file, gold[file], predicted.get(file, ()), specs) for file in sorted(gold))
    by_group = figures_by_group(_by_type(files, specs), specs)
    rows = [_sums(file.by_type, specs) for file in files] or [_sums({}, specs)]
    intervals, *group_intervals = bootstrap(rows, seed, resamples)
    optional = [is_optional(label) for labels in gold.values() for label in labels]
    return Scores(
        labels=optional.count(False),
        optional=optional.count(True),
        predictions=sum(len(predicted.get(file, ())) for file in gold),
        total=total(by_group.values()),
        by_group=by_group,
        by_type=_by_type(files, specs),
        by_slot=_by_slot(files, specs, scored=True),
        by_field=_by_slot(files, specs, scored=False),
        intervals=intervals,
        group_intervals=dict(zip(by_group, group_intervals, strict=True)),
        files=files,
        notices=tuple(_notices(gold, predicted)),
    )


def _refuse_unknown_types(gold: Events, predicted: Events, specs: Mapping[str, EventSpec]) -> None:
    for what, events_by_file in (("label", gold), ("prediction", predicted)):
        for file in gold.keys() & events_by_file.keys():
            for event in events_by_file[file]:
                if event.get("type") not in specs:
                    raise UsageError(
                        f"{file}: a {what} is of type {event.get('type')!r}, which the rule set does not"
                        f" have; use the rule set that it was made for (known: {', '.join(specs)})"
                    )


def _score_file(
    file: str,
    labels: Sequence[Mapping[str, Any]],
    predictions: Sequence[Mapping[str, Any]],
    specs: Mapping[str, EventSpec],
) -> FileScore:
    alignment = align(labels, predictions, specs)
    return FileScore(file, alignment, figures_by_type(alignment))


def _by_type(files: Iterable[FileScore], specs: Mapping[str, EventSpec]) -> dict[str, Figures]:
    found = summed(entry for file in files for entry in file.by_type.items())
    return {type_: found.get(type_, Figures()) for type_ in specs}


def _sums(by_type: Mapping[str, Figures], specs: Mapping[str, EventSpec]) -> list[Figures]:
    """What the bootstrap resamples of one filing: its total, and its sum for each group."""
    return [total(by_type.values()), *figures_by_group(by_type, specs).values()]


def _by_slot(
    files: Iterable[FileScore], specs: Mapping[str, EventSpec], *, scored: bool
) -> dict[str, SlotTally]:
    """The values of all filings by slot, in the order in which `specs` name the slots."""
    found = summed(entry for file in files for entry in values_by_slot(file.alignment, scored=scored).items())
    names = dict.fromkeys(
        name
        for spec in specs.values()
        for name in ("type", spec.pivot, *spec.slots, *(field.name for field in spec.fields))
    )
    return {name: found[name] for name in names if name in found and found[name] != SlotTally()}


def _notices(gold: Events, predicted: Events) -> Iterable[Notice]:
    for code, files, message in (
        ("no-prediction", gold.keys() - predicted.keys(), "labelled but without predictions: all is missed"),
        ("no-label", predicted.keys() - gold.keys(), "predicted but without labels: left out of all figures"),
    ):
        if files:
            some = ", ".join(sorted(files)[:3]) + (" …" if len(files) > 3 else "")  # noqa: PLR2004
            filings = "1 filing" if len(files) == 1 else f"{len(files)} filings"
            yield Notice(code, f"{filings} {message} ({some})")
