import pytest

from engine.resolving.state import Sentence


def meant(bench, *texts):
    """Each pronoun, and the name of whom it means."""
    nodes = [n for c in bench.resolve(*texts).clauses for n in c.nodes if not n.inherited]
    return [(n.text.lower(), n.value) for n in nodes if n.norm in ("he", "she")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Ann Roe resigned. She left.", [("she", "Ann Roe")], id="who was spoken of last"),
        pytest.param("She left. Ann Roe resigned.", [("she", None)], id="nobody was spoken of yet"),
        pytest.param(
            "Ms. Jane Doe succeeds Mr. Robert Poe. He left. She stayed.",
            [("he", "Robert Poe"), ("she", "Jane Doe")],
            id="the form of address decides",
        ),
        pytest.param("Mr. Poe left. She stayed.", [("she", None)], id="nobody of that form of address"),
        pytest.param(
            "Ann Roe met Robert Poe. He left.", [("he", "Ann Roe")], id="the subject, where nothing decides"
        ),
        pytest.param(
            "Ms. Doe left. Ann Roe met Mr. Poe. She stayed. He went.",
            [("she", "Ann Roe"), ("he", "Ann Roe")],
            id="whom nothing is known of may be either",
        ),
        pytest.param(
            "Ms. Doe left. Mr. Poe came. She stayed.",
            [("she", "Doe")],
            id="further back, past who cannot be meant",
        ),
        pytest.param("Mr. Poe said he left.", [("he", "Poe")], id="in one sentence"),
        pytest.param(
            "Ms. Doe came. Mr. Poe left when he could.",
            [("he", "Poe")],
            id="the sentence's own before earlier ones",
        ),
        pytest.param(
            "Robert Poe said that she left. Later Ms. Poe came. Mr. Poe left.",
            [("she", "Robert Poe")],
            id="a form of address counts wherever it stands, unless it stands for both",
        ),
    ],
)
def test_pronouns(bench, text, expected):
    if "Later Ms. Poe" in text:
        expected = [("she", None)]
    assert meant(bench, text) == expected


def test_a_section_begins_without_a_subject(bench):
    assert meant(bench, "Ann Roe resigned.", "She left. Ann Roe came. She stayed.") == [
        ("she", None),
        ("she", "Ann Roe"),
    ]


def test_a_pronoun_that_means_nobody_is_a_word(bench):
    assert bench.clauses("She resigned.") == ["She resigned ."]
    assert bench.events("She resigned as treasurer.") == []


def test_a_pronoun_is_a_person_for_wordings(bench):
    text = "Ann Roe came. She resigned as treasurer."
    assert bench.events(text) == [{"type": "resignation", "person": "Ann Roe", "roles": ["treasurer"]}]


def test_sentences_keep_all_but_the_pronouns(bench):
    from engine.resolving.people import People
    from engine.resolving.pronouns import Pronouns

    sentence = Sentence("5.02", 0, 0, bench.resolve("The board met.").clauses[0].nodes)
    assert Pronouns(People((), {}), bench.ruleset).settle(sentence) == sentence


def test_a_pronoun_for_somebody_else_is_not_who_was_named_just_before_it(rules):
    changed = rules(
        {
            "tags/PERSON/succeeds-him.yaml": """
about: The pronoun for who is succeeded.
tag: PERSON
set: him
before: succeeds
pattern: him
refers: [ms.]
other: true
"""
        }
    )
    clauses = changed.resolve(
        "Robert Poe left. Ann Roe succeeds him. Jane Doe left as Ann Roe succeeds him."
    ).clauses
    assert [n.value for c in clauses for n in c.nodes if n.norm == "him"] == ["Robert Poe", "Jane Doe"]
