"""`filing-engine labels`: what each command prints, writes, and ends with."""

import hashlib
import json

import pytest

from engine.cli import labels as module
from engine.cli.exits import answer
from engine.pipeline import load

TEXT = "Item 5.02 Departure of Directors.\n\nMr. Roe resigned as Treasurer at once."
ROE = {
    "type": "resignation",
    "person": "Roe",
    "role": "Treasurer",
    "how": "sudden",
    "quote": "resigned as Treasurer",
}
CARD = "name: x\nabout: x\nscope: body\norigin: x\nsplits: {one: [a.txt], two: [b.txt]}\n"
DIGEST = hashlib.sha256(TEXT.encode()).hexdigest()


@pytest.fixture
def corpus(tmp_path, write_rules, monkeypatch):
    engine = load(write_rules())
    monkeypatch.setattr(module, "engine_of", lambda _rules, **_scope: engine)
    folder = tmp_path / "corpus"
    (folder / "filings").mkdir(parents=True)
    for name in ("a.txt", "b.txt"):
        (folder / "filings" / name).write_text(TEXT, encoding="utf-8")
    write(folder, ROE)
    (folder / "corpus.yaml").write_text(CARD, encoding="utf-8")
    return folder


def write(corpus, *events):
    rows = [{"file": "a.txt", "events": events}, {"file": "b.txt", "events": []}]
    (corpus / "labels.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")


@pytest.fixture
def labels(capsys):
    """Runs a command as the command line does: its exit code, stdout and stderr."""

    def run(*arguments):
        call = [str(argument) for argument in arguments]
        code = answer(lambda: module.labels.main(call, standalone_mode=False), {"debug": False})
        return code, *capsys.readouterr()

    return run


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_check_is_silent_when_all_is_fine(labels, corpus):
    assert labels("check", corpus) == (0, "", "")


def test_check_names_mistakes_and_ends_with_1(labels, corpus):
    write(corpus, {**ROE, "how": "slowly"})
    code, out, err = labels("check", corpus)
    assert (code, err) == (1, "")
    assert out.startswith(f"{corpus}/labels.jsonl:1:1: how: `how` of resignation is 'slowly'; write ")


def test_check_names_what_is_wrong_in_the_card(labels, corpus):
    (corpus / "corpus.yaml").write_text(CARD.replace("body", "all"), encoding="utf-8")
    code, out, _ = labels("check", corpus)
    assert (code, out) == (
        1,
        f"{corpus}/corpus.yaml:3:1: corpus: unknown scope `all`; write body or exhibits\n",
    )


def test_what_the_text_does_not_say_is_a_warning_or_by_request_a_finding(labels, corpus):
    write(corpus, {**ROE, "person": "Poe"})
    words = f'{corpus}/labels.jsonl:1:1: text: resignation Poe: `person` "Poe" does not stand in the text'
    code, out, err = labels("check", corpus)
    assert (code, out) == (0, "")
    assert err.startswith(f"warning: {words}")
    code, out, err = labels("check", corpus, "--strict")
    assert (code, err) == (1, "")
    assert out.startswith(words)


def test_draft(labels, corpus, tmp_path):
    to = tmp_path / "draft.jsonl"
    assert labels("draft", corpus / "filings", "--to", to) == (0, "", "")
    (event,) = lines(to)[0]["events"]
    assert (event["type"], event["role"], "evidence" in event) == ("resignation", "Treasurer", False)
    assert "resigned as Treasurer" in event["quote"]
    assert [(line["file"], line["sha256"]) for line in lines(to)] == [("a.txt", DIGEST), ("b.txt", DIGEST)]


def test_a_draft_holds_as_labels(labels, corpus):
    (corpus / "labels.jsonl").unlink()
    labels("draft", corpus / "filings", "--to", corpus / "labels.jsonl")
    assert labels("check", corpus, "--strict") == (0, "", "")


def test_a_draft_tells_what_cannot_be_read(labels, corpus, tmp_path):
    (corpus / "filings" / "b.txt").write_bytes(b"")
    code, _, err = labels("draft", corpus / "filings", "--to", tmp_path / "draft.jsonl")
    assert code == 1
    assert err.startswith("b.txt: ")
    assert [line["file"] for line in lines(tmp_path / "draft.jsonl")] == ["a.txt"]


@pytest.mark.parametrize("format_", module.FORMATS)
def test_labels_go_out_and_come_back(labels, corpus, tmp_path, format_):
    there, back = tmp_path / "there", tmp_path / "back.jsonl"
    assert labels("export", corpus, "--format", format_, "--to", there)[0] == 0
    code, out, err = labels("import", there, "--format", format_, "--to", back)
    assert (code, out, err) == (0, "", "left out: 2 tags\n")
    digest = {} if format_ == "brat" else {"sha256": DIGEST}
    assert lines(back) == [
        {"file": "a.txt", **digest, "events": [ROE]},
        {"file": "b.txt", **digest, "events": []},
    ]


def test_export_of_the_engines_own_events_and_of_a_split(labels, corpus, tmp_path):
    write(corpus)
    there, back = tmp_path / "there", tmp_path / "back.jsonl"
    labels("export", corpus, "--format", "prodigy", "--to", there, "--predicted", "--split", "two")
    labels("import", there, "--format", "prodigy", "--to", back)
    assert [(line["file"], [event["type"] for event in line["events"]]) for line in lines(back)] == [
        ("b.txt", ["resignation"])
    ]


def test_export_tells_what_is_lost(labels, corpus, tmp_path):
    write(corpus, {**ROE, "quote": "went"})
    code, _, err = labels("export", corpus, "--format", "brat", "--to", tmp_path / "there")
    assert code == 0
    assert err == (
        "left out: 1 events without words in the text\nleft out: the sha256 of 2 filings\n"
        "not marked: 1 event without a quote that stands in the text\n"
    )


def test_labels_that_do_not_hold_are_not_written(labels, corpus, tmp_path):
    there = tmp_path / "there"
    labels("export", corpus, "--format", "prodigy", "--to", there)
    there.write_text(
        there.read_text(encoding="utf-8").replace('"how": "sudden"', '"how": "slowly"'), encoding="utf-8"
    )
    code, _, err = labels("import", there, "--format", "prodigy", "--to", tmp_path / "back.jsonl")
    assert code == 2
    assert "a.txt:1:1: how: `how` of resignation is 'slowly'" in err
    assert not (tmp_path / "back.jsonl").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", "nowhere"], "does not exist"),
        (["check", "corpus/filings"], "no labels.jsonl there"),
        (["draft", "corpus", "--to", "corpus/labels.jsonl"], "stands there already"),
        (["export", "corpus", "--format", "brat", "--to", "corpus"], "stands there already"),
        (["export", "corpus", "--format", "conll", "--to", "x"], "'conll' is not one of"),
        (["export", "corpus", "--format", "brat", "--to", "x", "--split", "dev"], "no split dev"),
        (["import", "corpus", "--format", "brat", "--to", "x"], "no .ann file there"),
        (["import", "corpus", "--format", "brat"], "Missing option '--to'"),
    ],
)
def test_wrong_usage(labels, corpus, monkeypatch, arguments, message):
    monkeypatch.chdir(corpus.parent)
    code, out, err = labels(*arguments)
    assert (code, out) == (2, "")
    assert message in err


def test_a_card_that_does_not_hold_stops_an_export(labels, corpus, tmp_path):
    (corpus / "corpus.yaml").write_text("name: x\n", encoding="utf-8")
    code, _, err = labels("export", corpus, "--format", "brat", "--to", tmp_path / "there")
    assert code == 2
    assert "the key `scope` is missing" in err
