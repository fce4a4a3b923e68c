"""The event types of the contract (events.md), as their specs, and one of a rule set's own."""

import os
from pathlib import Path

import pytest

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
