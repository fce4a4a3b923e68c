"""When two values are the same: persons, roles, strings, dates, numbers.

Every value of a slot becomes a set of comparable values, so that one comparison serves them all: a
list has one for each distinct entry, a single value one, an absent value none. What is dropped and
expanded here is fixed by the contract of the scores ("How values compare"), and so stands in Python:
a rule set must not be able to change how it is measured.
"""

import json
import re
from functools import lru_cache
from typing import Any

HONORIFICS = frozenset({"mr", "mrs", "ms", "dr"})
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "v", "md", "phd", "cpa", "esq"})
ABBREVIATIONS = {
    "ceo": "chief executive officer",
    "cfo": "chief financial officer",
    "coo": "chief operating officer",
    "cto": "chief technology officer",
    "cio": "chief information officer",
    "cao": "chief accounting officer",
    "cmo": "chief medical officer",
    "clo": "chief legal officer",
    "chro": "chief human resources officer",
    "evp": "executive vice president",
    "svp": "senior vice president",
    "vp": "vice president",
    "chairman": "chair",
    "chairwoman": "chair",
    "chairperson": "chair",
}
# "directors" without "director": "Member of the Board of Directors" leaves no word, and is a director.
EMPTY_ROLE_WORDS = frozenset(
    "the our its company of for and as a an new interim acting member board directors".split()  # noqa: SIM905
)
ROLE_SLOTS = frozenset({"roles", "continues_as"})
# Also joined, as covers and signature blocks have it: "Principal Financial and Accounting Officer".
_DESIGNATION = re.compile(r"principal(?: (?:executive|financial|accounting|operating))+ officer")
_NAME_SIGNS = str.maketrans("", "", ".,'’")
# Names and offices come back in every comparison of a filing; the bound keeps long runs small.
_remembered = lru_cache(maxsize=65536)


@_remembered
def person_words(name: str) -> tuple[str, ...]:
    """The words of a name that count: no signs, no honorifics before it, no suffixes behind it."""
    words = name.lower().translate(_NAME_SIGNS).split()
    while len(words) > 1 and words[0] in HONORIFICS:
        words.pop(0)
    while len(words) > 1 and words[-1] in SUFFIXES:
        words.pop()
    return tuple(words)


def surname(name: str) -> str:
    """The last word of a name that counts; empty for an empty name."""
    return next(reversed(person_words(name)), "")


def persons_agree(one: str, other: str) -> bool:
    """Whether two names can be one person's: equal surnames, and given names that do not contradict."""
    if surname(one) != surname(other):
        return False
    ours, theirs = person_words(one)[:-1], person_words(other)[:-1]
    if not ours or not theirs:
        return True
    return ours[0] in theirs or theirs[0] in ours or _is_initial(ours[0], theirs[0])


def _is_initial(one: str, other: str) -> bool:
    return min(len(one), len(other)) == 1 and one[0] == other[0]


@_remembered
def role_key(role: str) -> str:
    """The words of an office that count, abbreviations written out; a bare seat is `director`."""
    words = re.sub(r"[\W_]+", " ", role.lower()).split()
    counting = (ABBREVIATIONS.get(word, word) for word in words if word not in EMPTY_ROLE_WORDS)
    return " ".join(counting) or "director"


def is_designation(key: str) -> bool:
    """Whether a role key is an SEC designation, such as `principal financial officer`."""
    return _DESIGNATION.fullmatch(key) is not None


def comparable(slot: str, value: Any) -> frozenset[Any]:
    """The comparable values of a slot's JSON value: none if absent or false, one for each distinct entry."""
    if value is None or value is False:
        return frozenset()
    entries = value if isinstance(value, (list, tuple)) else (value,)
    return frozenset(_comparable_entry(slot, entry) for entry in entries)


def _comparable_entry(slot: str, entry: Any) -> Any:
    if isinstance(entry, str):
        if slot in ROLE_SLOTS:
            return role_key(entry)
        return surname(entry) if slot == "replaces" else entry.lower()
    if isinstance(entry, (int, float)):  # 240000 and 240000.0 are equal, and hash alike
        return entry
    return json.dumps(entry, sort_keys=True)


def free_of_charge(slot: str, ours: frozenset[Any], theirs: frozenset[Any]) -> frozenset[Any]:
    """Those of `ours` that cost nothing though `theirs` lacks them: designations beside another role."""
    if slot not in ROLE_SLOTS:
        return frozenset()
    designations = frozenset(role for role in ours if is_designation(str(role)))
    return designations - theirs if designations != ours else frozenset()
