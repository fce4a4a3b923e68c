"""The whole stage: bad input, tables in sections, and laws that hold for any input."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engine.errors import FilingUnreadable
from engine.filings import from_text, read
from engine.records import Filing

NEWS = "On May 4, 2009, Ann B. Roe resigned as Treasurer of Acme Widgets, Inc."
UNREADABLE = [
    (b"", "empty"),
    (b" \n\t\r\n ", "empty"),
    (b"%PDF-1.7\n1 0 obj", "binary"),
    (b"\x00\x01\x02\x03" * 40, "binary"),
    (b"---- 12 ---- 3\n\n456", "no-text"),
    (b"<html><body><script>var a = 'words';</script></body></html>", "no-text"),
    (b"<html><body><div style='display:none'>words</div></body></html>", "no-text"),
    (b"<SEC-HEADER>\nACCESSION NUMBER: 1\n</SEC-HEADER>\n", "no-text"),
]


@pytest.mark.parametrize(("data", "code"), UNREADABLE)
def test_unreadable_input_says_why(headings, data, code):
    with pytest.raises(FilingUnreadable) as refused:
        read(data, "a.txt", headings)
    assert (refused.value.code, refused.value.stage) == (code, "filings")
    assert refused.value.message


TABLE = "<table><tr><td>Name</td><td>Salary</td></tr><tr><td>Ann B. Roe</td><td>$</td><td>100,000</td></tr></table>"


def test_cells_count_in_the_text_of_their_section(headings):
    html = f"<html><p>Item 5.02 Departure of Directors</p><p>{NEWS}</p>{TABLE}<p>The end.</p>{TABLE}</html>"
    (section,) = from_text(html, "a.htm", headings).sections
    assert (
        section.text
        == f"{NEWS}\n\nName\tSalary\nAnn B. Roe\t$100,000\n\nThe end.\n\nName\tSalary\nAnn B. Roe\t$100,000"
    )
    assert len(section.tables) == 2
    for table in section.tables:
        assert section.text[table.start : table.end] == "Name\tSalary\nAnn B. Roe\t$100,000"
        assert all(section.text[cell.start : cell.end] == cell.text for row in table.rows for cell in row)


def test_bytes_and_text_read_alike(headings):
    text = f"Item 5.02 Departure of Directors\n\n{NEWS} It was “by notice”."
    expected = from_text(text, "a.txt", headings)
    assert read(text.encode(), "a.txt", headings) == expected
    assert read(text.encode("cp1252"), "a.txt", headings) == expected
    assert read(text.replace("\n", "\r\n").encode(), "a.txt", headings) == expected


def test_a_wrong_declaration_is_a_notice_of_the_filing(headings):
    html = f'<html><meta charset="utf-8"><p>Item 5.02 Departure of Directors</p><p>{NEWS} “Bye”</p></html>'
    filing = read(html.encode("cp1252"), "a.htm", headings)
    assert [notice.code for notice in filing.notices] == ["mislabelled-encoding"]
    assert "“Bye”" in filing.sections[0].text


PIECES = st.sampled_from(
    [
        "Item 5.02 ", "ITEM 8.01", "Item 5.", "Departure of Directors; ", "Other Events", "SIGNATURES", NEWS, "<PAGE>",
        "<TABLE>", "</TABLE>", "<html>", "<table><tr><td>", "</td></tr></table>", "<p>", "<br>", "<DOCUMENT>\n<TYPE>8-K\n<TEXT>",
        "</DOCUMENT>", "\n", "\n\n", "    ", "\t", "[", "]", "(a)", "•", "2", "$", "“", "&nbsp;", "\x00", "é",
        "Date of Report May 4, 2003", "FORM 8-K", "(Exact name of registrant)",
    ]
)  # fmt: skip


def outcome(data, headings):
    try:
        return read(data, "a.txt", headings)
    except FilingUnreadable as refused:
        return refused.code


@given(st.lists(PIECES, max_size=40).map("".join))
@example("Item 5.02 Item 5.02 Departure of Directors; Item 8.01")
def test_any_mixture_is_read_or_refused(headings, text):
    found = outcome(text.encode(), headings)
    if not isinstance(found, Filing):
        assert found in {"empty", "binary", "no-text"}
        return
    assert found.sections
    ids = [section.id for section in found.sections]
    assert len(set(ids)) == len(ids)
    for section in found.sections:
        assert section.text == section.text.strip()
        for table in section.tables:
            for row in table.rows:
                assert all(section.text[cell.start : cell.end] == cell.text for cell in row)
                assert all(table.start <= cell.start < cell.end <= table.end for cell in row)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(headings, data):
    outcome(data, headings)


@given(st.lists(st.sampled_from(NEWS.split()), min_size=1, max_size=60))
def test_no_word_of_a_paragraph_is_lost(headings, words):
    text = "Item 8.01 Other Events\n\nOn " + " ".join(words)
    (section,) = from_text(text, "a.txt", headings).sections
    assert section.text == "On " + " ".join(words)


LARGE = [
    b"Item 5.02 " * 20_000,
    b"Item 5.02 " + b"Departure of Directors or Certain " * 6_000,
    b"(a)\n" * 40_000,
    b"abc-\ndef " * 20_000,
    b"word\n" * 40_000,
    b"a    b    c\n" * 10_000,
    b"<html>" + b"x<br>" * 40_000,
    b"<html>" + b"<table><tr><td>x" * 5_000,
    b"<DOCUMENT>\n<TYPE>EX-1\n" * 20_000,
    b"By: " * 40_000 + b"/s/",
    b"date of report " * 15_000,
    b"Section 5 - " * 15_000,
]


@pytest.mark.parametrize("data", LARGE, ids=range(len(LARGE)))
def test_large_and_strange_input_ends(headings, data):
    assert outcome(data, headings)
