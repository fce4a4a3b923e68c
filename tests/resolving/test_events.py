import pytest

from engine.resolving.events import holds
from engine.resolving.state import Instance
from engine.rulebook.skeletons import Node


def made(bench, *texts):
    """The events: type, pivot, amount."""
    return [(e["type"], e["person"], e.get("amount")) for e in bench.events(*texts)]


# -- spread --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Roe resigned.", [("resignation", "Ann Roe", None)]),
        (
            "Ann Roe, Jane Doe and Robert Poe resigned.",
            [("resignation", name, None) for name in ("Ann Roe", "Jane Doe", "Robert Poe")],
        ),
        (
            "Ann Roe has a salary of $100 and a salary of $200.",
            [("salary", "Ann Roe", 100), ("salary", "Ann Roe", 200)],
        ),
        (
            "Ann Roe has a salary of $100 and $200.",
            [("salary", "Ann Roe", 100), ("salary", "Ann Roe", 200)],
        ),
        (
            "Ann Roe and Robert Poe received a salary of $100.",
            [("salary", "Ann Roe", 100), ("salary", "Robert Poe", 100)],
        ),
        (
            "Ann Roe and Robert Poe received a salary of $100 and $200, respectively.",
            [("salary", "Ann Roe", 100), ("salary", "Robert Poe", 200)],
        ),
        (
            "Ann Roe, Jane Doe and Robert Poe received a salary of $100 and $200.",
            [
                ("salary", name, amount)
                for amount in (100, 200)
                for name in ("Ann Roe", "Jane Doe", "Robert Poe")
            ],
        ),
    ],
    ids=["one", "each of a group", "each anchor", "each of a group of anchors", "one for each", "respectively", "each of both"],
)  # fmt: skip
def test_an_event_for_each_pivot_and_anchor(bench, text, expected):
    assert made(bench, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Roe has a salary of $100. A salary of $200 comes.", ["Ann Roe", "Ann Roe"]),
        ("Ann Roe came. Robert Poe has a salary of $100.", ["Robert Poe"]),
        ("Ann Roe met Robert Poe on a salary of $100.", ["Robert Poe"]),
        ("Ann Roe's salary is $100.", ["Ann Roe"]),
    ],
    ids=["by the register", "in the clause first", "the nearest", "the owner"],
)
def test_the_pivot_is_of_the_first_rung_that_finds_one(bench, text, expected):
    assert [person for _, person, _ in made(bench, text)] == expected


def test_without_a_pivot_there_is_no_event_but_a_reason(bench):
    found = bench.resolve("A salary of $100 was set.")
    assert not found.events
    (dropped,) = found.dropped
    assert [(r.field, r.message) for r in dropped.reasons] == [
        ("person", "no rung of the ladder finds a candidate")
    ]


# -- conditions ----------------------------------------------------------------------------------------


def instance(bench, **values):
    (clause,) = bench.resolve("Ann Roe came.").clauses
    slots = {
        "person": (Node(0, 2, "Ann Roe", "", frozenset({"PERSON"})),),
        "offices": (
            Node(3, 6, "a and b", "", frozenset({"OFFICES"}), members=(
                Node(3, 4, "a", "a", frozenset({"TITLE"})), Node(5, 6, "b", "b", frozenset({"SEAT"})))),
        ),
    }  # fmt: skip
    return Instance("leaving", "frames.leaving.resigned", clause, 0, 1, slots, (), values)


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ({}, True),
        ({"has": "offices"}, True),
        ({"has": ["by", "offices"]}, True),
        ({"has": "by"}, False),
        ({"lacks": "by"}, True),
        ({"lacks": ["by", "offices"]}, False),
        ({"labels": {"offices": "TITLE"}}, True),
        ({"labels": {"offices": ["SEAT", "CHAIR"]}}, True),
        ({"labels": {"offices": "CHAIR"}}, False),
        ({"labels": {"by": "BOARD"}}, False),
        ({"how": "resigned"}, True),
        ({"how": ["died", "resigned"]}, True),
        ({"how": "died"}, False),
        ({"why": "age"}, False),
        ({"how": "resigned", "has": "by"}, False),
    ],
)
def test_what_an_event_asks_of_an_instance(bench, when, expected):
    event = bench.event("resignation")
    asking = type(event)(event.id, event.rule.model_copy(update={"when": when}), event.ladders)
    assert holds(asking, instance(bench, how="resigned")) is expected


# -- anchors -------------------------------------------------------------------------------------------

