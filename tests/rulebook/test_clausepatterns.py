"""Clause patterns: what they match, and that compiled patterns and the reference matcher agree."""

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from engine.rulebook.clausepatterns import (
    BARRIERS,
    ClausePattern,
    Match,
    asked,
    check,
    least_nodes,
    required,
    stops,
    ways,
)
from engine.rulebook.expansion import Vocabulary
from engine.rulebook.lexicons import Lexicon
from engine.rulebook.patterns import (
    Choice,
    Gap,
    OneOf,
    PatternError,
    Repeat,
    Sequence_,
    Slot,
    Start,
    Word,
    walk,
)
from engine.rulebook.reference import ReferenceMatcher
from engine.rulebook.skeletons import Alphabet, Node

VOCABULARY = Vocabulary(
    {"ab": Lexicon("ab", {"a": None, "b": None, "a b": None})}, {}, lambda text: text.lower().split()
)
SLOTS = {"x": ("X",), "y": ("Y", "Z")}


def nodes_of(text):
    """Words and tags in a row: `a X/roe b` is a word, a node labelled X whose text is roe, a word."""
    nodes = []
    for i, word in enumerate(text.split()):
        labels, _, spelling = word.rpartition("/")
        nodes.append(Node(i, i + 1, spelling, spelling.lower(), frozenset(labels.split("+")) - {""}))
    return nodes


def read(pattern):
    return VOCABULARY.expand(pattern, SLOTS)


def matches(pattern, text):
    """The words that each match covers, and the words of its slots; both matchers must agree."""
    element, nodes = read(pattern), nodes_of(text)
    alphabet = Alphabet(asked(element))
    encoded = alphabet.encode(nodes)
    found = list(ReferenceMatcher(element).search(nodes))
    assert list(ClausePattern(element, alphabet).search(encoded)) == [Match(d.start, d.end) for d in found]
    covered = [" ".join(n.text for n in nodes[d.start : d.end]) for d in found]
    slots = [{name: " ".join(nodes[i].text for i in many) for name, many in d.slots().items()} for d in found]
    return list(zip(covered, slots, strict=True))


# pattern, nodes, what is covered, what the first match captures
MATCHES = [
    ("a b", "x a b a b", ["a b", "a b"], {}),
    ("a", "A a", ["A", "a"], {}),
    ('"A"', "A a", ["A"], {}),
    ("%ab c", "a b c", ["a b c", "b c"], {}),
    ("(a|b c)", "a b c", ["a", "b c"], {}),
    ("(b)? a", "b a", ["b a", "a"], {}),
    ("(a)+ b", "a a b", ["a a b", "a b"], {}),
    ("(a|b){2} c", "a b c", ["a b c"], {}),
    ("{X} a", "X/roe a", ["roe a"], {}),
    ("{x} a", "X/roe a", ["roe a"], {"x": "roe"}),
    ("{y} a", "Z/roe a", ["roe a"], {"y": "roe"}),
    ("{x}+ a", "X/roe X/poe a", ["roe poe a", "poe a"], {"x": "roe poe"}),
    (
        "{x} (, {x})* and {x}",
        "X/roe , X/poe and X/qoe",
        ["roe , poe and qoe", "poe and qoe"],
        {"x": "roe poe qoe"},
    ),
    ("X", "X/roe", [], {}),
    # a gap takes as few nodes as it may
    ("a ... b", "a c b b", ["a c b"], {}),
    ("a ...{2,3} b", "a c b b", ["a c b b"], {}),
    ("a ...{0,1} b", "a c c b", [], {}),
    ("a ... b", "a 1 2 3 4 5 6 7 8 b", ["a 1 2 3 4 5 6 7 8 b"], {}),
    ("a ... b", "a 1 2 3 4 5 6 7 8 9 b", [], {}),
    # it ends at a semicolon, and at what a slot beside it could take
    ("a ... b", "a c ; b", [], {}),
    ("a ... {x}", "a c X/roe X/poe", ["a c roe"], {"x": "roe"}),
    ("a ... b {x}", "a X/roe b X/poe", [], {}),
    ("a ...<X> b {x}", "a X/roe b X/poe", ["a roe b poe"], {"x": "poe"}),
    ("a ... b {x}", "a Y/roe b X/poe", ["a roe b poe"], {"x": "poe"}),
    ("{x} ... a", "X/roe X/poe a", ["poe a"], {"x": "poe"}),
    ("{x} a ... {y}", "X/roe a Y/poe Y/qoe", ["roe a poe"], {"x": "roe", "y": "poe"}),
    ("{X} ... a", "X/roe X/poe a", ["roe poe a", "poe a"], {}),
    # the start of the clause
    ("^ a", "a a", ["a"], {}),
    ("^ a", "b a", [], {}),
    ("(^ a|b)", "b a b", ["b", "b"], {}),
    # a node of several tokens has labels, and no word of its own
    ("a", "", [], {}),
]
REFUSED = [
    ("a [LIKE_NUM]", "single tokens, not nodes", "in tag rules only"),
    ("(a)?", "the pattern can match nothing", "at least one element"),
    ("(a)* (b)?", "can match nothing", ""),
    ("...{0,5}", "can match nothing", ""),
    ("a ((b)?)*", "what is repeated can match nothing", "leave out the ? or *"),
    ("a ((b)? (c)*){2}", "what is repeated can match nothing", ""),
    ("a ^ b", "'^' stands behind other elements", "write it first"),
    ("(^ a){2}", "'^' stands behind", ""),
    # ways multiply: four gaps of twenty-one widths each, a gap that is repeated, repeats within repeats
    ("a ...{0,20} b ...{0,20} c ...{0,20} a ...{0,20} b", "in 194481 ways", "narrow the gaps"),
    ("(a ... b){6}", "in 531441 ways", "split the rule"),
    ("(b (a)+)* c", "ways", "split the rule"),
    ("((a)+)+ b", "ways", ""),
]


