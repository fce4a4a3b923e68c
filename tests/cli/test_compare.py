import json
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pytest

from engine.cli import compare as module
from engine.cli.exits import answer
from engine.errors import FilingUnreadable, Finding, RulesRefused
from engine.explaining import causes, sides
from engine.specs import EventSpec

HIRE: dict[str, Any] = {
    "type": "hire",
    "person": "Ann B. Roe",
    "evidence": [
        {
            "field": "trigger",
            "section": "5.02",
            "start": 0,
            "end": 9,
            "text": "appointed",
            "rule": "frames.on",
        }
    ],
}
QUIT = {"type": "resignation", "person": "Sam Poe"}
EVENTS: dict[str, dict[str, Any]] = {"appointed": HIRE, "resigned": QUIT}


class StandIn:
    """An engine whose rules are words: it finds what the words of `ruleset.yaml` stand for."""

    def __init__(self, folder):
        self.words = (folder / "ruleset.yaml").read_text(encoding="utf-8").split() if folder else []
        self.specs = {one: EventSpec(one, slots=("date",)) for one in ("hire", "resignation")}
        if "broken" in self.words:
            raise RulesRefused([Finding("ruleset.yaml", 1, 1, "ruleset", "a key is unknown")])

    def extract_bytes(self, data, file):
        if not data:
            raise FilingUnreadable("empty", "no text in it")
        return {"file": file, "events": [EVENTS[word] for word in self.words if word in data.decode()]}


def stand_in_causes(engine, folder, scores):  # noqa: ARG001
    """What is missed, is missed for want of a frame."""
    missed = [(file.file, lonely.event) for file in scores.files for lonely in file.alignment.missed]
    return [
        causes.Mistake(file, "missed", event["type"], "", "frame missing", event) for file, event in missed
    ]


def rules(folder, words):
    folder.mkdir(exist_ok=True)
    (folder / "ruleset.yaml").write_text(words, encoding="utf-8")
    return folder


def stored(path, **events):
    rows = [json.dumps({"file": f"{name}.txt", "events": found}) for name, found in events.items()]
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


@pytest.fixture
def place(tmp_path, monkeypatch):
    """Two rule sets, a corpus of two filings, and two stored runs over them; the working directory."""
    monkeypatch.setattr(sides, "Engine", StandIn)
    monkeypatch.setattr(sides, "load", lambda folder=None: StandIn(folder))
    monkeypatch.setattr(causes, "mistakes_with_causes", stand_in_causes)
    monkeypatch.chdir(tmp_path)
    rules(tmp_path / "narrow", "appointed")
    rules(tmp_path / "wide", "appointed resigned")
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name, text in {"a.txt": "appointed", "b.txt": "resigned"}.items():
        (corpus / name).write_text(text, encoding="utf-8")
    stored(corpus / "labels.jsonl", a=[{"type": "hire", "person": "Ann B. Roe"}], b=[QUIT])
    stored(tmp_path / "old.jsonl", a=[HIRE], b=[])
    stored(tmp_path / "new.jsonl", a=[HIRE], b=[QUIT])
    return tmp_path


@pytest.fixture
def compare(place, capsys):  # noqa: ARG001  # in place for every call
    """Runs the command as the command line does: its exit code, stdout and stderr."""

    def run(*arguments):
        call = [str(argument) for argument in arguments]
        code = answer(lambda: module.compare.main(call, standalone_mode=False), {"debug": False})
        return code, *capsys.readouterr()

    return run


def found(out):
    result = json.loads(out)
    return {kind: [one["file"] for one in result[kind]] for kind in ("gained", "lost", "changed")}


GAINED = {"gained": ["b.txt"], "lost": [], "changed": []}
LOST = {"gained": [], "lost": ["b.txt"], "changed": []}
NOTHING: dict[str, list[str]] = {"gained": [], "lost": [], "changed": []}


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("old.jsonl new.jsonl", GAINED),
        ("new.jsonl old.jsonl", LOST),
        ("old.jsonl old.jsonl", NOTHING),
        ("narrow wide corpus", GAINED),
        ("narrow wide corpus/b.txt", GAINED),
        ("narrow wide corpus/a.txt", NOTHING),
        ("wide wide corpus", NOTHING),
        ("wide old.jsonl corpus", LOST),
        ("narrow wide --gold corpus", GAINED),
        ("old.jsonl wide --gold corpus", GAINED),
        ("old.jsonl new.jsonl --gold corpus", GAINED),
    ],
)
def test_each_kind_of_side(compare, arguments, expected):
    code, out, _ = compare(*arguments.split(), "--json")
    assert (code, found(out)) == (0, expected)


