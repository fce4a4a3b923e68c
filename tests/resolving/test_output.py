import json

import pytest

from engine.resolving.output import plain_events, typed
from engine.resolving.skeleton import Region
from engine.resolving.state import Proof, Value


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        (5.0, "integer", 5),
        (5.5, "integer", 5.5),
        (5.0, "decimal", 5),
        (5.5, "decimal", 5.5),
        (5, "decimal", 5),
        ("5.0", "string", "5.0"),
        (True, "boolean", True),
        (["a"], ["string"], ["a"]),
    ],
)
def test_values_in_the_type_of_the_output(value, kind, expected):
    found = typed(value, kind)
    assert (found, type(found)) == (expected, type(expected))


TEXTS = (
    "The board met.\nOn May 4, 2009, the board appointed Ann B. Roe, 51, as treasurer and secretary.",
    "Ms. Roe has an annual salary of $100.",
)


def test_fields_stand_in_the_order_of_the_type(bench):
    hire, salary = bench.document(*TEXTS)._.events
    assert {k: v for k, v in hire.items() if k != "evidence"} == {
        "type": "hire",
        "person": "Ann B. Roe",
        "roles": ["treasurer", "secretary"],
        "date": "2009-05-04",
        "age": 51,
        "section": "5.02",
    }
    assert list(salary) == ["type", "person", "amount", "period", "date", "section", "evidence"]
    assert salary["section"] == "5.02#2"


def test_evidence_counts_in_the_text_of_its_section(bench):
    events = bench.document(*TEXTS)._.events
    texts = dict(zip(["5.02", "5.02#2"], TEXTS, strict=True))
    shown = [
        (e["field"], e["text"], texts[e["section"]][e["start"] : e["end"]])
        for event in events
        for e in event["evidence"]
    ]
    assert all(text == spelled for _, text, spelled in shown)
    assert [(field, text) for field, text, _ in shown] == [
        ("trigger", "appointed"),
        ("trigger", "as"),
        ("person", "Ann B. Roe"),
        ("roles", "treasurer"),
        ("roles", "secretary"),
        ("date", "May 4, 2009"),
        ("age", "51"),
        ("trigger", "salary"),
        ("person", "Ms. Roe"),
        ("amount", "$100"),
        ("period", "annual"),
        ("date", "May 4, 2009"),
    ]


def test_inherited_values_say_from_which_type(bench):
    _, salary = bench.document(*TEXTS)._.events
    inherited = {
        e["field"]: (e["inherited_from"], e["section"]) for e in salary["evidence"] if "inherited_from" in e
    }
    assert inherited == {"date": ("hire", "5.02")}


def test_evidence_names_its_rule(bench):
    hire, _ = bench.document(*TEXTS)._.events
    assert {e["field"]: e["rule"] for e in hire["evidence"]} == {
        "trigger": "frames.appointment.appointed",
        "person": "tags.PERSON.full",
        "roles": "tags.TITLE.office",
        "date": "tags.DATE.day",
        "age": "tags.AGE.age",
    }


def test_events_are_plain_json(bench):
    events = bench.document(*TEXTS)._.events
    assert json.loads(json.dumps(events)) == events


def test_fields_outside_of_the_output_are_left_out(bench, draft):
    doc = bench.engine.nlp.make_doc("One two three.")
    hire = draft("hire", 1, person="A", other="x")
    hire.values["age"] = Value(51.0, (Proof(2, 3, "r", "agreement"),))
    types = {"hire": bench.event("hire")}
    (event,) = plain_events(doc, [hire], [Region("text", 0, 4)], types)
    assert {k: v for k, v in event.items() if k not in ("evidence", "section")} == {
        "type": "hire",
        "person": "A",
        "age": 51,
    }
    assert event["evidence"][-1] == {
        "field": "age", "section": "text", "start": 8, "end": 13, "text": "three", "rule": "r", "inherited_from": "agreement",
    }  # fmt: skip
