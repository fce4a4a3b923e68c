import pytest

from engine.resolving.aliases import find_aliases, mentions
from engine.resolving.skeleton import build, outermost


def defined(bench, *texts):
    """The definitions of a filing: term, and words that it stands for."""
    doc, sentences = plain(bench, *texts)
    aliases = find_aliases(sentences, bench.ruleset, [])
    return doc, aliases


def plain(bench, *texts):
    doc = bench.document(*texts)
    nodes = outermost(doc, bench.tags(*texts))
    return doc, build(doc, bench.regions(doc), nodes, bench.ruleset.clauses)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Robert Poe (the "Executive") resigned.', [("Executive", "Robert Poe")]),
        (
            'The employment agreement ("Employment Deal") ended.',
            [("Employment Deal", "employment agreement")],
        ),
        (
            'Robert Poe ("Poe") signed on May 4, 2009 (the "Start").',
            [("Poe", "Robert Poe"), ("Start", "May 4, 2009")],
        ),
        ('The treasurer (the "Executive") resigned.', []),
        ('Robert Poe is called "Executive" here.', []),
    ],
)
def test_definitions(bench, text, expected):
    _, aliases = defined(bench, text)
    assert [(alias.term, alias.of.text) for alias in aliases] == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(
            ['The Executive met. Robert Poe (the "Executive") resigned. The Executive left.'],
            [("Executive", "Robert Poe")],
            id="only after the definition",
        ),
        pytest.param(
            [
                'Robert Poe (the "Executive") left. The Executive went.\nJane Doe (the "Executive") came. The Executive sat.'
            ],
            [("Executive", "Robert Poe"), ("Executive", "Jane Doe")],
            id="a term defined twice means the nearest definition before it",
        ),
        pytest.param(
            ['Robert Poe (the "Executive") resigned.', "The Executive left."],
            [("Executive", "Robert Poe")],
            id="in a later section too",
        ),
        pytest.param(
            ['Robert Poe (the "Executive") met an executive.'], [], id="as spelled: small letters are a word"
        ),
        pytest.param(
            ['Robert Poe (the "Lead") and May 4, 2009 (the "Lead Day"). The Lead Day came.'],
            [("Lead Day", "May 4, 2009")],
            id="the longer of two terms that begin alike",
        ),
    ],
)
def test_mentions(bench, texts, expected):
    doc, aliases = defined(bench, *texts)
    found = mentions(doc, aliases)
    named = [(node.text, node.value) for _, node in sorted(found.items()) if node.text != ""]
    values = {"Robert Poe": "Robert Poe", "Jane Doe": "Jane Doe", "May 4, 2009": "2009-05-04"}
    assert named == [(term, values[of]) for term, of in expected]


def test_a_mention_reads_as_the_tag_that_was_defined(bench):
    text = 'Robert Poe (the "Executive") signed. The Executive resigned as treasurer.'
    assert bench.clauses(text)[1] == "The PERSON(Executive) resigned as TITLE(treasurer) ."
    assert bench.events(text) == [{"type": "resignation", "person": "Robert Poe", "roles": ["treasurer"]}]


def test_the_definition_itself_is_folded_away(bench):
    assert bench.clauses('Robert Poe (the "Executive") resigned.') == ["PERSON(Robert Poe) resigned ."]


def test_a_defined_name_keeps_its_apposition(bench):
    text = (
        'Robert Poe, 51, (the "Executive") signed. The board appointed the Executive. The Executive resigned.'
    )
    assert bench.events(text) == [{"type": "resignation", "person": "Robert Poe"}]


SEVERAL = {
    "aliases/several.yaml": """
about: A term stands for several named together.
alias: '{of:PERSON} "(" together , (the)? "\\"" {term} "\\"" ")"'
group: true
""",
    "tags/TERM/together.yaml": """
about: Terms defined of several together.
tag: TERM
before: '"(" together , (the)? "\\""'
pattern: "[!IS_QUOTE]{1,2}"
after: '"\\"" ")"'
""",
    "folds/groups/pair.yaml": """
about: Two persons before the definition of a term.
fold: '{member:PERSON} and {member:PERSON}'
ahead: ['"("']
keep: group
""",
}


def test_a_term_may_stand_for_a_group(rules):
    text = 'Ann Roe and Robert Poe (together, the "Officers") met. The Officers resigned as secretary.'
    assert rules(SEVERAL).events(text) == [
        {"type": "resignation", "person": "Ann Roe", "roles": ["secretary"]},
        {"type": "resignation", "person": "Robert Poe", "roles": ["secretary"]},
    ]


def test_a_term_of_one_is_the_last_of_those_before_it(rules):
    text = 'Ann Roe and Robert Poe (the "Officer") met. The Officer resigned.'
    assert rules(SEVERAL).events(text) == [{"type": "resignation", "person": "Robert Poe"}]
