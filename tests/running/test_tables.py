import gzip
import io
import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import FilingUnreadable
from engine.records import Failure
from engine.running import sources
from engine.running.finding import find
from engine.running.opening import opened


@pytest.fixture
def table(tmp_path, listed):
    """What is read from a file of that name with that content: as `listed`, without the file's name."""

    def read(name, data, text_field=None):
        (tmp_path / name).write_bytes(data if isinstance(data, bytes) else data.encode())
        rows, skipped = listed(tmp_path / name, text_field=text_field)
        assert skipped == {}
        return {row.removeprefix(name + "!"): text for row, text in rows.items()}

    return read


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('{"text": "a"}\n{"text": "b"}\n', {"1": "a", "2": "b"}),
        ('{"text": "a"}\n\n  \n{"text": "b"}', {"1": "a", "4": "b"}),
        ('\ufeff{"text": "a"}\r\n{"text": "b"}\r\n', {"1": "a", "2": "b"}),
        ('{"content": "a"}\n{"body": "b"}', {"1": "a", "2": "b"}),
        ('{"body": "b", "text": "a"}', {"1": "a"}),
        ('{"id": "x", "text": "a"}', {"x": "a"}),
        ('{"id": 7, "text": "a"}', {"7": "a"}),
        ('{"id": null, "file": "x/y.txt", "text": "a"}', {"x/y.txt": "a"}),
        ('{"id": "", "accession": "0000000000-04-000001", "text": "a"}', {"0000000000-04-000001": "a"}),
        ('{"accession_number": "0-1", "text": "a"}', {"0-1": "a"}),
        ('{"id": "x", "text": "a"}\n{"id": "x", "text": "b"}', {"x": "a", "x#2": "b"}),
        ('{"id": "2", "text": "a"}\n{"text": "b"}', {"2": "a", "2#2": "b"}),
        ('{"id": "a\\u001b[2J", "text": "a"}', {r"a\x1b[2J": "a"}),
        ('{"id": "\\ud800", "text": "a"}', {"?": "a"}),
        ('{"text": "\\ud800"}', {"1": "?"}),
        ('{"text": ""}', {"1": ""}),
    ],
)
def test_a_line_is_a_filing(table, text, rows):
    assert table("a.jsonl", text) == rows
    assert table("a.ndjson", text) == rows


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("nonsense", "bad-row"),
        ('{"text": "a"', "bad-row"),
        ("[" * 100_000, "bad-row"),
        ('["a"]', "bad-row"),
        ('"a"', "bad-row"),
        ("1" * 5000, "bad-row"),
        ("{}", "no-text-field"),
        ('{"txt": "a"}', "no-text-field"),
        ('{"text": 7}', "no-text-field"),
        ('{"text": null}', "no-text-field"),
        ('{"text": ["a"]}', "no-text-field"),
        ('{"text": "' + "x" * 300_000 + '"}', "too-large"),
    ],
)
def test_a_bad_line_is_a_row_and_the_next_is_read(table, monkeypatch, line, code):
    monkeypatch.setattr(sources, "MOST", 200_000)
    assert table("a.jsonl", f'{line}\n{{"text": "b"}}\n') == {"1": f"<{code}>", "2": "b"}


@pytest.mark.parametrize("line", [b'{"text": "\xe9"}', b"\x00\x01\x02"])
def test_a_line_that_is_no_utf8_is_a_row(table, line):
    assert table("a.jsonl", line + b'\n{"text": "b"}\n') == {"1": "<bad-row>", "2": "b"}


def test_lines_far_too_long_count_as_one(table, monkeypatch):
    monkeypatch.setattr(sources, "MOST", 50)
    rows = table("a.jsonl", '{"text": "a"}\n' + "x" * 1000 + '\n{"text": "b"}\n' + "x" * 102)
    assert rows == {"1": "a", "2": "<too-large>", "3": "b", "4": "<too-large>"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.jsonl", '{"text": "no", "main": "yes"}'),
        ("a.json", '[{"text": "no", "main": "yes"}]'),
        ("a.csv", "text,main\nno,yes\n"),
    ],
)
def test_the_field_can_be_named(table, name, text):
    assert table(name, text, text_field="main") == {"1": "yes"}
    assert table(name, text, text_field="other") == {"1": "<no-text-field>"}


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('{"text": "a", "id": "x"}', {"a.json": "a"}),
        ('[{"text": "a", "id": "x"}, {"text": "b"}, 7]', {"x": "a", "2": "b", "3": "<bad-row>"}),
        ('{"items": []}', {"a.json": "<no-text-field>"}),
        ('{"text": "a"}\n{"text": "b"}', {"a.json": "<bad-row>"}),
        ("[" * 100_000, {"a.json": "<bad-row>"}),
        ("", {"a.json": "<bad-row>"}),
        ("[]", {"a.json": "<no-filing>"}),
    ],
)
def test_json_is_one_filing_or_a_list(table, text, rows):
    assert table("a.json", text) == rows


