"""spaCy as the host: components, saving and loading, several processes, and what a document keeps."""

import doctest
import json
import os
import pickle
import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

import engine
from engine import models
from engine.assets import folder
from engine.filings.component import SECTIONS, located
from engine.pipeline import COMPONENTS
from engine.records import Section, plain
from engine.resolving import component
from engine.rulebook.tokenizer import FilingTokenizer
from engine.tagging.tagger import TAGS

ROOT = Path(__file__).parents[1]
MODEL = ROOT / "models" / "en_filing_rules"
ANN = "On May 4, 2009, Ann B. Roe resigned as our Treasurer, effective May 31, 2009."
BOB = "On June 1, 2009, the Board appointed Robert Poe as Treasurer."
TEXT = f"""Acme Corp.

Item 5.02 Departure of Directors or Certain Officers.

(b) {ANN}

(c) {BOB}

Item 9.01 Financial Statements and Exhibits.

(d) Exhibits. 99.1 A letter of Ann B. Roe, who resigned as our Treasurer.

SIGNATURES
"""


@cache
def loaded() -> Language:
    return spacy.load(MODEL)


def kept(doc: Doc) -> tuple[Any, ...]:
    """What must survive wherever a document goes."""
    spans = [
        (span.start, span.end, span.label_, span.id_) for key in (SECTIONS, TAGS) for span in doc.spans[key]
    ]
    return spans, plain(doc.user_data["tag_values"]), doc._.events


def found(doc: Doc) -> list[tuple[str, str, str]]:
    return [(event["type"], event["person"], event["section"]) for event in doc._.events]


EVENTS = [("resignation", "Ann B. Roe", "5.02"), ("hire", "Robert Poe", "5.02")]

# -- a pipeline like any other -------------------------------------------------------------------------


def test_a_text_gets_sections_tags_and_events():
    doc = loaded()(TEXT)
    assert found(doc) == EVENTS
    assert [(span.label_, span.text) for span in doc.spans[SECTIONS]] == [("5.02", f"(b) {ANN}\n\n(c) {BOB}")]
    assert {("PERSON", "Ann B. Roe"), ("TITLE", "Treasurer"), ("DATE", "May 4, 2009")} <= {
        (span.label_, span.text) for span in doc.spans[TAGS]
    }
    assert len(doc.user_data["tag_values"]) == len(doc.spans[TAGS])


def test_events_are_plain():
    assert json.loads(json.dumps(loaded()(TEXT)._.events)) == loaded()(TEXT)._.events


def test_evidence_counts_from_the_start_of_its_section():
    doc = loaded()(TEXT)
    section = doc.spans[SECTIONS][0].text
    evidence = [one for event in doc._.events for one in event["evidence"]]
    assert evidence
    assert [section[one["start"] : one["end"]] for one in evidence] == [one["text"] for one in evidence]


def test_a_text_and_a_filing_give_the_same_events():
    assert loaded()(TEXT)._.events == engine.load().extract(TEXT)["events"]


def test_many_texts_in_two_processes():
    texts = [TEXT, ANN, "Nothing happened.", BOB] * 2
    alone = [kept(doc) for doc in loaded().pipe(texts)]
    assert [kept(doc) for doc in loaded().pipe(texts, n_process=2, batch_size=2)] == alone
    assert [len(events) for _, _, events in alone] == [2, 1, 0, 1] * 2


@pytest.mark.parametrize("text", ["", " \n", "12 34", "\n\nItem 5.02\n\n"])
def test_a_text_without_words_has_no_events(text):
    assert loaded()(text)._.events == []


def test_displacy_shows_the_tags():
    page = displacy.render(loaded()(ANN), style="span", options={"spans_key": TAGS}, jupyter=False)
    assert "PERSON" in page
    assert "Treasurer" in page


def test_a_document_without_the_resolver_has_no_events():
    with loaded().select_pipes(enable=["filing_sections", "filing_tagger"]):
        doc = loaded()(TEXT)
    assert doc.spans[TAGS]
    assert doc._.events == []


