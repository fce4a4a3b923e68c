from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.cli import views


@dataclass(frozen=True)
class Tag:
    start: int
    end: int
    label: str


@pytest.mark.parametrize(
    ("tags", "shown"),
    [
        ([], "Roe and Poe"),
        ([Tag(0, 3, "A")], "[[Roe|A]] and Poe"),
        ([Tag(8, 11, "B"), Tag(0, 3, "A")], "[[Roe|A]] and [[Poe|B]]"),
        ([Tag(0, 11, "A"), Tag(0, 3, "B"), Tag(8, 11, "B")], "[[Roe and Poe|A]]"),
        ([Tag(0, 5, "A"), Tag(4, 11, "B")], "[[Roe a|A]]nd Poe"),
        ([Tag(0, 3, "A"), Tag(3, 4, "B")], "[[Roe|A]][[ |B]]and Poe"),
    ],
)
def test_the_outermost_tags_are_written_as_in_rules(tags, shown):
    assert views.tagged("Roe and Poe", tags).plain == shown


spans = st.tuples(st.integers(0, 19), st.integers(1, 20)).filter(lambda span: span[0] < span[1])


@given(st.lists(spans))
def test_the_text_between_the_marks_is_the_text(pairs):
    text = "abcdefghijklmnopqrst"
    shown = views.tagged(text, [Tag(start, end, "T") for start, end in pairs]).plain
    assert shown.replace("[[", "").replace("|T]]", "") == text


@given(st.text())
def test_cleaning_keeps_every_offset(text):
    cleaned = views.clean(text)
    assert len(cleaned) == len(text)
    assert all(new in {old, "\N{REPLACEMENT CHARACTER}"} for old, new in zip(text, cleaned, strict=True))
    assert "\x1b" not in cleaned


@pytest.mark.parametrize(
    ("field", "shown"),
    [
        ({"shares": 175000}, "shares          175,000"),
        ({"exercise_price": 2.77}, "exercise_price  2.77"),
        ({"interim": True}, "interim         yes"),
        ({"committees": ["Audit", "Pay"]}, "committees      Audit; Pay"),
        ({"date": "2005-09"}, "date            2005-09"),
    ],
)
def test_values_read_as_people_write_them(field, shown):
    assert shown in views.event({"type": "hire", **field}).plain
