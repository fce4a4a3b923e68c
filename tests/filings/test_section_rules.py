"""The section rules: what their files may say, how captions match, which numbering a date has."""

import copy

import pytest

from engine.errors import RulesRefused
from engine.rulebook.headings import Headings

CAPTIONS = [
    # item, text, what the caption covers
    ("5.02", "Departure of Directors or Certain Officers", "Departure of Directors or Certain Officers"),
    (
        "5.02",
        "DEPARTURE OF DIRECTORS; ELECTION OF DIRECTORS. Text",
        "DEPARTURE OF DIRECTORS; ELECTION OF DIRECTORS",
    ),
    (
        "5.02",
        "Departure of Directors or Principal Officer: Election of Directors",
        "Departure of Directors or Principal Officer: Election of Directors",
    ),
    ("5.02", "Appointment of Certain OfficersOn May 4", "Appointment of Certain Officers"),
    (
        "5.02",
        "Compensatory   Arrangements - of Certain Officers. (e)",
        "Compensatory   Arrangements - of Certain Officers",
    ),
    (
        "5.02",
        "Election of Directors and Appointment of Principal Officers",
        "Election of Directors and Appointment of Principal Officers",
    ),
    ("5.02", "Election of Directorships", ""),
    ("5.02", "On May 4, 2009", ""),
    ("1.01", "Entry into a Material Definitive Agreement.", "Entry into a Material Definitive Agreement"),
    ("1.01", "Material Definitive Agreement", "Material Definitive Agreement"),
    ("1.01", "Entry Into Material Definitive Agreements", "Entry Into Material Definitive Agreements"),
    (
        "2.02",
        "Results of Operations and Financial ConditionOn",
        "Results of Operations and Financial Condition",
    ),
    (
        "2.03",
        "Creation of a Direct Financial Obligation or an Obligation under an Off-Balance Sheet Arrangement of a Registrant",
        "Creation of a Direct Financial Obligation or an Obligation under an Off-Balance Sheet Arrangement of a Registrant",
    ),
    (
        "4.01",
        "Changes in Registrant’s Certifying Accountant",
        "Changes in Registrant’s Certifying Accountant",
    ),
    (
        "5.03",
        "Amendments to Articles of Incorporation or Bylaws; Change in Fiscal Year",
        "Amendments to Articles of Incorporation or Bylaws; Change in Fiscal Year",
    ),
    ("9.01", "Financial Statements and Exhibits", "Financial Statements and Exhibits"),
    ("9.01", "Exhibits", "Exhibits"),
    ("5", "Other Events and Regulation FD Disclosure", "Other Events and Regulation FD Disclosure"),
    ("6", "Resignations of Registrant's Directors", "Resignations of Registrant's Directors"),
    (
        "7",
        "Financial Statements, Pro Forma Financial Information and Exhibits",
        "Financial Statements, Pro Forma Financial Information and Exhibits",
    ),
]


@pytest.mark.parametrize(("item", "text", "covered"), CAPTIONS)
def test_a_caption_covers(headings, item, text, covered):
    rule = next(n.items[item] for n in headings.numberings if item in n.items)
    assert text[: rule.captions.end(text, 0)] == covered


@pytest.mark.parametrize(
    ("date", "name"),
    [
        ("2004-08-22", "before 2004"),
        ("2004-08-23", "current"),
        ("1994-01-27", "before 2004"),
        (None, "current"),
    ],
)
def test_the_date_of_the_report_tells_the_numbering(headings, date, name):
    assert headings.numberings_for(date)[0].name == name


@pytest.mark.parametrize(
    ("item", "frames"),
    [
        ("5.02", "all"),
        ("9.01", "none"),
        ("2.02", "none"),
        ("5", "all"),
        ("7", "none"),
        ("5.99", "all"),
        (None, "all"),
    ],
)
def test_frames_care_about_items(headings, item, frames):
    assert headings.frames(item) == frames


@pytest.mark.parametrize(
    ("announced", "item"),
    [
        (
            "Departure of Directors or Certain Officers; Election of Directors; Appointment of Certain Officers: Compensatory Arrangements of Certain Officers",
            "5.02",
        ),
        ("Other Events", "8.01"),
        ("Financial Statements and Exhibits", "9.01"),
        ("Regulation FD Disclosure", "7.01"),
        ("Something new", None),
    ],
)
def test_submission_headers_announce_items_by_caption(headings, announced, item):
    assert headings.numberings_for(None)[0].item_titled(announced) == item


def change(files, path, value):
    changed = copy.deepcopy(files)
    *parents, last = path
    place = changed
    for key in parents:
        place = place[key]
    place[last] = value
    return changed


REFUSED = [
    (("items.yaml", "items", "5.02", "frames"), "some", "frames"),
    (("items.yaml", "items", "5.02", "captions"), ["(Departure"], "is no caption"),
    (("items.yaml", "number"), "(", "no regular expression"),
    (("ends.yaml", "ends", "paragraph"), ["x"], "paragraph"),
    (("cover.yaml", "about"), "short", "about"),
]


@pytest.mark.parametrize(("path", "value", "said"), REFUSED)
def test_a_wrong_file_is_refused_with_its_place(section_files, path, value, said):
    with pytest.raises(RulesRefused) as refused:
        Headings.from_files(change(section_files, path, value))
    assert [finding.file for finding in refused.value.findings] == [path[0]]
    assert said in str(refused.value)


def test_all_findings_come_at_once(section_files):
    files = change(change(section_files, REFUSED[0][0], "some"), REFUSED[4][0], "short")
    with pytest.raises(RulesRefused) as refused:
        Headings.from_files(files)
    assert len(refused.value.findings) == 2


def test_a_missing_or_unknown_file_is_refused(section_files):
    with pytest.raises(RulesRefused, match="no file with the key ends"):
        Headings.from_files({name: data for name, data in section_files.items() if name != "ends.yaml"})
    with pytest.raises(RulesRefused, match="no section rules"):
        Headings.from_files(section_files | {"other.yaml": {"about": "Nothing that is known here."}})


def test_every_file_says_what_it_is_about(section_files):
    assert all(data["about"].strip().endswith(".") for data in section_files.values())
