"""Text without markup to blocks: 80-column filings and extracts, their lines joined to whole paragraphs."""

import html
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from engine.filings import grid
from engine.filings.blocks import LIST_START, PAGE, Block, collapse, table

_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{2,5}|#x[0-9a-f]{2,4});", re.IGNORECASE)
_PAGE_LINE = re.compile(r"\s*<PAGE>[\s\d]*$", re.IGNORECASE)
_TABLE_LINE = re.compile(r"\s*<(/?)TABLE>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:TABLE|CAPTION|S|C|FN|F\d+|B|I|U|R|TEXT|PAGE)>", re.IGNORECASE)
_RULE_LINE = re.compile(r"[\s\-=_*~.–—+|#]{3,}$")
_SENTENCE_END = re.compile(r"[.:;!?][\"”’')\]]*$")
_ABBREVIATED = re.compile(r"(?:\b(?:Mr|Ms|Mrs|Dr|Messrs|Inc|Corp|Co|No|Jr|Sr|St|vs|Ltd)|\b[A-Z])\.$")
_BEFORE_MARKER = re.compile(r"[;:.](?:\s(?:and|or))?[\"”’)]*$")
_BROKEN_WORD = re.compile(r"([A-Za-z]+)-$")
_FIRST_WORD = re.compile(r"[a-z]+")
_LONE_LETTER = re.compile(r"[b-z]")  # in small letters: initials and items of lists stand in front of blanks
_LAST_WORD = re.compile(r"[A-Za-z]+$")
_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?")
_NEW_SENTENCE = re.compile(r"[A-Z\"“‘'(•\d]")
# What extraction leaves of a paragraph's border where it wrote everything in one line.
_LOST_BORDER = re.compile(r"(?<=[.:;”)])[ \u00a0]{3,}(?=[A-Z“(•])")
_CLOSING = frozenset(".,;:)”’")
# A line that could have taken the next word with this much to spare was ended on purpose.
_SLACK = 15
# Longer lines are not wrapped by hand or by a program that breaks at a column.
_LONGEST_WRAPPED = 200
_DEEP = 12
# Programs that cut lines at a number of bytes do so at about a thousand.
_CUT_LENGTH = 980
_COLUMN = re.compile(r"\s{2,}(?=\S)")


@dataclass(slots=True)
class _Line:
    """One line: the column where its text starts, and the text."""

    indent: int
    text: str

    @property
    def width(self) -> int:
        return self.indent + len(self.text)


def read_text(text: str, opens: Callable[[str], bool]) -> list[Block]:
    """The blocks of `text`; `opens` says whether a line starts with an item heading."""
    if "&" in text:
        text = _ENTITY.sub(lambda match: html.unescape(match.group()), text)
    words = _words_within(text)
    blocks: list[Block] = []
    for kind, lines in _regions(text.expandtabs().replace("\f", "\n<PAGE>\n").split("\n")):
        if kind == "page":
            blocks.append(PAGE)
        elif kind == "table" and (rows := grid.rows_of(lines, marked=True)) and not _has_heading(rows, opens):
            blocks.append(table(rows))
        else:
            blocks.extend(_plain_blocks(lines, opens, words))
    return blocks


def _words_within(text: str) -> Callable[[str], int]:
    """How often a word stands in `text`: what a word broken at a line's end is checked against, made when asked."""
    known: Counter[str] = Counter()

    def count(word: str) -> int:
        if not known:
            known.update(_WORD.findall(text.lower()))
        return known[word.lower()]

    return count


