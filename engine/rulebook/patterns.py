"""The pattern language: what a rule's `pattern` may say, and the tree it is read into.

Blanks separate elements; `docs/patterns.md` explains each with examples. Reading a pattern knows
nothing of lexicons or tags: names are resolved when a rule set is compiled.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.rulebook.patterntokens import PatternError, Token, tokens

__all__ = [
    "Attribute",
    "Choice",
    "Element",
    "Gap",
    "Name",
    "OneOf",
    "PatternError",
    "Repeat",
    "Sequence_",
    "Slot",
    "Start",
    "Word",
    "children",
    "parse",
    "walk",
]

# A gap passes over up to eight nodes unless it says otherwise (measured: wider gaps cost precision).
DEFAULT_GAP = 8
# `*` and `+` stand for at most this many repetitions: every compiled pattern is bounded.
MOST_REPEATS = 12
# What `{m,n}` behind an element and behind a gap may ask for at most.
MOST_TIMES = 40
WIDEST_GAP = 60
MOST_LENGTH = 2000
MOST_DEPTH = 12


@dataclass(frozen=True, slots=True)
class Word:
    """One token by its norm (any case, quotes and dashes made plain), or by its exact spelling."""

    text: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class OneOf:
    """One token whose norm is one of `norms`: what a lexicon's single words expand to."""

    norms: frozenset[str]


@dataclass(frozen=True, slots=True)
class Attribute:
    """One token by spaCy attributes, as written between brackets."""

    text: str


@dataclass(frozen=True, slots=True)
class Name:
    """`%name`: a lexicon or a macro."""

    name: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A node with one of `labels`, captured under `name` unless that is None; no labels: those of the frame's slot."""

    name: str | None
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """Between `least` and `most` nodes of any kind, as few as possible, `passing` over the labels named."""

    least: int
    most: int
    passing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Start:
    """`^`: the first node of the clause."""


