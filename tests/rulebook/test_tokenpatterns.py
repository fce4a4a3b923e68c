"""Tag patterns as spaCy token patterns: what they match, with contexts; what is refused."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.matcher import Matcher
from spacy.tokens import Token

from engine.rulebook.expansion import Vocabulary
from engine.rulebook.lexicons import Lexicon
from engine.rulebook.models import Tokenizing
from engine.rulebook.patterns import PatternError
from engine.rulebook.tokenizer import blank, splitter
from engine.rulebook.tokenpatterns import MOST_OPTIONAL, MOST_WAYS, TokenCompiler

NLP = blank(Tokenizing())
LEXICONS = {
    "months": Lexicon("months", {"june": None, "july": None}),
    "areas": Lexicon("areas", {"finance": None, "human resources": None}),
    "phrases": Lexicon("phrases", {"human resources": None}),
}
SHAPES = {"day": r"^\d{1,2}$", "capital": "^[A-Z]", "empty": "^$"}
COMPILER = TokenCompiler(Vocabulary(LEXICONS, {"our": "(our|its)"}, splitter(Tokenizing())), SHAPES)


@pytest.fixture(scope="module", autouse=True)
def _known():
    if not Token.has_extension("known"):
        Token.set_extension("known", default="")


def tagged(text, pattern, before=None, after=None, known=()):
    """What a rule would tag: the words between the contexts, by spaCy's own Matcher."""
    doc = NLP(text)
    for token in doc:
        token._.known = "PERSON" if token.text in known else ""
    found = []
    for compiled in COMPILER.compile(pattern, before, after):
        matcher = Matcher(NLP.vocab, validate=True)
        matcher.add("rule", [list(compiled.tokens)])
        aligned: Any = matcher(doc, with_alignments=True)  # spaCy's stubs know no alignments
        for _, start, _, steps in aligned:
            inside = [start + i for i, step in enumerate(steps) if compiled.first <= step < compiled.last]
            if inside:
                found.append(doc[inside[0] : inside[-1] + 1].text)
    return sorted(set(found))


# pattern, text, everything it matches (longest-first is settled later, by the tagger)
MATCHES = [
    ("base salary", "a Base SALARY of", ["Base SALARY"]),
    ('"Base" salary', "Base salary, base salary", ["Base salary"]),
    ("non-executive", "a Non‑Executive chair", ["Non‑Executive"]),
    ("%months [SHAPE=day]", "on June 9, July 12 and June", ["July 12", "June 9"]),
    (
        "(chief financial|finance) officer",
        "Chief Financial Officer, Finance Officer",
        ["Chief Financial Officer", "Finance Officer"],
    ),
    (
        "head of %areas",
        "Head of Human Resources, head of finance",
        ["Head of Human Resources", "head of finance"],
    ),
    ("(vice)? president", "Vice President", ["President", "Vice President"]),
    ("%our{1,2} plan", "our its plan", ["its plan", "our its plan"]),
    ("(the board)? agrees", "the board agrees", ["agrees", "the board agrees"]),
    # conditions
    ("[LIKE_NUM]", "12 or twelve or Twelve men", ["12", "Twelve", "twelve"]),
    ("[IS_TITLE & LENGTH>=4]", "The Plan and the plan", ["Plan"]),
    ("[LENGTH>=3 & LENGTH<=4]", "an and also again", ["also", "and"]),
    ("[LENGTH=2]", "an and", ["an"]),
    ("[!IS_PUNCT & !IS_DIGIT]", "a, 5.", ["a"]),
    ("[SHAPE=capital] finance", "The finance, the finance", ["The finance"]),
    ("[IN=%months]", "june and JULY and may", ["JULY", "june"]),
    ("[IN=%areas]", "finance or human resources", ["finance"]),
    ("[NOT=%months & IS_ALPHA]", "june 4 may", ["may"]),
    ("[IN=%our]", "our or its", ["its", "our"]),
    ("[SHAPE=capital & NOT=%months]", "June Roe", ["Roe"]),
    ("[KNOWN=PERSON]", "Roe and Poe", ["Roe"]),
]
CONTEXTS = [
    # pattern, before, after, text, what is tagged
    ("[LIKE_NUM]", None, "(shares|units)", "10 shares, 20 units, 30 days", ["10", "20"]),
    ("[LIKE_NUM]", "(up to)? options for", None, "options for 10, up to options for 20, 30", ["10", "20"]),
    ("[LIKE_NUM]{1,2}", "(about)? over", "(shares)?", "over 10 20 shares", ["10", "10 20"]),
    ("a (b)?", "(x)?", "(y z)?", "x a b y z", ["a", "a b"]),
    ("a", "x", "y", "x a, a y, x a y", ["a"]),
]
REFUSED = [
    ("{PERSON}", "tag patterns have no gaps, slots or '^'", "use before: and after:"),
    ("a ... b", "tag patterns have no gaps", "before: and after:"),
    ("^ a", "tag patterns have no gaps", ""),
    ("[likes num]", "[likes num] is no condition", "write [LIKE_NUM]"),
    ("[LIKE_NUM &]", "is no condition", ""),
    ("[IS_TITEL]", "[IS_TITEL] is no condition", "docs/patterns.md"),
    ("[IS_TITLE=3]", "IS_TITLE cannot be asked with '=3'", "docs/patterns.md"),
    ("[LENGTH>=x]", "LENGTH cannot be asked with '>=x'", ""),
    ("[SHAPE>day]", "SHAPE cannot be asked with '>day'", ""),
    ("[!IN=%months]", "'!IN' cannot be asked with a value", "[NOT=%name]"),
    ("[SHAPE=day & SHAPE=capital]", "says two things of SHAPE", "keep one"),
    ("[IN=%months & IN=%areas]", "says two things of IN", ""),
    ("[IS_TITLE & !IS_TITLE]", "says two things of IS_TITLE", ""),
    ("[SHAPE=dya]", "the shape 'dya' is not defined", "lexicons/shapes.yaml"),
    ("[IN=%phrases]", "%phrases has no single words", "one token"),
    ("[IN=%nothing]", "neither a lexicon nor a macro", ""),
    ("(a)? " * (MOST_OPTIONAL + 1) + "b", f"{MOST_OPTIONAL + 1} optional steps", "split the rule"),
    ("(a b|b c) " * 10, f"1024 ways, more than {MOST_WAYS}", "use fewer groups"),
    ("((a b|b c) (c d|d a)){1,6}", "ways, more than", "lexicons"),
]


