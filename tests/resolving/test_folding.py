import pytest

from engine.resolving.folding import CARRIER, fold
from engine.resolving.skeleton import build, outermost

BASE = {
    "folds/names/age.yaml": None,
    "folds/names/owner.yaml": None,
    "folds/offices/list.yaml": None,
    "folds/groups/persons.yaml": None,
    "folds/groups/amounts.yaml": None,
    "folds/dates/effective.yaml": None,
    "folds/dates/front.yaml": None,
    # these name what the folds above make
    "frames/leaving/frame.yaml": None,
    "frames/leaving/resigned.yaml": None,
    "frames/appointment/frame.yaml": None,
    "frames/appointment/appointed.yaml": None,
    "events/hire.yaml": None,
    "events/resignation.yaml": None,
    "events/agreement.yaml": None,
    "events/salary.yaml": None,
}


@pytest.fixture
def folded(rules):
    """Folds a text by the rules given alone, and gives the nodes."""

    def run(text, *folds):
        changes = {f"folds/{phase}/rule{i}.yaml": _rule(rule) for i, (phase, rule) in enumerate(folds)}
        made = rules({**BASE, **changes})
        doc = made.document(text)
        sentences = build(doc, made.regions(doc), outermost(doc, made.tags(text)), made.ruleset.clauses)
        return [node for s in sentences for node in fold(s, made.ruleset, []).nodes]

    return run


def _rule(rule):
    return f"about: A fold for tests.\n{rule}\n"


def shown(nodes):
    return " ".join(f"{'|'.join(sorted(n.labels))}({n.text})" if n.labels else n.text for n in nodes)


def parts(node):
    return {name: [part.text for part in many] for name, many in node.parts.items()}


def test_keep_head_leaves_the_head_with_the_rest_as_its_parts(folded):
    nodes = folded("Ann Roe, 51, left.", ("names", 'fold: "{head:PERSON} , {age:AGE} ,"'))
    assert shown(nodes) == "PERSON(Ann Roe) left ."
    assert parts(nodes[0]) == {"age": ["51"]}
    assert (nodes[0].start, nodes[0].end) == (0, 2)


def test_a_head_folded_twice_keeps_all_parts(folded):
    nodes = folded(
        "Treasurer Ann Roe, secretary, left.",
        ("names", 'fold: "{was:TITLE} {head:PERSON}"'),
        ("offices", 'fold: "{head:PERSON} , {was:TITLE} ,"'),
    )
    assert shown(nodes) == "PERSON(Ann Roe) left ."
    assert parts(nodes[0]) == {"was": ["Treasurer", "secretary"]}


def test_a_label_replaces_those_of_the_head(folded):
    nodes = folded("Ann Roe's salary", ("names", 'fold: "{head:PERSON} \'s"\nlabel: OWNER'))
    assert shown(nodes) == "OWNER(Ann Roe) salary"
    assert nodes[0].value == "Ann Roe"


@pytest.mark.parametrize(
    ("rule", "labels"),
    [
        ('fold: "{head:PERSON} \'s"\nmark: NAMED', {"PERSON", "NAMED"}),
        ('fold: "{head:PERSON} \'s"\nlabel: OWNER\nmark: NAMED', {"OWNER", "NAMED"}),
        (
            'fold: "{member:PERSON} \'s {member:TITLE}"\nkeep: group\nlabel: MIXED\nmark: NAMED',
            {"MIXED", "NAMED"},
        ),
    ],
    ids=["head", "beside a label", "group"],
)
def test_a_mark_is_a_label_beside_the_others(folded, rule, labels):
    assert folded("Ann Roe's treasurer", ("names", rule))[0].labels == labels


def test_keep_clause_moves_the_captures_to_the_clause(folded):
    nodes = folded(
        "Roe left effective May 4, 2009.", ("names", 'fold: "effective {effective:DATE}"\nkeep: clause')
    )
    assert [n.labels for n in nodes if CARRIER in n.labels] == [{CARRIER}]
    assert [parts(n) for n in nodes if CARRIER in n.labels] == [{"effective": ["May 4, 2009"]}]


def test_keep_nothing_drops_the_words(folded):
    assert (
        shown(folded("it (so to say) ended", ("names", 'fold: \'"(" ...{0,4} ")"\'\nkeep: nothing')))
        == "it ended"
    )


PAIR = 'fold: "{member:PERSON} and {member:PERSON}"\nkeep: group'


