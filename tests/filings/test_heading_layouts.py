"""A table of heading layouts: text in; section id, how its bounds were found, and its text out."""

import pytest

from engine.filings import from_text

FULL = (
    "Departure of Directors or Certain Officers; Election of Directors; Appointment of Certain Officers; "
    "Compensatory Arrangements of Certain Officers"
)
NEWS = "On May 4, 2009, Ann B. Roe resigned as Treasurer of Acme Widgets, Inc."
PRESS = "Acme Widgets issued a press release."

LAYOUTS = [
    # the words of the item's heading stand in many forms
    ("capitals", f"ITEM 5.02 {FULL.upper()}\n\n{NEWS}", "5.02", "heading", NEWS),
    ("point", f"Item 5.02. {FULL}.\n\n{NEWS}", "5.02", "heading", NEWS),
    ("colon", f"Item 5.02: {FULL}\n\n{NEWS}", "5.02", "heading", NEWS),
    ("dash", f"Item 5.02 - {FULL}\n\n{NEWS}", "5.02", "heading", NEWS),
    ("long dash", f"Item 5.02 — {FULL}\n\n{NEWS}", "5.02", "heading", NEWS),
    ("line break in the number", f"Item\n5.02 {FULL}\n\n{NEWS}", "5.02", "heading", NEWS),
    ("blank in the number", f"Item 5. 02 {FULL}\n\n{NEWS}", "5.02", "heading", NEWS),
    ("no-break blanks", f"Item\xa05.02.\xa0\xa0\xa0{FULL}\n\n{NEWS}", "5.02", "heading", NEWS),
    ("caption below", f"Item 5.02\n\n{FULL}.\n\n{NEWS}", "5.02", "heading", NEWS),
    ("caption in pieces", f"Item 5.02\n\nDeparture of Directors or Certain Officers;\n\nElection of Directors\n\n{NEWS}", "5.02", "heading", NEWS),
    ("no caption", f"Item 5.02\n\n{NEWS}", "5.02", "heading", NEWS),
    ("no caption, text beside", f"Item 5.02. {NEWS}", "5.02", "heading", NEWS),
    ("a caption of its own", f"Item 5.02 Changes in Senior Management\n\n{NEWS}", "5.02", "heading", NEWS),
    ("letters", f"Item 5.02(b) {FULL}\n\n{NEWS}", "5.02", "heading", NEWS),
    ("letters of the text stay", f"Item 5.02 {FULL}. (b) {NEWS}", "5.02", "heading", f"(b) {NEWS}"),
    ("caption wrapped", "ITEM 5.02     DEPARTURE OF DIRECTORS OR CERTAIN OFFICERS; ELECTION OF\n              DIRECTORS\n\n     " + NEWS, "5.02", "heading", NEWS),
    ("text right below", f"Item 5.02 {FULL}.\n{NEWS}", "5.02", "heading", NEWS),
    ("without the word item", f"5.02 {FULL}\n\n{NEWS}", "5.02", "heading without the word item", NEWS),
    # extracts
    ("brackets", f"[Item 5.02 — Departure/Election of Directors or Officers]\n{NEWS}", "5.02", "bracketed heading", NEWS),
    ("running text", f"Item5.02 {FULL} {NEWS}", "5.02", "heading", NEWS),
    ("glued", f"Item5.02.{FULL}{NEWS}", "5.02", "heading", NEWS),
    ("a caption of its own, running text", f"Item 5.02 Changes in Senior Management {NEWS}", "5.02", "heading", NEWS),
    ("a caption of its own, glued", f"Item 5.02Changes in Senior Management{NEWS}", "5.02", "heading", NEWS),
    ("no heading", f"which was announced. {NEWS}", "body", "no heading", f"which was announced. {NEWS}"),
    # several items under one heading
    ("several numbers", f"Items 1.01 and 5.02. {FULL}\n\n{NEWS}", "1.01", "heading", NEWS),
    ("headings on top of one another", f"Item 2.02 Results of Operations and Financial Condition\n\nItem 5.02 {FULL}\n\n{NEWS}", "5.02", "heading", NEWS),
    # lines above
    ("group title above", f"Section 5 – Corporate Governance and Management\n\nItem 5.02 {FULL}\n\n{NEWS}", "5.02", "heading", NEWS),
    ("group title beside", f"SECTION 5 - CORPORATE GOVERNANCE AND MANAGEMENT ITEM 5.02 {FULL}. {NEWS}", "5.02", "inline heading", NEWS),
    # headings that belong to the text
    ("sub-heading like a part", f"Item 5.02 {FULL}.\n\nElection of Directors\n\n{NEWS}", "5.02", "heading", f"Election of Directors\n\n{NEWS}"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "section", "bounds", "inside"), [row[1:] for row in LAYOUTS], ids=[row[0] for row in LAYOUTS]
)
def test_layout(headings, text, section, bounds, inside):
    (found,) = from_text(text, "a.txt", headings).sections
    assert (found.id, found.bounds, found.text) == (section, bounds, inside)


