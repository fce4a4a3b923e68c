"""Facts on covers: the text of a cover in, facts out."""

import pytest

from engine.filings import from_text
from engine.records import Registrant

COLUMNS = """
                                    FORM 8-K/A

                                 CURRENT REPORT

       DATE OF REPORT (DATE OF EARLIEST EVENT REPORTED): MAY 4, 2009

                            ACME WIDGETS, INC.
             (EXACT NAME OF REGISTRANT AS SPECIFIED IN ITS CHARTER)

           DELAWARE                       0-99999                 99-0000001
(State or Other Jurisdiction of   (Commission File Number)      (IRS Employer
       Incorporation)                                        Identification No.)

ITEM 8.01 OTHER EVENTS

Acme Widgets filed a Form 10-K on June 9, 2010.
"""
EXTRACT = "FORM\n8-K\n\n\nDate\nof Report: 5/4/2009\n\n\nAcme Widgets, Inc.\n\n\n(Exact\nname of registrant)\n\n\nDelaware\n\n\n(State or other jurisdiction)\n\n\n001-99999\n\n\n99-0000001\n\n\nItem 8.01 Other Events\n\nNone."
HTML = """<html><body><p>FORM 8-K</p><p>May 4, 2009</p><p>Date of report (date of earliest event reported)</p>
<p>Acme Widgets, Inc.</p><p>(Exact name of registrant)</p>
<table><tr><td>Delaware</td><td>001-99999</td><td>99-0000001</td></tr><tr><td>(State)</td><td>(File)</td><td>(IRS)</td></tr></table>
<p>Item 8.01 Other Events</p><p>None.</p></body></html>"""
ACME = Registrant("Acme Widgets, Inc.", None, "Delaware", "001-99999", "99-0000001")
COVERS = [
    (
        "80 columns",
        COLUMNS,
        "8-K/A",
        True,
        Registrant("ACME WIDGETS, INC.", None, "DELAWARE", "0-99999", "99-0000001"),
    ),
    ("extract", EXTRACT, "8-K", False, ACME),
    ("HTML", HTML, "8-K", False, ACME),
]


@pytest.mark.parametrize(
    "line", ["0009999999", "acme-20090504\n0009999999FALSE00099999992009-05-04", "false0009999999"]
)
def test_hidden_facts_above_a_cover_that_became_plain_text_tell_the_cik(headings, line):
    (registrant,) = from_text(f"{line}\n\n{EXTRACT}", "a.txt", headings).document.registrants
    assert registrant.cik == "0009999999"


def test_an_accession_number_is_no_cik(headings):
    (registrant,) = from_text(f"0009999999-09-000001\n\n{EXTRACT}", "a.txt", headings).document.registrants
    assert registrant.cik is None


@pytest.mark.parametrize(
    ("text", "form", "amendment", "registrant"), [row[1:] for row in COVERS], ids=[row[0] for row in COVERS]
)
def test_facts_on_a_cover(headings, text, form, amendment, registrant):
    filing = from_text(text, "a.txt", headings)
    facts = filing.document
    assert (facts.form, facts.amendment, facts.report_date, facts.registrants) == (
        form,
        amendment,
        "2009-05-04",
        (registrant,),
    )
    assert [section.id for section in filing.sections] == ["8.01"]


def test_marked_facts_come_before_the_cover(headings):
    marked = {
        "DocumentType": "8-K",
        "DocumentPeriodEndDate": "May 4, 2021",
        "EntityRegistrantName": "ACME WIDGETS, INC.",
        "EntityCentralIndexKey": "0000999999",
        "EntityFileNumber": "001-99999",
    }
    facts = "".join(
        f"<p><ix:nonNumeric name='dei:{name}'>{text}</ix:nonNumeric></p>" for name, text in marked.items()
    )
    filing = from_text(
        f"<html><body>{facts}<p>Item 8.01 Other Events</p><p>None.</p></body></html>", "a.htm", headings
    )
    assert (filing.document.form, filing.document.report_date) == ("8-K", "2021-05-04")
    assert filing.document.registrants == (
        Registrant("ACME WIDGETS, INC.", "0000999999", None, "001-99999", None),
    )


