"""`filing-engine sections`: how a filing was cut."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.cli.reading import engine_of, exhibits_option, one_filing, rules_option, write_bytes

if TYPE_CHECKING:
    from engine.records import Filing


@click.command()
@click.argument("file")
@click.option("--text", is_flag=True, help="Write the sections' texts, to which evidence refers.")
@exhibits_option
@rules_option
def sections(file: str, *, text: bool, exhibits: bool, rules: Path | None) -> None:
    """Show the sections of one filing: id, lettered parts, length, heading, and how their bounds were found.

    FILE may be `-` for standard input. With --text each section's text follows a line
    `=== ID LENGTH`; offsets in evidence count characters from the beginning of the line after it.
    """
    data, name = one_filing(file)
    filing = engine_of(rules, exhibits=exhibits).read(data, name)
    if text:
        _write_texts(filing)
    else:
        _list_sections(filing)


def _list_sections(filing: "Filing") -> None:
    from rich import box
    from rich.table import Table

    from engine.cli.views import clean, notice, stdout

    console = stdout()
    table = Table("id", "parts", "bounds", "length", "heading", box=box.SIMPLE_HEAD)
    table.columns[3].justify = "right"
    for section in filing.sections:
        heading = clean(" ".join(section.heading.split()))
        parts = " ".join(f"({part.letter})" for part in section.subitems)
        table.add_row(section.id, parts, section.bounds, f"{len(section.text):,}", heading)
    console.print(table)
    for one in filing.notices:
        console.print(notice(one.code, one.message), soft_wrap=not console.is_terminal)


def _write_texts(filing: "Filing") -> None:
    from engine.cli.views import clean

    # Raw into a file or pipe, where offsets must count; on a terminal nothing that could command it.
    spelt = clean if sys.stdout.isatty() else str
    for section in filing.sections:
        write_bytes(f"=== {section.id} {len(section.text)}\n{spelt(section.text)}\n".encode())
