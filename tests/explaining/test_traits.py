"""What filings are told apart by."""

import pytest

from engine.explaining.traits import era_of, format_of, place_of, section_of
from engine.records import DocumentFacts, Filing, Section
from engine.scoring.alignment import Lonely, Pair

TEXT = "On May 4,\n2009, Ann Roe was hired. Her salary\xa0is $5 a day, paid on Fridays."
OTHER = "Sam Poe resigned."
FILING = Filing(
    "a.txt",
    sections=(Section("5.02#2", "5.02", "", TEXT, "heading"), Section("8.01", "8.01", "", OTHER, "heading")),
)


@pytest.mark.parametrize(
    ("data", "format_"),
    [
        (b"Item 5.02\nMr. Roe resigned.\n", "text"),
        (b"Item 5.02 " + b"Mr. Roe resigned. " * 20, "extracted"),
        (b"<html><body><p>Mr. Roe resigned.</p></body></html>", "html"),
        (b"<SEC-DOCUMENT>\n<DOCUMENT>\n<TYPE>8-K\n<TEXT>\n<html></html>", "submission"),
    ],
)
def test_formats(data, format_):
    assert format_of(data) == format_


@pytest.mark.parametrize(
    ("report", "filed", "era"),
    [
        (None, None, "(unknown)"),
        ("1998-12-31", None, "before 1999"),
        ("1999-01-01", None, "1999–2004"),
        (None, "2004-12-31", "1999–2004"),
        ("2005-01-01", "2005-01-04", "2005–2018"),
        ("2018-12-31", "2019-01-03", "2005–2018"),
        (None, "2026-01-01", "2019 and later"),
    ],
)
def test_eras(report, filed, era):
    assert era_of(Filing("a.txt", DocumentFacts(report_date=report, filed=filed))) == era


@pytest.mark.parametrize(
    ("quote", "spelt"),
    [
        ("Ann Roe was hired", "Ann Roe was hired"),
        ("May 4, 2009", "May 4,\n2009"),
        ("her salary is $5", "Her salary\xa0is $5"),
        ("Ann Roe ... $5 a day", "Ann Roe was hired. Her salary\xa0is $5 a day"),
        ("Ann Roe … $5 a day", "Ann Roe was hired. Her salary\xa0is $5 a day"),
        ("(Ann Roe)", None),
        ("", None),
        ("  ", None),
    ],
)
def test_places_of_quotes(quote, spelt):
    place = place_of(quote, FILING.sections)
    assert (place and place[0].text[place[1] : place[2]]) == spelt


@pytest.mark.parametrize(
    ("event", "section"),
    [
        (Lonely({"section": "1.01#3"}, ()), "1.01"),
        (Lonely({"quote": "Ann Roe was"}, ()), "5.02"),
        (Lonely({"quote": "Poe resigned"}, ()), "8.01"),
        (Lonely({"quote": "not there"}, ()), "(in no section)"),
        (Lonely({}, ()), "(in no section)"),
        (Pair({"quote": "Poe resigned"}, {"section": "5.02"}, (), 0, type_right=True), "5.02"),
        (Pair({"quote": "Poe resigned"}, {}, (), 0, type_right=True), "8.01"),
    ],
)
def test_sections_of_events(event, section):
    assert section_of(event, FILING) == section


def test_a_filing_that_cannot_be_read_has_no_section():
    assert section_of(Lonely({"quote": "Ann Roe"}, ()), None) == "(in no section)"