def test_json_that_is_too_large_is_a_row(table, monkeypatch):
    monkeypatch.setattr(sources, "MOST", 10)
    assert table("a.json", '{"text": "a"}') == {"a.json": "<too-large>"}


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("id,text\nx,a\ny,b\n", {"x": "a", "y": "b"}),
        ("\ufefftext\na\nb\n", {"1": "a", "2": "b"}),
        ('text\r\n"a\n""b"", c"\r\nd\r\n', {"1": 'a\n"b", c', "2": "d"}),
        ("id,text\nx\ny,b\n", {"x": "<no-text-field>", "y": "b"}),
        ("id,text\nx,a,more\n", {"x": "a"}),
        ("a;b\n1;2\n", {"1": "<no-text-field>"}),
        ('text\na\n"b', {"1": "a", "a.csv": "<bad-row>"}),
        ("text\n", {"a.csv": "<no-filing>"}),
        ("", {"a.csv": "<no-filing>"}),
    ],
)
def test_a_csv_row_is_a_filing(table, text, rows):
    assert table("a.csv", text) == rows


def test_bytes_of_a_csv_stay_as_they_are(table):
    assert table("a.csv", b"id,text\ncaf\xe9,\x93Roe\x94\n") == {r"caf\xe9": "\x93Roe\x94"}


def test_a_csv_field_without_end_is_a_row(table, monkeypatch):
    monkeypatch.setattr(sources, "MOST", 1000)
    assert table("a.csv", 'text\na\n"' + "b\n" * 1000) == {"1": "a", "a.csv": "<bad-row>"}


@pytest.mark.parametrize(
    ("name", "text"), [("a.jsonl", '{"text": "a"}'), ("a.json", '{"text": "a"}'), ("a.csv", "text\na\n")]
)
def test_a_table_may_be_gzipped(table, name, text):
    assert list(table(name + ".gz", gzip.compress(text.encode())).values()) == ["a"]


def test_a_gzipped_table_that_is_cut_off_gives_what_is_whole_and_a_row(table):
    rows = "".join(json.dumps({"text": f"{number * number % 9973:x}" * 9}) + "\n" for number in range(2000))
    read = table("a.jsonl.gz", gzip.compress(rows.encode())[:-2000])
    assert list(read.items())[-1] == ("a.jsonl.gz", "<damaged-archive>")
    assert len(read) > 100


def test_a_bomb_of_a_table_is_refused(table):
    read = table("a.jsonl.gz", gzip.compress((b'{"text": "' + b"a" * 10_000 + b'"}\n') * 1200))
    assert list(read.items())[-1] == ("a.jsonl.gz", "<archive-bomb>")
    assert read["1"] == "a" * 10_000


@pytest.mark.parametrize(
    ("text_field", "data", "rows"),
    [
        (None, b"Item 5.02", {"stdin": "Item 5.02"}),
        (None, b"", {"stdin": ""}),
        (None, b"x" * 101, {"stdin": "<too-large>"}),
        ("body", b'{"body": "a"}\n{"body": "b", "id": "x"}\n', {"stdin!1": "a", "stdin!x": "b"}),
        ("body", b"nonsense\n", {"stdin!1": "<bad-row>"}),
    ],
)
def test_standard_input_is_a_filing_or_lines_where_a_field_is_named(
    monkeypatch, listed, text_field, data, rows
):
    monkeypatch.setattr(sources, "MOST", 100)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert listed(Path("-"), text_field=text_field)[0] == rows


def test_a_file_is_read_only_when_it_is_asked_for(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("a")
    (source,) = opened(find([path]).files)
    assert source.content is None
    path.write_text("b")
    assert source.read() == b"b"


def test_a_file_that_is_too_large_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(sources, "MOST", 10)
    path = tmp_path / "a.txt"
    path.write_text("x" * 11)
    with pytest.raises(FilingUnreadable, match="larger than 10 bytes"):
        sources.read_file(path)


@given(
    st.lists(
        st.fixed_dictionaries(
            {"text": st.text()}, optional={"id": st.text() | st.integers() | st.none(), "more": st.text()}
        ),
        min_size=1,
    )
)
def test_every_row_is_a_filing_with_a_name_of_its_own(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("table") / "a.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    read = list(opened(find([path]).files))
    assert [source.content for source in read] == [row["text"].encode("utf-8", "replace") for row in rows]
    assert len({source.file for source in read}) == len(rows)
    assert all(source.file.isprintable() or "\x1b" not in source.file for source in read)


@given(st.binary())
def test_any_bytes_give_rows(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("table")
    for name in ("a.jsonl", "a.json", "a.csv", "a.jsonl.gz"):
        (folder / name).write_bytes(data)
        read = list(opened(find([folder / name]).files))
        assert read
        assert all(isinstance(source.content, bytes | Failure) for source in read)
