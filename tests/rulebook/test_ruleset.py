"""Rule sets that do not hold: every finding with its file, line and column, and what to write instead."""

from typing import get_args

import pytest

from engine.errors import RulesRefused, UsageError
from engine.rulebook.compiled import Pattern
from engine.rulebook.compiling import load_ruleset
from engine.rulebook.models import Normaliser
from engine.rulebook.tokenizer import splitter
from engine.tagging.values import NORMALISERS

EVENT = "events/resignation.yaml"
FRAME = "frames/leaving/frame.yaml"
WORDING = "frames/leaving/resigned.yaml"
FOLD = "folds/names/our.yaml"
TAG = "tags/TITLE/office.yaml"
PERSON = "tags/PERSON/honorific.yaml"
MACROS = "lexicons/macros.yaml"
FILL = "fills/resignation/office.yaml"
FILLS = """\
about: Tells the office of a resignation.
fills: resignation
slots: {role: TITLE}
pattern: "his role was {role}"
unless: denied
"""

# file, what is replaced in it, by what; line, column, words of the message, words of the advice
CHANGES = [
    # keys
    (TAG, "pattern:", "patern:", 3, 1, "unknown key 'patern'", "did you mean 'pattern'?"),
    (TAG, "tag: TITLE\n", "", 1, 1, "the key 'tag' is missing", "write tag"),
    (TAG, "tag: TITLE", "tag: title", 2, 6, "'tag'", ""),
    (TAG, "tag: TITLE", "tag: TITLE\nvalue: titel", 3, 8, "'value': Input should be 'age'", ""),
    (EVENT, "[slot office]", "[slot office], form: titel", 7, 37, "'form': Input should be", ""),
    (EVENT, "find: [slot office]", "fnd: [slot office]", 7, 10, "unknown key 'fnd'", ""),
    ("ruleset.yaml", "phases: [names]", "phases: names", 5, 9, "'phases'", ""),
    # YAML itself
    (TAG, "tag: TITLE", "tag: &t TITLE", 2, 6, "the anchor &t", ""),
    (
        WORDING,
        "about: Somebody resigns from an office.",
        "about: yes",
        1,
        8,
        "`yes` is true to YAML",
        "in quotes",
    ),
    # patterns
    (
        WORDING,
        "%resign",
        "%resing",
        2,
        10,
        "%resing is neither a lexicon nor a macro",
        "did you mean %resign?",
    ),
    (WORDING, "{office}", "{offices}", 2, 10, "the slot 'offices' has no tags", "declare the slot"),
    (WORDING, "{office}", "{offices:TITLE}", 2, 10, "unknown slot 'offices'", "did you mean 'office'?"),
    (WORDING, "{office}", "{TITEL}", 2, 10, "no tag is called 'TITEL'", "did you mean 'TITLE'?"),
    (WORDING, "as {office}", "as ...<OFFICE> {office}", 2, 10, "no tag is called 'OFFICE'", "TITLE"),
    (
        WORDING,
        "(as {office})?",
        "(as {office}?",
        2,
        10,
        "a group is not closed (column 18 of the pattern)",
        "add ')'",
    ),
    (WORDING, "%resign", "%resign [LIKE_NUM]", 2, 10, "single tokens", "in tag rules only"),
    (WORDING, "{person} %resign (as {office})?", "({person})?", 2, 10, "the pattern can match nothing", ""),
    (
        WORDING,
        '"{person} %resign (as {office})?"',
        '["{person} %resign", "{person} %gone"]',
        2,
        31,
        "%gone",
        "",
    ),
    (WORDING, "{person} ", "{person} " + "... {office} " * 5, 2, 10, "ways", "narrow the gaps"),
    ("clauses.yaml", '";"', '"(a"', 8, 14, "a group is not closed", ""),
    ("clauses.yaml", '";"', '";"\n    ahead: [a, "%no"]', 9, 16, "%no is neither", ""),
    (
        EVENT,
        '{words: "%how", within: clause}',
        '{pattern: ["a", "%no"], value: x}',
        8,
        32,
        "%no is neither",
        "",
    ),
    # tags
    (TAG, "(treasurer|secretary)", "(a|b c) " * 10, 3, 10, "ways, more than 600", "use fewer groups"),
    (TAG, "(treasurer|secretary)", "'[SHAPE=nmae]'", 3, 10, "'nmae' is not defined", "shapes.yaml"),
    (
        TAG,
        "pattern: (treasurer|secretary)",
        "phrases: '%offices'",
        3,
        10,
        "%offices is no lexicon",
        "define it",
    ),
    (
        TAG,
        "pattern:",
        "phrases: '%how'\npattern:",
        3,
        10,
        "exactly one of pattern, raw and phrases",
        "keep one",
    ),
    (
        TAG,
        "pattern: (treasurer|secretary)",
        "phrases: '%how'\nbefore: a",
        3,
        10,
        "before and after go with a pattern",
        "",
    ),
    (TAG, "pattern: (treasurer|secretary)", "raw: [[{LOWR: a}]]", 3, 6, "LOWR", "spaCy"),
    (
        PERSON,
        "value: person_name",
        "value: person_name\nset: x",
        5,
        10,
        "a fixed value",
        "keep one of value and set",
    ),
    # lexicons and macros
    (MACROS, "(our|its|the)", "(our|%their)", None, None, "%their is neither", ""),
    (MACROS, "(our|its|the)", "(our|its", 2, 15, "a group is not closed (column 1 of the macro)", "add ')'"),
    (
        MACROS,
        "macros: {our: (our|its|the)}",
        "macros: {our: (our|its|the), loop: '%loop'}",
        None,
        None,
        None,
        None,
    ),
    (MACROS, "(our|its|the)", "(our|%our)", None, None, "the macro %our contains itself", "break the cycle"),
    (MACROS, "macros:", "shapes: {bad: '('}\nmacros:", 2, 15, "no regular expression", "mend it"),
    (
        MACROS,
        "macros: {our",
        "macros: {resign: x, our",
        2,
        18,
        "%resign is a lexicon and a macro",
        "rename one",
    ),
    (
        "lexicons/resign.yaml",
        "verbs: [resign]",
        "verbs: [resign]\ninclude: [quit]",
        3,
        10,
        "'quit' is not defined",
        "",
    ),
    (
        "lexicons/resign.yaml",
        "verbs: [resign]",
        "include: [resign]",
        2,
        10,
        "includes itself",
        "break the cycle",
    ),
    ("lexicons/resign.yaml", "verbs: [resign]", 'entries: [" ", resign]', 1, 1, "is blank", "remove it"),
    # names
    (
        FRAME,
        "unless: denied",
        "unless: deneid",
        4,
        9,
        "no scope is called 'deneid'",
        "did you mean 'denied'?",
    ),
    (FRAME, "person: PERSON", "person: PERSN", 3, 17, "no tag is called 'PERSN'", "did you mean 'PERSON'?"),
    (
        WORDING,
        "pattern:",
        "unless: [denied, plans]\npattern:",
        2,
        18,
        "no scope is called 'plans'",
        "there are: denied",
    ),
    (FOLD, "{head:TITLE}", "{TITLE}", 2, 7, "keep: head needs {head:…}", "{head:TAG}"),
    (FOLD, "{head:TITLE}", "({head:TITLE})?", 2, 7, "in every way", ""),
    (
        FOLD,
        '"%our {head:TITLE}"',
        '"%our {head:TITLE}"\nkeep: group',
        2,
        7,
        "needs {member:…}",
        "{member:TAG}",
    ),
    (FOLD, '"%our {head:TITLE}"', '"%our {TITLE}"\nkeep: clause', 2, 7, "captures nothing", "keep: nothing"),
    (
        "discourse.yaml",
        "any.person",
        "leave.person",
        3,
        22,
        "no frame is called 'leave'",
        "did you mean 'leaving'?",
    ),
    ("discourse.yaml", "any.person", "leaving.persons", 3, 22, "'leaving' has no slot 'persons'", "'person'"),
    ("discourse.yaml", "any.person", "PERSONS", 3, 22, "no tag is called 'PERSONS'", "'PERSON'"),
    (
        "ruleset.yaml",
        "phases: [names]",
        "phases: [titles]",
        None,
        None,
        "the phase 'names' is not listed",
        "ruleset.yaml",
    ),
    ("ruleset.yaml", "{whole: [Mr.]}", "{infixes: ['(']}", 6, 23, "no regular expression", "mend it"),
    # events
    (EVENT, "from: leaving", "from: leave", 3, 7, "no frame is called 'leave'", "did you mean 'leaving'?"),
    (EVENT, "from: leaving", "from: leaving\npivot: persn", 4, 8, "no slot is called 'persn'", "'person'"),
    (
        EVENT,
        "from: leaving",
        "from: leaving\nanchor: amount",
        4,
        9,
        "no slot of the frame is called 'amount'",
        "office",
    ),
    (
        EVENT,
        "from: leaving",
        "from: leaving\nwhen: {has: ofice}",
        4,
        13,
        "no slot of the frame is called 'ofice'",
        "'office'",
    ),
    (
        EVENT,
        "from: leaving",
        "from: leaving\nwhen: {manner: x}",
        4,
        16,
        "no condition is called 'manner'",
        "",
    ),
    (EVENT, "from: leaving", "from: leaving\nneeds: [rol]", 4, 9, "no slot is called 'rol'", "'role'"),
    (EVENT, "same: [person]", "same: [persons]", 9, 8, "no slot is called 'persons'", "'person'"),
    (
        EVENT,
        "scored: [role]",
        "scored: [roles]",
        10,
        10,
        "no field of the output is called 'roles'",
        "'role'",
    ),
    (EVENT, "role: string", "role: text", 11, 16, "unknown kind 'text'", "string"),
    (EVENT, "role: string, ", "", 7, 9, "no field of the output is called 'role'", ""),
    (EVENT, "slot office", "slot offices", 7, 17, "no slot of the frame is called 'offices'", "'office'"),
    (EVENT, "slot office", "the office", 7, 17, "'the office' is no way of finding a value", "captured"),
    (
        EVENT,
        "slot office",
        "clause start",
        7,
        17,
        "no capture of a fold with keep: clause",
        "there are none yet",
    ),
    (EVENT, "slot office", "age of pivot", 7, 17, "no part of a node is called 'age'", ""),
    (
        EVENT,
        "slot office",
        "hire.date of same person",
        7,
        17,
        "no event, family or group is called 'hire'",
        "resignation",
    ),
    (
        EVENT,
        "slot office",
        "personnel.rolle of same person",
        7,
        17,
        "no slot of 'personnel' is called 'rolle'",
        "'role'",
    ),
    (EVENT, "slot office", "nearest OFFICE left in clause", 7, 17, "no tag is called 'OFFICE'", ""),
    (
        EVENT,
        "register subject",
        "register object",
        6,
        32,
        "no register is called 'object'",
        "did you mean 'subject'?",
    ),
    (EVENT, "[slot office]", "[slot office], only: TITEL", 7, 37, "no tag is called 'TITEL'", "'TITLE'"),
    (EVENT, "[slot office]", "[slot office], unless equal: rol", 7, 45, "no slot is called 'rol'", "'role'"),
    (
        EVENT,
        "[slot office]",
        "[slot office], via: '%hwo'",
        7,
        36,
        "no lexicon is called 'hwo'",
        "did you mean 'how'?",
    ),
    (EVENT, "[slot office]", "[slot office], via: '%resign'", None, None, None, None),
    (EVENT, '"%how"', '"%our"', 8, 24, "no lexicon is called 'our'", "how"),
    (EVENT, '"%how"', '"%hwo"', 8, 24, "no lexicon is called 'hwo'", "did you mean 'how'?"),
    (EVENT, 'words: "%how"', 'words: "%how", pattern: a', 8, 16, "either a pattern or words", "keep one"),
    (EVENT, 'words: "%how"', "pattern: suddenly", 8, 26, "the pattern captures nothing", "or give a value"),
    (
        EVENT,
        'words: "%how"',
        'pattern: "{x:TITLE}", slot: z',
        8,
        45,
        "no slot of the pattern is called 'z'",
        "there are: x",
    ),
    # fills
    (FILL, "fills: resignation", "fills: retirement", 2, 8, "no event is called 'retirement'", "resignation"),
    (FILL, "{role: TITLE}", "{rolle: TITLE}", 3, 16, "'resignation' has no field 'rolle'", "'role'"),
    (FILL, "{role: TITLE}", "{role: TITEL}", 3, 15, "no tag is called 'TITEL'", "'TITLE'"),
    (FILL, "unless: denied", "unless: never", 5, 9, "no scope is called 'never'", ""),
    (FILL, "unless: denied", "pick: {rol: amount}", 5, 13, "unknown slot 'rol'", "'role'"),
]


