"""Bytes to text: UTF-8 where the bytes are, else Windows-1252, and a refusal where they are no text."""

import codecs
import re

from engine.errors import FilingUnreadable
from engine.records import Notice

# The first bytes of formats that come instead of filings: PDF, ZIP (also Office), GZIP, PNG, JPEG, GIF,
# old Office, TIFF.
_MAGIC = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\xd0\xcf\x11\xe0",
    b"II*\x00",
)
_SAMPLE = 65_536
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r\f\v\x1a\x1b")
# Text has next to none of the control characters; compressed bytes have more than one in ten.
_MOST_CONTROLS = 0.02
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_-]{3,20})", re.IGNORECASE)
_C1 = re.compile("[\x80-\x9f]")
_C1_IN_UTF8 = re.compile(rb"\xc2[\x80-\x9f]")


def refuse_binary(data: bytes) -> None:
    """Raises FilingUnreadable (`binary`) where the first bytes are those of no text."""
    sample = data[:_SAMPLE]
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if sample.startswith(_MAGIC) or controls > len(sample) * _MOST_CONTROLS:
        raise FilingUnreadable(
            "binary", "These bytes are no text: give the filing as text, HTML or submission."
        )


def decode(data: bytes) -> tuple[str, tuple[Notice, ...]]:
    """The text of `data`, with line feeds only, and a notice where it was declared to be written otherwise."""
    text, encoding = _decoded(data)
    declared = _DECLARED.search(data, 0, 2048)
    notices: tuple[Notice, ...] = ()
    if declared and not _agrees(declared.group(1).decode("ascii"), encoding):
        message = f"The document says that it is {declared.group(1).decode()}, its bytes are {encoding}."
        notices = (Notice("mislabelled-encoding", message),)
    if encoding == "utf-16" or _C1_IN_UTF8.search(data):
        # Characters 128 to 159 are controls in Unicode; filings that carry them mean Windows-1252.
        text = _C1.sub(lambda match: _windows_1252(match.group().encode("latin-1")), text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text, notices


def _decoded(data: bytes) -> tuple[str, str]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace"), "utf-16"
    try:
        return data.decode("utf-8-sig"), "ascii" if data.isascii() else "utf-8"
    except UnicodeDecodeError:
        repaired = data.decode("utf-8-sig", "replace")
    broken = repaired.count("\ufffd")
    sound = sum(1 for _ in re.finditer(r"[^\x00-\x7f\ufffd]", repaired))
    # One byte cut off or gone wrong does not make UTF-8 something else.
    if sound > 2 * broken:
        return repaired, "damaged utf-8"
    return _windows_1252(data), "windows-1252"


def _windows_1252(data: bytes) -> str:
    """Windows-1252, with the five bytes that it leaves undefined as blanks."""
    return data.decode("cp1252", "replace").replace("\ufffd", " ")


def _agrees(declared: str, encoding: str) -> bool:
    try:
        name = codecs.lookup(declared).name
    except LookupError:
        return False
    if encoding == "ascii":
        return True
    # What the web calls Latin-1 or ASCII is Windows-1252 to every browser.
    if encoding == "windows-1252":
        return name in {"cp1252", "iso8859-1", "ascii"}
    return name == encoding