def test_keep_group_makes_one_node_of_the_members(folded):
    nodes = folded("Ann Roe and Robert Poe left.", ("names", PAIR))
    assert shown(nodes) == "PERSON(Ann Roe and Robert Poe) left ."
    assert [leaf.text for leaf in nodes[0].leaves()] == ["Ann Roe", "Robert Poe"]


def test_a_group_in_a_group_has_all_leaves(folded):
    nodes = folded(
        "Ann Roe and Robert Poe with Jane Doe left.",
        ("names", PAIR),
        ("groups", 'fold: "{member:PERSON} with {member:PERSON}"\nkeep: group'),
    )
    assert [leaf.text for leaf in nodes[0].leaves()] == ["Ann Roe", "Robert Poe", "Jane Doe"]
    assert [member.text for member in nodes[0].members] == ["Ann Roe", "Robert Poe", "Jane Doe"]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ('fold: "{member:PERSON} and {member:TITLE}"\nkeep: group', ""),
        ('fold: "{member:PERSON} and {member:TITLE}"\nkeep: group\nlabel: MIXED', "MIXED"),
    ],
)
def test_a_group_is_labelled_as_its_rule_or_as_all_members(folded, rule, expected):
    nodes = folded("Ann Roe and treasurer left.", ("names", rule))
    assert "|".join(nodes[0].labels) == expected
    assert len(nodes[0].leaves()) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the treasurer left", "TITLE(treasurer) left"),
        ("the treasurer met", "the TITLE(treasurer) met"),
        ("the treasurer", "the TITLE(treasurer)"),
    ],
)
def test_ahead_must_follow(folded, text, expected):
    assert shown(folded(text, ("names", 'fold: "the {head:TITLE}"\nahead: [left]'))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("the treasurer left", "the TITLE(treasurer) left"), ("the treasurer met", "TITLE(treasurer) met")],
)
def test_not_ahead_must_not_follow(folded, text, expected):
    assert shown(folded(text, ("names", 'fold: "the {head:TITLE}"\nnot ahead: [left]'))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("as the treasurer left", "as the TITLE(treasurer) left"),
        ("so the treasurer left", "so TITLE(treasurer) left"),
    ],
)
def test_not_behind_must_not_stand_before(folded, text, expected):
    assert shown(folded(text, ("names", 'fold: "the {head:TITLE}"\nnot behind: [as]'))) == expected


def test_phases_run_in_their_order(folded):
    first, second = 'fold: "the {head:TITLE}"', 'fold: "our {head:TITLE}"\nlabel: OURS'
    assert shown(folded("our the treasurer", ("names", first), ("offices", second))) == "OURS(treasurer)"
    assert shown(folded("our the treasurer", ("offices", first), ("names", second))) == "our TITLE(treasurer)"


def test_a_rule_folds_every_place_from_left_to_right(folded):
    nodes = folded("Ann Roe and Robert Poe and Jane Doe and Carl Coe left.", ("names", PAIR))
    assert shown(nodes) == "PERSON(Ann Roe and Robert Poe) and PERSON(Jane Doe and Carl Coe) left ."


def test_spared_labels_stay(rules):
    made = rules()
    doc = made.document('Ann Roe, 51, (the "Executive") left.')
    tags = made.tags('Ann Roe, 51, (the "Executive") left.')
    (sentence,) = build(doc, made.regions(doc), outermost(doc, tags), made.ruleset.clauses)
    assert shown(fold(sentence, made.ruleset, []).nodes) == "PERSON(Ann Roe) left ."
    assert shown(fold(sentence, made.ruleset, [], frozenset({"TERM"})).nodes) == (
        'PERSON(Ann Roe) ( the " TERM(Executive) " ) left .'
    )


def test_firings_are_traced(bench):
    trace = bench.resolve("Ann Roe, 51, left.").trace
    assert [(f.rule, f.start, f.end, list(f.slots)) for f in trace] == [
        ("folds.names.age", 0, 5, ["head", "age"])
    ]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a treasurer of the Board", ["treasurer of the Board"]),
        ("a treasurer, the Board", ["treasurer, the Board"]),
        ("a treasurer and secretary of the Board", ["treasurer of the Board", "secretary of the Board"]),
    ],
)
def test_words_are_added_to_every_member_of_the_head(folded, text, values):
    nodes = folded(
        text,
        ("names", "fold: '{member:TITLE} and {member:TITLE}'\nkeep: group\nlabel: OFFICES"),
        ("offices", "fold: '{head:TITLE|OFFICES} (of|,) {unit:BOARD}'\nadds: unit"),
    )
    assert [
        leaf.value for node in nodes if node.labels & {"TITLE", "OFFICES"} for leaf in node.leaves()
    ] == values
