import gzip
import io
import stat
import struct
import tarfile
import zipfile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engine.records import Failure
from engine.running import archives, sources
from engine.running.finding import find
from engine.running.opening import opened

FILING = b"Item 5.02. On May 4, 2009, the Board appointed Ann B. Roe.\n"


@pytest.fixture(params=["zip", "tar", "tar.gz", "tgz"])
def make(request, make_zip, make_tar):
    """An archive of each kind, with the members given; always named `a` and its suffix."""
    name = f"a.{request.param}"

    def pack(*members):
        return (make_zip if request.param == "zip" else make_tar)(*members, name=name)

    return pack


@pytest.fixture
def inside(make, listed):
    """What is read from an archive with those members: as `listed`, without the archive's name."""

    def pack(*members):
        path = make(*members)
        rows, skipped = listed(path)
        head = f"{path.name}!"
        return (
            {name.removeprefix(head): text for name, text in rows.items()},
            {name.removeprefix(head): reason for name, reason in skipped.items()},
        )

    return pack


def link(name, target="/etc/passwd", kind=tarfile.SYMTYPE):
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


def unix(name, kind):
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = (kind | 0o644) << 16
    return info


def test_members_are_filings_in_the_order_of_the_archive(inside):
    members = [("b.nc", b"b"), ("x/a.txt", b"a"), ("c.htm", b"c")]
    assert inside(*members) == ({"b.nc": "b", "x/a.txt": "a", "c.htm": "c"}, {})


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("a.xml", ".xml: not a filing's suffix"),
        ("rows.jsonl", ".jsonl: not a filing's suffix"),
        ("none", "no suffix: not a filing's suffix"),
        ("a.x\x1b[2J", r".x\x1b[2J: not a filing's suffix"),
        ("x/README.txt", "describes its folder"),
        ("x/.a.txt", "hidden"),
        (".git/a.txt", "hidden"),
        ("__MACOSX/a.txt", "hidden"),
    ],
)
def test_what_is_no_filing_is_skipped_and_told(inside, name, reason):
    assert inside((name, b"x"), ("a.txt", b"a")) == ({"a.txt": "a"}, {sources.printable(name): reason})


@pytest.mark.parametrize(
    "name",
    [
        "/etc/a.txt",
        "../a.txt",
        "x/../../a.txt",
        "x/..",
        "..\\a.txt",
        "\\\\host\\a.txt",
        "C:\\a.txt",
        "c:a.txt",
    ],
)
def test_a_name_that_leads_outside_is_refused(inside, name):
    assert inside((name, b"x"), ("a.txt", b"a"))[0] == {name: "<unsafe-member>", "a.txt": "a"}


@pytest.mark.parametrize("name", ["a..b.txt", "x/a....txt", "ab:c.txt", "...txt"])
def test_dots_and_colons_alone_lead_nowhere(inside, name):
    rows, skipped = inside((name, b"x"))
    assert "<unsafe-member>" not in rows.values()
    assert skipped.keys() == ({name} if name.startswith(".") else set())


@pytest.mark.parametrize("name", ["x.zip", "x.tar", "x.tgz", "x.tar.gz", "x.txt.gz", "x.zip.gz"])
def test_an_archive_in_an_archive_is_not_entered(inside, name):
    assert inside((name, b"x"), ("a.txt", b"a"))[0] == {name: "<nested-archive>", "a.txt": "a"}


def test_members_of_one_name_are_all_read(inside):
    members = [("a.txt", b"1"), ("a.txt", b"2"), ("b.txt", b"b"), ("a.txt", b"3")]
    assert inside(*members) == ({"a.txt": "1", "a.txt#2": "2", "b.txt": "b", "a.txt#3": "3"}, {})


def test_a_filing_that_is_there_twice_is_read_once(inside):
    members = [
        ("T/1/primary-document.html", b"h"),
        ("T/1/full-submission.txt", b"s"),
        ("T/2/full-submission.txt", b"2"),
    ]
    rows, skipped = inside(*members)
    assert rows == {"T/1/primary-document.html": "h", "T/2/full-submission.txt": "2"}
    assert skipped == {"T/1/full-submission.txt": "the same filing as primary-document.html beside it"}


def test_a_member_that_is_too_large_is_refused_and_the_next_is_read(inside, monkeypatch):
    monkeypatch.setattr(sources, "MOST", 1000)
    members = [("a.txt", b"1" * 1000), ("b.txt", b"2" * 1001), ("c.txt", b"3")]
    assert inside(*members)[0] == {"a.txt": "1" * 1000, "b.txt": "<too-large>", "c.txt": "3"}


def test_an_archive_without_filings_says_so(inside):
    assert inside(("a.xml", b"x"))[0].popitem()[1] == "<no-filing>"
    assert inside()[0].popitem()[1] == "<no-filing>"


