"""`filing-engine evaluate`: the engine against labelled filings."""

import json
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from engine.cli import further
from engine.cli.exits import counted, say
from engine.cli.reading import engine_of, filings_option, rules_option, write_json
from engine.errors import UsageError

if TYPE_CHECKING:
    from engine.explaining.corpora import Card
    from engine.pipeline import Engine
    from engine.scoring.labels import Corpus
    from engine.scoring.scores import Scores


# How many of the worst filings are named without --errors.
WORST = 8


@click.command()
@click.argument("corpus", type=click.Path(exists=True, file_okay=False, path_type=Path))
@rules_option
@filings_option
@click.option("--split", metavar="NAME", help="Take the files of a split of corpus.yaml only.")
@click.option(
    "--predictions",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Score these lines, as `run` wrote them, instead of running the engine.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON and nothing else.")
@click.option("--errors", is_flag=True, help="Add what was missed, spurious or wrong, worst filing first.")
@click.option(
    "--by",
    type=click.Choice(["format", "era", "section"]),
    multiple=True,
    help="Add a table of the figures by format or era of the filings, or by section; may be repeated.",
)
@click.option("--causes", is_flag=True, help="Add the commonest causes of mistakes.")
@click.option(
    "--csv",
    "csv_file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write all figures into a CSV file, too.",
)
@click.option(
    "--html",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    metavar="FILE",
    help="Also write a page: figures, plots, and every mistake in its text.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of the bootstrap intervals.")
def evaluate(  # noqa: PLR0913  # one a command-line option
    corpus: Path,
    *,
    rules: Path | None,
    filings: Path | None,
    split: str | None,
    predictions: Path | None,
    as_json: bool,
    errors: bool,
    by: tuple[str, ...],
    causes: bool,
    csv_file: Path | None,
    html: Path | None,
    seed: int,
) -> None:
    """Measure the engine against labelled filings.

    CORPUS is a folder with labels.jsonl, and the filings in its filings/ or beside the labels. Prints
    precision, recall and F1 of events (strict; lenient: all departures are one type), of their values
    (slot) and of wholly right events (exact): the totals with their 95 % interval, and each type.
    Exhibits are read where corpus.yaml has them in its scope.
    """
    from engine.explaining.corpora import read_card
    from engine.scoring.labels import read_corpus

    if html and not html.absolute().parent.is_dir():
        raise UsageError(f"{html}: there is no folder {html.parent}; make it, or name another file")
    card = read_card(corpus)
    engine = engine_of(rules, exhibits=card is not None and card.scope == "exhibits")
    labelled = _chosen(read_corpus(corpus, engine.specs, filings), card, split)
    scores = _scores(labelled, engine, predictions, split=split, seed=seed)
    for notice in scores.notices:
        say(notice.message)
    more = further.further(scores, engine, labelled.folder, by, causes=causes)
    if csv_file:
        further.write_csv(scores, more, csv_file)
    if html:
        _write_page(html, corpus, labelled, engine, scores, seed=seed)
    if as_json:
        _print_json(scores, more, errors=errors)
    else:
        _print_text(scores, more, errors=errors)


def _chosen(labelled: "Corpus", card: "Card | None", split: str | None) -> "Corpus":
    """The labels of a split, all of them where none is named."""
    from engine.explaining.corpora import files_of

    if split is None:
        return labelled
    files = files_of(card, split, labelled.labels)
    return replace(labelled, labels={file: labelled.labels[file] for file in files})


def _scores(
    labelled: "Corpus", engine: "Engine", predictions: Path | None, *, split: str | None, seed: int
) -> "Scores":
    """Labels and predictions are read before the filings: a slip in them should not cost a run."""
    from engine.scoring.labels import read_predictions
    from engine.scoring.scores import score

    if predictions is not None:
        predicted = read_predictions(predictions, engine.specs)
        if split is not None:
            predicted = {file: events for file, events in predicted.items() if file in labelled.labels}
    else:
        predicted = _extracted(labelled, engine)
    return score(labelled.labels, predicted, engine.specs, seed=seed)


def _extracted(corpus: "Corpus", engine: "Engine") -> dict[str, list[dict[str, Any]]]:
    """The engine's events for each labelled filing; one that cannot be read has none, and is told."""
    from engine.running import runs
    from engine.running.sources import Source

    lines: list[bytes] = []
    sources = [Source(file, corpus.folder / file) for file in sorted(corpus.labels)]
    with click.progressbar(length=len(sources), label="extracting", file=sys.stderr) as bar:
        summary = runs.run(engine.extract_bytes, sources, lines.append, lambda _: bar.update(1))
    for file, failure in summary.failures:
        say(f"{file}: {failure.message} [{failure.stage}: {failure.code}]; all its events count as missed")
    return _by_file(json.loads(line) for line in lines)


def _by_file(results: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    return {result["file"]: result["events"] for result in results}


def _write_page(  # noqa: PLR0913  # what a page is made of
    html: Path, corpus: Path, labelled: "Corpus", engine: "Engine", scores: "Scores", *, seed: int
) -> None:
    from engine.explaining.cards import cards
    from engine.explaining.page import page

    shown = cards(engine, labelled.folder, scores)
    try:
        html.write_bytes(page(corpus.resolve().name, scores, shown, seed=seed))
    except OSError as error:
        raise UsageError(f"{html}: cannot be written: {error.strerror}") from error
    say(f"{html}: {counted(len(shown), 'event')} with a mistake")


def _print_json(scores: "Scores", more: further.Further, *, errors: bool) -> None:
    from engine.scoring import mistakes, report

    listed = {"errors": mistakes.as_json(mistakes.worst_filings(scores))} if errors else {}
    write_json({**report.as_json(scores), **further.as_json(scores, more), **listed})


def _print_text(scores: "Scores", more: further.Further, *, errors: bool) -> None:
    from engine.scoring import mistakes, report

    click.echo(report.as_text(scores))
    for line in further.as_text(scores, more):
        click.echo(line)
    worst = mistakes.worst_filings(scores)
    if worst and not errors:
        named = ", ".join(f"{file.file} {mistakes.mistakes(file)}" for file in worst[:WORST])
        click.echo(f"\nmost mistakes (--errors lists them all): {named}")
    if errors:
        click.echo(f"\n{counted(len(worst), 'filing')} with mistakes, the worst first\n")
        click.echo(mistakes.as_text(worst))