@pytest.mark.parametrize(("pattern", "text", "covered"), MATCHES)
def test_matches(pattern, text, covered):
    assert tagged(text, pattern, known=("Roe",)) == sorted(covered)


@pytest.mark.parametrize(("pattern", "before", "after", "text", "covered"), CONTEXTS)
def test_contexts_are_asked_for_and_not_tagged(pattern, before, after, text, covered):
    assert tagged(text, pattern, before, after) == covered


@pytest.mark.parametrize(("pattern", "message", "advice"), REFUSED, ids=[row[0][:25] for row in REFUSED])
def test_refused(pattern, message, advice):
    with pytest.raises(PatternError) as caught:
        COMPILER.compile(pattern)
    assert message in str(caught.value)
    assert advice in caught.value.advice


def test_ways_of_contexts_multiply():
    ways = "(a b|b c) " * 4
    assert len(COMPILER.compile(ways, ways)) == 256
    with pytest.raises(PatternError, match="with its contexts has too many ways"):
        COMPILER.compile(ways, ways, ways)


def test_raw_patterns_are_spacys():
    (compiled,) = COMPILER.raw([[{"LOWER": "net"}, {"OP": "?"}, {"LOWER": "sales"}]])
    assert (len(compiled.tokens), compiled.first, compiled.last) == (3, 0, 3)


@pytest.mark.parametrize("raw", [[], [{"LOWWER": "net"}], [{"LOWER": 3}], [{"LOWER": "a", "OP": "x"}]])
def test_raw_patterns_that_spacy_refuses(raw):
    with pytest.raises(PatternError):
        COMPILER.raw([raw])


@given(
    st.lists(st.sampled_from(["june", "July", "finance", "human", "resources", "9", ",", "may"]), max_size=12)
)
def test_a_lexicon_matches_its_phrases_wherever_they_stand(words):
    text = " ".join(words)
    padded = f" {text.lower()} "
    expected = {phrase for phrase in LEXICONS["areas"].phrases if f" {phrase} " in padded}
    assert {found.lower() for found in tagged(text, "%areas")} == expected
