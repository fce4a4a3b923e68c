"""The tagger: gated and naive runs agree on any sentences, misspelled titles are tagged, glued text is split in place."""

import itertools
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import pipeline
from engine.tagging.tagger import Tag, Tagger, store, stored

SAMPLE = Path(__file__).parents[2] / "corpora" / "sample" / "filings"
FILINGS = sorted(path for path in SAMPLE.iterdir() if path.is_file())


@pytest.fixture(scope="module")
def engine():
    return pipeline.load()


@pytest.fixture(scope="module")
def gated(engine):
    return Tagger(engine.ruleset, engine.nlp.vocab)


@pytest.fixture(scope="module")
def naive(engine):
    return Tagger(engine.ruleset, engine.nlp.vocab, naive=True)


@pytest.fixture(scope="module")
def sentences(engine):
    """Lines of the sample's sections, short enough that a few make a small document."""
    docs = [engine.make_doc(engine.read(path.read_bytes(), path.name)) for path in FILINGS]
    return sorted(
        {line.strip() for doc in docs for line in doc.text.split("\n") if 0 < len(line.strip()) < 400}
    )


def tags(engine, tagger, text):
    doc = engine.nlp.make_doc(text)
    return [(doc[tag.start : tag.end].text, tag) for tag in tagger(doc)]


# -- gated and naive -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def agree(engine, gated, naive):
    """Asserts that both runs tag a text alike; a function, so that a failure shows the text and not the rules."""

    def check(text):
        assert tags(engine, gated, text) == tags(engine, naive, text), text

    return check


@settings(max_examples=25, report_multiple_bugs=False)
@given(seed=st.integers(0, 2**32), size=st.integers(1, 5))
def test_gated_and_naive_runs_agree_on_shuffled_sentences(agree, sentences, seed, size):
    chooser = random.Random(seed)  # noqa: S311  # shuffles sentences
    words = " ".join(chooser.sample(sentences, size)).split(" ")
    cuts = sorted(chooser.sample(range(len(words) + 1), min(3, len(words))))
    pieces = [words[a:b] for a, b in zip([0, *cuts], [*cuts, len(words)], strict=True)]
    chooser.shuffle(pieces)
    text = " ".join(word for piece in pieces for word in piece)
    agree(text)


def test_tags_of_one_label_never_overlap(engine, gated, sentences):
    doc = engine.nlp.make_doc(" ".join(sentences[:60]))
    by_label: dict[str, list[Tag]] = {}
    for tag in gated(doc):
        by_label.setdefault(tag.label, []).append(tag)
    for many in by_label.values():
        assert all(one.end <= other.start for one, other in itertools.pairwise(many))


def test_a_document_keeps_its_tags(engine, gated):
    doc = engine.nlp.make_doc("The Board appointed Mr. Roe as Treasurer on May 4, 2009.")
    found = gated(doc)
    store(doc, found)
    assert stored(doc) == [Tag(t.start, t.end, t.label, t.value, t.rule) for t in found]
    assert {"PERSON", "TITLE", "DATE", "BOARD"} <= {tag.label for tag in found}


def test_a_text_without_anything_has_no_tags(engine, gated):
    assert tags(engine, gated, "") == tags(engine, gated, "nothing of note") == []


# -- misspellings --------------------------------------------------------------------------------------

FUZZY = [
    ("as Cheif Executive Officer of", "Cheif Executive Officer"),
    ("as Chief Excutive Officer of", "Chief Excutive Officer"),
    ("as Chief Finacial Officer of", "Chief Finacial Officer"),
    ("as Vice-President of", "Vice-President"),
    ("as Executuve Vice President of", "Executuve Vice President"),
    ("as Senior Vice Presdient of", "Senior Vice Presdient"),
]
AS_WRITTEN = [
    "the chairmen and directrix",
    "the chiefs of the office",
    "an executor was precedent",
    "secretaries and treasuries",
]


@pytest.mark.parametrize(("text", "title"), FUZZY)
def test_misspelled_titles_are_tagged_as_they_stand(engine, gated, text, title):
    assert title in [words for words, tag in tags(engine, gated, text) if tag.label == "TITLE"]


@pytest.mark.parametrize("text", AS_WRITTEN)
def test_other_words_are_no_titles(engine, gated, text):
    assert [words for words, tag in tags(engine, gated, text) if tag.label == "TITLE"] == []


def test_mending_leaves_the_text_alone(engine, gated):
    doc = engine.nlp.make_doc("as Cheif Executive Officer of")
    gated(doc)
    assert doc.text == "as Cheif Executive Officer of"
    assert doc[1].norm_ == "chief"


# -- glued text ----------------------------------------------------------------------------------------

GLUED = [
    ("Ho26,542Dean", ["Ho", "26,542", "Dean"]),
    ("8,4508,450", ["8,450", "8,450"]),
    ("President$2,000,000", ["President", "$", "2,000,000"]),
    ("ResignationsOn", ["Resignations", "On"]),
    ("Item2.02Results", ["Item", "2.02", "Results"]),
    # whole words that look glued
    ("McDonald", ["McDonald"]),
    ("MacArthur", ["MacArthur"]),
    ("Mr. Roe", ["Mr.", "Roe"]),
]


@pytest.mark.parametrize(("text", "tokens"), GLUED)
def test_glued_text_is_split_in_place(engine, text, tokens):
    doc = engine.nlp.make_doc(text)
    assert [token.text for token in doc] == tokens
    assert doc.text == text
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)


def test_tags_begin_inside_glued_text(engine, gated):
    found = tags(engine, gated, "Ann Roe, President$2,000,000 and Robert Poe")
    assert ("President", "TITLE") in [(words, tag.label) for words, tag in found]
    assert ("$2,000,000", "MONEY") in [(words, tag.label) for words, tag in found]


@pytest.fixture(scope="module")
def tokenize(engine):
    return lambda text: [token.text_with_ws for token in engine.nlp.make_doc(text)]


@given(text=st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cn"]), max_size=60))
def test_any_text_survives_the_tokenizer(tokenize, text):
    assert "".join(tokenize(text)) == text
