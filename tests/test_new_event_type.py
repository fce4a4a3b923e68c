"""A new event type is added with YAML alone: rules beside the packaged ones, no Python."""

import shutil
from pathlib import Path

import jsonschema
import pytest

from engine import checking, pipeline
from engine.assets import folder
from engine.scoring.scores import score

RULES = Path(__file__).parent / "rules" / "auditor_change"

CURRENT = """Item 4.01 Changes in Registrant's Certifying Accountant.

On March 3, 2011, the Audit Committee of the Board of Directors of Quillback Foods Corp. dismissed Harrow & Pike LLP
as the Company's independent registered public accounting firm. The reports of Harrow & Pike LLP on the financial
statements for the past two years contained no adverse opinion.

On March 7, 2011, the Company engaged Stow, Ridley & Co. LLP as its new independent accountant.

Item 5.02 Departure of Directors or Certain Officers.

On March 3, 2011, Ann B. Roe resigned as our Treasurer.
"""
BEFORE_2004 = """Item 4. Changes in Registrant's Certifying Accountant.

On June 2, 1999, Harrow & Pike LLP was dismissed as the Registrant's independent accountants.
"""


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packaged rules with the new type's files beside them."""
    root = tmp_path_factory.mktemp("rules")
    shutil.copytree(folder("rules"), root, dirs_exist_ok=True)
    shutil.copytree(RULES, root, dirs_exist_ok=True)
    return root


@pytest.fixture(scope="module")
def engine(rules: Path) -> pipeline.Engine:
    return pipeline.load(rules)


def test_its_rules_hold(rules: Path) -> None:
    assert [str(f) for f in checking.check(rules)] == []


def test_events_of_the_current_numbering(engine: pipeline.Engine) -> None:
    events = engine.extract(CURRENT)["events"]
    found = [
        {k: e[k] for k in ("firm", "action", "date", "section")}
        for e in events
        if e["type"] == "auditor_change"
    ]
    assert found == [
        {"firm": "Harrow & Pike LLP", "action": "dismissed", "date": "2011-03-03", "section": "4.01"},
        {"firm": "Stow, Ridley & Co. LLP", "action": "engaged", "date": "2011-03-07", "section": "4.01"},
    ]


def test_events_of_the_numbering_before_2004(engine: pipeline.Engine) -> None:
    [event] = engine.extract(BEFORE_2004)["events"]
    assert (event["firm"], event["action"], event["date"], event["section"]) == (
        "Harrow & Pike LLP",
        "dismissed",
        "1999-06-02",
        "4",
    )


def test_every_value_has_its_words(engine: pipeline.Engine) -> None:
    result = engine.extract(CURRENT)
    for event in result["events"]:
        fields = {evidence["field"] for evidence in event["evidence"]}
        assert fields >= {"trigger", *(event.keys() - {"type", "section", "evidence"})}


def test_it_has_its_place_in_the_output_schema(engine: pipeline.Engine) -> None:
    result = engine.extract(CURRENT)
    jsonschema.validate(result, engine.schema())
    del result["events"][0]["firm"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(result, engine.schema())


def test_it_is_scored_by_its_own_pivot(engine: pipeline.Engine) -> None:
    events = [e for e in engine.extract(CURRENT)["events"] if e["type"] == "auditor_change"]
    scores = score({"a.txt": events}, {"a.txt": events[:1]}, engine.specs)
    assert (
        scores.by_type["auditor_change"].strict.correct,
        scores.by_type["auditor_change"].strict.missed,
    ) == (1, 1)


def test_other_events_stay_as_they_are(engine: pipeline.Engine) -> None:
    packaged = pipeline.load().extract(CURRENT)["events"]
    assert [e for e in engine.extract(CURRENT)["events"] if e["type"] != "auditor_change"] == packaged
    assert [e["type"] for e in packaged] == ["resignation"]


def test_without_its_rules_the_item_is_not_read() -> None:
    assert pipeline.load().extract(BEFORE_2004)["events"] == []
