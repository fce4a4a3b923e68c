"""Where the headings of items stand among the blocks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.errors import FilingUnreadable
from engine.filings.blocks import Block
from engine.rulebook.headings import Headings, Item, Numbering

_PUNCTUATION = re.compile(r"[\s.:;,\-–—_|*]*")
# What follows the number of a reference at the start of a paragraph: "Item 5.02 above", "Item 5.02, the".
_REFERRING = re.compile(r"[\s.]*(?:[,;)\]”’]|[“\"(]?[a-z])")
_SENTENCE_END = re.compile(r"[.:;!?)\]”\"]\s*$")
_OPENING_QUOTE = re.compile(r"[“\"‘'(]\s*$")
_LAST_WORD = re.compile(r"([\w’']+)\W*$")
_GOES_ON = re.compile(r"\s*(?:[;,/&(–—-]|and\b|or\b)", re.IGNORECASE)
_NEW_PART = re.compile(r"[;,/&–—-]|\b(?:and|or)\b", re.IGNORECASE)
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_YEAR = re.compile(r"\d{4}")
_BLANK = re.compile(r"[\W_]*$")
_LEAD = re.compile(r"[\W_]*")
# A caption of a filing's own making is no longer; the longest official one has 170 characters.
_LONGEST_CAPTION = 200
_MOSTLY = 0.7
# How far a caption is looked for after its number, and a word that refers before it: a block may be a whole filing.
_WINDOW = 600
_WORDS_BEFORE = 40
# A caption may run over so many blocks where every line became one.
_CAPTION_BLOCKS = 4
# A form has 31 items; filings that repeat them in tables of contents and references name some dozens.
_MOST_OPENINGS = 20_000


@dataclass(frozen=True, slots=True)
class Mark:
    """A heading: from `start` in block `block` to `end` in block `last`, with the numbers of its items."""

    block: int
    start: int
    last: int
    end: int
    numbers: tuple[str, ...]
    heading: str
    bounds: str


def find_marks(blocks: Sequence[Block], headings: Headings, numbering: Numbering) -> list[Mark]:
    """The headings in `blocks` that number items as `numbering` does, in the order of the text.

    Raises FilingUnreadable (`malformed`) where items are named tens of thousands of times.
    """
    marks: list[Mark] = []
    openings = 0
    for index, block in enumerate(blocks):
        if block.rows:
            continue
        for opening in _openings(block.text, headings.cue, numbering):
            openings += 1
            _refuse_many(openings)
            passed = marks and (marks[-1].last, marks[-1].end) > (index, opening.start())
            mark = None if passed else _mark(blocks, index, opening, headings, numbering)
            if mark:
                marks.append(mark)
    return marks


def _openings(text: str, cue: str, numbering: Numbering) -> Iterator[re.Match[str]]:
    """What `numbering.opening.finditer` finds, tried only where the cue stands: a tenth of the time."""
    small = text.lower()
    if len(small) != len(text):  # a few letters have small forms of two characters
        yield from numbering.opening.finditer(text)
        return
    at = small.find(cue)
    end = 0
    while at >= 0:
        opening = numbering.opening.match(text, at - 1 if at > end and text[at - 1] == "[" else at)
        if opening:
            yield opening
            end = opening.end()
        at = small.find(cue, max(end, at + 1))


def _refuse_many(openings: int) -> None:
    if openings > _MOST_OPENINGS:
        message = (
            f"More than {_MOST_OPENINGS:,} items are named: the text is broken, or made of many filings."
        )
        raise FilingUnreadable("malformed", message)


def find_bare_marks(blocks: Sequence[Block], headings: Headings, numbering: Numbering) -> list[Mark]:
    """Headings without the word `Item`, for a text that has no others, as `7.01 Regulation FD Disclosure`."""
    marks: list[Mark] = []
    for index, block in enumerate(blocks):
        number = None if block.rows else numbering.number.match(block.text)
        item = numbering.items.get(number.group()) if number else None
        end = _known_caption(blocks, index, number.end(), item, headings) if number and item else None
        if end and item:
            heading = _between(blocks, (index, 0), end)
            marks.append(Mark(index, 0, *end, (item.number,), heading, "heading without the word item"))
    return marks


def opens_item(text: str, headings: Headings) -> bool:
    """Whether `text` starts with an item's heading: in brackets, the number alone, or with a known caption."""
    if (
        headings.cue not in text[: len(headings.cue) + 1].lower()
    ):  # most paragraphs by far: no pattern is tried
        return False
    for numbering in headings.numberings:
        opening = numbering.opening.match(text)
        if opening is None:
            continue
        if opening.group("bracket") or _BLANK.match(text, opening.end()):
            return True
        item = numbering.items.get(_numbers(opening, numbering)[0])
        if item and _caption(text, opening.end(), item, headings)[1:]:
            return True
    return False


def _numbers(opening: re.Match[str], numbering: Numbering) -> tuple[str, ...]:
    return tuple("".join(number.split()) for number in numbering.number.findall(opening.group("numbers")))


