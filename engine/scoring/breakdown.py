"""Figures by a key of filings or of events (format, era, section), and their averages over types and filings."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from engine.records import plain
from engine.scoring.alignment import Alignment, Lonely, Pair
from engine.scoring.figures import MEASURES, Figures, Tally, figures_by_type, total
from engine.scoring.scores import FileScore, Scores

# The part that an event of a filing belongs to: by its file alone, or by where it stands in it.
Key = Callable[[str, Pair | Lonely], str]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a corpus: how many filings have an event in it, and the figures of its events."""

    filings: int
    figures: Figures


@dataclass(frozen=True, slots=True)
class Average:
    """Precision, recall and F1, each averaged with equal weights."""

    precision: float
    recall: float
    f1: float


def by_file(keys: Mapping[str, str]) -> Key:
    """The key of events by the filing that they stand in; every file must be in `keys`."""
    return lambda file, _event: keys[file]


def breakdown(files: Iterable[FileScore], key: Key) -> dict[str, Part]:
    """The figures by part, in the order of the keys. Summed over the parts they give the total.

    A filing without events, labelled or predicted, is in no part: there is nothing of it in any figure.
    """
    parts: dict[str, list[Figures]] = {}
    for file in files:
        for name, alignment in _split(file.file, file.alignment, key).items():
            parts.setdefault(name, []).append(total(figures_by_type(alignment).values()))
    return {name: Part(len(parts[name]), total(parts[name])) for name in sorted(parts)}


def _split(file: str, alignment: Alignment, key: Key) -> dict[str, Alignment]:
    parts: dict[str, Alignment] = {}
    for pair in alignment.pairs:
        part = parts.setdefault(key(file, pair), Alignment((), (), ()))
        parts[key(file, pair)] = replace(part, pairs=(*part.pairs, pair))
    for lonely in alignment.missed:
        part = parts.setdefault(key(file, lonely), Alignment((), (), ()))
        parts[key(file, lonely)] = replace(part, missed=(*part.missed, lonely))
    for lonely in alignment.spurious:
        part = parts.setdefault(key(file, lonely), Alignment((), (), ()))
        parts[key(file, lonely)] = replace(part, spurious=(*part.spurious, lonely))
    return parts


def macro(figures: Iterable[Figures]) -> dict[str, Average]:
    """The averages of the figures by measure: a rare type weighs as much as a frequent one.

    What has nothing to find and nothing found in a measure is left out of it, its 1.0 being no merit;
    where that is everything, the averages are 1.0.
    """
    listed = list(figures)
    return {measure: _average([getattr(f, measure) for f in listed]) for measure in MEASURES}


def _average(tallies: Sequence[Tally]) -> Average:
    counting = [tally for tally in tallies if tally != Tally()] or [Tally()]
    means = (
        sum(getattr(tally, figure) for tally in counting) / len(counting)
        for figure in ("precision", "recall", "f1")
    )
    return Average(*means)


def macros(scores: Scores) -> dict[str, dict[str, Average]]:
    """The averages over types and over filings."""
    return {
        "types": macro(scores.by_type.values()),
        "filings": macro(total(file.by_type.values()) for file in scores.files),
    }


def as_text(title: str, parts: Mapping[str, Part]) -> str:
    """The parts as a table: precision, recall and F1 of each measure."""
    return "\n".join(line.rstrip() for line in _lines(title, parts))


def _lines(title: str, parts: Mapping[str, Part]) -> Iterator[str]:
    width = max(len(title), *(len(name) for name in parts), 20) + 2 if parts else 22
    yield f"{title:<{width}}filings" + "".join(f"   {measure:<17}" for measure in MEASURES)
    yield " " * (width + 7) + "       P     R    F1" * len(MEASURES)
    for name, part in parts.items():
        cells = (f"   {t.precision:.3f} {t.recall:.3f} {t.f1:.3f}" for t in part.figures.tallies().values())
        yield f"{name:<{width}}{part.filings:>7}" + "".join(cells)


def macro_text(averages: Mapping[str, Mapping[str, Average]]) -> str:
    """The averages as lines of a table whose columns are those of the scores' own table."""
    return "\n".join(
        f"{f'mean over {name}':<31}"
        + "".join(f"{a.precision:.3f} {a.recall:.3f} {a.f1:.3f}    " for a in by_measure.values()).rstrip()
        for name, by_measure in averages.items()
    )


def as_json(parts: Mapping[str, Part]) -> dict[str, Any]:
    """The parts as plain JSON values: counts, precision, recall and F1."""
    return {
        name: {
            "filings": part.filings,
            **{
                measure: {
                    **plain(tally),
                    "precision": tally.precision,
                    "recall": tally.recall,
                    "f1": tally.f1,
                }
                for measure, tally in part.figures.tallies().items()
            },
        }
        for name, part in parts.items()
    }
