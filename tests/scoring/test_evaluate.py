import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from engine.cli import evaluate as module
from engine.cli.exits import answer
from engine.errors import FilingUnreadable
from engine.specs import EventSpec

HIRE = {"type": "hire", "person": "Ann B. Roe"}
QUIT = {"type": "resignation", "person": "Sam Poe"}


@dataclass
class StandIn:
    """An engine that finds a hire in a text that says "appointed", and cannot read an empty one."""

    specs: Mapping[str, EventSpec]

    def extract_bytes(self, data, file):
        if not data:
            raise FilingUnreadable("empty", "no text in it")
        return {"file": file, "events": [HIRE] if b"appointed" in data else []}


@pytest.fixture
def corpus(tmp_path, monkeypatch, specs):
    monkeypatch.setattr(module, "engine_of", lambda _rules, **_: StandIn(specs))
    labels = {"a.txt": [HIRE], "b.txt": [QUIT]}
    for name, text in {"a.txt": "appointed", "b.txt": "resigned"}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    rows = [json.dumps({"file": file, "events": events}) for file, events in labels.items()]
    (tmp_path / "labels.jsonl").write_text("\n".join(rows), encoding="utf-8")
    return tmp_path


@pytest.fixture
def evaluate(capsys):
    """Runs the command as the command line does: its exit code, stdout and stderr."""

    def run(*arguments):
        call = [str(argument) for argument in arguments]
        code = answer(lambda: module.evaluate.main(call, standalone_mode=False), {"debug": False})
        return code, *capsys.readouterr()

    return run


def strict(out):
    figures = json.loads(out)["total"]["strict"]
    return figures["correct"], figures["spurious"], figures["missed"]


def test_the_table(evaluate, corpus):
    code, out, _ = evaluate(corpus)
    assert code == 0
    assert out.startswith("filings: 2   events to find: 2")
    assert out.rstrip().endswith("most mistakes (--errors lists them all): b.txt 1")


def test_json_is_all_that_goes_to_stdout(evaluate, corpus):
    code, out, _ = evaluate(corpus, "--json")
    assert (code, strict(out)) == (0, (1, 0, 1))
    assert "errors" not in json.loads(out)


def test_errors_are_listed_on_request(evaluate, corpus):
    _, out, _ = evaluate(corpus, "--errors")
    assert out.endswith(
        "1 filing with mistakes, the worst first\n\nb.txt\n  missed    resignation, person Sam Poe\n"
    )
    _, out, _ = evaluate(corpus, "--errors", "--json")
    assert json.loads(out)["errors"] == [{"file": "b.txt", "missed": [QUIT], "spurious": [], "wrong": []}]


def test_stored_predictions_are_scored_without_a_run(evaluate, corpus):
    stored = corpus / "run.jsonl"
    stored.write_text(
        '{"file": "b.txt", "events": [{"type": "resignation", "person": "Poe"}]}\n', encoding="utf-8"
    )
    code, out, err = evaluate(corpus, "--json", "--predictions", stored)
    assert (code, strict(out)) == (0, (1, 0, 1))
    assert "1 filing labelled but without predictions: all is missed (a.txt)" in err


CARD = (
    "name: made-up\nabout: Two texts.\norigin: Ours.\nscope: {}\nsplits: {{one: [a.txt], other: [b.txt]}}\n"
)


@pytest.mark.parametrize(("split", "figures"), [("one", (1, 0, 0)), ("other", (0, 0, 1))])
def test_a_split_is_scored_alone(evaluate, corpus, split, figures):
    (corpus / "corpus.yaml").write_text(CARD.format("body"), encoding="utf-8")
    stored = corpus / "run.jsonl"
    stored.write_text(json.dumps({"file": "a.txt", "events": [HIRE]}), encoding="utf-8")
    for more in ((), ("--predictions", stored)):
        code, out, _ = evaluate(corpus, "--json", "--split", split, *more)
        assert (code, strict(out)) == (0, figures)


def test_a_split_that_is_not_there_ends_with_2(evaluate, corpus):
    code, out, err = evaluate(corpus, "--split", "one")
    assert (code, out) == (2, "")
    assert "no split one in corpus.yaml; it has none" in err


def test_the_scope_of_the_corpus_says_whether_exhibits_are_read(evaluate, corpus, monkeypatch, specs):
    asked = []

    def engine_of(_rules, *, exhibits):
        asked.append(exhibits)
        return StandIn(specs)

    monkeypatch.setattr(module, "engine_of", engine_of)
    for scope in ("body", "exhibits"):
        (corpus / "corpus.yaml").write_text(CARD.format(scope), encoding="utf-8")
        assert evaluate(corpus)[0] == 0
    assert asked == [False, True]


def test_a_filing_that_cannot_be_read_has_missed_all_and_is_told(evaluate, corpus):
    (corpus / "a.txt").write_bytes(b"")
    code, out, err = evaluate(corpus, "--json")
    assert (code, strict(out)) == (0, (0, 0, 2))
    assert "a.txt: no text in it [filings: empty]; all its events count as missed" in err


def test_refused_labels_end_with_2_and_every_finding(evaluate, corpus):
    (corpus / "labels.jsonl").write_text('{\n{"file": "c.txt", "events": [{}]}\n', encoding="utf-8")
    code, out, err = evaluate(corpus)
    assert (code, out) == (2, "")
    assert "labels.jsonl:1:2: json:" in err
    assert "labels.jsonl:2:1: file: there is no filing c.txt" in err
    assert "labels.jsonl:2:1: type: an event has no `type`" in err


def test_a_path_that_is_no_corpus_ends_with_2(evaluate, corpus, tmp_path):
    (tmp_path / "empty").mkdir()
    for path, message in (
        (corpus / "nowhere", "does not exist"),
        (corpus / "a.txt", "is a file"),
        (tmp_path / "empty", "no labels.jsonl there"),
    ):
        code, out, err = evaluate(path)
        assert (code, out) == (2, "")
        assert message in err


def test_a_seed_gives_the_same_figures_again(evaluate, corpus):
    assert evaluate(corpus, "--json", "--seed", 5) == evaluate(corpus, "--json", "--seed", 5)


def test_the_command_itself_loads_nothing_heavy():
    code = "import sys, engine.cli.evaluate; print(*{'numpy', 'scipy', 'spacy', 'rich'} & set(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == ""


def test_a_page_is_written_beside_the_table(evaluate, corpus, tmp_path, monkeypatch):
    monkeypatch.setattr("engine.explaining.cards.cards", lambda *_: [])
    code, out, err = evaluate(corpus, "--html", tmp_path / "page.html")
    assert (code, out.startswith("filings: 2")) == (0, True)
    assert "page.html: 0 events with a mistake" in err
    assert "<!DOCTYPE html>" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_a_page_in_no_folder_is_refused_before_the_run(evaluate, corpus, tmp_path):
    code, out, err = evaluate(corpus, "--html", tmp_path / "none" / "page.html")
    assert (code, out) == (2, "")
    assert "there is no folder" in err
    assert "extracting" not in err
