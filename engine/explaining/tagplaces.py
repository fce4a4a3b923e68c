"""Finds the words of a span again in a text that was read anew, from hashes alone.

The gold of tags keeps no word of a filing: beside its offsets each span has three short hashes, of
the words that it covers and of the few words to its left and right. When reading changes (a page
mark more, a line end less), the hashes say where the span stands now.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import pairwise

# A word: figures, letters or one sign. Letters are cut where a small one meets a capital ("ResignationsOn"),
# because that is how words are glued at former tag borders.
_RUN = re.compile(r"\d+|[^\W\d_]+|[^\w\s]|_")
# Words on each side that make a place: enough to tell most "Mr. Roe" in a section from the next.
_CONTEXT = 5
# 32 bits: among the some 100,000 spans of a section, a false one beside the right context does not occur.
_DIGITS = 8
# The most words that a span may have, so that a search knows where to stop.
MOST_WORDS = 40


@dataclass(frozen=True, slots=True)
class GoldTag:
    """A span `[start, end)` of the text of `section`, and the hashes of its words and of those beside it."""

    section: str
    start: int
    end: int
    label: str
    words: str
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Placed:
    """What became of the tags of a filing: those that have a place in the new texts, and those that have none."""

    tags: tuple[GoldTag, ...]
    lost: tuple[GoldTag, ...]


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a text, and which of them begin and end where."""

    section: str
    words: list[str]
    starts: list[int]
    ends: list[int]


def anchored(section: str, text: str, start: int, end: int, label: str) -> GoldTag:
    """The tag on `text[start:end]` with its hashes.

    Raises ValueError if it does not begin and end with a word, or has more than `MOST_WORDS`.
    """
    words = _words(section, text)
    if start not in words.starts or end not in words.ends or start >= end:
        raise ValueError(f"{label} at {start} to {end} of section {section} cuts a word in two, or is empty")
    first, last = words.starts.index(start), words.ends.index(end) + 1
    if last - first > MOST_WORDS:
        raise ValueError(f"{label} at {start} to {end} of section {section} has more than {MOST_WORDS} words")
    return _tag(words, first, last, label)


def placed(tags: Sequence[GoldTag], texts: Mapping[str, str]) -> Placed:
    """The tags where they stand in `texts` (by section id); their old offsets are not looked at.

    A tag's words must stand there as they stood, with the words of one side at least. It is looked for in its own
    section first, then in the others. Of several alike places, in number as many as tags alike, each tag
    takes the one of its turn; where the numbers differ all of them are lost: a guess would be a wrong gold.
    """
    words = [_words(section, text) for section, text in texts.items()]
    alike = defaultdict(list)
    for tag in tags:
        alike[replace(tag, start=0, end=0)].append(tag)
    wanted = {tag.words for tag in tags}
    found = {one.section: _spans(one, wanted) for one in words}
    kept: list[GoldTag] = []
    lost: list[GoldTag] = []
    for key, group in alike.items():
        places = _places(key, words, found, len(group))
        kept += places
        lost += [] if places else group
    return Placed(_sorted(kept), _sorted(lost))


def _sorted(tags: list[GoldTag]) -> tuple[GoldTag, ...]:
    return tuple(sorted(tags, key=lambda tag: (tag.section, tag.start, tag.end, tag.label)))


def _places(
    tag: GoldTag,
    texts: Sequence[_Words],
    found: Mapping[str, Mapping[str, list[tuple[int, int]]]],
    number: int,
) -> list[GoldTag]:
    """The `number` places of the tag, or none: both sides as they were, before one side only."""
    own = [text for text in texts if text.section == tag.section]
    for among in (own, [text for text in texts if text.section != tag.section]):
        places = [
            _tag(text, *span, tag.label) for text in among for span in found[text.section].get(tag.words, ())
        ]
        for sides in (2, 1):
            fitting = [place for place in places if _sides(place, tag) >= sides]
            if len(fitting) == number:
                return fitting
            if fitting:
                return []
    return []


def _sides(place: GoldTag, tag: GoldTag) -> int:
    return (place.left == tag.left) + (place.right == tag.right)


def _spans(text: _Words, wanted: set[str]) -> dict[str, list[tuple[int, int]]]:
    """The spans of words, first and last + 1, whose hash is wanted."""
    spans = defaultdict(list)
    for first in range(len(text.words)):
        so_far = sha256()
        for last in range(first, min(first + MOST_WORDS, len(text.words))):
            so_far.update(_spelt(text.words[last]))
            digest = so_far.hexdigest()[:_DIGITS]
            if digest in wanted:
                spans[digest].append((first, last + 1))
    return spans


def _tag(text: _Words, first: int, last: int, label: str) -> GoldTag:
    sides = text.words[max(first - _CONTEXT, 0) : first], text.words[last : last + _CONTEXT]
    start, end = text.starts[first], text.ends[last - 1]
    return GoldTag(text.section, start, end, label, _hash(text.words[first:last]), *map(_hash, sides))


def _hash(words: Sequence[str]) -> str:
    return sha256(b"".join(map(_spelt, words))).hexdigest()[:_DIGITS]


def _spelt(word: str) -> bytes:
    return word.encode("utf-8", "surrogatepass") + b"\n"


def _words(section: str, text: str) -> _Words:
    bounds = [bound for run in _RUN.finditer(text) for bound in _pieces(text, run.start(), run.end())]
    return _Words(section, [text[a:b] for a, b in bounds], [a for a, _ in bounds], [b for _, b in bounds])


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    cuts = [at for at in range(start + 1, end) if text[at - 1].islower() and text[at].isupper()]
    yield from pairwise([start, *cuts, end])
