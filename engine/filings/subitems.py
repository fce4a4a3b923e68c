"""The lettered parts of an item as its form numbers them: (b), (c) and (e) of Item 5.02."""

import re
from itertools import pairwise

from engine.records import Section, SubItem

_LETTER = re.compile(r"\(\s?([a-z])\s?\)")
# At the start of a paragraph, or of a sentence in running text; the first word has a capital.
_OPENING = re.compile(
    r"(?:^|(?<=\n\n)|(?<=[.:”\"]\s))"
    r"(?P<letters>\(\s?[a-z]\s?\)(?:[\s,;/&]{0,3}(?:and\s)?\(\s?[a-z]\s?\)){0,5})[\s.:–—-]{0,4}(?=[\"“]?[A-Z])"
)
# Paragraphs that end so belong to a list of the text's own, or stand above one.
_LISTED = (":", ";", ",", " and", " or")


def subitems(section: Section, letters: str) -> tuple[SubItem, ...]:
    """The lettered parts of `section`, in the order of the text; `letters` are those that its item has.

    Letters that go back, or that stand in a list, are the text's own and are no sub-items. The letter of
    a heading (`Item 5.02(b)`) holds from the section's beginning.
    """
    found: list[tuple[str, int]] = []
    head = _letters(section.heading.partition("(")[1] + section.heading.partition("(")[2])
    if head and set(head) <= set(letters) and re.match(r"\W*item\W*[\d.\s]+\(", section.heading, re.IGNORECASE):
        found += [(letter, 0) for letter in head]
    for opening in _OPENING.finditer(section.text):
        own = _letters(opening["letters"])
        known = set(own) <= set(letters) and (not found or min(own) > found[-1][0])
        if known and not _in_list(section, opening.start()):
            found += [(letter, opening.start()) for letter in own]
    return _bounded(found, len(section.text))


def _letters(text: str) -> list[str]:
    return sorted(set(_LETTER.findall(text)))


def _in_list(section: Section, start: int) -> bool:
    end = section.text.find("\n\n", start)
    paragraph = section.text[start : end if end >= 0 else None]
    listed = section.text[max(0, start - 10) : start].rstrip().endswith(_LISTED) or paragraph.endswith(_LISTED)
    return listed or any(table.start <= start < table.end for table in section.tables)


def _bounded(found: list[tuple[str, int]], length: int) -> tuple[SubItem, ...]:
    starts = sorted({start for _, start in found})
    ends = dict(pairwise([*starts, length]))
    return tuple(SubItem(letter, start, ends[start]) for letter, start in found)
