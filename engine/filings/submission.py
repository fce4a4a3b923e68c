"""A complete EDGAR submission (SGML) to its header and its documents, as bytes and without decoding the rest.

The form is that of the EDGAR Filer Manual: `<SEC-DOCUMENT>`, `<SEC-HEADER>` (`<IMS-...>` before 1996),
then one `<DOCUMENT>` each with `<TYPE>` and `<TEXT>`, all of it in a PEM envelope until about 2001. The
daily feed (.nc) has `<SUBMISSION>` with tags of its own in place of the header.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from engine.records import Notice

_DOCUMENT, _DOCUMENT_END = b"<DOCUMENT>", b"</DOCUMENT>"
_TEXT, _TEXT_END = b"<TEXT>", b"</TEXT>"
_TYPE = re.compile(rb"<TYPE>[ \t]*([^\r\n<]*)")
_DESCRIPTION = re.compile(rb"<DESCRIPTION>[ \t]*([^\r\n<]*)")
# The labels of a document (type, sequence, file name, description) are a few lines, its type is the first.
_LABELS, _BEFORE_TYPE = 4000, 400
_HEADER = re.compile(
    rb"<(?:SEC|IMS)-HEADER>|^ACCESSION NUMBER:|^<ACCESSION-NUMBER>|^<SUBMISSION>", re.MULTILINE
)
# Looked for first, because that is fast.
_HEADER_CUES = (b"-HEADER>", b"ACCESSION", b"<SUBMISSION>")
_LABEL_LINES = re.compile(rb"(?:[ \t]*(?:<[^<>\r\n]*>[^\r\n]*|[A-Z][A-Z0-9 ()/-]*:[^\r\n]*)?\r?\n)*")
# The headers of the largest filer groups, hundreds of registrants, have a tenth of this.
_LONGEST_HEADER = 2_000_000


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One document of a submission besides its main one: its type (`EX-99.1`), description and content."""

    kind: str
    description: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Submission:
    """What is read of a submission: its header (may be empty), the main document's type and content."""

    header: bytes
    form: str | None
    body: bytes
    notices: tuple[Notice, ...] = ()


def split(data: bytes, forms: re.Pattern[str]) -> Submission:
    """The submission in `data`; data that is none comes back as the body.

    The main document is the first whose type matches `forms`, else the first. Exhibits and attachments
    are passed over, and what follows the main document is not looked at.
    """
    start = data.find(_DOCUMENT)
    head = data[: min(start, _LONGEST_HEADER) if start >= 0 else 60_000]
    header = head if any(cue in head for cue in _HEADER_CUES) and _HEADER.search(head) else b""
    if start < 0:
        return Submission(header, None, data[_after_header(head) :] if header else data)
    main = next((at for at in _documents(data, start) if forms.match(_form(data, at) or "")), start)
    return _document(data, main, header)


def exhibits_of(data: bytes, kinds: re.Pattern[str]) -> Iterator[Exhibit]:
    """The documents of the submission in `data` whose type matches `kinds`, in their order."""
    for start in _documents(data, data.find(_DOCUMENT)):
        kind = _form(data, start)
        if kind and kinds.match(kind):
            described = _DESCRIPTION.search(data, start, start + _LABELS)
            description = described.group(1).decode("latin-1").strip() if described else ""
            yield Exhibit(kind.upper(), description, _document(data, start, b"").body)


def _documents(data: bytes, start: int) -> Iterator[int]:
    while start >= 0:
        yield start
        start = data.find(_DOCUMENT, start + len(_DOCUMENT))


def _form(data: bytes, start: int) -> str | None:
    form = _TYPE.search(data, start, start + _BEFORE_TYPE)
    return form.group(1).decode("latin-1").strip() if form else None


def _after_header(head: bytes) -> int:
    """Where the header ends in a submission without `<DOCUMENT>`: at its end tag, else behind its labels."""
    ends = [head.rfind(tag) + len(tag) for tag in (b"</SEC-HEADER>", b"</IMS-HEADER>") if tag in head]
    opening = _HEADER.search(head)
    labels = _LABEL_LINES.match(head, opening.start()) if opening else None
    return max(ends) if ends else labels.end() if labels else 0


def _document(data: bytes, start: int, header: bytes) -> Submission:
    labels = data[start : start + _LABELS]
    text = labels.find(_TEXT)
    begin = start + (text + len(_TEXT) if text >= 0 else _labels_end(labels))
    end, notices = _document_end(data, begin)
    return Submission(header, _form(data, start), data[begin:end], notices)


def _labels_end(labels: bytes) -> int:
    """Where the label lines end in a document that has no `<TEXT>`."""
    at = len(_DOCUMENT)
    for line in re.finditer(rb"[ \t]*(?:<[A-Z]+>[^\r\n]*)?\r?\n", labels):
        if line.start() > at:
            break
        at = max(at, line.end())
    return at


def _document_end(data: bytes, begin: int) -> tuple[int, tuple[Notice, ...]]:
    closing = data.find(_DOCUMENT_END, begin)
    next_document = data.find(_DOCUMENT, begin, closing if closing >= 0 else len(data))
    notices: tuple[Notice, ...] = ()
    if closing < 0 or next_document >= 0:
        notices = (Notice("truncated", "The main document is not closed: the submission may be cut off."),)
    end = next_document if next_document >= 0 else closing if closing >= 0 else len(data)
    text_end = data.rfind(_TEXT_END, begin, end)
    return text_end if text_end >= 0 else end, notices
