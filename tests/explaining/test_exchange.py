"""Annotated texts through the formats of other tools and back; files that are none."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import DocBin

from engine.errors import LabelsRefused, UsageError
from engine.explaining.exchange import brat, docbin, label_studio, prodigy
from engine.explaining.exchange.annotated import EVENT, WORDS, AnnotatedText, Link, Span

FORMATS = {"brat": brat, "label-studio": label_studio, "prodigy": prodigy, "docbin": docbin}
each_format = pytest.mark.parametrize("module", FORMATS.values(), ids=FORMATS)

TEXT = "The Board appointed Ann B.\nRoe as Treasurer\tand “Controller”, effective May 4, 2009."


def span(words, label, **note):
    start = TEXT.index(words)
    return Span(start, start + len(words), label, note)


HIRE = {"type": "hire", "person": "Ann B. Roe", "roles": ["Treasurer", "Controller"], "quote": "a “b”\n{c}"}
PERSON = span("Ann B.\nRoe", "PERSON", value="Ann B. Roe", rule="tags.PERSON.full")
SPANS = (
    PERSON,
    span("Treasurer", WORDS),
    span("Controller", WORDS),
    span("appointed", "hire", **{EVENT: HIRE}),
    span("appointed", "board_appointment", **{EVENT: {"type": "board_appointment", "person": "Ann B. Roe"}}),
)
LINKS = (Link(3, "person", 0), Link(3, "roles", 1), Link(3, "roles", 2), Link(4, "person", 0))
WHOLE = AnnotatedText("2009/a.htm", TEXT, SPANS, LINKS)


def around(module, tmp_path, texts):
    """Written and read again: the texts, and what was told each time."""
    to = tmp_path / "exchanged"
    lost = module.write(texts, to)
    back, left_out = module.read(to)
    return back, lost, left_out


@each_format
def test_events_tags_and_links_come_back(module, tmp_path):
    other = replace(WHOLE, file="b.txt", text="Nothing happened.", spans=(), links=())
    assert around(module, tmp_path, [WHOLE, other]) == ([WHOLE, other], [], [])


@each_format
def test_what_has_no_place_in_the_text(module, tmp_path):
    text = replace(WHOLE, unplaced=({"type": "death", "person": "Sam Poe"},), sha256="0" * 64)
    back, lost, _ = around(module, tmp_path, [text])
    if module is brat:
        assert lost == ["1 events without words in the text", "the sha256 of 1 filings"]
        assert back == [WHOLE]
    else:
        assert (back, lost) == ([text], [])


@each_format
def test_no_text_at_all(module, tmp_path):
    if module is brat:
        (tmp_path / "exchanged").mkdir()
        with pytest.raises(UsageError, match=r"no \.ann file there"):
            around(module, tmp_path, [])
    else:
        assert around(module, tmp_path, []) == ([], [], [])


names = st.from_regex(r"[A-Za-z][A-Za-z_-]{0,8}", fullmatch=True)
notes = st.dictionaries(
    names, st.none() | st.text(st.characters(codec="utf-8")) | st.integers(-9, 9), max_size=2
)


@st.composite
def texts(draw):
    """Texts with spans that begin and end with a sign, overlapping as they like, and links between them."""
    text = draw(st.text(st.sampled_from("aé1.,$ \n\t\r“”'-"), min_size=3, max_size=40)) + "z"
    signs = [at for at, sign in enumerate(text) if not sign.isspace()]
    ends = draw(st.lists(st.tuples(st.sampled_from(signs), st.sampled_from(signs)), max_size=5))
    spans = tuple(Span(min(pair), max(pair) + 1, draw(names), draw(notes)) for pair in ends)
    number = st.integers(0, max(len(spans) - 1, 0))
    # An event of brat has its arguments on one line, in the order of events.
    links = draw(st.lists(st.builds(Link, number, names, number), max_size=5)) if spans else []
    return AnnotatedText("a.txt", text, spans, tuple(sorted(links, key=lambda link: link.head)))


@each_format
@given(text=texts())
@settings(max_examples=25)
def test_whatever_is_marked_comes_back(module, text, tmp_path_factory):
    back, _, left_out = around(module, tmp_path_factory.mktemp("law"), [text])
    assert (back, left_out) == ([text], [])


def refusal(module, path):
    with pytest.raises(LabelsRefused) as refused:
        module.read(path)
    return [(found.line, found.message) for found in refused.value.findings]


BRAT_FAULTS = [
    ("T1\thire 0 99\tx", 1, "T1 lies outside of the text"),
    ("T1\thire 3 2\tx", 1, "T1 lies outside of the text"),
    ("T1\thire 0 3\tx\nT1\thire 0 3\tx", 2, "stands here twice"),
    ("T1 hire 0 3 x", 1, "no annotation of brat"),
    ("E1\thire", 1, "no annotation of brat"),
    ("E1\thire:T1", 1, "E1 has no trigger"),
    ("T1\thire 0 3\tThe\nE1\thire:T1 person:T7", 2, "E1 refers to what is not there"),
    ('T1\thire 0 3\tThe\n#1\tAnnotatorNotes T1\t{"event": ', 2, "the note of T1 is no JSON object"),
    ('T1\thire 0 3\tThe\n#1\tAnnotatorNotes T1\t{"event": 1}', 2, "the note of T1 is no JSON object"),
]


@pytest.mark.parametrize(("annotations", "line", "message"), BRAT_FAULTS)
def test_faults_in_standoff_have_their_line(annotations, line, message, tmp_path):
    (tmp_path / "a.txt").write_text("The Board", encoding="utf-8")
    (tmp_path / "a.ann").write_text(annotations, encoding="utf-8")
    ((found, said),) = refusal(brat, tmp_path)
    assert found == line
    assert message in said


def test_standoff_without_its_text_is_refused(tmp_path):
    (tmp_path / "a.ann").write_text("", encoding="utf-8")
    ((_, said),) = refusal(brat, tmp_path)
    assert "it or its text cannot be read" in said


def test_what_else_brat_holds_is_told(tmp_path):
    (tmp_path / "a.txt").write_text("The Board", encoding="utf-8")
    lines = ["T1\tBOARD 4 9\tBoard", "R1\tpart Arg1:T1 Arg2:T1", "A1\tsure T1", "#1\tAnnotatorNotes T1\thm"]
    (tmp_path / "a.ann").write_text("\r\n".join(lines) + "\r\n", encoding="utf-8")
    back, left_out = brat.read(tmp_path)
    assert back == [AnnotatedText("a", "The Board", (Span(4, 9, "BOARD"),))]
    assert left_out == ["3 relations, attributes and other lines"]


def test_brat_gets_a_list_of_what_may_be_annotated(tmp_path):
    brat.write([WHOLE], tmp_path)
    expected = "[entities]\nPERSON\nWords\n[relations]\n[events]\n"
    events = "board_appointment\tperson*:<ANY>\nhire\tperson*:<ANY>, roles*:<ANY>\n[attributes]\n"
    assert (tmp_path / "annotation.conf").read_text(encoding="utf-8") == expected + events


def test_a_span_over_lines_has_a_fragment_in_each_for_brat(tmp_path):
    brat.write([WHOLE], tmp_path)
    first = (tmp_path / "2009" / "a.htm.ann").read_text(encoding="utf-8").split("\n")[0]
    assert first == "T1\tPERSON 20 26;27 30\tAnn B. Roe"


def task(**changes):
    """A task of Label Studio with one region, changed."""
    region = {"id": "s0", "type": "labels", "value": {"start": 0, "end": 3, "labels": ["hire"]}}
    whole = {"data": {"text": "The Board", "file": "a.txt"}, "annotations": [{"result": [region]}]}
    return {**whole, **changes}


def with_region(**changes):
    region = {"id": "s0", "type": "labels", "value": {"start": 0, "end": 3, "labels": ["hire"]}, **changes}
    return task(annotations=[{"result": [region]}])


LABEL_STUDIO_FAULTS = [
    ("[", 1, "Expecting value"),
    ("{}", 1, "`tasks` is missing or is no list"),
    ([1], 1, "`data` is missing or is no dict"),
    ([task(), task(data={})], 2, "`file` is missing or is no str"),
    ([task(annotations=None)], 1, "`annotations` is missing"),
    ([with_region(type=None)], 1, "`type` is missing"),
    (
        [with_region(value={"start": 0, "end": 99, "labels": ["hire"]})],
        1,
        "hire [0, 99) lies outside of the text",
    ),
    ([with_region(value={"start": 0, "end": 9, "labels": ["a", "b"]})], 1, "a region has not just one label"),
    ([with_region(value={"start": True, "end": 9, "labels": ["a"]})], 1, "`start` is missing or is no int"),
    ([with_region(meta={"text": ["{"]})], 1, "the note of a region is no JSON"),
    ([with_region(meta={"text": ['{"event": 1}']})], 1, "the event of hire is no object"),
    (
        [with_region(type="relation", from_id="s0", to_id="s1", labels=["date"])],
        1,
        "a relation `date` leads nowhere",
    ),
    (
        [task(data={"text": "The Board", "file": "a.txt", "unplaced": [1]})],
        1,
        "`unplaced` is no list of events",
    ),
]


@pytest.mark.parametrize(("content", "line", "message"), LABEL_STUDIO_FAULTS)
def test_faults_in_tasks_of_label_studio(content, line, message, tmp_path):
    path = tmp_path / "tasks.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    ((found, said),) = refusal(label_studio, path)
    assert found == line
    assert message in said


def test_other_regions_and_annotations_are_told(tmp_path):
    path = tmp_path / "tasks.json"
    choice = {"type": "choices", "value": {"choices": ["good"]}}
    path.write_text(json.dumps([task(annotations=[{"result": [choice]}, {"result": []}])]), encoding="utf-8")
    assert label_studio.read(path)[1] == ["2 further annotations, and regions of other kinds"]


def test_signs_that_a_browser_counts_twice_are_told(tmp_path):
    told = label_studio.write([AnnotatedText("a.txt", "\U0001f600 hired")], tmp_path / "tasks.json")
    assert told == ["the places after a rare sign in 1 texts: a browser counts it twice"]


SPAN = {"start": 0, "end": 3, "label": "hire"}
LINE = {"text": "The Board", "meta": {"file": "a.txt"}, "spans": [SPAN]}
PRODIGY_FAULTS = [
    ("{", 2, "Expecting property name"),
    ("[]", 2, "`meta` is missing"),
    ({**LINE, "text": None}, 2, "`text` is missing"),
    ({**LINE, "spans": {}}, 2, "`spans` or `relations` is no list"),
    ({**LINE, "spans": [{"start": 4, "end": 4, "label": "x"}]}, 2, "x [4, 4) lies outside of the text"),
    ({**LINE, "spans": [{"start": 0, "end": 4, "label": "x", "note": 1}]}, 2, "`note` is no object"),
    ({**LINE, "spans": [{**SPAN, "note": {"event": []}}]}, 2, "the event of hire is no object"),
    (
        {**LINE, "relations": [{"label": "date", "head_span": SPAN, "child_span": {"id": 7}}]},
        2,
        "a relation ends at what is no span",
    ),
]


@pytest.mark.parametrize(("content", "line", "message"), PRODIGY_FAULTS)
def test_faults_in_lines_of_prodigy(content, line, message, tmp_path):
    path = tmp_path / "tasks.jsonl"
    second = content if isinstance(content, str) else json.dumps(content)
    path.write_text(f"{json.dumps(LINE)}\n{second}\n\n", encoding="utf-8")
    ((found, said),) = refusal(prodigy, path)
    assert found == line
    assert message in said


def test_relations_that_prodigy_made_end_at_places(tmp_path):
    spans = [{"start": 0, "end": 3, "label": "hire"}, {"start": 4, "end": 9, "label": "BOARD"}]
    relation = {"head": 0, "child": 1, "label": "person", "head_span": spans[0], "child_span": spans[1]}
    rejected = {**LINE, "answer": "reject"}
    lines = [json.dumps({**LINE, "spans": spans, "relations": [relation]}), json.dumps(rejected)]
    (tmp_path / "tasks.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (text,), left_out = prodigy.read(tmp_path / "tasks.jsonl")
    assert text.links == (Link(0, "person", 1),)
    assert left_out == ["1 tasks that were rejected or ignored"]


def test_tokens_of_prodigy_spell_the_text_and_the_spans(tmp_path):
    prodigy.write([WHOLE], tmp_path / "tasks.jsonl")
    written = json.loads((tmp_path / "tasks.jsonl").read_text(encoding="utf-8"))
    tokens = written["tokens"]
    assert "".join(token["text"] for token in tokens) == TEXT
    for one in written["spans"]:
        assert tokens[one["token_start"]]["start"] == one["start"]
        assert tokens[one["token_end"]]["end"] == one["end"]


def test_spans_of_a_docbin_are_there_for_training(tmp_path):
    import spacy

    told = docbin.write([replace(WHOLE, spans=(*SPANS, Span(5, 7, "X")))], tmp_path / "a.spacy")
    assert told == ["the exact borders of 1 spans, which are widened to whole tokens in doc.spans"]
    (doc,) = DocBin().from_disk(tmp_path / "a.spacy").get_docs(spacy.blank("en").vocab)
    marked = {name: [(one.label_, one.text) for one in doc.spans[name]] for name in ("tags", "events")}
    assert marked == {
        "tags": [("PERSON", "Ann B.\nRoe"), ("X", "Board")],
        "events": [("hire", "appointed"), ("board_appointment", "appointed")],
    }


@pytest.mark.parametrize("content", [b"", b"no DocBin", None])
def test_what_is_no_docbin_or_not_ours_is_refused(content, tmp_path):
    import spacy

    path = tmp_path / "a.spacy"
    foreign = DocBin(docs=[spacy.blank("en")("The Board")]).to_bytes()
    path.write_bytes(foreign if content is None else content)
    ((line, said),) = refusal(docbin, path)
    assert line == 1
    assert ("no DocBin of spaCy" if content is not None else "without `filing_engine`") in said


@pytest.mark.parametrize("module", [label_studio, prodigy, docbin])
def test_a_file_that_is_not_there_or_cannot_be_written(module, tmp_path):
    with pytest.raises(UsageError, match="cannot be read"):
        module.read(tmp_path / "nowhere")
    with pytest.raises(UsageError, match="cannot write here"):
        module.write([WHOLE], tmp_path)


def test_brat_needs_a_folder_that_can_be_made(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UsageError, match="cannot write here"):
        brat.write([WHOLE], tmp_path / "file")
