"""Events marked in the text of a filing, and labels made of marks."""

import pytest

from engine.errors import LabelsRefused
from engine.explaining.exchange.annotated import EVENT, WORDS, AnnotatedText, Link, Span
from engine.explaining.labelling import draft_line, is_trigger, label_lines
from engine.explaining.marking import annotated_text, joined
from engine.pipeline import TagView
from engine.records import Filing, Section
from engine.specs import EventSpec, FieldSpec

FIRST = "Ann B. Roe left. Sam Poe went."
SECOND = "The Board named Ann B. Roe\nTreasurer on May 4, 2009 at $9,000."
FILING = Filing(
    "a.txt",
    sections=(Section("1.01", "1.01", "", FIRST, "heading"), Section("5.02", "5.02", "", SECOND, "heading")),
)


def view(section, text, words, label, value):
    start = text.index(words)
    return TagView(section, start, start + len(words), label, value, f"tags.{label}.x")


TAGS = [
    view("1.01", FIRST, "Ann B. Roe", "PERSON", "Ann B. Roe"),
    view("5.02", SECOND, "Ann B. Roe", "PERSON", "Ann B. Roe"),
    view("5.02", SECOND, "May 4, 2009", "DATE", "2009-05-04"),
    view("5.02", SECOND, "$9,000", "MONEY", {"amount": 9000}),
]
WHOLE = joined(FILING, TAGS)
HIRE = {"type": "hire", "person": "Ann B. Roe", "roles": ["Treasurer"], "date": "2009-05-04"}
SPECS = {
    "hire": EventSpec(
        "hire",
        fields=(
            FieldSpec("roles", "strings"),
            FieldSpec("date", "date"),
            FieldSpec("age", "integer"),
            FieldSpec("interim", "boolean"),
        ),
    ),
    "salary": EventSpec("salary", fields=(FieldSpec("amount", "decimal"), FieldSpec("currency", "string"))),
}


def proof(field, words, section="5.02", text=SECOND):
    start = text.index(words)
    return {"field": field, "section": section, "start": start, "end": start + len(words), "text": words}


def shown(text):
    """Each event's trigger, and the fields with their words."""
    spelt = [text.text[span.start : span.end] for span in text.spans]
    return [
        (spelt[n], span.label, [(link.field, spelt[link.child]) for link in text.links if link.head == n])
        for n, span in enumerate(text.spans)
        if EVENT in span.note
    ]


def test_sections_are_one_text_and_tags_move_with_them():
    assert WHOLE.text == f"{FIRST}\n\n{SECOND}"
    assert [WHOLE.text[tag.start : tag.end] for tag in WHOLE.tags] == [
        "Ann B. Roe",
        "Ann B. Roe",
        "May 4, 2009",
        "$9,000",
    ]


def test_a_quoted_event_has_its_values_at_the_nearest_words():
    text = annotated_text("a.txt", WHOLE, [{**HIRE, "quote": "Board named Ann B. Roe Treasurer"}])
    expected = [("person", "Ann B. Roe"), ("roles", "Treasurer"), ("date", "May 4, 2009")]
    assert shown(text) == [("Board named Ann B. Roe\nTreasurer", "hire", expected)]
    assert text.links[0].child == 1  # the tag of the second section
    assert [span.label for span in text.spans] == ["PERSON", "PERSON", "DATE", "MONEY", "hire", WORDS]


def test_of_a_quote_with_gaps_the_last_part_is_the_trigger():
    salary = {"type": "salary", "person": "Ann B. Roe", "amount": 9000, "quote": "Roe ... $9,000"}
    expected = [("person", "Ann B. Roe"), ("amount", "$9,000")]
    assert shown(annotated_text("a.txt", WHOLE, [salary])) == [("$9,000", "salary", expected)]


def test_a_found_event_has_its_evidence():
    evidence = [proof("trigger", "named"), proof("person", "Ann B. Roe", "1.01", FIRST), proof("date", "4")]
    text = annotated_text("a.txt", WHOLE, [{**HIRE, "section": "5.02", "evidence": evidence}])
    assert shown(text) == [("named", "hire", [("person", "Ann B. Roe"), ("date", "4")])]
    assert text.spans[text.links[0].head].note == {EVENT: HIRE}
    assert text.links[0].child == 0


@pytest.mark.parametrize(
    "event",
    [HIRE, {**HIRE, "quote": "not there"}, {**HIRE, "evidence": [proof("person", "Ann")]}],
    ids=["no quote", "quote from elsewhere", "no trigger"],
)
def test_an_event_without_place_is_kept_aside(event):
    text = annotated_text("a.txt", WHOLE, [event])
    assert [one["person"] for one in text.unplaced] == ["Ann B. Roe"]
    assert shown(text) == []


