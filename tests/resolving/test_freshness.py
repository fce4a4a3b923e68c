"""Days of long ago, and the slots and events that pass over them."""

import pytest

from engine.resolving.freshness import too_old
from engine.rulebook.models import Fresh

TEXT = "It was so. On June 1, 2009, it was told. Roe left effective May 4, 2008."


@pytest.mark.parametrize(
    ("than", "value", "expected"),
    [
        (("front",), "2009-05-01", True),
        (("front",), "2009-05-02", False),
        (("front",), "2010-01-01", False),
        (("effective",), "2008-05-01", False),
        (("effective", "front"), "2008-05-01", False),
        (("front", "effective"), "2008-05-01", True),
        (("other", "front"), "2009-05-01", True),
        (("other",), "1999-01-01", False),
        (("front",), "the first day", False),
    ],
    ids=["old", "young", "to come", "another day", "the first name", "in their order", "a missing one", "none", "no day"],
)  # fmt: skip
def test_what_is_too_old(bench, than, value, expected):
    clauses = bench.resolve(TEXT).clauses
    assert too_old(value, Fresh(than=than, days=30), iter(clauses)) is expected


FRESH = {
    "events/signing.yaml": """
about: Somebody signs a dated agreement.
event: signing
from: signing
anchor: agreement
group: pay
order: 60
slots:
  person: {find: [subject of clause]}
  date:
    find: [made of anchor, clause effective]
    fresh: {than: front, days: 100}
output: {date: date}
""",
    "frames/signing/frame.yaml": """
about: Somebody signs an agreement.
frame: signing
slots: {agreement: AGREEMENT}
""",
    "frames/signing/signed.yaml": """
about: Somebody has signed an agreement.
pattern: "signed ...{0,3} {agreement}"
set: {cited: true}
""",
    "frames/signing/wrote.yaml": """
about: Somebody writes an agreement.
pattern: "wrote ...{0,3} {agreement}"
""",
    "folds/offices/dated.yaml": """
about: The day of an agreement.
fold: "{head:AGREEMENT} made {made:DATE}"
""",
}


def dates(bench, text):
    return [event.get("date") for event in bench.events(text) if event["type"] == "signing"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On June 1, 2009, Ann Roe signed an employment agreement made May 4, 2009.", ["2009-05-04"]),
        ("On June 1, 2009, Ann Roe signed an employment agreement made May 4, 2008.", [None]),
        (
            "On June 1, 2009, Ann Roe signed an employment agreement made May 4, 2008 effective July 1, 2009.",
            ["2009-07-01"],
        ),
    ],
    ids=["young", "old", "the next rung"],
)
def test_a_fresh_slot_passes_over_old_days(rules, text, expected):
    assert dates(rules(FRESH), text) == expected


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("On June 1, 2009, Ann Roe signed an employment agreement made May 4, 2009.", 1),
        ("On June 1, 2009, Ann Roe signed an employment agreement made May 4, 2008.", 0),
        ("On June 1, 2009, Ann Roe wrote an employment agreement made May 4, 2008.", 1),
        ("On June 1, 2009, Ann Roe signed an employment agreement.", 1),
    ],
    ids=["young", "old", "a wording that sets nothing", "without a day"],
)
def test_an_event_is_stale_by_a_part_of_its_anchor(rules, text, count):
    stale = "stale: {part: made, than: front, days: 100, when: {cited: true}}\n"
    changed = FRESH | {"events/signing.yaml": FRESH["events/signing.yaml"] + stale}
    assert len(dates(rules(changed), text)) == count
