"""Who succeeds somebody takes up the office that is told of this one elsewhere."""

import pytest

WORDING = """
about: Somebody succeeds another, the office told elsewhere.
pattern: "{person} succeeds {replaced}"
borrow: {offices: replaced}
"""
CHANGES = {
    "frames/appointment/frame.yaml": """
about: Somebody is put into offices.
frame: appointment
slots: {by: [BOARD], person: PERSON, offices: [TITLE, OFFICES], replaced: [PERSON, OWNER]}
""",
    "frames/appointment/succeeds.yaml": WORDING,
}


def offices(bench, *texts):
    """The offices of the instances of the wording, in the order of the text."""
    found = bench.resolve(*texts).instances
    return [
        [leaf.text for node in i.slots.get("offices", ()) for leaf in node.leaves()]
        for i in found
        if i.rule == "frames.appointment.succeeds"
    ]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Robert Poe resigned as treasurer. Ann Roe succeeds Robert Poe."], [["treasurer"]]),
        (
            ["Ann Roe succeeds Robert Poe. Robert Poe resigned as treasurer and secretary."],
            [["treasurer", "secretary"]],
        ),
        (["Carl Coe resigned as treasurer. Ann Roe succeeds Robert Poe."], [[]]),
        (["Robert Poe resigned as treasurer.", "Ann Roe succeeds Robert Poe."], [[]]),
    ],
    ids=["told before", "told behind, of two offices", "of somebody else", "in another section"],
)
def test_an_office_is_borrowed(rules, texts, expected):
    assert offices(rules(CHANGES), *texts) == expected
