"""Checking a rule set: examples that match, that must not, and known misses."""

import pytest

from engine.checking import Mark, check, read_marks
from engine.errors import UsageError

WORDING = "frames/leaving/resigned.yaml"
TAG = "tags/PERSON/honorific.yaml"
FOLD = "folds/names/our.yaml"

HEADS = {
    WORDING: 'about: Somebody resigns from an office.\npattern: "{person} %resign (as {office})?"\n',
    TAG: 'about: A name after an honorific.\ntag: PERSON\nvalue: person_name\npattern: "Mr. [IS_TITLE]"\n',
    FOLD: 'about: Folds the article into an office.\nfold: "%our {head:TITLE}"\n',
}
NO_MATCH = {
    WORDING: 'no_match: ["Mr. Roe went."]',
    TAG: 'no_match: ["Mr. and Mrs."]',
    FOLD: 'no_match: ["Treasurer of"]',
}
MATCH = {
    WORDING: 'match: ["[[Mr. Roe|person]] resigned."]',
    TAG: 'match: ["and [[Mr. Roe]] went"]',
    FOLD: 'match: ["[[the Treasurer]] went"]',
}

# file, its examples, the findings as "line:column words of the message"
EXAMPLES = [
    (WORDING, 'match: ["[[Mr. Roe|person]] resigned as [[Secretary|office]]."]', []),
    (WORDING, 'match: ["[[Mr. Roe resigned as Secretary]]."]', []),
    (WORDING, 'match: ["Mr. Roe went."]', ["4:11 the example does not match: the rule does not fire"]),
    (
        WORDING,
        'match: ["Mr. Roe [[resigned|person]]."]',
        ["4:11 the example does not match: “resigned” is not taken as person, but “Mr. Roe resigned” (person “Mr. Roe”)"],
    ),
    (WORDING, 'no_match: ["Mr. Roe did not resign."]', []),
    (WORDING, 'no_match: ["Mr. Roe resigned."]', ["4:14 the example matches where it must not: “Mr. Roe resigned”"]),
    (WORDING, 'match:\n    - "[[Mr. Roe|person]] resigned."\n    - "Mr. Roe went."', ["6:7 the example does not match"]),
    (WORDING, 'todo: ["[[Mr. Roe|person]] was let go."]', []),
    (WORDING, 'todo: ["[[Mr. Roe|person]] resigned."]', ["4:10 a todo passes now"]),
    (TAG, 'match: [{text: "[[Mr. Roe]] went", value: Roe}]', []),
    (TAG, 'match: [{text: "[[Mr. Roe]] went", value: Poe}]', ["6:11 the example does not match: the value is 'Roe', not 'Poe'"]),
    (TAG, 'match: ["[[Mr. Roe]] and Mr. Poe"]', ["6:11 the example does not match: “Mr. Poe” is tagged too"]),
    (TAG, 'match: ["[[Mr. Roe]] and [[Mr. Poe]]"]', []),
    (TAG, 'match: ["Mr. [[Roe]] went"]', ["6:11 the example does not match: “Roe” is not taken, but “Mr. Roe”"]),
    (FOLD, 'match: ["[[the Treasurer]] and [[our Secretary|head]]"]', ["4:11 the example does not match: “our Secretary” is not taken as head"]),
    (FOLD, 'match: ["[[the Treasurer]] and our [[Secretary|head]]"]', []),
]  # fmt: skip


@pytest.mark.parametrize(("file", "examples", "expected"), EXAMPLES)
def test_examples(write_rules, file, examples, expected):
    others = {"match": MATCH, "no_match": NO_MATCH}
    more = "".join(f"\n  {rows[file]}" for key, rows in others.items() if not examples.startswith(f"{key}:"))
    root = write_rules({file: f"{HEADS[file]}examples:\n  {examples}{more}\n"})
    found = [f"{f.line}:{f.column} {f.message}" for f in check(root)]
    assert len(found) == len(expected), found
    assert all(shown.startswith(words) for shown, words in zip(found, expected, strict=True)), found


def test_a_rule_set_that_holds_has_no_findings(write_rules):
    assert check(write_rules()) == []


def test_a_rule_set_that_does_not_load_gives_its_findings(write_rules):
    (finding,) = check(write_rules({WORDING: HEADS[WORDING].replace("%resign", "%resing")}))
    assert (finding.file, finding.line, finding.rule) == (WORDING, 2, "frames.leaving.resigned")
    assert "did you mean %resign?" in finding.advice


def test_no_folder(tmp_path):
    with pytest.raises(UsageError, match="no such folder of rules"):
        check(tmp_path / "none")


@pytest.mark.parametrize(
    ("text", "plain", "marks"),
    [
        ("no mark", "no mark", ()),
        ("[[Roe]] left", "Roe left", (Mark(0, 3, None),)),
        ("a [[Roe|person]], [[51|age]]", "a Roe, 51", (Mark(2, 5, "person"), Mark(7, 9, "age"))),
        ("a [b] [[c]", "a [b] [[c]", ()),
    ],
)
def test_marks(text, plain, marks):
    assert read_marks(text) == (plain, marks)
