"""What the commands share: the options, the engine, one filing from a file or standard input, JSON out."""

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from engine.errors import UsageError

if TYPE_CHECKING:
    from engine.pipeline import Engine

Command = TypeVar("Command", bound=Callable[..., Any])

STANDARD_INPUT = "-"


def rules_option(command: Command) -> Command:
    """The option `--rules DIR`; None stands for the rule set that the package carries."""
    option = click.option(
        "--rules",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        metavar="DIR",
        help="A rule set of your own; the packaged one is the default.",
    )
    return option(command)


def filings_option(command: Command) -> Command:
    """The option `--filings DIR`, for labels whose filings stand elsewhere."""
    option = click.option(
        "--filings",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        metavar="DIR",
        help="Where the labelled filings stand, if not with the labels.",
    )
    return option(command)


def exhibits_option(command: Command) -> Command:
    """The flag `--exhibits`."""
    option = click.option(
        "--exhibits",
        is_flag=True,
        help="Read the EX-99 and EX-10 documents of a submission, too, each as a section of its own.",
    )
    return option(command)


def engine_of(rules: Path | None, *, exhibits: bool = False) -> "Engine":
    """The engine with that rule set. Raises `RulesRefused`."""
    from engine import pipeline

    return pipeline.load(rules, exhibits=exhibits)


def one_filing(file: str) -> tuple[bytes, str]:
    """The bytes of the filing that `FILE` names (`-`: standard input), and its name in the result.

    `FILE` may name a filing in an archive or table as `run` does: `feed.tar.gz!0000000000-04-000001.nc`.
    Raises `UsageError` where there is none, `FilingUnreadable` where it cannot be read.
    """
    from engine.running.opening import opened
    from engine.running.sources import Source

    path, member = _place(file)
    name = "stdin" if file == STANDARD_INPUT else path.name
    for source in opened([Source(name, path)]):
        if source.file == name + member:
            return source.read(), source.file
    raise UsageError(
        f"{file}: name one filing in it, as {path}!MEMBER; `filing-engine run {path}` names them all"
    )


def _place(file: str) -> tuple[Path, str]:
    """Where a filing lies, and `!member` if it is part of what lies there. Raises `UsageError` if nothing does."""
    heads = [file[: mark.start()] for mark in re.finditer("!", file)]
    try:
        head = next((head for head in heads if Path(head).is_file()), file)
        if file != STANDARD_INPUT and Path(head).is_dir():
            advice = "name one filing, or use `filing-engine run` for all below it"
            raise UsageError(f"{file}: this is a folder; {advice}")
        if file != STANDARD_INPUT:
            Path(head).stat()
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror}") from error
    return Path(head), file[len(head) :]


def write_json(value: object) -> None:
    """Writes the value to stdout as indented UTF-8 JSON, whatever the terminal's encoding."""
    write_bytes(json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2).encode() + b"\n")


def write_bytes(data: bytes) -> None:
    """Writes bytes to stdout, after what was printed before."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