def refused(root):
    with pytest.raises(RulesRefused) as caught:
        load_ruleset(root)
    return list(caught.value.findings)


@pytest.mark.parametrize("row", CHANGES, ids=lambda row: f"{row[0]}-{row[2][:25]}")
def test_findings(write_rules, tiny_rules, row):
    file, old, new, line, column, message, advice = row
    files = {**tiny_rules, FILL: FILLS}
    assert old in files[file]
    root = write_rules({**files, file: files[file].replace(old, new, 1)})
    if message is None:
        load_ruleset(root)
        return
    findings = refused(root)
    hits = [f for f in findings if message in f.message and advice in f.advice]
    assert hits, [str(f) for f in findings]
    if line is not None:
        assert (file, line, column) in [(f.file, f.line, f.column) for f in hits], [str(f) for f in findings]


# the files that are added or left out; the finding
FILES = [
    ({"ruleset.yaml": None}, "ruleset.yaml:1:1: ruleset: the file is missing; write ruleset.yaml"),
    ({"clauses.yaml": None}, "clauses.yaml:1:1: clauses: the file is missing; write clauses.yaml"),
    ({"discourse.yaml": None}, "discourse.yaml:1:1: discourse: the file is missing; write discourse.yaml"),
    (
        {FRAME: None},
        "frames/leaving/resigned.yaml:1:1: frames.leaving.resigned: the folder has no frame.yaml",
    ),
    ({WORDING: None}, "frames/leaving/frame.yaml:1:1: frames.leaving.frame: the frame has no wording"),
    (
        {"lexicons/how.yaml": None},
        "events/resignation.yaml:8:24: events.resignation: no lexicon is called 'how'",
    ),
    (
        {"tag/TITLE/x.yaml": "about: x\n"},
        "tag/TITLE/x.yaml:1:1: tag.TITLE.x: no kind of rule stands at this path",
    ),
    (
        {
            "lexicons/a-b.yaml": "about: One of two.\nentries: [a]\n",
            "lexicons/a_b.yaml": "about: Two of two.\nentries: [b]\n",
        },
        "lexicons/a_b.yaml:1:1: lexicons.a_b: the lexicon %a_b stands in lexicons/a-b.yaml too; rename one of the files",
    ),
    (
        {"lexicons/more.yaml": "about: More macros.\nmacros: {our: a}\n"},
        "lexicons/more.yaml:2:15: lexicons.more: %our stands in lexicons/macros.yaml too; rename one",
    ),
    (
        {"frames/going/frame.yaml": "about: Somebody goes.\nframe: leaving\nslots: {x: TITLE}\n"},
        "frames/leaving/frame.yaml:2:8: frames.leaving.frame: 'leaving' is defined in frames/going/frame.yaml too",
    ),
    ({"sections/items.yaml": "about: No items.\nitms: {}\n"}, "sections/items.yaml:"),
]


