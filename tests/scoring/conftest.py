"""The event types of the contract (events.md), as their specs, and one of a rule set's own."""

import os
from pathlib import Path
from typing import Any

import pytest

from engine.explaining.cards import Card, Value
from engine.explaining.page import page
from engine.explaining.passages import Passage, Piece
from engine.scoring.scores import score
from engine.specs import EventSpec, FieldSpec

DATE, ANNOUNCED = FieldSpec("date", "date"), FieldSpec("announced", "date")
CURRENCY, AMOUNT = FieldSpec("currency", "string"), FieldSpec("amount", "decimal")
ROLES, AGE = FieldSpec("roles", "strings"), FieldSpec("age", "integer")
REPLACES, CONTINUES = FieldSpec("replaces", "string"), FieldSpec("continues_as", "strings")
SHARES, VALUE = FieldSpec("shares", "integer"), FieldSpec("value", "decimal")
VESTING = FieldSpec("vesting", "string")
LEAVING = (
    "resignation",
    "retirement",
    "termination",
    "death",
    "not_standing_for_reelection",
    "departure",
)


def enum(name, values):
    return FieldSpec(name, "enum", tuple(values.split()))


def personnel(type_, *fields):
    slots = ("roles", "date", "announced", "interim", "replaces", "age")
    family = "departure" if type_ in LEAVING else None
    return EventSpec(type_, "person", slots, "personnel", family, (ROLES, DATE, ANNOUNCED, *fields))


def other(type_, group, slots, *fields):
    return EventSpec(type_, "person", tuple(slots.split()), group, None, (DATE, ANNOUNCED, *fields))


ALL = (
    personnel("hire", FieldSpec("interim", "boolean"), REPLACES, AGE),
    personnel("board_appointment", FieldSpec("committees", "strings"), REPLACES, AGE),
    *(personnel(type_, CONTINUES) for type_ in LEAVING),
    other(
        "option_grant",
        "equity",
        "shares exercise_price value date expires term_years currency",
        *(SHARES, VALUE, CURRENCY, VESTING),
        FieldSpec("exercise_price", "decimal"),
        FieldSpec("expires", "date"),
        FieldSpec("term_years", "decimal"),
    ),
    other(
        "stock_grant",
        "equity",
        "shares value kind date",
        *(SHARES, VALUE, VESTING),
        enum("kind", "restricted_stock restricted_stock_units performance_shares stock"),
    ),
    other(
        "salary",
        "pay",
        "amount period date currency",
        *(AMOUNT, CURRENCY),
        enum("period", "year month week day hour"),
    ),
    other(
        "bonus",
        "pay",
        "amount percent kind date",
        *(AMOUNT, CURRENCY, FieldSpec("percent", "decimal")),
        enum("kind", "target maximum signing retention guaranteed paid"),
    ),
    other("severance", "pay", "amount months", AMOUNT, CURRENCY, FieldSpec("months", "decimal")),
    other(
        "agreement",
        "pay",
        "kind action date",
        enum(
            "kind",
            "employment offer_letter separation consulting severance change_in_control"
            " indemnification retention equity_award",
        ),
        enum("action", "entered amended terminated"),
    ),
    EventSpec(
        "auditor_change",
        "firm",
        ("action", "date"),
        "auditors",
        None,
        (DATE, enum("action", "engaged dismissed")),
    ),
)


@pytest.fixture(scope="session")
def specs():
    return {spec.type: spec for spec in ALL}


@pytest.fixture(scope="session")
def labelled_filings():
    """The folder of real labelled filings, which is no part of the project."""
    shared = Path(os.environ.get("FILING_ENGINE_SHARED", Path(__file__).parents[3] / "shared"))
    folder = shared / "gold" / "dev"
    if not folder.is_dir():
        pytest.skip(f"no labelled filings: {folder} is no folder (FILING_ENGINE_SHARED names its root)")
    return folder


HOSTILE = "</script><img src=x onerror=alert(1)>\"' &amp;"


@pytest.fixture(scope="session")
def shown():
    """Cards of three filings: a missed hire, a spurious bonus of a hostile name, a salary with a wrong date."""
    text = (
        Piece("On ", False, False),
        Piece("May 4", True, True, ("date",), True),
        Piece(HOSTILE, False, False),
    )
    values = (
        Value("type", "salary", "salary", False, ()),
        Value("date", "2009-05-04", "2009-06", True, ("tags.DATE.day",)),
    )
    passage = Passage("5.02", text, text)
    return [
        Card(
            "missed", ("hire",), "Ann Roe", "b.txt", 0, ("whole event",), ("no section",), (), (), "No text."
        ),
        Card("spurious", ("bonus",), HOSTILE, "b.txt", 0, ("whole event",), ("spurious",), (), (passage,)),
        Card(
            "wrong", ("salary",), "Sam Poe", "a.txt", 1, ("date",), ("wrong date rung",), values, (passage,)
        ),
        Card("wrong", ("retirement", "departure"), "Al Coe", "c.txt", 2, ("type",), ("wrong type",), (), ()),
    ]


@pytest.fixture(scope="session")
def page_of(specs):
    """The page of cards beside the figures of a small run."""

    def make(cards, title="made up", seed=0):
        gold: dict[str, list[dict[str, Any]]] = {
            "a.txt": [{"type": "hire", "person": "Ann Roe", "roles": ["Clerk"], "date": "2009-05-04"}],
            "b.txt": [{"type": "salary", "person": "Sam Poe", "amount": 5, "date": "2009-05-04"}],
        }
        predicted: dict[str, list[dict[str, Any]]] = {
            "a.txt": gold["a.txt"],
            "b.txt": [{**gold["b.txt"][0], "date": "2009-06"}],
        }
        return page(title, score(gold, predicted, specs, resamples=50), cards, seed=seed).decode()

    return make
