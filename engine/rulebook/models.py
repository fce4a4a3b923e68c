"""What each kind of rule file may say: one pydantic model a kind, strict, unknown keys refused.

`docs/rules.md` explains the kinds; `rules/schema.json` is generated from here for editors.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema


def _spaced(data: Any) -> Any:
    """Keys are written with blanks in YAML (`not after`) and with underscores in Python."""
    return (
        {str(key).replace(" ", "_"): value for key, value in data.items()}
        if isinstance(data, Mapping)
        else data
    )


def _listed(data: Any) -> Any:
    return data if isinstance(data, (list, tuple)) else [data]


_ONE_OR_MANY = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
Many = Annotated[tuple[str, ...], BeforeValidator(_listed), WithJsonSchema(_ONE_OR_MANY)]
Scalar = str | int | float | bool
# The functions of `engine.tagging.values` that turn words into values; a test holds the two lists together.
Normaliser = Literal[
    "age", "date", "duration", "integer", "money", "months", "months_of_multiple", "multiple", "number",
    "partial_date", "percent", "person_name", "text", "title", "years",
]  # fmt: skip


class Model(BaseModel):
    """Base of all rule models."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=False, alias_generator=lambda n: n.replace("_", " ")
    )


class Example(Model):
    """A text with marked spans, and for tag rules the value that the marked words have."""

    text: str
    value: Any = None


def _example(data: Any) -> Any:
    return {"text": data} if isinstance(data, str) else data


_TEXT_OR_EXAMPLE = {"anyOf": [{"type": "string"}, {"type": "object", "required": ["text"]}]}
Examples_ = Annotated[Example, BeforeValidator(_example), WithJsonSchema(_TEXT_OR_EXAMPLE)]


class Examples(Model):
    """Texts that a rule must match with the spans marked, must not match, and does not match yet."""

    match: tuple[Examples_, ...] = ()
    no_match: tuple[Examples_, ...] = Field((), alias="no_match")
    todo: tuple[Examples_, ...] = ()


class Rule(Model):
    """What every rule says: a sentence on what it is for, and examples that are run."""

    about: str = Field(min_length=10)
    examples: Examples = Field(default_factory=lambda: Examples.model_validate({}))


class LexiconFile(Model):
    """Phrases (with values), verbs whose forms are generated, macros, or shapes of tokens.

    `words` is a long list of single words as one text, separated by blanks, for lists of thousands.
    """

    about: str = Field(min_length=10)
    entries: tuple[str, ...] | dict[str, tuple[str, ...]] = ()
    words: str = ""
    verbs: tuple[str, ...] = ()
    irregular: dict[str, tuple[str, ...]] = {}
    include: tuple[str, ...] = ()
    macros: dict[str, str] = {}
    shapes: dict[str, str] = {}
    fuzzy: bool = False


class TagRule(Rule):
    """Tags tokens: by a pattern, raw spaCy token patterns, or the phrases of a lexicon."""

    tag: str = Field(pattern=r"^[A-Z][A-Z_]*$")
    pattern: str | None = None
    raw: tuple[tuple[dict[str, Any], ...], ...] | None = None
    phrases: str | None = None
    before: str | None = None
    after: str | None = None
    value: Normaliser | None = None
    set: Scalar | None = None
    priority: int = 0
    again: bool = False
    refers: Many = ()


class AliasRule(Rule):
    """A defined term: the slot `of` names what it stands for, `term` its words.

    With `group`, `of` takes several that folds made one ("Ann Roe and Robert Poe"), and else a single one.
    """

    alias: Many
    group: bool = False


class FoldRule(Rule):
    """Replaces the nodes that a pattern covers.

    `keep: head` leaves the node captured as head, with the other captures as its parts; `keep: clause`
    moves the captures to the clause; `keep: nothing` drops the words; `group` makes one node, labelled
    as `label` or as its members, of the captured members. With `ahead`, one of its patterns must follow;
    none of `not ahead` may.
    """

    fold: Many
    ahead: Many = ()
    not_ahead: Many = ()
    keep: Literal["head", "clause", "nothing", "group"] = "head"
    label: str | None = None


class Cut(Model):
    """Where a sentence is cut: after the nodes of `pattern`, which belong to neither side, where `ahead` follows.

    The piece inherits the `subject` of the one before, its `last` person, or its `lead`: all that stands before that.
    """

    pattern: str
    ahead: Many = ()
    inherit: tuple[Literal["subject", "last", "lead"], ...] = ("subject",)


class ClauseRules(Model):
    """What cuts sections into sentences, sentences into clauses, and what the pieces inherit.

    `begins` are patterns at which a sentence begins though nothing ended the one before, as behind a heading.
    `in_order` are words that share two lists of equal length out member by member ("respectively").
    """

    about: str = Field(min_length=10)
    ends: tuple[str, ...]
    abbreviations: tuple[str, ...]
    starters: tuple[str, ...]
    begins: tuple[str, ...] = ()
    markers: tuple[str, ...]
    cuts: tuple[Cut, ...]
    subjects: tuple[str, ...]
    in_order: tuple[str, ...] = ()
    small_words: str = ""
    longest_stem: int = 40


class ScopeRule(Rule):
    """Text in which frames stay silent: found by a cue, reaching over its clause, sentence or what follows in it.

    A cue beside one of `never` ("other than" during a change in control) is none.
    """

    scope: str
    cue: Many
    never: Many = ()
    extent: Literal["clause", "sentence", "after"] = "clause"


