import json
import multiprocessing
import os
import signal
from functools import partial
from pathlib import Path

import pytest

from engine.errors import UsageError
from engine.records import Failure
from engine.running import runs, workers
from engine.running.outcomes import outcome_of
from engine.running.sources import Source, refused
from engine.running.workers import spread


def extract(data, file):
    """Stands in for the engine: the text says what becomes of the filing."""
    text = data.decode()
    if text == "bug":
        raise ZeroDivisionError("division by zero")
    if text == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if text.startswith("wait for "):
        while not Path(text.removeprefix("wait for ")).exists():
            pass
    if text.startswith("touch "):
        Path(text.removeprefix("touch ")).touch()
    return {"file": file, "events": [{"type": "hire", "process": text == "who" and os.getpid()}]}


def make():
    return extract


def make_once(folder):
    """Leaves a mark, and fails when it is called again in the same process."""
    (folder / str(os.getpid())).touch(exist_ok=False)
    return extract


def make_none():
    raise SystemExit(7)


def sources_of(*texts):
    return [Source(f"{place}.txt", Path("a.tar"), text.encode()) for place, text in enumerate(texts)]


def spreading(*texts, make=make, number=2):
    return list(spread(make, number, sources_of(*texts)))


TEXTS = ["a", "bug", "b", "", "c" * 300_000, "d", *(str(number) for number in range(100))]


def test_the_outcomes_are_those_of_one_process_in_their_order():
    sources = [
        *sources_of(*TEXTS),
        refused("x", Path("a.tar"), "unsafe-member", "no"),
        Source("y", Path("nowhere")),
    ]
    assert [one.line for one in spread(make, 2, sources)] == [
        outcome_of(extract, one).line for one in sources
    ]


def test_a_slow_filing_holds_back_the_lines_after_it(tmp_path):
    mark = tmp_path / "mark"
    outcomes = spreading(f"wait for {mark}", "a", f"touch {mark}", "b")
    assert [one.file for one in outcomes] == ["0.txt", "1.txt", "2.txt", "3.txt"]


def test_no_more_than_some_lines_wait_for_a_slow_filing(tmp_path, monkeypatch):
    monkeypatch.setattr(workers, "WAITING", 3)
    mark = tmp_path / "mark"
    asked = []

    def sources():
        for place, source in enumerate(sources_of(f"wait for {mark}", f"touch {mark}", *"abcdefgh")):
            asked.append(place)
            yield source

    outcomes = spread(make, 2, sources())
    next(outcomes)
    assert len(asked) <= 4
    assert len(list(outcomes)) == 9


@pytest.mark.parametrize(
    "texts", [["die"], ["a", "die", "b"], ["die", "die", "die", "a"], ["a", "die", "die"]]
)
def test_a_filing_that_ends_its_process_is_a_row_and_the_run_goes_on(texts):
    outcomes = spreading(*texts)
    assert [one.file for one in outcomes] == [f"{place}.txt" for place in range(len(texts))]
    assert [one.failure.code if one.failure else "" for one in outcomes] == [
        "worker-died" if text == "die" else "" for text in texts
    ]
    died = next(one for one in outcomes if one.failure)
    message = "the process that worked on it ended (exit code -9): it may need more memory than there is"
    assert died.failure == Failure("worker-died", message, "running")
    assert json.loads(died.line)["failure"]["code"] == "worker-died"


def test_a_process_that_cannot_start_ends_the_run(capfd):
    with pytest.raises(UsageError, match=r"ended before it could work \(exit code 7\)"):
        spreading("a", make=make_none)
    assert "Traceback" not in capfd.readouterr().err


def test_the_rules_are_loaded_once_in_each_process(tmp_path):
    spreading(*TEXTS, make=partial(make_once, tmp_path), number=3)
    marks = {int(mark.name) for mark in tmp_path.iterdir()}
    assert 1 <= len(marks) <= 3
    assert os.getpid() not in marks


def test_nothing_to_do_is_nothing():
    assert spreading() == []


def test_who_stops_early_leaves_no_process_behind():
    outcomes = spread(make, 2, sources_of(*TEXTS))
    next(outcomes)
    assert len(multiprocessing.active_children()) == 2
    outcomes.close()
    assert multiprocessing.active_children() == []


def test_what_the_sources_raise_comes_out_and_leaves_no_process_behind():
    def sources():
        yield from sources_of("a")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(spread(make, 2, sources()))
    assert multiprocessing.active_children() == []


def test_a_bug_in_a_process_is_logged_here(caplog):
    with caplog.at_level("DEBUG", logger="engine.running"):
        summary = runs.write(spread(make, 2, sources_of("bug")), lambda _: None)
    assert summary.failures[0][1].code == runs.INTERNAL_ERROR
    assert "0.txt: unexpected exception" in caplog.text
    assert 'raise ZeroDivisionError("division by zero")' in caplog.text