REFERENCES = [
    "as described in Item 1.01 above",
    "set forth under Item 5.02 of this Current Report",
    "pursuant to Item 2.02 Results of Operations and Financial Condition",
    "see “Item 2.03. Creation of a Direct Financial Obligation” below",
    "required under Item 404(a) of Regulation S-K",
    "Item 1A of the annual report",
    "the line item 7.01 of the index",
]


@pytest.mark.parametrize("words", REFERENCES)
def test_a_reference_is_no_heading(headings, words):
    text = f"Item 8.01 Other Events\n\nThe terms are, {words}, known.\n\n{NEWS}"
    assert [section.id for section in from_text(text, "a.txt", headings).sections] == ["8.01"]


@pytest.mark.parametrize(
    "words",
    [
        "Item 7.01 is incorporated herein by reference.",
        "Item 5.02 above, and its terms, are repeated here.",
        "Items 1.01 and 5.02 of this report are repeated here.",
        "Item 9.01(a) are not included in this report.",
    ],
)
def test_a_reference_may_start_a_paragraph(headings, words):
    text = f"Item 8.01 Other Events\n\n{NEWS}\n\n{words}"
    (section,) = from_text(text, "a.txt", headings).sections
    assert section.text == f"{NEWS}\n\n{words}"


def test_headings_in_running_text_end_the_section_before(headings):
    text = f"Item8.01Other Events.{NEWS} Item 9.01Financial Statements and Exhibits(d) Exhibits99.1 Press release"
    first, second = from_text(text, "a.txt", headings).sections
    assert (first.id, first.text) == ("8.01", NEWS)
    assert (second.id, second.bounds) == ("9.01", "inline heading")
    assert second.text == "(d) Exhibits99.1 Press release"


def test_the_heading_is_kept_beside_the_text(headings):
    filing = from_text(f"Item\n5.02.  {FULL}.\n\n{NEWS}", "a.txt", headings)
    assert filing.sections[0].heading == f"Item 5.02. {FULL}."


def test_the_same_item_twice_has_two_ids(headings):
    text = f"Item 5.02(b) {FULL}\n\n{NEWS}\n\nItem 5.02(c) {FULL}\n\n{PRESS}"
    sections = from_text(text, "a.txt", headings).sections
    assert [(section.id, section.item) for section in sections] == [("5.02", "5.02"), ("5.02#2", "5.02")]


def test_a_table_of_contents_does_not_win(headings):
    entries = (
        "Item 8.01 Other Events 1\n\nItem 9.01 Financial Statements and Exhibits 2\n\nSIGNATURES\n\n3\n\n"
    )
    text = f"{entries}Item 8.01 Other Events\n\n{NEWS}\n\nItem 9.01 Financial Statements and Exhibits\n\n{PRESS * 3}"
    sections = from_text(text, "a.txt", headings).sections
    assert [(section.id, section.text) for section in sections] == [("8.01", NEWS), ("9.01", PRESS * 3)]


