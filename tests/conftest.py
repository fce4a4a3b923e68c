import shutil
from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine is slow without being wrong: no example is judged by the clock.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

PACKAGED = Path(__file__).parents[1] / "rules"
# The least that a rule set says: two tags, a frame with a wording, an event, and what cuts a text.
TINY_RULES = {
    "ruleset.yaml": """\
about: A tiny rule set for tests.
name: tiny
version: "1"
engine: ">=0.1"
phases: [names]
tokenizer: {whole: [Mr.]}
""",
    "clauses.yaml": """\
about: Sentences end at a full stop, clauses at a semicolon.
ends: ["."]
abbreviations: [inc.]
starters: [the, mr.]
markers: [PERSON]
subjects: [PERSON]
cuts:
  - pattern: ";"
""",
    "discourse.yaml": """\
about: The person spoken of last.
registers:
  subject: {set by: [any.person]}
""",
    "lexicons/resign.yaml": """\
about: Verbs of resigning.
verbs: [resign]
""",
    "lexicons/how.yaml": """\
about: Ways in which people go, with values.
entries: {sudden: [suddenly, at once], planned: [as planned]}
""",
    "lexicons/macros.yaml": """\
about: Parts of patterns that rules share.
macros: {our: (our|its|the)}
""",
    "tags/PERSON/honorific.yaml": """\
about: A name after an honorific.
tag: PERSON
value: person_name
pattern: "Mr. [IS_TITLE]"
examples:
  match: ["and [[Mr. Roe]] went"]
  no_match: ["Mr. and Mrs."]
""",
    "tags/TITLE/office.yaml": """\
about: Offices with one word.
tag: TITLE
pattern: (treasurer|secretary)
examples:
  match: ["the [[Treasurer]] went"]
  no_match: ["the treasury"]
""",
    "folds/names/our.yaml": """\
about: Folds the article into an office.
fold: "%our {head:TITLE}"
examples:
  match: ["Mr. Roe, [[the Treasurer]], went."]
  no_match: ["Mr. Roe, Treasurer, went."]
""",
    "scopes/denied.yaml": """\
about: What did not happen.
scope: denied
cue: not
examples:
  match: ["He did [[not]] go."]
  no_match: ["He did go."]
""",
    "frames/leaving/frame.yaml": """\
about: Somebody leaves an office.
frame: leaving
slots: {person: PERSON, office: TITLE}
unless: denied
""",
    "frames/leaving/resigned.yaml": """\
about: Somebody resigns from an office.
pattern: "{person} %resign (as {office})?"
examples:
  match: ["[[Mr. Roe|person]] resigned as [[Treasurer|office]]."]
  no_match: ["Mr. Roe went."]
""",
    "events/resignation.yaml": """\
about: A person leaves by resigning.
event: resignation
from: leaving
group: personnel
slots:
  person: {find: [slot person, register subject]}
  role: {find: [slot office]}
  how: {find: [{words: "%how", within: clause}], default: planned}
same: [person]
scored: [role]
output: {role: string, how: [sudden, planned]}
""",
}


@pytest.fixture
def write_rules(tmp_path):
    """Writes the tiny rule set with files changed (None: left out) into a folder, and gives the folder."""

    def write(changes=None):
        root = tmp_path / "rules"
        shutil.copytree(PACKAGED / "sections", root / "sections")
        for file, text in {**TINY_RULES, **(changes or {})}.items():
            if text is not None:
                (root / file).parent.mkdir(parents=True, exist_ok=True)
                (root / file).write_text(text, encoding="utf-8")
        return root

    return write


@pytest.fixture
def tiny_rules():
    """The files of the tiny rule set, by path."""
    return dict(TINY_RULES)
