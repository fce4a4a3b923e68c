"""Strict YAML: what is refused, where, with which advice; and that places point at what they name."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import UsageError
from engine.rulebook.places import place_at
from engine.rulebook.source import Document, Place, parse, parse_file, read_folder, rule_id

FILE = "frames/appointment/board-appointed.yaml"
# text, place of the only finding, words of its message, words of its advice
REFUSED = [
    # what a key may be
    ("a: 1\nb: 2\na: 3\n", "3:1", "the key `a` stands here twice", "the first stands in line 1"),
    ("a:\n  b: x\n  b: x\n", "3:3", "the key `b` stands here twice", "line 2"),
    ("a: {b: 1, b: 2}\n", "1:11", "twice", "keep one"),
    ("5.02: x\n", "1:1", "the key `5.02` is not text", "write '5.02' in quotes"),
    ("true: x\n", "1:1", "the key `true` is not text", "in quotes"),
    ("on: x\n", "1:1", "`on` is true", "write 'on' in quotes"),
    ("a:\n  no: x\n", "2:3", "`no` is false", "write 'no' in quotes"),
    ("? [a, b]\n: x\n", "1:3", "a list or a mapping as a key", "in quotes"),
    ("? {a: x}\n: x\n", "1:3", "a list or a mapping as a key", "in quotes"),
    ("~: x\n", "1:1", "a key that is empty", "write a name"),
    ("null: x\n", "1:1", "a key that is empty", "write a name"),
    ("<<: {a: x}\n", "1:1", "the merge key <<", "write out the keys"),
    # what has no value
    ("a: x\nb:\n", "2:1", "the key `b` has no value", "leave the key out"),
    ("a: ~\n", "1:4", "the key `a` has no value", "leave the key out"),
    ("a: null\n", "1:4", "the key `a` has no value", "leave the key out"),
    ("a:\n  - x\n  -\n", "3:4", "a value that is empty", "leave it out"),
    ("a: [x, ~]\n", "1:8", "a value that is empty", "leave it out"),
    ("pattern: {person}\n", "1:11", "the key `person` has no value", "quotes if the braces belong to it"),
    # YAML's truth values
    ("a: yes\n", "1:4", "`yes` is true to YAML", "write 'yes' in quotes if you mean text, or write true"),
    ("a: Y\n", "1:4", "`Y` is true", "write 'Y' in quotes"),
    ("a: ON\n", "1:4", "`ON` is true", "write 'ON' in quotes"),
    ("a: no\n", "1:4", "`no` is false to YAML", "write 'no' in quotes if you mean text, or write false"),
    ("a: [x, n]\n", "1:8", "`n` is false", "write 'n' in quotes"),
    ("a:\n- off\n", "2:3", "`off` is false", "write 'off' in quotes"),
    ("a: True\n", "1:4", "`True` is a truth value in capitals", "lower case"),
    # its numbers and dates
    ("a: 12:30\n", "1:4", "`12:30` is a number to base 60", "write '12:30' in quotes"),
    ("a: 12:30:45.5\n", "1:4", "base 60", "quotes"),
    ("a: 2024-01-15\n", "1:4", "`2024-01-15` is a date", "write '2024-01-15' in quotes"),
    ("a: 2024-1-5 12:00:00\n", "1:4", "is a date", "quotes"),
    ("a: 010\n", "1:4", "`010` is an octal number", "drop the leading zero"),
    ("a: 00\n", "1:4", "octal", "drop the leading zero"),
    ("a: 05.02\n", "1:4", "octal", "write '05.02' in quotes"),
    ("a: 0x1F\n", "1:4", "`0x1F` is not a decimal number", "decimal"),
    ("a: 0o17\n", "1:4", "not a decimal number", "decimal"),
    ("a: 1_000\n", "1:4", "`1_000` is a number with its _ dropped", "drop the _"),
    ("a: 5.10\n", "1:4", "`5.10` is a number that does not print as it is written", "write '5.10' in quotes"),
    ("a: +5\n", "1:4", "does not print", "write it like 5"),
    ("a: -0\n", "1:4", "does not print", ""),
    ("a: 1e3\n", "1:4", "does not print", "write it like 5"),
    ("a: .5\n", "1:4", "does not print", "write it like 5"),
    ("a: .inf\n", "1:4", "does not print", "write it like 5"),
    ("a: 12345678901234567890\n", "1:4", "does not print", "quotes"),
    # parts of YAML that are not used
    ("a: &x 1\n", "1:4", "the anchor &x", "delete it"),
    (
        "a: !!python/object:os.system ls\n",
        "1:4",
        "the tag tag:yaml.org,2002:python/object:os.system",
        "delete",
    ),
    ("a: !x [1]\n", "1:4", "the tag !x", "quotes if the sign belongs to it"),
    ("a: x\n---\nb: x\n", "2:1", "a second document", "delete the line ---"),
    # the file as a whole
    ("", "1:1", "the file is empty", "delete the file"),
    ("# only a comment\n", "1:1", "the file is empty", "delete the file"),
    ("---\n", "1:1", "the file is empty", "delete the file"),
    ("- a\n- b\n", "1:1", "a list or a text where keys are expected", "begin with"),
    ("# about\njust words\n", "2:1", "a list or a text where keys are expected", "begin with"),
    ("a: " + "[" * 40 + "]" * 40, "1:33", "nested over 30 deep", "flatter"),
    ("a: " + "[" * 100_000, "1:33", "nested over 30 deep", "flatter"),
    ("a: " + "x" * 1_000_000, "1:1", "larger than 1,000,000 bytes", "split it"),
    # syntax
    ("a:\n\tb: x\n", "2:1", "not YAML", "spaces, not tabs"),
    ("a: x: y\n", "1:5", "not YAML: mapping values", "a colon and a blank"),
    ("a: x\nb: %appoint {person}\n", "2:4", "not YAML", "write a text in quotes"),
    ("a: {by}? x\n", "1:8", "not YAML", "quotes"),
    ('a: "x" y\n', "1:8", "not YAML", "quotes"),
    ("a: [x\n", "2:1", "not YAML", ""),
    ('a: "x\n', "2:1", "not YAML", ""),
    # characters
    ("a: x\nb: y\x00\n", "2:5", "the character \\u0000", "delete it"),
    ("a: x\u2028y\n", "1:5", "the character \\u2028", 'write "\\u2028" in double quotes'),
    ("a: x\ry\n", "1:5", "the character \\u000d", "delete it"),
    ("a: \ud800\n", "1:4", "the character \\ud800", "delete it"),
]

ACCEPTED = [
    ("a: x\n", {"a": "x"}),
    ("a: true\nb: false\n", {"a": True, "b": False}),
    ("a: 5\nb: -5\nc: 0\nd: 123456789012345678\n", {"a": 5, "b": -5, "c": 0, "d": 123456789012345678}),
    ("a: 5.02\nb: -0.5\n", {"a": 5.02, "b": -0.5}),
    ("a: 'no'\n'on': \"12:30\"\n", {"a": "no", "on": "12:30"}),
    ("a: ''\nb: '~'\n'<<': x\n", {"a": "", "b": "~", "<<": "x"}),
    ("'5.02': x\n", {"5.02": "x"}),
    ("a: 8-K\nb: 1.2.3\nc: no one\nd: =\n", {"a": "8-K", "b": "1.2.3", "c": "no one", "d": "="}),
    ("a: {b: [x, {c: z}]}\n", {"a": {"b": ["x", {"c": "z"}]}}),
    ("a: []\nb: {}\n", {"a": [], "b": {}}),
    ("a: |\n  no\n  12:30\n", {"a": "no\n12:30\n"}),
    ("a: two\n  lines\n", {"a": "two lines"}),
    ("a: x\r\nb: z\r\n", {"a": "x", "b": "z"}),
    ('a: "\\u2028 (the “Effective Date”)"\n', {"a": "\u2028 (the “Effective Date”)"}),
    ("--- # begins\na: x\n...\n", {"a": "x"}),
    ("a: $ [LIKE_NUM] (thousand|million)?\n", {"a": "$ [LIKE_NUM] (thousand|million)?"}),
]


@pytest.mark.parametrize(("text", "place", "message", "advice"), REFUSED, ids=lambda value: repr(value)[:30])
def test_refused_with_place_and_advice(text, place, message, advice):
    (finding,) = parse(text, FILE).findings
    assert f"{finding.line}:{finding.column}" == place
    assert message in finding.message
    assert advice in finding.advice
    assert (finding.file, finding.rule) == (FILE, "frames.appointment.board-appointed")


@pytest.mark.parametrize(("text", "data"), ACCEPTED, ids=lambda value: repr(value)[:30])
def test_accepted(text, data):
    document = parse(text, FILE)
    assert document.findings == ()
    assert json.dumps(document.data) == json.dumps(data)  # which keeps true and 1 apart


def test_all_findings_come_at_once_in_the_order_of_the_file():
    document = parse("a: no\nb: 010\na: 1\nc: !x 12:30\nd: [~, {e: }]\n---\nf: x\n", FILE)
    places = [(finding.line, finding.column) for finding in document.findings]
    assert places == [(1, 4), (2, 4), (3, 1), (4, 4), (4, 4), (5, 5), (5, 9), (6, 1)]


def test_what_could_be_read_stays_readable():
    assert parse("a: no\nb: x\nb: y\n", FILE).data == {"a": "no", "b": "x"}
    assert parse("a: [x\n", FILE).data == {}


def test_aliases_are_never_expanded():
    levels = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 40))
    document = parse("l0: &l0 [x]\n" + levels, FILE)
    assert document.data == {}
    assert len(document.findings) == 40 + 39 * 9


@pytest.mark.parametrize("text", ["a: *x\n", "a: &x [*x]\n", "a: &x {*x : b}\n", "a: &x 1\nb: &x 2\n"])
def test_wrong_aliases_are_findings(text):
    assert any(
        "alias" in finding.message or "anchor" in finding.message for finding in parse(text, FILE).findings
    )


def test_a_binary_file_gives_a_few_findings():
    assert len(parse("\x00" * 5000, FILE).findings) == 10


# ---- places --------------------------------------------------------------------------------------

EXAMPLE = """\
about: Two words.
examples:
  match:
    - "first"
    - {text: second, value: 5}
  no_match: [third, 'fourth']
