import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import FilingUnreadable
from engine.records import Failure
from engine.running.runs import INTERNAL_ERROR, line_of, run
from engine.running.sources import Source


def extract(data, file):
    """Stands in for the engine: the filing's text says what becomes of it."""
    text = data.decode()
    if text == "empty":
        raise FilingUnreadable("empty-filing", "the file holds no text")
    if text == "bug":
        raise ZeroDivisionError("division by zero")
    if text == "set":
        return {"file": file, "events": [], "document": {"items": {1, 2}}}
    if text == "surrogate":
        return {"file": file, "events": [], "document": {"form": "\ud800"}}
    if text == "nan":
        return {"file": file, "events": [{"type": "salary", "amount": float("nan")}]}
    if text == "deep":
        from engine.records import plain

        return {"events": plain([Endless()])}
    events = [{"type": kind} for kind in text.split()]
    return {"file": file, "warnings": [{"code": "item-missing", "message": "Ü"}], "events": events}


class Endless(dict[str, str]):
    def items(self):
        raise OverflowError("too deep")


def ignore(_line):
    """A sink for those who do not look."""


@pytest.fixture
def ran(tmp_path):
    """Runs over filings with those texts; gives the rows, the summary and what progress was told."""

    def over(**texts):
        sources = []
        lines: list[bytes] = []
        told: list[str] = []
        for name, text in texts.items():
            path = tmp_path / name
            if text is not None:
                path.write_text(text)
            sources.append(Source(name, path))
        summary = run(extract, sources, lines.append, told.append)
        return [json.loads(line) for line in lines], summary, told

    return over


def test_each_filing_is_one_line_in_its_place(ran):
    rows, summary, told = ran(a="hire salary", b="hire")
    assert [row["file"] for row in rows] == ["a", "b"]
    assert summary.filings == 2
    assert summary.events == {"hire": 2, "salary": 1}
    assert summary.warnings == {"item-missing": 2}
    assert summary.failures == ()
    assert told == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "failure"),
    [
        ("empty", Failure("empty-filing", "the file holds no text", "filings")),
        ("bug", Failure(INTERNAL_ERROR, "ZeroDivisionError: division by zero", "running")),
        ("deep", Failure(INTERNAL_ERROR, "OverflowError: too deep", "records")),
        (None, Failure("unreadable-file", "cannot read the file: No such file or directory", "running")),
    ],
)
def test_one_bad_filing_is_a_row_and_the_run_goes_on(ran, text, failure):
    rows, summary, told = ran(a="hire", bad=text, c="hire")
    expected = {"code": failure.code, "message": failure.message, "stage": failure.stage}
    assert rows[1] == {"file": "bad", "failure": expected, "events": []}
    assert [row["file"] for row in rows] == told == ["a", "bad", "c"]
    assert summary.failures == (("bad", failure),)
    assert summary.events == {"hire": 2}


@pytest.mark.parametrize("text", ["set", "surrogate", "nan"])
def test_a_result_that_json_cannot_hold_is_a_bug_of_that_filing_alone(ran, text):
    rows, summary, _ = ran(a="hire", bad=text, c="hire")
    assert rows[1]["failure"]["code"] == INTERNAL_ERROR
    assert [row["events"] for row in rows] == [[{"type": "hire"}], [], [{"type": "hire"}]]
    assert summary.filings == 3


def test_a_bugs_message_may_hold_anything():
    def broken(*_):
        raise ValueError("\ud800")

    lines: list[bytes] = []
    run(broken, [Source("a", Path(__file__))], lines.append)
    assert json.loads(lines[0])["failure"]["message"] == r"ValueError: \ud800"


def test_what_a_sink_raises_ends_the_run(tmp_path):
    (tmp_path / "a").write_text("hire")

    def full(_):
        raise OSError("full")

    with pytest.raises(OSError, match="full"):
        run(extract, [Source("a", tmp_path / "a")], full)


def test_nobody_swallows_an_interrupt(tmp_path):
    (tmp_path / "a").write_text("hire")

    def interrupted(*_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(interrupted, [Source("a", tmp_path / "a")], ignore)


def test_a_run_over_nothing_is_nothing():
    summary = run(extract, [], ignore)
    assert (summary.filings, summary.events, summary.failures) == (0, {}, ())
    assert summary.filings_per_second >= 0


@pytest.mark.parametrize(
    ("result", "line"),
    [
        ({"file": "a", "events": []}, b'{"file": "a", "events": []}\n'),
        ({"person": "Zoë “Z.” Roe"}, '{"person": "Zoë “Z.” Roe"}\n'.encode()),
        ({"b": 1, "a": 2.77}, b'{"b": 1, "a": 2.77}\n'),
    ],
)
def test_a_line_is_utf8_and_keeps_the_order_of_keys(result, line):
    assert line_of(result) == line


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(st.dictionaries(st.text(), json_values))
def test_a_line_is_one_line_and_reads_back(result):
    line = line_of(result)
    assert line.count(b"\n") == 1
    assert json.loads(line) == result
    assert line_of(json.loads(line)) == line
