import json
from hashlib import sha256

import pytest

from engine.errors import LabelsRefused, UsageError
from engine.scoring.labels import read_corpus, read_predictions

HIRE = {"type": "hire", "person": "Ann B. Roe"}


@pytest.fixture
def corpus(tmp_path):
    """Writes a corpus of two filings with the given lines (text, or rows to be written as JSON)."""

    def write(*lines, folder=""):
        (tmp_path / folder).mkdir(exist_ok=True)
        for name in ("a.txt", "b.txt"):
            (tmp_path / folder / name).write_text("Item 5.02", encoding="utf-8")
        texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
        (tmp_path / "labels.jsonl").write_text("\n".join(texts), encoding="utf-8")
        return tmp_path

    return write


def findings(corpus, specs):
    with pytest.raises(LabelsRefused) as refused:
        read_corpus(corpus, specs)
    return [(finding.line, finding.rule, finding.message) for finding in refused.value.findings]


def event_findings(corpus, specs, event):
    return findings(corpus({"file": "b.txt", "events": []}, {"file": "a.txt", "events": [event]}), specs)


@pytest.mark.parametrize("folder", ["", "filings"])
def test_filings_stand_beside_the_labels_or_in_their_folder(corpus, specs, folder):
    row = {"file": "a.txt", "events": [HIRE]}
    read = read_corpus(corpus(row, "", {"file": "b.txt", "events": []}, folder=folder), specs)
    assert read.labels == {"a.txt": [HIRE], "b.txt": []}
    assert (read.folder / "a.txt").read_text(encoding="utf-8") == "Item 5.02"


def test_filings_may_stand_elsewhere_and_are_known_by_their_hash(corpus, specs, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "a.txt").write_text("Item 5.02, elsewhere", encoding="utf-8")
    digest = sha256(b"Item 5.02, elsewhere").hexdigest()
    folder = corpus({"file": "a.txt", "sha256": digest, "events": [HIRE]})
    read = read_corpus(folder, specs, elsewhere)
    assert (read.folder, read.labels) == (elsewhere, {"a.txt": [HIRE]})
    message = "a.txt is not the filing that was labelled"
    assert findings(folder, specs) == [(1, "sha256", message)]


@pytest.mark.parametrize(
    "event",
    [
        HIRE | {"roles": ["CEO"], "date": "2009-05-04", "announced": "2009-05", "interim": True, "age": 50},
        HIRE | {"optional": True, "optional_fields": ["roles", "type", "date"], "quote": "was appointed"},
        HIRE | {"section": "5.02", "evidence": [{"field": "trigger"}]},
        {"type": "salary", "person": "Ann Roe", "amount": 2.5, "period": "year", "announced": "2005"},
        {"type": "auditor_change", "firm": "Roe & Poe LLP", "action": "engaged"},
    ],
)
def test_labels_that_hold(corpus, specs, event):
    row = {"file": "a.txt", "events": [event]}
    assert read_corpus(corpus(row), specs).labels == {"a.txt": [event]}


def test_a_byte_order_mark_and_carriage_returns_are_no_fault(corpus, specs):
    assert read_corpus(corpus('\ufeff{"file": "a.txt", "events": []}\r\n'), specs).labels == {"a.txt": []}


@pytest.mark.parametrize(
    ("line", "rule", "message"),
    [
        ('{"file": "a.txt", "events": [}', "json", "Expecting value"),
        ('{"file": "a.txt", "events": [NaN]}', "json", "NaN is no number of JSON"),
        ('{"file": "a.txt", "file": "b.txt"}', "json", 'the key "file" stands twice in one object'),
        ('["a.txt"]', "file", "the line names no file"),
        ({"events": []}, "file", "the line names no file"),
        ({"file": 1, "events": []}, "file", "the line names no file"),
        ({"file": "a.txt"}, "events", "the line has no list of events"),
        ({"file": "a.txt", "events": {}}, "events", "the line has no list of events"),
        ({"file": "a.txt", "events": [], "event": 1}, "key", "unknown key `event`"),
        ({"file": "c.txt", "events": []}, "file", "there is no filing c.txt"),
        ({"file": "../a.txt", "events": []}, "file", "../a.txt leaves the corpus"),
        ({"file": "b.txt", "events": []}, "file", "b.txt stands on line 1 already"),
    ],
)
def test_bad_lines_are_refused_with_their_line(corpus, specs, line, rule, message):
    found = findings(corpus({"file": "b.txt", "events": []}, "", line), specs)
    assert [(number, name) for number, name, _ in found] == [(3, rule)]
    assert found[0][2].startswith(message)


def test_bytes_that_are_no_utf8_are_refused(tmp_path, specs):
    (tmp_path / "labels.jsonl").write_bytes(b'\n{"file": "\xe9.txt", "events": []}\n')
    assert [(line, rule) for line, rule, _ in findings(tmp_path, specs)] == [(2, "json")]


