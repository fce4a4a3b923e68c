"""The whole way of a filing: what goes in, what comes out, and what may not change it."""

import json
import os
import shutil
import subprocess
import sys
from functools import cache
from itertools import chain
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import engine
from engine.assets import folder
from engine.errors import FilingUnreadable, UsageError
from engine.pipeline import Engine
from engine.records import Filing, Section
from engine.running.runs import line_of
from engine.scoring.labels import read_corpus
from engine.scoring.mistakes import as_text, worst_filings
from engine.scoring.scores import score

ROOT = Path(__file__).parents[1]
SAMPLE = sorted((ROOT / "corpora" / "sample" / "filings").iterdir())
HIRE = ROOT / "corpora" / "sample" / "filings" / "hire-and-options-2005.txt"

# A rule whose words no filing of the sample has, of each kind that reads the text.
UNRELATED = {
    "tags/TITLE/unrelated.yaml": """\
about: Tags an office that no filing of the sample knows.
tag: TITLE
priority: 9
pattern: "(grand|deputy)? zorbler of [IS_TITLE]{1,3}"
examples: {match: ["our [[Grand Zorbler of Lint]]"], no_match: ["the lint"]}
""",
    "folds/apposition/unrelated.yaml": """\
about: Folds a remark that no filing of the sample makes.
fold: "{head:PERSON} zorbled by {by:PERSON}"
keep: head
examples: {match: ["[[Ann B. Roe zorbled by Robert Poe]]"], no_match: ["Ann B. Roe"]}
""",
    "frames/leaving/unrelated.yaml": """\
about: Leaves in a way that nobody in the sample does.
pattern: "{person} ... (zorbles|zorbled) ... {offices}"
set: {how: resignation}
examples: {match: ["[[Ann B. Roe|person]] zorbled as [[Treasurer|offices]]."], no_match: ["Ann B. Roe is our Treasurer."]}
""",
}


@cache
def loaded() -> Engine:
    return engine.load()


def shared(name: str) -> Path:
    """A folder of real filings or of the contract, which no clone of the repository has by itself."""
    path = Path(os.environ.get("FILING_ENGINE_SHARED", ROOT.parent / "shared")) / name
    if not path.is_dir():
        pytest.skip(f"{path} is no folder (FILING_ENGINE_SHARED names its root)")
    return path


def lines(extracting: Engine, paths=SAMPLE) -> bytes:
    return b"".join(line_of(extracting.extract(path)) for path in paths)


# -- what goes in --------------------------------------------------------------------------------------


def test_a_path_its_bytes_and_its_text_give_the_same_events():
    data = HIRE.read_bytes()
    from_path = loaded().extract(HIRE)
    assert from_path["file"] == HIRE.name
    assert from_path["events"]
    assert loaded().extract_bytes(data, HIRE.name) == from_path
    assert loaded().extract(data.decode(), HIRE.name) == from_path


def test_a_text_needs_no_form_around_it():
    result = loaded().extract("On May 4, 2009, Ann B. Roe resigned as our Treasurer.")
    assert [(event["type"], event["person"], event["roles"]) for event in result["events"]] == [
        ("resignation", "Ann B. Roe", ["Treasurer"])
    ]
    assert result["file"] == "text"


@pytest.mark.parametrize(
    ("source", "error", "message"),
    [
        (Path("no-such-filing.txt"), UsageError, "no-such-filing.txt: no such file"),
        (ROOT, FilingUnreadable, "cannot be read"),
        ("", FilingUnreadable, "nothing but blanks"),
        ("\0" * 100, FilingUnreadable, "text"),
    ],
)
def test_what_is_no_filing_is_told(source, error, message):
    with pytest.raises(error, match=message):
        loaded().extract(source)


def test_an_engine_over_rules_that_are_not_there_is_told():
    with pytest.raises(UsageError, match="no-such-rules"):
        engine.load("no-such-rules")


# -- what comes out ------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", SAMPLE, ids=lambda path: path.stem)
def test_results_keep_the_schema_of_the_rule_set(path):
    jsonschema.validate(json.loads(line_of(loaded().extract(path))), loaded().schema())


