"""Gating changes what tagging costs and nothing else: gated and naive runs agree."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.matcher import Matcher
from spacy.tokens import Doc, Token

from engine.pipeline import Engine, load
from engine.rulebook.tokenpatterns import TokenPattern
from engine.tagging.gating import Gate, covered, windows
from engine.tagging.tagger import Tagger

SAMPLE = sorted((Path(__file__).parents[2] / "corpora" / "sample" / "filings").iterdir())
VOCAB = spacy.blank("en").vocab
WORDS = ("a", "B", "b", "7", ",")


@cache
def engine() -> Engine:
    return load()


@cache
def taggers() -> tuple[Tagger, Tagger]:
    ruleset, vocab = engine().ruleset, engine().nlp.vocab
    return Tagger(ruleset, vocab, naive=True), Tagger(ruleset, vocab)


@pytest.mark.parametrize("path", SAMPLE, ids=lambda path: path.stem)
def test_gated_and_naive_runs_agree(path):
    naive, gated = taggers()
    doc = engine().make_doc(engine().read(path.read_bytes(), path.name))
    tags = gated(doc)
    assert tags == naive(doc)
    assert [tag for tag in tags if not 0 <= tag.start < tag.end <= len(doc)] == []


# -- single patterns -----------------------------------------------------------------------------------


def document(text: str) -> Doc:
    return Doc(VOCAB, words=text.split())


def cover(pattern: list[dict[str, Any]], doc: Doc) -> str:
    """The words that the pattern can cover, `.` for the others."""
    gate = Gate(VOCAB)
    steps = gate.steps(TokenPattern(tuple(pattern), 0, len(pattern)))
    found = covered(steps, gate.with_known(gate.tokens(doc), {}), len(doc))
    return " ".join(token.text if found >> token.i & 1 else "." for token in doc)


A, B, NUMBER = {"LOWER": "a"}, {"LOWER": "b"}, {"LIKE_NUM": True}


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ([A], "a b a", "a . a"),
        ([A, B], "a b a a b", "a b . a b"),
        ([A, B], "b a", ". ."),
        ([A, {**B, "OP": "?"}, NUMBER], "a b 7 a 7 b 7", "a b 7 a 7 . ."),
        ([A, {**B, "OP": "+"}], "a b b b , b", "a b b b . ."),
        ([A, {**B, "OP": "*"}, NUMBER], "a b b 7 a 7 a b", "a b b 7 a 7 . ."),
        ([A, {**B, "OP": "{2,3}"}], "a b a b b b b", ". . a b b b ."),
        ([A, {**B, "OP": "{2}"}], "a b b b", "a b b ."),
        ([A, {**B, "OP": "{,1}"}, NUMBER], "a 7 a b 7 a b b 7", "a 7 a b 7 . . . ."),
        ([A, {**B, "OP": "{1,}"}, NUMBER], "a 7 a b b 7", ". . a b b 7"),
        ([A, {**B, "OP": "!"}, A], "a 7 a a", "a 7 a a"),
        ([{"TEXT": {"REGEX": "^[A-Z]$"}}], "a B b", ". B ."),
        ([{"NORM": {"IN": ["b", "7"]}}], "a B 7", ". B 7"),
        ([{"LENGTH": {">=": 2}}], "aa b", "aa ."),
        ([{"ENT_TYPE": "PERSON"}], "a b", "a b"),  # nothing that a word tells: the Matcher will say
        ([{"_": {"known": {"IN": ["PERSON"]}}}], "a b", ". ."),  # nobody is known yet
        ([A], "", ""),
    ],
)
def test_where_a_pattern_can_match(pattern, text, expected):
    assert cover(pattern, document(text)) == expected


def test_words_that_were_mended_are_judged_by_their_norm():
    gate = Gate(VOCAB)
    steps = gate.steps(TokenPattern(({"NORM": "chief"},), 0, 1))
    for norm, expected in (("cheif", 0), ("chief", 1), ("cheif", 0)):
        doc = document("cheif")
        doc[0].norm_ = norm
        assert covered(steps, gate.tokens(doc), 1) == expected


@pytest.mark.parametrize(
    ("tokens", "expected"),
    [(0b0, []), (0b1, [(0, 1)]), (0b1011, [(0, 2), (3, 4)]), (0b1110 << 100, [(101, 104)])],
)
def test_runs_of_tokens(tokens, expected):
    assert list(windows(tokens)) == expected


conditions = st.sampled_from(
    [A, B, NUMBER, {"IS_PUNCT": True}, {"TEXT": {"REGEX": "^[A-Z]"}}, {"NORM": {"NOT_IN": ["a"]}}, {}]
)
operators = st.sampled_from(
    [{}, {}, *({"OP": op} for op in ("?", "*", "+", "{2}", "{0,2}", "{1,3}", "{2,}"))]
)
patterns = st.lists(
    st.builds(lambda condition, op: {**condition, **op}, conditions, operators), min_size=1, max_size=5
)
texts = st.lists(st.sampled_from(WORDS), max_size=14)


@given(patterns, texts)
def test_windows_hold_every_match_of_a_pattern(pattern, words):
    """Inside the windows the Matcher finds what it finds in the whole text."""
    if not Token.has_extension("known"):
        Token.set_extension("known", default="")
    doc = Doc(VOCAB, words=words)
    gate = Gate(VOCAB)
    matcher = Matcher(VOCAB)
    matcher.add("pattern", [pattern])
    tokens = covered(gate.steps(TokenPattern(tuple(pattern), 0, len(pattern))), gate.tokens(doc), len(doc))
    inside = {(low + a, low + b) for low, high in windows(tokens) for _, a, b in matcher(doc[low:high])}
    assert inside == {(a, b) for _, a, b in matcher(doc)}
