import pytest

from engine.resolving.registers import snapshots


def held(bench, name, *texts):
    """What a register holds before each clause, by the words that set it."""
    found = bench.resolve(*texts)
    before = snapshots(found.clauses, found.instances, bench.ruleset)
    nodes = [before[id(c.sentence), c.number].get(name) for c in found.clauses]
    return [node.text if node else None for node in nodes]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(["Ann Roe came. She left. It ended."], [None, "Ann Roe", "She"], id="a label sets it"),
        pytest.param(["Ann Roe met Robert Poe. It ended."], [None, "Ann Roe"], id="by the first of a clause"),
        pytest.param(
            ["Ann Roe said Robert Poe resigned. It ended."],
            [None, "Robert Poe"],
            id="a wording's slot before the first person",
        ),
        pytest.param(
            ["The board appointed Ann Roe as treasurer; it ended. It did."],
            [None, "Ann Roe", "Ann Roe"],
            id="between clauses of a sentence",
        ),
        pytest.param(["Ann Roe came.\n\nIt ended."], [None, "Ann Roe"], id="it outlives a paragraph"),
        pytest.param(["Ann Roe came.", "It ended."], [None, None], id="it does not outlive a section"),
        pytest.param(
            ["Ann Roe and Robert Poe resigned. It ended."],
            [None, "Ann Roe and Robert Poe"],
            id="a group is held whole",
        ),
    ],
)
def test_subject_is_kept_through_a_section(bench, texts, expected):
    assert held(bench, "subject", *texts) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Roe signed the employment agreement. It ended.", [None, "Ann Roe"]),
        ("Ann Roe signed the employment agreement. Robert Poe came. It ended.", [None, "Ann Roe", "Ann Roe"]),
        ("Ann Roe signed the employment agreement.\n\nIt ended.", [None, None]),
        ("Ann Roe came. It ended.", [None, None]),
    ],
    ids=["its frame sets it", "nothing else sets it", "reset at a paragraph", "never set"],
)
def test_party_is_kept_through_a_paragraph(bench, text, expected):
    assert held(bench, "party", text) == expected


def test_the_first_source_that_is_there_counts(rules):
    made = rules(
        {
            "discourse.yaml": """
about: The one who left before whoever is named.
registers:
  subject: {set by: [leaving.person, PERSON]}
  party: {set by: accord.person}
"""
        }
    )
    assert held(made, "subject", "Ann Roe said Robert Poe resigned. It ended.") == [None, "Robert Poe"]
    assert held(made, "subject", "Ann Roe said so to Robert Poe. It ended.") == [None, "Ann Roe"]


def test_an_inherited_subject_sets_nothing(bench):
    texts = "Ann Roe came, while Robert Poe stayed; it ended. So it was."
    assert held(bench, "subject", texts) == [None, "Ann Roe", "Robert Poe", "Robert Poe"]
