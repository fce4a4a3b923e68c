"""What rules on events may say: ladders, event types, fills, tables, registers."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from engine.rulebook.modelbase import ONE_OR_MANY, Many, Model, Normaliser, Rule, Scalar, listed


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


class Fresh(Model):
    """What is too old: more than `days` before the first date that folds captured as `than` in the filing.

    Of several names the first that there is counts; `reported` is the day that header or cover gives.
    """

    than: Many
    days: int


class SlotRule(Model):
    """Where one field of an event is found.

    `find` is a ladder: the first rung with exactly one distinct value wins. `pick` takes one key of a
    value with several (`amount`), `many` collects a list, `via` maps the text through a lexicon's values.
    `otherwise` is a second ladder of stand-ins (the day of the act for the day of effect): where two
    mentions are merged, a stand-in agrees with any value and gives way to one that was found. `unless_told`
    names a field of another type (`hire.replaces`) whose event of the same person tells the value already. `fresh`
    passes over days that lie too long before the filing's own.
    """

    find: tuple[str | Rung, ...] = ()
    otherwise: Many = ()
    pick: str | None = None
    many: bool = False
    only: Many = ()
    via: str | None = None
    form: Annotated[tuple[Normaliser, ...], BeforeValidator(listed), WithJsonSchema(ONE_OR_MANY)] = ()
    unless_equal: str | None = None
    unless_after: str | None = None
    unless_told: str | None = None
    default: Scalar | None = None
    fresh: Fresh | None = None


class Stale(Fresh):
    """Old news: the day that `slot` has, or that a fold kept with the anchor as `part`, is too old.

    With `when`, only of wordings that set these values.
    """

    slot: str | None = None
    part: str | None = None
    when: dict[str, Any] = {}


class EventRule(Model):
    """An event type: the frame that makes it, its pivot, where its slots are found, when two are the same.

    Two events that agree in `same` are one only if both have a field of `shared`, where that is given: a
    bonus of 60% and another of $50,000 have nothing in common. An event gives way to one of the types `gives way to`
    of the same pivot that shares a member of a list, whatever its day.
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
    gives_way_to: Many = ()
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
    of: Literal["last", "person", "last of person", "all in section", "all in paragraph"] = "last"
    override: bool = False
    gives_way: bool = False
    carried: dict[str, str] = {}
    unless: Many = ()
    set: dict[str, Scalar] = {}
    pick: dict[str, str] = {}


class ColumnRule(Model):
    """One column of a table, known by its heading: the event and slot that its cells fill.

    `tag` is what a cell counts as, with `value` the normaliser of its words; cells with one of the labels in `also`
    count as they are (an award sized in money); `joins` names the slot that the cell
    takes in the event that another column of the row makes, if one makes the same; of columns with `last only`
    that stand twice (old and new salary) the last counts; `skip` names columns that give no event, so that
    they can be counted.
    """

    heading: Many
    event: str | None = None
    slot: str | None = None
    tag: str | None = None
    value: Normaliser | None = None
    also: Many = ()
    set: dict[str, Scalar] = {}
    joins: str | None = None
    last_only: bool = False
    skip: bool = False


class TableRule(Rule):
    """Rows of a person and cells, in a grid or in the order of words, read by the headings before them.

    What touches one of the `never` patterns is no row.
    """

    table: str
    row: Many
    never: Many = ()
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
