"""Runs an extraction over many filings. One bad filing becomes a row with its reason; it never ends a run."""

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from engine.records import Failure
from engine.running.outcomes import INTERNAL_ERROR, Extract, Outcome, line_of, outcome_of
from engine.running.sinks import Sink
from engine.running.sources import Source

__all__ = ["INTERNAL_ERROR", "Extract", "Summary", "line_of", "run", "write"]

Progress = Callable[[str], None]

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
    extract: Extract, sources: Iterable[Source], sink: Sink, progress: Progress = lambda _: None
) -> Summary:
    """Extracts every source in turn and writes one JSON line for each to `sink`.

    `extract` takes a filing's bytes and its name in the result, and returns the result; `progress` is
    told the name of each filing when its line is written. Lines are byte-identical from run to run.
    Only what `sink` raises comes out.
    """
    return write((outcome_of(extract, source) for source in sources), sink, progress)


def write(outcomes: Iterable[Outcome], sink: Sink, progress: Progress = lambda _: None) -> Summary:
    """Writes the line of each outcome, as `run` does, and counts; `workers.spread` makes outcomes, too."""
    started = time.perf_counter()
    events: Counter[str] = Counter()
    warnings: Counter[str] = Counter()
    failures: list[tuple[str, Failure]] = []
    filings = 0
    for outcome in outcomes:
        sink(outcome.line)
        progress(outcome.file)
        filings += 1
        events.update(outcome.events)
        warnings.update(outcome.warnings)
        if outcome.failure:
            failures.append((outcome.file, outcome.failure))
        if outcome.trace:
            log.debug("%s: unexpected exception\n%s", outcome.file, outcome.trace)
    return Summary(filings, time.perf_counter() - started, events, warnings, tuple(failures))
