"""Blocks mended: page marks dropped, paragraphs that a page's border cut and markers that stand alone joined."""

import re
from collections.abc import Callable

from engine.filings.blocks import PAGE, Block

_STOP = re.compile(r"[.:;!?][\"'”’)\]]*$")
_LONE_MARKER = re.compile(r"(?:\((?:[A-Za-z]|[ivx]{2,5}|\d{1,2})\)|[•·●▪■])$")
_OPEN_END = re.compile(r"(?:\b[a-z]{2,}|,)$")
_SMALL = re.compile(r"[a-z]{2}")
_CONTINUES = re.compile(r"[a-z(]|\d{4}\b")
# A figure that stands alone is a page number where one of its neighbours is a paragraph, not a cell.
_PARAGRAPH = 60
_LONGEST_MARK = 80


def mend(blocks: list[Block], page_mark: re.Pattern[str], opens: Callable[[str], bool]) -> list[Block]:
    """`blocks` without page borders and page marks; `page_mark` matches a whole paragraph that is one.

    `opens` says whether a paragraph starts with an item's heading, which goes on with no other.
    """
    mended: list[list[Block]] = []
    border = False
    for block in (block for index, block in enumerate(blocks) if not _is_mark(blocks, index, page_mark)):
        if not block.text:
            border = True
        elif (
            mended
            and not block.rows
            and _goes_on(mended[-1][-1], block, border=border)
            and not opens(block.text)
        ):
            mended[-1].append(block)
        else:
            mended.append([block])
        border = border and not block.text
    return [parts[0] if len(parts) == 1 else Block(" ".join(part.text for part in parts)) for parts in mended]


def _is_mark(blocks: list[Block], index: int, page_mark: re.Pattern[str]) -> bool:
    text = blocks[index].text
    if not text or len(text) > _LONGEST_MARK or blocks[index].rows or not page_mark.match(text):
        return False
    around = blocks[max(0, index - 2) : index] + blocks[index + 1 : index + 3]
    next_to = blocks[max(0, index - 1) : index] + blocks[index + 1 : index + 2]
    return PAGE in around or not text.isdigit() or any(len(block.text) >= _PARAGRAPH for block in next_to)


def _goes_on(before: Block, after: Block, *, border: bool) -> bool:
    """Whether `after` belongs to the list marker `before`, or goes on with its sentence.

    A sentence goes on in small letters, after the border of a page also at length or with a year.
    """
    if _LONE_MARKER.match(before.text):
        return True
    if before.rows or len(before.text) <= _PARAGRAPH or _STOP.search(before.text[-4:]):
        return False
    if not border:
        return bool(_SMALL.match(after.text))
    return bool(
        _CONTINUES.match(after.text) or (_OPEN_END.search(before.text[-20:]) and len(after.text) > _PARAGRAPH)
    )
