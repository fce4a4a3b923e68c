"""`corpus.yaml`: strict, with places, and its splits."""

from pathlib import Path

import pytest

from engine.errors import LabelsRefused, UsageError
from engine.explaining.corpora import Card, files_of, read_card, split_findings

ROOT = Path(__file__).parents[2]
GOOD = """\
name: small
about: Three filings.
scope: body
origin: Made up.
splits:
  train: ["a*.txt"]
  test: [b.htm]
"""
FILES = ["a1.txt", "a2.txt", "b.htm"]


@pytest.fixture
def card_of(tmp_path):
    def read(text):
        (tmp_path / "corpus.yaml").write_text(text, encoding="utf-8")
        return read_card(tmp_path)

    return read


def test_a_card(card_of):
    splits = {"train": ("a*.txt",), "test": ("b.htm",)}
    assert card_of(GOOD) == Card("small", "Three filings.", "Made up.", "body", splits)


def test_a_corpus_needs_none(tmp_path):
    assert read_card(tmp_path) is None


def test_splits_may_be_missing(card_of):
    assert card_of(GOOD.partition("splits")[0]).splits == {}


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ("origin:", "orgin:", "4:1", "unknown key `orgin`"),
        ("origin:", "orgin:", "1:1", "the key `origin` is missing"),
        ("scope: body", "scope: all", "3:1", "unknown scope `all`"),
        ("name: small", "name: 7", "1:1", "`name` is no text"),
        ("name: small", "name: no", "1:7", "no"),
        ("[b.htm]", "b.htm", "7:3", "split test is no list of files"),
        ("[b.htm]", "[7]", "7:3", "split test is no list of files"),
        ('\n  train: ["a*.txt"]\n  test: [b.htm]', " [a]", "5:1", "`splits` holds no names"),
        ("scope: body", "name: other", "3:1", "the key `name` stands here twice"),
        (GOOD, "", "1:1", "the file is empty"),
        ("name: small", "name: [", "", ""),
    ],
)
def test_faults_have_their_place(card_of, old, new, place, message):
    assert old in GOOD
    with pytest.raises(LabelsRefused) as refused:
        card_of(GOOD.replace(old, new, 1))
    assert any(f"corpus.yaml:{place}" in line and message in line for line in str(refused.value).split("\n"))


@pytest.mark.parametrize(("split", "files"), [("train", ["a1.txt", "a2.txt"]), ("test", ["b.htm"])])
def test_the_files_of_a_split(card_of, split, files):
    assert files_of(card_of(GOOD), split, FILES) == files


def test_a_split_that_is_not_there(card_of):
    with pytest.raises(UsageError, match=r"no split dev in corpus\.yaml; it has train, test"):
        files_of(card_of(GOOD), "dev", FILES)
    with pytest.raises(UsageError, match="it has none"):
        files_of(None, "dev", FILES)


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("", "", []),
        (
            "b.htm",
            "c.htm",
            ["7:10: splits: `c.htm` of split test is no labelled file", "b.htm is in no split"],
        ),
        ("[b.htm]", "[b.htm, a1.txt]", ["a1.txt is in train and test"]),
    ],
)
def test_splits_that_do_not_fit(card_of, tmp_path, old, new, found):
    card = card_of(GOOD.replace(old, new))
    findings = [str(finding) for finding in split_findings(tmp_path, card, FILES)]
    assert len(findings) == len(found)
    assert all(words in finding for words, finding in zip(found, findings, strict=True))


@pytest.mark.parametrize("folder", ["sample", "blind/round-1", "blind/round-2", "blind/round-3"])
def test_the_corpora_of_the_project_have_cards(folder):
    card = read_card(ROOT / "corpora" / folder)
    assert card
    assert card.name == folder.replace("/", "-")
