"""Each mistake has the cause that the engine's first failing stage is."""

import pytest

from engine.explaining.causes import CAUSES, counted, mistakes_with_causes
from engine.explaining.documents import readable
from engine.scoring.scores import score

HEAD = "Item 5.02 Departure of Directors.\n\n"
TAIL = "\n\nItem 9.01 Exhibits.\n\nMr. Moe resigned as Treasurer.\n"
SPENT = {
    "tags/MONEY/dollars.yaml": """\
about: An amount of dollars.
tag: MONEY
value: money
pattern: "$ [LIKE_NUM]"
examples:
  match: ["for [[$500]] a day"]
  no_match: ["500 days"]
""",
    "tags/DATE/day.yaml": """\
about: A day in May.
tag: DATE
value: date
pattern: "May [IS_DIGIT] , [IS_DIGIT]"
examples:
  match: ["on [[May 4, 2009]] he"]
  no_match: ["on May Day"]
""",
    "frames/pay/frame.yaml": """\
about: Somebody is paid.
frame: pay
slots: {person: PERSON, amount: MONEY, date: DATE}
unless: denied
""",
    "frames/pay/earns.yaml": """\
about: Somebody earns money.
pattern: "{person} earns {amount}? (since {date})?"
examples:
  match: ["[[Mr. Roe|person]] earns [[$500|amount]]."]
  no_match: ["Mr. Roe owes $500."]
""",
    "events/salary.yaml": """\
about: A person is paid.
event: salary
from: pay
group: pay
slots:
  person: {find: [slot person, register subject]}
  amount: {find: [slot amount], pick: amount}
  date: {find: [slot date]}
same: all
scored: [amount, date]
needs: [amount]
output: {amount: decimal, date: date}
""",
}


def given(**fields):
    return {name: value for name, value in fields.items() if value}


def leave(person, quote, role=None):
    return {"type": "resignation", "person": person} | given(quote=quote, role=role)


def causes(engine, corpus):
    predicted = {read.filing.file: read.events for read in readable(engine, corpus.folder, corpus.labels)}
    scores = score(corpus.labels, predicted, engine.specs, resamples=1)
    return mistakes_with_causes(engine, corpus.folder, scores)


@pytest.mark.parametrize(
    ("text", "labels", "expected"),
    [
        ("Mr. Roe resigned as Treasurer.", [leave("Roe", "Mr. Roe resigned", "Treasurer")], []),
        # missed
        ("Nothing.", [leave("Woe", "Mr. Woe resigned")], [("missed", "no section")]),
        ("Nothing.", [leave("Woe", "")], [("missed", "no section")]),
        ("Nothing.", [leave("Moe", "Mr. Moe resigned")], [("missed", "section not read")]),
        ("Nothing.", [leave("Moe", "")], [("missed", "section not read")]),
        ("Sam Roe resigned.", [leave("Sam Roe", "Roe resigned")], [("missed", "person not tagged")]),
        ("Mr. Roe left.", [leave("Roe", "Mr. Roe left")], [("missed", "frame missing")]),
        ("Mr. Roe left.", [leave("Roe", "")], [("missed", "frame missing")]),
        ("Mr. Roe resigned not.", [leave("Roe", "Roe resigned")], [("missed", "in a scope")]),
        # spurious
        ("Mr. Roe resigned.", [], [("spurious", "spurious")]),
        # one for the other
        (
            "Mr. Roe resigned as Treasurer.",
            [leave("Poe", "resigned as Treasurer", "Treasurer")],
            [("missed", "wrong person"), ("spurious", "wrong person")],
        ),
        # values
        (
            "Mr. Roe resigned as Treasurer. The Secretary stays.",
            [leave("Roe", "Mr. Roe resigned", "Secretary")],
            [("wrong", "wrong value")],
        ),
        (
            "Mr. Roe resigned as Treasurer.",
            [leave("Roe", "Mr. Roe resigned", "Clerk")],
            [("wrong", "value not tagged")],
        ),
        (
            "Mr. Roe resigned. The Secretary stays.",
            [leave("Roe", "Mr. Roe resigned", "Secretary")],
            [("wrong", "slot missed")],
        ),
        (
            "Mr. Roe resigned as Treasurer.",
            [leave("Roe", "Mr. Roe resigned")],
            [("wrong", "value not labelled")],
        ),
        # what the label leaves free, and what is optional, is no mistake
        (
            "Mr. Roe resigned as Treasurer.",
            [leave("Roe", "", "Clerk") | {"optional_fields": ["role"]}],
            [],
        ),
        ("Nothing.", [leave("Woe", "") | {"optional": True}], []),
    ],
)
def test_causes(engine_with, corpus_of, text, labels, expected):
    engine = engine_with()
    found = causes(engine, corpus_of(engine, {"a.txt": (HEAD + text + TAIL, labels)}))
    assert [(mistake.what, mistake.cause) for mistake in found] == expected


