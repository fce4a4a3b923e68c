"""Borders of pages: page marks out, cut paragraphs whole."""

import pytest

from engine.filings import from_text

HEAD = "Item 8.01 Other Events\n\n"
LONG = "Acme Widgets, Inc. reported today that it has completed the sale of its plant"

PAGES = [
    ("a sentence goes on", f"{LONG} in\n\n<PAGE>\n\nSpringfield to a buyer who is not named in the agreement of sale.", f"{LONG} in Springfield to a buyer who is not named in the agreement of sale."),
    ("with the number of the page", f"{LONG}\n\n                 -2-\n<PAGE>   3\n\nin Springfield.", f"{LONG} in Springfield."),
    ("a sentence ends", f"{LONG}.\n\n2\n<PAGE>\nNext.", f"{LONG}.\n\nNext."),
    ("form feed", f"{LONG}\n\fin Springfield.", f"{LONG} in Springfield."),
    ("numbers of pages in an extract", f"{LONG}.\n\n2\n\n{LONG}.", f"{LONG}.\n\n{LONG}."),
    ("figures between cells stay", "Salary\n\n5\n\nBonus", "Salary\n\n5\n\nBonus"),
    ("page x of y", f"{LONG}.\n\nPage 2 of 3\n\nNext.", f"{LONG}.\n\nNext."),
    ("markers that stand alone", "(a)\n\nNone.\n\n•\n\nNothing.", "(a) None.\n\n• Nothing."),
    ("small letters after an empty line", f"{LONG}\n\nin Springfield.", f"{LONG} in Springfield."),
    ("a heading is never joined", f"{LONG}\n\nin\n<PAGE>\nItem 9.01 Exhibits\n\nNone.", f"{LONG} in"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in PAGES], ids=[row[0] for row in PAGES])
def test_page_borders(headings, text, expected):
    assert from_text(HEAD + text, "a.txt", headings).sections[0].text == expected
