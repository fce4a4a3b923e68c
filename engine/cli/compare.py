"""`filing-engine compare`: what a change of the rules won and lost."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from engine.cli.exits import say
from engine.cli.reading import filings_option, write_json
from engine.errors import UsageError

if TYPE_CHECKING:
    from engine.explaining.sides import Side
    from engine.pipeline import Engine
    from engine.running.sources import Source
    from engine.scoring.comparisonreport import Comparison
    from engine.scoring.labels import Corpus
    from engine.scoring.scores import Scores
    from engine.specs import EventSpec

# A run's events by file, in the order of the filing.
Found = dict[str, list[dict[str, Any]]]

LIMIT = 20


@click.command()
@click.argument("old")
@click.argument("new")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATHS]...")
@click.option(
    "--gold",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="CORPUS",
    help="Labelled filings: each difference is judged by them, and every figure is compared.",
)
@filings_option
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON and nothing else.")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=LIMIT,
    show_default=True,
    metavar="N",
    help="List so many events gained, lost and changed each; --json lists all.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of the bootstrap intervals.")
def compare(  # noqa: PLR0913  # one a command-line option
    old: str,
    new: str,
    paths: tuple[Path, ...],
    *,
    gold: Path | None,
    filings: Path | None,
    as_json: bool,
    limit: int,
    seed: int,
) -> None:
    """Show what lies between two runs: events gained, lost and changed.

    OLD and NEW are each a file that `run` wrote, a rules folder, or REV:FOLDER, the rules of a git revision
    (HEAD:rules). Rules are run over PATHS, as `run` takes them, or over the filings of CORPUS. Differences
    are grouped by the rule of the event's trigger.
    """
    from engine.explaining.sides import open_side, specs_of
    from engine.scoring import comparisonreport
    from engine.scoring.labels import read_corpus

    sides = [open_side(old), open_side(new)]
    specs = specs_of(sides)
    _refuse_contradictions(sides, paths, gold, filings)
    corpus = read_corpus(gold, specs, filings) if gold else None
    before, after = _both(sides, specs, _sources(paths, corpus))
    files = _shared(before, after, corpus)
    comparison = _comparison(_only(before, files), _only(after, files), specs, corpus, seed)
    if corpus is not None:
        comparison = replace(comparison, causes=_causes(sides, corpus, comparison.scores))
    if as_json:
        write_json(comparisonreport.as_json(comparison))
    else:
        click.echo(comparisonreport.as_text(comparison, specs, limit))


def _refuse_contradictions(
    sides: Sequence["Side"], paths: Sequence[Path], gold: Path | None, filings: Path | None
) -> None:
    stored = all(isinstance(side, Path) for side in sides)
    if filings and not gold:
        raise UsageError("--filings says where the filings of --gold stand; give --gold, too")
    if paths and gold:
        raise UsageError("rules are run over the filings of --gold; leave the paths out")
    if paths and stored:
        raise UsageError("both sides are runs that are over; leave the paths out, or give a rules folder")
    if not (paths or gold or stored):
        raise UsageError("name the filings to run the rules over: paths, or a labelled corpus with --gold")


def _sources(paths: Sequence[Path], corpus: "Corpus | None") -> Callable[[], Iterable["Source"]]:
    """What gives the filings, once for each side that is run."""
    from engine.running import finding, opening
    from engine.running.sources import Source

    if corpus is not None:
        labelled = [Source(file, corpus.folder / file) for file in sorted(corpus.labels)]
        return lambda: labelled
    files = finding.find(paths).files if paths else ()
    return lambda: opening.opened(files)


def _both(
    sides: Sequence["Side"], specs: Mapping[str, "EventSpec"], sources: Callable[[], Iterable["Source"]]
) -> list[Found]:
    """Runs that are stored are read first: a slip in one should not cost a run of the other."""
    from engine.scoring.labels import read_predictions

    stored = {at: read_predictions(side, specs) for at, side in enumerate(sides) if isinstance(side, Path)}
    return [
        stored[at] if isinstance(side, Path) else _extracted(side, sources(), name)
        for at, (side, name) in enumerate(zip(sides, ("OLD", "NEW"), strict=True))
    ]


def _extracted(engine: "Engine", sources: Iterable["Source"], name: str) -> Found:
    """The engine's events for each filing; one that cannot be read has none, and is told."""
    from engine.running import runs

    lines: list[bytes] = []
    with click.progressbar(sources, label=name, file=sys.stderr) as shown:
        summary = runs.run(engine.extract_bytes, shown, lines.append)
    for file, failure in summary.failures:
        say(f"{name}: {file}: {failure.message} [{failure.stage}: {failure.code}]; it has no events there")
    return {result["file"]: result["events"] for result in map(json.loads, lines)}


def _shared(before: Found, after: Found, corpus: "Corpus | None") -> list[str]:
    """The files to compare: those of both runs, of a corpus those that are labelled; what is left out is told."""
    shared = before.keys() & after.keys()
    if corpus is not None:
        shared &= corpus.labels.keys()
    if not shared:
        raise UsageError(
            "the two sides have no filing in common; their names in the results must be the same"
        )
    apart = [(before.keys() | after.keys()) - shared, (corpus.labels.keys() if corpus else set()) - shared]
    left_out = sorted(set().union(*apart))
    if left_out:
        some = ", ".join(left_out[:3]) + (" …" if len(left_out) > 3 else "")  # noqa: PLR2004
        say(f"left out, because not on every side: {len(left_out)} of the filings ({some})")
    return sorted(shared)


def _only(found: Mapping[str, Any], files: Iterable[str]) -> dict[str, Any]:
    return {file: found[file] for file in files}


def _comparison(
    before: Found,
    after: Found,
    specs: Mapping[str, "EventSpec"],
    corpus: "Corpus | None",
    seed: int,
) -> "Comparison":
    from engine.scoring.comparison import differences, judged
    from engine.scoring.comparisonreport import Comparison
    from engine.scoring.paired import shifts
    from engine.scoring.scores import score

    found, figures = differences(before, after, specs), {}
    scores: tuple[Scores, ...] = ()
    if corpus is not None:
        labels = _only(corpus.labels, before)
        old, new = (score(labels, events, specs, seed=seed) for events in (before, after))
        found, figures = judged(found, old, new), shifts(old, new, specs, seed=seed)
        scores = (old, new)
    return Comparison(len(before), _count(before), _count(after), found, figures, scores)


def _causes(
    sides: Sequence["Side"], corpus: "Corpus", scores: Sequence["Scores"]
) -> dict[str, tuple[int, int]]:
    """How many mistakes each cause has on both sides; a stored run cannot be asked why."""
    from engine.explaining.causes import mistakes_with_causes

    engines = [side for side in sides if not isinstance(side, Path)]
    if len(engines) < len(sides):
        return {}
    old, new = (
        Counter(mistake.cause for mistake in mistakes_with_causes(engine, corpus.folder, score))
        for engine, score in zip(engines, scores, strict=True)
    )
    return {cause: (old[cause], new[cause]) for cause in sorted(old.keys() | new.keys())}


def _count(found: Found) -> int:
    return sum(map(len, found.values()))
