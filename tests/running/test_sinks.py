import os
from pathlib import Path

import pytest

from engine.errors import UsageError
from engine.running.sinks import opened


def write(to, lines):
    with opened(to) as sink:
        for line in lines:
            sink(line)


def test_a_file_holds_the_lines_and_nothing_stays_beside_it(tmp_path):
    to = tmp_path / "out.jsonl"
    write(to, [b"1\n", b"2\n"])
    assert to.read_bytes() == b"1\n2\n"
    assert list(tmp_path.iterdir()) == [to]


def test_without_a_file_the_lines_go_to_stdout(capfdbinary):
    write(None, [b"1\n", b"\xc3\xbc\n"])
    assert capfdbinary.readouterr().out == b"1\n\xc3\xbc\n"


def test_a_file_appears_only_when_all_is_written(tmp_path):
    to = tmp_path / "out.jsonl"
    with opened(to) as sink:
        sink(b"1\n")
        assert not to.exists()
    assert to.exists()


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError, UsageError])
def test_what_stood_there_stays_when_a_run_ends_early(tmp_path, error):
    to = tmp_path / "out.jsonl"
    to.write_bytes(b"before\n")

    def lines():
        yield b"1\n"
        raise error

    with pytest.raises(error):
        write(to, lines())
    assert to.read_bytes() == b"before\n"
    assert list(tmp_path.iterdir()) == [to]


def test_a_link_stays_a_link_and_rights_stay(tmp_path):
    real, link = tmp_path / "real.jsonl", tmp_path / "link.jsonl"
    real.touch(mode=0o600)
    link.symlink_to(real)
    write(link, [b"1\n"])
    assert link.is_symlink()
    assert real.read_bytes() == b"1\n"
    assert real.stat().st_mode & 0o777 == 0o600


def test_a_device_is_written_to_and_not_replaced(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write(pipe, [b"1\n"])
    assert os.read(reader, 10) == b"1\n"
    assert pipe.is_fifo()
    os.close(reader)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "it is a folder; name a file"),
        ("nowhere/out.jsonl", "nowhere: cannot write here: No such file or directory"),
    ],
)
def test_what_cannot_be_written_is_refused_on_entry(tmp_path, name, message):
    with pytest.raises(UsageError, match=message), opened(tmp_path / name):
        pytest.fail("the block must not be entered")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_told(tmp_path):
    link = tmp_path / "out.jsonl"
    link.symlink_to("/dev/full")
    with pytest.raises(UsageError, match="cannot write: No space left"):
        write(link, [b"1\n"])