OLD = [
    ("ITEM 5. OTHER EVENTS.\n\n", "5"),
    ("Item 5.  Other Events and Regulation FD Disclosure\n\n", "5"),
    ("Item 6. Resignations of Registrant's Directors\n\n", "6"),
    ("ITEM 1.  CHANGES IN CONTROL OF REGISTRANT\n\n", "1"),
    ("Item 12. Results of Operations and Financial Condition\n\n", "12"),
]


@pytest.mark.parametrize(("heading", "item"), OLD)
def test_items_before_august_2004(headings, heading, item):
    cover = "FORM 8-K\n\nDate of Report (Date of earliest event reported): May 4, 2003\n\nAcme Widgets, Inc.\n(Exact name of registrant as specified in its charter)\n\n"
    (section,) = from_text(cover + heading + NEWS, "a.txt", headings).sections
    assert (section.id, section.text) == (item, NEWS)


def test_several_old_items_without_news(headings):
    cover = "FORM 8-K\n\nDate of Report: May 4, 1999\n\nAcme\n(Exact name of registrant)\n\n"
    text = f"{cover}Items 1 through 4. Not applicable.\n\nItem 5. Other Events\n\n{NEWS}"
    assert [section.id for section in from_text(text, "a.txt", headings).sections] == ["1", "5"]


ENDS = [
    "SIGNATURES\n\nPursuant to the requirements of the Securities Exchange Act of 1934, the registrant signs.",
    "SIGNATURE(S)\n\nAcme Widgets, Inc.",
    "S I G N A T U R E\n\nAcme Widgets, Inc.",
    "Pursuant to the requirements of the Securities and Exchange Act of 1934, the registrant signs.",
    "EXHIBIT INDEX\n\n99.1 Press release",
    "Index to Exhibits\n\n99.1 Press release",
    "Dated: May 5, 2009    By: /s/ Bob Poe",
]


@pytest.mark.parametrize("end", ENDS)
def test_the_last_section_ends_before(headings, end):
    (section,) = from_text(f"Item 8.01 Other Events\n\n{NEWS}\n\n{end}", "a.txt", headings).sections
    assert section.text == NEWS


def test_signatures_in_running_text_end_the_section(headings):
    text = f"[Item 8.01 — Other Events]\n{NEWS} SIGNATURES Pursuant to the requirements of the Securities Exchange Act of 1934, the registrant has signed. 3"
    assert from_text(text, "a.txt", headings).sections[0].text == NEWS


def test_a_page_number_and_the_next_group_title_are_no_text(headings):
    text = f"Item 8.01 Other Events {NEWS} Section 9 - Financial Statements and Exhibits Item 9.01 Financial Statements and Exhibits None. 2"
    first, second = from_text(text, "a.txt", headings).sections
    assert (first.text, second.text) == (NEWS, "None.")


def test_text_before_the_first_heading_is_kept(headings):
    note = "Explanatory note: this report completes an earlier one. " + NEWS + " " + PRESS * 3
    cover = "FORM 8-K\n\nAcme Widgets, Inc.\n(Exact name of registrant as specified in its charter)\n\n"
    body, item = from_text(f"{cover}{note}\n\nItem 8.01 Other Events\n\n{PRESS}", "a.txt", headings).sections
    assert (body.id, body.item, body.bounds, body.text) == ("body", None, "before first heading", note)
    assert item.text == PRESS


def test_a_cover_without_headings_is_no_text(headings):
    cover = "FORM 8-K\n\nAcme Widgets, Inc.\n(Exact name of registrant as specified in its charter)\n\n"
    filing = from_text(f"{cover}{NEWS}", "a.txt", headings)
    assert [(section.id, section.text) for section in filing.sections] == [("body", NEWS)]
    assert [notice.code for notice in filing.notices] == ["no-heading"]
