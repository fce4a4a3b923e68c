"""Who is who: joins the mentions of each person, and gives every mention the person's longest name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from spacy.tokens import Doc

from engine.tagging.tagger import Tag
from engine.tagging.values import name_parts

# The label of the tags that name people: names have a grammar of their own, so this one is a mechanism.
PERSON = "PERSON"


@dataclass(slots=True)
class Person:
    """One person of a filing: the longest name, and all words that stand in front of its mentions."""

    name: str
    mentions: list[Tag] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class People:
    """The persons of a document; `by_tag` gives the person of a mention by its tokens."""

    persons: tuple[Person, ...]
    by_tag: Mapping[tuple[int, int], Person]

    def name(self, start: int, end: int) -> str | None:
        """The longest name of the person mentioned at tokens `[start, end)`; None where nobody is."""
        person = self.by_tag.get((start, end))
        return person.name if person else None


def find_people(doc: Doc, tags: Iterable[Tag]) -> People:
    """Joins the PERSON tags that have a name: full names first, then surnames alone.

    A surname that several persons share goes to the one named last before it.
    """
    named = [tag for tag in tags if tag.label == PERSON and isinstance(tag.value, str)]
    full = [tag for tag in named if len(_words(tag)) > 1]
    persons: list[Person] = []
    for tag in sorted(full, key=lambda t: (-len(_words(t)), -len(str(t.value)), t.start)):
        _join(persons, tag)
    for tag in (t for t in named if len(_words(t)) == 1):
        _join_surname(persons, tag)
    for person in persons:
        person.titles |= {doc[tag.start].norm_ for tag in person.mentions}
    return People(tuple(persons), {(t.start, t.end): p for p in persons for t in p.mentions})


def _words(tag: Tag) -> list[str]:
    return _key(str(tag.value)).split()


@lru_cache(maxsize=4096)
def _key(name: str) -> str:
    parts = name_parts(name)
    return " ".join([*parts.given, parts.surname]).lower().replace(".", "").replace("’", "'")


def _join(persons: list[Person], tag: Tag) -> None:
    matching = [
        p
        for p in persons
        if same_person(_key(p.name).split(), _words(tag)) and not _rivals(p.name, str(tag.value))
    ]
    if matching:
        matching[0].mentions.append(tag)
    else:
        persons.append(Person(str(tag.value), [tag]))


def _rivals(one: str, other: str) -> bool:
    """Whether both names have a suffix of generation, and not the same."""
    first, second = (name_parts(name).suffix.lower().rstrip(".") for name in (one, other))
    return bool(first and second and first != second)


def _join_surname(persons: list[Person], tag: Tag) -> None:
    surname = _words(tag)[-1]
    matching = [p for p in persons if _key(p.name).split()[-1] == surname]
    if not matching:  # a family name that stands first, Mr. Nguyen
        matching = [
            p for p in persons if len(_key(p.name).split()) > 1 and _key(p.name).split()[0] == surname
        ]
    if not matching:
        persons.append(Person(str(tag.value), [tag]))
        return
    before = [
        (t.start, i)
        for i, p in enumerate(matching)
        for t in p.mentions
        if t.start < tag.start and len(_words(t)) > 1
    ]
    matching[max(before)[1] if before else 0].mentions.append(tag)


def same_person(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names (lower-case words) can be one person's: surnames equal, a given name shared or initial.

    With one first name, two middle names or initials that differ tell two persons (John P. and John H. Roe).
    """
    if one[-1] != other[-1]:
        return False
    short, long = sorted((one, other), key=len)
    if long[-len(short) :] == short:
        return True  # a surname of several words, Ms. van Dyke
    first, second = one[:-1], other[:-1]
    if len(first) > 1 and len(second) > 1 and _agree(first[0], second[0]) and not _agree(first[1], second[1]):
        return False
    return (
        not first
        or not second
        or any(_agree(a, b) for a in first[:2] for b in second[:2] if _first(a, b, first, second))
    )


def _first(a: str, b: str, first: Sequence[str], second: Sequence[str]) -> bool:
    return a == first[0] or b == second[0]


def _agree(a: str, b: str) -> bool:
    return a == b or (len(a) == 1 and b.startswith(a)) or (len(b) == 1 and a.startswith(b))
