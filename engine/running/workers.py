"""Spreads filings over processes. Outcomes come back in the order of the sources, whatever took how long."""

import contextlib
import multiprocessing
import signal
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from engine.errors import UsageError
from engine.records import Failure
from engine.running.outcomes import Extract, Outcome, failed, outcome_of
from engine.running.sources import STAGE, Source

# How many outcomes may wait for a slow filing before them: at some ten kilobytes each, a few megabytes.
WAITING = 500

# Seconds in which a process that has closed its pipe must have ended.
FAREWELL = 10

# New processes that inherit nothing: forking one that has threads may leave a lock closed for ever, and
# macOS and Windows work this way in any case.
_processes = multiprocessing.get_context("spawn")


@dataclass(slots=True)
class _Worker:
    """A process and the pipe to it; busy while it starts, and while it works on `source`, which has that place."""

    process: BaseProcess
    pipe: Connection
    busy: bool = True
    place: int = 0
    source: Source | None = None


def spread(
    make_extract: Callable[[], Extract], workers: int, sources: Iterable[Source]
) -> Generator[Outcome, None, None]:
    """The outcomes of `sources`, in their order, from so many processes.

    `make_extract` is called once in each process, so it must be importable there; a source is asked for
    when a process is free to take it. A filing that ends its process becomes a failure `worker-died`,
    and another process takes the next. Raises `UsageError` where a process ends before it is ready.
    """
    crew = [_hire(make_extract) for _ in range(workers)]
    try:
        yield from _in_order(crew, make_extract, iter(sources))
    finally:
        for worker in crew:
            _dismiss(worker)


def _in_order(
    crew: list[_Worker], make_extract: Callable[[], Extract], sources: Iterator[Source]
) -> Iterator[Outcome]:
    done: dict[int, Outcome] = {}
    given = written = 0
    more = True
    while more or written < given:
        for worker in crew:
            if more and not worker.busy and given - written < WAITING:
                more = _give(worker, given, next(sources, None))
                given += more
        for worker in _ready(crew):
            outcome = _answer(worker)
            if outcome:
                done[worker.place] = outcome
            if worker.busy:  # still, so it is gone
                crew[crew.index(worker)] = _hire(make_extract)
        while written in done:
            yield done.pop(written)
            written += 1


def _hire(make_extract: Callable[[], Extract]) -> _Worker:
    ours, theirs = _processes.Pipe()
    process = _processes.Process(target=_work, args=(make_extract, theirs), daemon=True)
    process.start()
    theirs.close()  # so that the end of the process is the end of the pipe
    return _Worker(process, ours)


def _dismiss(worker: _Worker) -> None:
    worker.pipe.close()
    worker.process.terminate()
    worker.process.join()


def _give(worker: _Worker, place: int, source: Source | None) -> bool:
    """Whether there was a source to give."""
    if source is None:
        return False
    worker.busy, worker.place, worker.source = True, place, source
    # A process that is gone cannot take it, which is seen when its answer is waited for.
    with contextlib.suppress(ConnectionError):
        worker.pipe.send(source)
    return True


def _ready(crew: Iterable[_Worker]) -> list[_Worker]:
    """Those who have something to say, or are gone, of those who are busy; waits until there is one."""
    busy = [worker for worker in crew if worker.busy]
    speaking = wait([worker.pipe for worker in busy]) if busy else []
    return [worker for worker in busy if worker.pipe in speaking]


def _answer(worker: _Worker) -> Outcome | None:
    """The outcome of what the worker did, who is free then; None after its start. One who is gone stays busy."""
    source = worker.source
    try:
        outcome: Outcome | None = worker.pipe.recv()
    except (EOFError, ConnectionError):
        return _end(worker)
    worker.busy, worker.source = False, None
    return outcome if source else None


def _end(worker: _Worker) -> Outcome:
    worker.process.join(FAREWELL)  # its pipe is closed, so it is ending; its exit code tells why
    _dismiss(worker)
    code = worker.process.exitcode
    if worker.source is None:
        message = f"a process ended before it could work (exit code {code}): run with fewer --workers"
        raise UsageError(message)
    message = f"the process that worked on it ended (exit code {code}): it may need more memory than there is"
    return failed(worker.source, Failure("worker-died", message, STAGE))


def _work(make_extract: Callable[[], Extract], pipe: Connection) -> None:
    """What a process does: says that it is ready, then answers each source until nobody asks any more."""
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # an interrupt is the run's to answer, which ends this process
    extract = make_extract()
    answer: Outcome | None = None
    with contextlib.suppress(EOFError, ConnectionError):
        while True:
            pipe.send(answer)
            answer = outcome_of(extract, pipe.recv())
