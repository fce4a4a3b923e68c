"""Every mistake of a corpus with its line, and what its filings do not say."""

import json
from pathlib import Path

import pytest

from engine import pipeline
from engine.errors import UsageError
from engine.explaining.labelcheck import check_labels

ROOT = Path(__file__).parents[2]
TEXT = "Item 5.02 Departure of Directors.\n\nMr. Roe resigned as Treasurer at once."
ROE = {
    "type": "resignation",
    "person": "Roe",
    "role": "Treasurer",
    "how": "sudden",
    "quote": "Mr. Roe resigned",
}


@pytest.fixture
def check(tmp_path, write_rules):
    """The mistakes and the unsaid of labels for two filings of one text, as line and words."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    engine = pipeline.load(write_rules())

    def run(*lines, card=None):
        rows = [line if isinstance(line, str) else json.dumps(line) for line in lines]
        (tmp_path / "labels.jsonl").write_text("\n".join(rows), encoding="utf-8")
        if card:
            (tmp_path / "corpus.yaml").write_text(card, encoding="utf-8")
        checked = check_labels(tmp_path, engine)
        return [
            [(one.line, one.message) for one in findings] for findings in (checked.mistakes, checked.unsaid)
        ]

    return run


def line(*events, file="a.txt"):
    return {"file": file, "events": list(events)}


def test_nothing_wrong(check):
    assert check(line(ROE), "", line(file="b.txt")) == [[], []]


RESIGNED = {"field": "trigger", "section": "5.02", "start": 8, "end": 16, "text": "resigned", "rule": "r"}


@pytest.mark.parametrize(
    ("proof", "message"),
    [
        (RESIGNED, None),
        (RESIGNED | {"end": 900}, "has offsets 8-900, outside the section's 38 characters"),
        (RESIGNED | {"start": -1}, "has offsets -1-16, outside"),
        (RESIGNED | {"start": "8"}, "has offsets 8-16, outside"),
        ("resigned", "stands in section None, which the filing lacks"),
        (RESIGNED | {"start": 9}, "is not what stands at 9-16: “esigned”"),
        (RESIGNED | {"section": "1.01"}, "stands in section '1.01', which the filing lacks"),
    ],
)
def test_evidence_stands_where_it_says(check, proof, message):
    mistakes, _ = check(line({**ROE, "evidence": [proof]}), line(file="b.txt"))
    assert [message in told for _, told in mistakes] == ([True] if message else [])


@pytest.mark.parametrize(
    ("second", "message"),
    [
        ("{", "Expecting property name"),
        (line(file="c.txt"), "there is no filing c.txt"),
        (line(ROE), "a.txt stands on line 1 already"),
        (line({**ROE, "type": "merger"}, file="b.txt"), "unknown type 'merger'"),
        (line({**ROE, "how": "slowly"}, file="b.txt"), "`how` of resignation is 'slowly'"),
        ({**line(file="b.txt"), "sha256": "0"}, "b.txt is not the filing that was labelled"),
        (
            line(ROE, {**ROE, "quote": "resigned", "optional": True}, file="b.txt"),
            "stands twice with the same values",
        ),
    ],
)
def test_mistakes_have_their_line(check, second, message):
    (((number, said),), unsaid) = check(line(ROE), second)
    assert number == 2
    assert message in said
    assert unsaid == []


def test_all_mistakes_come_at_once(check):
    mistakes, _ = check("{", line(file="c.txt"), line({}), card="name: x\n")
    assert sum("the key" in message for _, message in mistakes) == 3
    assert len(mistakes) == 6


def test_splits_are_checked_against_the_labels(check):
    card = "name: x\nabout: x\nscope: body\norigin: x\nsplits: {all: [a.txt, c.txt]}\n"
    assert check(line(ROE), card=card) == [[(5, "`c.txt` of split all is no labelled file")], []]


def test_a_filing_that_cannot_be_read(check, tmp_path):
    (tmp_path / "b.txt").write_bytes(b"")
    (((number, message),), _) = check(line(ROE), line(file="b.txt"))
    assert number == 2
    assert message.startswith("b.txt cannot be read: ")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"person": "Poe"}, 'resignation Poe: `person` "Poe" does not stand in the text'),
        ({"role": "Secretary"}, 'resignation Roe: `role` "Secretary" does not stand in the text'),
        ({"quote": "Roe ... Mr."}, "resignation Roe: the quote 'Roe ... Mr.' does not stand in the text"),
    ],
)
def test_what_the_text_does_not_say(check, change, message):
    assert check(line(), line({**ROE, **change}, file="b.txt")) == [[], [(2, message)]]


def test_a_folder_without_labels(tmp_path, write_rules):
    with pytest.raises(UsageError, match=r"no labels\.jsonl there"):
        check_labels(tmp_path, pipeline.load(write_rules()))


def test_the_sample_corpus_holds():
    checked = check_labels(ROOT / "corpora" / "sample", pipeline.load())
    assert (checked.mistakes, checked.unsaid) == ((), ())
