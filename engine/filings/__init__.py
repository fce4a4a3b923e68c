"""Bytes of one filing to a `Filing`: facts of the document and sections of readable text.

    filing = read(path.read_bytes(), path.name, headings)

A filing is an EDGAR submission, an HTML document, 80-column text, or text that was extracted already.
"""

import re
from dataclasses import replace
from itertools import takewhile

from engine.errors import FilingUnreadable
from engine.filings import columns, markup, pages, sections, submission
from engine.filings.blocks import Block
from engine.filings.cover import Sources, read_facts
from engine.filings.decode import decode, refuse_binary
from engine.filings.limits import refuse_large
from engine.filings.marks import opens_item
from engine.records import DocumentFacts, Filing, Notice, Section
from engine.rulebook.headings import Headings

__all__ = ["from_text", "read"]

# What uuencoding starts with, bare or in <PDF>.
_ENCODED = re.compile(r"\s*(?:<[A-Z]+>\s*)?begin \d{3} ")
# What all exhibits of a filing may add together: tokenising takes seconds for so much.
_MOST_EXHIBIT_TEXT = 800_000


def read(data: bytes, file: str, headings: Headings, *, exhibits: bool = False) -> Filing:
    """The filing in `data`; `file` is the name that the result goes by.

    Of a submission the main document (the form's body) is read, with `exhibits` also press releases and
    contracts (EX-99, EX-10), each as a section of its own. Raises FilingUnreadable with the code `empty`,
    `binary` (no text at all), `no-text` (a submission without the text of a form), `too-large` or
    `malformed` (more lines, tags or items than a filing can have).
    """
    if not data[:65_536].strip() and not data.strip():
        raise FilingUnreadable("empty", "The filing is empty: nothing but blanks stands in it.")
    refuse_binary(data)
    parts = submission.split(data, headings.forms)
    if not parts.body.strip():
        raise FilingUnreadable("no-text", "The submission holds no main document: it may be cut off.")
    if parts.body is not data:
        refuse_binary(parts.body)
    blocks, marked, notices = _document(parts.body, headings)
    header = parts.header.decode("latin-1")
    sources = Sources(header, parts.form, marked)
    filing = _filing(file, blocks, sources, headings, (*parts.notices, *notices))
    return _with_exhibits(filing, data, headings) if exhibits else filing


def from_text(text: str, file: str, headings: Headings) -> Filing:
    """The filing in `text`, of any format that `read` knows; raises as `read` does."""
    return read(text.encode("utf-8", "replace"), file, headings)


def _with_exhibits(filing: Filing, data: bytes, headings: Headings) -> Filing:
    """The filing with its exhibits as further sections; one that cannot be read, or is too long, is a notice."""
    added: list[Section] = []
    notices: list[Notice] = []
    for one in submission.exhibits_of(data, headings.exhibits):
        try:
            refuse_binary(one.content)
            section = sections.exhibit(one.kind, one.description, _document(one.content, headings)[0])
        except FilingUnreadable as reason:
            notices.append(Notice("exhibit-unreadable", f"{one.kind} is left out: {reason.message}"))
            continue
        if sum(len(known.text) for known in (*added, section)) > _MOST_EXHIBIT_TEXT:
            message = (
                f"{one.kind} is left out: the exhibits have more than {_MOST_EXHIBIT_TEXT:,} characters."
            )
            notices.append(Notice("exhibit-too-long", message))
        else:
            added.append(section)
    return replace(
        filing,
        sections=tuple(sections.numbered((*filing.sections, *added))),
        notices=(*filing.notices, *notices),
    )


def _document(
    data: bytes, headings: Headings
) -> tuple[list[Block], list[tuple[str, str]], tuple[Notice, ...]]:
    """The blocks of one document, the facts that it marks, and what is to say about its encoding."""
    refuse_large(data)
    text, notices = decode(data)
    return *_blocks(text, headings), notices


def _blocks(text: str, headings: Headings) -> tuple[list[Block], list[tuple[str, str]]]:
    """The blocks of a document, and the facts that it marks."""

    def opens(line: str) -> bool:
        return opens_item(line, headings)

    page = (
        markup.read_html(text, opens)
        if markup.is_html(text)
        else markup.Page(columns.read_text(text, opens), [])
    )
    blocks = pages.mend(page.blocks, headings.page_mark, opens)
    if not any(any(map(str.isalpha, block.text)) for block in blocks) or _ENCODED.match(text):
        raise FilingUnreadable(
            "no-text", "The main document holds no words: it may be an encoded attachment."
        )
    return blocks, page.facts


def _filing(
    file: str, blocks: list[Block], sources: Sources, headings: Headings, notices: tuple[Notice, ...]
) -> Filing:
    """Facts first, because their date tells the numbering of the items, then the sections."""
    cover = takewhile(lambda block: not opens_item(block.text, headings), blocks)
    sources = replace(sources, cover="\n".join(block.text for block in cover))
    facts, more = read_facts(sources, headings)
    notices = (*notices, *more)
    if facts.form and not headings.forms.match(facts.form):
        notice = Notice("not-8-k", f"This is a form {facts.form}: it is read as one section.")
        return Filing(file, facts, sections.whole(blocks), (*notices, notice))
    cut = sections.cut(blocks, headings, facts.report_date or facts.filed)
    return Filing(file, facts, cut.sections, (*notices, *_missing(cut, facts)))


def _missing(cut: sections.Cut, facts: DocumentFacts) -> list[Notice]:
    """A notice for each item that is announced and has no heading, and one where no heading was found."""
    notices = [
        Notice("item-not-found", f"Item {item} is announced, and no heading of it was found in the text.")
        for item in facts.items
        if item not in cut.items
    ]
    if not cut.items:
        notices.append(
            Notice("no-heading", "No item's heading was found: the text is read as one section, body.")
        )
    return notices
