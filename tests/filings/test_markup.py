"""HTML to paragraphs, tables and marked facts."""

import pytest

from engine.errors import FilingUnreadable
from engine.filings.markup import is_html, read_html


def opens(text):
    return text.startswith("Item 5.02")


def blocks(html):
    return [block for block in read_html(f"<html><body>{html}</body></html>", opens).blocks if block.text]


def texts(html):
    return [block.text for block in blocks(html)]


PARAGRAPHS = [
    ("<p>One</p><p>Two</p>", ["One", "Two"]),
    ("<p>One<p>Two", ["One", "Two"]),
    ("<div>One<div>Two</div>Three</div>", ["One", "Two", "Three"]),
    ("<p>Ann <b>B.</b>\n<font size=2>Roe</font></p>", ["Ann B. Roe"]),
    ("<p>a&nbsp;&nbsp;b&#160;c &amp; d</p>", ["a b c & d"]),
    ("<p>the &#147;Company&#146;s&#148; plan</p>", ["the “Company’s” plan"]),
    ("<p>One,<br>two</p>", ["One, two"]),
    ("<p>One.<br>Two</p>", ["One.", "Two"]),
    ("<p>One<br><br>Two</p>", ["One", "Two"]),
    ("<p>Title<br>Item 5.02 Text</p>", ["Title", "Item 5.02 Text"]),
    ("<ul><li>one</li><li>two</li></ul>", ["• one", "• two"]),
    ("<p>seen</p><div style='DISPLAY: none'>hidden<p>too</p></div>", ["seen"]),
    ("<ix:header><ix:hidden>0001</ix:hidden></ix:header><p>seen</p>", ["seen"]),
    ("<p>On <ix:nonNumeric name='dei:X'>May 4</ix:nonNumeric>, 2009</p>", ["On May 4, 2009"]),
    ("<p>in <st1:place><st1:City>Springfield</st1:City></st1:place>,<o:p></o:p> where</p>", ["in Springfield, where"]),
    ("<p>a <div style='display:none'>hidden</div>b</p>", ["a", "b"]),
    ("<script>var a;</script><style>p {}</style><!-- no --><p>seen</p>", ["seen"]),
    ("<title/><p>seen</p>", ["seen"]),
    ("<table><tr><td>(i)</td><td>a bonus of $100</td></tr></table>", ["(i) a bonus of $100"]),
    ("<table><tr><td>•</td><td>one</td></tr><tr><td>•</td><td>two</td></tr></table>", ["• one", "• two"]),
    ("<table><tr><td>Item 5.02</td><td>Departure of Directors</td></tr></table>", ["Item 5.02 Departure of Directors"]),
    ("<table><tr><td>(a)</td><td><p>One.</p><p>Two.</p></td></tr></table>", ["(a) One.", "Two."]),
    ("<table><tr><td><p>One.</p><p>Two.</p></td></tr></table>", ["One.", "Two."]),
    ("<table><tr></tr><tr><td>&nbsp;</td></tr></table><p>seen</p>", ["seen"]),
]  # fmt: skip


@pytest.mark.parametrize(("html", "expected"), PARAGRAPHS)
def test_html_to_paragraphs(html, expected):
    assert texts(html) == expected


SALARIES = """<table>
<tr><th>Name</th><th></th><th colspan=3>Salary</th></tr>
<tr><td>Ann B. Roe</td><td>&nbsp;</td><td>$</td><td>100,000</td><td></td></tr>
<tr><td>Bob Poe,<br>Secretary</td><td></td><td>$</td><td>(90,000</td><td>)</td></tr>
</table>"""


def test_a_data_table_has_cells():
    (block,) = blocks(SALARIES)
    assert [[cell.text for cell in row] for row in block.rows] == [
        ["Name", "Salary"],
        ["Ann B. Roe", "$100,000"],
        ["Bob Poe, Secretary", "$(90,000)"],
    ]
    assert block.text == "Name\tSalary\nAnn B. Roe\t$100,000\nBob Poe, Secretary\t$(90,000)"
    assert all(block.text[cell.start : cell.end] == cell.text for row in block.rows for cell in row)


def test_a_table_inside_a_layout_table_keeps_its_cells():
    found = blocks(f"<table><tr><td><p>The salaries:</p>{SALARIES}</td></tr></table>")
    assert [len(block.rows) for block in found] == [0, 3]


def test_a_table_with_a_heading_is_layout():
    rows = "<tr><td>Item 5.02</td><td>Departure of Directors</td></tr><tr><td>Ann</td><td>left</td></tr>"
    assert texts(f"<table>{rows}</table>") == ["Item 5.02 Departure of Directors", "Ann left"]


def test_page_breaks_are_borders():
    found = read_html("<html><p>One</p><hr style='page-break-after: always'><p>Two</p></html>", opens).blocks
    assert [block.text for block in found] == ["One", "", "", "Two"]


def test_marked_facts():
    html = """<html><div style="display:none"><ix:header><ix:hidden>
    <ix:nonNumeric contextRef="c" name="dei:AmendmentFlag">false</ix:nonNumeric></ix:hidden></ix:header></div>
    <p><ix:nonNumeric contextRef="c" name="dei:EntityRegistrantName"><b>ACME</b> WIDGETS</ix:nonNumeric></p></html>"""
    assert read_html(html, opens).facts == [
        ("AmendmentFlag", "false"),
        ("EntityRegistrantName", "ACME WIDGETS"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<HTML><BODY>x", True),
        ("<p>x</p>", True),
        ("<DIV align=left>x", True),
        ("<TABLE>\n<S>  <C>\na  b\n</TABLE>\n<PAGE>", False),
        ("a < b and c > d", False),
    ],
)
def test_what_is_html(text, expected):
    assert is_html(text) is expected


def test_tables_nested_without_end_are_read():
    assert "x" in " ".join(texts("<table><tr><td>x" * 200))


def test_depth_without_end_is_refused():
    with pytest.raises(FilingUnreadable, match="left open") as refused:
        read_html("<html>" + "<div>" * 20_000, opens)
    assert refused.value.code == "malformed"
