"""The filings in an archive, member by member. Nothing is unpacked to disk, and nothing disappears:
what is refused becomes a source with its reason, what is passed over is told.
"""

import os
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import RawIOBase
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Self

from engine.errors import FilingUnreadable
from engine.records import Failure
from engine.running import choosing, sources
from engine.running.sources import STAGE, Skipped, Source

# How many times larger than its packed form a member may be. Filings shrink to a tenth, tables full of
# blanks to a hundredth; a bomb of zeros is a thousand times smaller than what it unpacks to.
RATIO = 200
# Below that many bytes a bomb does no harm.
HARMLESS = 10 * 2**20

# What the readers of the standard library raise over archives that are cut off or changed.
DAMAGE = (
    tarfile.TarError,
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    IndexError,
    NotImplementedError,  # what zipfile raises for a compression it lacks
)

# Of these the standard library unpacks no more at a time than it is asked for.
_COMPRESSIONS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})

# Bytes of the record that ends a zip's directory, without the comment behind it.
_END = 22

# The longest name or extended header of a tar's member. Real ones have some hundred bytes, and tarfile
# reads them whole.
_LONGEST_HEADER = 2**20
_HEADERS = frozenset(
    {
        tarfile.XHDTYPE,
        tarfile.XGLTYPE,
        tarfile.SOLARIS_XHDTYPE,
        tarfile.GNUTYPE_LONGNAME,
        tarfile.GNUTYPE_LONGLINK,
    }
)


@dataclass(frozen=True, slots=True)
class _Member:
    """A member that is no folder: `refusal` says why it must not be read, else `read` gives its bytes."""

    name: str
    refusal: tuple[str, str] | None
    read: Callable[[], bytes]


def in_zip(file: str, path: Path) -> Iterator[Source | Skipped]:
    """The members of a zip archive in the order of its directory; raises one of `DAMAGE` where it has none."""
    with path.open("rb") as stream, zipfile.ZipFile(stream) as archive:
        yield from _sources(file, path, _zip_members(archive, stream.seek(0, os.SEEK_END)))
        _refuse_lost_members(archive, stream)


def in_tar(file: str, path: Path, stream: BinaryIO | RawIOBase) -> Iterator[Source | Skipped]:
    """The members of a tar archive in their order, from a stream that is read once.

    Raises one of `DAMAGE` where the archive cannot be read further, and what `stream` raises.
    """
    with tarfile.open(fileobj=stream, mode="r|", tarinfo=_Header, bufsize=2**16) as archive:
        yield from _sources(file, path, _tar_members(archive))
    while stream.read(2**16):  # to the end of a gzip stream, where its checksum stands
        pass


def _sources(file: str, path: Path, members: Iterable[_Member]) -> Iterator[Source | Skipped]:
    seen: set[str] = set()
    twins: dict[str, str] = {}
    for member in members:
        name = sources.unused(f"{file}!{sources.printable(member.name)}", seen)
        refusal = _outside(member) or member.refusal
        reason = None if refusal else _reason_to_skip(PurePosixPath(member.name), twins)
        if refusal:
            yield sources.refused(name, path, *refusal)
        elif _is_archive(member.name):
            message = "an archive in an archive is not entered: unpack it and name it"
            yield sources.refused(name, path, "nested-archive", message)
        elif reason:
            yield Skipped(Path(name), reason)
        else:
            yield Source(name, path, _content(member))


def _outside(member: _Member) -> tuple[str, str] | None:
    if choosing.leads_outside(member.name):
        return "unsafe-member", "the member's name leads out of the archive: refused"
    return None


def _is_archive(name: str) -> bool:
    suffix, packed = choosing.packing(name)
    return packed or suffix in choosing.ARCHIVES


def _reason_to_skip(name: PurePosixPath, twins: dict[str, str]) -> str | None:
    return "hidden" if choosing.is_hidden(name) else choosing.reason_to_skip(name, twins)


def _content(member: _Member) -> bytes | Failure:
    try:
        return member.read()
    except FilingUnreadable as reason:
        return Failure(reason.code, reason.message, reason.stage)
    except DAMAGE as error:
        return Failure("damaged-archive", f"cannot read this member: {error}", STAGE)


