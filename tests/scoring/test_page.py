import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from engine.explaining.cards import Card
from engine.explaining.causes import CAUSES


def parsed(html):
    return LexborHTMLParser(html)


def rows(html, region):
    """The rows of a table, each as the texts of its cells that say something."""
    table = parsed(html).css_first(f'[aria-label="{region}"]')
    return [
        [cell.text().strip() for cell in row.css("th, td") if cell.text().strip()]
        for row in table.css("tbody tr")
    ]


def test_the_figures_stand_with_their_intervals(page_of, shown):
    html = page_of(shown)
    assert rows(html, "Figures by type") == [
        ["hire", "1", "1", *["1.000"] * 3, "1.000–1.000", *["1.000"] * 3, "1.000–1.000"],
        ["salary", "1", "1", *["1.000"] * 3, "1.000–1.000", *["0.000"] * 3, "0.000–1.000"],
    ]
    slots = {name: cells for name, *cells in rows(html, "Figures by slot")}
    assert slots["date"] == [*["0.500"] * 3, "0.000–1.000", "1", "1", "0", "0", "1"]
    assert slots["amount"] == [*["1.000"] * 3, "1.000–1.000", "1", "0", "0", "0", "–"]


def test_every_bar_is_as_long_as_its_figure(page_of, shown):
    (bar,) = [
        row.css_first("svg")
        for row in parsed(page_of(shown)).css('[aria-label="Figures by slot"] tr')
        if "date" in row.text()
    ]
    whole, filled = (float(bar.css_first(f"rect.{part}").attributes["width"]) for part in ("track", "fill"))
    assert filled == whole / 2
    assert bar.css_first(".whisker").attributes["d"] == "M2.0 4v8m0-4H182.0m0-4v8"


def test_the_page_asks_for_nothing_from_elsewhere(page_of, shown):
    html = page_of([card for card in shown if card.what != "spurious"])
    assert re.findall(r"https?:|\bsrc=|url\(|@import|<link", html.split("<ol")[0]) == []
    assert "default-src 'none'" in html


def test_what_filings_say_is_text_and_nothing_else(page_of, shown):
    tree = parsed(page_of(shown, title="<b>"))
    assert [len(tree.css(tag)) for tag in ("img", "script", "b b", "h1 b")] == [0, 1, 0, 0]
    assert tree.css_first("h1").text() == "<b>"
    assert "</script><img" in tree.css("h3")[1].text()


def test_marks_carry_their_fields_on_both_sides(page_of, shown):
    card = parsed(page_of(shown)).css("#cards > li")[2]
    assert [mark.text() for mark in card.css(".labelled mark.wrong")] == ["May 4✗ date"]
    assert [mark.text() for mark in card.css(".found mark.wrong")] == ["May 4✗ date"]
    assert [row.text(separator="|", strip=True) for row in card.css("tr.wrong")] == [
        "✗ date|2009-05-04|2009-06|tags.DATE.day"
    ]


def test_the_side_without_an_event_says_so(page_of, shown):
    sides = [[h.text() for h in card.css("h4")] for card in parsed(page_of(shown)).css("#cards > li")]
    assert sides == [[], ["labelled – no such event", "found"], ["labelled", "found"], ["labelled", "found"]]


def test_the_filters_offer_what_there_is_the_commonest_first(page_of, shown):
    options = parsed(page_of(shown)).css('select[name="slot"] option')
    assert [option.text() for option in options] == ["all", "whole event (2)", "date (1)", "type (1)"]


@pytest.mark.parametrize("cause", CAUSES)
def test_every_cause_is_explained(page_of, cause):
    card = Card("missed", ("hire",), "Roe", "a", 0, ("whole event",), (cause,), (), ())
    assert parsed(page_of([card])).css_first("dd").text() == CAUSES[cause]


def test_without_mistakes_there_is_nothing_to_filter(page_of):
    tree = parsed(page_of([]))
    assert "There are none." in tree.body.text()
    assert tree.css("form, script") == []


def test_same_input_same_page(page_of, shown):
    assert page_of(shown) == page_of(shown)


def test_every_control_has_a_name_and_every_id_is_one(page_of, shown):
    tree = parsed(page_of(shown))
    assert all(select.parent.tag == "label" for select in tree.css("select"))
    names = [node.attributes["id"] for node in tree.css("[id]")]
    assert len(names) == len(set(names))
