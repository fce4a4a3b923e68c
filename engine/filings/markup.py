"""HTML to blocks: paragraphs, tables with their cells, and the facts that inline XBRL marks.

Documents are read as browsers read them (lexbor), one pass without recursion; what is hidden is left out.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from engine.errors import FilingUnreadable
from engine.filings.blocks import LIST_MARKER, PAGE, Block, collapse, is_grid, table

_HTML = re.compile(r"<(?:html|body|div|font|br|p|span)\b[^<>]{0,2000}>|</p>", re.IGNORECASE)
# An element that XHTML closes itself would swallow what follows when read as HTML.
_SELF_CLOSED = re.compile(r"<(title|script|style|textarea|iframe|noscript)\b[^<>]*/>", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
# The elements whose styles are looked at; reading the attributes of all takes a third of the time.
_STYLED = '[style*="display" i], [style*="break" i]'
_PAGE_BREAK = re.compile(
    r"page-break-(?:before|after)\s*:\s*always|break-(?:before|after)\s*:\s*page", re.IGNORECASE
)
_UNSEEN = frozenset(
    {"head", "title", "script", "style", "ix:header", "noscript", "textarea", "type", "sequence", "filename"}
)
# fmt: off
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark",
    "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var",
})
# fmt: on
# Tables deeper than this are a fault of the document; their cells are read as paragraphs.
_DEEPEST = 8
# Parsing takes the square of the depth; no filing nests a hundredth of this.
_NESTED = ("table", "div", "center", "blockquote", "ul", "ol", "dl", "section")
_TOO_DEEP = 10_000
_SIGN_BEFORE = re.compile(r"[$€£¥(]+$")
_SIGN_AFTER = re.compile(r"[)%]+$")
_SENTENCE_END = re.compile(r"[.:;!?][\"”’)\]]*$")


@dataclass(frozen=True, slots=True)
class Page:
    """A document as it was read: its blocks in order, and (name, text) of each fact that is marked."""

    blocks: list[Block]
    facts: list[tuple[str, str]]


def is_html(text: str) -> bool:
    """Whether `text` is HTML; the `<TABLE>` and `<PAGE>` tags of 80-column filings do not make it so."""
    return bool(_HTML.search(text, 0, 200_000))


def read_html(text: str, opens: Callable[[str], bool]) -> Page:
    """The blocks and marked facts of the HTML document `text`.

    `opens` says whether a text starts with an item heading: a table with one is layout, not data. Raises
    FilingUnreadable (`malformed`) for elements nested thousands deep.
    """
    _refuse_depth(text)
    tree = LexborHTMLParser(_SELF_CLOSED.sub("", text) if "/>" in text else text)
    reader = _Reader(opens, {node.mem_id for node in tree.css(_STYLED)})
    if tree.root is not None:
        reader.read(tree.root)
    return Page(reader.out, list(_marked(tree)) if "dei:" in text else [])


def _refuse_depth(text: str) -> None:
    if text.count("<") <= _TOO_DEEP:
        return
    for tag in _NESTED:
        opened = sum(text.count(f"<{name}") for name in (tag, tag.upper()))
        if opened <= _TOO_DEEP:
            continue
        left_open = opened - sum(text.count(f"</{name}") for name in (tag, tag.upper()))
        if left_open > _TOO_DEEP:
            message = (
                f"{left_open} <{tag}> elements are left open: the HTML is broken, or made of broken parts."
            )
            raise FilingUnreadable("malformed", message)


def _marked(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    for node in tree.css('[name^="dei:"]'):
        yield (node.attributes.get("name") or "").removeprefix("dei:"), collapse(node.text())


@dataclass(slots=True)
class _Grid:
    """A table that is being read: rows of cells of blocks, and where blocks went before it."""

    outer: list[Block]
    rows: list[list[list[Block]]] = field(default_factory=list)


class _Reader:
    """Collects blocks while the document is walked."""

    def __init__(self, opens: Callable[[str], bool], styled: set[int]) -> None:
        self.out: list[Block] = []
        self._opens, self._styled = opens, styled
        self._words: list[str] = []
        self._grids: list[_Grid] = []
        self._skipped_tables = 0

    def read(self, root: LexborNode) -> None:
        """Takes every visible node of the tree below `root`, in the order of the document."""
        words, styled = self._words, self._styled
        open_ones: list[tuple[LexborNode, str]] = []
        node: LexborNode | None = root
        while node is not None:
            tag = node.tag or ""
            if tag == "-text":
                words.append(node.text_content or "")
            elif tag == "br":
                words.append("\r")
            elif (tag in _INLINE and node.mem_id not in styled) or self._enter(node, tag):
                child = node.child
                if child is not None:
                    open_ones.append((node, tag))
                    node = child
                    continue
                self._leave(tag)
            node = node.next if open_ones else None
            while node is None and open_ones:
                last, tag = open_ones.pop()
                self._leave(tag)
                node = last.next if open_ones else None
        self._flush()

    def _enter(self, node: LexborNode, tag: str) -> bool:
        """Takes the start of an element; False where nothing of it is to be read."""
        style = node.attributes.get("style") if node.mem_id in self._styled else None
        if tag in _UNSEEN or tag.startswith("-") or (style and _HIDDEN.search(style)):
            return False
        if style and _PAGE_BREAK.search(style):
            self._page()
        if tag not in _INLINE and ":" not in tag:
            self._open(tag)
        return True

    def _open(self, tag: str) -> None:
        self._flush()
        if tag in {"hr", "page"}:
            self._page()
        elif tag == "li":
            self._words.append("• ")
        elif tag == "table":
            self._open_table()
        elif tag == "tr" and self._grids:
            self._grids[-1].rows.append([])
        elif tag in {"td", "th"} and self._grids and self._grids[-1].rows:
            self.out = []
            self._grids[-1].rows[-1].append(self.out)

    def _leave(self, tag: str) -> None:
        if tag in _INLINE or ":" in tag:
            return
        self._flush()
        if tag == "table":
            self._close_table()

    def _flush(self) -> None:
        """Makes paragraphs of the words so far."""
        if not self._words:
            return
        text = "".join(self._words)
        self._words.clear()
        if not text.isspace():
            self.out.extend(Block(paragraph) for paragraph in _paragraphs(text, self._opens))

    def _page(self) -> None:
        self._flush()
        self.out.append(PAGE)

    def _open_table(self) -> None:
        if len(self._grids) >= _DEEPEST:
            self._skipped_tables += 1
        else:
            self._grids.append(_Grid(self.out))

    def _close_table(self) -> None:
        if self._skipped_tables:
            self._skipped_tables -= 1
        elif self._grids:
            grid = self._grids.pop()
            self.out = grid.outer
            self.out.extend(_table_blocks(grid.rows, self._opens))


def _paragraphs(text: str, opens: Callable[[str], bool]) -> Iterator[str]:
    """The paragraphs of text between block elements: a return is a line break, two of them end a paragraph."""
    if "\r" not in text:
        yield from filter(None, (collapse(text),))
        return
    current: list[str] = []
    for line in text.split("\r"):
        clean = collapse(line)
        if current and (not clean or _SENTENCE_END.search(current[-1][-4:]) or opens(clean)):
            yield " ".join(current)
            current = []
        if clean:
            current.append(clean)
    if current:
        yield " ".join(current)


def _table_blocks(rows: list[list[list[Block]]], opens: Callable[[str], bool]) -> Iterator[Block]:
    texts = [_cell_texts(row) for row in rows]
    if _is_data(rows, texts, opens):
        yield table(texts)
        return
    for row in rows:
        yield from _layout_row([cell for cell in row if any(block.text for block in cell)])


def _cell_texts(row: list[list[Block]]) -> list[str]:
    """The non-empty cells of a row; signs in cells of their own go to their figures."""
    texts: list[str] = []
    for cell in row:
        text = " ".join(block.text for block in cell if block.text)
        if text and texts and (_SIGN_BEFORE.fullmatch(texts[-1]) or _SIGN_AFTER.fullmatch(text)):
            texts[-1] += text
        elif text:
            texts.append(text)
    return texts


def _is_data(rows: list[list[list[Block]]], texts: list[list[str]], opens: Callable[[str], bool]) -> bool:
    if not is_grid(texts):
        return False
    nested = any(block.rows for row in rows for cell in row for block in cell)
    return not nested and not any(opens(" ".join(row)) for row in texts)


def _layout_row(cells: list[list[Block]]) -> Iterator[Block]:
    """A row of a layout table: a bullet or number goes to the paragraph beside it."""
    blocks = [block for cell in cells for block in cell if block.text]
    single = all(len([block for block in cell if block.text]) == 1 for cell in cells)
    if any(block.rows for block in blocks):
        yield from blocks
    elif single:
        yield from _one(blocks)
    elif LIST_MARKER.match(blocks[0].text) and len(blocks) > 1:
        yield Block(f"{blocks[0].text} {blocks[1].text}")
        yield from blocks[2:]
    else:
        yield from blocks


def _one(blocks: list[Block]) -> Iterator[Block]:
    if blocks:
        yield Block(" ".join(block.text for block in blocks))
