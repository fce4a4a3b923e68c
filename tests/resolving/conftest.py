"""A rule set of a few lines for the resolver's mechanisms: no wording of the packaged rules is met here."""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from engine.pipeline import Engine, load
from engine.records import Filing, Section, Table
from engine.resolving.component import Resolver, regions
from engine.resolving.state import Clause, Draft, Instance, Proof, Sentence, Value
from engine.tagging.tagger import stored

PACKAGED = Path(__file__).parents[2] / "rules"

RULES = {
    "ruleset.yaml": """
about: A small rule set for tests of the resolver.
name: small
version: "1"
engine: ">=0.1"
phases: [names, offices, groups, terms, dates]
tokenizer: {whole: [Mr., Ms., Dr., Inc.]}
""",
    "clauses.yaml": """
about: What cuts sections into sentences and these into clauses.
ends: [".", "?"]
abbreviations: [inc.]
starters: [the, mr.]
begins: ['"On" {DATE}']
markers: [MARKER]
subjects: [PERSON]
longest stem: 12
cuts:
  - pattern: ";"
  - pattern: "{MARKER}"
  - {pattern: ",? and", ahead: ["%verbs"]}
  - {pattern: ", while", inherit: [], never: ["between ...{1,3} while {PERSON}"]}
  - {pattern: ",? and", ahead: ["{PERSON} as"], inherit: [lead]}
  - {pattern: "(,)?", ahead: [who], inherit: [last]}
""",
    "discourse.yaml": """
about: Who was spoken of last, and who agreed last.
registers:
  subject: {set by: [any.person, PERSON], reset at: section}
  party: {set by: [accord.person], reset at: paragraph}
""",
    "lexicons/words.yaml": """
about: Words that tag rules look at.
entries: [ann, jane, robert, carl]
""",
    "lexicons/verbs.yaml": """
about: Verbs that may follow a conjunction.
entries: [resigned, received, will, signed]
""",
    "lexicons/often.yaml": """
about: How often somebody is paid, with values.
entries: {year: [annual, per year], month: [monthly, per month]}
""",
    "lexicons/shapes.yaml": """
about: Shapes of tokens.
shapes:
  name: "^[A-Z][a-z]+$"
  initial: "^[A-Z]\\\\.$"
  caps: "^[A-Z]{2,}$"
  figure: "^[\\\\d,]+$"
  year: "^20\\\\d\\\\d$"
  age: "^[2-8]\\\\d$"
""",
    "tags/PERSON/full.yaml": """
about: A given name, an initial perhaps, and a surname.
tag: PERSON
value: person_name
pattern: "([IN=%words & SHAPE=name] [SHAPE=initial]? [SHAPE=name]|[IN=%words & SHAPE=caps] [SHAPE=initial]? [SHAPE=caps])"
""",
    "tags/PERSON/addressed.yaml": """
about: A form of address before a name.
tag: PERSON
value: person_name
priority: 5
pattern: "(mr.|ms.|dr.) ([SHAPE=name]|[SHAPE=initial]){0,2} [SHAPE=name]"
""",
    "tags/PERSON/alone.yaml": """
about: A surname known from elsewhere in the filing.
tag: PERSON
value: person_name
again: true
priority: -5
pattern: "[KNOWN=PERSON & SHAPE=name]"
""",
    "tags/PERSON/he.yaml": """
about: The pronoun of a man.
tag: PERSON
set: he
pattern: he
refers: [ms.]
""",
    "tags/PERSON/she.yaml": """
about: The pronoun of a woman.
tag: PERSON
set: she
pattern: she
refers: [mr.]
""",
    "tags/TITLE/office.yaml": """
about: Offices of one word.
tag: TITLE
pattern: "(treasurer|secretary|controller)"
""",
    "tags/DATE/day.yaml": """
about: Days of a month.
tag: DATE
value: date
pattern: "(may|june|july) [SHAPE=figure] , [SHAPE=year]"
""",
    "tags/YEAR/year.yaml": """
about: Years alone.
tag: YEAR
value: integer
pattern: "[SHAPE=year]"
""",
    "tags/AGE/age.yaml": """
about: Ages between commas.
tag: AGE
value: age
before: ","
pattern: "[SHAPE=age]"
after: ","
""",
    "tags/MONEY/dollars.yaml": """
about: Amounts in dollars.
tag: MONEY
value: money
pattern: "$ [SHAPE=figure]"
""",
    "tags/SHARES/shares.yaml": """
about: Numbers of shares.
tag: SHARES
value: integer
pattern: "[SHAPE=figure] shares"
""",
    "tags/AGREEMENT/employment.yaml": """
about: Agreements on employment.
tag: AGREEMENT
set: employment
pattern: "[SHAPE=year]? employment agreement"
""",
    "tags/BOARD/board.yaml": """
about: The board.
tag: BOARD
pattern: "(the)? board"
""",
    "tags/MARKER/roman.yaml": """
about: Marks of list items.
tag: MARKER
pattern: '"(" (i|ii|iii|iv) ")"'
""",
    "tags/TERM/quoted.yaml": """
about: Defined terms.
tag: TERM
before: '"(" (the)? "\\""'
pattern: "[!IS_QUOTE]{1,2}"
after: '"\\"" ")"'
""",
    "aliases/quoted.yaml": """
about: A term in quotes stands for what is named just before it.
alias: '{of:PERSON|DATE|AGREEMENT} "(" (the)? "\\"" {term} "\\"" ")"'
""",
    "folds/names/age.yaml": """
about: The age behind a name.
fold: "{head:PERSON} , {age:AGE} ,"
""",
    "folds/names/owner.yaml": """
about: A name in the genitive.
fold: "{head:PERSON} 's"
label: OWNER
""",
    "folds/terms/term.yaml": """
about: Drops the definition of a term.
fold: '"(" (the)? "\\"" {TERM} "\\"" ")"'
keep: nothing
""",
    "folds/offices/list.yaml": """
about: Offices that are held together.
fold: "{member:TITLE} and {member:TITLE}"
keep: group
label: OFFICES
""",
    "folds/groups/persons.yaml": """
about: Persons named together.
fold: "{member:PERSON} (, {member:PERSON}){0,4} ,? and {member:PERSON}"
ahead: [".", ",", "%verbs", respectively, as]
keep: group
""",
    "folds/groups/amounts.yaml": """
about: Amounts named together.
fold: "{member:MONEY} (, {member:MONEY}){0,4} ,? and {member:MONEY}"
keep: group
""",
    "folds/dates/effective.yaml": """
about: The day of effect.
fold: ",? effective {effective:DATE} ,?"
keep: clause
""",
    "folds/dates/front.yaml": """
about: The day in front.
fold: "^ on {front:DATE} ,?"
keep: clause
""",
    "scopes/denied.yaml": """
about: What did not happen.
scope: denied
cue: not
""",
    "frames/leaving/frame.yaml": """
about: Somebody leaves an office.
frame: leaving
slots: {person: PERSON, offices: [TITLE, OFFICES]}
unless: denied
""",
    "frames/leaving/resigned.yaml": """
about: Somebody resigns.
pattern: "{person} ...{0,3} (resigned|resign) (as (our)? {offices})?"
set: {how: resigned}
""",
    "frames/appointment/frame.yaml": """
about: Somebody is put into an office.
frame: appointment
slots: {by: BOARD, person: PERSON, offices: [TITLE, OFFICES]}
""",
    "frames/appointment/appointed.yaml": """
about: A board appoints somebody.
pattern: "{by}? appointed {person} as {offices}"
""",
    "frames/accord/frame.yaml": """
about: Somebody signs an agreement.
frame: accord
slots: {person: PERSON, agreement: AGREEMENT}
""",
    "frames/accord/signed.yaml": """
about: Somebody signed an agreement.
pattern: "{person} ...{0,2} signed ...{0,2} {agreement}"
""",
    "frames/pay/frame.yaml": """
about: Somebody is paid.
frame: pay
slots: {amount: MONEY}
""",
    "frames/pay/salary.yaml": """
about: A salary of an amount.
pattern: "salary ...{0,3} {amount}"
""",
    "events/hire.yaml": """
about: Somebody is hired.
event: hire
from: appointment
group: personnel
order: 10
slots:
  person: {find: [slot person]}
  roles: {find: [slot offices], many: true}
  date: {find: [clause effective], otherwise: [clause front]}
  age: {find: [age of pivot, known age of pivot]}
same: [person, date]
output: {roles: [string], date: date, age: integer}
""",
    "events/resignation.yaml": """
about: Somebody resigns.
event: resignation
from: leaving
when: {how: resigned}
group: personnel
order: 20
slots:
  person: {find: [slot person]}
  roles: {find: [slot offices], many: true}
  date: {find: [clause effective], otherwise: [clause front]}
  announced: {find: [clause front], unless equal: date}
same: [person, date]
output: {roles: [string], date: date, announced: date}
""",
    "events/agreement.yaml": """
about: Somebody signs an agreement.
event: agreement
from: accord
group: agreement
order: 30
slots:
  person: {find: [slot person]}
  kind: {find: [slot agreement]}
  date: {find: [clause effective, clause front]}
same: all
output: {kind: [employment], date: date}
""",
    "events/salary.yaml": """
about: A salary of somebody is set.
event: salary
from: pay
anchor: amount
group: pay
order: 40
slots:
  person: {find: [{pattern: "{who:PERSON|OWNER}", where: before anchor, within: clause, nearest: true}, register subject]}
  amount: {find: [slot amount], pick: amount}
  period: {find: [{words: "%often", within: anchors}], default: year}
  date: {find: [clause effective, hire.date of same person, clause front]}
same: all
shared: [amount]
needs: [amount]
output: {amount: decimal, period: [year, month], date: date}
""",
}


