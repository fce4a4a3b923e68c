"""`filing-engine show`: one filing, for the eye."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.cli.exits import counted
from engine.cli.reading import engine_of, exhibits_option, one_filing, rules_option, write_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.text import Text

    from engine.pipeline import Annotated


@click.command()
@click.argument("file")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON and nothing else.")
@exhibits_option
@rules_option
def show(file: str, *, as_json: bool, exhibits: bool, rules: Path | None) -> None:
    """Show one filing: its text with the tags, then its events with the words that prove each value.

    FILE may be `-` for standard input.
    """
    data, name = one_filing(file)
    engine = engine_of(rules, exhibits=exhibits)
    if as_json:
        write_json(engine.extract_bytes(data, name))
        return
    from engine.cli.views import stdout

    console = stdout()
    for part in _parts(engine.annotate(data, name)):
        console.print(part, soft_wrap=not console.is_terminal)


def _parts(annotated: "Annotated") -> "Iterator[Text]":
    from engine.cli import views

    for section in annotated.filing.sections:
        yield views.heading(section)
        tags = [tag for tag in annotated.tags if tag.section == section.id]
        if tags:
            yield views.tagged(section.text, tags)
    events = annotated.result["events"]
    yield views.title(counted(len(events), "event"))
    yield from (views.event(one) for one in events)
    if annotated.result.get("warnings"):
        yield views.title("warnings")
        yield from (views.notice(one["code"], one["message"]) for one in annotated.result["warnings"])
