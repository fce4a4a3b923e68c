import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.scoring.compare import comparable, free_of_charge, is_designation, person_words, persons_agree
from engine.scoring.compare import role_key as key


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Ann B. Roe", "ann b roe"),
        ("Mr. Sam Poe", "sam poe"),
        ("Dr. Ann Roe, M.D., Ph.D.", "ann roe"),
        ("Sam Poe, Jr.", "sam poe"),
        ("Sam Poe III", "sam poe"),
        ("Sam Poe, CPA, Esq.", "sam poe"),
        ("Ann O'Roe", "ann oroe"),
        ("Ann O’Roe", "ann oroe"),
        ("Ann Roe-Poe", "ann roe-poe"),
        ("Ms. Roe", "roe"),
        ("Sr. Sam Poe", "sr sam poe"),  # a suffix is one only behind the name
        ("Dr. V", "v"),  # what is left is the name
        ("  Ann\u00a0 Roe ", "ann roe"),
        ("", ""),
    ],
)
def test_words_of_a_name(name, words):
    assert " ".join(person_words(name)) == words


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("Ann B. Roe", "Ann Roe", True),
        ("Ann B. Roe", "Ann C. Roe", True),  # only the first given names count
        ("Mr. Roe", "Ann Roe", True),
        ("A. Roe", "Ann Roe", True),
        ("Ann Roe", "A. B. Roe", True),
        ("B. Roe", "Ann Roe", False),
        ("An Roe", "Ann Roe", False),  # a short form is no initial
        ("J. Robert Roe", "Robert Roe", True),
        ("Robert Roe", "J. Robert Roe", True),
        ("J. Robert Roe", "John Roe", True),
        ("John Q. Roe", "Q. Roe", True),
        ("John Robert Roe", "Robert J. Roe", True),
        ("Sam Roe", "Ann Roe", False),
        ("Ann Roe", "Ann Poe", False),
        ("ANN ROE", "Ann Roe", True),
        ("Ann Roe, Jr.", "Ann Roe", True),
        ("Ann Roe, M.D.", "Dr. Ann Roe", True),
        ("Ann Roe Poe", "Ann Roe", False),
    ],
)
def test_persons(one, other, agree):
    assert persons_agree(one, other) is agree
    assert persons_agree(other, one) is agree


@given(st.text(max_size=20))
def test_a_person_agrees_with_itself(name):
    assert persons_agree(name, name)


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("Chief Financial Officer", "chief financial officer"),
        ("CFO", "chief financial officer"),
        ("interim CEO", "chief executive officer"),
        ("COO", "chief operating officer"),
        ("CTO", "chief technology officer"),
        ("CIO", "chief information officer"),
        ("CAO", "chief accounting officer"),
        ("CMO", "chief medical officer"),
        ("CLO", "chief legal officer"),
        ("CHRO", "chief human resources officer"),
        ("EVP, Sales", "executive vice president sales"),
        ("SVP of Sales", "senior vice president sales"),
        ("Vice-President, Finance", "vice president finance"),
        ("VP Finance & Administration", "vice president finance administration"),
        ("Vice President of Finance and Administration", "vice president finance administration"),
        ("Chairman of the Board", "chair"),
        ("Chairwoman", "chair"),
        ("Chairperson of its Board of Directors", "chair"),
        ("Executive Chairman", "executive chair"),
        ("Director", "director"),
        ("member of the Board of Directors", "director"),
        ("a new member of our Board", "director"),
        ("Lead Independent Director", "lead independent director"),
        ("Managing Director", "managing director"),
        ("the Company's acting Treasurer", "s treasurer"),  # the sign is a blank, by the contract
        ("", "director"),
    ],
)
def test_roles(role, expected):
    assert key(role) == expected


@pytest.mark.parametrize(
    ("role", "designation"),
    [
        ("principal executive officer", True),
        ("Principal Financial Officer", True),
        ("principal accounting officer", True),
        ("principal operating officer", True),
        ("principal financial and accounting officer", True),
        ("principal officer", False),
        ("principal legal officer", False),
        ("Chief Financial Officer", False),
    ],
)
def test_designations(role, designation):
    assert is_designation(key(role)) is designation


@pytest.mark.parametrize(
    ("ours", "theirs", "free"),
    [
        (["CFO", "principal financial officer"], ["CFO"], ["principal financial officer"]),
        (["CFO", "principal financial officer"], [], ["principal financial officer"]),
        (["CFO", "principal financial officer"], ["principal financial officer"], []),
        (["principal financial officer"], ["CFO"], []),  # it is all that the event has
        (["principal financial officer", "principal accounting officer"], ["CFO"], []),
        (["CFO", "Treasurer"], ["CFO"], []),
    ],
)
def test_designations_are_free_beside_another_role(ours, theirs, free):
    sides = comparable("roles", ours), comparable("roles", theirs)
    assert free_of_charge("roles", *sides) == comparable("roles", free)


@pytest.mark.parametrize(
    ("slot", "one", "other", "same"),
    [
        ("date", "2009-05-04", "2009-05-04", True),
        ("date", "2009-05", "2009-05-04", False),
        ("amount", 240000, 240000.0, True),
        ("exercise_price", 3.25, 3.250, True),
        ("amount", 240000, 240001, False),
        ("amount", 240000, "240000", False),
        ("kind", "Employment", "employment", True),
        ("replaces", "Mr. Sam Poe, Jr.", "Poe", True),
        ("replaces", "Sam Poe", "Ann Poe", True),
        ("replaces", "Sam Poe", "Sam Roe", False),
        ("roles", ["CFO", "Treasurer"], ["treasurer", "Chief Financial Officer"], True),
        ("roles", ["CFO", "Chief Financial Officer"], ["CFO"], True),
        ("committees", ["Audit"], ["audit"], True),
        ("continues_as", ["member of the Board"], ["Director"], True),
        ("interim", False, None, True),
        ("interim", True, None, False),
        ("terms", {"b": 1, "a": 2}, {"a": 2, "b": 1}, True),
    ],
)
def test_values(slot, one, other, same):
    assert (comparable(slot, one) == comparable(slot, other)) is same
