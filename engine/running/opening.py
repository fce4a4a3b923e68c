"""Opens what `finding` found: a file gives the filing that it is, or those that it holds."""

import gzip
import io
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from engine.errors import FilingUnreadable
from engine.running import archives, choosing, sources, tables
from engine.running.finding import STANDARD_INPUT
from engine.running.sources import Skipped, Source

Buffer = bytearray | memoryview


def opened(
    files: Iterable[Source], text_field: str | None = None, skip: Callable[[Skipped], None] = lambda _: None
) -> Iterator[Source]:
    """The filings in `files`, one after the other: a file's in the order in which they stand in it.

    An archive or table is read as the filings are asked for, and no more than one of its filings is held.
    `text_field` is the field of a table that holds a filing's text; `skip` is told what is passed over.
    What cannot be read gives a source that says why; nothing is raised.
    """
    for file in files:
        for one in _inside(file, text_field):
            if isinstance(one, Skipped):
                skip(one)
            else:
                yield one


def is_single(file: Source) -> bool:
    """Whether the file is one filing, as far as its name tells."""
    suffix, _ = choosing.packing(file.path.name)
    return suffix not in choosing.ARCHIVES | choosing.TABLES


def _inside(file: Source, text_field: str | None) -> Iterator[Source | Skipped]:
    suffix, packed = choosing.packing(file.path.name)
    if file.path == STANDARD_INPUT:
        yield from _standard_input(file, text_field)
    elif packed or not is_single(file):
        yield from _told(file, _contents(file, suffix, text_field, packed=packed))
    else:
        yield file


def _standard_input(file: Source, text_field: str | None) -> Iterator[Source]:
    """One filing, or JSON Lines where somebody says in which field the text stands."""
    if text_field:
        yield from tables.in_jsonl(file.file, file.path, sys.stdin.buffer, text_field)
        return
    try:
        yield Source(file.file, file.path, sources.bounded(sys.stdin.buffer.read))
    except FilingUnreadable as reason:
        yield sources.refused(file.file, file.path, reason.code, reason.message)


def _told(file: Source, inside: Iterable[Source | Skipped]) -> Iterator[Source | Skipped]:
    """What is inside, and a row for the file where that ends early or is nothing."""
    number = 0
    try:
        for one in inside:
            number += isinstance(one, Source)
            yield one
    except FilingUnreadable as reason:
        yield sources.refused(file.file, file.path, reason.code, f"{reason.message}{_after(number)}")
    except archives.DAMAGE as error:
        words = getattr(error, "strerror", None) or str(error) or type(error).__name__
        message = f"cannot be read{' further' if number else ''}: {words}{_after(number)}"
        yield sources.refused(file.file, file.path, "damaged-archive", message)
    else:
        if not number:
            yield sources.refused(file.file, file.path, "no-filing", "there is no filing in it")


def _after(number: int) -> str:
    return f" (after {number:,} of its filings)" if number else ""


def _contents(
    file: Source, suffix: str, text_field: str | None, *, packed: bool
) -> Iterator[Source | Skipped]:
    if suffix == ".zip" and not packed:
        yield from archives.in_zip(file.file, file.path)
        return
    with file.path.open("rb") as raw:
        stream = _Unpacking(raw) if packed else raw
        yield from _read(file, suffix, stream, text_field)


def _read(
    file: Source, suffix: str, stream: BinaryIO | io.RawIOBase, text_field: str | None
) -> Iterator[Source | Skipped]:
    if suffix == ".tar":
        # Unbuffered: what a buffer has read ahead would be lost where the stream is damaged behind it.
        yield from archives.in_tar(file.file, file.path, stream)
        return
    lines = io.BufferedReader(stream, 2**16) if isinstance(stream, io.RawIOBase) else stream
    yield from _read_lines(file, suffix, lines, text_field)


def _read_lines(
    file: Source, suffix: str, stream: BinaryIO, text_field: str | None
) -> Iterator[Source | Skipped]:
    where = (file.file, file.path)
    if suffix in {".jsonl", ".ndjson"}:
        yield from tables.in_jsonl(*where, stream, text_field)
    elif suffix == ".json":
        yield from tables.in_json(*where, stream, text_field)
    elif suffix == ".csv":
        yield from tables.in_csv(*where, stream, text_field)
    elif suffix == ".zip":
        yield sources.refused(
            *where, "nested-archive", "a gzipped zip archive is not entered: unpack it first"
        )
    else:
        yield Source(*where, sources.bounded(stream.read))


class _Unpacking(io.RawIOBase):
    """The bytes in a gzip stream; raises `FilingUnreadable` where they are so many that it is a bomb."""

    def __init__(self, packed: BinaryIO) -> None:
        self._packed, self._stream, self._size = packed, gzip.GzipFile(fileobj=packed), 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:  # type: ignore[override]  # any buffer that bytes go into
        data = self._stream.read1(len(buffer))
        buffer[: len(data)] = data
        self._size += len(data)
        archives.refuse_bomb(self._size, self._packed.tell())
        return len(data)
