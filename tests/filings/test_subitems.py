"""The lettered parts of an item: a text in, letters with the words they begin with out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.filings import from_text

LEFT = "On May 4, 2009, Ann B. Roe resigned."
CAME = "On May 5, 2009, the Board appointed Bob Poe."
PARTS = [
    # what stands below the heading, the parts found
    (f"(b) {LEFT}\n\n(c) {CAME}", [("b", f"(b) {LEFT}\n\n"), ("c", f"(c) {CAME}")]),
    (f"(b) and (c) {LEFT}", [("b", f"(b) and (c) {LEFT}"), ("c", f"(b) and (c) {LEFT}")]),
    (f"(b), (d) {LEFT}", [("b", f"(b), (d) {LEFT}"), ("d", f"(b), (d) {LEFT}")]),
    (f"(b){LEFT} (c) {CAME}", [("b", f"(b){LEFT} "), ("c", f"(c) {CAME}")]),
    (f"(e)(1) {LEFT}", [("e", f"(e)(1) {LEFT}")]),
    (f"{LEFT}\n\n(c) {CAME}", [("c", f"(c) {CAME}")]),
    (LEFT, []),
    # letters of the text's own
    (f"(c) {CAME}\n\n(b) {LEFT}", [("c", f"(c) {CAME}\n\n(b) {LEFT}")]),
    (f"{LEFT} He may claim:\n\n(a) Salary;\n\n(b) Bonus.", []),
    (f"{LEFT} He may claim (a) salary, (b) bonus.", []),
    (f"(i) {LEFT}", []),
    (f"(g) {LEFT}", []),
]


@pytest.mark.parametrize(("text", "parts"), PARTS)
def test_parts_of_item_502(headings, text, parts):
    (section,) = from_text(f"Item 5.02 Departure of Directors\n\n{text}", "a.txt", headings).sections
    assert [(part.letter, section.text[part.start : part.end]) for part in section.subitems] == parts


def test_a_letter_in_the_heading_holds_for_the_text(headings):
    text = f"Item 5.02(b) Departure of Directors\n\n{LEFT}"
    (section,) = from_text(text, "a.txt", headings).sections
    assert [(part.letter, part.start, part.end) for part in section.subitems] == [("b", 0, len(LEFT))]


def test_an_item_without_letters_has_no_parts(headings):
    (section,) = from_text(f"Item 8.01 Other Events\n\n(a) {LEFT}", "a.txt", headings).sections
    assert section.subitems == ()


@given(st.lists(st.sampled_from(["(a)", "(b)", "(c) and (e)", LEFT, CAME, "\n\n", ":", ";"]), max_size=12))
def test_parts_follow_one_another(headings, pieces):
    text = f"Item 5.02 Departure of Directors\n\n{LEFT} {' '.join(pieces)}"
    for section in from_text(text, "a.txt", headings).sections:
        parts = section.subitems
        assert [part.letter for part in parts] == sorted({part.letter for part in parts})
        assert all(0 <= part.start < part.end <= len(section.text) for part in parts)
        assert not parts or parts[-1].end == len(section.text)
