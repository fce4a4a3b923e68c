"""Where quotes and values stand."""

from dataclasses import dataclass
from typing import Any

import pytest

from engine.explaining.placing import nearest, quote_places, stands, value_places

TEXT = "On May 4, 2009, the Board\nnamed Ann B. Roe Treasurer at $1.2 million; two years' pay, 450,000 units."


@dataclass(frozen=True)
class Tag:
    start: int
    end: int
    value: Any


def tag(words, value):
    return Tag(TEXT.index(words), TEXT.index(words) + len(words), value)


TAGS = [
    tag("May 4, 2009", "2009-05-04"),
    tag("$1.2 million", {"amount": 1200000}),
    tag("two years", {"months": 24}),
]


@pytest.mark.parametrize(
    ("quote", "spelt"),
    [
        ("the Board named Ann", ["the Board\nnamed Ann"]),
        ("Board ... Roe", ["Board", "Roe"]),
        ("Board…Roe ... ", ["Board", "Roe"]),
        ("Roe ... Board", []),
        ("the board", []),
        ("(a+", []),
        ("", []),
        (" ... ", []),
    ],
)
def test_a_quote(quote, spelt):
    assert [TEXT[start:end] for start, end in quote_places(quote, TEXT)] == spelt


@pytest.mark.parametrize(
    ("value", "spelt"),
    [
        ("Ann B. Roe", ["Ann B. Roe"]),
        ("treasurer", ["Treasurer"]),
        ("2009-05-04", ["May 4, 2009"]),
        (1200000, ["$1.2 million"]),
        (["Treasurer", "Board"], ["Treasurer", "Board"]),
        (24, ["two years"]),
        ("board_named", ["Board\nnamed"]),
        ("oar", []),
        ("", []),
        (True, []),
        (7, []),
    ],
)
def test_the_places_of_a_value(value, spelt):
    assert [TEXT[start:end] for start, end in value_places(value, TEXT, TAGS)] == spelt


@pytest.mark.parametrize(
    ("places", "to", "expected"),
    [
        ([], (5, 6), None),
        ([(0, 2), (8, 9)], (5, 6), (8, 9)),
        ([(0, 2), (5, 6)], (5, 9), (5, 6)),
        ([(0, 3), (8, 9)], (5, 6), (0, 3)),
    ],
)
def test_the_nearest_place(places, to, expected):
    assert nearest(places, to) == expected


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        ("Ann B. Roe", "string", True),
        ("Roe, Ann", "string", True),
        ("Ann Poe", "string", False),
        (["Treasurer"], "strings", True),
        (["Treasurer", "Secretary"], "strings", False),
        ([], "strings", True),
        ("GBP", "string", True),
        ("2009-05-04", "date", True),
        ("2009-05", "date", True),
        ("2009", "date", True),
        ("2008", "date", False),
        ("2009-05-05", "date", False),
        (1200000, "decimal", True),
        (450000, "integer", True),
        (45000, "integer", False),
        (24, "decimal", True),
        (2, "decimal", True),
        (36, "decimal", False),
        ("restricted_stock", "enum", True),
        (True, "boolean", True),
    ],
)
def test_whether_a_text_says_a_value(value, kind, expected):
    assert stands(value, kind, TEXT, TAGS) is expected
