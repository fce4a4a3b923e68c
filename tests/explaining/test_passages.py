import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.explaining.passages import passages
from engine.pipeline import TagView
from engine.records import Filing, Section

FAR = "The weather was fine. " * 40
TEXT = "On May 4, 2009, the Board elected Ann B. Roe, 51, as\nTreasurer, at $455,000, with a bonus of 55 percent. "


def filing(*texts):
    return Filing(
        "a.txt", sections=tuple(Section(f"5.0{n}", None, "", text, "") for n, text in enumerate(texts))
    )


def tag(text, words, label, value, section="5.00"):
    start = text.index(words)
    return TagView(section, start, start + len(words), label, value, "tags.x")


def proof(text, words, field, section="5.00"):
    start = text.index(words)
    return {
        "field": field,
        "section": section,
        "start": start,
        "end": start + len(words),
        "text": words,
        "rule": "r",
    }


def marked(pieces):
    """The marked words with their fields: `Ann B. Roe/person`."""
    return [f"{piece.text}/{'+'.join(piece.fields)}" for piece in pieces if piece.marked]


def quoted(pieces):
    return "".join(piece.text for piece in pieces if piece.quoted)


TAGS = [
    tag(TEXT, "May 4, 2009", "DATE", "2009-05-04"),
    tag(TEXT, "Ann B. Roe", "PERSON", "Ann B. Roe"),
    tag(TEXT, "Treasurer", "TITLE", "Treasurer"),
    tag(TEXT, "$455,000", "MONEY", {"amount": 455000}),
    tag(TEXT, "55 percent", "PERCENT", 55),
]


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ({"person": "Roe"}, ["Ann B. Roe/person"]),
        ({"person": "Sam Poe"}, []),
        ({"date": "2009-05-04"}, ["May 4, 2009/date"]),
        ({"roles": ["Treasurer", "Controller"]}, ["Treasurer/roles"]),
        ({"amount": 455000.0}, ["$455,000/amount"]),
        ({"percent": 55, "interim": True}, ["55 percent/percent"]),
        ({"person": "Ann B. Roe", "date": "2009-05-05"}, ["Ann B. Roe/person"]),
    ],
)
def test_a_label_is_marked_where_a_tag_has_its_value(label, words):
    shown = passages(filing(TEXT), TAGS, {"type": "hire", "quote": "elected", **label}, {})
    assert [marked(passage.labelled) for passage in shown] == [words]
    assert [marked(passage.found) for passage in shown] == [[]]


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("the board ELECTED", "the Board elected"),
        ("as Treasurer, at", "as\nTreasurer, at"),
        ("May 4 ... Treasurer", "May 4Treasurer"),
        ("55", "55"),
        ("55 percent", "55 percent"),
    ],
)
def test_a_quote_is_found_whatever_its_case_and_line_breaks(quote, words):
    (passage,) = passages(filing(TEXT), [], {"type": "hire", "quote": quote}, {})
    assert quoted(passage.labelled) == words
    assert quoted(passage.found) == ""


def test_a_number_is_not_found_within_another():
    (passage,) = passages(filing(TEXT), [], {"type": "bonus", "quote": "55"}, {})
    before = "".join(p.text for p in passage.labelled).split("55 percent")[0]
    assert "455,000" in before
    assert [p.text for p in passage.labelled if p.quoted] == ["55"]


def test_glued_words_are_found_all_the_same():
    (passage,) = passages(filing("Item2.02Results of"), [], {"type": "hire", "quote": "results"}, {})
    assert quoted(passage.labelled) == "Results"


def test_evidence_is_marked_and_overlapping_words_are_one_mark():
    evidence = [
        proof(TEXT, "elected", "trigger"),
        proof(TEXT, "elected Ann", "roles"),
        proof(TEXT, "51", "age"),
    ]
    (passage,) = passages(filing(TEXT), [], {}, {"type": "hire", "evidence": evidence})
    assert marked(passage.found) == ["elected Ann/trigger+roles", "51/age"]
    assert marked(passage.labelled) == []


@pytest.mark.parametrize("change", [{"section": "9.99"}, {"start": 3}, {"text": "named"}])
def test_evidence_that_spells_other_words_is_left_out(change):
    evidence = [{**proof(TEXT, "elected", "trigger"), **change}]
    assert passages(filing(TEXT), [], {}, {"type": "hire", "evidence": evidence}) == []


def test_far_words_are_passages_of_their_own_in_the_order_of_the_text():
    text = TEXT + FAR + "Sam Poe resigned."
    label = {"type": "resignation", "quote": "elected"}
    prediction = {"type": "resignation", "evidence": [proof(text, "resigned", "trigger")]}
    first, second = passages(filing(text), [], label, prediction)
    assert quoted(first.labelled) == "elected"
    assert marked(second.found) == ["resigned/trigger"]


def test_a_labelled_value_that_stands_far_off_is_shown_too():
    text = TEXT + FAR + "effective June 1, 2009."
    date = tag(text, "June 1, 2009", "DATE", "2009-06-01")
    shown = passages(filing(text), [date], {"type": "hire", "quote": "elected", "date": "2009-06-01"}, {})
    assert [marked(passage.labelled) for passage in shown] == [[], ["June 1, 2009/date"]]


def test_without_a_quote_the_person_is_shown():
    shown = passages(filing("Nothing.", TEXT), [], {"type": "hire", "person": "Ann B. Roe"}, {})
    assert shown == []
    tags = [tag(TEXT, "Ann B. Roe", "PERSON", "Ann B. Roe", "5.01")]
    shown = passages(filing("Nothing.", TEXT), tags, {"type": "hire", "person": "A. Roe"}, {})
    assert [(p.section, marked(p.labelled)) for p in shown] == [("5.01", ["Ann B. Roe/person"])]


def test_what_cannot_be_shown_is_one_sign():
    (passage,) = passages(filing("was \x00elected\ud800 here"), [], {"type": "hire", "quote": "elected"}, {})
    assert (
        "".join(p.text for p in passage.labelled)
        == "was \N{REPLACEMENT CHARACTER}elected\N{REPLACEMENT CHARACTER} here"
    )


@given(
    st.text("ab \n", max_size=900), st.lists(st.tuples(st.integers(0, 900), st.integers(1, 30)), max_size=6)
)
def test_pieces_spell_the_same_stretch_of_the_text_on_both_sides(text, spans):
    ends = [(start, min(start + length, len(text))) for start, length in spans if start < len(text)]
    evidence = [
        {"field": "f", "section": "5.00", "start": low, "end": high, "text": text[low:high], "rule": "r"}
        for low, high in ends
    ]
    shown = passages(filing(text), [], {}, {"type": "hire", "evidence": evidence})
    for passage in shown:
        labelled, found = ("".join(p.text for p in pieces) for pieces in (passage.labelled, passage.found))
        assert labelled == found
        assert found in text
    words = "".join(p.text for passage in shown for p in passage.found if p.marked)
    assert len(words) == len({at for low, high in ends for at in range(low, high)})