BONUS = {
    "frames/bonus/frame.yaml": """
about: Somebody gets a bonus.
frame: bonus
slots: {amount: MONEY}
""",
    "frames/bonus/bonus.yaml": """
about: A bonus of an amount.
pattern: ["bonus ...{0,6} {amount}", "{amount} ...{0,6} bonus"]
""",
    "events/bonus.yaml": """
about: Somebody gets a bonus.
event: bonus
from: bonus
anchor: amount
group: pay
order: 41
slots:
  person: {find: [subject of clause]}
  amount: {find: [slot amount], pick: amount}
output: {amount: decimal}
""",
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Roe has a salary of $100 or a bonus.", [("salary", 100)]),
        ("Ann Roe has no salary but rather $100 of bonus.", [("bonus", 100)]),
        ("Ann Roe has a salary of $100 or a bonus of $200.", [("salary", 100), ("bonus", 200)]),
        ("Ann Roe has a bonus of $200 or a salary of $100.", [("bonus", 200), ("salary", 100)]),
    ],
    ids=["nearer on the left", "nearer on the right", "each its own", "in either order"],
)
def test_an_anchor_belongs_to_the_nearest_trigger(rules, text, expected):
    assert [(type_, amount) for type_, _, amount in made(rules(BONUS), text)] == expected


def test_priority_goes_before_nearness(rules):
    first = {
        "frames/bonus/bonus.yaml": """
about: A bonus of an amount, whatever is nearer.
pattern: ["bonus ...{0,6} {amount}", "{amount} ...{0,6} bonus"]
priority: 1
"""
    }
    text = "Ann Roe has a salary of $100 or a bonus."
    assert made(rules({**BONUS, **first}), text) == [("bonus", "Ann Roe", 100)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Roe resigned as treasurer. Ann Roe has a bonus of $100.", [("bonus", "Ann Roe", 100)]),
        ("Ann Roe has a bonus of $100. Ann Roe resigned as treasurer.", [("bonus", "Ann Roe", 100)]),
        ("Robert Poe resigned as treasurer. Ann Roe has a bonus of $100.", []),
        ("Ann Roe has a bonus of $100.", []),
        ("Ann Roe has a salary of $100 or a bonus.", [("salary", "Ann Roe", 100)]),
    ],
    ids=["before", "behind", "of another person", "nothing", "what asks for nothing has the anchor then"],
)
def test_a_wording_may_ask_for_another_event_beside_it(rules, text, expected):
    asking = BONUS["frames/bonus/bonus.yaml"] + "beside: [resignation]\npriority: 1\n"
    bench = rules({**BONUS, "frames/bonus/bonus.yaml": asking})
    assert [event for event in made(bench, text) if event[0] in ("bonus", "salary")] == expected


def test_one_frame_may_feed_two_types(rules):
    both = {
        "events/departure.yaml": """
about: Whoever leaves departs.
event: departure
from: leaving
group: personnel
order: 21
slots:
  person: {find: [slot person]}
output: {}
"""
    }
    assert made(rules(both), "Ann Roe resigned.") == [
        ("departure", "Ann Roe", None),
        ("resignation", "Ann Roe", None),
    ]


# -- triggers ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Roe resigned as our treasurer.", ["resigned as our"]),
        ("The board appointed Ann Roe as treasurer.", ["appointed", "as"]),
        ("Ann Roe has a salary of $100.", ["salary"]),
    ],
    ids=["neighbours are one run", "a slot between", "a gap is no trigger"],
)
def test_triggers_are_runs_of_the_wordings_own_words(bench, text, expected):
    doc = bench.document(text)
    (draft,) = bench.resolution(doc).events
    assert [doc[p.start : p.end].text for p in draft.trigger] == expected


def test_small_words_alone_are_no_trigger(rules, small_rules):
    changes = {"clauses.yaml": small_rules["clauses.yaml"] + "small words: as our the\n"}
    bench = rules(changes)
    doc = bench.document("The board appointed Ann Roe as treasurer.")
    (draft,) = bench.resolution(doc).events
    assert [doc[p.start : p.end].text for p in draft.trigger] == ["appointed"]


def test_a_wording_without_words_is_proved_by_its_other_slots(rules):
    bare = {
        "frames/pay/salary.yaml": """
about: An amount behind an office, and no word.
pattern: "{office:TITLE} {amount}"
""",
        "frames/pay/frame.yaml": """
about: Somebody is paid.
frame: pay
slots: {amount: MONEY, office: TITLE}
""",
    }
    bench = rules(bare)
    doc = bench.document("Ann Roe, treasurer $100.")
    (draft,) = bench.resolution(doc).events
    assert [doc[p.start : p.end].text for p in draft.trigger] == ["treasurer"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The board appointed Ann Roe and Robert Poe as treasurer and secretary, respectively.",
            [("Ann Roe", ["treasurer"]), ("Robert Poe", ["secretary"])],
        ),
        (
            "The board appointed Ann Roe and Robert Poe as treasurer and secretary.",
            [("Ann Roe", ["treasurer", "secretary"]), ("Robert Poe", ["treasurer", "secretary"])],
        ),
        (
            "The board appointed Ann Roe, Jane Doe and Robert Poe as treasurer and secretary, respectively.",
            [(name, ["treasurer", "secretary"]) for name in ("Ann Roe", "Jane Doe", "Robert Poe")],
        ),
    ],
    ids=["in order", "without the word", "of unlike length"],
)
def test_lists_go_in_order_where_the_text_says_so(rules, small_rules, text, expected):
    made = rules({"clauses.yaml": small_rules["clauses.yaml"] + "in order: [respectively]\n"})
    assert [(event["person"], event["roles"]) for event in made.events(text)] == expected
