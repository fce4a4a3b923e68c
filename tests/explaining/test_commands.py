"""`account`, and what `evaluate` tells of parts and causes, as they are called."""

import json

import pytest

from engine.cli.account import account
from engine.cli.evaluate import evaluate
from engine.cli.exits import answer

HEAD = "Item 5.02 Departure of Directors.\n\n"
ROE = {"type": "resignation", "person": "Roe", "role": "Treasurer", "quote": "Mr. Roe resigned"}
POE = {"type": "resignation", "person": "Poe", "quote": "Mr. Poe left"}
RESIGNED = "frames.leaving.resigned"


@pytest.fixture
def call(engine_with, corpus_of, tmp_path, capsys):
    """Runs a command on a corpus of one filing: its exit code, stdout and stderr."""
    engine = engine_with()
    corpus_of(engine, {"a.txt": (HEAD + "Mr. Roe resigned as Treasurer. Mr. Poe left.", [ROE, POE])})

    def run(command, *options):
        arguments = [str(tmp_path), "--rules", str(tmp_path / "rules"), *map(str, options)]
        code = answer(lambda: command.main(arguments, standalone_mode=False), {"debug": False})
        return code, *capsys.readouterr()

    return run


def test_account_as_text(call):
    code, out, _ = call(account)
    lines = out.splitlines()
    assert code == 0
    assert lines[0].split() == ["rule", "fired", "right", "wrong", "alone"]
    assert [RESIGNED, "1", "1", "0", "1"] in [line.split() for line in lines]
    assert "never fire: 0" in lines


def test_account_as_json_with_losses(call):
    _, out, _ = call(account, "--json", "--leave-out")
    plain = json.loads(out)
    assert plain["without"] == [
        {
            "rule": RESIGNED,
            "filings": 1,
            "strict": pytest.approx(-2 / 3),
            "slot": pytest.approx(-6 / 8),
            "exact": pytest.approx(-2 / 3),
        }
    ]
    assert {rule["kind"] for rule in plain["rules"]} == {"wording", "tag"}


def test_account_without_one_rule(call):
    _, out, _ = call(account, "--without", RESIGNED)
    assert out.splitlines()[-1].split() == [RESIGNED, "1", "-0.6667", "-0.7500", "-0.6667"]


def test_account_refuses_an_unknown_rule(call):
    code, out, err = call(account, "--without", "frames.leaving.resignd")
    assert (code, out) == (2, "")
    assert "did you mean frames.leaving.resigned" in err


def test_evaluate_by_parts(call):
    _, out, _ = call(evaluate, "--json", "--by", "format", "--by", "era", "--by", "section")
    by = json.loads(out)["by"]
    assert [list(table) for table in by.values()] == [["text"], ["(unknown)"], ["5.02"]]
    assert all(part["strict"]["correct"] == 1 for table in by.values() for part in table.values())
    _, out, _ = call(evaluate, "--by", "section")
    assert "by section" in out


def test_evaluate_with_causes(call):
    _, out, _ = call(evaluate, "--causes")
    assert "  frame missing                       1  missed resignation\n" in out
    assert "  frame missing: no wording matches the words" in out
    _, out, _ = call(evaluate, "--causes", "--json")
    assert [(m["file"], m["cause"]) for m in json.loads(out)["causes"]] == [("a.txt", "frame missing")]


def test_evaluate_prints_averages_and_muc_tallies(call):
    _, out, _ = call(evaluate)
    assert "\nmean over types                1.000 0.500 0.667" in out
    assert "values as MUC counts them: 3 correct, 0 incorrect, 2 missing, 0 spurious; error 0.400" in out
    plain = json.loads(call(evaluate, "--json")[1])
    assert plain["muc"]["total"]["missing"] == 2
    assert plain["macro"]["types"]["strict"]["f1"] == pytest.approx(2 / 3)
    assert "by" not in plain
    assert "causes" not in plain


def test_evaluate_writes_csv(call, tmp_path):
    file = tmp_path / "figures.csv"
    code, out, _ = call(evaluate, "--csv", file, "--by", "era")
    assert (code, out[:8]) == (0, "filings:")
    rows = file.read_text(encoding="utf-8").splitlines()
    assert rows[0].startswith("of,name,measure,")
    assert sum(row.startswith("era,(unknown),") for row in rows) == 4


def test_a_csv_that_cannot_be_written(call, tmp_path):
    code, _, err = call(evaluate, "--csv", tmp_path / "nowhere" / "figures.csv")
    assert code == 2
    assert "cannot be written" in err