@pytest.mark.parametrize(("changes", "expected"), FILES, ids=lambda value: next(iter(value))[:40])
def test_files(write_rules, changes, expected):
    shown = [str(finding) for finding in refused(write_rules(changes))]
    assert any(line.startswith(expected) for line in shown), shown


def test_no_folder(tmp_path):
    with pytest.raises(UsageError, match="no such folder of rules; give the folder that holds"):
        load_ruleset(tmp_path / "rules")


def test_aliases_that_blow_up_are_refused(write_rules):
    levels = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 30))
    findings = refused(write_rules({TAG: "about: &l0 [x]\n" + levels}))
    assert {f.file for f in findings} == {TAG}
    assert "the anchor &l0" in findings[0].message


def test_macros_that_blow_up_are_refused(write_rules, tiny_rules):
    macros = "".join(f'  m{n}: "{f"%m{n - 1} " * 9}"\n' for n in range(1, 30))
    files = {MACROS: f'about: Macros that multiply.\nmacros:\n  our: (our|its|the)\n  m0: "a b"\n{macros}'}
    findings = refused(write_rules({**files, FOLD: tiny_rules[FOLD].replace("%our", "%m29")}))
    assert ["more than 4000 elements" in f.message for f in findings] == [True]


def test_all_findings_come_at_once(write_rules, tiny_rules):
    changes = {file: tiny_rules[file].replace("{", "{{", 1) for file in (WORDING, FOLD)}
    findings = refused(write_rules({**changes, TAG: "about: Offices with one word.\n", EVENT: None}))
    assert {f.file for f in findings} == {WORDING, FOLD, TAG}