def test_the_table_without_labels(compare):
    code, out, err = compare("new.jsonl", "old.jsonl")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "filings: 2   events before: 2   after: 1",
        "gained: 0   lost: 1   changed: 0",
        "",
        "   gained     lost  changed   rule of the trigger",
        "        0        1        0   no rule given",
        "",
        "lost",
        "  no rule given",
        "    b.txt: resignation, person Sam Poe",
    ]


def test_labels_judge_and_figures_move(compare):
    _, out, _ = compare("narrow", "wide", "--gold", "corpus")
    assert "gained: 1 (1 right)   lost: 0   changed: 0" in out
    assert "total                          strict    0.667    1.000     +0.333" in out
    assert "    right  b.txt: resignation, person Sam Poe" in out
    _, out, _ = compare("narrow", "wide", "--gold", "corpus", "--json")
    result = json.loads(out)
    assert [(one["judgement"], one["effect"]) for one in result["gained"]] == [("right", "better")]
    assert result["figures"]["total"]["strict"]["recall"]["difference"] == 0.5
    assert set(result["figures"]["resignation"]["exact"]["f1"]) == {
        "before",
        "after",
        "difference",
        "interval",
        "word",
    }


def test_mistakes_are_counted_by_cause_on_both_sides(compare):
    _, out, _ = compare("narrow", "wide", "--gold", "corpus")
    assert "   before    after   cause of mistakes\n        1        0   frame missing\n" in out
    _, out, _ = compare("narrow", "wide", "--gold", "corpus", "--json")
    assert json.loads(out)["causes"] == {"frame missing": [1, 0]}


def test_a_stored_run_cannot_be_asked_for_causes(compare):
    _, out, _ = compare("old.jsonl", "wide", "--gold", "corpus")
    assert "cause of mistakes" not in out


def test_changes_are_shown_field_by_field_with_their_words(compare, place):
    def dated(date, words):
        proof = HIRE["evidence"][0] | {"field": "date", "text": words, "rule": "tags.date"}
        return HIRE | {"date": date, "evidence": [*HIRE["evidence"], proof]}

    stored(place / "one.jsonl", a=[dated("2009-05-04", "May 4,\n2009")])
    stored(place / "other.jsonl", a=[dated("2009-06-01", "June 1, 2009")])
    _, out, _ = compare("one.jsonl", "other.jsonl")
    assert out.splitlines()[-7:] == [
        "   values   rule of the value that changed",
        "        1   tags.date",
        "",
        "changed",
        "  frames.on",
        "    a.txt: hire Ann B. Roe  “appointed”",
        "           date: 2009-05-04 “May 4, 2009” [tags.date] → 2009-06-01 “June 1, 2009” [tags.date]",
    ]
    stored(place / "labels.jsonl", a=[{"type": "hire", "person": "Roe", "date": "2009-06-01"}])
    _, out, _ = compare("one.jsonl", "other.jsonl", "--gold", place, "--filings", "corpus")
    assert (
        "   values   better    worse   rule of the value that changed\n        1        1        0   tags.date"
        in out
    )
    assert "    better a.txt: hire Ann B. Roe" in out
    assert "2009-05-04 (wrong) “May 4, 2009” [tags.date] → 2009-06-01 (right) “June 1, 2009”" in out


def test_a_limit_says_what_it_leaves_out(compare, place):
    stored(place / "many.jsonl", a=[HIRE] * 4, b=[])
    _, out, _ = compare("old.jsonl", "many.jsonl", "--limit", 2)
    assert out.count("a.txt: hire") == 2
    assert out.endswith("  and 1 more\n")
    _, out, _ = compare("old.jsonl", "many.jsonl", "--limit", 3)
    assert "more" not in out