def _mark(
    blocks: Sequence[Block], index: int, opening: re.Match[str], headings: Headings, numbering: Numbering
) -> Mark | None:
    """The heading that starts at `opening`, or None where it is a reference."""
    text, start = blocks[index].text, opening.start()
    numbers = _numbers(opening, numbering)
    # 1. A heading in brackets, as some extracts write it.
    closing = text.find("]", opening.end(), opening.end() + _LONGEST_CAPTION)
    if opening.group("bracket") and closing >= 0:
        return Mark(index, start, index, closing + 1, numbers, text[start + 1 : closing], "bracketed heading")
    lead = _LEAD.match(text)
    at_start = lead is not None and lead.end() >= start
    item = numbering.items.get(numbers[0])
    if not at_start and (item is None or _refers(text[max(0, start - _WORDS_BEFORE) : start], headings)):
        return None
    # 2. With a caption that the rules know, also in the middle of running text.
    end = _known_caption(blocks, index, opening.end(), item, headings) if item else None
    # 3. At the start of a paragraph with another caption, or with none.
    if end is None and at_start:
        end = _own_caption(blocks, index, opening.end(), headings)
    if end is None:
        return None
    last, at = end
    heading = _between(blocks, (index, start), end)
    skip = _PUNCTUATION.match(blocks[last].text, at)
    bounds = "heading" if at_start else "inline heading"
    return Mark(index, 0 if at_start else start, last, skip.end() if skip else at, numbers, heading, bounds)


def _between(blocks: Sequence[Block], start: tuple[int, int], end: tuple[int, int]) -> str:
    """The text from `start` to `end`, both (block, offset)."""
    if start[0] == end[0]:
        return blocks[start[0]].text[start[1] : end[1]].rstrip(" :-–—")
    inner = (blocks[at].text for at in range(start[0] + 1, end[0]))
    return " ".join([blocks[start[0]].text[start[1] :], *inner, blocks[end[0]].text[: end[1]]])


def _refers(before: str, headings: Headings) -> bool:
    """Whether the text before `Item 5.02` makes it a reference: a quotation mark, or a word like `under`."""
    if _OPENING_QUOTE.search(before):
        return True
    if _SENTENCE_END.search(before):
        return False
    word = _LAST_WORD.search(before)
    return bool(word and word.group(1).lower() in headings.references)


def _caption(text: str, start: int, item: Item, headings: Headings) -> list[int]:
    """Where the caption of `item` starts and each of its parts ends; its letters, `(e)`, may stand before it."""
    skipped = _PUNCTUATION.match(text, start)
    at = skipped.end() if skipped else start
    letters = headings.letters.match(text, at)
    starts = [at]
    if letters:
        after = _PUNCTUATION.match(text, letters.end())
        starts.append(after.end() if after else letters.end())
    found = (item.captions.ends(text, one) for one in starts)
    return next((ends for ends in found if len(ends) > 1), [at])


def _known_caption(
    blocks: Sequence[Block], index: int, start: int, item: Item, headings: Headings
) -> tuple[int, int] | None:
    """Where the known caption after the number ends: (block, offset); it may run on in the next blocks.

    A part of the caption is taken from another block only after a semicolon or the like, or where nothing
    stands before it: a sub-heading may read like a part.
    """
    texts = list(_window(blocks, index, start))
    borders = [sum(len(text) + 1 for text in texts[: count + 1]) for count in range(len(texts))]
    joined = " ".join(texts)
    begin, *ends = _caption(joined, 0, item, headings)
    if not ends:
        return None
    taken = begin
    for end in ends:
        border = next(at for at in borders if at > max(taken - 1, 0))
        if end > border and taken > begin and not _NEW_PART.search(joined, taken - 1, border + 2):
            break
        taken = end
    count = next(count for count, at in enumerate(borders) if taken < at)
    offset = taken - (borders[count - 1] if count else 0)
    rest = texts[count][offset:]
    if _BLANK.match(rest) or (_GOES_ON.match(rest) and _reads_as_caption(rest)):
        offset = len(texts[count])
    return index + count, offset + (start if not count else 0)


def _window(blocks: Sequence[Block], index: int, start: int) -> Iterator[str]:
    """The text after a number in its block, and the beginnings of the next blocks."""
    yield blocks[index].text[start : start + _WINDOW]
    for block in blocks[index + 1 : index + _CAPTION_BLOCKS]:
        if block.rows:
            return
        yield block.text[:_LONGEST_CAPTION]


def _own_caption(
    blocks: Sequence[Block], index: int, start: int, headings: Headings
) -> tuple[int, int] | None:
    """Where a heading ends that has no caption or one that the rules do not know; None for a reference."""
    text = blocks[index].text
    letters = headings.letters.match(text, start)
    at = letters.end() if letters else start
    if _BLANK.match(text, at):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        if following and not following.rows and _reads_as_caption(following.text):
            return index + 1, len(following.text)
        return index, len(text)
    if _REFERRING.match(text, at):
        return None
    if _reads_as_caption(text[at : at + _WINDOW]):
        return index, len(text)
    opener = headings.openers.search(text, at + 1, at + _LONGEST_CAPTION)
    known_end = opener is not None and _reads_as_caption(text[at : opener.start()])
    return index, opener.start() if opener and known_end else start


def _reads_as_caption(text: str) -> bool:
    """Whether `text` looks like a caption: short, one phrase, its long words with capitals, no year in it."""
    words = _LONG_WORD.findall(text)
    if not words or len(text) > _LONGEST_CAPTION or _YEAR.search(text) or ". " in text.strip(" ."):
        return False
    capitals = [word for word in words if word[0].isupper()]
    return len(capitals) >= len(words) * _MOSTLY
