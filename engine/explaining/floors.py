"""Floors under the figures: what was reached on labelled filings, so that a test sees when one falls.

`python -m engine.explaining.floors FILE CORPUS...` writes them anew; `make floors` calls it.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from engine import pipeline
from engine.explaining.documents import readable
from engine.scoring.breakdown import macro
from engine.scoring.labels import read_corpus
from engine.scoring.scores import score

if TYPE_CHECKING:
    from engine.pipeline import Engine
    from engine.scoring.figures import Figures

Floors = Mapping[str, float]

# A figure may fall by so much: half of what is printed.
TOLERANCE = 0.0005
_DIGITS = 4
# Figures have no intervals here; one resample is the least.
_RESAMPLES = 1


def figures(engine: "Engine", folder: Path) -> dict[str, float]:
    """The F1 figures reached on the corpus in `folder`, by name: `total strict`, `pay slot`, `mean of types strict`.

    A filing that cannot be read has no events. Raises what `read_corpus` raises.
    """
    corpus = read_corpus(folder, engine.specs)
    files = sorted(corpus.labels)
    predicted = {read.filing.file: read.events for read in readable(engine, corpus.folder, files)}
    scores = score(corpus.labels, predicted, engine.specs, resamples=_RESAMPLES)
    reached = {
        **_named("total", scores.total),
        **{name: f1 for group, sums in scores.by_group.items() for name, f1 in _named(group, sums).items()},
    }
    for measure, mean in macro(scores.by_type.values()).items():
        reached[f"mean of types {measure}"] = round(mean.f1, _DIGITS)
    return reached


def _named(name: str, sums: "Figures") -> dict[str, float]:
    return {f"{name} {measure}": round(tally.f1, _DIGITS) for measure, tally in sums.tallies().items()}


def fallen(floors: Floors, reached: Floors) -> list[str]:
    """What fell below its floor by more than the tolerance, or is measured no more, in words."""
    lost = [f"{name}: is measured no more" for name in floors if name not in reached]
    below = [
        f"{name}: {reached[name]:.4f}, and was {floor:.4f}"
        for name, floor in floors.items()
        if name in reached and reached[name] < floor - TOLERANCE
    ]
    return lost + below


def read_floors(path: Path) -> dict[str, dict[str, float]]:
    """The floors by corpus."""
    floors: dict[str, dict[str, float]] = json.loads(path.read_text(encoding="utf-8"))
    return floors


def write_floors(path: Path, reached: Mapping[str, Floors]) -> None:
    """Writes what was reached as the floors of these corpora; those of other corpora stay as they are."""
    kept = read_floors(path) if path.is_file() else {}
    path.write_text(json.dumps({**kept, **reached}, indent=2) + "\n", encoding="utf-8")


def main(arguments: Sequence[str]) -> None:
    """Writes the floors into the first argument, measured on the corpora in the folders that follow.

    A corpus goes by the last two parts of its folder, `gold/dev`; what falls is told.
    """
    path, *folders = map(Path, arguments)
    engine = pipeline.load()
    reached = {name_of(folder): figures(engine, folder) for folder in folders}
    before = read_floors(path) if path.is_file() else {}
    write_floors(path, reached)
    for name, floors in reached.items():
        for line in fallen(before.get(name, {}), floors):
            sys.stderr.write(f"lower than before: {name}: {line}\n")


def name_of(folder: Path) -> str:
    """The name of the corpus in a folder."""
    return "/".join(folder.resolve().parts[-2:])


if __name__ == "__main__":
    main(sys.argv[1:])
