"""The command group. It loads nothing but click; each command is imported when it is called."""

import io
import logging
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import NoReturn

import click

from engine.cli.exits import FINE, answer, leave
from engine.version import VERSION

# Each command is the function of its name in the module of its name. The lines of `--help` stand here,
# because reading them from the modules would import the modules.
COMMANDS: Mapping[str, str] = {
    "run": "Extract the events of filings: one JSON line a filing.",
    "show": "One filing: its text with the tags, its events with their proof.",
    "sections": "One filing: its sections, and how their bounds were found.",
    "check": "Test a rule set: everything wrong in it, with its place.",
    "schema": "The JSON schema of the output of a rule set.",
    "evaluate": "Measure the engine against labelled filings.",
    "account": "What each rule is worth on labelled filings.",
    "labels": "Check, draft and exchange labelled filings.",
    "compare": "Two runs or rule sets: events gained, lost and changed.",
    "tags": "Measure tags against a gold of tags, or bring that gold up to date.",
}


class LazyGroup(click.Group):
    """A group that imports a command when it is called, so that `--help` loads neither spaCy nor SciPy."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """The names, in the order in which a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"engine.cli.{cmd_name}"), cmd_name)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """The command's exit code. For click, a reader who has enough (`| head`) would be an error with code 1."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            return FINE

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of commands in `--help`, from the table above."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, "--version", prog_name="filing-engine", message="%(prog)s %(version)s")
@click.option("--debug", is_flag=True, help="Show the traceback of an unexpected error.")
@click.pass_obj
def commands(settings: dict[str, bool], *, debug: bool) -> None:
    """Find events in SEC filings (Form 8-K), each with the words that prove it.

    `filing-engine COMMAND --help` tells more of a command.
    """
    settings["debug"] = debug
    if debug:
        logging.basicConfig(level=logging.DEBUG, stream=sys.stderr, format="%(name)s: %(message)s")


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Runs the command line and exits with its code. `arguments` are those of the process where None."""
    _replace_what_a_stream_cannot_spell()
    settings = {"debug": False}

    def call() -> object:
        return commands.main(arguments, prog_name="filing-engine", standalone_mode=False, obj=settings)

    leave(answer(call, settings))


def _replace_what_a_stream_cannot_spell() -> None:
    """A terminal that knows no curly quotes shows `?` for them; lines of JSON are UTF-8 in any case."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
