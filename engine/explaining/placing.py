"""Where quotes and values of labels stand in a text."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

Place = tuple[int, int]

_GAP = re.compile(r"\s*(?:\.\.\.|…)\s*")
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_WORD = re.compile(r"[^\W_]+")
# A currency is a code in labels and a sign in most texts.
_CODE = re.compile(r"[A-Z]{3}")


class Tagged(Protocol):
    """What is needed of a tag: `[start, end)` of the text, and its value."""

    @property
    def start(self) -> int:
        """First character."""

    @property
    def end(self) -> int:
        """Character behind the last."""

    @property
    def value(self) -> Any:
        """The normalised value."""


def quote_places(quote: str, text: str) -> list[Place]:
    """Where the parts of a quote stand, in its order: "Roe ... 720,000" has two. Empty where one does not.

    Blanks match any white space.
    """
    places: list[Place] = []
    at = 0
    for part in filter(None, _GAP.split(quote.strip())):
        found = _spelt(part).search(text, at)
        if not found:
            return []
        places.append(found.span())
        at = found.end()
    return places


def value_places(value: Any, text: str, tags: Iterable[Tagged]) -> list[Place]:
    """Where a value of a label may stand: tags that have it, or the words that spell it.

    A list gives the places of its entries; true and false have none.
    """
    if isinstance(value, list):
        return [place for entry in value for place in value_places(entry, text, tags)]
    if isinstance(value, bool):
        return []
    places = [(tag.start, tag.end) for tag in tags if value in _parts(tag.value)]
    if isinstance(value, str) and value.strip():
        spelling = re.compile(rf"(?<!\w){_spelt(value.replace('_', ' ')).pattern}(?!\w)", re.IGNORECASE)
        places += [found.span() for found in spelling.finditer(text)]
    return places


def nearest(places: Iterable[Place], to: Place) -> Place | None:
    """The place with the fewest characters between it and `to`, the first of equals; None of none."""
    return min(places, key=lambda place: max(place[0] - to[1], to[0] - place[1], 0), default=None)


def stands(value: Any, kind: str, text: str, tags: Iterable[Tagged]) -> bool:
    """Whether a value can have been read from the text: its words, its number, its year and day stand there.

    `kind` is that of a FieldSpec. Nothing is asked of enumerations, truth values and currency codes.
    """
    if kind in {"enum", "boolean"} or (isinstance(value, str) and _CODE.fullmatch(value)):
        return True
    if kind in {"string", "strings"}:
        words, entries = set(_words(text)), value if isinstance(value, list) else [value]
        return all(words.issuperset(_words(entry)) or value_places(entry, text, tags) for entry in entries)
    numbers = {float(found.group().replace(",", "")) for found in _NUMBER.finditer(text)}
    told = {part for tag in tags for part in _parts(tag.value)}
    if kind == "date":
        year, *rest = value.split("-")
        return value in told or {float(part) for part in (year, *rest[1:])} <= numbers  # months have names
    numbers |= {float(part) for part in told if isinstance(part, (int, float))}
    return not numbers.isdisjoint({value, value / 12, value * 12})  # 24 months are two years, or two salaries


def _parts(value: Any) -> list[Any]:
    """What a tag's value says: itself, or the values that it holds."""
    return list(value.values()) if isinstance(value, Mapping) else [value]


def _words(text: str) -> Iterator[str]:
    return (found.group().casefold() for found in _WORD.finditer(text))


def _spelt(words: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(re.escape(word) for word in words.split()))
