"""Runs an extraction over many filings. One bad filing becomes a row with its reason; it never ends a run."""

import json
import logging
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.errors import FilingUnreadable
from engine.records import Failure, plain
from engine.running.finding import Source
from engine.running.sinks import Sink

Extract = Callable[[bytes, str], Mapping[str, Any]]

INTERNAL_ERROR = "internal-error"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did: events by type, warnings by code, and the files that failed, each with its reason."""

    filings: int
    seconds: float
    events: Mapping[str, int] = field(default_factory=dict)
    warnings: Mapping[str, int] = field(default_factory=dict)
    failures: tuple[tuple[str, Failure], ...] = ()

    @property
    def filings_per_second(self) -> float:
        """0 where nothing was run."""
        return self.filings / self.seconds if self.seconds else 0.0


def run(
    extract: Extract, sources: Iterable[Source], sink: Sink, progress: Callable[[str], None] = lambda _: None
) -> Summary:
    """Extracts every source in turn and writes one JSON line for each to `sink`.

    `extract` takes a filing's bytes and its name in the result, and returns the result; `progress` is
    told the name of each filing when its line is written. Lines are byte-identical from run to run.
    Only what `sink` raises comes out.
    """
    started = time.perf_counter()
    events: Counter[str] = Counter()
    warnings: Counter[str] = Counter()
    failures: list[tuple[str, Failure]] = []
    filings = 0
    for filings, source in enumerate(sources, start=1):  # noqa: B007  # the count is read after the loop
        result, line = _one(extract, source)
        sink(line)
        progress(source.file)
        events.update(event["type"] for event in result["events"])
        warnings.update(warning["code"] for warning in result.get("warnings", ()))
        if "failure" in result:
            failures.append((source.file, Failure(**result["failure"])))
    return Summary(filings, time.perf_counter() - started, events, warnings, tuple(failures))


def line_of(result: Mapping[str, Any]) -> bytes:
    """The result as one line of UTF-8 JSON. Keys stand in the order of the contract, which the engine keeps.

    Raises `TypeError` or `ValueError` for what JSON or UTF-8 cannot hold (a set, NaN, half a surrogate pair).
    """
    return json.dumps(result, ensure_ascii=False, allow_nan=False).encode() + b"\n"


def _one(extract: Extract, source: Source) -> tuple[Mapping[str, Any], bytes]:
    """A filing's result and its line. Making the line is inside the guard: a value JSON cannot hold is a bug too."""
    try:
        result = extract(_bytes_of(source), source.file)
        return result, line_of(result)
    except FilingUnreadable as reason:
        row = _row(source, Failure(reason.code, reason.message, reason.stage))
    except Exception as bug:  # the run goes on; the row and the exit code tell
        log.debug("%s: unexpected exception", source.file, exc_info=True)
        row = _row(source, Failure(INTERNAL_ERROR, f"{type(bug).__name__}: {bug}", _stage_of(bug)))
    return row, line_of(row)


def _bytes_of(source: Source) -> bytes:
    try:
        return source.path.read_bytes()
    except OSError as error:
        raise FilingUnreadable(
            "unreadable-file", f"cannot read the file: {error.strerror}", "running"
        ) from error


def _row(source: Source, failure: Failure) -> dict[str, Any]:
    message = failure.message.encode(
        "utf-8", "backslashreplace"
    ).decode()  # a bug's message may hold anything
    return {
        "file": source.file,
        "failure": plain(Failure(failure.code, message, failure.stage)),
        "events": [],
    }


def _stage_of(bug: BaseException) -> str:
    """The stage in whose module the exception arose: the last part of this package on its way."""
    modules = (str(frame.f_globals.get("__name__")) for frame, _ in traceback.walk_tb(bug.__traceback__))
    stages = [name.split(".")[1] for name in modules if name.startswith("engine.")]
    return stages[-1]