def test_components_are_known_by_their_entry_points():
    points = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]
    assert list(points["spacy_factories"]) == list(COMPONENTS)


# -- sections ------------------------------------------------------------------------------------------


WORDS = " ".join(f"{number}th" for number in range(40))


def test_sections_that_a_document_has_are_left_alone():
    doc = loaded().make_doc(f"{ANN} {BOB}")
    doc.spans[SECTIONS] = [Span(doc, 0, 3, label="mine")]
    loaded().get_pipe("filing_sections")(doc)
    assert [span.label_ for span in doc.spans[SECTIONS]] == ["mine"]


def test_a_text_without_headings_is_one_section():
    doc = loaded()(ANN)
    assert [(span.label_, span.text) for span in doc.spans[SECTIONS]] == [("body", ANN)]


def test_both_ends_of_the_pipeline_call_sections_the_same():
    assert component.SECTIONS == SECTIONS


@pytest.mark.parametrize(
    ("text", "sections", "bounds"),
    [
        ("Item 1 One two. Item 2 Three.", ["One two.", "Three."], [(7, 15), (23, 29)]),
        ("1 a\nlong   line 2 end", ["a long line"], [(2, 15)]),  # lines joined in reading
        ("say (so) twice say (so)", ["(so)", "(so)"], [(4, 8), (19, 23)]),
        ("the “word” here", ["“word”"], [(4, 10)]),
        ("glued5.02Text", ["Text"], [(9, 13)]),
        (
            f"{WORDS} 7 {WORDS.upper()}",
            [f"{WORDS} {WORDS.upper()}"],
            [(0, 2 * len(WORDS) + 3)],
        ),  # a page mark dropped
    ],
)
def test_sections_are_found_again_in_the_text(text, sections, bounds):
    read = tuple(Section(str(i), None, "", section, "") for i, section in enumerate(sections))
    assert [(start, end) for _, start, end in located(text, read)] == bounds


def test_a_section_that_the_text_does_not_hold_is_told():
    with pytest.warns(UserWarning, match=r"section 5\.02 is left out"):
        assert list(located("<p>a</p><p>b</p>", (Section("5.02", "5.02", "", "a b", ""),))) == []


# -- saving and loading --------------------------------------------------------------------------------

GLUED = "Ho26,542Dean’s “Plan” — ResignationsOn Messrs. Roe"


def read_by(nlp: Language) -> tuple[Any, ...]:
    tokens = [(token.text, token.norm_) for token in nlp.make_doc(GLUED)]
    return tokens, kept(nlp(TEXT))


@pytest.fixture(scope="module")
def own(tmp_path_factory) -> Language:
    """A pipeline over rules that are not the packaged ones: `whole` has a token of its own."""
    rules = tmp_path_factory.mktemp("own") / "rules"
    for source in folder("rules").rglob("*.yaml"):
        target = rules / source.relative_to(folder("rules"))
        target.parent.mkdir(parents=True, exist_ok=True)
        text = source.read_text(encoding="utf-8")
        changed = (
            text.replace("whole: [", "whole: [ResignationsOn, ") if target.name == "ruleset.yaml" else text
        )
        target.write_text(changed, encoding="utf-8")
    nlp = engine.load(rules).nlp
    assert ("ResignationsOn", "resignationson") in read_by(nlp)[0]
    return nlp


def from_folder(nlp: Language, path: Path) -> Language:
    nlp.to_disk(path)
    return spacy.load(path)


def from_bytes(nlp: Language, _: Path) -> Language:
    return spacy.util.get_lang_class("en").from_config(nlp.config).from_bytes(nlp.to_bytes())


def from_pickle(nlp: Language, _: Path) -> Language:
    loaded_again: Language = pickle.loads(pickle.dumps(nlp))  # noqa: S301  # written by this test
    return loaded_again


@pytest.mark.parametrize("again", [from_folder, from_bytes, from_pickle])
def test_a_pipeline_brings_its_rules_along(own, again, tmp_path):
    assert read_by(again(own, tmp_path / "saved")) == read_by(own)