long: |
  a block
"""


@pytest.mark.parametrize(
    ("path", "place", "key_place"),
    [
        ((), (1, 1), (1, 1)),
        (("about",), (1, 8), (1, 1)),
        (("examples",), (3, 3), (2, 1)),
        (("examples", "match"), (4, 5), (3, 3)),
        (("examples", "match", 0), (4, 7), (4, 7)),
        (("examples", "match", 1), (5, 7), (5, 7)),
        (("examples", "match", 1, "text"), (5, 14), (5, 8)),
        (("examples", "match", 1, "value"), (5, 29), (5, 22)),
        (("examples", "no_match", 1), (6, 21), (6, 21)),
        (("long",), (7, 7), (7, 1)),
        # absent: the nearest ancestor that stands in the file
        (("examples", "todo"), (3, 3), (3, 3)),
        (("examples", "match", 7, "text"), (4, 5), (4, 5)),
        (("pattern",), (1, 1), (1, 1)),
    ],
)
def test_places(path, place, key_place):
    document = parse(EXAMPLE, FILE)
    assert document.place(path) == Place(*place)
    assert document.key_place(path) == Place(*key_place)


def test_places_count_characters_not_bytes():
    document = parse('a: {"é😀": “x”, b: z}\n', FILE)
    assert document.place(("a", "b")) == Place(1, 19)


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"], exclude_characters="\u2028\u2029")
)
SCALARS = st.one_of(
    TEXTS,
    st.booleans(),
    st.integers(-(10**16), 10**16),
    st.integers(-(10**6), 10**6).map(lambda cents: cents / 100),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=4)
        | st.dictionaries(TEXTS.filter(bool), inner, min_size=1, max_size=4)
    ),
    max_leaves=12,
)
ROOTS = st.dictionaries(TEXTS.filter(bool), VALUES, min_size=1, max_size=4)


def block(value, indent=0):
    """The value in YAML's block style, scalars as JSON writes them."""
    if isinstance(value, dict):
        pairs = ((f"{json.dumps(key, ensure_ascii=False)}:", item) for key, item in value.items())
    elif isinstance(value, list):
        pairs = (("-", item) for item in value)
    else:
        return " " + json.dumps(value, ensure_ascii=False) + "\n"
    return "\n" * bool(indent) + "".join(
        f"{' ' * indent}{head}{block(item, indent + 2)}" for head, item in pairs
    )