def pay(amount, quote="", date=""):
    return {"type": "salary", "person": "Roe", "amount": amount} | given(quote=quote, date=date)


@pytest.mark.parametrize(
    ("text", "labels", "expected"),
    [
        ("Mr. Roe earns $500.", [pay(500)], []),
        ("Mr. Roe earns $500 since May 4, 2009.", [pay(500, date="2009-05-04")], []),
        (
            "Mr. Roe earns $500 since May 4, 2009. It was May 5, 2009.",
            [pay(500, date="2009-05-05")],
            [("wrong", "wrong date rung")],
        ),
        (
            "Mr. Roe earns $500. It was May 5, 2009.",
            [pay(500, date="2009-05-05")],
            [("wrong", "wrong date rung")],
        ),
        (
            "Mr. Roe earns $500 since May 4, 2009.",
            [pay(500, date="2009-05-05")],
            [("wrong", "value not tagged")],
        ),
        (
            "Mr. Roe earns money.",
            [pay(500, "Mr. Roe earns money")],
            [("missed", "value not tagged")],
        ),
        ("Mr. Roe earns. It is $500.", [pay(500, "Mr. Roe earns")], [("missed", "dropped")]),
        (
            "Mr. Roe is paid $500.",
            [pay(500, "Mr. Roe is paid")],
            [("missed", "frame missing")],
        ),
        (
            "Mr. Roe earns $500.",
            [pay(500), pay(700, "Mr. Roe earns $500")],
            [("missed", "merged wrongly")],
        ),
        (
            "Mr. Roe earns $500.",
            [leave("Roe", "Mr. Roe earns")],
            [("missed", "wrong type"), ("spurious", "wrong type")],
        ),
    ],
)
def test_causes_with_amounts(engine_with, corpus_of, text, labels, expected):
    engine = engine_with(SPENT)
    found = causes(engine, corpus_of(engine, {"a.txt": (HEAD + text + TAIL, labels)}))
    assert [(mistake.what, mistake.cause) for mistake in found] == expected


def test_told_twice(engine_with, corpus_of):
    engine = engine_with(SPENT)
    corpus = corpus_of(engine, {"a.txt": (HEAD + "Mr. Roe earns $500.", [pay(500)])})
    for other, cause in ((500, "told twice"), (600, "spurious")):
        scores = score(corpus.labels, {"a.txt": [pay(500), pay(other)]}, engine.specs, resamples=1)
        assert [m.cause for m in mistakes_with_causes(engine, corpus.folder, scores)] == [cause]


def test_a_frame_that_makes_no_event(engine_with, corpus_of):
    """The wording is found, and the event asks for what it does not set."""
    mute = SPENT["events/salary.yaml"].replace("from: pay\n", "from: pay\nwhen: {has: date}\n")
    engine = engine_with({**SPENT, "events/salary.yaml": mute})
    corpus = corpus_of(engine, {"a.txt": (HEAD + "Mr. Roe earns $500.", [pay(500, "Mr. Roe earns $500")])})
    assert [mistake.cause for mistake in causes(engine, corpus)] == ["no draft"]


def test_a_filing_that_cannot_be_read(engine_with, corpus_of):
    engine = engine_with()
    found = causes(engine, corpus_of(engine, {"a.txt": ("   ", [leave("Roe", "")])}))
    assert [(mistake.file, mistake.cause) for mistake in found] == [("a.txt", "unreadable")]


def test_the_commonest_first(engine_with, corpus_of):
    engine = engine_with()
    filings = {
        "a.txt": (HEAD + "Mr. Roe left. Mr. Poe left.", [leave("Roe", "Roe left"), leave("Poe", "Poe left")]),
        "b.txt": (HEAD + "Mr. Roe resigned.", []),
    }
    found = causes(engine, corpus_of(engine, filings))
    assert counted(found) == [
        (("frame missing", "missed", "resignation", ""), 2),
        (("spurious", "spurious", "resignation", ""), 1),
    ]
    assert {mistake.cause for mistake in found} <= CAUSES.keys()
