import pytest

from engine.resolving.recalling import recalled
from engine.resolving.state import Sentence
from engine.rulebook.skeletons import Node

OFFICES = {"SAME": ["TITLE", "SEAT"]}


def sentence(number, *nodes, section="5.02"):
    """A sentence of nodes spelled `word`, `LABEL:text`, or `LABEL:text` with one part `LABEL:text` behind `>`."""
    return Sentence(section, 0, number, tuple(_node(i, spelled) for i, spelled in enumerate(nodes)))


def _node(place, spelled):
    whole, _, part = spelled.partition(">")
    label, _, text = whole.rpartition(":")
    labels = frozenset({label}) if label else frozenset()
    parts = {"was": (_node(place, part),)} if part else {}
    return Node(place, place + 1, text, text, labels, text if label else None, parts=parts)


def meant(*sentences):
    """What the last node of the last sentence stands for: its labels and its value."""
    node = recalled(sentences, OFFICES)[-1].nodes[-1]
    return set(node.labels), node.value


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        ([["TITLE:Treasurer"], ["SAME:it"]], ({"TITLE"}, "Treasurer")),
        ([["TITLE:Treasurer", "SEAT:Director"], ["SAME:it"]], ({"SEAT"}, "Director")),
        ([["TITLE:Treasurer", "SAME:it"]], ({"TITLE"}, "Treasurer")),
        (
            [["PERSON:Roe>TITLE:Treasurer"], ["PERSON:Poe>TITLE:Secretary", "SAME:it"]],
            ({"TITLE"}, "Treasurer"),
        ),
        ([["PERSON:Roe>TITLE:Treasurer", "SAME:it"]], ({"TITLE"}, "Treasurer")),
        ([["TITLE:Treasurer"], ["PERSON:Poe>TITLE:Secretary", "SAME:it"]], ({"TITLE"}, "Treasurer")),
        ([["word", "SAME:it"]], (set(), None)),
    ],
    ids=[
        "named before",
        "the last",
        "in one sentence",
        "who is described before, not in the same sentence",
        "who is described in the same sentence",
        "named before described",
        "nothing yet",
    ],
)
def test_a_stand_in_means_what_was_spoken_of_last(sentences, expected):
    assert meant(*(sentence(i, *nodes) for i, nodes in enumerate(sentences))) == expected


def test_a_section_begins_anew():
    assert meant(sentence(0, "TITLE:Treasurer"), sentence(1, "SAME:it", section="5.03")) == (set(), None)


def test_it_keeps_its_own_place():
    (node,) = recalled([sentence(0, "TITLE:Treasurer", "SAME:it")], OFFICES)[0].nodes[1:]
    assert (node.start, node.end, node.text) == (1, 2, "it")


def test_a_stand_in_that_describes_somebody():
    nodes = recalled([sentence(0, "TITLE:Treasurer"), sentence(1, "PERSON:Roe>SAME:it")], OFFICES)[1].nodes
    assert [part.value for part in nodes[0].parts["was"]] == ["Treasurer"]
