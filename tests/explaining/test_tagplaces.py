"""Spans are found again by hashes of their words, wherever reading puts them; what is doubtful is lost, never guessed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.explaining.tagplaces import MOST_WORDS, anchored, placed

TEXT = (
    "On May 4, 2009, the Board of Acme Corp. appointed Ann B. Roe, 51, as Treasurer, effective June 1, 2009. "
    "Ms. Roe will receive a salary of $450,000. Ms. Roe was Controller of Foe LLC."
)
SPANS = [
    (m.start(), m.end())
    for m in re.finditer(r"May 4, 2009|Acme Corp\.|Ann B\. Roe|Ms\. Roe|\$450,000|Foe LLC", TEXT)
]


def gold(text=TEXT, spans=SPANS, section="5.02"):
    return [anchored(section, text, start, end, "ORG") for start, end in spans]


def spelt(tags, texts):
    return [" ".join(texts[tag.section][tag.start : tag.end].split()) for tag in tags]


OLD = [TEXT[start:end] for start, end in SPANS]


@pytest.mark.parametrize(
    "texts",
    [
        {"5.02": TEXT},
        {"5.02": "Page 3\n\n" + TEXT},
        {"5.02": TEXT.replace(" ", "\n  ")},
        {"5.02": TEXT.replace("Board of Acme", "Board ofAcme")},
        {"5.02": TEXT.replace(", 51, as", ", 51, as our new")},
        {"5.02#2": TEXT, "8.01": "Nothing else."},
        {"5.02": TEXT[:103], "5.03": TEXT[103:]},
    ],
    ids=["same", "shifted", "line ends", "glued", "words put in", "section renamed", "section cut"],
)
def test_what_reading_may_change(texts):
    found = placed(gold(), texts)
    assert (sorted(spelt(found.tags, texts)), found.lost) == (sorted(OLD), ())


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("", OLD),
        (TEXT.replace("Acme Corp.", "Acne Corp."), ["Acme Corp."]),
        (TEXT.replace("salary of $450,000. ", "sum: $450,000! "), ["$450,000"]),
        (f"{TEXT} {TEXT}", ["$450,000", "Acme Corp.", "Ann B. Roe", "Ms. Roe", "Ms. Roe"]),
    ],
    ids=["gone", "other words", "both sides changed", "twice but at the edges"],
)
def test_what_is_lost(text, lost):
    found = placed(gold(), {"5.02": text})
    assert sorted(TEXT[tag.start : tag.end] for tag in found.lost) == sorted(lost)
    assert len(found.tags) + len(found.lost) == len(SPANS)


def test_alike_places_are_taken_in_turn():
    text = "paid to Roe yearly. paid to Roe yearly. paid to Roe yearly."
    spans = [(m.start(), m.end()) for m in re.finditer("Roe", text)]
    longer = "paid to Roe yearly.  paid to Roe yearly.  paid to Roe yearly."
    found = placed(gold(text, spans), {"5.02": longer})
    assert [tag.start for tag in found.tags] == [m.start() for m in re.finditer("Roe", longer)]
    assert placed(gold(text, spans[1:2]), {"5.02": text}).tags == tuple(gold(text, spans[1:2]))


@pytest.mark.parametrize("span", [(3, 5), (4, 6), (3, 3), (2, 6)])
def test_a_span_has_whole_words(span):
    start, end = span
    with pytest.raises(ValueError, match="cuts a word in two, or is empty"):
        anchored("5.02", TEXT, start, end, "DATE")


def test_a_span_that_no_search_would_find_is_refused():
    text = "a " * (MOST_WORDS + 1)
    with pytest.raises(ValueError, match="more than"):
        anchored("5.02", text, 0, len(text) - 1, "ORG")


@given(
    st.lists(st.sampled_from([" ", "\n", "\n\n", "  \t"]), min_size=TEXT.count(" "), max_size=TEXT.count(" "))
)
def test_blanks_never_matter(blanks):
    words = TEXT.split(" ")
    text = "".join(word + blank for word, blank in zip(words, [*blanks, ""], strict=True))
    found = placed(gold(), {"5.02": text})
    assert spelt(found.tags, {"5.02": text}) == OLD


@given(st.permutations(gold()))
def test_the_order_of_tags_does_not_matter(tags):
    assert placed(tags, {"5.02": TEXT}) == placed(gold(), {"5.02": TEXT})


def test_nothing_of_the_text_is_kept():
    assert all(
        re.fullmatch("[0-9a-f]{8}", part) for tag in gold() for part in (tag.words, tag.left, tag.right)
    )