def test_a_pipeline_saved_twice_is_still_the_same(tmp_path):
    twice = from_folder(from_folder(loaded(), tmp_path / "one"), tmp_path / "two")
    assert read_by(twice) == read_by(loaded())
    assert isinstance(twice.tokenizer, FilingTokenizer)


def test_settings_of_the_tokenizer_made_by_hand_are_saved(tmp_path):
    nlp = spacy.load(MODEL)
    assert isinstance(nlp.tokenizer, FilingTokenizer)
    nlp.tokenizer.add_special_case("zorble", [{"ORTH": "zor"}, {"ORTH": "ble"}])
    assert [token.text for token in from_folder(nlp, tmp_path / "saved")("zorble")] == ["zor", "ble"]


def test_a_blank_pipeline_may_have_the_tokenizer():
    nlp = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": "filing_engine.Tokenizer.v1"}}})
    assert [token.norm_ for token in nlp("Ho26,542Dean’s “Plan”")] == [
        "ho",
        "26,542",
        "dean",
        "'s",
        '"',
        "plan",
        '"',
    ]


def through_bytes(doc: Doc) -> Doc:
    return Doc(spacy.blank("en").vocab).from_bytes(doc.to_bytes())


def through_a_bin(doc: Doc) -> Doc:
    data = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    return next(DocBin(store_user_data=True).from_bytes(data).get_docs(spacy.blank("en").vocab))


@pytest.mark.parametrize("through", [through_bytes, through_a_bin])
def test_a_document_keeps_what_was_found(through):
    doc = loaded()(TEXT)
    assert kept(through(doc)) == kept(doc)


def test_a_component_over_rules_that_are_not_there_is_told():
    nlp = spacy.blank("en")
    nlp.add_pipe("filing_tagger", config={"rules": "no-such-rules"})
    with pytest.raises(engine.UsageError, match="no-such-rules"):
        nlp("text")


# -- the folder models/ --------------------------------------------------------------------------------


def test_the_model_is_up_to_date(tmp_path):
    written = models.write(tmp_path)
    files = {path.name: path.read_bytes() for path in written.iterdir()}
    assert files == {path.name: path.read_bytes() for path in MODEL.iterdir()}, "run `make models`"


def test_spacy_loads_the_model_where_nothing_is_imported_before(tmp_path):
    """As an installed distribution lets it: its entry points, here written for this checkout."""
    points = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]
    listed = "".join(
        f"[{group}]\n" + "".join(f"{name} = {place}\n" for name, place in many.items())
        for group, many in points.items()
    )
    metadata = tmp_path / "filing_engine-0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: filing-engine\nVersion: 0\n")
    (metadata / "entry_points.txt").write_text(listed)
    program = f"import spacy; print(len(spacy.load('models/en_filing_rules')({ANN!r})._.events))"
    path = os.pathsep.join([str(ROOT), str(tmp_path)])
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("1\n", "")


# -- the package ---------------------------------------------------------------------------------------


def test_the_package_loads_spacy_only_when_the_engine_is_asked_for():
    program = "import sys, engine; engine.UsageError; assert 'spacy' not in sys.modules; engine.load; assert 'spacy' in sys.modules"
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0


def test_every_public_name_is_there():
    assert set(engine.__all__) <= set(dir(engine))
    assert all(getattr(engine, name) for name in engine.__all__)
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = engine.no_such_name


# -- the documentation ---------------------------------------------------------------------------------


def test_the_examples_of_the_page_hold(monkeypatch):
    monkeypatch.chdir(ROOT)
    page = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    fences = re.compile(r"^```.*$", re.MULTILINE)  # an expected output would run on into them
    examples = doctest.DocTestParser().get_doctest(fences.sub("", page), {}, "python.md", "docs/python.md", 0)
    told: list[str] = []
    failed, tried = doctest.DocTestRunner().run(examples, out=told.append)
    assert not failed, "".join(told)
    assert tried
