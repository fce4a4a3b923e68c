"""`filing-engine tags` over a small engine whose filings hold one sentence."""

import json

import pytest

from engine.explaining.taggold import GoldFiling, digest, read_gold, write_gold
from engine.explaining.tagplaces import anchored

TEXT = "On May 4, 2009, the Board appointed Ann B. Roe, 51, as Treasurer."
EXHIBITS = "(d) Exhibits."
SPANS = {"DATE": "May 4, 2009", "PERSON": "Ann B. Roe", "AGE": "51", "TITLE": "Treasurer"}


def gold(file, text=TEXT):
    tags = (
        anchored("5.02", text, text.index(words), text.index(words) + len(words), label)
        for label, words in SPANS.items()
    )
    return GoldFiling(file, {"5.02": digest(text), "9.01": digest(EXHIBITS)}, tuple(tags))


@pytest.fixture
def corpus(tmp_path):
    """Two filings with their gold."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT)
    write_gold(tmp_path, [gold("a.txt"), gold("b.txt")])
    return tmp_path


TABLE = """\
            gold found  strict              exact               partial             ent_type
                           P     R    F1       P     R    F1       P     R    F1       P     R    F1
PERSON         2     2  1.000 1.000 1.000   1.000 1.000 1.000   1.000 1.000 1.000   1.000 1.000 1.000
TITLE          2     0  0.000 0.000 0.000   0.000 0.000 0.000   0.000 0.000 0.000   0.000 0.000 0.000
DATE           2     2  1.000 1.000 1.000   1.000 1.000 1.000   1.000 1.000 1.000   1.000 1.000 1.000
AGE            2     0  0.000 0.000 0.000   0.000 0.000 0.000   0.000 0.000 0.000   0.000 0.000 0.000
total          8     4  1.000 0.500 0.667   1.000 0.500 0.667   1.000 0.500 0.667   1.000 0.500 0.667
"""


def test_the_table(filing_engine, corpus):
    outcome = filing_engine("tags", "evaluate", corpus, "--filings", corpus)
    assert (outcome.code, outcome.out, outcome.err) == (0, TABLE, "")


def test_json(filing_engine, corpus):
    outcome = filing_engine("tags", "evaluate", corpus, "--filings", corpus, "--json")
    figures = json.loads(outcome.out)
    assert figures["AGE"]["strict"] == {
        "correct": 0,
        "incorrect": 0,
        "partial": 0,
        "missed": 2,
        "spurious": 0,
        "precision": 0.0,
        "recall": 0.0,
        "f1": 0.0,
    }
    assert figures["total"]["exact"]["f1"] == pytest.approx(2 / 3)


def test_a_text_that_was_not_tagged_is_not_scored_but_aligned(filing_engine, corpus):
    (corpus / "b.txt").write_text("Page 2\n" + TEXT)
    refused = filing_engine("tags", "evaluate", corpus, "--filings", corpus)
    assert refused.code == 2
    assert "b.txt: the text of section 5.02 is not the one that was tagged" in refused.err
    outcome = filing_engine("tags", "align", corpus, "--filings", corpus)
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "2 filings, 1 changed, 0 tags lost\n")
    assert [tag.start for tag in read_gold(corpus, corpus)[1].tags] == [10, 43, 55, 62]
    assert (
        filing_engine("tags", "align", corpus, "--filings", corpus).err
        == "2 filings, 0 changed, 0 tags lost\n"
    )


def test_what_has_no_place_is_told_and_kept(filing_engine, corpus):
    (corpus / "a.txt").write_text(TEXT.replace("Treasurer", "Controller"))
    outcome = filing_engine("tags", "align", corpus, "--filings", corpus)
    assert (outcome.code, outcome.err) == (1, "2 filings, 1 changed, 1 tag lost\n")
    assert outcome.out == "a.txt: 5.02: no place for TITLE, which stood at 55 to 64\n"
    scored = filing_engine("tags", "evaluate", corpus, "--filings", corpus)
    assert scored.err.startswith("1 tag of the gold without a place, not counted")
    assert scored.out.splitlines()[-1].startswith("total          7     4")


@pytest.mark.parametrize("command", ["evaluate", "align"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("empty", (2, "a.txt: a.txt: the file holds no text [filings: empty-filing]; take it out")),
        ("bug", (3, "bug in")),
    ],
)
def test_a_filing_that_cannot_be_read(filing_engine, corpus, command, text, expected):
    (corpus / "a.txt").write_text(text)
    outcome = filing_engine("tags", command, corpus, "--filings", corpus)
    assert outcome.code == expected[0]
    assert expected[1] in outcome.err


@pytest.mark.parametrize("command", ["evaluate", "align"])
def test_no_gold(filing_engine, tmp_path, command):
    outcome = filing_engine("tags", command, tmp_path, "--filings", tmp_path)
    assert outcome.code == 2
    assert "no tags.jsonl there" in outcome.err


def test_where_the_filings_stand_must_be_said(filing_engine, corpus):
    outcome = filing_engine("tags", "evaluate", corpus)
    assert outcome.code == 2
    assert "Missing option '--filings'" in outcome.err
