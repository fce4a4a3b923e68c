"""`filing-engine tags`: the tags against a gold of tags, and the gold against how filings are read now."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.cli.exits import FINDINGS, FINE, counted, say
from engine.cli.reading import engine_of, rules_option, write_json
from engine.errors import FilingUnreadable, UsageError
from engine.records import Filing, plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.explaining.taggold import GoldFiling
    from engine.explaining.tagscores import Scored, Span
    from engine.pipeline import Engine

_corpus = click.argument("corpus", type=click.Path(exists=True, file_okay=False, path_type=Path))
_filings = click.option(
    "--filings",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where the filings stand that the gold is about.",
)


@click.group()
def tags() -> None:
    """Measure tags (persons, titles, dates ...) against a gold of tags.

    CORPUS is a folder with tags.jsonl, which holds offsets and hashes but no text: docs/tags.md.
    """


@tags.command()
@_corpus
@_filings
@rules_option
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON and nothing else.")
def evaluate(corpus: Path, *, filings: Path, rules: Path | None, as_json: bool) -> None:
    """Print the figures of each label: strict, exact, partial and ent_type (SemEval 2013, task 9.1).

    The rows of labels compare each label with itself; the total also sees one label in place of another.
    """
    from engine.explaining import taggold, tagscores

    engine = engine_of(rules)
    gold = taggold.read_gold(corpus, filings)
    wanted: dict[str, list[Span]] = {}
    found: dict[str, list[Span]] = {}
    for one in gold:
        for section, spans in _predicted(engine, one, filings).items():
            found[f"{one.file} {section}"] = spans
            own = [tag for tag in one.tags if tag.section == section]
            wanted[f"{one.file} {section}"] = [tagscores.Span(tag.start, tag.end, tag.label) for tag in own]
    lost = sum(len(one.lost) for one in gold)
    if lost:
        say(f"{counted(lost, 'tag')} of the gold without a place, not counted; docs/tags.md says what to do")
    scored = tagscores.score_tags(wanted, found, taggold.LABELS)
    if as_json:
        write_json(plain(scored))
    else:
        _print_table(scored)


@tags.command()
@_corpus
@_filings
@rules_option
def align(corpus: Path, *, filings: Path, rules: Path | None) -> int:
    """Move the offsets of a gold to where its words stand now, after the reading of filings has changed.

    Rewrites tags.jsonl. Tags whose words stand nowhere, or in several places alike, are named, kept
    in it as `lost`, and the exit code is 1.
    """
    from engine.explaining import taggold

    engine = engine_of(rules)
    old = taggold.read_gold(corpus, filings)
    new = [taggold.aligned(one, _texts(_read(engine, one.file, filings))) for one in old]
    changed = sum(before != after for before, after in zip(old, new, strict=True))
    if changed:
        taggold.write_gold(corpus, new)
    lost = [(one.file, tag) for one in new for tag in one.lost]
    for file, tag in lost:
        click.echo(
            f"{file}: {tag.section}: no place for {tag.label}, which stood at {tag.start} to {tag.end}"
        )
    say(f"{counted(len(old), 'filing')}, {changed:,} changed, {counted(len(lost), 'tag')} lost")
    return FINDINGS if lost else FINE


def _predicted(engine: "Engine", gold: "GoldFiling", filings: Path) -> "Mapping[str, list[Span]]":
    """The engine's tags by section of the gold. Raises UsageError if a section's text is not the one tagged."""
    from engine.explaining import taggold, tagscores

    try:
        annotated = engine.annotate((filings / gold.file).read_bytes(), gold.file)
    except FilingUnreadable as error:
        raise _unreadable(gold.file, error) from error
    moved = taggold.moved(gold, _texts(annotated.filing))
    if moved:
        where = f"{gold.file}: the text of section {', '.join(moved)} is not the one that was tagged"
        raise UsageError(f"{where}; bring the gold up to date with `filing-engine tags align`")
    return {
        section: [tagscores.Span(t.start, t.end, t.label) for t in annotated.tags if t.section == section]
        for section in gold.sections
    }


def _read(engine: "Engine", file: str, filings: Path) -> Filing:
    try:
        return engine.read((filings / file).read_bytes(), file)
    except FilingUnreadable as error:
        raise _unreadable(file, error) from error


def _unreadable(file: str, error: FilingUnreadable) -> UsageError:
    return UsageError(
        f"{file}: {error.message} [{error.stage}: {error.code}]; take it out of the gold, or mend it"
    )


def _texts(filing: Filing) -> dict[str, str]:
    return {section.id: section.text for section in filing.sections}


def _print_table(scored: "Scored") -> None:
    from engine.explaining.tagscores import MEASURES

    click.echo(
        f"{'':<11}{'gold':>5}{'found':>6}  " + "".join(f"{measure:<20}" for measure in MEASURES).rstrip()
    )
    heads = "   P     R    F1   ".ljust(20) * len(MEASURES)
    click.echo(f"{'':<24}{heads}".rstrip())
    for label, counts in scored.items():
        strict = counts["strict"]
        both = strict.correct + strict.incorrect + strict.partial
        cells = "".join(f"{c.precision:.3f} {c.recall:.3f} {c.f1:.3f}   " for c in counts.values())
        click.echo(f"{label:<11}{both + strict.missed:>5}{both + strict.spurious:>6}  {cells.rstrip()}")
