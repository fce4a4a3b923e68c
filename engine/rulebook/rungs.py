"""The words of ladders: the closed set of ways in which an event's slot may be found."""

import re
from dataclasses import dataclass

# Each way with its arguments; `docs/rules.md` lists them with what they find.
_GRAMMAR: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("slot", r"slot (?P<name>\w+)"),
        ("halt", r"nothing with (?P<window>clause) (?P<name>\w+)"),
        (
            "captured",
            r"(?P<window>clause|sentence|paragraph|section) (?P<name>\w+)(?: (?P<side>before|after) trigger)?",
        ),
        ("first", r"first (?P<name>\w+) of (?P<window>paragraph|section|filing)"),
        (
            "last",
            r"last (?P<name>\w+) of (?P<window>clause|paragraph|section|filing)(?: (?P<side>before) trigger)?",
        ),
        ("subject", r"subject of (?P<window>clause|sentence)"),
        ("part", r"(?P<name>\w+) of (?P<slot>pivot|anchor|\w+)"),
        ("known", r"known (?P<name>\w+) of pivot"),
        ("event", r"(?P<type>\w+)\.(?P<name>\w+) of same (?P<pivot>\w+)"),
        ("other", r"(?P<type>\w+)\.(?P<name>\w+) where (?P<field>\w+) is same (?P<pivot>\w+)"),
        ("register", r"register (?P<name>\w+)"),
        (
            "nearest",
            r"nearest (?P<label>[A-Z_]+) (?P<side>left|right) in (?P<window>clause|sentence|paragraph)",
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Way:
    """One way of finding a value: its kind and arguments."""

    kind: str
    arguments: dict[str, str]


def read_way(text: str) -> Way | None:
    """The way that a rung's words name; None where they name none."""
    for kind, pattern in _GRAMMAR:
        found = pattern.fullmatch(text)
        if found:
            return Way(kind, found.groupdict())
    return None


def ways() -> tuple[str, ...]:
    """The kinds of ways, for messages."""
    return tuple(kind for kind, _ in _GRAMMAR)
