import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.resolving.skeleton import Region, build, outermost, split
from engine.tagging.tagger import Tag


def sentences(bench, text):
    """The sentences before any fold, by their words."""
    return [" ".join(node.text for node in s.nodes) for s in plain(bench, text)]


def plain(bench, *texts):
    doc = bench.document(*texts)
    built = build(doc, bench.regions(doc), outermost(doc, bench.tags(*texts)), bench.ruleset.clauses)
    return split(built, bench.ruleset)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Ann Roe left. Mr. Poe came.", ["Ann Roe left .", "Mr. Poe came ."], id="a full stop"),
        pytest.param("Was it so? The board met.", ["Was it so ?", "The board met ."], id="a question mark"),
        pytest.param("It began. on time.", ["It began . on time ."], id="no stop before a small letter"),
        pytest.param(
            "We joined Acme Inc. The board met.",
            ["We joined Acme Inc.", "The board met ."],
            id="an abbreviation and a starter",
        ),
        pytest.param(
            "We joined Acme Inc. Holdings today.",
            ["We joined Acme Inc. Holdings today ."],
            id="an abbreviation alone",
        ),
        pytest.param(
            'He said "it ended." The board met.',
            ['He said " it ended . "', "The board met ."],
            id="a closing quote",
        ),
        pytest.param(
            "(It ended.) The board met.", ["( It ended . )", "The board met ."], id="a closing bracket"
        ),
        pytest.param(
            'It ended. "The board" met.',
            ["It ended .", '" The board " met .'],
            id="an opening quote opens what follows",
        ),
        pytest.param("A row\nAnother row\n", ["A row", "Another row"], id="rows"),
        pytest.param("One\n\n\nTwo", ["One", "Two"], id="paragraphs"),
        pytest.param(
            "Appointment of Treasurer On May 4, 2009, the board met.",
            ["Appointment of Treasurer", "On May 4, 2009 , the board met ."],
            id="a heading without a stop",
        ),
        pytest.param(
            "(i) On May 4, 2009, it met.", ["(i) On May 4, 2009 , it met ."], id="a mark alone is no heading"
        ),
        pytest.param("no end", ["no end"], id="nothing ends it"),
        pytest.param("Mr. Poe", ["Mr. Poe"], id="no stop inside a tag"),
    ],
)
def test_sentences(bench, text, expected):
    assert sentences(bench, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two.", [0, 0]),
        ("One. Two.\n\nThree.", [0, 0, 5]),
        ("One\nTwo\n\nThree", [0, 0, 4]),
    ],
)
def test_paragraphs_are_told_by_the_token_they_begin_at(bench, text, expected):
    assert [s.paragraph for s in plain(bench, text)] == expected


def test_sentences_are_numbered_through_the_filing(bench):
    found = plain(bench, "One. Two.", "Three. Four.")
    assert [(s.section, s.number) for s in found] == [("5.02", 0), ("5.02", 1), ("5.02#2", 2), ("5.02#2", 3)]


def test_a_sentence_ends_with_its_section(bench):
    assert sentences(bench, "no end") + [s.section for s in plain(bench, "no end", "here either")] == [
        "no end", "5.02", "5.02#2",
    ]  # fmt: skip


# -- tags to nodes -------------------------------------------------------------------------------------


def nodes(bench, text, *tags):
    found = outermost(bench.engine.nlp.make_doc(text), [Tag(*tag) for tag in tags])
    return [(n.text, "|".join(sorted(n.labels)), n.value) for _, n in sorted(found.items())]


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ([(0, 2, "PERSON", "Roe", "r")], [("the Roe", "PERSON", "Roe")]),
        (
            [(1, 2, "PERSON", "Roe", "r"), (1, 4, "AGREEMENT", "employment", "a")],
            [("Roe employment agreement", "AGREEMENT", "employment")],
        ),
        (
            [(0, 3, "A", 1, "a"), (2, 4, "B", 2, "b")],
            [("the Roe employment", "A", 1)],
        ),
        (
            [(1, 2, "A", None, "a"), (1, 2, "B", 2, "b")],
            [("Roe", "A|B", 2)],
        ),
        (
            [(1, 2, "A", 1, "a"), (1, 2, "B", 2, "b", 7)],
            [("Roe", "A|B", 2)],
        ),
    ],
    ids=[
        "a tag",
        "inner in outer",
        "the earlier of two that overlap",
        "one value",
        "the higher priority's value",
    ],
)
def test_outermost_tags(bench, tags, expected):
    assert nodes(bench, "the Roe employment agreement", *tags) == expected


def test_inner_tags_are_parts_of_the_outer(bench):
    (clause,) = bench.resolve("The 2009 employment agreement ended.").clauses
    (agreement,) = [node for node in clause.nodes if "AGREEMENT" in node.labels]
    assert [(name, [part.text for part in parts]) for name, parts in agreement.parts.items()] == [
        ("year", ["2009"])
    ]
    assert agreement.parts["year"][0].value == 2009


PIECES = st.lists(
    st.sampled_from(
        [
            "Ann Roe",
            "resigned",
            ".",
            "?",
            "Inc.",
            "The",
            ";",
            '"',
            "(i)",
            "\n",
            "\n\n",
            "$100",
            "On May 4, 2009",
            ",",
        ]
    ),
    max_size=20,
)


@given(PIECES)
def test_nodes_spell_the_text_and_leave_out_only_blanks(bench, pieces):
    text = " ".join(pieces)
    doc = bench.document(text)
    covered: list[int] = []
    for sentence in plain(bench, text):
        for node in sentence.nodes:
            assert node.text == doc[node.start : node.end].text
            covered += range(node.start, node.end)
    assert covered == sorted(set(covered))
    assert all(token.is_space for token in doc if token.i not in covered)


@given(PIECES)
def test_what_clauses_hold_spells_the_text(bench, pieces):
    text = " ".join(pieces)
    doc = bench.document(text)
    for clause in bench.resolution(doc).clauses:
        for node in clause.nodes:
            for leaf in node.leaves():
                assert leaf.text == doc[leaf.start : leaf.end].text


def test_regions_are_read_apart(bench):
    doc = bench.document("One. Two.")
    built = build(doc, [Region("a", 0, 2), Region("b", 2, 4)], {}, bench.ruleset.clauses)
    assert [(s.section, s.number) for s in built] == [("a", 0), ("b", 0)]
