"""No figure falls below what was reached: on the embedded corpus, and on the labelled filings where they are."""

import json
import os
from pathlib import Path

import pytest

from engine import pipeline
from engine.explaining import floors

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("FILING_ENGINE_SHARED", ROOT.parent / "shared"))
FILE = ROOT / "tests" / "floors.json"
CORPORA = {"corpora/sample": ROOT / "corpora" / "sample", "gold/dev": SHARED / "gold" / "dev"}


@pytest.mark.parametrize("name", CORPORA)
def test_no_figure_falls(name):
    if not CORPORA[name].is_dir():
        pytest.skip(f"{CORPORA[name]} is no folder (FILING_ENGINE_SHARED names its root)")
    wanted = floors.read_floors(FILE)[name]
    assert wanted
    lost = floors.fallen(wanted, floors.figures(pipeline.load(), CORPORA[name]))
    assert lost == [], "mend the rules, or lower the floors with `make floors` and say why"


def test_every_corpus_has_floors():
    assert floors.read_floors(FILE).keys() == CORPORA.keys()


@pytest.mark.parametrize(
    ("floor", "reached", "lost"),
    [
        ({"total strict": 0.9}, {"total strict": 0.9}, []),
        ({"total strict": 0.9}, {"total strict": 0.95, "pay strict": 0.1}, []),
        ({"total strict": 0.9}, {"total strict": 0.8996}, []),
        ({"total strict": 0.9}, {"total strict": 0.8994}, ["total strict: 0.8994, and was 0.9000"]),
        ({"total strict": 0.9}, {}, ["total strict: is measured no more"]),
        ({}, {"total strict": 0.0}, []),
    ],
)
def test_what_falls(floor, reached, lost):
    assert floors.fallen(floor, reached) == lost


def test_floors_of_other_corpora_stay(tmp_path):
    file = tmp_path / "floors.json"
    floors.write_floors(file, {"one": {"total strict": 0.5}, "two": {"total strict": 0.6}})
    floors.write_floors(file, {"two": {"total strict": 0.7}})
    assert json.loads(file.read_text(encoding="utf-8")) == {
        "one": {"total strict": 0.5},
        "two": {"total strict": 0.7},
    }


def test_the_command_measures_writes_and_tells_what_fell(tmp_path, capsys):
    file, corpus = tmp_path / "floors.json", tmp_path / "made" / "up"
    corpus.mkdir(parents=True)
    (corpus / "a.txt").write_text("Item 8.01 Other Events.\n\nNothing happened.\n", encoding="utf-8")
    (corpus / "labels.jsonl").write_text('{"file": "a.txt", "events": []}\n', encoding="utf-8")
    floors.write_floors(file, {"made/up": {"total strict": 1.5}})
    floors.main([str(file), str(corpus)])
    assert floors.read_floors(file)["made/up"]["total strict"] == 1.0
    assert capsys.readouterr().err == "lower than before: made/up: total strict: 1.0000, and was 1.5000\n"