def _regions(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Cuts lines at page borders and at `<TABLE>`: ("text" | "table" | "page", lines)."""
    kind, current = "text", []
    for line in lines:
        border = "<" in line and (_PAGE_LINE.match(line) or _TABLE_LINE.match(line))
        if not border:
            current.append(_TAG.sub("", line) if "<" in line else line)
            continue
        yield kind, _without_rules(current)
        current = []
        if _PAGE_LINE.match(line):
            yield "page", []
        else:
            kind = "text" if line.lstrip().startswith("</") else "table"
    yield kind, _without_rules(current)


def _without_rules(lines: list[str]) -> list[str]:
    """`lines` with those that only underline as blank lines."""
    return ["" if _RULE_LINE.match(line) else line for line in lines]


def _has_heading(rows: list[list[str]], opens: Callable[[str], bool]) -> bool:
    return any(opens(" ".join(row)) for row in rows)


def _plain_blocks(
    lines: list[str], opens: Callable[[str], bool], words: Callable[[str], int]
) -> Iterator[Block]:
    """Lines outside of `<TABLE>`: tables where rows stand under one another, else paragraphs."""
    at = 0
    for start, end in list(grid.runs(lines, lambda line: opens(collapse(line)))):
        rows = grid.rows_of(lines[start:end], marked=False)
        if rows:
            yield from _paragraphs(lines[at:start], opens, words)
            yield table(rows)
            at = end
    yield from _paragraphs(lines[at:], opens, words)


def _paragraphs(
    lines: Sequence[str], opens: Callable[[str], bool], words: Callable[[str], int]
) -> Iterator[Block]:
    width = max((len(line) for line in lines if len(line) <= _LONGEST_WRAPPED), default=80)
    current: list[_Line] = []
    for raw in lines:
        text = raw.strip()
        line = _Line(raw.find(text[0]), text) if text else None
        if current and (line is None or _starts_paragraph(current[-1], line, width, opens)):
            yield from _whole(current, words)
            current = []
        if line:
            current.append(line)
    if current:
        yield from _whole(current, words)


def _starts_paragraph(before: _Line, line: _Line, width: int, opens: Callable[[str], bool]) -> bool:
    """Whether `line`, right below `before`, starts a paragraph of its own."""
    # 1. Headings stand alone.
    if opens(line.text) or (before.text.endswith("]") and opens(before.text)):
        return True
    # 2. A line that no column broke ends its paragraph, if it is whole; a title stands above such a line.
    ended = bool(_SENTENCE_END.search(before.text))
    if max(len(before.text), len(line.text)) > _LONGEST_WRAPPED:
        return ended or bool(LIST_START.match(line.text)) or (" " in before.text and before.text.istitle())
    spare = width - before.width - 1 - len(line.text.split(" ", 1)[0])
    # 3. A list marker after a clause's end, or below a line that had room for it.
    if LIST_START.match(line.text) and (_BEFORE_MARKER.search(before.text) or spare >= _SLACK):
        return True
    # 4. Something far out in the line (a centred title, an address) above or below what is not.
    if abs(before.indent - line.indent) >= _DEEP and before.width < width * 0.9 and not _hangs(before, line):
        return True
    # 5. After a sentence's end, a line set in further, or one that had room above.
    set_in = line.indent >= before.indent + 2 and not LIST_START.match(before.text)
    apart = set_in or spare >= max(_SLACK, width // 4)
    starts = apart and ended and _NEW_SENTENCE.match(line.text)
    return bool(starts and not _ABBREVIATED.search(before.text))


def _hangs(before: _Line, line: _Line) -> bool:
    """Whether `line` goes on below a column of `before`, as under `ITEM 5.     OTHER EVENTS AND`."""
    columns = (before.indent + gap.end() for gap in _COLUMN.finditer(before.text))
    return any(abs(column - line.indent) <= 1 for column in columns)


def _whole(lines: list[_Line], words: Callable[[str], int]) -> Iterator[Block]:
    pieces = [lines[0].text]
    for before, line in pairwise(lines):
        if before.text.endswith("-") or len(before.text) > _LONGEST_WRAPPED:
            pieces[-1], gap = _join(before.text, line.text, words)
            pieces.extend((gap, line.text))
        else:
            pieces.extend((" ", line.text))
    text = "".join(pieces)
    for paragraph in _LOST_BORDER.split(text) if len(text) > _LONGEST_WRAPPED else [text]:
        clean = collapse(paragraph)
        if clean:
            yield Block(clean)


def _join(before: str, after: str, words: Callable[[str], int]) -> tuple[str, str]:
    """How a long line, or one with a hyphen at its end, goes on with `after`: itself, without the hyphen of a broken word, and what stands between."""
    if len(before) > _LONGEST_WRAPPED:
        return before, "" if _is_chopped(before, after, words) else " "
    broken, rest = _BROKEN_WORD.search(before[-40:]), _FIRST_WORD.match(after)
    if not broken or not rest:
        return before, " "
    # A compound keeps its hyphen, a word that stands whole elsewhere in the text loses it.
    return before[:-1] if words(broken.group(1) + rest.group()) else before, ""


def _is_chopped(before: str, after: str, words: Callable[[str], int]) -> bool:
    """Whether a long line was cut, at a number of bytes, inside of a word.

    It was where a half is a lone letter; where the halves make a word of the text, and one of them is none by
    itself; and at the usual length of such lines also where neither half stands anywhere else.
    """
    if after[:1] in _CLOSING:
        return True
    first, second = _LAST_WORD.search(before[-40:]), _FIRST_WORD.match(after)
    if not first or not second:
        return False
    halves = (first.group(), second.group())
    if any(_LONE_LETTER.fullmatch(half) for half in halves):
        return True
    known = [words(half) > 1 for half in halves]
    if words("".join(halves)):
        return not all(known)
    return not any(known) and len(before.encode()) >= _CUT_LENGTH
