"""Scores tags by the measures of SemEval 2013 task 9.1, counted by nervaluate.

strict: bounds and label; exact: bounds alone; ent_type: label, and bounds that touch; partial: exact bounds count
one, others that touch a half. nervaluate pairs predicted with gold spans greedily, in the order in which it gets
them: another order may give other counts. So spans and documents are sorted here before it sees them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nervaluate import Evaluator

MEASURES = ("strict", "exact", "partial", "ent_type")
# The row of all labels together.
TOTAL = "total"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """`[start, end)` in characters of a text, and its label."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Count:
    """What one measure counted, and the figures from it as nervaluate computes them."""

    correct: int
    incorrect: int
    partial: int
    missed: int
    spurious: int
    precision: float
    recall: float
    f1: float


Spans = Mapping[str, Iterable[Span]]
Scored = Mapping[str, Mapping[str, Count]]


def score_tags(gold: Spans, predicted: Spans, labels: Sequence[str]) -> Scored:
    """The counts by label (and `total`) and measure, of spans by document; the order of nothing matters.

    Only documents of `gold` and spans with one of `labels` count, of spans inside others the outer alone. A label's
    own row compares it with itself: a span of another label there is missed and spurious, while in
    the total it is incorrect (strict, ent_type) or right (exact).
    """
    names = sorted(gold)
    sides = [[_rows(side.get(name, ()), labels) for name in names] for side in (gold, predicted)]
    if not any(row for side in sides for row in side):
        return {TOTAL: dict.fromkeys(MEASURES, Count(0, 0, 0, 0, 0, 0.0, 0.0, 0.0))}
    found = Evaluator(*sides, tags=list(labels), loader="dict").evaluate()
    by_label = {label: _counts(found["entities"][label]) for label in labels if label in found["entities"]}
    return {**by_label, TOTAL: _counts(found["overall"])}


def outermost(spans: Iterable[Span]) -> list[Span]:
    """The spans that stand inside no other, in order; of two labels on the same words the first by name."""
    kept: list[Span] = []
    for span in sorted(set(spans), key=lambda span: (span.start, -span.end, span.label)):
        if not kept or span.end > kept[-1].end:
            kept.append(span)
    return kept


def _rows(spans: Iterable[Span], labels: Sequence[str]) -> list[dict[str, Any]]:
    """As nervaluate reads them: its `end` is the last character, not the one after it."""
    wanted = outermost(span for span in spans if span.label in labels)
    return [{"label": span.label, "start": span.start, "end": span.end - 1} for span in wanted]


def _counts(results: Mapping[str, Any]) -> dict[str, Count]:
    return {measure: _count(results[measure]) for measure in MEASURES}


def _count(result: Any) -> Count:
    tallies = result.correct, result.incorrect, result.partial, result.missed, result.spurious
    return Count(*tallies, float(result.precision), float(result.recall), float(result.f1))
