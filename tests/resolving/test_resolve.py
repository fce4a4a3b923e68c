"""The stages together: what one hands to the next."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(
            [
                "On May 4, 2009, the board appointed Ann B. Roe, 51, as treasurer, effective June 1, 2009.\nMs. Roe gets an annual salary of $100."
            ],
            [
                {
                    "type": "hire",
                    "person": "Ann B. Roe",
                    "roles": ["treasurer"],
                    "date": "2009-06-01",
                    "age": 51,
                },
                {
                    "type": "salary",
                    "person": "Ann B. Roe",
                    "amount": 100,
                    "period": "year",
                    "date": "2009-06-01",
                },
            ],
            id="a salary takes the date of the hire",
        ),
        pytest.param(
            [
                "Ms. Roe will have a salary of $100. The board appointed Ann B. Roe as treasurer, effective June 1, 2009."
            ],
            [
                {
                    "type": "salary",
                    "person": "Ann B. Roe",
                    "amount": 100,
                    "period": "year",
                    "date": "2009-06-01",
                },
                {"type": "hire", "person": "Ann B. Roe", "roles": ["treasurer"], "date": "2009-06-01"},
            ],
            id="events stand in the order of the text",
        ),
        pytest.param(
            [
                "Ann Roe resigned as treasurer.\n\nOn May 4, 2009, Ms. Roe resigned as secretary.",
            ],
            [
                {
                    "type": "resignation",
                    "person": "Ann Roe",
                    "roles": ["treasurer", "secretary"],
                    "date": "2009-05-04",
                }
            ],
            id="two mentions are one event",
        ),
        pytest.param(
            ["Ann Roe resigned as treasurer.", "Ann Roe resigned as treasurer."],
            [{"type": "resignation", "person": "Ann Roe", "roles": ["treasurer"]}],
            id="in two sections too",
        ),
        pytest.param(
            ["On May 4, 2009, Ann Roe resigned, effective June 1, 2009."],
            [{"type": "resignation", "person": "Ann Roe", "date": "2009-06-01", "announced": "2009-05-04"}],
            id="the day of the act beside the day of effect",
        ),
        pytest.param(
            ["On May 4, 2009, Ann Roe resigned."],
            [{"type": "resignation", "person": "Ann Roe", "date": "2009-05-04"}],
            id="the day of the act as the day of effect",
        ),
        pytest.param(
            ['On May 4, 2009 (the "Start"), it began. Ann Roe resigned effective the Start.'],
            [{"type": "resignation", "person": "Ann Roe"}],
            id="a defined day behind a word is no day of effect",
        ),
        pytest.param(
            ['It began on May 4, 2009 (the "Start"). Ann Roe resigned effective Start.'],
            [{"type": "resignation", "person": "Ann Roe", "date": "2009-05-04"}],
            id="a defined day",
        ),
        pytest.param(["Nothing of note."], [], id="nothing"),
        pytest.param([""], [], id="an empty section"),
    ],
)
def test_events(bench, texts, expected):
    assert bench.events(*texts) == expected


def test_what_is_incomplete_is_dropped(rules, small_rules):
    salary = small_rules["events/salary.yaml"].replace("needs: [amount]", "needs: [amount, date]")
    made = rules({"events/salary.yaml": salary})
    assert made.events("Ann Roe has a salary of $100.") == []
    (dropped,) = made.resolve("Ann Roe has a salary of $100.").dropped
    assert dropped.type == "salary"


def test_a_passing_mention_counts_where_nothing_else_tells(rules):
    passing = {
        "frames/leaving/passing.yaml": """
about: Somebody is said to have gone, in passing.
pattern: "departure of {person}"
set: {how: resigned}
weak: true
"""
    }
    made = rules(passing)
    assert [e["person"] for e in made.events("The departure of Ann Roe was noted.")] == ["Ann Roe"]
    assert (
        len(made.events("Ann Roe resigned effective May 4, 2009. The departure of Ann Roe was noted.")) == 1
    )


def test_each_stage_is_kept_for_explaining(bench):
    found = bench.resolve('Ann Roe (the "Executive") resigned. The Executive left.')
    assert [person.name for person in found.people.persons] == ["Ann Roe"]
    assert len(found.clauses) == 2
    assert [i.frame for i in found.instances] == ["leaving"]
    assert [d.type for d in found.events] == ["resignation"]
    assert {"aliases.quoted", "folds.terms.term"} == {f.rule for f in found.trace}


def test_known_parts_come_from_anywhere(bench):
    (hire,) = bench.events("The board appointed Ann Roe as treasurer.", "Ann Roe, 51, came.")
    assert hire["age"] == 51


# -- laws ----------------------------------------------------------------------------------------------

# Sentences of different people, none with a pronoun, a defined term or a date that others lean on.
SENTENCES = (
    "Ann Roe resigned as treasurer.",
    "The board appointed Robert Poe as secretary, effective June 1, 2009.",
    "Jane Doe has a monthly salary of $200.",
    "Carl Coe signed the employment agreement.",
    "Nothing else was decided.",
    "Ann Boe and Robert Boe resigned.",
)


def sorted_events(events):
    return sorted(sorted((key, str(value)) for key, value in event.items()) for event in events)


@settings(max_examples=40)
@given(st.permutations(SENTENCES), st.sampled_from([" ", "\n", "\n\n"]))
def test_the_order_of_unrelated_sentences_changes_no_event(bench, sentences, between):
    assert sorted_events(bench.events(between.join(sentences))) == sorted_events(
        bench.events(" ".join(SENTENCES))
    )


@settings(max_examples=40)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4, unique=True))
def test_a_sentence_told_twice_is_one_event(bench, sentences):
    once = " ".join(sentences)
    assert sorted_events(bench.events(f"{once}\n\n{once}")) == sorted_events(bench.events(once))


WORDS = (
    "Ann", "Robert", "Roe", "Poe", "Mr.", "Ms.", "he", "she", "the", "board", "appointed", "resigned", "as", "treasurer",
    "and", ",", ".", ";", "(", ")", "$", "salary of $100", "effective May 4, 2009", '(the "Executive")', "Executive", "who",
    "(i)", "\n", "not",
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(st.sampled_from(WORDS), max_size=25))
def test_whatever_the_text_evidence_spells_it(bench, words):
    text = " ".join(words)
    for event in bench.document(text)._.events:
        for piece in event["evidence"]:
            assert text[piece["start"] : piece["end"]] == piece["text"]
        assert {"trigger", "person"} <= {piece["field"] for piece in event["evidence"]}
