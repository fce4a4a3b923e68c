import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from engine.cli import exits
from engine.cli.main import COMMANDS, commands
from engine.errors import FilingUnreadable, Finding, LabelsRefused, RulesRefused, UsageError
from engine.version import VERSION

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
FINDING = Finding("a.yaml", 1, 2, "r", "wrong")


def python(code, **options):
    arguments = [sys.executable, "-c", code]
    return subprocess.run(arguments, cwd=ROOT, check=False, capture_output=True, text=True, **options)


@pytest.mark.parametrize("asked", [["--help"], ["--version"], ["nonsense"]])
def test_what_needs_no_engine_loads_none(asked):
    code = f"""
import sys
from engine.cli.main import main
try:
    main({asked!r})
except SystemExit:
    print("loaded:", *sys.modules)
"""
    loaded = set(python(code).stdout.rpartition("loaded:")[2].split())
    assert "click" in loaded
    assert not loaded & {"spacy", "scipy", "numpy", "pydantic", "selectolax", "rapidfuzz", "yaml", "rich"}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_explains_itself_and_loads_no_engine_for_it(name):
    code = f"""
import sys
from engine.cli.main import main
try:
    main([{name!r}, "--help"])
except SystemExit:
    print("loaded:", *sys.modules)
"""
    text, _, loaded = python(code).stdout.rpartition("loaded:")
    assert text.startswith(f"Usage: filing-engine {name} ")
    assert not set(loaded.split()) & {"spacy", "scipy", "pydantic", "selectolax"}


def test_help_lists_every_command_with_its_line(filing_engine):
    outcome = filing_engine("--help")
    assert outcome.code == 0
    assert re.findall(r"^  (\w+)  +[A-Z]", outcome.out.partition("Commands:")[2], re.MULTILINE) == list(
        COMMANDS
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_the_readme_knows_every_command(name):
    assert re.search(rf"filing-engine {name}\b", README), f"README.md does not mention `filing-engine {name}`"


@pytest.mark.parametrize("name", COMMANDS)
def test_the_readme_knows_every_option(name):
    command = commands.get_command(click.Context(commands), name)
    assert command
    options = [option for one in command.params for option in one.opts if option.startswith("--")]
    assert [option for option in options if f"`{option}" not in README] == []


def test_version(filing_engine):
    assert filing_engine("--version").out == f"filing-engine {VERSION}\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nonsense"], "No such command 'nonsense'"),
        (["run"], "Missing argument 'PATH...'"),
        (["run", "--nonsense", "."], "No such option"),
        (["run", "nowhere"], "error: nowhere: No such file or directory"),
        (["run", ".", "--rules", "nowhere"], "Directory 'nowhere' does not exist"),
        (["show", "nowhere.txt"], "error: nowhere.txt: No such file or directory"),
        (["show", "."], "error: .: this is a folder; name one filing, or use `filing-engine run`"),
        (["sections", "nowhere.txt"], "error: nowhere.txt: No such file or directory"),
        (["check", "nowhere"], "Directory 'nowhere' does not exist"),
        (["schema", "--rules", "nowhere"], "Directory 'nowhere' does not exist"),
        (["evaluate", "nowhere"], "Directory 'nowhere' does not exist"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_what_is_wrong(
    filing_engine, arguments, message, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    outcome = filing_engine(*arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert message in outcome.err
    assert "Traceback" not in outcome.err


@pytest.mark.parametrize(
    ("raised", "code", "said"),
    [
        (UsageError("out.jsonl: cannot write"), 2, "error: out.jsonl: cannot write\n"),
        (RulesRefused([FINDING]), 2, "a.yaml:1:2: r: wrong\nrefused, with 1 finding\n"),
        (LabelsRefused([FINDING] * 2), 2, "a.yaml:1:2: r: wrong\n" * 2 + "refused, with 2 findings\n"),
        (FilingUnreadable("empty-filing", "no text"), 1, "no text [filings: empty-filing]\n"),
        (KeyboardInterrupt(), 130, "interrupted\n"),
        (click.Abort(), 130, "interrupted\n"),
        (BrokenPipeError(), 0, ""),
        (OSError(28, "No space left"), 2, "error: cannot write: [Errno 28] No space left\n"),
        (
            KeyError("slot"),
            3,
            "bug in filing-engine: KeyError: 'slot'; `filing-engine --debug COMMAND ...` shows where\n",
        ),
    ],
)
def test_exit_codes_follow_the_error_tree(capsys, raised, code, said):
    def call():
        raise raised

    assert exits.answer(call, {"debug": False}) == code
    assert capsys.readouterr().err == said


@pytest.mark.parametrize(("returned", "code"), [(None, 0), (0, 0), (1, 1), ("text", 0)])
def test_a_command_that_ends_well_gives_its_code(returned, code):
    assert exits.answer(lambda: returned, {"debug": False}) == code


def test_debug_shows_where_a_bug_is(filing_engine, tmp_path):
    bad = tmp_path / "bad.txt"
    bad.write_text("bug")
    quiet, loud = filing_engine("sections", bad), filing_engine("--debug", "sections", bad)
    assert (quiet.code, loud.code) == (3, 3)
    assert "Traceback" not in quiet.err
    assert "Traceback" in loud.err
    assert loud.err.endswith("ZeroDivisionError: division by zero\n")


PRINT_MUCH = """
from engine.cli import exits
exits.leave(exits.answer(lambda: [print("x" * 1000) for _ in range(1000)], {"debug": False}))
"""


PRINT_MUCH_IN_A_COMMAND = """
import click, sys
from types import ModuleType
from engine.cli.main import main
sys.modules["engine.cli.schema"] = module = ModuleType("engine.cli.schema")
module.schema = click.Command("schema", callback=lambda: [click.echo("x" * 1000) for _ in range(1000)])
main(["schema"])
"""


@pytest.mark.parametrize("code", [PRINT_MUCH, PRINT_MUCH_IN_A_COMMAND])
def test_a_reader_who_has_enough_is_no_error(code):
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.read(10) == b"x" * 10
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_behind_stdout_is_told_once():
    code = PRINT_MUCH.replace("1000", "10")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 2
    assert done.stderr == b"error: cannot write: [Errno 28] No space left on device\n"


@pytest.mark.parametrize(
    ("number", "noun", "words"),
    [(0, "event", "0 events"), (1, "event", "1 event"), (1234, "filing", "1,234 filings")],
)
def test_counts_read_well(number, noun, words):
    assert exits.counted(number, noun) == words
