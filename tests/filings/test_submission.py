"""Complete submissions: header, main document, and what is passed over."""

import pytest

from engine.errors import FilingUnreadable
from engine.filings import read
from engine.records import Registrant

HEADER = """<SEC-DOCUMENT>0000999999-09-000123.txt : 20090505
<SEC-HEADER>0000999999-09-000123.hdr.sgml : 20090505
ACCESSION NUMBER:		0000999999-09-000123
CONFORMED SUBMISSION TYPE:	8-K
PUBLIC DOCUMENT COUNT:		2
CONFORMED PERIOD OF REPORT:	20090504
ITEM INFORMATION:		Departure of Directors or Certain Officers; Election of Directors; Appointment of Certain Officers: Compensatory Arrangements of Certain Officers
ITEM INFORMATION:		Financial Statements and Exhibits
FILED AS OF DATE:		20090505

FILER:

	COMPANY DATA:
		COMPANY CONFORMED NAME:			ACME WIDGETS INC
		CENTRAL INDEX KEY:			0000999999
		IRS NUMBER:				990000001
		STATE OF INCORPORATION:			DE

	FILING VALUES:
		SEC FILE NUMBER:	001-99999

	FORMER COMPANY:
		FORMER CONFORMED NAME:	ACME GADGETS INC
</SEC-HEADER>
"""
NEWS = "On May 4, 2009, Ann B. Roe resigned as Treasurer."
BODY = f"FORM 8-K\n\nItem 5.02 Departure of Directors or Certain Officers\n\n{NEWS}\n\nItem 9.01 Exhibits\n\n99.1 Press release\n"


def document(kind, text, end="</DOCUMENT>\n"):
    return f"<DOCUMENT>\n<TYPE>{kind}\n<SEQUENCE>1\n<FILENAME>a.txt\n<TEXT>\n{text}\n</TEXT>\n{end}"


def submission(*documents, header=HEADER):
    return (header + "".join(documents) + "</SEC-DOCUMENT>\n").encode()


EXHIBIT = document("EX-99.1", "Item 8.01 Other Events\n\nNothing of this is read.")
ENCODED = document(
    "GRAPHIC", "begin 644 logo.jpg\n" + "M_]C_X  02D9)1@ ! 0$ 2 !( #_X0!U17AI9@  34T \n" * 2000 + "end"
)


def test_the_body_is_read_and_nothing_else(headings):
    filing = read(submission(document("8-K", BODY), EXHIBIT, ENCODED), "a.txt", headings)
    assert [(section.id, section.text) for section in filing.sections] == [
        ("5.02", NEWS),
        ("9.01", "99.1 Press release"),
    ]
    assert filing.notices == ()
    assert filing.file == "a.txt"


def test_the_header_tells_the_facts(headings):
    facts = read(submission(document("8-K", BODY)), "a.txt", headings).document
    assert (facts.accession_number, facts.form, facts.amendment) == ("0000999999-09-000123", "8-K", False)
    assert (facts.filed, facts.report_date, facts.items) == ("2009-05-05", "2009-05-04", ("5.02", "9.01"))
    (registrant,) = facts.registrants
    assert (registrant.name, registrant.cik, registrant.state) == ("ACME WIDGETS INC", "0000999999", "DE")
    assert (registrant.commission_file_number, registrant.irs_number) == ("001-99999", "99-0000001")


def test_several_registrants(headings):
    second = "FILER:\n\n\tCOMPANY DATA:\n\t\tCOMPANY CONFORMED NAME:\tACME SERVICES LLC\n\t\tCENTRAL INDEX KEY:\t0000999998\n</SEC-HEADER>"
    header = HEADER.replace("</SEC-HEADER>", second)
    facts = read(submission(document("8-K", BODY), header=header), "a.txt", headings).document
    assert [(one.name, one.cik) for one in facts.registrants] == [
        ("ACME WIDGETS INC", "0000999999"),
        ("ACME SERVICES LLC", "0000999998"),
    ]


def test_the_main_document_need_not_be_the_first(headings):
    filing = read(submission(EXHIBIT, document("8-K/A", BODY)), "a.txt", headings)
    assert [section.id for section in filing.sections] == ["5.02", "9.01"]


def test_an_announced_item_without_heading_is_noticed(headings):
    body = BODY.split("Item 9.01", maxsplit=1)[0]
    filing = read(submission(document("8-K", body)), "a.txt", headings)
    assert [(notice.code, "9.01" in notice.message) for notice in filing.notices] == [
        ("item-not-found", True)
    ]


def test_an_announced_item_that_is_unknown_is_noticed(headings):
    header = HEADER.replace("Financial Statements and Exhibits", "Change of Weather")
    filing = read(submission(document("8-K", BODY), header=header), "a.txt", headings)
    assert [notice.code for notice in filing.notices] == ["unknown-item"]


def test_another_form_is_one_section(headings):
    header = HEADER.replace("TYPE:	8-K", "TYPE:	10-Q")
    filing = read(submission(document("10-Q", BODY), header=header), "a.txt", headings)
    assert [(section.id, section.bounds) for section in filing.sections] == [("body", "whole document")]
    assert "not-8-k" in [notice.code for notice in filing.notices]
    assert NEWS in filing.sections[0].text