@pytest.mark.parametrize(
    ("proofs", "quote"),
    [
        ([proof("trigger", "named"), proof("roles", "Treasurer")], "named Ann B. Roe Treasurer"),
        ([proof("roles", "Treasurer"), proof("trigger", "named")], "named Ann B. Roe Treasurer"),
        ([proof("trigger", "named"), proof("person", "Sam Poe", "1.01", FIRST)], "named"),
        ([proof("person", "Sam Poe", "1.01", FIRST)], None),
    ],
)
def test_a_draft_quotes_its_evidence(proofs, quote):
    line = draft_line(FILING, [{**HIRE, "section": "5.02", "evidence": proofs}], "0" * 64)
    expected = {**HIRE, "quote": quote} if quote else HIRE
    assert line == {"file": "a.txt", "sha256": "0" * 64, "events": [expected]}


def test_a_draft_quotes_parts_of_what_is_far_apart():
    text = f"The Board named {'x' * 200} Ann\nRoe."
    filing = Filing("a.txt", sections=(Section("5.02", "5.02", "", text, "heading"),))
    proofs = [
        proof("person", "Ann\nRoe", text=text),
        proof("trigger", "Board named", text=text),
        proof("x", "named", text=text),
    ]
    (event,) = draft_line(filing, [{**HIRE, "section": "5.02", "evidence": proofs}], "")["events"]
    assert event["quote"] == "Board named ... Ann Roe"


def marked(words, *arguments, label="hire", note=None):
    """A text of somebody who marked a trigger and the words of values."""
    spans = [Span(words.index("named"), words.index("named") + 5, label, note or {})]
    links = []
    for field, value in arguments:
        links.append(Link(0, field, len(spans)))
        spans.append(Span(words.index(value), words.index(value) + len(value), WORDS))
    return AnnotatedText("a.txt", words, tuple(spans), tuple(links))


NEW = "On May 4, 2009 we named Ann B.\nRoe, 51, Treasurer and Controller at $1.2 million."


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            marked(
                NEW, ("person", "Ann B.\nRoe"), ("roles", "Treasurer"), ("roles", "Controller"), ("age", "51")
            ),
            {"type": "hire", "person": "Ann B. Roe", "roles": ["Treasurer", "Controller"], "age": 51},
        ),
        (
            marked(NEW, ("person", "Ann B.\nRoe"), ("amount", "$1.2 million"), label="salary"),
            {"type": "salary", "person": "Ann B. Roe", "amount": 1200000},
        ),
        (
            marked(NEW, ("person", "Ann"), ("date", "May 4, 2009")),
            {"type": "hire", "person": "Ann", "date": "2009-05-04"},
        ),
    ],
)
def test_an_event_that_is_new_reads_its_values_from_words(text, event):
    ((line),) = label_lines([text], SPECS)
    assert line == {"file": "a.txt", "events": [{"quote": "named", **event}]}


def test_values_of_a_note_stay_and_the_type_is_that_of_the_label():
    salary = {"type": "salary", "person": "Sam Poe", "currency": "GBP"}
    text = marked(NEW, ("person", "Ann"), label="salary", note={EVENT: {**salary, "type": "hire"}})
    assert label_lines([text], SPECS)[0]["events"] == [salary]


def test_tags_are_no_events_and_events_without_place_are():
    text = AnnotatedText("a.txt", NEW, (Span(0, 2, "PERSON"),), (), (HIRE,), "0" * 64)
    assert not is_trigger(text, 0, SPECS)
    assert label_lines([text], SPECS) == [{"file": "a.txt", "sha256": "0" * 64, "events": [HIRE]}]


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        ([marked(NEW)], "hire without `person`"),
        ([marked(NEW, ("person", "Ann"), label="merger")], "unknown type 'merger'"),
        ([marked(NEW, ("person", "Ann"), ("age", "Treasurer"))], "`age` of hire is 'Treasurer'"),
        ([marked(NEW, ("person", "Ann"), ("interim", "we"))], "`interim` of hire is 'we'"),
        ([marked(NEW, ("person", "Ann"), ("colour", "we"))], "hire has no field `colour`"),
        ([AnnotatedText("a.txt", "x", unplaced=({**HIRE, "quote": "\ud800"},))], "surrogates not allowed"),
        ([AnnotatedText("a.txt", "x"), AnnotatedText("a.txt", "x")], "a.txt stands here twice"),
    ],
)
def test_what_does_not_fit_is_refused(texts, message):
    with pytest.raises(LabelsRefused, match=r"a\.txt:1:1") as refused:
        label_lines(texts, SPECS)
    assert message in str(refused.value)