def show(nodes) -> str:
    """Nodes as text: words as they stand, tags as `LABEL(text)`, inherited ones behind `^`."""
    return " ".join(_shown(node) for node in nodes)


def _shown(node) -> str:
    text = " ".join(node.text.split())
    shown = f"{'|'.join(sorted(node.labels))}({text})" if node.labels else text
    return f"^{shown}" if node.inherited else shown


@dataclass(frozen=True)
class Bench:
    """An engine over a small rule set, with what tests ask of it."""

    engine: Engine

    @property
    def ruleset(self):
        return self.engine.ruleset

    def event(self, name):
        return next(event for event in self.ruleset.events if event.name == name)

    def document(self, *texts, tables: Mapping[int, tuple[Table, ...]] | None = None):
        """The processed document of a filing with one section a text, called 5.02, 5.02#2, ..."""
        ids = ["5.02", *(f"5.02#{i}" for i in range(2, len(texts) + 1))]
        sections = [
            Section(name, "5.02", "", text, "heading", (tables or {}).get(i, ()))
            for i, (name, text) in enumerate(zip(ids, texts, strict=True))
        ]
        return self.engine.document(Filing("a.txt", sections=tuple(sections)))

    def resolve(self, *texts):
        return self.resolution(self.document(*texts))

    def resolution(self, doc):
        resolver = self.engine.nlp.get_pipe("filing_resolver")
        assert isinstance(resolver, Resolver)
        return resolver.resolve(doc)

    def tags(self, *texts):
        return stored(self.document(*texts))

    def regions(self, doc):
        return regions(doc)

    def clauses(self, *texts) -> list[str]:
        return [show(clause.nodes) for clause in self.resolve(*texts).clauses]

    def sentences(self, *texts) -> list[str]:
        """The folded sentences, what clauses carry left out."""
        found: dict[int, Sentence] = {id(c.sentence): c.sentence for c in self.resolve(*texts).clauses}
        return [show(node for node in s.nodes if "_CLAUSE" not in node.labels) for s in found.values()]

    def events(self, *texts) -> list[dict[str, object]]:
        """The events without section and evidence."""
        return [_bare(event) for event in self.document(*texts)._.events]

    def reasons(self, *texts) -> list[tuple[str, str]]:
        found = self.resolve(*texts)
        return [(r.field, r.message) for draft in (*found.events, *found.dropped) for r in draft.reasons]