def leaves(value, path=()):
    if isinstance(value, dict | list):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for step, item in items:
            yield from leaves(item, (*path, step))
    else:
        yield path, value


def text_at(text, place):
    return text.split("\n")[place.line - 1][place.column - 1 :]


@given(ROOTS, st.booleans())
def test_places_point_at_the_text_of_scalars_and_keys(data, flow):
    text = json.dumps(data, ensure_ascii=False) if flow else block(data)
    document = parse(text, FILE)
    assert document.findings == ()
    assert document.data == data
    for path, value in leaves(data):
        assert text_at(text, document.places[path]).startswith(json.dumps(value, ensure_ascii=False))
        if isinstance(path[-1], str):
            key = json.dumps(path[-1], ensure_ascii=False)
            assert text_at(text, document.key_place(path)).startswith(key)


@given(st.text("ab:-[]{}&*!|>'\"%@#\t\n 0129.~yno,?<=_é"))
def test_any_text_gives_a_document_with_findings_inside_it(text):
    document = parse(text, FILE)
    lines = text.split("\n")
    assert list(document.findings) == sorted(set(document.findings))
    for finding in document.findings:
        assert 1 <= finding.line <= len(lines) + 1
        assert finding.column >= 1
        assert finding.message
    json.dumps(document.data)


