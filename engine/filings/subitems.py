"""The lettered parts of an item as its form numbers them: (b), (c) and (e) of Item 5.02."""

import re
from itertools import pairwise

from engine.records import Section, SubItem

_LETTER = re.compile(r"\(\s?([a-z])\s?\)")
_OPENING = re.compile(
    r"\(\s?[a-z]\s?\)(?:[\s,;/&]{0,3}(?:and\s)?\(\s?[a-z]\s?\)){0,5}(?:\(\d\))?[\s.:–—-]{0,4}(?=[\"“]?[A-Z])"
)
# What stands before an opening: nothing, a paragraph's end, or a sentence's.
_BEFORE = re.compile(r"\n\n$|[.:”\"]\s$|^$")
# Letters in the heading, right behind the number.
_HEADED = re.compile(
    r"\W*items?\W*[\d.\s]{1,8}((?:\(\s?[a-z]\s?\)[\s,;/&]{0,3}(?:and\s)?){1,6})", re.IGNORECASE
)
# Paragraphs that end so belong to a list of the text's own, or stand above one.
_LISTED = (":", ";", ",", " and", " or")


def subitems(section: Section, letters: str) -> tuple[SubItem, ...]:
    """The lettered parts of `section`, in the order of the text; `letters` are those that its item has.

    Letters that go back, or that stand in a list, are the text's own and are no sub-items. The letter of
    a heading (`Item 5.02(b)`) holds from the section's beginning.
    """
    headed = _HEADED.match(section.heading)
    found = [(letter, 0) for letter in _letters(headed[1] if headed else "") if letter in letters]
    for opening in _OPENING.finditer(section.text):
        own = _letters(opening.group())
        known = set(own) <= set(letters) and (not found or own[0] > found[-1][0])
        opens = _BEFORE.search(section.text[max(0, opening.start() - 2) : opening.start()])
        if known and opens and not _in_list(section, opening.start()):
            found += [(letter, opening.start()) for letter in own]
    return _bounded(found, len(section.text))


def _letters(text: str) -> list[str]:
    return sorted(set(_LETTER.findall(text)))


def _in_list(section: Section, start: int) -> bool:
    end = section.text.find("\n\n", start)
    paragraph = section.text[start : end if end >= 0 else None]
    listed = section.text[max(0, start - 10) : start].rstrip().endswith(_LISTED) or paragraph.endswith(
        _LISTED
    )
    return listed or any(table.start <= start < table.end for table in section.tables)


def _bounded(found: list[tuple[str, int]], length: int) -> tuple[SubItem, ...]:
    starts = sorted({start for _, start in found})
    ends = dict(pairwise([*starts, length]))
    return tuple(SubItem(letter, start, ends[start]) for letter, start in found)
