"""Personnel events end to end with the packaged rules: a text in, events out."""

from typing import Any

import pytest

from engine import pipeline

FIELDS = ("roles", "date", "announced", "interim", "replaces", "age")


@pytest.fixture(scope="module")
def engine() -> pipeline.Engine:
    return pipeline.load()


def told(engine: pipeline.Engine, text: str) -> list[tuple[Any, ...]]:
    """The events of a text as (type, person, fields that are there)."""
    events = engine.passage(text)._.events
    return sorted((e["type"], e["person"], {n: e[n] for n in FIELDS if n in e}) for e in events)


TABLE: dict[str, list[tuple[Any, ...]]] = {
    # day of effect and day of the act
    "On May 4, 2009, Ann B. Roe notified the Company of her decision to resign as Treasurer, effective June 1, 2009.": [
        (
            "resignation",
            "Ann B. Roe",
            {"roles": ["Treasurer"], "date": "2009-06-01", "announced": "2009-05-04"},
        )
    ],
    "On May 4, 2009, the Board appointed Robert Poe as Chief Financial Officer, effective immediately.": [
        ("hire", "Robert Poe", {"roles": ["Chief Financial Officer"], "date": "2009-05-04"})
    ],
    # a day in the sentence after
    "On May 4, 2009, Ann B. Roe resigned as Treasurer. Ms. Roe's last day with the Company will be June 1, 2009.": [
        (
            "resignation",
            "Ann B. Roe",
            {"roles": ["Treasurer"], "date": "2009-06-01", "announced": "2009-05-04"},
        )
    ],
    # an event without a day gives no date
    "On May 4, 2009, Ann B. Roe resigned as a director, effective upon the closing of the merger.": [
        ("resignation", "Ann B. Roe", {"roles": ["Director"], "announced": "2009-05-04"})
    ],
    # a defined day
    "On May 4, 2009 (the “Effective Date”), Robert Poe resigned. On the Effective Date, Ann B. Roe became Treasurer.": [
        ("hire", "Ann B. Roe", {"roles": ["Treasurer"], "date": "2009-05-04"}),
        ("resignation", "Robert Poe", {"date": "2009-05-04"}),
    ],
    # lists in order
    "On May 4, 2009, the Board appointed Ann B. Roe and Robert Poe as Treasurer and Secretary, respectively.": [
        ("hire", "Ann B. Roe", {"roles": ["Treasurer"], "date": "2009-05-04"}),
        ("hire", "Robert Poe", {"roles": ["Secretary"], "date": "2009-05-04"}),
    ],
    # whom somebody replaces
    "On May 4, 2009, the Board elected Ann B. Roe as a director to fill the vacancy created by the death of Robert Poe.": [
        (
            "board_appointment",
            "Ann B. Roe",
            {"roles": ["Director"], "date": "2009-05-04", "replaces": "Robert Poe"},
        ),
        ("death", "Robert Poe", {"roles": ["Director"], "date": "2009-05-04"}),
    ],
    "Effective June 1, 2009, Ann B. Roe, 51, will serve as interim President.": [
        ("hire", "Ann B. Roe", {"roles": ["President"], "date": "2009-06-01", "interim": True, "age": 51})
    ],
    # a passing mention tells no second event
    "On May 4, 2009, Ann B. Roe retired as Treasurer. In connection with Ms. Roe's departure, the Company thanked her.": [
        ("retirement", "Ann B. Roe", {"roles": ["Treasurer"], "date": "2009-05-04"})
    ],
    # no events
    "As previously disclosed, Ann B. Roe resigned as Treasurer on May 4, 2009.": [],
    "From 2002 to 2004, Ann B. Roe served as Treasurer of Acme.": [],
    "Ms. Ann B. Roe was appointed Chair of the Audit Committee.": [],
    "If Ms. Ann B. Roe resigns as Treasurer, she will be paid.": [],
    "Ann B. Roe will serve as Special Advisor to the Chief Executive Officer.": [],
    "On May 4, 2009, the Board met. Ann B. Roe was appointed Treasurer on March 1, 2003.": [],
}


@pytest.mark.parametrize("text", TABLE)
def test_the_events_of_a_text(engine: pipeline.Engine, text: str) -> None:
    assert told(engine, text) == sorted(TABLE[text])
