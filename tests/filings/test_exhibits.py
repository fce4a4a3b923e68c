"""Exhibits of a submission: read when asked for, each as a section of its own."""

import pytest

from engine.filings import read

NEWS = "On May 4, 2009, Ann B. Roe resigned as Treasurer of Acme Widgets, Inc."
PRESS = "Acme Widgets announced that its Treasurer has left."


def document(kind, text, description="PRESS RELEASE"):
    return f"<DOCUMENT>\n<TYPE>{kind}\n<SEQUENCE>1\n<DESCRIPTION>{description}\n<TEXT>\n{text}\n</TEXT>\n</DOCUMENT>\n"


def submission(*exhibits):
    body = document("8-K", f"Item 8.01 Other Events\n\n{NEWS}")
    return (body + "".join(exhibits)).encode()


KINDS = [
    ("EX-99", "EX-99"),
    ("EX-99.1", "EX-99.1"),
    ("ex-10.1", "EX-10.1"),
    ("EX-10.A", "EX-10.A"),
    ("EX-10.2.1", "EX-10.2.1"),
    ("EX-101.INS", None),
    ("EX-3.1", None),
    ("EX-16", None),
    ("GRAPHIC", None),
]


@pytest.mark.parametrize(("kind", "section"), KINDS)
def test_which_exhibits_are_read(headings, kind, section):
    filing = read(submission(document(kind, PRESS)), "a.txt", headings, exhibits=True)
    assert [one.id for one in filing.sections] == ["8.01", *([section] if section else [])]


def test_an_exhibit_is_a_section_of_its_own(headings):
    exhibit = document("EX-99.1", f"<html><p>{PRESS}</p><p>Item 5.02 is no heading here.</p></html>")
    found = read(submission(exhibit), "a.txt", headings, exhibits=True).sections[1]
    assert (found.item, found.heading, found.bounds) == (None, "PRESS RELEASE", "exhibit")
    assert found.text == f"{PRESS}\n\nItem 5.02 is no heading here."


def test_two_of_a_kind_have_two_ids(headings):
    filing = read(submission(*[document("EX-99.1", PRESS)] * 2), "a.txt", headings, exhibits=True)
    assert [one.id for one in filing.sections] == ["8.01", "EX-99.1", "EX-99.1#2"]


def test_only_the_body_is_read_when_nobody_asks(headings):
    filing = read(submission(document("EX-99.1", PRESS)), "a.txt", headings)
    assert [one.id for one in filing.sections] == ["8.01"]


LEFT_OUT = [
    ("<PDF>\nbegin 644 a.pdf\nM)5!$1BTQ+C,\nend\n</PDF>", "exhibit-unreadable"),
    ("word " * 200_000, "exhibit-too-long"),
]


@pytest.mark.parametrize(("text", "code"), LEFT_OUT)
def test_an_exhibit_that_is_left_out_is_noticed(headings, text, code):
    data = submission(document("EX-10.1", text), document("EX-99.1", PRESS))
    filing = read(data, "a.txt", headings, exhibits=True)
    assert [one.id for one in filing.sections] == ["8.01", "EX-99.1"]
    assert [notice.code for notice in filing.notices] == [code]
    assert "EX-10.1" in filing.notices[0].message