@pytest.mark.parametrize(
    ("event", "rule", "message"),
    [
        ("hire", "event", "an event is 'hire'"),
        ({"person": "Ann Roe"}, "type", "an event has no `type`"),
        ({"type": "merger", "person": "Ann Roe"}, "type", "unknown type 'merger'"),
        ({"type": ["hire"], "person": "Ann Roe"}, "type", "unknown type a list"),
        ({"type": "hire"}, "person", "hire without `person`"),
        (HIRE | {"person": " "}, "person", "`person` of hire is ' '"),
        (HIRE | {"person": None}, "person", "`person` of hire is None"),
        ({"type": "auditor_change", "action": "engaged"}, "firm", "auditor_change without `firm`"),
        (HIRE | {"amount": 5}, "field", "hire has no field `amount`"),
        ({"type": "salary", "person": "Ann Roe", "roles": []}, "field", "salary has no field `roles`"),
        (HIRE | {"roles": "CEO"}, "roles", "`roles` of hire is 'CEO'"),
        (HIRE | {"roles": ["CEO", ""]}, "roles", "`roles` of hire is a list"),
        (HIRE | {"roles": ["CEO", 1]}, "roles", "`roles` of hire is a list"),
        (HIRE | {"age": "50"}, "age", "`age` of hire is '50'"),
        (HIRE | {"age": 50.5}, "age", "`age` of hire is 50.5"),
        (HIRE | {"age": True}, "age", "`age` of hire is True"),
        (HIRE | {"interim": "yes"}, "interim", "`interim` of hire is 'yes'"),
        (HIRE | {"optional": 1}, "optional", "`optional` of hire is 1"),
        (HIRE | {"replaces": ["Poe"]}, "replaces", "`replaces` of hire is a list"),
        (HIRE | {"date": "May 4, 2009"}, "date", "`date` of hire is 'May 4, 2009'"),
        (HIRE | {"date": "2005-02-30"}, "date", "`date` of hire is '2005-02-30'"),
        (HIRE | {"date": "2005-13"}, "date", "`date` of hire is '2005-13'"),
        (HIRE | {"date": "2009-5-04"}, "date", "`date` of hire is '2009-5-04'"),
        (HIRE | {"date": "05"}, "date", "`date` of hire is '05'"),
        (HIRE | {"date": "0000"}, "date", "`date` of hire is '0000'"),
        (HIRE | {"date": 2005}, "date", "`date` of hire is 2005"),
        (HIRE | {"optional_fields": "date"}, "optional_fields", "`optional_fields` of hire is 'date'"),
        (HIRE | {"optional_fields": ["amount"]}, "optional_fields", "hire cannot leave `amount` open"),
        (HIRE | {"optional_fields": ["person"]}, "optional_fields", "hire cannot leave `person` open"),
        (
            {"type": "salary", "person": "Ann Roe", "amount": "$5"},
            "amount",
            "`amount` of salary is '$5'",
        ),
        (
            {"type": "salary", "person": "Ann Roe", "period": "annual"},
            "period",
            "`period` of salary is 'annual'",
        ),
        (
            {"type": "bonus", "person": "Ann Roe", "kind": "employment"},
            "kind",
            "`kind` of bonus is 'employment'",
        ),
    ],
)
def test_bad_events_are_refused_with_their_line(corpus, specs, event, rule, message):
    assert event_findings(corpus, specs, event) == [(2, rule, message)]


def test_a_number_past_all_bounds_is_refused(corpus, specs):
    line = '{"file": "a.txt", "events": [{"type": "salary", "person": "Ann Roe", "amount": 1e999}]}'
    assert findings(corpus(line), specs) == [(1, "amount", "`amount` of salary is inf")]


def test_all_findings_come_at_once_and_say_what_to_write(corpus, specs):
    bad = {"type": "salary", "person": "Ann Roe", "period": "annual", "date": "2005-02-30"}
    with pytest.raises(LabelsRefused) as refused:
        read_corpus(corpus({"file": "a.txt", "events": [bad]}, "{", {"file": "c.txt", "events": []}), specs)
    corpus_folder = refused.value.findings[0].file.removesuffix("/labels.jsonl")
    day = "a day of the calendar as 2009-05-04, a month as 2009-05 or a year as 2009"
    braces = "Expecting property name enclosed in double quotes"
    assert str(refused.value).replace(corpus_folder, "corpus").splitlines() == [
        f"corpus/labels.jsonl:1:1: date: `date` of salary is '2005-02-30'; write {day}",
        "corpus/labels.jsonl:1:1: period: `period` of salary is 'annual'; write one of year, month, week, day, hour",
        f"corpus/labels.jsonl:2:2: json: {braces}; write one JSON object a line",
        "corpus/labels.jsonl:3:1: file: there is no filing c.txt; put it into corpus, or mend the name",
    ]


def test_a_folder_without_labels_is_wrong_usage(tmp_path, specs):
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(UsageError, match=r"no labels\.jsonl there"):
            read_corpus(folder, specs)


def test_real_labels_hold(labelled_filings, specs):
    assert read_corpus(labelled_filings, specs).folder == labelled_filings / "filings"


def test_predictions_are_lines_of_a_run(tmp_path, specs):
    path = tmp_path / "run.jsonl"
    row = {"file": "a.txt", "document": {}, "warnings": [], "events": [HIRE | {"evidence": []}]}
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert read_predictions(path, specs) == {"a.txt": row["events"]}


def test_bad_predictions_are_refused_with_their_line(tmp_path, specs):
    path = tmp_path / "run.jsonl"
    lines = ['{"file": "a.txt", "events": [{"type": "merger"}, 5]}', "no JSON"]
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(LabelsRefused) as refused:
        read_predictions(path, specs)
    assert [(finding.line, finding.rule) for finding in refused.value.findings] == [
        (1, "type"),
        (1, "type"),
        (2, "json"),
    ]


def test_predictions_that_cannot_be_read_are_wrong_usage(tmp_path, specs):
    with pytest.raises(UsageError, match="cannot be read"):
        read_predictions(tmp_path / "nowhere.jsonl", specs)
