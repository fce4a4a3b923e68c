"""What the commands share: the options, the engine, one filing from a file or standard input, JSON out."""

import json
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

    Raises `UsageError` where it cannot be read.
    """
    if file == STANDARD_INPUT:
        return sys.stdin.buffer.read(), "stdin"
    path = Path(file)
    if path.is_dir():
        raise UsageError(
            f"{file}: this is a folder; name one filing, or use `filing-engine run` for all below it"
        )
    try:
        return path.read_bytes(), path.name
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror}") from error


def write_json(value: object) -> None:
    """Writes the value to stdout as indented UTF-8 JSON, whatever the terminal's encoding."""
    write_bytes(json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2).encode() + b"\n")


def write_bytes(data: bytes) -> None:
    """Writes bytes to stdout, after what was printed before."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
