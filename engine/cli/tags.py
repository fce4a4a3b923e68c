"""`filing-engine tags`: the tags against a gold of tags, and the gold against how filings are read now."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.cli.exits import FINDINGS, FINE, counted, say
from engine.cli.reading import engine_of, rules_option, write_json
from engine.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from engine.explaining.taggold import GoldFiling
    from engine.explaining.tagscores import Scored, Span
    from engine.pipeline import Annotated, Engine


def _corpus_and_filings[C: "Callable[..., object]"](command: C) -> C:
    return command


@click.group()
def tags() -> None:
    """Measure tags (persons, titles, dates, ...) against a gold of tags.

    CORPUS is a folder with tags.jsonl: offsets and hashes, no text (docs/tags.md). The filings stand in DIR.
    """
