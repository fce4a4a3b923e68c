"""The pattern language: what a rule's `pattern` may say, and the tree it is read into.

Blanks separate elements; `docs/patterns.md` explains each with examples. Reading a pattern knows
nothing of lexicons or tags: names are resolved when a rule set is compiled.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# A gap passes over up to eight nodes unless it says otherwise (measured: wider gaps cost precision).
DEFAULT_GAP = 8
# `*` and `+` stand for at most this many repetitions: every compiled pattern is bounded.
MOST_REPEATS = 12
MOST_LENGTH = 2000
MOST_DEPTH = 12


class PatternError(ValueError):
    """A pattern that cannot be read: `column` counts from 1 in the pattern, `advice` says what to write."""

    def __init__(self, message: str, column: int, advice: str = "") -> None:
        super().__init__(message)
        self.column, self.advice = column, advice


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
class Sequence_:
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

_TOKEN = re.compile(
    r"""(?P<space>\s+)
      | (?P<gap>\.\.\.(?:\{\d+,\d+\})?(?:<[A-Z_]+(?:\|[A-Z_]+)*>)?)
      | (?P<repeat>\{\d+(?:,\d+)?\}|[?*+](?=[\s)|]|$))
      | (?P<slot>\{[^{}]*\})
      | (?P<attribute>\[[^\[\]]*\])
      | (?P<name>%[a-z][a-z0-9_]*)
      | (?P<quoted>"(?:[^"\\]|\\.)*")
      | (?P<sign>[()|^])
      | (?P<word>'?\w(?:[\w.'&/-]*\w|)(?:\.(?!\.))?|\w)
      | (?P<mark>[^\w\s])
    """,
    re.VERBOSE,
)
_SLOT = re.compile(r"(?:(?P<name>[a-z][a-z0-9_]*)(?::(?P<labels>[A-Z_]+(?:\|[A-Z_]+)*))?|(?P<bare>[A-Z_]+(?:\|[A-Z_]+)*))$")


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    column: int


# Signs of the language that would otherwise read as the signs themselves, and what is wrong with each.
_STRAY = {
    '"': ("a quote is not closed", 'add \'"\'; write "\\"" or %quote for the sign itself'),
    "{": ("a slot is not closed, or holds braces", "write {slot}, {slot:TAG|TAG} or {TAG}"),
    "}": ("'}' closes nothing", 'remove it, or write "}" for the sign itself'),
    "[": ("a bracket is not closed, or holds brackets", 'write [LIKE_NUM], or "[" for the sign itself'),
    "]": ("']' closes nothing", 'remove it, or write "]" for the sign itself'),
}


def _tokens(text: str) -> Iterator[_Token]:
    position = 0
    before: _Token | None = None
    while position < len(text):
        found = _TOKEN.match(text, position)
        if found is None or found.lastgroup is None:
            raise PatternError(f"cannot read {text[position]!r}", position + 1, 'quote signs: "..."')
        token = _Token(found.lastgroup, found.group(), position + 1)
        if token.kind != "space":
            _refuse_misreadings(token, before, text[found.end() : found.end() + 1])
            yield token
        before, position = token, found.end()


def _refuse_misreadings(token: _Token, before: _Token | None, following: str) -> None:
    """Raises PatternError where the token could be read, but as something else than it looks."""
    touched = before.kind if before else "space"
    if token.kind == "mark" and token.text in _STRAY:
        message, advice = _STRAY[token.text]
        raise PatternError(message, token.column, advice)
    if token.kind == "mark" and token.text in "?*+":
        advice = f'put a blank after it where it repeats, or write "{token.text}" for the sign itself'
        raise PatternError(f"'{token.text}' before '{following}' repeats nothing", token.column, advice)
    if token.text == "%" and following.isalpha():
        raise PatternError(f"'%{following}' begins no name", token.column, "names are in small letters, as %base_salary")
    if touched == "name" and token.kind in ("word", "mark") and token.text[0] in "-_":
        raise PatternError(f"'{token.text}' cannot go on a name", token.column, "write _ for - in names")
    if touched == "gap" and token.text[0] in "<{":
        raise PatternError("a gap's bounds cannot be read", token.column, "write ...{0,12} or ...<TAG> or ...{0,12}<TAG>")
    if touched == "word" and token.text == "(":
        raise PatternError("'(' touches the word before it", token.column, 'put a blank before it, or quote: "(" for the sign')


class _Reader:
    """Recursive descent over the tokens of one pattern."""

    def __init__(self, text: str) -> None:
        self.tokens = list(_tokens(text))
        self.at = 0
        self.text = text

    def peek(self) -> _Token | None:
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
            raise PatternError("nothing stands here", self._column(), "write at least one element, or leave the group out")
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
            raise PatternError(f"'{following.text}' cannot follow '{token.text}'", following.column, "write ...{0,12}")
        self.at += 1
        least, most = _bounds(following)
        return Repeat(element, least, most)

    def single(self, depth: int) -> Element:
        token = self.tokens[self.at]
        self.at += 1
        match token.kind:
            case "sign" if token.text == "(":
                inner = self.choice(depth + 1)
                closing = self.peek()
                if closing is None or closing.text != ")":
                    raise PatternError("a group is not closed", token.column, "add ')'")
                self.at += 1
                return inner
            case "sign" if token.text == "^":
                return Start()
            case "slot":
                return _slot(token)
            case "attribute":
                return Attribute(token.text[1:-1].strip())
            case "name":
                return Name(token.text[1:])
            case "quoted" if token.text == '""':
                raise PatternError("the quotes are empty", token.column, "write the word between them")
            case "quoted":
                return Word(token.text[1:-1].replace('\\"', '"').replace("\\\\", "\\"), exact=True)
            case "gap":
                return _gap(token)
            case "word" | "mark":
                return Word(token.text.lower())
        raise PatternError(f"'{token.text}' cannot stand here", token.column, "quote it to mean the sign itself")

    def _touches(self, token: _Token) -> bool:
        previous = self.tokens[self.at - 1]
        return previous.column + len(previous.text) == token.column

    def _column(self) -> int:
        token = self.peek()
        return token.column if token else len(self.text) + 1


def _bounds(token: _Token) -> tuple[int, int]:
    simple = {"?": (0, 1), "*": (0, MOST_REPEATS), "+": (1, MOST_REPEATS)}
    if token.text in simple:
        return simple[token.text]
    numbers = [int(number) for number in token.text[1:-1].split(",")]
    least, most = numbers[0], numbers[-1]
    if most < least or most == 0 or most > 40:
        raise PatternError(f"'{token.text}' is no range from 1 to 40", token.column, "write {1,3}")
    return least, most


def _slot(token: _Token) -> Slot:
    found = _SLOT.match(token.text[1:-1].strip())
    if found is None:
        raise PatternError(f"'{token.text}' is no slot", token.column, "write {slot}, {slot:TAG|TAG} or {TAG}")
    if found["bare"]:
        return Slot(None, tuple(found["bare"].split("|")))
    return Slot(found["name"], tuple(found["labels"].split("|")) if found["labels"] else ())


def _gap(token: _Token) -> Gap:
    numbers = re.search(r"\{(\d+),(\d+)\}", token.text)
    labels = re.search(r"<([^>]+)>", token.text)
    least, most = (int(numbers[1]), int(numbers[2])) if numbers else (0, DEFAULT_GAP)
    if most < least or most == 0 or most > 60:
        raise PatternError(f"'{token.text}' is no gap of at most 60 nodes", token.column, "write ...{0,12}")
    return Gap(least, most, tuple(labels[1].split("|")) if labels else ())


def parse(text: str) -> Element:
    """Reads a pattern into its tree.

    Raises PatternError with the column of what cannot be read and what to write instead.
    """
    if len(text) > MOST_LENGTH:
        raise PatternError(f"the pattern has {len(text)} characters, more than {MOST_LENGTH}", 1, "split the rule")
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
    yield element
    for child in children(element):
        yield from walk(child)