@given(st.text())
def test_quotes_make_a_text_of_anything(text):
    document = parse(f"a: {json.dumps(text)}", FILE)
    surrogates = any("\ud800" <= character <= "\udfff" or character > "\uffff" for character in text)
    assert surrogates or document.data == {"a": text}  # JSON writes the others as pairs, which YAML has not


@given(st.text("0123456789.-+_:eExXoO~ynNfTtrs", min_size=1))
def test_a_plain_scalar_is_what_it_looks_like_or_refused(text):
    document = parse(f"a: {text}", FILE)
    value = document.data.get("a")
    assert document.findings or (value if isinstance(value, str) else json.dumps(value)) == text


@given(st.text("ab\né"), st.data())
def test_place_at_counts_lines_and_columns(text, data):
    offset = data.draw(st.integers(0, len(text)))
    place = place_at(text, offset)
    lines = text.split("\n")
    assert sum(len(line) + 1 for line in lines[: place.line - 1]) + place.column - 1 == offset


# ---- files and folders ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "rule"),
    [
        (FILE, "frames.appointment.board-appointed"),
        ("clauses.yaml", "clauses"),
        ("tags/MONEY/u.s.yaml", "tags.MONEY.u.s"),
    ],
)
def test_rule_id(file, rule):
    assert rule_id(file) == rule


def findings_of(document: Document) -> list[str]:
    return [f"{finding.line}:{finding.column} {finding.message}" for finding in document.findings]


@pytest.mark.parametrize(
    ("content", "findings"),
    [
        ("a: é\n".encode(), []),
        (b"\xef\xbb\xbfa: x\n", []),
        (b"a: x\nb: caf\xe9\n", ["2:7 the byte 0xe9 is not UTF-8"]),
        ("\ufeffa: é".encode() + b"\xff", ["1:5 the byte 0xff is not UTF-8"]),
        (b"#" * 1_000_001, ["1:1 larger than 1,000,000 bytes"]),
    ],
)
def test_files(tmp_path, content, findings):
    (tmp_path / "tags").mkdir()
    (tmp_path / "tags" / "x.yaml").write_bytes(content)
    document = parse_file(tmp_path / "tags" / "x.yaml", tmp_path)
    assert document.file == "tags/x.yaml"
    assert findings_of(document) == findings


def test_a_folder_is_read_in_the_order_of_its_paths(tmp_path):
    for name in ("b.yaml", "a/z.yaml", "a/c.yaml", "a/.c.yaml", ".git/x.yaml", "README.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("a: x\n")
    documents = read_folder(tmp_path)
    assert list(documents) == ["a/c.yaml", "a/z.yaml", "b.yaml"]
    assert all(document.file == file and not document.findings for file, document in documents.items())


@pytest.mark.parametrize("name", ["a.yml", "a.YAML", "a.Yml"])
def test_other_spellings_of_the_ending_are_findings(tmp_path, name):
    (tmp_path / name).write_text("a: x\n")
    (finding,) = read_folder(tmp_path)[name].findings
    assert (finding.rule, finding.advice) == ("a", "name it .yaml")


def test_links_stay_in_the_folder(tmp_path):
    root = tmp_path / "rules"
    (root / "tags").mkdir(parents=True)
    (root / "tags" / "x.yaml").write_text("a: x\n")
    (tmp_path / "outside.yaml").write_text("a: x\n")
    links = {"in.yaml": root / "tags" / "x.yaml", "out.yaml": tmp_path / "outside.yaml", "up": tmp_path}
    links |= {"again": root / "tags", "broken.yaml": root / "gone.yaml"}
    for name, target in links.items():
        (root / name).symlink_to(target)
    assert {file: findings_of(document) for file, document in read_folder(root).items()} == {
        "again": ["1:1 a link to a folder, which is not followed"],
        "broken.yaml": ["1:1 cannot be read: No such file or directory"],
        "in.yaml": [],
        "out.yaml": ["1:1 a link that leads out of the rule set"],
        "tags/x.yaml": [],
        "up": ["1:1 a link that leads out of the rule set"],
    }


def test_a_missing_folder_is_wrong_usage(tmp_path):
    for path in (tmp_path / "gone", Path(__file__)):
        with pytest.raises(UsageError, match="no such folder of rules"):
            read_folder(path)
