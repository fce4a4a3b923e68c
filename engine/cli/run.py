"""`filing-engine run`: many filings, one JSON line each."""

import sys
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.cli.exits import FINDINGS, FINE, counted, say
from engine.cli.reading import engine_of, exhibits_option, rules_option
from engine.errors import UsageError

if TYPE_CHECKING:
    from engine.running.outcomes import Extract, Outcome
    from engine.running.runs import Summary
    from engine.running.sources import Skipped, Source

# How many files are named on the terminal; the rest is counted. The output names every failure.
NAMED = 5


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@rules_option
@exhibits_option
@click.option(
    "--to", type=click.Path(path_type=Path), metavar="FILE", help="Write the lines there, not to stdout."
)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    metavar="N",
    help="Spread the filings over N processes; the lines stay the same.",
)
@click.option("--text-field", metavar="NAME", help="The field of a table that holds a filing's text.")
def run(  # noqa: PLR0913  # one a command-line option
    paths: tuple[Path, ...],
    *,
    rules: Path | None,
    exhibits: bool,
    to: Path | None,
    workers: int,
    text_field: str | None,
) -> int:
    """Extract the events of filings: one JSON line a filing, in the order of their names.

    PATH is a filing (also gzipped), an archive (.zip, .tar, .tar.gz), a table with a filing a row (.jsonl,
    .json, .csv; the text in the field text, content, body or NAME), a folder that is searched for filings
    and archives, with --text-field also for tables, or - for a filing on standard input (with --text-field:
    JSON Lines). A filing in an archive or table is called `archive!member`. What cannot be read becomes a
    line that says why, and the exit code is then 1. FILE is replaced when the run is over, and stays as it
    was where the run fails.
    """
    from engine.running import finding, opening, runs, sinks

    corpus = finding.find(paths, tables=text_field is not None)
    _keep_sources(to, corpus.files)
    _tell_skipped(corpus.skipped, "file")
    skipped: list[Skipped] = []
    sources = opening.opened(corpus.files, text_field, skipped.append)
    total = len(corpus.files) if all(map(opening.is_single, corpus.files)) else None
    with (
        sinks.opened(to) as sink,
        closing(_outcomes(sources, partial(extractor, rules, exhibits=exhibits), workers)) as outcomes,
        _progress(total, shown=_on_terminal(to)) as progress,
    ):
        summary = runs.write(outcomes, sink, progress)
    _tell_skipped(skipped, "member")
    _tell(summary)
    return FINDINGS if summary.failures else FINE


def extractor(rules: Path | None, *, exhibits: bool = False) -> "Extract":
    """What reads and extracts one filing. Processes call it by its name, each for itself."""
    return engine_of(rules, exhibits=exhibits).extract_bytes


def _outcomes(
    sources: Iterator["Source"], make_extract: Callable[[], "Extract"], workers: int
) -> Generator["Outcome", None, None]:
    from engine.running.outcomes import outcome_of
    from engine.running.workers import spread

    extract = make_extract()  # with workers, too: a refused rule set is told here, once, and starts none
    if workers > 1:
        return spread(make_extract, workers, sources)
    return (outcome_of(extract, source) for source in sources)


def _keep_sources(to: Path | None, files: Sequence["Source"]) -> None:
    on_disk = (file.path for file in files if file.path.exists())
    if to is not None and to.exists() and any(to.samefile(path) for path in on_disk):
        raise UsageError(f"{to}: this is one of the filings; write the result to another file")


def _on_terminal(to: Path | None) -> bool:
    """A bar is for people, and must not stand among lines that go to the same terminal."""
    return sys.stderr.isatty() and not (to is None and sys.stdout.isatty())


@contextmanager
def _progress(total: int | None, *, shown: bool) -> Iterator[Callable[[str], None]]:
    if not shown:
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[file]}", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("filings", total=total, file="")
        yield lambda file: bar.update(task, advance=1, file=file)


def _tell_skipped(skipped: Sequence["Skipped"], noun: str) -> None:
    from engine.running.sources import printable_path

    if skipped:
        lines = [f"{printable_path(one.path)} ({one.reason})" for one in skipped]
        _list(f"skipped {counted(len(skipped), noun)}:", lines)


def _tell(summary: "Summary") -> None:
    if summary.failures:
        lines = [
            f"{file}: {failure.message} [{failure.stage}: {failure.code}]"
            for file, failure in summary.failures
        ]
        _list(f"failed {counted(len(summary.failures), 'filing')}:", lines)
    counts = [
        counted(summary.filings, "filing"),
        counted(sum(summary.events.values()), "event") + _by_name(summary.events),
        counted(sum(summary.warnings.values()), "warning") + _by_name(summary.warnings),
        counted(len(summary.failures), "failure"),
        f"{summary.filings_per_second:.1f} filings/s",
    ]
    say("\n".join(counts))


def _list(heading: str, lines: Sequence[str]) -> None:
    rest = len(lines) - NAMED
    shown = [*lines[:NAMED], *([f"and {rest:,} more"] if rest > 0 else [])]
    say("\n  ".join([heading, *shown]))


def _by_name(counts: Mapping[str, int]) -> str:
    """The most frequent first; equals by name, so that two runs read the same."""
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return ": " + ", ".join(f"{name} {number:,}" for name, number in ranked) if ranked else ""
