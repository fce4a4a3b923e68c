"""A comparison of two runs as text for people and as plain JSON values for programs."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.scoring.comparison import KINDS, NO_RULE, Change, Difference, Effect, by_rule, rule_of
from engine.scoring.mistakes import shown, told, words
from engine.scoring.paired import Shift, Shifts
from engine.scoring.scores import Scores
from engine.specs import EventSpec

_NAME = 31  # the longest name: "  not_standing_for_reelection"
_EFFECTS: tuple[Effect, ...] = ("better", "worse")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs over the same filings; `shifts` and `scores` are empty where nothing is labelled.

    `before` and `after` count the events of each run, `scores` are those of both. `causes` counts the mistakes of each run by their
    cause, where both runs were made from rules and so can be explained.
    """

    filings: int
    before: int
    after: int
    differences: tuple[Difference, ...]
    shifts: Mapping[str, Shifts]
    scores: tuple[Scores, ...] = ()
    causes: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def as_text(comparison: Comparison, specs: Mapping[str, EventSpec], limit: int | None = None) -> str:
    """The counts, the figures that moved, the rules concerned, then the differences with their words.

    `limit` is how many differences of each kind are listed; None lists all.
    """
    return "\n".join(line.rstrip() for line in _lines(comparison, specs, limit))


def _lines(comparison: Comparison, specs: Mapping[str, EventSpec], limit: int | None) -> Iterator[str]:
    found = comparison.differences
    yield f"filings: {comparison.filings}   events before: {comparison.before}   after: {comparison.after}"
    yield "   ".join(f"{kind}: {_tally(_of_kind(found, kind))}" for kind in KINDS)
    if comparison.shifts:
        yield from _figure_lines(comparison.shifts)
    if found:
        yield from _rule_lines(found)
        yield from _value_lines(found)
    yield from _cause_lines(comparison.causes)
    for kind in KINDS:
        if of_kind := _of_kind(found, kind):
            yield from _kind_lines(kind, of_kind, specs, limit)


def _of_kind(found: Iterable[Difference], kind: str) -> list[Difference]:
    return [difference for difference in found if difference.kind == kind]


def _tally(found: Sequence[Difference]) -> str:
    """`3 (2 right, 1 wrong)`, of changed events `3 (2 better, 1 worse)`; the number alone without labels."""
    said = Counter(_said(difference) for difference in found)
    parts = [
        f"{said[word]} {word}" for word in ("right", "better", "wrong", "worse", "free", "even") if said[word]
    ]
    return f"{len(found)} ({', '.join(parts)})" if parts else str(len(found))


def _said(difference: Difference) -> str:
    """The word of the labels on a difference; empty where there are none."""
    return difference.judgement or difference.effect or ""


def _figure_lines(shifts: Mapping[str, Shifts]) -> Iterator[str]:
    """F1 of total, groups and types, but for those that no resample moves."""
    yield ""
    yield f"{'F1, where it moved':<{_NAME}}measure   before   after   difference   95 % of the difference"
    for name, by_measure in shifts.items():
        for measure, shares in by_measure.items():
            if shares["f1"].word != "same":
                yield f"{name:<{_NAME}}{measure:<8}{_shift_cells(shares['f1'])}"


def _shift_cells(shift: Shift) -> str:
    interval = f"{shift.interval.low:+.3f} to {shift.interval.high:+.3f}"
    return f"  {shift.before:.3f}    {shift.after:.3f}     {shift.difference:+.3f}      {interval}   {shift.word}"


def _rule_lines(found: Sequence[Difference]) -> Iterator[str]:
    judged = any(difference.effect for difference in found)
    columns = (*KINDS, *(_EFFECTS if judged else ()))
    yield ""
    yield "".join(f"{column:>9}" for column in columns) + "   rule of the trigger"
    for rule, of_rule in by_rule(found).items():
        counts = Counter(difference.kind for difference in of_rule)
        effects = Counter(difference.effect for difference in of_rule if difference.effect)
        cells = [*(counts[kind] for kind in KINDS), *(effects[effect] for effect in _EFFECTS if judged)]
        yield "".join(f"{cell:>9}" for cell in cells) + f"   {rule}"


def _cause_lines(causes: Mapping[str, tuple[int, int]]) -> Iterator[str]:
    """The causes whose number of mistakes moved, those that lost most first."""
    moved = {cause: counts for cause, counts in causes.items() if counts[0] != counts[1]}
    if moved:
        yield ""
        yield f"{'before':>9}{'after':>9}   cause of mistakes"
    for cause, (old, new) in sorted(moved.items(), key=lambda entry: (entry[1][1] - entry[1][0], entry[0])):
        yield f"{old:>9}{new:>9}   {cause}"


