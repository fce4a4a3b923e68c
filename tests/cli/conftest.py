"""A small engine in place of the real one, so that the commands are tested for what they do themselves."""

import sys
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import pytest

import engine
from engine.cli.main import main
from engine.errors import FilingUnreadable, Finding, RulesRefused
from engine.records import Filing, Notice, Section, plain

TEXT = "On May 4, 2009, the Board appointed Ann B. Roe, 51, as Treasurer."
PERSON = TEXT.index("Ann"), TEXT.index(", 51")
TRIGGER = TEXT.index("appointed"), TEXT.index(" Ann")
FINDING = Finding("tags/money.yaml", 3, 7, "tags.money", "unknown key `patern`", "did you mean `pattern`?")


@dataclass(frozen=True)
class TagView:
    section: str
    start: int
    end: int
    label: str
    value: Any
    rule: str


@dataclass(frozen=True)
class Annotated:
    filing: Filing
    result: dict[str, Any]
    tags: list[TagView]


class FakeEngine:
    """Every filing is the one of `TEXT`, but for those that say `empty` or `bug`."""

    def read(self, data, file):
        if data == b"empty":
            raise FilingUnreadable("empty-filing", f"{file}: the file holds no text")
        if data == b"bug":
            raise ZeroDivisionError("division by zero")
        text = data.decode() or TEXT
        sections = (
            Section("5.02", "5.02", "Item 5.02\n Departure of [Directors]", text, "heading"),
            Section("9.01", "9.01", "Item 9.01", "(d) Exhibits.", "heading"),
        )
        return Filing(file, sections=sections, notices=(Notice("item-missing", "the cover names 8.01"),))

    def extract_bytes(self, data, file):
        filing = self.read(data, file)
        proof = [
            evidence("trigger", TRIGGER, "frames.appointment.board"),
            evidence("person", PERSON, "tags.person.full"),
            {**evidence("date", (3, 14), "tags.date.long"), "inherited_from": "agreement"},
        ]
        hire = {
            "type": "hire",
            "person": "Ann B. Roe",
            "roles": ["Treasurer", "Controller"],
            "date": "2009-05-04",
            "interim": True,
            "section": "5.02",
            "evidence": proof,
        }
        return {"file": file, "document": {}, "warnings": plain(filing.notices), "events": [hire]}

    def annotate(self, data, file):
        tags = [
            TagView("5.02", 3, 14, "DATE", "2009-05-04", "tags.date.long"),
            TagView("5.02", 3, 8, "NUMBER", 4, "tags.number.day"),
            TagView("5.02", *PERSON, "PERSON", "Ann B. Roe", "tags.person.full"),
        ]
        return Annotated(self.read(data, file), self.extract_bytes(data, file), tags)

    def schema(self):
        return {"title": "One filing’s result", "type": "object"}


def evidence(field, span, rule):
    start, end = span
    return {
        "field": field,
        "section": "5.02",
        "start": start,
        "end": end,
        "text": TEXT[start:end],
        "rule": rule,
    }


def load(rules=None, *, exhibits=False):  # noqa: ARG001  # as the engine's
    if rules is not None and rules.name == "refused":
        raise RulesRefused([FINDING])
    return FakeEngine()


def check(rules):
    return [FINDING] if rules.name == "refused" else []


@pytest.fixture
def pipeline(monkeypatch):
    """Puts the small engine where the commands look for the real one."""
    fake = ModuleType("engine.pipeline")
    fake.load = load  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "engine.pipeline", fake)
    monkeypatch.setattr(engine, "pipeline", fake, raising=False)
    checking = ModuleType("engine.checking")
    checking.check = check  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "engine.checking", checking)
    monkeypatch.setattr(engine, "checking", checking, raising=False)


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


@pytest.fixture
def filing_engine(pipeline, capfd):  # noqa: ARG001  # in place for every command
    """Calls the command line as a shell does; gives the exit code and what was printed."""

    def call(*arguments):
        with pytest.raises(SystemExit) as left:
            main([str(argument) for argument in arguments])
        return Outcome(int(left.value.code or 0), *capfd.readouterr())

    return call
