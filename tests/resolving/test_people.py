import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.resolving.people import find_people, same_person


def persons(bench, *texts):
    """Each person's name with the words of the mentions, in the order of the text."""
    doc = bench.document(*texts)
    found = find_people(doc, bench.tags(*texts))
    return {
        p.name: [doc[t.start : t.end].text for t in sorted(p.mentions, key=lambda t: t.start)]
        for p in found.persons
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Ann B. Roe resigned. Ms. Roe was treasurer.",
            {"Ann B. Roe": ["Ann B. Roe", "Ms. Roe"]},
            id="a surname alone after the full name",
        ),
        pytest.param(
            "Ms. Roe was treasurer. Ann B. Roe resigned.",
            {"Ann B. Roe": ["Ms. Roe", "Ann B. Roe"]},
            id="a surname alone before the full name",
        ),
        pytest.param(
            "Ann Roe resigned. Ann B. Roe was treasurer.",
            {"Ann B. Roe": ["Ann Roe", "Ann B. Roe"]},
            id="the longest name counts, wherever it stands",
        ),
        pytest.param(
            "Ann Roe resigned. Robert Roe was appointed. Mr. Roe was treasurer.",
            {"Ann Roe": ["Ann Roe"], "Robert Roe": ["Robert Roe", "Mr. Roe"]},
            id="a shared surname goes to the one named last before it",
        ),
        pytest.param(
            "Ann Roe resigned. Ms. Roe was treasurer. Robert Roe was appointed. Mr. Roe is secretary.",
            {"Ann Roe": ["Ann Roe", "Ms. Roe"], "Robert Roe": ["Robert Roe", "Mr. Roe"]},
            id="each mention by its own place",
        ),
        pytest.param(
            "ANN B. ROE resigned. Ms. Roe was treasurer.",
            {"ANN B. ROE": ["ANN B. ROE", "Ms. Roe"]},
            id="capitals are the same name",
        ),
        pytest.param(
            "Mr. R. Poe resigned. Robert Poe was treasurer.",
            {"Robert Poe": ["Mr. R. Poe", "Robert Poe"]},
            id="an initial agrees with a given name",
        ),
        pytest.param("Mr. Poe resigned.", {"Poe": ["Mr. Poe"]}, id="a surname is enough for a person"),
        pytest.param(
            "Ms. Roe met Mr. Poe.", {"Roe": ["Ms. Roe"], "Poe": ["Mr. Poe"]}, id="two surnames, two persons"
        ),
        pytest.param("The board met.", {}, id="nobody"),
    ],
)
def test_mentions_join_to_persons(bench, text, expected):
    assert persons(bench, text) == expected


def test_persons_reach_over_sections(bench):
    assert persons(bench, "Ann B. Roe resigned.", "Ms. Roe signed.") == {
        "Ann B. Roe": ["Ann B. Roe", "Ms. Roe"]
    }


def test_people_know_mentions_by_their_tokens(bench):
    doc = bench.document("Ann B. Roe resigned. Ms. Roe was treasurer.")
    people = find_people(doc, bench.tags("Ann B. Roe resigned. Ms. Roe was treasurer."))
    assert [people.name(0, 3), people.name(5, 7), people.name(0, 2)] == ["Ann B. Roe", "Ann B. Roe", None]


def test_a_person_keeps_the_words_in_front_of_its_mentions(bench):
    text = "Ann Roe resigned. Ms. Roe and Dr. Roe were one."
    (person,) = find_people(bench.document(text), bench.tags(text)).persons
    assert {"ms.", "dr."} <= person.titles
    assert "mr." not in person.titles


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("ann b roe", "ann roe", True),
        ("ann roe", "roe", True),
        ("a roe", "ann roe", True),
        ("ann b roe", "b roe", True),
        ("ann roe", "robert roe", False),
        ("ann roe", "ann poe", False),
        ("ann c roe", "bea c roe", False),
    ],
)
def test_same_person(one, other, expected):
    assert same_person(one.split(), other.split()) is expected
    assert same_person(other.split(), one.split()) is expected


NAMES = st.lists(st.sampled_from(["a", "ann", "b", "bea", "carl", "c"]), max_size=3).map(
    lambda given: [*given, "roe"]
)


@given(NAMES, NAMES)
def test_being_the_same_person_is_mutual(one, other):
    assert same_person(one, one)
    assert same_person(one, other) == same_person(other, one)