def _value_lines(found: Sequence[Difference]) -> Iterator[str]:
    """The values that changed by the rule that read them, the later one where both runs have the value."""
    rules: dict[str, Counter[str]] = {}
    for difference in found:
        for change in difference.changes:
            holder = difference.before if change.after is None else difference.after
            counts = rules.setdefault(rule_of(holder or {}, change.field), Counter())
            counts.update(["values", *_turns(change)])
    if rules:
        judged = any(difference.effect for difference in found)
        columns = ("values", *(_EFFECTS if judged else ()))
        yield ""
        yield "".join(f"{column:>9}" for column in columns) + "   rule of the value that changed"
        for rule in sorted(rules):
            yield "".join(f"{rules[rule][column]:>9}" for column in columns) + f"   {rule}"


def _turns(change: Change) -> list[Effect]:
    """Whether a value turned right or wrong."""
    turns: dict[Any, Effect] = {("wrong", "right"): "better", ("right", "wrong"): "worse"}
    return [turns[change.judged]] if change.judged in turns else []


def _kind_lines(
    kind: str, found: Sequence[Difference], specs: Mapping[str, EventSpec], limit: int | None
) -> Iterator[str]:
    ranked = [one for of_rule in by_rule(found).values() for one in sorted(of_rule, key=_worst_first)]
    listed = ranked if limit is None else ranked[:limit]
    yield ""
    yield kind
    for rule, of_rule in by_rule(listed).items():
        yield f"  {rule}"
        for difference in of_rule:
            yield from _difference_lines(difference, specs)
    if len(listed) < len(ranked):
        yield f"  and {len(ranked) - len(listed)} more"


def _worst_first(difference: Difference) -> tuple[int, str]:
    return ["worse", "better", "even", None].index(difference.effect), difference.file


def _difference_lines(difference: Difference, specs: Mapping[str, EventSpec]) -> Iterator[str]:
    said, event = _said(difference), difference.event
    head = f"    {said:<6} " if said else "    "
    if difference.kind != "changed":
        yield f"{head}{difference.file}: {told(event)}{words(event, 'trigger')}"
        return
    pivot = shown(event.get(specs[event["type"]].pivot, ""))
    yield f"{head}{difference.file}: {event['type']} {pivot}{words(event, 'trigger')}"
    for change in difference.changes:
        yield f"           {change.field}: {_change(change, difference)}"


def _change(change: Change, difference: Difference) -> str:
    """Both values, each with its words, its rule and what the labels say of it."""
    judged = change.judged or ("", "")
    sides = ((difference.before, change.before, judged[0]), (difference.after, change.after, judged[1]))
    return " → ".join(_value(event or {}, change.field, value, said) for event, value, said in sides)


def _value(event: Mapping[str, Any], field: str, value: Any, said: str) -> str:
    """A value, its words where they are others, and its rule."""
    word = f" ({said})" if said else ""
    if value is None:
        return f"absent{word}"
    quoted, rule = words(event, field).strip(), rule_of(event, field)
    proof = f" {quoted}" if quoted not in ("", f"“{shown(value)}”") else ""
    return f"{shown(value)}{word}{proof}" + (f" [{rule}]" if rule != NO_RULE else "")


def as_json(comparison: Comparison) -> dict[str, Any]:
    """The same as plain JSON values: every difference with its events whole, every figure."""
    listed: dict[str, Any] = {
        kind: [_json(one) for one in _of_kind(comparison.differences, kind)] for kind in KINDS
    }
    figures = {
        name: {
            measure: {share: _json_shift(shift) for share, shift in shares.items()}
            for measure, shares in by_measure.items()
        }
        for name, by_measure in comparison.shifts.items()
    }
    return {
        "filings": comparison.filings,
        "before": comparison.before,
        "after": comparison.after,
        **listed,
        **({"figures": figures} if figures else {}),
        **(
            {"causes": {cause: list(counts) for cause, counts in comparison.causes.items()}}
            if comparison.causes
            else {}
        ),
    }


def _json(difference: Difference) -> dict[str, Any]:
    """Without labels there is no `judgement` and no `effect`; an absent value of a change is null."""
    entries = {
        "file": difference.file,
        "rule": difference.rule,
        "judgement": difference.judgement,
        "effect": difference.effect,
        "before": difference.before,
        "after": difference.after,
        "changes": [_json_change(change) for change in difference.changes] or None,
    }
    return {name: value for name, value in entries.items() if value is not None}


def _json_change(change: Change) -> dict[str, Any]:
    judged = {"judged": list(change.judged)} if change.judged else {}
    return {"field": change.field, "before": change.before, "after": change.after, **judged}


def _json_shift(shift: Shift) -> dict[str, Any]:
    return {
        "before": shift.before,
        "after": shift.after,
        "difference": shift.difference,
        "interval": [shift.interval.low, shift.interval.high],
        "word": shift.word,
    }