@pytest.mark.parametrize(("pattern", "text", "covered", "slots"), MATCHES)
def test_matches(pattern, text, covered, slots):
    found = matches(pattern, text)
    assert [words for words, _ in found] == covered
    assert (found[0][1] if found else {}) == slots


@pytest.mark.parametrize(("pattern", "message", "advice"), REFUSED)
def test_refused(pattern, message, advice):
    with pytest.raises(PatternError) as caught:
        check(read(pattern))
    assert message in str(caught.value)
    assert advice in caught.value.advice


@pytest.mark.parametrize(
    "pattern", ["a (b ...{0,12})? c ...{0,12} d", "(a|b)* c", "{x} (, {x}){0,9} (,)? and {x}"]
)
def test_natural_patterns_pass(pattern):
    check(read(pattern))


def test_a_place_between_nodes_may_be_asked_for():
    element = read("(a)?")
    check(element, empty=True)
    assert matches("(a)?", "a b") == [("a", {}), ("", {}), ("", {})]


def test_a_node_of_several_tokens_has_no_word():
    element = read("a")
    alphabet = Alphabet(asked(element))
    assert not list(ClausePattern(element, alphabet).search(alphabet.encode([Node(0, 2, "a", "a")])))


def test_a_pattern_sees_nodes_that_are_met_after_it_was_compiled():
    element = read("{x} a")
    alphabet = Alphabet(asked(element))
    pattern = ClausePattern(element, alphabet)
    assert not list(pattern.search(alphabet.encode(nodes_of("a b"))))
    assert list(pattern.search(alphabet.encode(nodes_of("b X/roe a")))) == [Match(1, 3)]


# -- laws ----------------------------------------------------------------------------------------------

LABELS = ("X", "Y", "Z")
LEAVES = st.one_of(
    st.sampled_from("ab;").map(Word),
    st.sampled_from("ab").map(lambda text: Word(text, exact=True)),
    st.sampled_from([OneOf(frozenset("ab")), OneOf(frozenset("b;"))]),
    st.builds(
        Slot,
        st.sampled_from(["p", "q", None]),
        st.lists(st.sampled_from(LABELS), min_size=1, max_size=2).map(tuple),
    ),
    st.builds(
        lambda least, more, passing: Gap(least, least + more, passing),
        st.integers(0, 2),
        st.integers(1, 3),
        st.sampled_from([(), ("X",), ("Y", "Z")]),
    ),
    st.just(Start()),
)