@pytest.mark.parametrize("path", SAMPLE, ids=lambda path: path.stem)
def test_results_keep_the_contract(path):
    contract = json.loads((shared("schema") / "events.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(line_of(loaded().extract(path))), contract)


def misspelled(filing: Filing, result) -> list[str]:
    """The evidence that does not spell the section's text where it says to stand."""
    texts = {section.id: section.text for section in filing.sections}
    return [
        f"{one['text']!r} at {one['start']} of {one['section']}"
        for event in result["events"]
        for one in event["evidence"]
        if not one["text"] or texts[one["section"]][one["start"] : one["end"]] != one["text"]
    ]


def unproved(result) -> list[str]:
    """The fields of events for which no words stand."""
    return [
        f"{field} of {event['type']}"
        for event in result["events"]
        for field in event.keys() - {"type", "section", "evidence"}
        if field not in {one["field"] for one in event["evidence"]}
    ]


@pytest.mark.parametrize("path", SAMPLE, ids=lambda path: path.stem)
def test_every_value_is_proved_by_words_of_its_section(path):
    annotated = loaded().annotate(path.read_bytes(), path.name)
    assert misspelled(annotated.filing, annotated.result) == []
    assert unproved(annotated.result) == []


@cache
def paragraphs() -> list[str]:
    sections = chain.from_iterable(loaded().read(path.read_bytes(), path.name).sections for path in SAMPLE)
    return [text for section in sections for text in section.text.split("\n\n")]


@settings(max_examples=25)
@given(st.data())
def test_evidence_spells_the_text_whatever_the_order_of_paragraphs(data):
    chosen = st.lists(st.sampled_from(paragraphs()), min_size=1, max_size=6)
    texts = ["\n\n".join(many) for many in data.draw(st.lists(chosen, min_size=1, max_size=3))]
    sections = tuple(Section(f"5.02#{i}", "5.02", "", text, "shuffled") for i, text in enumerate(texts))
    filing = Filing("shuffled", sections=sections)
    result = loaded().result(filing)
    assert misspelled(filing, result) == []
    assert unproved(result) == []
    jsonschema.validate(json.loads(line_of(result)), loaded().schema())


# -- what changes nothing ------------------------------------------------------------------------------


def test_a_second_run_gives_the_same_bytes():
    assert lines(loaded()) == lines(loaded())


def test_the_order_of_filings_changes_nothing():
    backwards = {path: line_of(loaded().extract(path)) for path in reversed(SAMPLE)}
    assert b"".join(backwards[path] for path in SAMPLE) == lines(engine.load())


def test_a_process_with_other_hashes_gives_the_same_bytes():
    """Sets and dicts of strings come in another order there: none may show in a result."""
    program = """
import sys, engine
from pathlib import Path
from engine.running.runs import line_of
extract = engine.load().extract
sys.stdout.buffer.write(b"".join(line_of(extract(Path(path))) for path in sys.argv[1:]))
"""
    seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    there = subprocess.run(
        [sys.executable, "-c", program, *map(str, SAMPLE)],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed},
        stdout=subprocess.PIPE,
        check=True,
    )
    assert there.stdout == lines(loaded())


def test_an_unrelated_rule_changes_nothing(tmp_path):
    rules = tmp_path / "rules"
    shutil.copytree(folder("rules"), rules)
    for file, text in UNRELATED.items():
        (rules / file).write_text(text, encoding="utf-8")
    with_more = engine.load(rules)
    found = with_more.extract("On May 4, 2009, Ann B. Roe zorbled as our Grand Zorbler of Lint.")
    assert {"tags.TITLE.unrelated", "frames.leaving.unrelated"} <= {
        one["rule"] for event in found["events"] for one in event["evidence"]
    }
    assert lines(with_more) == lines(loaded())


# -- real filings --------------------------------------------------------------------------------------


def scored(corpus: Path):
    labelled = read_corpus(corpus, loaded().specs)
    predicted = {
        file: loaded().extract(labelled.folder / file, file)["events"] for file in sorted(labelled.labels)
    }
    return score(labelled.labels, predicted, loaded().specs, resamples=1)


def test_the_seed_filing_is_read_without_a_mistake():
    scores = scored(shared("gold/seed"))
    assert scores.predictions == 5
    assert scores.total.exact.f1 == 1.0, as_text(worst_filings(scores))


def test_no_real_filing_fails():
    filings = sorted((shared("gold/dev") / "filings").iterdir())
    assert filings
    for path in filings:
        annotated = loaded().annotate(path.read_bytes(), path.name)
        assert misspelled(annotated.filing, annotated.result) == [], path.name
        assert unproved(annotated.result) == [], path.name
