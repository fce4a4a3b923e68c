"""Lints: what each says, where, and where it stays silent."""

import pytest

from engine.rulebook.compiling import load_ruleset
from engine.rulebook.lints import lint
from engine.rulebook.loading import load_folder

EVENT = "events/resignation.yaml"
FRAME = "frames/leaving/frame.yaml"
WORDING = "frames/leaving/resigned.yaml"
FOLD = "folds/names/our.yaml"
TAG = "tags/TITLE/office.yaml"
SCOPE = "scopes/denied.yaml"
MACROS = "lexicons/macros.yaml"
PATTERN = "{person} %resign (as {office})?"

# file, what is replaced, by what; what the lints say ("" for nothing)
LINTS = [
    (WORDING, PATTERN, PATTERN, ""),
    # parts at the edge that change nothing
    (WORDING, PATTERN, "{person} %resign (today)?", "2:10 useless-edge: the last element may be missing"),
    (WORDING, PATTERN, "(%our){0,2} {person} %resign", "2:10 useless-edge: the first element"),
    (WORDING, PATTERN, "{person} %resign ...", "2:10 useless-edge: the last element"),
    (WORDING, PATTERN, "({person} %resign|(also)? gone is {person})", "2:10 useless-edge: the first element"),
    (WORDING, PATTERN, "{person} (today)? %resign", ""),
    (WORDING, f'"{PATTERN}"', f'["{PATTERN}", "{{person}} went (out)?"]', "2:46 useless-edge"),
    (FOLD, '"%our {head:TITLE}"', '"(,)? %our {head:TITLE} (,)?"', ""),  # a fold covers its edges
    # slots that may take each other's node
    (
        WORDING,
        PATTERN,
        "{person} ... {office:PERSON} %resign",
        "2:10 rival-slots: 'person' and 'office' may both be PERSON",
    ),
    (WORDING, PATTERN, "{person} ... for {office:PERSON} %resign", ""),
    (WORDING, PATTERN, "{person} ... {office} %resign", ""),
    # options that are never reached
    (WORDING, PATTERN, "{person} (went|left|went) {office}", "2:10 shadowed-option: 'went' is never reached"),
    (WORDING, PATTERN, "{person} (went (out)?|went out) {office}", "shadowed-option: 'went out'"),
    (WORDING, PATTERN, "{person} (go (in|out)|go out) {office}", "shadowed-option: 'go out'"),
    (WORDING, PATTERN, "{person} (–|-) {office}", "shadowed-option: '-'"),
    (
        WORDING,
        PATTERN,
        "{person} (went|went out)",
        "shadowed-option: 'went out'",
    ),  # at the end the first one wins
    (WORDING, PATTERN, "{person} (went out|went)", ""),
    (WORDING, PATTERN, "{person} (went|went out) {office}", ""),
    (WORDING, PATTERN, "{person} (%resign|resigned) {office}", ""),  # lexicons are not looked into
    (TAG, "(treasurer|secretary)", "(treasurer|secretary|Treasurer)", "3:10 shadowed-option: 'treasurer'"),
    (TAG, "(treasurer|secretary)", "(secretary|secretary general)", ""),  # of tags the longest wins
    # quoted words that are several tokens
    (WORDING, PATTERN, '{person} \\"Form-K\\" went', '2:10 never-matches: "Form-K" is no single token'),
    (WORDING, PATTERN, '{person} \\"Form\\" went', ""),
    (SCOPE, "cue: not", "cue: '\"not yet\"'", '3:6 never-matches: "not yet"'),
    # what nothing uses
    (
        MACROS,
        "macros: {our: (our|its|the)}",
        "macros: {our: (our|its|the), new: a}",
        "2:35 unused-macro: no rule uses %new",
    ),
    (MACROS, "about: Parts", "about: No %new parts", ""),
    (FOLD, "%our ", "the ", "2:15 unused-macro: no rule uses %our"),
    (WORDING, "%resign", "went", "1:1 unused-lexicon: no rule uses %resign"),
    (WORDING, "pattern:", "set: {way: by}\npattern:", ""),
    # rules without examples
    (FOLD, "  no_match:", "  todo:", "missing-examples: no example under no_match"),
    (SCOPE, "  match:", "  todo:", "missing-examples: no example under match"),
]