def test_many_members_are_read_one_at_a_time(make):
    path = make(*((f"{number}.txt", str(number).encode()) for number in range(2000)))
    reading = opened(find([path]).files)
    assert next(reading).read() == b"0"
    assert [source.read() for source in reading] == [str(number).encode() for number in range(1, 2000)]


def test_a_name_cannot_command_the_terminal(inside):
    assert list(inside(("a\x1b]0;t\x07.txt", b"x"))[0]) == [r"a\x1b]0;t\x07.txt"]


@pytest.mark.parametrize(
    ("info", "code"),
    [
        (link("a.txt"), "unsafe-member"),
        (link("a.txt", "b.txt", tarfile.LNKTYPE), "unsafe-member"),
        (link("a.txt", "", tarfile.CHRTYPE), "unsafe-member"),
        (link("a.txt", "", tarfile.BLKTYPE), "unsafe-member"),
        (link("a.txt", "", tarfile.FIFOTYPE), "unsafe-member"),
    ],
)
def test_links_and_devices_in_a_tar_are_refused(make_tar, listed, info, code):
    path = make_tar(("b.txt", b"b"), (info, b""), ("c.txt", b"c"), name="a.tar")
    assert listed(path)[0] == {"a.tar!b.txt": "b", "a.tar!a.txt": f"<{code}>", "a.tar!c.txt": "c"}


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO])
def test_links_and_devices_in_a_zip_are_refused(make_zip, listed, kind):
    path = make_zip((unix("a.txt", kind), b"/etc/passwd"), (unix("b.txt", stat.S_IFREG), b"b"))
    assert listed(path)[0] == {"a.zip!a.txt": "<unsafe-member>", "a.zip!b.txt": "b"}


def test_folders_in_an_archive_are_nothing(make_zip, make_tar, listed):
    folder = tarfile.TarInfo("x")
    folder.type = tarfile.DIRTYPE
    assert listed(make_tar((folder, b""), ("x/a.txt", b"a")))[0] == {"a.tar.gz!x/a.txt": "a"}
    assert listed(make_zip(("x/", b""), ("x/a.txt", b"a")))[0] == {"a.zip!x/a.txt": "a"}


def test_a_member_without_a_name_is_refused(make_zip, listed):
    path = make_zip(("a.txt", b"a"), ("b.txt", b"b"))
    path.write_bytes(path.read_bytes().replace(b"a.txt", b"\0.txt"))
    assert listed(path)[0] == {"a.zip!": "<unsafe-member>", "a.zip!b.txt": "b"}


def test_an_encrypted_member_is_refused(make_zip, listed):
    path = make_zip(("a.txt", b"a"), ("b.txt", b"b"))
    data = bytearray(path.read_bytes())
    data[6] |= 1  # the flags of the first member, in its header and in the directory
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert listed(path)[0] == {"a.zip!a.txt": "<encrypted-member>", "a.zip!b.txt": "b"}


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_what_could_unpack_without_bounds_is_refused(make_zip, listed, compression):
    path = make_zip(("a.txt", FILING), compression=compression)
    assert listed(path)[0] == {"a.zip!a.txt": "<unsupported-compression>"}


def test_a_member_of_a_zip_that_is_damaged_costs_itself_alone(make_zip, listed):
    path = make_zip(("a.txt", FILING), ("b.txt", FILING), compression=zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"May 4", b"May 5", 1))
    assert list(listed(path)[0].values()) == ["<damaged-archive>", FILING.decode()]


def test_a_member_that_swallows_the_next_in_the_directory_is_told(make_zip, listed):
    path = make_zip(("a.txt", b"a"), ("b.txt", b"b"))
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 32] = 46 + len("b.txt")  # the length of the first one's comment
    path.write_bytes(data)
    assert listed(path)[0] == {"a.zip!a.txt": "a", "a.zip": "<damaged-archive>"}


@pytest.mark.parametrize("keep", [0, 10, 100, -10])
def test_a_zip_that_is_cut_off_is_a_row(make_zip, listed, keep):
    path = make_zip(("a.txt", FILING))
    path.write_bytes(path.read_bytes()[:keep])
    assert listed(path)[0] == {"a.zip": "<damaged-archive>"}


@pytest.mark.parametrize(
    ("keep", "read"),
    [
        (3 * 1024, {"a.tar!a.txt": "a", "a.tar!b.txt": "b", "a.tar!c.txt": "c", "a.tar": "<damaged-archive>"}),
        (2 * 1024 + 512, {"a.tar!a.txt": "a", "a.tar!b.txt": "b", "a.tar!c.txt": "<damaged-archive>", "a.tar": "<damaged-archive>"}),
        (2 * 1024 + 100, {"a.tar!a.txt": "a", "a.tar!b.txt": "b", "a.tar": "<damaged-archive>"}),
        (100, {"a.tar": "<damaged-archive>"}),
        (0, {"a.tar": "<damaged-archive>"}),
    ],
)  # fmt: skip
def test_a_tar_that_is_cut_off_gives_what_is_whole_and_a_row(make_tar, listed, keep, read):
    path = make_tar(("a.txt", b"a"), ("b.txt", b"b"), ("c.txt", b"c"), name="a.tar")
    path.write_bytes(path.read_bytes()[:keep])
    assert listed(path)[0] == read