def test_filings_that_are_not_on_every_side_are_told(compare, place):
    stored(place / "short.jsonl", b=[QUIT])
    code, out, err = compare("old.jsonl", "short.jsonl", "--json")
    assert (code, found(out)) == (0, GAINED)
    assert "left out, because not on every side: 1 of the filings (a.txt)" in err


def test_a_filing_that_cannot_be_read_is_told(compare, place):
    (place / "corpus" / "a.txt").write_bytes(b"")
    code, _, err = compare("narrow", "old.jsonl", "--gold", "corpus")
    assert code == 0
    assert "OLD: a.txt: no text in it [filings: empty]; it has no events there" in err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("gone.jsonl new.jsonl", "gone.jsonl: no such file or folder; give a file that `run` wrote, a rules"),
        ("new.jsonl :rules", ":rules: no such file or folder"),
        ("old.jsonl HEAD:rules --gold corpus", "HEAD:rules: this is no git repository"),
        ("narrow wide", "name the filings to run the rules over"),
        ("narrow wide corpus --gold corpus", "leave the paths out"),
        ("old.jsonl new.jsonl corpus", "both sides are runs that are over"),
        ("old.jsonl new.jsonl --filings corpus", "give --gold, too"),
        ("narrow wide nowhere", "nowhere: No such file"),
        ("old.jsonl corpus/a.txt", "a.txt:1:1: json:"),
        ("old.jsonl foreign.jsonl", "foreign.jsonl:1:1: type: an event of unknown type 'wedding'"),
        ("old.jsonl other.jsonl", "the two sides have no filing in common"),
        ("broken old.jsonl corpus", "broken/ruleset.yaml:1:1: ruleset: a key is unknown"),
    ],
)
def test_bad_sides_are_refused(compare, place, arguments, message):
    rules(place / "broken", "broken")
    stored(place / "foreign.jsonl", a=[{"type": "wedding"}])
    stored(place / "other.jsonl", z=[])
    code, out, err = compare(*arguments.split())
    assert (code, out) == (2, "")
    assert message in err


def git(*arguments):
    return subprocess.run(["git", *arguments], check=True, capture_output=True, text=True).stdout  # noqa: S607


@pytest.fixture
def repository(place, monkeypatch):
    """A repository whose first revision, tagged `first`, has narrow rules, and whose files have wide ones."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(place / "none"))
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Ann B. Roe")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "ann@example.com")
    git("init", "--quiet")
    rules(place / "rules", "appointed")
    git("add", "rules")
    git("commit", "--quiet", "--message", "Narrow rules")
    git("tag", "first")
    rules(place / "rules", "appointed resigned")
    return place


@pytest.mark.parametrize("side", ["HEAD:rules", "first:rules", "first:rules/"])
def test_the_rules_of_a_revision(compare, repository, side):  # noqa: ARG001
    code, out, _ = compare(side, "rules", "corpus", "--json")
    assert (code, found(out)) == (0, GAINED)


def test_a_revision_is_found_from_below_the_root(compare, repository, monkeypatch):
    monkeypatch.chdir(repository / "corpus")
    _, out, _ = compare("../rules", "HEAD:rules", "--gold", ".", "--json")
    assert found(out) == LOST


@pytest.mark.parametrize(
    ("side", "message"),
    [
        ("last:rules", "last:rules: there is no revision last in "),
        ("HEAD:lexicons", "HEAD:lexicons: revision HEAD has no folder lexicons"),
        ("HEAD:rules/ruleset.yaml", "has no folder rules/ruleset.yaml"),
        ("--all:rules", "no revision --all"),
    ],
)
def test_a_revision_that_is_not_there(compare, repository, side, message):  # noqa: ARG001
    code, out, err = compare("--", "rules", side, "corpus")
    assert (code, out) == (2, "")
    assert message in err


def test_without_git(compare, repository, monkeypatch):  # noqa: ARG001
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    code, _, err = compare("HEAD:rules", "rules", "corpus")
    assert code == 2
    assert "git is not installed" in err


def test_nothing_stays_of_an_export(compare, repository, monkeypatch):
    kept = repository / "kept"
    kept.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(kept))
    compare("HEAD:rules", "rules", "corpus")
    assert list(Path(kept).iterdir()) == []