def test_an_envelope_of_the_nineties(headings):
    envelope = "-----BEGIN PRIVACY-ENHANCED MESSAGE-----\nProc-Type: 2001,MIC-CLEAR\nMIC-Info: RSA-MD5,RSA,\n hkA7Exd8\n\n"
    header = (
        HEADER.replace("SEC-HEADER", "IMS-HEADER")
        .replace("20090504", "19940504")
        .replace("20090505", "19940505")
    )
    body = f"<PAGE>\nFORM 8-K\n\nITEM 5.  OTHER EVENTS\n\n{NEWS}\n\n<PAGE>\n\nSIGNATURES\n"
    data = (
        submission(document("8-K", body), header=envelope + header)
        + b"-----END PRIVACY-ENHANCED MESSAGE-----\n"
    )
    filing = read(data, "a.txt", headings)
    assert [(section.id, section.text) for section in filing.sections] == [("5", NEWS)]
    assert filing.document.report_date == "1994-05-04"


def test_html_in_a_submission(headings):
    html = f"<HTML><BODY><P>Item 5.02</P><P>Departure of Directors</P><P>{NEWS}</P><HR><P>SIGNATURES</P></BODY></HTML>"
    filing = read(submission(document("8-K", html)), "a.htm", headings)
    assert [(section.id, section.text) for section in filing.sections] == [("5.02", NEWS)]


TRUNCATED = [
    ("in the text", document("8-K", BODY, end="").removesuffix("</TEXT>\n")),
    ("before the next document", document("8-K", BODY, end="") + EXHIBIT),
    ("in an end tag", document("8-K", BODY, end="</DOCUM")),
]


@pytest.mark.parametrize("documents", [row[1] for row in TRUNCATED], ids=[row[0] for row in TRUNCATED])
def test_a_truncated_submission_is_read_with_a_notice(headings, documents):
    filing = read((HEADER + documents).encode(), "a.txt", headings)
    assert filing.sections[0].text == NEWS
    assert "truncated" in [notice.code for notice in filing.notices]


def test_a_document_without_text_tag(headings):
    filing = read(submission(f"<DOCUMENT>\n<TYPE>8-K\n<SEQUENCE>1\n{BODY}</DOCUMENT>\n"), "a.txt", headings)
    assert filing.sections[0].text == NEWS


NO_TEXT = [
    HEADER,
    HEADER + "<DOCUMENT>\n<TYPE>8-K\n<TEXT>\n</TEXT>\n</DOCUMENT>\n",
    HEADER + document("8-K", "<PDF>\nbegin 644 a.pdf\nM)5!$1BTQ+C,\nend\n</PDF>"),
    HEADER + document("8-K", "begin 644 a.pdf\nM)5!$1BTQ+C,\nend"),
]


@pytest.mark.parametrize("text", NO_TEXT)
def test_a_submission_without_the_text_of_a_form(headings, text):
    with pytest.raises(FilingUnreadable) as refused:
        read(text.encode(), "a.txt", headings)
    assert refused.value.code == "no-text"


FEED = """<SUBMISSION>
<ACCESSION-NUMBER>0000999999-09-000123
<TYPE>8-K12B/A
<PUBLIC-DOCUMENT-COUNT>1
<PERIOD>20090504
<ITEMS>5.02
<ITEMS>9.01
<FILING-DATE>20090505
<FILER>
<COMPANY-DATA>
<CONFORMED-NAME>ACME WIDGETS INC
<CIK>0000999999
<IRS-NUMBER>000000000
<STATE-OF-INCORPORATION>DE
</COMPANY-DATA>
<FILING-VALUES>
<FORM-TYPE>8-K12B/A
<FILE-NUMBER>001-99999
</FILING-VALUES>
<FORMER-COMPANY>
<FORMER-CONFORMED-NAME>ACME GADGETS INC
</FORMER-COMPANY>
</FILER>
"""


def test_the_tags_of_the_feed_tell_the_facts(headings):
    filing = read(submission(document("8-K12B/A", BODY), header=FEED) + b"</SUBMISSION>\n", "a.nc", headings)
    facts = filing.document
    assert (facts.accession_number, facts.form, facts.amendment) == ("0000999999-09-000123", "8-K12B/A", True)
    assert (facts.filed, facts.report_date, facts.items) == ("2009-05-05", "2009-05-04", ("5.02", "9.01"))
    assert facts.registrants == (Registrant("ACME WIDGETS INC", "0000999999", "DE", "001-99999", None),)
    assert [section.id for section in filing.sections] == ["5.02", "9.01"]
    assert filing.notices == ()


def test_the_cover_fills_what_the_header_leaves_open(headings):
    header = HEADER.replace("990000001", "000000000").replace("STATE OF INCORPORATION:\t\t\tDE", "")
    cover = "Acme Widgets\n(Exact name of registrant)\n\nDelaware\n(State of incorporation)\n\n0-99999\n\n99-0000009\n\n"
    facts = read(submission(document("8-K", cover + BODY), header=header), "a.txt", headings).document
    assert facts.registrants == (
        Registrant("ACME WIDGETS INC", "0000999999", "Delaware", "001-99999", "99-0000009"),
    )


def test_a_header_without_tags_is_no_text(headings):
    stripped = HEADER.partition("ACCESSION")[2].replace("</SEC-HEADER>\n", "")
    filing = read(f"ACCESSION{stripped}{BODY}".encode(), "a.txt", headings)
    assert [section.id for section in filing.sections] == ["5.02", "9.01"]
    assert filing.document.accession_number == "0000999999-09-000123"