@dataclass(frozen=True, slots=True)
class Sequence_:  # noqa: N801  # Sequence is the interface of tuples and lists
    """One element after the other."""

    parts: tuple["Element", ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several, the first that fits."""

    options: tuple["Element", ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """`least` to `most` times, as often as possible."""

    part: "Element"
    least: int
    most: int


Element = Word | OneOf | Attribute | Name | Slot | Gap | Start | Sequence_ | Choice | Repeat

_SLOT = re.compile(
    r"(?:(?P<name>[a-z][a-z0-9_]*)(?::(?P<labels>[A-Z_]+(?:\|[A-Z_]+)*))?|(?P<bare>[A-Z_]+(?:\|[A-Z_]+)*))$"
)


class _Reader:
    """Recursive descent over the tokens of one pattern."""

    def __init__(self, text: str) -> None:
        self.tokens = list(tokens(text))
        self.at = 0
        self.text = text

    def peek(self) -> Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def choice(self, depth: int) -> Element:
        if depth > MOST_DEPTH:
            raise PatternError(f"groups nest deeper than {MOST_DEPTH}", self._column(), "split the rule")
        options = [self.sequence(depth)]
        while (token := self.peek()) and token.text == "|" and token.kind == "sign":
            self.at += 1
            options.append(self.sequence(depth))
        return options[0] if len(options) == 1 else Choice(tuple(options))

    def sequence(self, depth: int) -> Element:
        parts: list[Element] = []
        while (token := self.peek()) and not (token.kind == "sign" and token.text in "|)"):
            parts.append(self.quantified(depth))
        if not parts:
            raise PatternError(
                "nothing stands here", self._column(), "write at least one element, or leave the group out"
            )
        return parts[0] if len(parts) == 1 else Sequence_(tuple(parts))

    def quantified(self, depth: int) -> Element:
        token = self.tokens[self.at]
        element = self.single(depth)
        following = self.peek()
        if following is None or following.kind != "repeat" or not self._touches(following):
            return element
        if token.kind == "word":
            raise PatternError(
                f"'{token.text}{following.text}' puts '{following.text}' after a bare word",
                following.column,
                f"write ({token.text}){following.text}",
            )
        if isinstance(element, (Gap, Start)):
            raise PatternError(
                f"'{following.text}' cannot follow '{token.text}'", following.column, "write ...{0,12}"
            )
        self.at += 1
        least, most = _bounds(following)
        return Repeat(element, least, most)

    def single(self, depth: int) -> Element:
        token = self.tokens[self.at]
        self.at += 1
        if token.text == "(" and token.kind == "sign":
            return self.group(token, depth)
        return _simple(token)

    def group(self, opening: Token, depth: int) -> Element:
        inner = self.choice(depth + 1)
        closing = self.peek()
        if closing is None or closing.text != ")":
            raise PatternError("a group is not closed", opening.column, "add ')'")
        self.at += 1
        return inner

    def _touches(self, token: Token) -> bool:
        previous = self.tokens[self.at - 1]
        return previous.column + len(previous.text) == token.column

    def _column(self) -> int:
        token = self.peek()
        return token.column if token else len(self.text) + 1


def _simple(token: Token) -> Element:  # noqa: PLR0911  # one a kind of token
    """The element that is one token of the pattern."""
    match token.kind:
        case "sign" if token.text == "^":
            return Start()
        case "slot":
            return _slot(token)
        case "attribute":
            return Attribute(token.text[1:-1].strip())
        case "name":
            return Name(token.text[1:])
        case "quoted":
            return _quoted(token)
        case "gap":
            return _gap(token)
        case "word" | "mark":
            return Word(token.text.lower())
    raise PatternError(f"'{token.text}' cannot stand here", token.column, "quote it to mean the sign itself")


def _quoted(token: Token) -> Word:
    text = token.text[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    if not text:
        raise PatternError("the quotes are empty", token.column, "write the word between them")
    return Word(text, exact=True)


def _bounds(token: Token) -> tuple[int, int]:
    simple = {"?": (0, 1), "*": (0, MOST_REPEATS), "+": (1, MOST_REPEATS)}
    if token.text in simple:
        return simple[token.text]
    numbers = [int(number) for number in token.text[1:-1].split(",")]
    least, most = numbers[0], numbers[-1]
    if most < least or most == 0 or most > MOST_TIMES:
        raise PatternError(f"'{token.text}' is no range from 1 to {MOST_TIMES}", token.column, "write {1,3}")
    return least, most


def _slot(token: Token) -> Slot:
    found = _SLOT.match(token.text[1:-1].strip())
    if found is None:
        raise PatternError(
            f"'{token.text}' is no slot", token.column, "write {slot}, {slot:TAG|TAG} or {TAG}"
        )
    if found["bare"]:
        return Slot(None, tuple(found["bare"].split("|")))
    return Slot(found["name"], tuple(found["labels"].split("|")) if found["labels"] else ())


def _gap(token: Token) -> Gap:
    numbers = re.search(r"\{(\d+),(\d+)\}", token.text)
    labels = re.search(r"<([^>]+)>", token.text)
    least, most = (int(numbers[1]), int(numbers[2])) if numbers else (0, DEFAULT_GAP)
    if most < least or most == 0 or most > WIDEST_GAP:
        raise PatternError(
            f"'{token.text}' is no gap of at most {WIDEST_GAP} nodes", token.column, "write ...{0,12}"
        )
    return Gap(least, most, tuple(labels[1].split("|")) if labels else ())


def parse(text: str) -> Element:
    """Reads a pattern into its tree.

    Raises PatternError with the column of what cannot be read and what to write instead.
    """
    if len(text) > MOST_LENGTH:
        raise PatternError(
            f"the pattern has {len(text)} characters, more than {MOST_LENGTH}", 1, "split the rule"
        )
    reader = _Reader(text)
    element = reader.choice(0)
    left = reader.peek()
    if left is not None:
        raise PatternError(f"'{left.text}' closes nothing", left.column, "remove it")
    return element


def children(element: Element) -> Sequence["Element"]:
    """The elements directly inside this one."""
    match element:
        case Sequence_(parts):
            return parts
        case Choice(options):
            return options
        case Repeat(part):
            return (part,)
    return ()


def walk(element: Element) -> Iterator[Element]:
    """This element and all below it, in the order of the pattern."""
    waiting = [element]
    while waiting:
        part = waiting.pop()
        yield part
        waiting.extend(reversed(children(part)))