def _zip_members(archive: zipfile.ZipFile, size: int) -> Iterator[_Member]:
    """`size` is the archive's: members that lie over each other can be small, each, and endless together."""
    total = 0
    for entry in archive.infolist():
        if _is_folder(entry) and not entry.file_size:
            continue
        refusal = _zip_refusal(entry)
        total += 0 if refusal else entry.file_size
        if total > max(RATIO * size, HARMLESS):
            raise FilingUnreadable(*_bomb())

        def read(entry: zipfile.ZipInfo = entry) -> bytes:
            with archive.open(entry) as stream:
                return sources.bounded(stream.read)

        yield _Member(entry.filename, refusal, read)


def _is_folder(entry: zipfile.ZipInfo) -> bool:
    """As `entry.is_dir()`, which raises `IndexError` for a name of no letters (Python 3.11)."""
    return entry.filename.endswith("/")


def _refuse_lost_members(archive: zipfile.ZipFile, stream: BinaryIO) -> None:
    """Raises `BadZipFile` where the end of the directory counts other members than were found in it.

    Layout: APPNOTE.TXT 4.3.16. The count has two bytes, so that it is that of a large archive modulo 65,536.
    """
    stream.seek(-_END - len(archive.comment), os.SEEK_END)
    end = stream.read(_END)
    stated = int.from_bytes(end[10:12], "little")
    if end.startswith(b"PK\x05\x06") and stated not in {len(archive.filelist) % 2**16, 2**16 - 1}:
        raise zipfile.BadZipFile(
            f"its directory should list {stated} members, and lists {len(archive.filelist)}"
        )


def _zip_refusal(entry: zipfile.ZipInfo) -> tuple[str, str] | None:
    kind = stat.S_IFMT(entry.external_attr >> 16)  # 0 where the archive was not made on Unix
    if kind not in {0, stat.S_IFREG} or _is_folder(entry):
        return _no_file()
    if entry.flag_bits & 0x1:
        return "encrypted-member", "the member is encrypted: unpack the archive with its password"
    if entry.compress_type not in _COMPRESSIONS:
        return "unsupported-compression", "the member is neither stored nor deflated: pack the archive anew"
    if entry.file_size > sources.MOST:
        return sources.too_large()[:2]
    if entry.file_size > max(RATIO * entry.compress_size, HARMLESS):
        return _bomb()[:2]
    return None


def _tar_members(archive: tarfile.TarFile) -> Iterator[_Member]:
    while (entry := archive.next()) is not None:
        archive.members.clear()  # type: ignore[attr-defined]  # else all that was read before stays
        if entry.isdir():
            continue
        refusal = None if entry.isreg() else _no_file()
        if refusal is None and entry.size > sources.MOST:
            refusal = sources.too_large()[:2]

        def read(entry: tarfile.TarInfo = entry) -> bytes:
            stream = archive.extractfile(entry)
            if stream is None:
                raise tarfile.ReadError("the member holds no data")
            return sources.bounded(stream.read)

        yield _Member(entry.name, refusal, read)


class _Header(tarfile.TarInfo):
    """A member's header that is refused where tarfile would end in silence, or read a name without end."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        """The header in a block of 512 bytes; raises `ReadError` where it is none."""
        try:
            header = super().frombuf(buf, encoding, errors)
        except tarfile.EOFHeaderError:  # type: ignore[attr-defined]  # the end as it should be
            raise
        except tarfile.HeaderError as error:
            raise tarfile.ReadError(f"no member where one should begin, or no end mark ({error})") from error
        longest = _LONGEST_HEADER if header.type in _HEADERS else header.size
        if not 0 <= header.size <= longest:
            raise tarfile.ReadError("a member's header is too long")
        return header


def _no_file() -> tuple[str, str]:
    return "unsafe-member", "the member is a link or a device, not a file: refused"


def _bomb() -> tuple[str, str, str]:
    return (
        "archive-bomb",
        f"unpacks to more than {RATIO} times its size, which no filing does: not read",
        STAGE,
    )


def refuse_bomb(unpacked: int, packed: int) -> None:
    """Raises `FilingUnreadable` where so many bytes came out of so few."""
    if unpacked > max(RATIO * packed, HARMLESS):
        raise FilingUnreadable(*_bomb())