def _bare(event: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in event.items() if key not in ("section", "evidence")}


@pytest.fixture(scope="session")
def rules(tmp_path_factory):
    """Makes a bench over the small rule set with files changed (None: left out); one for each set of changes."""
    made: dict[frozenset[tuple[str, str | None]], Bench] = {}

    def make(changes: Mapping[str, str | None] | None = None) -> Bench:
        key = frozenset((changes or {}).items())
        if key not in made:
            root = tmp_path_factory.mktemp("rules")
            shutil.copytree(PACKAGED / "sections", root / "sections")
            for file, text in _files(changes or {}):
                (root / file).parent.mkdir(parents=True, exist_ok=True)
                (root / file).write_text(text, encoding="utf-8")
            made[key] = Bench(load(root))
        return made[key]

    return make


def _files(changes: Mapping[str, str | None]) -> Iterator[tuple[str, str]]:
    for file, text in {**RULES, **changes}.items():
        if text is not None:
            yield file, text


@pytest.fixture(scope="session")
def small_rules():
    """The files of the small rule set, by path."""
    return dict(RULES)


@pytest.fixture(scope="session")
def bench(rules) -> Bench:
    """The small rule set as it stands."""
    made: Bench = rules()
    return made


@pytest.fixture(scope="session")
def draft():
    """Makes a draft of an event without any text: `values` by field, lists as lists."""

    def make(type_: str, place: int = 0, *, weak: bool = False, stand_ins: Iterable[str] = (), **values):
        clause = Clause(Sentence("5.02", 0, 0, ()), 0, (), {}, "", frozenset())
        instance = Instance("frame", "frames.rule", clause, 0, 0, {}, (), {}, weak=weak)
        proofs = (Proof(place, place + 1, "tags.rule"),)
        found = {name: Value(value, proofs, name in stand_ins) for name, value in values.items()}
        return Draft(type_, "person", instance, place, found, trigger=proofs)

    return make
