"""The pattern language: texts and their trees; texts that are refused, where, with which advice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.rulebook.patterns import (
    DEFAULT_GAP,
    MOST_DEPTH,
    MOST_LENGTH,
    MOST_REPEATS,
    Attribute,
    Choice,
    Gap,
    Name,
    PatternError,
    Repeat,
    Sequence_,
    Slot,
    Start,
    Word,
    parse,
    walk,
)


def seq(*parts):
    return Sequence_(parts)


def either(*options):
    return Choice(options)


A, B, C = Word("a"), Word("b"), Word("c")

TREES = [
    # words
    ("a", A),
    ("The Board", seq(Word("the"), Word("board"))),
    ("mr. roe", seq(Word("mr."), Word("roe"))),
    ("company's 's", seq(Word("company's"), Word("'s"))),
    ("8-K non-executive", seq(Word("8-k"), Word("non-executive"))),
    ("a, b", seq(A, Word(","), B)),
    ("$ %", seq(Word("$"), Word("%"))),
    ('"The"', Word("The", exact=True)),
    ('"(" a ")"', seq(Word("(", exact=True), A, Word(")", exact=True))),
    (r'"\""', Word('"', exact=True)),
    (r'"\\"', Word("\\", exact=True)),
    # groups and choices
    ("(a|b c)", either(A, seq(B, C))),
    ("a|b", either(A, B)),
    ("((a))", A),
    ("a (b|(c|a)) c", seq(A, either(B, either(C, A)), C)),
    # repeats
    ("(a)?", Repeat(A, 0, 1)),
    ("(a b)*", Repeat(seq(A, B), 0, MOST_REPEATS)),
    ("{X}+", Repeat(Slot(None, ("X",)), 1, MOST_REPEATS)),
    ("[LIKE_NUM]{2}", Repeat(Attribute("LIKE_NUM"), 2, 2)),
    ("%name{1,3}", Repeat(Name("name"), 1, 3)),
    (",? a", seq(Repeat(Word(","), 0, 1), A)),
    ('"("? a', seq(Repeat(Word("(", exact=True), 0, 1), A)),
    ("((a)?|b)", either(Repeat(A, 0, 1), B)),
    # slots
    ("{person}", Slot("person", ())),
    ("{person:PERSON|OWNER}", Slot("person", ("PERSON", "OWNER"))),
    ("{BOARD|WE}", Slot(None, ("BOARD", "WE"))),
    ("{ by : X }".replace(" : ", ":"), Slot("by", ("X",))),
    # names, attributes, gaps, the start
    ("%base_salary", Name("base_salary")),
    ("[IS_TITLE & LENGTH>=2]", Attribute("IS_TITLE & LENGTH>=2")),
    ("... a", seq(Gap(0, DEFAULT_GAP), A)),
    ("...{0,20} a", seq(Gap(0, 20), A)),
    ("...<PERSON|ORG> a", seq(Gap(0, DEFAULT_GAP, ("PERSON", "ORG")), A)),
    ("...{2,3}<PERSON> a", seq(Gap(2, 3, ("PERSON",)), A)),
    ("^ a", seq(Start(), A)),
    ("(^ a|b)", either(seq(Start(), A), B)),
]

# text, column, words of the message, words of the advice
REFUSED = [
    ("", 1, "nothing stands here", "at least one element"),
    ("a (", 4, "nothing stands here", ""),
    ("(a|)", 4, "nothing stands here", "leave the group out"),
    ("()", 2, "nothing stands here", ""),
    ("a | ", 5, "nothing stands here", ""),
    ("(a b", 1, "a group is not closed", "add ')'"),
    ("a b)", 4, "')' closes nothing", "remove it"),
    ("resignations?", 13, "'?' after a bare word", "write (resignations)?"),
    ("a b* c", 4, "'*' after a bare word", "write (b)*"),
    ("a{2}", 2, "after a bare word", "write (a){2}"),
    ("...?", 4, "cannot follow '...'", ""),
    ("(a) ?", 5, "'?' cannot stand here", "quote it"),
    ("(a)?*", 4, "'?' before '*' repeats nothing", "put a blank after it"),
    ("(a)?(b)", 4, "'?' before '(' repeats nothing", "put a blank after it"),
    ("{x}?, a", 4, "repeats nothing", "put a blank"),
    ("a +b", 3, "repeats nothing", 'write "+"'),
    ("(a){3,1}", 4, "no range from 1 to 40", "write {1,3}"),
    ("(a){0,0}", 4, "no range", ""),
    ("(a){0,41}", 4, "no range", ""),
    ("{Person}", 1, "'{Person}' is no slot", "write {slot}, {slot:TAG|TAG} or {TAG}"),
    ("a {person:person}", 3, "is no slot", "{slot:TAG|TAG}"),
    ("{}", 1, "is no slot", ""),
    ("{a b", 1, "a slot is not closed", "{TAG}"),
    ("a }", 3, "closes nothing", "remove it"),
    ("[LIKE_NUM", 1, "a bracket is not closed", "write [LIKE_NUM]"),
    ("a ]", 3, "closes nothing", ""),
    ('a "b', 3, "a quote is not closed", ""),
    ('""', 1, "the quotes are empty", "write the word"),
    ("%Salary", 1, "begins no name", "small letters"),
    ("%title-heads", 7, "cannot go on a name", "write _ for -"),
    ("...{5,2} a", 1, "no gap of at most 60 nodes", "write ...{0,12}"),
    ("...{0,61} a", 1, "no gap", ""),
    ("...<person> a", 4, "a gap's bounds cannot be read", "...<TAG>"),
    ("...{0, 8} a", 4, "a gap's bounds cannot be read", "...{0,12}"),
    ("401(k)", 4, "'(' touches the word before it", "put a blank before it"),
    ("(" * (MOST_DEPTH + 1) + "a" + ")" * (MOST_DEPTH + 1), MOST_DEPTH + 2, "nest deeper", "split the rule"),
    ("a " * MOST_LENGTH, 1, f"more than {MOST_LENGTH}", "split the rule"),
]


@pytest.mark.parametrize(("text", "tree"), TREES)
def test_trees(text, tree):
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "column", "message", "advice"), REFUSED, ids=[row[0][:20] for row in REFUSED]
)
def test_refused(text, column, message, advice):
    with pytest.raises(PatternError) as caught:
        parse(text)
    assert caught.value.column == column
    assert message in str(caught.value)
    assert advice in caught.value.advice


def test_walk_goes_through_the_tree_in_the_order_of_the_pattern():
    words = [part.text for part in walk(parse("a (b|(c)? d) e")) if isinstance(part, Word)]
    assert words == ["a", "b", "c", "d", "e"]


@given(st.text("ab%{}()[]|?*+.^\"'\\<>,:;0129_XY& -", max_size=40))
def test_any_text_is_read_or_refused_with_a_place_inside_it(text):
    try:
        parse(text)
    except PatternError as error:
        refusal: PatternError | None = error
    else:
        refusal = None
    assert refusal is None or (1 <= refusal.column <= len(text) + 1 and str(refusal))


@given(st.lists(st.text("abcé", min_size=1, max_size=5), min_size=1, max_size=6))
def test_plain_words_are_read_as_written(words):
    read = [part.text for part in walk(parse(" ".join(words))) if isinstance(part, Word)]
    assert read == words
