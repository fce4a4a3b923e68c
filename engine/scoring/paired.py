"""How far the difference of two runs' figures can be told from noise: a paired bootstrap over filings.

Both runs are drawn with the same filings each time, so that what is hard in a filing for both does not
widen the interval of their difference (Efron and Tibshirani, An Introduction to the Bootstrap, 1993).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from engine.scoring.bootstrap import CONFIDENCE, Array, Interval, counts_of, resampled_sums, shares_of
from engine.scoring.figures import MEASURES, Figures, figures_by_group, total
from engine.scoring.scores import FileScore, Scores
from engine.specs import EventSpec

SHARES = ("precision", "recall", "f1")
Word = Literal["better", "worse", "same", "may be noise"]


@dataclass(frozen=True, slots=True)
class Shift:
    """One figure of both runs, and the interval of its difference (`after` less `before`)."""

    before: float
    after: float
    interval: Interval

    @property
    def difference(self) -> float:
        """By how much the figure rose; negative where it fell."""
        return self.after - self.before

    @property
    def word(self) -> Word:
        """`better` or `worse` where the interval leaves out zero; `same` where no resample differs."""
        if self.interval.low > 0:
            return "better"
        if self.interval.high < 0:
            return "worse"
        if self.before == self.after and self.interval.low == self.interval.high:
            return "same"
        return "may be noise"


# By measure, then precision, recall and f1.
Shifts = Mapping[str, Mapping[str, Shift]]


def shifts(
    before: Scores, after: Scores, specs: Mapping[str, EventSpec], *, seed: int = 0, resamples: int = 1000
) -> dict[str, Shifts]:
    """The difference of every figure: of `total`, then of each group, then of each type.

    Both must be scores against the same labels with the same `specs`, so that their files are the same
    (ValueError otherwise). The same scores and the same `seed` give the same intervals.
    """
    if [file.file for file in before.files] != [file.file for file in after.files]:
        raise ValueError("the two scores are not of the same filings")
    names = ["total", *before.by_group, *specs]
    sums = [
        [_row(old, specs), _row(new, specs)] for old, new in zip(before.files, after.files, strict=True)
    ] or [[[Figures()] * len(names)] * 2]
    return dict(zip(names, _paired(sums, seed, resamples), strict=True))


def _row(file: FileScore, specs: Mapping[str, EventSpec]) -> list[Figures]:
    by_group = figures_by_group(file.by_type, specs)
    by_type = (file.by_type.get(type_, Figures()) for type_ in specs)
    return [total(file.by_type.values()), *by_group.values(), *by_type]


def _paired(filings: Sequence[Sequence[Sequence[Figures]]], seed: int, resamples: int) -> list[Shifts]:
    """The shifts of each column; `filings` holds a filing's rows of both runs. One draw serves both."""
    counts = np.array([[[counts_of(one) for one in row] for row in both] for both in filings], dtype=float)
    shape = counts.shape[1:]
    drawn = shares_of(resampled_sums(counts.reshape(len(filings), -1), seed, resamples).reshape(-1, *shape))
    tail = (1 - CONFIDENCE) / 2
    bounds = np.quantile(drawn[:, 1] - drawn[:, 0], [tail, 1 - tail], axis=0)
    return _columns(shares_of(counts.sum(axis=0)), bounds)


def _columns(figures: Array, bounds: Array) -> list[Shifts]:
    """`figures`: run, column, measure, share; `bounds`: low and high, column, measure, share."""
    (old, new), (low, high) = figures.tolist(), bounds.tolist()
    return [
        {
            measure: {
                share: Shift(old[at][m][k], new[at][m][k], Interval(low[at][m][k], high[at][m][k]))
                for k, share in enumerate(SHARES)
            }
            for m, measure in enumerate(MEASURES)
        }
        for at in range(figures.shape[1])
    ]