def test_a_rule_set_that_holds(write_rules):
    ruleset = load_ruleset(write_rules())
    assert (ruleset.name, ruleset.version) == ("tiny", "1")
    assert [tag.id for tag in ruleset.tags] == ["tags.PERSON.honorific", "tags.TITLE.office"]
    assert [fold.id for phase in ruleset.folds for fold in phase] == ["folds.names.our"]
    assert list(ruleset.frames) == ["leaving"]
    assert ruleset.frames["leaving"].slots == {"person": ("PERSON",), "office": ("TITLE",)}
    (event,) = ruleset.events
    assert [rung.text for rung in event.ladders["person"]] == ["slot person", "register subject"]
    assert all(
        isinstance(p, Pattern) for wording in ruleset.frames["leaving"].wordings for p in wording.patterns
    )


def test_lexicons_include_others_with_all_that_those_include(write_rules):
    files = {
        f"lexicons/{name}.yaml": f"about: The lexicon {name}.\nentries: {{{value}: [{name}, shared]}}\n{more}"
        for name, value, more in [
            ("a", "one", "include: [b]\n"),
            ("b", "two", "include: [c]\n"),
            ("c", "three", ""),
        ]
    }
    phrases = load_ruleset(write_rules(files)).vocabulary.lexicons["a"].phrases
    assert phrases == {"a": "one", "b": "two", "c": "three", "shared": "one"}


def test_the_names_of_normalisers_are_those_of_tagging():
    assert set(get_args(Normaliser)) == set(NORMALISERS)


def test_the_tokenizer_of_patterns_is_that_of_the_rule_set(write_rules):
    ruleset = load_ruleset(write_rules())
    assert ruleset.vocabulary.tokenize("Mr. Roe") == ("mr.", "roe")
    assert splitter(ruleset.tokenizing) is ruleset.vocabulary.tokenize
