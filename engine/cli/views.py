"""How sections, tags, events and notices look on a terminal, and in a pipe, where colours are left out."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from rich.console import Console
from rich.text import Text

from engine.records import Section

# Read on light and dark ground alike. Labels take them in turn, in alphabetical order.
COLOURS = ("cyan", "green", "magenta", "yellow", "blue", "red")

FIELD_WIDTH = 16  # holds the longest field name, `exercise_price`, and two blanks

# What belongs to the event as a whole, and is not shown among its fields.
NOT_FIELDS = frozenset({"type", "evidence", "section"})

# Control characters can command a terminal, and a filing is somebody else's text.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class Tag(Protocol):
    """A tag to be shown: `start` and `end` are offsets in its section's text."""

    @property
    def start(self) -> int: ...  # noqa: D102

    @property
    def end(self) -> int: ...  # noqa: D102

    @property
    def label(self) -> str: ...  # noqa: D102


def stdout() -> Console:
    """A console on stdout that takes nothing in a text for markup."""
    return Console(markup=False, highlight=False, emoji=False)


def clean(text: str) -> str:
    """The text with each control character but line ends and tabs replaced by one sign, so that offsets stay."""
    return CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def title(words: str) -> Text:
    """A line that opens a part of the page."""
    return Text(f"\n{words}", style="bold underline")


def heading(section: Section) -> Text:
    """A section's id, length, heading, and how its bounds were found."""
    words = clean(" ".join(section.heading.split()))
    size = f"({len(section.text):,} characters, {section.bounds})"
    return Text().append(f"\n{section.id}  {words}", style="bold").append(f"  {size}", style="dim")


def tagged(text: str, tags: Sequence[Tag]) -> Text:
    """The text with each outermost tag written as in the examples of rules: `[[May 4, 2009|DATE]]`."""
    colours = _colours(tag.label for tag in tags)
    shown, at = Text(), 0
    for tag in _outermost(tags):
        shown.append(clean(text[at : tag.start])).append("[[", style="dim")
        shown.append(clean(text[tag.start : tag.end]), style=f"bold {colours[tag.label]}")
        shown.append(f"|{tag.label}]]", style="dim")
        at = tag.end
    return shown.append(clean(text[at:]))


def event(fields: Mapping[str, Any]) -> Text:
    """An event: its type and section, its trigger, and each field with the words that prove it."""
    shown = Text().append(f"\n{fields['type']}", style="bold green")
    shown.append(f"  {fields.get('section', '')}", style="dim")
    evidence = fields.get("evidence", ())
    for one in evidence:
        if one["field"] == "trigger":
            shown.append(f"\n  {'trigger':<{FIELD_WIDTH}}").append_text(_proof(one))
    for name in (name for name in fields if name not in NOT_FIELDS):
        shown.append(f"\n  {name:<{FIELD_WIDTH}}").append(clean(_spelt(fields[name])), style="bold")
        for one in (one for one in evidence if one["field"] == name):
            shown.append("\n" + " " * (FIELD_WIDTH + 2)).append_text(_proof(one))
    return shown


def notice(code: str, message: str) -> Text:
    """One warning of a result or notice of a filing."""
    return Text().append(f"  {code}", style="bold yellow").append(f"  {clean(message)}")


def _proof(one: Mapping[str, Any]) -> Text:
    words = clean(" ".join(one["text"].split()))
    source = f", from the {one['inherited_from']}" if "inherited_from" in one else ""
    place = f"  {one['section']}:{one['start']}-{one['end']}  {one['rule']}{source}"
    return Text().append(f"“{words}”").append(place, style="dim")


def _spelt(value: object) -> str:
    """A value as people write it: lists joined, true as yes."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return f"{value:,}"
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def _outermost(tags: Iterable[Tag]) -> list[Tag]:
    """The tags that begin after the one before has ended; of two that begin together, the longer."""
    outer: list[Tag] = []
    for tag in sorted(tags, key=lambda tag: (tag.start, -tag.end)):
        if not outer or tag.start >= outer[-1].end:
            outer.append(tag)
    return outer


def _colours(labels: Iterable[str]) -> dict[str, str]:
    return {label: COLOURS[place % len(COLOURS)] for place, label in enumerate(sorted(set(labels)))}
