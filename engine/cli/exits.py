"""How errors become messages on stderr and exit codes.

0 fine; 1 findings; 2 wrong usage, or a refused rule set or label file; 3 a bug; 130 interrupted.
"""

import errno
import os
import sys
import traceback
from collections.abc import Callable, Mapping
from typing import NoReturn

import click

from engine.errors import EngineError, FilingUnreadable, Refused, UsageError

FINE, FINDINGS, WRONG_USAGE, BUG = 0, 1, 2, 3
INTERRUPTED = 130  # what a shell reports for a program that Ctrl-C ended

# What the system says when stdout, sent to a file, cannot grow: no bug of anybody's.
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})


def answer(call: Callable[[], object], settings: Mapping[str, bool]) -> int:
    """The exit code of `call`: what it returns if that is a number, otherwise 0; after a message where it raised.

    What it printed is flushed here, where a failure to do so is still heard. `settings["debug"]` asks
    for the traceback of a bug.
    """
    try:
        returned = call()
        sys.stdout.flush()
        code = returned if isinstance(returned, int) else FINE
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        say("interrupted")
        code = INTERRUPTED
    except BrokenPipeError:  # `filing-engine run ... | head`: the reader has what it wants
        code = FINE
    except EngineError as error:
        code = _told(error)
    except Exception as error:  # noqa: BLE001  # the last resort, and it tells
        full = isinstance(error, OSError) and error.errno in NO_ROOM
        code = _told(UsageError(f"cannot write: {error}")) if full else _bug(error, debug=settings["debug"])
    return code


def say(message: str) -> None:
    """Words for people: to stderr."""
    click.echo(message, err=True)


def counted(number: int, noun: str) -> str:
    """The number with its noun: "1 finding", "2 findings"."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def leave(code: int) -> NoReturn:
    """Ends the process with that code. What stdout cannot take has been told, and the interpreter's own
    last flush must not tell it again.
    """
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)


def _told(error: EngineError) -> int:
    if isinstance(error, FilingUnreadable):
        say(f"{error.message} [{error.stage}: {error.code}]")
        return FINDINGS
    if isinstance(error, Refused):
        say(f"{error}\nrefused, with {counted(len(error.findings), 'finding')}")
    else:
        say(f"error: {error}")
    return WRONG_USAGE


def _bug(bug: Exception, *, debug: bool) -> int:
    if debug:
        traceback.print_exception(bug)
    else:
        say(
            f"bug in filing-engine: {type(bug).__name__}: {bug}; `filing-engine --debug COMMAND ...` shows where"
        )
    return BUG
