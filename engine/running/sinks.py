"""Where the lines of a run go: standard output, or a file that appears whole or not at all."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path
from typing import BinaryIO, Literal

from engine.errors import UsageError

Sink = Callable[[bytes], None]


@contextmanager
def opened(to: Path | None) -> Iterator[Sink]:
    """A sink for complete lines: the file `to`, or standard output where it is None.

    A file gets its name only when the block ends well; until then, and after an error, what stood
    there before stays. A pipe or device is written to as it is. Raises `UsageError` where the output
    cannot be written, on entry as far as that can be told then.
    """
    if to is None:
        yield _writer(sys.stdout.buffer, "standard output")
    elif to.is_dir():
        raise UsageError(f"{to}: cannot write here: it is a folder; name a file")
    elif to.exists() and not to.is_file():
        with _open(to, "wb") as stream:
            yield _writer(stream, str(to))
    else:
        with _replacing(Path(os.path.realpath(to))) as sink:  # a link stays a link
            yield sink


@contextmanager
def _replacing(to: Path) -> Iterator[Sink]:
    partial = to.with_name(f".{to.name}.{os.getpid()}.partial")
    if to.exists() and not os.access(to, os.W_OK):
        raise UsageError(f"{to}: cannot write here: the file is write-protected")
    stream = _open(partial, "xb")
    try:
        with stream:
            yield _writer(stream, str(to))
        if to.exists():
            shutil.copymode(to, partial)
        partial.replace(to)
    finally:
        partial.unlink(missing_ok=True)


def _open(path: Path, mode: Literal["wb", "xb"]) -> FileIO:
    """Opened without a buffer: what a full disk refused must not be tried again when the file is closed."""
    try:
        return path.open(mode, buffering=0)
    except OSError as error:
        raise UsageError(f"{path.parent}: cannot write here: {error.strerror}") from error


def _writer(stream: BinaryIO | FileIO, name: str) -> Sink:
    """Writes a line and hands it on at once, so that whoever reads the output sees each filing as it is done."""

    def write(line: bytes) -> None:
        rest = memoryview(line)
        try:
            while rest:
                rest = rest[stream.write(rest) :]
            stream.flush()
        except BrokenPipeError:
            raise  # the reader has enough, which is no error
        except OSError as error:
            raise UsageError(f"{name}: cannot write: {error.strerror}") from error

    return write