def test_a_text_without_cover_has_no_facts(headings):
    facts = from_text("Item 8.01 Other Events\n\nAs our Form 10-Q says, nothing.", "a.txt", headings).document
    assert (facts.form, facts.report_date, facts.amendment, facts.registrants) == (None, None, None, ())


@pytest.mark.parametrize("date", ["February 30, 2009", "Soon 4, 2009"])
def test_what_is_no_date_is_no_fact(headings, date):
    cover = COLUMNS.replace("MAY 4, 2009", date)
    assert from_text(cover, "a.txt", headings).document.report_date is None


AGENT = "Form 8-K\nDate of Report (Date of earliest event reported): 05/04/2009\n\nACME WIDGETS INC\n(Exact name of registrant as specified in its charter)\n\nCommission File Number: 001-99999\n\nDE\n99-0000001\n(State or other jurisdiction of\n(IRS Employer\nincorporation)\n\n"
BROKEN = "FORM 8-K\n\nDate of Report: May 4, 2009\n\nACME\nWIDGETS AND GADGETS\nCORPORATION\n\n(Exact\nname of registrant)\n\n001-99999\n\n"
COMBINED = "FORM 8-K\n\nDate of report: May 4, 2009\n\n001-99999\nACME ENERGY CORPORATION\n99-0000001\n(A Wisconsin Corporation)\n1 Main Street\n001-99998\nACME GAS LLC\n99-0000002\n(A Wisconsin Limited Liability Company)\n1 Main Street\n\n"
NEWS = "Item 8.01 Other Events\n\nNone."
MORE = [
    ("filing agent", AGENT, [Registrant("ACME WIDGETS INC", None, "DE", "001-99999", "99-0000001")]),
    ("broken name", BROKEN, [Registrant("ACME WIDGETS AND GADGETS CORPORATION", None, None, "001-99999")]),
    (
        "combined",
        COMBINED,
        [
            Registrant("ACME ENERGY CORPORATION", None, "Wisconsin", "001-99999", "99-0000001"),
            Registrant("ACME GAS LLC", None, "Wisconsin", "001-99998", "99-0000002"),
        ],
    ),
]


@pytest.mark.parametrize(("cover", "registrants"), [row[1:] for row in MORE], ids=[row[0] for row in MORE])
def test_registrants_on_a_cover(headings, cover, registrants):
    assert list(from_text(cover + NEWS, "a.txt", headings).document.registrants) == registrants


DATES = [
    "May 4, 2009",
    "MAY  4,2009",
    "May 9, 2009 (May 4, 2009)",
    "May 9, 2009\n(May 4, 2009)",
    "05/04/2009",
]


@pytest.mark.parametrize("date", DATES)
def test_the_report_date_is_that_of_the_earliest_event(headings, date):
    facts = from_text(COLUMNS.replace("MAY 4, 2009", date), "a.txt", headings).document
    assert facts.report_date == "2009-05-04"


FORMS = [
    ("FORM 8-K", "8-K", False),
    ("FORM 8-K/A", "8-K/A", True),
    ("FORM 8-K\n\n(Amendment No. 1)", "8-K", True),
    ("FORM 8-K12B", "8-K12B", False),
    ("FORM 8-K12G3/A", "8-K12G3/A", True),
]


@pytest.mark.parametrize(("words", "form", "amendment"), FORMS)
def test_forms_and_amendments(headings, words, form, amendment):
    filing = from_text(COLUMNS.replace("FORM 8-K/A", words), "a.txt", headings)
    assert (filing.document.form, filing.document.amendment) == (form, amendment)
    assert [section.id for section in filing.sections] == ["8.01"]