def test_a_tar_whose_header_is_damaged_ends_with_a_row(make_tar, listed):
    path = make_tar(("a.txt", b"a"), ("b.txt", b"b"), ("c.txt", b"c"), name="a.tar")
    data = bytearray(path.read_bytes())
    data[1024] ^= 1
    path.write_bytes(data)
    assert listed(path)[0] == {"a.tar!a.txt": "a", "a.tar": "<damaged-archive>"}


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_a_gzipped_tar_that_is_cut_off_gives_a_row(make_tar, listed, share):
    noise = bytes(number * number % 251 for number in range(5000))
    path = make_tar(*((f"{number}.txt", noise[number:]) for number in range(50)))
    whole = list(listed(path)[0].items())
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    rows = list(listed(path)[0].items())
    assert rows[-1] == ("a.tar.gz", "<damaged-archive>")
    read = [row for row in rows if row[1] != "<damaged-archive>"]
    assert read == whole[: len(read)]


def test_a_gzipped_tar_with_a_wrong_checksum_gives_a_row(make_tar, listed):
    path = make_tar(("a.txt", b"a"))
    data = bytearray(path.read_bytes())
    data[-5] ^= 1
    path.write_bytes(data)
    assert listed(path)[0] == {"a.tar.gz!a.txt": "a", "a.tar.gz": "<damaged-archive>"}


def test_a_row_says_how_far_an_archive_was_read(make_tar):
    path = make_tar(("a.txt", b"a"), ("b.txt", b"b"), name="a.tar")
    path.write_bytes(path.read_bytes()[: 1024 + 100])
    *_, last = opened(find([path]).files)
    assert isinstance(last.content, Failure)
    assert last.content.message == (
        "cannot be read further: no member where one should begin, or no end mark (truncated header) "
        "(after 1 of its filings)"
    )


def test_a_zip_bomb_is_refused_and_the_next_is_read(make_zip, listed):
    path = make_zip(("a.txt", bytes(11 * 2**20)), ("b.txt", b"b"))
    assert listed(path)[0] == {"a.zip!a.txt": "<archive-bomb>", "a.zip!b.txt": "b"}


def test_a_zip_that_lies_about_a_size_gives_no_more_than_it_says(make_zip, listed):
    path = make_zip(("a.txt", bytes(2**20)))
    data = path.read_bytes()
    assert data.count(struct.pack("<L", 2**20)) == 2
    path.write_bytes(data.replace(struct.pack("<L", 2**20), struct.pack("<L", 100)))
    assert listed(path)[0] == {"a.zip!a.txt": "<damaged-archive>"}


def test_members_that_lie_over_each_other_are_a_bomb(make_zip, listed, monkeypatch):
    monkeypatch.setattr(archives, "HARMLESS", 1000)
    path = make_zip(("a.txt", bytes(range(256)) * 200))
    data = path.read_bytes()
    directory = data.index(b"PK\x01\x02")
    entry = data[directory : data.index(b"PK\x05\x06")]
    entries = b"".join(entry.replace(b"a.txt", f"{n:05}".encode()) for n in range(10000, 19999))
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 9999, 9999, len(entries), directory, 0)
    path.write_bytes(data[:directory] + entries + end)
    assert listed(path)[0]["a.zip"] == "<archive-bomb>"


@pytest.mark.parametrize("size", [20 * 2**20, 2**40])
def test_a_tar_bomb_ends_with_rows(tmp_path, listed, size):
    """The header may promise any size: what follows is as much as a small file of zeros gives."""
    info = tarfile.TarInfo("a.txt")
    info.size = size
    path = tmp_path / "a.tgz"
    with gzip.open(path, "wb") as stream:
        stream.write(info.tobuf(tarfile.GNU_FORMAT) + bytes(20 * 2**20))
    rows = listed(path)[0]
    assert list(rows) == ["a.tgz!a.txt", "a.tgz"]
    assert rows["a.tgz!a.txt"] == ("<too-large>" if size > sources.MOST else "<archive-bomb>")
    assert rows["a.tgz"] == "<archive-bomb>"


