"""Splits a pattern into its tokens, and refuses what would be read as something else than it looks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass


class PatternError(ValueError):
    """A pattern that cannot be read: `column` counts from 1 in the pattern, `advice` says what to write."""

    def __init__(self, message: str, column: int, advice: str = "") -> None:
        super().__init__(message)
        self.column, self.advice = column, advice


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


@dataclass(frozen=True, slots=True)
class Token:
    """One token of a pattern: its kind as `_TOKEN` names it; `column` counts from 1."""

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


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a pattern without the blanks between; raises PatternError for what cannot be read."""
    position = 0
    before: Token | None = None
    while position < len(text):
        found = _TOKEN.match(text, position)
        if found is None or found.lastgroup is None:
            raise PatternError(f"cannot read {text[position]!r}", position + 1, 'quote signs: "..."')
        token = Token(found.lastgroup, found.group(), position + 1)
        if token.kind != "space":
            _refuse_misreadings(token, before, text[found.end() : found.end() + 1])
            yield token
        before, position = token, found.end()


def _refuse_misreadings(token: Token, before: Token | None, following: str) -> None:
    """Raises PatternError where the token could be read, but as something else than it looks."""
    touched = before.kind if before else "space"
    if token.kind == "mark" and token.text in _STRAY:
        message, advice = _STRAY[token.text]
        raise PatternError(message, token.column, advice)
    if token.kind == "mark" and token.text in "?*+":
        advice = f'put a blank after it where it repeats, or write "{token.text}" for the sign itself'
        raise PatternError(f"'{token.text}' before '{following}' repeats nothing", token.column, advice)
    if token.text == "%" and following.isalpha():
        raise PatternError(
            f"'%{following}' begins no name", token.column, "names are in small letters, as %base_salary"
        )
    if touched == "name" and token.kind in ("word", "mark") and token.text[0] in "-_":
        raise PatternError(f"'{token.text}' cannot go on a name", token.column, "write _ for - in names")
    if touched == "gap" and token.text[0] in "<{":
        raise PatternError(
            "a gap's bounds cannot be read", token.column, "write ...{0,12} or ...<TAG> or ...{0,12}<TAG>"
        )
    if touched == "word" and token.text == "(":
        raise PatternError(
            "'(' touches the word before it",
            token.column,
            'put a blank before it, or quote: "(" for the sign',
        )
