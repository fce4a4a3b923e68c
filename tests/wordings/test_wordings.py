"""Wordings by class, written by us: each passage gives just the events that a careful reader finds in it.

A file holds the cases of one class: `about`, and `cases` of a `text` (a section without its heading; `item` names
another item than 5.02, `reported` the day on the cover) with its `events` as labels write them, compared the way
scores compare. What the engine does not reach yet carries `fails` with the reason: such a case must fail, so that it is turned on once it works.
"""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from engine import pipeline
from engine.scoring.alignment import align

FOLDER = Path(__file__).parent
COVER = "SECURITIES AND EXCHANGE COMMISSION\n\nFORM 8-K\n\nDate of Report (Date of earliest event reported): {}\n\n"
KEYS = {"text", "item", "events", "fails", "reported"}


class Plain(yaml.SafeLoader):
    """YAML whose dates stay the text that labels have."""


Plain.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_cases(file: Path) -> list[dict[str, Any]]:
    return list(yaml.load(file.read_text(encoding="utf-8"), Loader=Plain)["cases"])  # noqa: S506 - safe


def cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{file.stem}-{number}", marks=_marks(case))
        for file in sorted(FOLDER.glob("*.yaml"))
        for number, case in enumerate(read_cases(file), 1)
    ]


def _marks(case: dict[str, Any]) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(reason=case["fails"], strict=True)] if "fails" in case else []


@cache
def loaded() -> pipeline.Engine:
    return pipeline.load()


def mistakes(case: dict[str, Any]) -> list[str]:
    """What the engine gets wrong in a case: events missed and made up, and values that differ."""
    item = case.get("item", "5.02")
    cover = COVER.format(case["reported"]) if "reported" in case else ""
    text = f"{cover}Item {item} Report.\n\n{case['text'].strip()}\n\nSIGNATURES\n"
    return differences(case, loaded().extract(text)["events"])


def differences(case: dict[str, Any], predicted: list[dict[str, Any]]) -> list[str]:
    """Where predicted events differ from those of a case, in what scores compare."""
    aligned = align(case["events"], predicted, loaded().specs)
    return [
        *(f"missed: {_plain(lonely.event)}" for lonely in aligned.missed),
        *(f"made up: {_plain(lonely.event)}" for lonely in aligned.spurious),
        *(
            f"{verdict.slot}: {pair.prediction.get(verdict.slot)}, not {pair.label.get(verdict.slot)} of {_plain(pair.label)}"
            for pair in aligned.pairs
            for verdict in pair.verdicts
            if verdict.scored and verdict.errors
        ),
    ]


def _plain(event: Any) -> dict[str, Any]:
    return {key: value for key, value in event.items() if key not in {"evidence", "section", "quote"}}


@pytest.mark.parametrize("case", cases())
def test_the_events_of_a_wording(case: dict[str, Any]) -> None:
    assert KEYS >= case.keys() >= {"text", "events"}
    assert mistakes(case) == []