@pytest.fixture
def linted(write_rules):
    def run(changes):
        root = write_rules(changes)
        found = lint(load_folder(root), load_ruleset(root).vocabulary)
        return [(f.file, f"{f.line}:{f.column} {f.message}") for f in found]

    return run


@pytest.mark.parametrize("row", LINTS, ids=lambda row: f"{row[0]}-{row[2][:25]}")
def test_lints(linted, tiny_rules, row):
    file, old, new, expected = row
    assert old in tiny_rules[file]
    found = linted({file: tiny_rules[file].replace(old, new)})
    if expected:
        assert any(expected in words for _, words in found), found
    else:
        assert [hit for hit in found if hit[0] == file] == []


WHENS = [
    # what the wording says, what the event asks for, the lint
    ("set: {way: by}\n", "when: {way: by}\n", ""),
    ("set: {way: by}\n", "when: {way: [off-hand, by]}\n", ""),
    (
        "set: {way: by}\n",
        "when: {way: other}\n",
        "unreached-event: no wording of leaving fulfils 'way: other'",
    ),
    ("", "when: {has: office}\n", ""),
    ("", "when: {has: successor}\n", "unreached-event: no wording of leaving fulfils 'has: successor'"),
    ("", "when: {labels: {successor: PERSON}}\n", "unreached-event"),
    ("", "when: {lacks: successor}\n", ""),
]


@pytest.mark.parametrize(("wording", "event", "expected"), WHENS)
def test_events_that_no_wording_reaches(linted, tiny_rules, wording, event, expected):
    found = linted(
        {
            FRAME: tiny_rules[FRAME].replace("office: TITLE", "office: TITLE, successor: PERSON"),
            WORDING: tiny_rules[WORDING].replace("pattern:", f"{wording}pattern:"),
            EVENT: tiny_rules[EVENT].replace("group:", f"{event}group:"),
        }
    )
    assert len(found) == bool(expected)
    assert all(expected in words and file == EVENT for file, words in found)


def test_frames_that_no_event_uses(linted):
    frame = "about: Somebody goes.\nframe: going\nslots: {person: PERSON}\n"
    wording = 'about: Somebody went.\npattern: "{person} went"\nexamples: {match: [a], no_match: [b]}\n'
    found = linted({"frames/going/frame.yaml": frame, "frames/going/went.yaml": wording})
    assert found == [
        ("frames/going/frame.yaml", "2:8 unused-frame: no event comes from 'going', and it sets no register")
    ]


def test_frames_that_set_a_register_are_used(linted, tiny_rules):
    frame = "about: Somebody goes.\nframe: going\nslots: {person: PERSON}\n"
    wording = 'about: Somebody went.\npattern: "{person} went"\nexamples: {match: [a], no_match: [b]}\n'
    discourse = tiny_rules["discourse.yaml"].replace("any.person", "going.person")
    files = {"frames/going/frame.yaml": frame, "frames/going/went.yaml": wording, "discourse.yaml": discourse}
    assert linted(files) == []


def test_lexicons_that_are_included_or_mapped_through_are_used(linted, tiny_rules):
    files = {
        "lexicons/part.yaml": "about: A part of another.\nentries: [quit]\n",
        "lexicons/resign.yaml": tiny_rules["lexicons/resign.yaml"] + "include: [part]\n",
        "lexicons/mapped.yaml": "about: Maps offices.\nentries: {cash: [treasurer]}\n",
        EVENT: tiny_rules[EVENT].replace("[slot office]", "[slot office], via: mapped"),
    }
    assert linted(files) == []
