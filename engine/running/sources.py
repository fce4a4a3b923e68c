"""A filing to be read, wherever it stands: a file, a member of an archive, a row of a table."""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from engine.errors import FilingUnreadable
from engine.records import Failure

# The most bytes that one filing may have. EDGAR takes submissions of up to some 200 MB (EDGAR Filer
# Manual II, 2.3.3), attachments included; what is larger is a mistake or an attack.
MOST = 200 * 2**20

STAGE = "running"

_CHUNK = 2**20
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Source:
    """One filing to be read.

    `file` is its name in the result, with / between parts; `path` is the file on disk that holds it.
    `content` is None where it is that file; for a member of an archive or a row of a table, its bytes,
    or the reason why there are none.
    """

    file: str
    path: Path
    content: bytes | Failure | None = None

    def read(self) -> bytes:
        """The filing's bytes; raises `FilingUnreadable`."""
        if isinstance(self.content, Failure):
            raise FilingUnreadable(self.content.code, self.content.message, self.content.stage)
        return read_file(self.path) if self.content is None else self.content


@dataclass(frozen=True, slots=True)
class Skipped:
    """What was passed over, and why; a member of an archive as `archive!member`."""

    path: Path
    reason: str


def read_file(path: Path) -> bytes:
    """The bytes of a file; raises `FilingUnreadable` (`unreadable-file`, `too-large`)."""
    try:
        with path.open("rb", buffering=0) as stream:
            return bounded(stream.read)
    except OSError as error:
        message = f"cannot read the file: {error.strerror}"
        raise FilingUnreadable("unreadable-file", message, STAGE) from error


def bounded(read: Callable[[int], bytes | None]) -> bytes:
    """All that `read(size)` gives, piece by piece; raises `FilingUnreadable` where that is more than `MOST`."""
    chunks: list[bytes] = []
    size = 0
    while chunk := read(_CHUNK):
        size += len(chunk)
        if size > MOST:
            raise FilingUnreadable(*too_large())
        chunks.append(chunk)
    return chunks[0] if len(chunks) == 1 else b"".join(chunks)


def too_large() -> tuple[str, str, str]:
    """Code, message and stage of the refusal of a filing with more than `MOST` bytes."""
    return "too-large", f"larger than {MOST:,} bytes, which no filing is: not read", STAGE


def refused(file: str, path: Path, code: str, message: str) -> Source:
    """A source that gives a row with that reason instead of a filing."""
    return Source(file, path, Failure(code, message, STAGE))


def printable(name: str) -> str:
    r"""The name with what is not UTF-8, and what could command a terminal, spelt out: `caf\xe9`."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return _CONTROL.sub(lambda match: f"\\x{ord(match.group()):02x}", text)


def printable_path(path: Path) -> str:
    """The path with / between its parts, printable."""
    return printable(os.fsencode(path.as_posix()).decode("utf-8", "surrogateescape"))


def unused(name: str, seen: set[str]) -> str:
    """The name, with `#2`, `#3` ... behind it where `seen` holds it already; it is added there."""
    free, number = name, 1
    while free in seen:
        number += 1
        free = f"{name}#{number}"
    seen.add(free)
    return free
