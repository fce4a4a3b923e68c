"""`show`, `sections`, `check` and `schema`."""

import io
import json
import sys
import zipfile

import pytest


@pytest.fixture
def filing(tmp_path):
    """A filing with that text; none stands for the one that the small engine knows."""

    def write(text=""):
        path = tmp_path / "a.txt"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def rules(tmp_path):
    def folder(name):
        (tmp_path / name).mkdir()
        return tmp_path / name

    return folder


def test_show_gives_the_text_with_its_outermost_tags_then_events_then_warnings(filing_engine, filing):
    outcome = filing_engine("show", filing())
    assert outcome.code == 0
    assert (
        outcome.out
        == """
5.02  Item 5.02 Departure of [Directors]  (65 characters, heading)
On [[May 4, 2009|DATE]], the Board appointed [[Ann B. Roe|PERSON]], 51, as Treasurer.

9.01  Item 9.01  (13 characters, heading)

1 event

hire  5.02
  trigger         “appointed”  5.02:26-35  frames.appointment.board
  person          Ann B. Roe
                  “Ann B. Roe”  5.02:36-46  tags.person.full
  roles           Treasurer; Controller
  date            2009-05-04
                  “May 4, 2009”  5.02:3-14  tags.date.long, from the agreement
  interim         yes

warnings
  item-missing  the cover names 8.01
"""
    )


def test_show_as_json_is_the_result_and_nothing_else(filing_engine, filing):
    result = json.loads(filing_engine("show", filing(), "--json").out)
    assert list(result) == ["file", "document", "warnings", "events"]
    assert result["file"] == "a.txt"


@pytest.mark.parametrize("command", [["show"], ["show", "--json"], ["sections"], ["sections", "--text"]])
def test_a_filing_may_come_from_standard_input(filing_engine, monkeypatch, command):
    monkeypatch.setattr(
        sys, "stdin", io.TextIOWrapper(io.BytesIO(b"On May 4, 2009, nothing happened at all."))
    )
    assert filing_engine(*command, "-").code == 0


@pytest.mark.parametrize("command", [["show"], ["show", "--json"], ["sections"], ["sections", "--text"]])
@pytest.mark.parametrize(("text", "code"), [("empty", 1), ("bug", 3)])
def test_a_filing_that_cannot_be_read_is_told(filing_engine, filing, command, text, code):
    outcome = filing_engine(*command, filing(text))
    assert (outcome.code, outcome.out) == (code, "")
    assert outcome.err.count("\n") == 1


@pytest.fixture
def archive(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x/b!.txt", "On May 4, 2009, nothing happened in b.")
        archive.writestr("x/c.txt", "empty")
    return path


@pytest.mark.parametrize(
    ("member", "code", "said"),
    [
        ("!x/b!.txt", 0, ""),
        ("!x/c.txt", 1, "a.zip!x/c.txt: the file holds no text [filings: empty-filing]"),
        ("!x/d.txt", 2, "a.zip!x/d.txt: name one filing in it, as "),
        ("", 2, "a.zip: name one filing in it, as "),
    ],
)
def test_a_filing_in_an_archive_is_named_as_run_does(filing_engine, archive, member, code, said):
    outcome = filing_engine("show", f"{archive}{member}", "--json")
    assert outcome.code == code
    assert said in outcome.err
    assert code or json.loads(outcome.out)["file"] == "a.zip!x/b!.txt"


@pytest.mark.parametrize("command", [["show"], ["sections"]])
def test_a_filing_cannot_command_the_terminal(filing_engine, filing, command):
    assert "\x1b" not in filing_engine(*command, filing("x" * 50 + "\x1b]0;title\x07")).out


@pytest.mark.parametrize("markup", ["[bold]Roe[/bold]", "[/]", "[link=x]", ":smile:"])
def test_nothing_in_a_filing_is_taken_for_markup(filing_engine, filing, markup):
    assert markup in filing_engine("show", filing("x" * 50 + markup)).out


def test_sections_are_listed_with_their_bounds_and_notices(filing_engine, filing):
    lines = [line.split() for line in filing_engine("sections", filing()).out.splitlines()]
    assert ["5.02", "heading", "65", "Item", "5.02", "Departure", "of", "[Directors]"] in lines
    assert ["item-missing", "the", "cover", "names", "8.01"] in lines


def test_section_texts_begin_after_their_line_so_that_offsets_count(filing_engine, filing):
    text = "Äpfel\n\n“quoted”\r\n=== not a heading"
    out = filing_engine("sections", filing(text), "--text").out
    head = f"=== 5.02 {len(text)}\n"
    assert out.startswith(head)
    assert out[len(head) : len(head) + len(text)] == text
    assert out.endswith("\n=== 9.01 13\n(d) Exhibits.\n")


def test_check_is_silent_when_all_is_well(filing_engine, rules):
    outcome = filing_engine("check", rules("good"))
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")


def test_check_takes_the_packaged_rules(filing_engine):
    assert filing_engine("check").code == 0


def test_check_prints_each_finding_on_its_line(filing_engine, rules):
    outcome = filing_engine("check", rules("refused"))
    assert outcome.code == 1
    assert outcome.out == ("tags/money.yaml:3:7: tags.money: unknown key `patern`; did you mean `pattern`?\n")


@pytest.mark.parametrize("command", [["show", "a.txt"], ["sections", "a.txt"], ["schema"]])
def test_a_refused_rule_set_ends_with_2(filing_engine, filing, rules, monkeypatch, command):
    monkeypatch.chdir(filing().parent)
    outcome = filing_engine(*command, "--rules", rules("refused"))
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.endswith("refused, with 1 finding\n")


def test_the_schema_is_json(filing_engine):
    assert json.loads(filing_engine("schema").out) == {"title": "One filing’s result", "type": "object"}