class FrameFile(Model):
    """A frame: its slots with the tags that may fill them, and the scopes in which it is silent.

    `weak_in` names scopes in which what it finds is but a passing mention (see `weak` of wordings).
    `sections` names the only items whose text it reads; without them it reads what the section rules
    open to all frames.
    """

    about: str = Field(min_length=10)
    frame: str
    slots: dict[str, Many]
    unless: Many = ()
    weak_in: Many = ()
    sections: Many = ()


class WordingRule(Rule):
    """One wording of a frame.

    A `weak` one is a passing mention ("his resignation"): it makes an event only where no other wording
    tells one of its type or family for the same pivot, and else adds the values that the event lacks.
    """

    pattern: Many
    unless: Many = ()
    never: Many = ()
    set: dict[str, Scalar] = {}
    priority: int = 0
    weak: bool = False


class Rung(Model):
    """A rung that looks for a pattern or for words that carry a value, in a window of the text.

    With `nearest`, of several matches only the one nearest the anchor counts; a match that overlaps one of
    `never` is passed over.
    """

    pattern: Many = ()
    words: str | None = None
    where: Literal["anywhere", "before anchor", "after anchor"] = "anywhere"
    within: Literal["match", "anchors", "clause", "sentence", "paragraph"] = "clause"
    slot: str | None = None
    value: Scalar | None = None
    nearest: bool = False
    never: Many = ()


class SlotRule(Model):
    """Where one field of an event is found.

    `find` is a ladder: the first rung with exactly one distinct value wins. `pick` takes one key of a
    value with several (`amount`), `many` collects a list, `via` maps the text through a lexicon's values.
    `otherwise` is a second ladder of stand-ins (the day of the act for the day of effect): where two
    mentions are merged, a stand-in agrees with any value and gives way to one that was found.
    """

    find: tuple[str | Rung, ...] = ()
    otherwise: Many = ()
    pick: str | None = None
    many: bool = False
    only: Many = ()
    via: str | None = None
    form: Annotated[tuple[Normaliser, ...], BeforeValidator(_listed), WithJsonSchema(_ONE_OR_MANY)] = ()
    unless_equal: str | None = None
    unless_after: str | None = None
    default: Scalar | None = None


class Stale(Model):
    """Old news: `slot` lies more than `days` before the first date that folds captured as `than` in the filing."""

    slot: str
    than: str
    days: int


class EventRule(Model):
    """An event type: the frame that makes it, its pivot, where its slots are found, when two are the same.

    Two events that agree in `same` are one only if both have a field of `shared`, where that is given: a
    bonus of 60% and another of $50,000 have nothing in common.
    """

    about: str = Field(min_length=10)
    event: str = Field(pattern=r"^[a-z][a-z_]*$")
    from_: Many = Field(alias="from")
    when: dict[str, Any] = {}
    pivot: str = "person"
    anchor: str | None = None
    slots: dict[str, SlotRule]
    needs: tuple[Many, ...] = ()
    same: tuple[str, ...] | Literal["all"] = "all"
    shared: Many = ()
    group: str
    family: str | None = None
    scored: tuple[str, ...] = ()
    output: dict[str, Any]
    order: int = 50
    stale: Stale | None = None


class FillRule(Rule):
    """A wording that adds values to events that exist.

    `form` names the normaliser of a slot's words; `words` names fields that take the filing's own words,
    from the node captured under the name, or where the match begins, to the end of its clause or sentence.
    `carried` gives fields what folds moved from the words to the clause ("is effective May 1": `{date: effective}`).
    A fill that `gives_way` is a stand-in: a value that the event's own ladder finds takes its place.
    """

    fills: Many
    pattern: Many
    slots: dict[str, Many] = {}
    form: dict[str, Normaliser] = {}
    words: dict[str, Literal["clause", "sentence"]] = {}
    of: Literal["last", "person", "all in section", "all in paragraph"] = "last"
    override: bool = False
    gives_way: bool = False
    carried: dict[str, str] = {}
    unless: Many = ()
    set: dict[str, Scalar] = {}
    pick: dict[str, str] = {}


class ColumnRule(Model):
    """One column of a table, known by its heading: the event and slot that its cells fill.

    `tag` is what a cell counts as, with `value` the normaliser of its words; `joins` names the slot that the cell
    takes in the event that another column of the row makes, if one makes the same; of columns with `last only`
    that stand twice (old and new salary) the last counts; `skip` names columns that give no event, so that
    they can be counted.
    """

    heading: Many
    event: str | None = None
    slot: str | None = None
    tag: str | None = None
    value: Normaliser | None = None
    set: dict[str, Scalar] = {}
    joins: str | None = None
    last_only: bool = False
    skip: bool = False


class TableRule(Rule):
    """Rows of a person and cells, in a grid or in the order of words, read by the headings before them."""

    table: str
    row: Many
    cells: Many
    columns: tuple[ColumnRule, ...]
    least_rows: int = 2
    reach: int = 60


class RegisterRule(Model):
    """One register of the discourse: what sets it and where it is forgotten."""

    set_by: Many
    reset_at: Literal["section", "paragraph"] = "section"


class DiscourseRules(Model):
    """The registers that carry what was said through a section."""

    about: str = Field(min_length=10)
    registers: dict[str, RegisterRule]


class Tokenizing(Model):
    """How glued text is split: regular expressions for borders inside a token, and tokens kept whole."""

    infixes: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()


class RulesetFile(Model):
    """The rule set as a whole."""

    about: str = Field(min_length=10)
    name: str
    version: str
    engine: str
    phases: tuple[str, ...]
    tokenizer: Tokenizing = Tokenizing()
