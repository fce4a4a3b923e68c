import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import UsageError
from engine.running.choosing import SUFFIXES
from engine.running.finding import find


@pytest.fixture
def tree(tmp_path):
    """Makes files of those names, with nothing in them."""

    def make(*names):
        for name in names:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
        return tmp_path

    return make


def names(corpus):
    return [source.file for source in corpus.files]


@pytest.mark.parametrize(
    ("there", "taken"),
    [
        (["b.txt", "a.txt"], ["a.txt", "b.txt"]),
        (["a.htm", "b.HTML", "c.nc", "d.TXT"], ["a.htm", "b.HTML", "c.nc", "d.TXT"]),
        (["x/y/z.txt", "x/a.txt", "b.txt"], ["b.txt", "x/a.txt", "x/y/z.txt"]),
        (["a.txt", ".hidden.txt", ".git/b.txt"], ["a.txt"]),
        (["a.txt", "labels.jsonl", "rules.yaml", "r.xml", "m.tsv", "none"], ["a.txt"]),
        (["a.txt", "README.txt", "manifest.txt", "sub/readme.htm"], ["a.txt"]),
        (["two words.txt", "ünï.txt"], ["two words.txt", "ünï.txt"]),
        (
            ["a.zip", "b.TAR", "c.tar.gz", "d.tgz", "e.txt.gz"],
            ["a.zip", "b.TAR", "c.tar.gz", "d.tgz", "e.txt.gz"],
        ),
        (["a.txt", "b.gz", "c.xml.gz", "d.jsonl.gz", "e.csv", "f.json"], ["a.txt"]),
        (
            ["T/8-K/1/full-submission.txt", "T/8-K/1/primary-document.html", "T/8-K/2/primary-document.html"],
            ["T/8-K/1/full-submission.txt", "T/8-K/2/primary-document.html"],
        ),
        (["1/filing-details.htm", "1/full-submission.txt"], ["1/full-submission.txt"]),
    ],
)
def test_a_folder_gives_its_filings_by_name(tree, there, taken):
    assert names(find([tree(*there)])) == taken


@pytest.mark.parametrize("name", ["a.txt", "labels.jsonl", ".hidden", "noname"])
def test_a_file_is_taken_whatever_it_is_called(tree, name):
    root = tree(name)
    (source,) = find([root / name]).files
    assert (source.file, source.path) == (name, root / name)


def test_what_is_skipped_is_told_with_its_reason(tree):
    root = tree("a.txt", "x/labels.jsonl", "none", "README.txt", ".hidden.txt")
    told = {str(one.path.relative_to(root)): one.reason for one in find([root]).skipped}
    assert told == {
        "x/labels.jsonl": ".jsonl: a table is read where it is named itself, or with --text-field",
        "none": "no suffix: not a filing's suffix",
        "README.txt": "describes its folder",
    }


def test_tables_in_a_folder_are_taken_where_they_are_asked_for(tree):
    root = tree("a.txt", "b.jsonl", "c.json", "d.csv", "e.jsonl.gz", "f.xml")
    found = find([root], tables=True)
    assert names(found) == ["a.txt", "b.jsonl", "c.json", "d.csv", "e.jsonl.gz"]
    assert [one.path.name for one in found.skipped] == ["f.xml"]


def test_of_a_filing_that_is_there_twice_the_other_form_is_told(tree):
    root = tree("T/8-K/1/primary-document.html", "T/8-K/1/full-submission.txt")
    assert [(one.path.name, one.reason) for one in find([root]).skipped] == [
        ("primary-document.html", "the same filing as full-submission.txt beside it")
    ]


def test_standard_input_is_a_path(tree):
    assert names(find([tree("z.txt") / "z.txt", Path("-")])) == ["stdin", "z.txt"]


def test_a_name_cannot_command_the_terminal(tmp_path):
    (tmp_path / "a\x1b[2J\n.txt").touch()
    assert names(find([tmp_path])) == [r"a\x1b[2J\x0a.txt"]


def test_several_paths_stand_in_the_order_of_their_names(tree):
    root = tree("one/c.txt", "two/a.txt", "b.txt")
    assert names(find([root / "one", root / "b.txt", root / "two"])) == ["a.txt", "b.txt", "c.txt"]


def test_two_filings_of_one_name_are_refused(tree):
    root = tree("one/a.txt", "two/a.txt")
    with pytest.raises(
        UsageError, match=r"both be called `a\.txt`.*one/a\.txt and .*two/a\.txt; name the folder"
    ):
        find([root / "one", root / "two"])


def test_a_path_given_twice_is_refused(tree):
    root = tree("a.txt")
    with pytest.raises(UsageError, match=r"both be called"):
        find([root, root / "a.txt"])


@pytest.mark.parametrize(
    ("there", "asked", "message"),
    [
        ([], "nowhere", "nowhere: No such file or directory"),
        ([], ".", "no filing in this folder; looked for files ending in .htm, .html, .nc, .tar, .txt, .zip"),
        (["labels.jsonl"], ".", "no filing in this folder"),
        (["a.txt"], "a.txt/b.txt", "Not a directory"),
        ([], "n" * 300, "File name too long"),
    ],
)
def test_paths_that_give_nothing_are_refused(tree, there, asked, message):
    with pytest.raises(UsageError, match=message):
        find([tree(*there) / asked])


def test_a_pipe_in_a_folder_is_not_waited_for(tree):
    root = tree("a.txt")
    os.mkfifo(root / "b.txt")
    corpus = find([root])
    assert names(corpus) == ["a.txt"]
    assert [one.reason for one in corpus.skipped] == ["not a regular file"]


def test_links_to_folders_are_not_followed(tree):
    root = tree("a/b.txt")
    (root / "a" / "ring").symlink_to(root)
    assert names(find([root])) == ["a/b.txt"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux file names may be any bytes")
def test_a_name_that_is_no_utf8_is_spelt_out(tmp_path):
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).touch()
    (source,) = find([tmp_path]).files
    assert source.file == r"caf\xe9.txt"
    assert source.path.exists()


@given(st.sets(st.from_regex(r"[a-z]{1,3}(/[a-z]{1,3})?\.(txt|htm|xml|md)", fullmatch=True), min_size=1))
def test_every_file_is_either_taken_or_told(tmp_path_factory, files):
    root = tmp_path_factory.mktemp("corpus")
    (root / "0.txt").touch()
    for file in files:
        (root / file).parent.mkdir(exist_ok=True)
        (root / file).touch()
    corpus = find([root])
    told = {one.path.relative_to(root).as_posix() for one in corpus.skipped}
    assert set(names(corpus)) | told == files | {"0.txt"}
    assert all(Path(name).suffix in SUFFIXES for name in names(corpus))
    assert names(corpus) == sorted(names(corpus))
