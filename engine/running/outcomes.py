"""One filing's way through an extraction: its line, and what a summary counts of it."""

import json
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.errors import FilingUnreadable
from engine.records import Failure, plain
from engine.running.sources import Source

# Takes a filing's bytes and its name in the result, and returns the result.
Extract = Callable[[bytes, str], Mapping[str, Any]]

INTERNAL_ERROR = "internal-error"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A filing's line, the types of its events, the codes of its warnings; where it failed, why, and
    the traceback of a bug.
    """

    file: str
    line: bytes
    events: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    failure: Failure | None = None
    trace: str = ""


def outcome_of(extract: Extract, source: Source) -> Outcome:
    """What `extract` makes of the source; a failure or a bug becomes a row with its reason."""
    try:
        result = extract(source.read(), source.file)
        line = line_of(result)  # inside the guard: a value that JSON cannot hold is a bug too
    except FilingUnreadable as reason:
        return failed(source, Failure(reason.code, reason.message, reason.stage))
    except Exception as bug:  # noqa: BLE001  # the run goes on; the row, the log and the exit code tell
        failure = Failure(INTERNAL_ERROR, f"{type(bug).__name__}: {bug}", _stage_of(bug))
        return failed(source, failure, traceback.format_exc())
    events = tuple(event["type"] for event in result["events"])
    warnings = tuple(warning["code"] for warning in result.get("warnings", ()))
    return Outcome(source.file, line, events, warnings)


def failed(source: Source, failure: Failure, trace: str = "") -> Outcome:
    """The outcome of a source without a result: a row that says why."""
    # A bug's message may hold anything, also what UTF-8 cannot.
    message = failure.message.encode("utf-8", "backslashreplace").decode()
    failure = Failure(failure.code, message, failure.stage)
    row = {"file": source.file, "failure": plain(failure), "events": []}
    return Outcome(source.file, line_of(row), failure=failure, trace=trace)


def line_of(result: Mapping[str, Any]) -> bytes:
    """The result as one line of UTF-8 JSON. Keys stand in the order of the contract, which the engine keeps.

    Raises `TypeError` or `ValueError` for what JSON or UTF-8 cannot hold (a set, NaN, half a surrogate pair).
    """
    return json.dumps(result, ensure_ascii=False, allow_nan=False).encode() + b"\n"


def _stage_of(bug: BaseException) -> str:
    """The stage in whose module the exception arose: the last part of this package on its way."""
    modules = (str(frame.f_globals.get("__name__")) for frame, _ in traceback.walk_tb(bug.__traceback__))
    stages = [name.split(".")[1] for name in modules if name.startswith("engine.")]
    return stages[-1]
