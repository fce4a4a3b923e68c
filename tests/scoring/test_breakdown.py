"""Figures by part of a corpus, and averages with equal weights, against cases computed by hand."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.scoring.breakdown import (
    Average,
    Part,
    as_json,
    as_text,
    breakdown,
    by_file,
    macro,
    macro_text,
    macros,
)
from engine.scoring.figures import Figures, Tally, total
from engine.scoring.scores import Events, score
from engine.scoring.spreadsheet import COLUMNS, as_csv

HIRE = {"type": "hire", "person": "Ann B. Roe", "roles": ["CEO"]}
QUIT = {"type": "resignation", "person": "Sam Poe"}
PAID = {"type": "salary", "person": "Ann B. Roe", "amount": 240000}


@pytest.fixture(scope="session")
def scores(specs):
    """Two filings of 1998, one right and one wholly wrong, one of 2009 with an event of two, one without any."""
    gold: Events = {"a.txt": [HIRE], "b.txt": [QUIT], "c.txt": [HIRE, PAID], "d.txt": []}
    predicted: Events = {"a.txt": [HIRE], "b.txt": [PAID], "c.txt": [PAID], "d.txt": []}
    return score(gold, predicted, specs, resamples=5)


YEARS = by_file({"a.txt": "1998", "b.txt": "1998", "c.txt": "2009", "d.txt": "2020"})


def test_parts_by_file(scores):
    parts = breakdown(scores.files, YEARS)
    assert list(parts) == ["1998", "2009"]  # a filing without events is in no figure
    assert (parts["1998"].filings, parts["2009"].filings) == (2, 1)
    assert parts["1998"].figures.strict == Tally(correct=1, spurious=1, missed=1)
    assert parts["2009"].figures.strict == Tally(correct=1, missed=1)


def test_parts_by_event(scores):
    """A filing is counted in each part in which it has an event."""

    def key(_file, event):
        return (getattr(event, "label", None) and "answered") or "lonely"

    parts = breakdown(scores.files, key)
    assert {name: (part.filings, part.figures.strict) for name, part in parts.items()} == {
        "answered": (2, Tally(correct=2)),
        "lonely": (2, Tally(spurious=1, missed=2)),
    }


@given(st.dictionaries(st.sampled_from(["a.txt", "b.txt", "c.txt", "d.txt"]), st.sampled_from("xyz")))
def test_parts_add_up_to_the_total(scores, some):
    keys = dict.fromkeys(["a.txt", "b.txt", "c.txt", "d.txt"], "rest") | some
    parts = breakdown(scores.files, by_file(keys))
    assert total(part.figures for part in parts.values()) == scores.total


@pytest.mark.parametrize(
    ("tallies", "average"),
    [
        ([], Average(1.0, 1.0, 1.0)),
        ([Tally(), Tally()], Average(1.0, 1.0, 1.0)),
        ([Tally(correct=3), Tally(missed=1)], Average(0.5, 0.5, 0.5)),
        ([Tally(correct=3), Tally()], Average(1.0, 1.0, 1.0)),  # nothing to find is no merit
        ([Tally(correct=1, missed=1), Tally(correct=90)], Average(1.0, 0.75, (2 / 3 + 1) / 2)),
        ([Tally(correct=1, spurious=3)] * 2, Average(0.25, 1.0, 0.4)),
    ],
)
def test_macro_averages(tallies, average):
    assert macro(Figures(strict=tally) for tally in tallies)["strict"] == average


def test_macro_averages_over_types_and_filings(scores):
    """Hire is found once of twice, salary once with one too many, resignation never; filings: 1, 0, 2/3."""
    means = macros(scores)
    assert means["types"]["strict"].f1 == pytest.approx((2 / 3 + 2 / 3 + 0) / 3)
    assert means["filings"]["strict"].f1 == pytest.approx((1 + 0 + 2 / 3) / 3)
    assert macro_text(means).splitlines()[0].startswith("mean over types                0.500 0.500 0.444")


def test_the_table(scores):
    lines = as_text("by era", breakdown(scores.files, YEARS)).splitlines()
    assert lines[0].split() == ["by", "era", "filings", "strict", "lenient", "slot", "exact"]
    assert lines[2].split()[:5] == ["1998", "2", "0.500", "0.500", "0.500"]
    assert lines[3].split()[:5] == ["2009", "1", "1.000", "0.500", "0.667"]


def test_an_empty_table():
    assert len(as_text("by era", {}).splitlines()) == 2


def test_parts_as_json():
    plain = as_json({"1998": Part(2, Figures(strict=Tally(1, 1, 1)))})
    assert plain["1998"]["filings"] == 2
    assert plain["1998"]["strict"] == {
        "correct": 1,
        "spurious": 1,
        "missed": 1,
        "precision": 0.5,
        "recall": 0.5,
        "f1": 0.5,
    }


def test_csv_has_every_figure_once(scores):
    text = as_csv(scores, {"era": breakdown(scores.files, YEARS)})
    rows = list(csv.DictReader(io.StringIO(text)))
    found = {(row["of"], row["name"], row["measure"]): row for row in rows}
    assert text.splitlines()[0] == ",".join(COLUMNS)
    assert len(found) == len(rows)
    assert float(found["total", "total", "strict"]["f1"]) == scores.total.strict.f1
    assert found["total", "total", "strict"]["f1_low"] != ""
    assert found["type", "hire", "strict"]["missing"] == "1"
    assert found["slot", "amount", "values"]["spurious"] == "1"
    assert found["era", "2009", "strict"]["recall"] == "0.5"
    assert float(found["mean", "over filings", "strict"]["f1"]) == pytest.approx(5 / 9)
    assert ("type", "death", "strict") not in found
