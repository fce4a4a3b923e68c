"""Expansion of patterns: lexicons, macros, literals as tokens, and what cannot be expanded."""

import pytest

from engine.rulebook.expansion import Vocabulary
from engine.rulebook.lexicons import Lexicon
from engine.rulebook.models import Tokenizing
from engine.rulebook.patterns import Choice, OneOf, PatternError, Repeat, Sequence_, Slot, Word
from engine.rulebook.tokenizer import splitter

LEXICONS = {
    "salary": Lexicon(
        "salary", {"base salary": None, "annual base salary": None, "salary": None, "pay": None}
    ),
    "one": Lexicon("one", {"base salary": None}),
    "word": Lexicon("word", {"Pay": None}),
}
MACROS = {
    "our": "(our|its|the)",
    "nested": "%our %salary",
    "loop": "%pool a",
    "pool": "(b|%loop)",
    "own": "%own",
    "open": "(a",
    "by": "by {person}",
    "m0": "a a a a a a a a a a",
    **{f"m{n}": f"%m{n - 1} " * 10 for n in range(1, 12)},
}
VOCABULARY = Vocabulary(LEXICONS, MACROS, splitter(Tokenizing(whole=("Mr.",))))


def seq(*parts):
    return Sequence_(parts)


def words(*texts):
    return seq(*(Word(text) for text in texts))


A, B = Word("a"), Word("b")
SALARY = Choice(
    (words("annual", "base", "salary"), words("base", "salary"), OneOf(frozenset({"salary", "pay"})))
)
EXPANDED = [
    # literals become the tokens that texts have
    ("8-K", words("8", "-", "k")),
    ("non-executive", words("non", "-", "executive")),
    ("company's", words("company", "'s")),
    ("Mr.", Word("mr.")),
    ("the “Plan”", words("the", '"', "plan", '"')),
    ('"8-K"', Word("8-K", exact=True)),
    # sequences lie flat, so that repeats and gaps see their neighbours
    ("a (b a) b", words("a", "b", "a", "b")),
    ("(co-chair)?", Repeat(words("co", "-", "chair"), 0, 1)),
    # options that are one word each become one element, in one place
    ("(a|b)", OneOf(frozenset("ab"))),
    ("(a|b c|d|e)", Choice((A, words("b", "c"), OneOf(frozenset("de"))))),
    ("(a|(b|c))", OneOf(frozenset("abc"))),
    ('(a|"B")', Choice((A, Word("B", exact=True)))),
    # lexicons, the longer phrase first
    ("%salary", SALARY),
    ("%one", words("base", "salary")),
    ("%word", OneOf(frozenset({"pay"}))),
    # macros, also within macros
    ("%our", OneOf(frozenset({"our", "its", "the"}))),
    ("%nested", seq(OneOf(frozenset({"our", "its", "the"})), SALARY)),
    ("%our{1,2} a", seq(Repeat(OneOf(frozenset({"our", "its", "the"})), 1, 2), A)),
    # slots get the tags that the frame declares
    ("{person} a", seq(Slot("person", ("PERSON", "OWNER")), A)),
    ("{person:ORG}", Slot("person", ("ORG",))),
    ("%by", seq(Word("by"), Slot("person", ("PERSON", "OWNER")))),
]
REFUSED = [
    ("{office}", "the slot 'office' has no tags", "write {office:TAG}"),
    ("%salry", "%salry is neither a lexicon nor a macro", "did you mean %salary?"),
    ("%xyzxyz", "%xyzxyz is neither a lexicon nor a macro", "define it in lexicons/"),
    ("%own", "the macro %own contains itself", "break the cycle"),
    ("a %loop", "the macro %loop contains itself", "break the cycle"),
    ("%open", "a group is not closed", "add ')'"),
    ("%m3", "more than 4000 elements", "use lexicons, or split the rule"),
    ("%m11 %m11", "more than 4000 elements", "split the rule"),
]


@pytest.mark.parametrize(("pattern", "tree"), EXPANDED)
def test_expanded(pattern, tree):
    assert VOCABULARY.expand(pattern, {"person": ("PERSON", "OWNER")}) == tree


@pytest.mark.parametrize(("pattern", "message", "advice"), REFUSED)
def test_refused(pattern, message, advice):
    with pytest.raises(PatternError) as caught:
        VOCABULARY.expand(pattern, {})
    assert message in str(caught.value)
    assert advice in caught.value.advice


def test_patterns_of_tags_know_no_slots():
    with pytest.raises(PatternError, match="the slot 'person' has no tags"):
        VOCABULARY.expand("{person}")