@pytest.mark.parametrize("kind", [tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.GNUTYPE_LONGNAME])
@pytest.mark.parametrize("size", [2**21, 2**40])
def test_a_header_without_end_is_refused(tmp_path, listed, kind, size):
    info = tarfile.TarInfo("a.txt")
    info.type, info.size = kind, size
    path = tmp_path / "a.tar"
    path.write_bytes(info.tobuf(tarfile.GNU_FORMAT) + bytes(2**22))
    assert listed(path)[0] == {"a.tar": "<damaged-archive>"}


def test_a_long_name_is_no_trouble(make_tar, listed):
    name = "x" * 300 + ".txt"
    for form in (tarfile.PAX_FORMAT, tarfile.GNU_FORMAT):
        assert listed(make_tar((name, b"a"), form=form))[0] == {f"a.tar.gz!{name}": "a"}


def test_names_that_are_no_utf8_are_spelt_out(make_tar, make_zip, listed):
    path = make_tar(("caf\xe9.txt", b"a"), encoding="latin-1", form=tarfile.GNU_FORMAT)
    assert listed(path)[0] == {r"a.tar.gz!caf\xe9.txt": "a"}
    path = make_zip(("cafe.txt", b"a"))
    path.write_bytes(path.read_bytes().replace(b"cafe", b"caf\x82"))
    assert listed(path)[0] == {"a.zip!café.txt": "a"}  # without a flag, a zip's names are code page 437


def test_a_gzipped_filing_is_a_filing(tmp_path, listed):
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(FILING) + gzip.compress(b"more"))
    assert listed(tmp_path)[0] == {"a.txt.gz": FILING.decode() + "more"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (gzip.compress(FILING)[:-9], "damaged-archive"),
        (FILING, "damaged-archive"),
        (gzip.compress(FILING) + b"rest", "damaged-archive"),
        (gzip.compress(bytes(11 * 2**20)), "archive-bomb"),
        (gzip.compress(bytes(range(256)) * 5000)[:10], "damaged-archive"),
    ],
    ids=[
        "cut",
        "no gzip",
        "something behind",
        "bomb",
        "header only",
    ],  # compressed bytes hold the time of day
)
def test_a_gzipped_filing_that_cannot_be_read_is_a_row(tmp_path, listed, data, code):
    (tmp_path / "a.txt.gz").write_bytes(data)
    assert listed(tmp_path / "a.txt.gz")[0] == {"a.txt.gz": f"<{code}>"}


def test_a_gzipped_zip_is_not_entered(tmp_path, listed):
    (tmp_path / "a.zip.gz").write_bytes(gzip.compress(b"PK"))
    assert listed(tmp_path / "a.zip.gz")[0] == {"a.zip.gz": "<nested-archive>"}


def test_archives_and_files_stand_in_the_order_of_their_names(tmp_path, make_zip, make_tar, listed):
    make_tar(("z.txt", b"z"), name="b.tar")
    make_zip(("y.txt", b"y"), name="c.zip")
    for name in ("a.txt", "b.txt", "d.txt"):
        (tmp_path / name).write_bytes(b"-")
    assert list(listed(tmp_path)[0]) == ["a.txt", "b.tar!z.txt", "b.txt", "c.zip!y.txt", "d.txt"]


def test_an_archive_that_cannot_be_opened_is_a_row(make_zip):
    path = make_zip(("a.txt", b"a"))
    files = find([path]).files
    path.unlink()
    (source,) = opened(files)
    assert isinstance(source.content, Failure)
    assert source.content.message == "cannot be read: No such file or directory"


def packed(kind):
    """An archive of three filings in memory."""
    stream = io.BytesIO()
    if kind == "zip":
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(3):
                archive.writestr(f"{number}.txt", FILING)
    else:
        with tarfile.open(fileobj=stream, mode="w:gz" if kind == "tgz" else "w") as tar:
            for number in range(3):
                info = tarfile.TarInfo(f"{number}.txt")
                info.size = len(FILING)
                tar.addfile(info, io.BytesIO(FILING))
    return stream.getvalue()


PACKED = {kind: packed(kind) for kind in ("zip", "tar", "tgz")}


@example("zip", [(0.724609375, 0)])  # a name of no letters
@example("zip", [(0.796875, 1)])  # a length that swallows the next entry
@given(st.sampled_from(sorted(PACKED)), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=8))
def test_bytes_gone_wrong_never_end_a_run(tmp_path_factory, kind, wrong):
    data = bytearray(PACKED[kind])
    for place, value in wrong:
        data[int(place * (len(data) - 1))] = value
    path = tmp_path_factory.mktemp("damaged") / f"a.{kind}"
    path.write_bytes(data)
    skipped: list[object] = []
    read = list(opened(find([path]).files, skip=skipped.append))
    texts = [source.content for source in read if not isinstance(source.content, Failure)]
    assert len(texts) + len(skipped) == 3 or len(texts) < len(read)
    if kind == "zip":  # which has a checksum over each member
        assert set(texts) <= {FILING}
