import json
from typing import Any

import pytest

from engine.scoring import mistakes, report
from engine.scoring.scores import score

ANN, SAM = "Ann B. Roe", "Sam Poe"


def proof(field, text):
    return {"field": field, "section": "5.02", "start": 0, "end": len(text), "text": text, "rule": "r"}


GOLD: dict[str, list[dict[str, Any]]] = {
    "a.txt": [
        {
            "type": "hire",
            "person": ANN,
            "roles": ["CEO", "Director"],
            "date": "2009-05-01",
            "quote": "appointed",
        },
        {"type": "salary", "person": ANN, "amount": 240000, "period": "year", "quote": "a base salary"},
        {"type": "bonus", "person": ANN, "percent": 60, "optional": True},
    ],
    "b.txt": [{"type": "resignation", "person": SAM, "continues_as": ["Director"]}],
    "c.txt": [{"type": "resignation", "person": SAM}],
}
PREDICTED: dict[str, list[dict[str, Any]]] = {
    "a.txt": [
        {
            "type": "hire",
            "person": ANN,
            "roles": ["CEO"],
            "date": "2005-10-01",
            "evidence": [proof("trigger", "was appointed"), proof("date", "October 1,\n  2005")],
        },
        {"type": "bonus", "person": ANN, "percent": 70},
        {"type": "bonus", "person": SAM, "percent": 5, "evidence": [proof("trigger", "bonus of 5%")]},
    ],
    "b.txt": [{"type": "retirement", "person": SAM}],
    "c.txt": [{"type": "resignation", "person": SAM}],
}


@pytest.fixture(scope="module")
def scores(specs):
    return score(GOLD, PREDICTED, specs, resamples=50)


def rows(text):
    """The lines of a table by their first word, cut at blanks."""
    return {line.split()[0]: line.split()[1:] for line in text.splitlines() if line.strip()}


def test_the_table_says_all_figures(scores):
    lines = report.as_text(scores).splitlines()
    assert lines[0] == "filings: 3   events to find: 4   optional: 1   predicted: 5"
    table = rows("\n".join(lines))
    # strict: hire and one resignation of 4 labels and 4 counted predictions; lenient: one departure more.
    assert table["total"][:6] == ["0.500", "0.500", "0.500", "0.750", "0.750", "0.750"]
    assert table["total"][9:] == ["0.250", "0.250", "0.250"]
    assert table["hire"][:3] == ["1.000"] * 3
    assert table["retirement"][:6] == ["0.000"] * 3 + ["1.000"] * 3
    assert table["roles"] == ["1.000", "0.500", "0.667", "1", "0", "1", "0"]
    assert table["date"] == ["0.000", "0.000", "0.000", "0", "1", "0", "0"]
    assert table["continues_as"][3:] == ["0", "0", "1", "0"]
    assert "death" not in table
    assert max(len(line) for line in lines) <= 120


def test_totals_and_groups_carry_their_interval(scores):
    lines = report.as_text(scores).splitlines()
    for name in ("total", "personnel", "equity", "pay"):
        at = next(at for at, line in enumerate(lines) if line.startswith(name))
        assert lines[at + 1].startswith("  95 % of F1")
    interval = scores.intervals["strict"].f1
    assert f"{interval.low:.3f}–{interval.high:.3f}" in report.as_text(scores)


def test_json_says_the_same(scores):
    figures = json.loads(json.dumps(report.as_json(scores)))
    assert (figures["filings"], figures["labels"], figures["optional"], figures["predictions"]) == (
        3,
        4,
        1,
        5,
    )
    strict = figures["total"]["strict"]
    assert {
        name: strict[name] for name in ("correct", "spurious", "missed", "precision", "recall", "f1")
    } == {
        "correct": 2,
        "spurious": 2,
        "missed": 2,
        "precision": 0.5,
        "recall": 0.5,
        "f1": 0.5,
    }
    interval = scores.intervals["strict"].f1
    assert strict["interval"]["f1"] == [interval.low, interval.high]
    assert set(figures["groups"]) == {"personnel", "equity", "pay", "auditors"}
    assert "interval" in figures["groups"]["pay"]["slot"]
    assert figures["types"]["hire"]["exact"]["correct"] == 0
    assert figures["slots"]["roles"]["missing"] == 1
    assert figures["fields"]["continues_as"]["f1"] == 0.0


def test_mistakes_come_worst_filing_first_in_the_words_of_both_sides(scores):
    worst = mistakes.worst_filings(scores)
    assert mistakes.as_text(worst).splitlines() == [
        "a.txt",
        "  missed    salary, person Ann B. Roe, amount 240000, period year  “a base salary”",
        "  spurious  bonus, person Sam Poe, percent 5  “bonus of 5%”",
        "  wrong     hire Ann B. Roe: roles is CEO, labelled CEO + Director",
        "  wrong     hire Ann B. Roe: date is 2005-10-01, labelled 2009-05-01  “October 1, 2005”",
        "",
        "b.txt",
        "  wrong     resignation Sam Poe: type is retirement, labelled resignation",
    ]
    assert [mistakes.mistakes(file) for file in worst] == [4, 1]


def test_mistakes_as_json_hold_the_events_whole(scores):
    first, second = json.loads(json.dumps(mistakes.as_json(mistakes.worst_filings(scores))))
    assert (first["missed"], first["spurious"]) == ([GOLD["a.txt"][1]], [PREDICTED["a.txt"][2]])
    assert first["wrong"] == [
        {"slots": ["roles", "date"], "label": GOLD["a.txt"][0], "prediction": PREDICTED["a.txt"][0]}
    ]
    assert second["wrong"][0]["slots"] == ["type"]


def test_a_slot_that_is_absent_is_said_to_be(specs):
    gold = {"a.txt": [{"type": "hire", "person": ANN}]}
    found = score(gold, {"a.txt": [{"type": "hire", "person": ANN, "age": 50}]}, specs, resamples=5)
    assert mistakes.as_text(mistakes.worst_filings(found)) == (
        "a.txt\n  wrong     hire Ann B. Roe: age is 50, labelled absent"
    )
