"""A complete EDGAR submission (SGML) to its header and its main document, as bytes and without decoding the rest.

The form is that of the EDGAR Filer Manual: `<SEC-DOCUMENT>`, `<SEC-HEADER>` (`<IMS-...>` before 1996),
then one `<DOCUMENT>` each with `<TYPE>` and `<TEXT>`, all of it in a PEM envelope until about 2001.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from engine.records import Notice

_DOCUMENT, _DOCUMENT_END = b"<DOCUMENT>", b"</DOCUMENT>"
_TEXT, _TEXT_END = b"<TEXT>", b"</TEXT>"
_TYPE = re.compile(rb"<TYPE>[ \t]*([^\r\n<]*)")
# The labels of a document (type, sequence, file name, description) are a few lines.
_LABELS = 4000
_HEADER = re.compile(rb"<(?:SEC|IMS)-HEADER>|^ACCESSION NUMBER:", re.MULTILINE)


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
    head = data[: start if start >= 0 else 60_000]
    header = head if _HEADER.search(head) else b""
    if start < 0:
        return Submission(header, None, data[_after_header(head) :] if header else data)
    main = next((at for at in _documents(data, start) if forms.match(_form(data, at) or "")), start)
    return _document(data, main, header)


def _documents(data: bytes, start: int) -> Iterator[int]:
    while start >= 0:
        yield start
        start = data.find(_DOCUMENT, start + len(_DOCUMENT))


def _form(data: bytes, start: int) -> str | None:
    form = _TYPE.search(data, start, start + _LABELS)
    return form.group(1).decode("latin-1").strip() if form else None


def _after_header(head: bytes) -> int:
    ends = (head.rfind(tag) + len(tag) for tag in (b"</SEC-HEADER>", b"</IMS-HEADER>") if tag in head)
    return max(ends, default=len(head))


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
