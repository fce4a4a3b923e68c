import io
import json
import sys
import zipfile

import pytest

from engine.cli.main import main


@pytest.fixture
def corpus(tmp_path):
    """A folder of filings with those texts."""

    def make(**texts):
        folder = tmp_path / "corpus"
        folder.mkdir()
        for name, text in texts.items():
            (folder / f"{name}.txt").write_text(text)
        return folder

    return make


def rows(text):
    return [json.loads(line) for line in text.splitlines()]


def test_lines_go_to_stdout_and_words_to_stderr(filing_engine, corpus):
    outcome = filing_engine("run", corpus(b="", a=""))
    assert outcome.code == 0
    assert [row["file"] for row in rows(outcome.out)] == ["a.txt", "b.txt"]
    assert outcome.err.splitlines()[:4] == [
        "2 filings",
        "2 events: hire 2",
        "2 warnings: item-missing 2",
        "0 failures",
    ]
    assert outcome.err.endswith(" filings/s\n")


def test_two_runs_write_the_same_bytes(filing_engine, corpus):
    folder = corpus(a="", b="empty", c="")
    assert filing_engine("run", folder).out == filing_engine("run", folder).out


def test_a_file_takes_the_lines_instead(filing_engine, corpus, tmp_path):
    folder, to = corpus(a=""), tmp_path / "out.jsonl"
    shown = filing_engine("run", folder).out
    outcome = filing_engine("run", folder, "--to", to)
    assert (outcome.code, outcome.out) == (0, "")
    assert to.read_text(encoding="utf-8") == shown


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("empty", "empty-filing", "bad.txt: bad.txt: the file holds no text [filings: empty-filing]"),
        ("bug", "internal-error", "bad.txt: ZeroDivisionError: division by zero [running: internal-error]"),
    ],
)
def test_a_bad_filing_is_a_row_and_the_exit_code_tells(filing_engine, corpus, text, code, said):
    outcome = filing_engine("run", corpus(a="", bad=text, c=""))
    assert outcome.code == 1
    assert [row.get("failure", {}).get("code") for row in rows(outcome.out)] == [None, code, None]
    assert f"failed 1 filing:\n  {said}\n" in outcome.err
    assert "1 failure\n" in outcome.err


def test_many_failures_are_counted_and_the_first_named(filing_engine, corpus):
    outcome = filing_engine("run", corpus(**{f"f{number}": "empty" for number in range(7)}))
    assert "failed 7 filings:\n  f0.txt: " in outcome.err
    assert "  f4.txt: f4.txt: the file holds no text [filings: empty-filing]\n  and 2 more\n" in outcome.err


def test_debug_shows_where_one_filing_failed(filing_engine, corpus, caplog):
    folder = corpus(bad="bug")
    with caplog.at_level("DEBUG", logger="engine.running"):
        filing_engine("--debug", "run", folder)
    assert "bad.txt: unexpected exception" in caplog.text
    assert "Traceback" in caplog.text


def test_what_was_skipped_is_told(filing_engine, corpus):
    folder = corpus(a="")
    (folder / "labels.jsonl").touch()
    reason = ".jsonl: a table is read where it is named itself, or with --text-field"
    told = f"skipped 1 file:\n  {folder}/labels.jsonl ({reason})\n"
    assert told in filing_engine("run", folder).err


@pytest.mark.parametrize(
    ("to", "message"),
    [
        (".", "it is a folder; name a file"),
        ("nowhere/out.jsonl", "cannot write here: No such file or directory"),
        ("corpus/a.txt", "this is one of the filings; write the result to another file"),
    ],
)
def test_an_output_that_cannot_be_is_refused_before_any_work(filing_engine, corpus, tmp_path, to, message):
    folder = corpus(a="bug")
    outcome = filing_engine("run", folder, "--to", tmp_path / to)
    assert outcome.code == 2
    assert message in outcome.err
    assert "filings/s" not in outcome.err
    assert (folder / "a.txt").read_text() == "bug"


def test_a_refused_rule_set_starts_no_run(filing_engine, corpus, tmp_path):
    (tmp_path / "refused").mkdir()
    to = tmp_path / "out.jsonl"
    outcome = filing_engine("run", corpus(a=""), "--rules", tmp_path / "refused", "--to", to)
    assert (outcome.code, outcome.out) == (2, "")
    assert "tags/money.yaml:3:7: tags.money: unknown key `patern`; did you mean `pattern`?" in outcome.err
    assert not to.exists()


def test_standard_input_is_a_filing(filing_engine, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    outcome = filing_engine("run", "-")
    assert (outcome.code, [row["file"] for row in rows(outcome.out)]) == (0, ["stdin"])


def test_members_and_rows_are_filings_and_what_is_passed_over_is_told(filing_engine, corpus):
    folder = corpus(b="")
    (folder / "a.jsonl").write_text('{"id": "x", "main": ""}\n{"main": "empty"}\n')
    with zipfile.ZipFile(folder / "c.zip", "w") as archive:
        for name in ("y.txt", "z.xml", "../y.txt"):
            archive.writestr(name, "")
    outcome = filing_engine("run", folder, "--text-field", "main")
    failures = {row["file"]: row.get("failure", {}).get("code") for row in rows(outcome.out)}
    assert outcome.code == 1
    assert failures == {
        "a.jsonl!x": None,
        "a.jsonl!2": "empty-filing",
        "b.txt": None,
        "c.zip!y.txt": None,
        "c.zip!../y.txt": "unsafe-member",
    }
    assert "skipped 1 member:\n  c.zip!z.xml (.xml: not a filing's suffix)\n" in outcome.err
    assert (
        "c.zip!../y.txt: the member's name leads out of the archive: refused [running: unsafe-member]"
        in outcome.err
    )


def test_workers_write_the_same_bytes(corpus, write_rules, capfdbinary):
    """With the engine as it is: other processes know nothing of a small one."""
    folder = corpus(**{f"f{number}": f"Mr. Roe resigned as Treasurer {number}." for number in range(9)}, g="")
    asked = ["run", str(folder), "--rules", str(write_rules())]
    out = []
    for workers in ("1", "2"):
        with pytest.raises(SystemExit) as left:
            main([*asked, "--workers", workers])
        assert left.value.code == 1
        out.append(capfdbinary.readouterr().out)
    assert out[0] == out[1]
    assert [len(row["events"]) for row in rows(out[0])] == [1] * 9 + [0]


@pytest.mark.parametrize("workers", ["0", "-1", "many"])
def test_workers_are_at_least_one(filing_engine, corpus, workers):
    assert filing_engine("run", corpus(a=""), "--workers", workers).code == 2
