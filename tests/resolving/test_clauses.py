import pytest

STEM = 12  # `longest stem` of the small rules


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "The board met; it voted.",
            ["BOARD(The board) met", "it voted ."],
            id="a cut belongs to neither side",
        ),
        pytest.param(
            "Ann Roe came; she signed.",
            ["PERSON(Ann Roe) came", "^PERSON(Ann Roe) PERSON(she) signed ."],
            id="the piece inherits the subject",
        ),
        pytest.param(
            "Ann Roe came and resigned.",
            ["PERSON(Ann Roe) came", "^PERSON(Ann Roe) resigned ."],
            id="a conjoined verb",
        ),
        pytest.param(
            "Ann Roe met Robert Poe and resigned.",
            ["PERSON(Ann Roe) met PERSON(Robert Poe)", "^PERSON(Ann Roe) resigned ."],
            id="the subject is the first person",
        ),
        pytest.param(
            "Ann Roe came, while Robert Poe left.",
            ["PERSON(Ann Roe) came", "PERSON(Robert Poe) left ."],
            id="a cut that inherits nothing",
        ),
        pytest.param(
            "Ann Roe stood between times, while Robert Poe left.",
            ["PERSON(Ann Roe) stood between times , while PERSON(Robert Poe) left ."],
            id="what a pattern of never covers is not cut",
        ),
        pytest.param(
            "The board appointed Ann Roe as treasurer and Robert Poe as secretary.",
            [
                "BOARD(The board) appointed PERSON(Ann Roe) as TITLE(treasurer)",
                "^BOARD(The board) ^appointed PERSON(Robert Poe) as TITLE(secretary) .",
            ],
            id="conjoined objects share the lead",
        ),
        pytest.param(
            "Ann Roe met Robert Poe, who resigned.",
            ["PERSON(Ann Roe) met PERSON(Robert Poe)", "^PERSON(Robert Poe) who resigned ."],
            id="a relative clause is about the last person",
        ),
        pytest.param("Came and resigned.", ["Came", "resigned ."], id="no subject to inherit"),
        pytest.param("; it voted.", ["it voted ."], id="nothing stands before the cut"),
        pytest.param("The board met;", ["BOARD(The board) met"], id="nothing stands behind it"),
    ],
)
def test_cuts(bench, text, expected):
    assert bench.clauses(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Ann Roe will get (i) a car (ii) a house.",
            [
                "PERSON(Ann Roe) will get",
                "^PERSON(Ann Roe) ^will ^get MARKER((i)) a car",
                "^PERSON(Ann Roe) ^will ^get MARKER((ii)) a house .",
            ],
            id="in the same sentence",
        ),
        pytest.param(
            "Ann Roe will get:\n(i) a car.\n(ii) a house.",
            [
                "PERSON(Ann Roe) will get :",
                "^PERSON(Ann Roe) ^will ^get ^: MARKER((i)) a car .",
                "^PERSON(Ann Roe) ^will ^get ^: MARKER((ii)) a house .",
            ],
            id="in the sentence that a colon ended",
        ),
        pytest.param(
            "Ann Roe will get:\nThe board met.\n(i) a car.",
            ["PERSON(Ann Roe) will get :", "BOARD(The board) met .", "MARKER((i)) a car ."],
            id="until another sentence stands between",
        ),
        pytest.param(
            "(i) Ann Roe signed (ii) Robert Poe left.",
            ["MARKER((i)) PERSON(Ann Roe) signed", "MARKER((ii)) PERSON(Robert Poe) left ."],
            id="no stem",
        ),
        pytest.param(
            "A b c d e f g h i j k l m (i) a car.",
            ["A b c d e f g h i j k l m", "^b ^c ^d ^e ^f ^g ^h ^i ^j ^k ^l ^m MARKER((i)) a car ."],
            id="the last of a long stem",
        ),
    ],
)
def test_list_items_begin_with_their_stem(bench, text, expected):
    assert bench.clauses(text) == expected


def test_a_stem_reaches_into_no_other_section(bench):
    assert bench.clauses("Ann Roe will get:", "(i) a car.") == [
        "PERSON(Ann Roe) will get :",
        "MARKER((i)) a car .",
    ]


def captured(bench, text):
    return [
        {k: [n.value for n in many] for k, many in c.captured.items()} for c in bench.resolve(text).clauses
    ]


FRONT, EFFECTIVE = "2009-05-04", "2009-06-01"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "On May 4, 2009, Ann Roe came; Robert Poe left effective June 1, 2009.",
            [{"front": [FRONT]}, {"front": [FRONT], "effective": [EFFECTIVE]}],
            id="what stands in front holds for later clauses",
        ),
        pytest.param(
            "Ann Roe left effective June 1, 2009; Robert Poe came.",
            [{"effective": [EFFECTIVE]}, {}],
            id="what follows a verb is the clause's own",
        ),
        pytest.param(
            "Ann Roe effective June 1, 2009 will get (i) a car.",
            [{"effective": [EFFECTIVE]}, {"effective": [EFFECTIVE]}],
            id="what a stem captures holds for its items",
        ),
        pytest.param(
            "The board appointed Ann Roe as treasurer and Robert Poe as secretary, effective June 1, 2009.",
            [{"effective": [EFFECTIVE]}, {"effective": [EFFECTIVE]}],
            id="conjoined objects share what is said behind the last",
        ),
    ],
)
def test_captures(bench, text, expected):
    assert captured(bench, text) == expected


def test_clauses_are_numbered_in_their_sentence(bench):
    clauses = bench.resolve("The board met; it voted. Ann Roe left.").clauses
    assert [(c.sentence.number, c.number) for c in clauses] == [(0, 0), (0, 1), (1, 0)]


def test_inherited_nodes_are_in_no_other_way_different(bench):
    first, second = bench.resolve("Ann Roe came and resigned.").clauses
    assert second.nodes[0].start == first.nodes[0].start
    assert second.nodes[0].value == "Ann Roe"
    assert not first.nodes[0].inherited
