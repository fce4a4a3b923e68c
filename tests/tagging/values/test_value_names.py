import pytest

from engine.tagging.values.names import NameParts, name_parts, person_name, surname


@pytest.mark.parametrize(
    ("words", "name"),
    [
        # nothing to take off
        ("Ann B. Roe", "Ann B. Roe"),
        ("ANN B. ROE", "ANN B. ROE"),
        ("Ann-Marie Roe-Poe", "Ann-Marie Roe-Poe"),
        ("Ann O’Neil", "Ann O’Neil"),
        ("D'Arcy O'Neil", "D'Arcy O'Neil"),
        ("Ludwig van der Roe", "Ludwig van der Roe"),
        ("J.R. Roe", "J.R. Roe"),
        ("Ann Ma", "Ann Ma"),
        ("Gen Roe", "Gen Roe"),
        # white space and what the end of a line or a tag border broke
        (" Ann  B.\n Roe,", "Ann B. Roe"),
        ("Ann\u00a0Roe", "Ann Roe"),
        ("Ann B.Roe", "Ann B. Roe"),
        ("Ann Smith-\nRoe", "Ann Smith-Roe"),
        ("Ann Wil-\nliams", "Ann Williams"),
        ("Jean‑Luc Roe", "Jean-Luc Roe"),
        ("Ann Roe.", "Ann Roe"),
        ("Ann Roe*", "Ann Roe"),
        ("Ann Roe(1)", "Ann Roe"),
        # honorifics
        ("Mr. Roe", "Roe"),
        ("Mr.Roe", "Roe"),
        ("MS. ROE", "ROE"),
        ("Dr Roe", "Roe"),
        ("Messrs. Roe", "Roe"),
        ("Prof. Dr. Ann Roe", "Ann Roe"),
        ("The Honorable Ann Roe", "Ann Roe"),
        ("Hon. Ann Roe", "Ann Roe"),
        ("General William Roe", "William Roe"),
        ("Lt. Gen. William Roe (Ret.)", "William Roe"),
        ("Rear Admiral Ann Roe", "Ann Roe"),
        # nicknames
        ('William "Bill" Roe', "William Roe"),
        ("William “Bill” Roe", "William Roe"),
        ("William ‘Bill’ Roe", "William Roe"),
        ("William ''Bill'' Roe", "William Roe"),
        ("William (Bill) Roe", "William Roe"),
        ("William(Bill)Roe", "William Roe"),
        ("William R. “W.R.” O’Neil", "William R. O’Neil"),
        # degrees and certifications
        ("Ann B. Roe, M.D., Ph.D.", "Ann B. Roe"),
        ("Ann Roe, Ph. D.", "Ann Roe"),
        ("Ann Roe, MD PhD,", "Ann Roe"),
        ("Ann Roe, MD & PhD", "Ann Roe"),
        ("Ann Roe,CPA", "Ann Roe"),
        ("Ann Roe, Esq.", "Ann Roe"),
        ("Ann Roe M.D.", "Ann Roe"),
        ("Ann Roe M.D./Ph.D.", "Ann Roe"),
        ("Ann Roe PhD", "Ann Roe"),
        ("Ann Do, DO", "Ann Do"),
        # suffixes and possessives
        ("William Roe, Jr.", "William Roe, Jr."),
        ("William Roe,Jr.", "William Roe, Jr."),
        ("William Roe III", "William Roe III"),
        ("William Roe, Jr., Ph.D.", "William Roe, Jr."),
        ("Ann Roe’s", "Ann Roe"),
        ("ANN ROE'S", "ANN ROE"),
        ("Ann Jones’", "Ann Jones"),
        ("Mr. William “Bill” Roe, Jr.’s", "William Roe, Jr."),
        # no name
        ("", None),
        ("Mr.", None),
        ("12,500", None),
        ("(Bill)", None),
        ("Roe " * 51, None),
    ],
)
def test_a_name_loses_what_stands_around_it(words, name):
    assert person_name(words) == name


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("Ann B. Roe", NameParts(("Ann", "B."), "Roe", "")),
        ("J. Robert van Roe, Jr.", NameParts(("J.", "Robert", "van"), "Roe", "Jr.")),
        ("WILLIAM ROE III", NameParts(("WILLIAM",), "ROE", "III")),
        ("Dr. Roe", NameParts((), "Roe", "")),
        ("Jr.", NameParts((), "Jr.", "")),
        ("", NameParts((), "", "")),
    ],
)
def test_a_name_has_given_names_a_surname_and_a_suffix(words, parts):
    assert name_parts(words) == parts
    assert surname(words) == parts.surname
