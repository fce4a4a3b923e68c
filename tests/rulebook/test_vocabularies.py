"""The vocabularies under rules/lexicons: they hold as files, and people can find an entry in them."""

from itertools import pairwise
from pathlib import Path

import pytest

from engine.rulebook.source import read_folder

LEXICONS = read_folder(Path(__file__).parents[2] / "rules" / "lexicons")
WITH_ENTRIES = {
    file: document for file, document in LEXICONS.items() if {"entries", "words"} & set(document.data)
}

# The long lists of single phrases, which are kept sorted.
LISTS = (
    "company-endings",
    "degrees",
    "given-names",
    "given-names-ambiguous",
    "honorifics",
    "name-particles",
    "name-suffixes",
    "not-name-words",
    "number-words",
    "title-areas",
    "title-heads",
)


def listed(file):
    """The entries of a lexicon: a mapping of lists, or one list with the single words of `words` in it."""
    data = LEXICONS[file].data
    entries = data.get("entries", [])
    return entries if isinstance(entries, dict) else [*entries, *data.get("words", "").split()]


def phrases(entries):
    groups = entries.values() if isinstance(entries, dict) else [entries]
    return [list(group) for group in groups]


@pytest.mark.parametrize("file", LEXICONS)
def test_files_hold_and_say_what_they_are_for(file):
    assert LEXICONS[file].findings == ()
    assert LEXICONS[file].data["about"].endswith(".")


@pytest.mark.parametrize("file", WITH_ENTRIES)
def test_entries_are_lower_case_and_stand_once(file):
    for group in phrases(listed(file)):
        assert [phrase for phrase in group if phrase != " ".join(phrase.lower().split())] == []
        assert sorted(group) == sorted(set(group))


@pytest.mark.parametrize("name", LISTS)
def test_long_lists_are_sorted(name):
    entries = listed(f"{name}.yaml")
    assert [pair for pair in pairwise(entries) if pair[0] >= pair[1]] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("given-names", "given-names-ambiguous"),
        ("given-names", "not-name-words"),
    ],
)
def test_lists_of_different_evidence_share_nothing(one, other):
    shared = set(listed(f"{one}.yaml")) & set(listed(f"{other}.yaml"))
    assert shared == set()


@pytest.mark.parametrize(
    ("name", "has", "lacks"),
    [
        ("given-names", ["james", "kathy", "josé", "rajesh"], ["mark", "will", "board", "the"]),
        ("given-names-ambiguous", ["mark", "grant", "will", "june", "chase"], ["james", "agreement"]),
        ("not-name-words", ["agreement", "no", "on", "october", "texas"], ["june", "virginia", "grant"]),
        ("title-heads", ["chief executive officer", "cfo", "executive chairman"], ["director", "chairman"]),
        ("company-endings", ["inc.", "llc", "n.v.", "bancorp"], ["as", "company"]),
        ("degrees", ["m.d.", "ph.d.", "cpa", "esq."], ["jr.", "ca"]),
    ],
)
def test_spot_checks(name, has, lacks):
    entries = set(listed(f"{name}.yaml"))
    assert entries.issuperset(has)
    assert entries.isdisjoint(lacks)