def branches(inner):
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    repeat = st.builds(
        lambda part, least, more: Repeat(part, least, max(least + more, 1)),
        inner,
        st.integers(0, 2),
        st.integers(0, 2),
    )
    return several.map(Sequence_) | several.map(Choice) | repeat


PATTERNS = st.recursive(LEAVES, branches, max_leaves=8)
NODES = st.lists(
    st.builds(
        lambda text, labels, width: (text, frozenset(labels), width),
        st.sampled_from(["a", "b", "A", ";", "c"]),
        st.lists(st.sampled_from(LABELS), max_size=2),
        st.sampled_from([1, 1, 1, 2]),
    ),
    max_size=9,
).map(lambda rows: [Node(3 * i, 3 * i + w, t, t.lower(), ls) for i, (t, ls, w) in enumerate(rows)])


def accepted(element):
    try:
        check(element, empty=True)
    except PatternError:
        return False
    return True


@example(Sequence_((Repeat(Choice((Repeat(Word("a"), 0, 1), Word("b"))), 0, 1), Word("b"))), nodes_of("b b"))
@example(Repeat(Word("a"), 0, 1), nodes_of("b"))
@given(PATTERNS, NODES)
def test_compiled_patterns_and_the_reference_matcher_agree(element, nodes):
    assume(accepted(element))
    alphabet = Alphabet(asked(element))
    text = alphabet.encode(nodes)
    pattern, reference = ClausePattern(element, alphabet), ReferenceMatcher(element)
    found = list(reference.search(nodes))
    assert list(pattern.search(text)) == [Match(d.start, d.end) for d in found]
    at = {d.start: Match(d.start, d.end) for d in found}
    assert [pattern.match_at(text, start) for start in range(len(nodes) + 1)] == [
        at.get(i) for i in range(len(nodes) + 1)
    ]


@given(PATTERNS, NODES)
def test_captures_spell_nodes_of_the_labels_of_their_slots(element, nodes):
    assume(accepted(element))
    allowed: dict[str | None, set[str]] = {}
    for part in walk(element):
        if isinstance(part, Slot):
            allowed.setdefault(part.name, set()).update(part.labels)
    for found in ReferenceMatcher(element).search(nodes):
        for name, index in found.captures:
            assert found.start <= index < found.end
            assert nodes[index].labels & allowed[name]
        assert len({*found.literals, *(i for _, i in found.captures)}) == len(found.literals) + len(
            found.captures
        )


@given(PATTERNS, NODES)
def test_what_a_pattern_needs_is_in_every_match(element, nodes):
    assume(accepted(element))
    for found in ReferenceMatcher(element).search(nodes):
        features = frozenset().union(*(node.features() for node in nodes[found.start : found.end]))
        assert all(not need.isdisjoint(features) for need in required(element))
        assert found.end - found.start >= least_nodes(element)


@given(st.integers(0, 2), st.integers(1, 4), st.sampled_from([(), ("X",)]), NODES)
def test_gaps_obey_their_bounds_and_barriers(least, more, passing, nodes):
    gap = Gap(least, least + more, passing)
    element = Sequence_((Word("a"), gap, Slot("p", ("X", "Y"))))
    barred = BARRIERS | {f"t:{label}" for label in {"X", "Y"} - set(passing)}
    assert stops(element) == {id(gap): barred}
    for found in ReferenceMatcher(element).search(nodes):
        between = nodes[found.start + 1 : found.end - 1]
        assert least <= len(between) <= least + more
        assert all(node.features().isdisjoint(barred) for node in between)


@given(PATTERNS)
def test_ways_grow_with_what_stands_around(element):
    assert ways(element) >= 1
    assert ways(Sequence_((element, Gap(0, 3)))) == 4 * ways(element)
