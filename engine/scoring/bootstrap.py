"""How far a figure could have come out otherwise: bootstrap intervals over filings.

Filings are drawn with replacement, because values of one filing are right or wrong together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.scoring.figures import MEASURES, Figures

Array = np.ndarray[Any, Any]

CONFIDENCE = 0.95
# Samples drawn at a time: ten thousand filings take 8 MB. Part of what a seed means.
_CHUNK = 100


@dataclass(frozen=True, slots=True)
class Interval:
    """The bounds between which a figure falls in 95 % of the resamples."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Intervals:
    """The intervals of one measure's precision, recall and F1."""

    precision: Interval
    recall: Interval
    f1: Interval


def bootstrap(filings: Sequence[Sequence[Figures]], seed: int, resamples: int) -> list[dict[str, Intervals]]:
    """Percentile intervals by measure for each column of `filings` (one row a filing, one column a sum).

    There must be a row. The same rows in the same order and the same `seed` give the same intervals.
    """
    counts = np.array([[counts_of(figures) for figures in row] for row in filings], dtype=float)
    shape = counts.shape[1:]
    sums = resampled_sums(counts.reshape(len(filings), -1), seed, resamples).reshape(resamples, *shape)
    figures = shares_of(sums)
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(figures, [tail, 1 - tail], axis=0).tolist()
    return [
        {
            measure: Intervals(
                *(Interval(low[at][rank][k], high[at][rank][k]) for k in range(3)),
            )
            for rank, measure in enumerate(MEASURES)
        }
        for at in range(shape[0])
    ]


def counts_of(figures: Figures) -> list[tuple[int, int, int]]:
    """Correct, spurious and missed of each measure, in the order of `MEASURES`."""
    return [(tally.correct, tally.spurious, tally.missed) for tally in figures.tallies().values()]


def resampled_sums(rows: Array, seed: int, resamples: int) -> Array:
    """Sums of the rows of each resample: how often each row is drawn is multinomial."""
    random, height = np.random.default_rng(seed), len(rows)
    chances = np.full(height, 1 / height)
    chunks = (min(_CHUNK, resamples - start) for start in range(0, resamples, _CHUNK))
    return np.concatenate([random.multinomial(height, chances, size=size) @ rows for size in chunks])


def shares_of(sums: Array) -> Array:
    """Precision, recall and F1 along the last axis, from correct, spurious and missed along it."""
    correct, spurious, missed = sums[..., 0], sums[..., 1], sums[..., 2]
    parts = np.stack([correct, correct, 2 * correct], axis=-1)
    wholes = np.stack([correct + spurious, correct + missed, 2 * correct + spurious + missed], axis=-1)
    shares = np.divide(parts, wholes, out=np.zeros_like(parts), where=wholes > 0)
    nothing = sums.sum(axis=-1) == 0
    return np.where(nothing[..., None], 1.0, shares)
