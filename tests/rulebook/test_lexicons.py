"""Lexicons: the forms of verbs by spelling, and the values that phrases carry."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.rulebook.lexicons import Lexicon, forms, from_verbs

# base, third person, past, -ing form
FORMS = [
    ("resign", "resigns", "resigned", "resigning"),
    ("appoint", "appoints", "appointed", "appointing"),
    ("serve", "serves", "served", "serving"),
    ("retire", "retires", "retired", "retiring"),
    ("agree", "agrees", "agreed", "agreeing"),
    ("tie", "ties", "tied", "tying"),
    ("die", "dies", "died", "dying"),
    ("shoe", "shoes", "shoed", "shoeing"),
    ("notify", "notifies", "notified", "notifying"),
    ("employ", "employs", "employed", "employing"),
    ("discuss", "discusses", "discussed", "discussing"),
    ("fix", "fixes", "fixed", "fixing"),
    ("dispatch", "dispatches", "dispatched", "dispatching"),
    ("furnish", "furnishes", "furnished", "furnishing"),
    ("veto", "vetoes", "vetoed", "vetoing"),
    ("step down", "steps down", "stepped down", "stepping down"),
    ("plan", "plans", "planned", "planning"),
    ("fill", "fills", "filled", "filling"),
    ("join", "joins", "joined", "joining"),
    ("visit", "visits", "visited", "visiting"),
    ("show", "shows", "showed", "showing"),
    ("enter into", "enters into", "entered into", "entering into"),
    ("own", "owns", "owned", "owning"),
    ("y", "ys", "yed", "ying"),
]


@pytest.mark.parametrize("row", FORMS, ids=[row[0] for row in FORMS])
def test_forms(row):
    assert forms(row[0]) == row


@given(st.text("abcdeilnorstuwxyz", min_size=1, max_size=9), st.sampled_from(["", " down", " into it"]))
def test_forms_keep_what_follows_the_verb_and_begin_alike(verb, tail):
    made = forms(verb + tail)
    assert made[0] == verb + tail
    assert all(form.endswith(tail) and form.startswith(verb[:-2]) for form in made)


def test_each_form_carries_its_base():
    lexicon = from_verbs("leave", ["resign"], {"leave": ["leaves", "left", "leaving"], "quit": ["quits"]})
    assert lexicon.value("resigned") == "resign"
    assert lexicon.value("left") == lexicon.value("leave") == "leave"
    assert lexicon.value("quits") == "quit"


def test_phrases_are_found_in_any_case_and_spacing():
    lexicon = Lexicon("periods", {"per year": "year", "monthly": None})
    assert lexicon.value(" Per \n Year ") == "year"
    assert lexicon.value("MONTHLY") is None
    with pytest.raises(KeyError):
        lexicon.value("daily")
