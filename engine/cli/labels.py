"""`filing-engine labels`: labelled corpora checked, drafted, and exchanged with annotation tools."""

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import click

from engine.cli.exits import FINDINGS, FINE, counted, say
from engine.cli.reading import engine_of, exhibits_option, filings_option, rules_option
from engine.errors import FilingUnreadable, LabelsRefused, UsageError

if TYPE_CHECKING:
    from engine.explaining.exchange.annotated import AnnotatedText
    from engine.pipeline import Engine
    from engine.running.sources import Source

FORMATS = ("brat", "label-studio", "prodigy", "docbin")

format_option = click.option(
    "--format", "format_", type=click.Choice(FORMATS), required=True, help="The format of the other tool."
)
to_option = click.option(
    "--to",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FILE",
    help="What to write; it must be new.",
)
corpus_argument = click.argument("corpus", type=click.Path(exists=True, file_okay=False, path_type=Path))


@click.group()
def labels() -> None:
    """Check labelled filings, draft labels from a run, exchange them with annotation tools.

    docs/labels.md tells what a corpus is, and what each format can hold.
    """


@labels.command()
@corpus_argument
@rules_option
@filings_option
@click.option("--strict", is_flag=True, help="Count values that do not stand in the text as findings, too.")
def check(corpus: Path, *, rules: Path | None, filings: Path | None, strict: bool) -> int:
    """Name every mistake in CORPUS/labels.jsonl and its corpus.yaml. Prints nothing when they hold.

    Each finding is a line `file:line:column: rule: what is wrong; what to write instead`, and the exit code
    is then 1. Values and quotes that do not stand in the filing's text are warnings on stderr.
    """
    from engine.explaining.labelcheck import check_labels

    try:
        engine = _engine(corpus, rules)
    except LabelsRefused:  # its findings come with the others
        engine = engine_of(rules)
    checked = check_labels(corpus, engine, filings)
    for finding in checked.mistakes:
        click.echo(str(finding))
    for finding in checked.unsaid:
        click.echo(str(finding) if strict else f"warning: {finding}", err=not strict)
    return FINDINGS if checked.mistakes or (strict and checked.unsaid) else FINE


@labels.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@rules_option
@exhibits_option
@to_option
def draft(paths: tuple[Path, ...], *, rules: Path | None, exhibits: bool, to: Path) -> int:
    """Draft labels: what the engine finds, one line a filing, with quotes, to be corrected by hand.

    PATH is what `filing-engine run` takes. A filing that cannot be read has no line; the exit code is then 1.
    """
    from engine.running import finding, opening

    _keep(to)
    engine = engine_of(rules, exhibits=exhibits)
    lines, failed = [], 0
    for source in opening.opened(finding.find(paths).files):
        try:
            lines.append(_drafted(source, engine))
        except FilingUnreadable as reason:
            say(f"{source.file}: {reason} [{reason.stage}: {reason.code}]")
            failed += 1
    _write_lines(lines, to)
    return FINDINGS if failed else FINE


def _drafted(source: "Source", engine: "Engine") -> dict[str, Any]:
    from engine.explaining.labelling import draft_line

    data = source.read()
    filing = engine.read(data, source.file)
    return draft_line(filing, engine.result(filing)["events"], hashlib.sha256(data).hexdigest())


@labels.command()
@corpus_argument
@rules_option
@filings_option
@format_option
@click.option("--predicted", is_flag=True, help="Write the engine's events in place of the labelled ones.")
@click.option("--split", metavar="NAME", help="Only the filings of this split of corpus.yaml.")
@to_option
def export(  # noqa: PLR0913  # one a command-line option
    corpus: Path,
    *,
    rules: Path | None,
    filings: Path | None,
    format_: str,
    predicted: bool,
    split: str | None,
    to: Path,
) -> int:
    """Write the labels of CORPUS, and the engine's tags, for an annotation tool.

    FILE is a folder for brat. An event is marked where its quote stands, its values at the nearest words that
    say them. What the format cannot hold is told on stderr.
    """
    from engine.scoring.labels import read_corpus

    _keep(to)
    engine = _engine(corpus, rules)
    labelled = read_corpus(corpus, engine.specs, filings)
    texts, failed = [], 0
    for file in _chosen(labelled.labels, corpus, split):
        try:
            data = (labelled.folder / file).read_bytes()
            texts.append(_annotated(data, file, None if predicted else labelled.labels[file], engine))
        except FilingUnreadable as reason:
            say(f"{file}: {reason} [{reason.stage}: {reason.code}]")
            failed += 1
    _tell_lost(_module(format_).write(texts, to))
    unplaced = sum(len(text.unplaced) for text in texts)
    if unplaced:
        say(f"not marked: {counted(unplaced, 'event')} without a quote that stands in the text")
    return FINDINGS if failed else FINE


def _chosen(files: Collection[str], corpus: Path, split: str | None) -> list[str]:
    from engine.explaining.corpora import files_of, read_card

    return sorted(files) if split is None else files_of(read_card(corpus), split, files)


def _annotated(
    data: bytes, file: str, events: Sequence[dict[str, Any]] | None, engine: "Engine"
) -> "AnnotatedText":
    """A filing with these events, the engine's where they are None."""
    from engine.explaining.marking import annotated_text, joined

    found = engine.annotate(data, file)
    digest = hashlib.sha256(data).hexdigest()
    marked = found.result["events"] if events is None else events
    return annotated_text(file, joined(found.filing, found.tags), marked, digest)


@labels.command("import")
@click.argument("annotated", type=click.Path(exists=True, path_type=Path))
@rules_option
@format_option
@to_option
def import_(annotated: Path, *, rules: Path | None, format_: str, to: Path) -> int:
    """Write labels.jsonl from what an annotation tool exported.

    ANNOTATED is a folder for brat, otherwise a file. Tags are no labels and are left out, which is told.
    """
    from engine.explaining.labelling import is_trigger, label_lines

    _keep(to)
    specs = engine_of(rules).specs
    texts, lost = _module(format_).read(annotated)
    _write_lines(label_lines(texts, specs), to)
    tags = sum(
        not is_trigger(text, number, specs) and not any(link.child == number for link in text.links)
        for text in texts
        for number in range(len(text.spans))
    )
    _tell_lost([*lost, *([counted(tags, "tag")] if tags else [])])
    return FINE


def _module(format_: str) -> ModuleType:
    """The module of a format: they all have `write` and `read`."""
    return import_module(f"engine.explaining.exchange.{format_.replace('-', '_')}")


def _engine(corpus: Path, rules: Path | None) -> "Engine":
    """The engine in the scope of the corpus; raises LabelsRefused where its card does not hold."""
    from engine.explaining.corpora import read_card

    card = read_card(corpus)
    return engine_of(rules, exhibits=card is not None and card.scope == "exhibits")


def _keep(to: Path) -> None:
    """Work of hands is never overwritten."""
    if to.is_file() or (to.is_dir() and any(to.iterdir())):
        raise UsageError(f"{to}: stands there already; name another, or delete it first")


def _write_lines(lines: Iterable[dict[str, Any]], to: Path) -> None:
    from engine.running import sinks

    with sinks.opened(to) as sink:
        for line in lines:
            sink(json.dumps(line, ensure_ascii=False, allow_nan=False).encode() + b"\n")


def _tell_lost(lost: Sequence[str]) -> None:
    for one in lost:
        say(f"left out: {one}")
