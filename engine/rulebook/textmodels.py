"""What rules on texts may say: vocabularies, tags, defined terms, folds, clauses, scopes, frames."""

from typing import Any, Literal

from pydantic import Field

from engine.rulebook.modelbase import Many, Model, Normaliser, Rule, Scalar


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
    other: bool = False


class AliasRule(Rule):
    """A defined term: the slot `of` names what it stands for, `term` its words.

    With `group`, `of` takes several that folds made one ("Ann Roe and Robert Poe"), and else a single one.
    """

    alias: Many
    group: bool = False


class FoldRule(Rule):
    """Replaces the nodes that a pattern covers.

    `keep: head` leaves the node captured as head, with the other captures as its parts; `keep: clause`
    moves the captures to the clause, and leaves a head if there is one; `keep: nothing` drops the words; `group` makes one node, labelled
    as `label` or as its members, of the captured members. `mark` is a label that the head or group gets
    beside its own. With `ahead`, one of its patterns must follow; none of `not ahead` may, and none of `not behind` may stand before. `adds` names a capture behind
    the head whose words, with the word that joins them, become part of the value of every member of the head
    ("President and Treasurer of Acme Europe").
    """

    fold: Many
    ahead: Many = ()
    not_ahead: Many = ()
    not_behind: Many = ()
    keep: Literal["head", "clause", "nothing", "group"] = "head"
    label: str | None = None
    mark: str | None = None
    adds: str | None = None


class Cut(Model):
    """Where a sentence is cut: after the nodes of `pattern`, which belong to neither side, where `ahead` follows.

    Inside what a pattern of `never` covers ("between the Company and Ms. Roe") nothing is cut.
    The piece inherits the `subject` of the one before, its `last` person, its `lead`: all that stands before that, or
    its `parallel`: all that stands before the last of its `joints`, with which the piece begins too.
    """

    pattern: str
    ahead: Many = ()
    never: Many = ()
    inherit: tuple[Literal["subject", "last", "lead", "parallel"], ...] = ("subject",)


class ClauseRules(Model):
    """What cuts sections into sentences, sentences into clauses, and what the pieces inherit.

    `begins` are patterns at which a sentence begins though nothing ended the one before, as behind a heading.
    `lines` are patterns with which a line behind a colon begins that is a list item without a mark, unless one of
    `no_lines` stands in it.
    `in_order` are words that share two lists of equal length out member by member ("respectively").
    `joints` are words before an object of a verb, behind which another may follow ("as Treasurer and as Secretary").
    `stand_ins` give for a label ("that position") those of the nodes that it may mean, of which it means the last.
    """

    about: str = Field(min_length=10)
    ends: tuple[str, ...]
    abbreviations: tuple[str, ...]
    starters: tuple[str, ...]
    begins: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    no_lines: tuple[str, ...] = ()
    markers: tuple[str, ...]
    cuts: tuple[Cut, ...]
    subjects: tuple[str, ...]
    in_order: tuple[str, ...] = ()
    joints: tuple[str, ...] = ()
    stand_ins: dict[str, Many] = {}
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
    With `beside` it counts only for a pivot that has another event of one of these types or families, or
    one whose anchor has such a value (`separation`, of an agreement).
    `borrow` names for a slot that the wording has not the slot of whose person another instance tells it
    (`{offices: replaced}`: who succeeds somebody takes up what this one leaves).
    """

    pattern: Many
    unless: Many = ()
    never: Many = ()
    set: dict[str, Scalar] = {}
    priority: int = 0
    weak: bool = False
    beside: Many = ()
    borrow: dict[str, str] = {}


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
