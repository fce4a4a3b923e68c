"""What `evaluate` tells besides the table of figures: averages, MUC tallies, tables by a trait, causes, CSV."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import UsageError

if TYPE_CHECKING:
    from engine.explaining.causes import Mistake
    from engine.pipeline import Engine
    from engine.scoring.breakdown import Part
    from engine.scoring.scores import Scores

# So many lines of causes are read; the rest stands in the JSON.
COMMONEST = 20


@dataclass(frozen=True, slots=True)
class Further:
    """The tables asked for by their trait, and the mistakes with their causes, None where not asked for."""

    tables: Mapping[str, Mapping[str, "Part"]]
    causes: Sequence["Mistake"] | None


def further(scores: "Scores", engine: "Engine", folder: Path, by: Sequence[str], *, causes: bool) -> Further:
    """Reads the filings in `folder` again, as far as tables and causes ask for it."""
    from engine.explaining.causes import mistakes_with_causes
    from engine.explaining.traits import key_of
    from engine.scoring.breakdown import breakdown

    tables = {name: breakdown(scores.files, key_of(name, engine, folder, scores.files)) for name in by}
    return Further(tables, mistakes_with_causes(engine, folder, scores) if causes else None)


def as_text(scores: "Scores", more: Further) -> Iterator[str]:
    """Lines and tables for people."""
    from engine.scoring.breakdown import as_text as table
    from engine.scoring.breakdown import macro_text, macros
    from engine.scoring.muc import muc_total

    tally = muc_total(scores.by_slot.values())
    yield ""
    yield macro_text(macros(scores))
    yield (
        f"values as MUC counts them: {tally.correct} correct, {tally.incorrect} incorrect,"
        f" {tally.missing} missing, {tally.spurious} spurious; error {tally.error:.3f}"
    )
    for name, parts in more.tables.items():
        yield "\n" + table(f"by {name}", parts)
    if more.causes is not None:
        yield from _cause_lines(more.causes)


def _cause_lines(mistakes: Sequence["Mistake"]) -> Iterator[str]:
    from engine.explaining.causes import CAUSES, counted

    counts = counted(mistakes)
    yield f"\n{'the commonest causes of mistakes':<34}times"
    for (cause, what, type_, slot), times in counts[:COMMONEST]:
        yield f"  {cause:<32}{times:>5}  {what} {type_}{' ' + slot if slot else ''}"
    rest = sum(times for _, times in counts[COMMONEST:])
    if rest:
        yield f"  {'(others)':<32}{rest:>5}"
    yield ""
    for cause in dict.fromkeys(cause for (cause, *_), _ in counts):
        yield f"  {cause}: {CAUSES[cause]}"


def as_json(scores: "Scores", more: Further) -> dict[str, Any]:
    """The same as plain JSON values."""
    from engine.records import plain
    from engine.scoring.breakdown import as_json as table
    from engine.scoring.breakdown import macros
    from engine.scoring.muc import muc_json

    listed = {} if more.causes is None else {"causes": plain(more.causes)}
    by = {"by": {name: table(parts) for name, parts in more.tables.items()}} if more.tables else {}
    return {"macro": plain(macros(scores)), "muc": muc_json(scores.by_slot), **by, **listed}


def write_csv(scores: "Scores", more: Further, path: Path) -> None:
    """Writes the figures as CSV. Raises `UsageError` where that is not possible."""
    from engine.scoring.spreadsheet import as_csv

    try:
        path.write_text(as_csv(scores, more.tables), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror}); give another file") from error
