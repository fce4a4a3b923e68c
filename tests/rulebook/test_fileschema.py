"""`rules/schema.json` is what the models say, and every packaged rule file follows it."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from engine.assets import folder
from engine.rulebook.fileschema import rule_schema, rule_schema_text
from engine.rulebook.loading import KINDS

RULES = folder("rules")
FILES = [path for path in sorted(RULES.rglob("*.yaml")) if path.parent.name != "sections"]
SCHEMA = rule_schema()


def test_the_file_is_current() -> None:
    written = (RULES / "schema.json").read_text(encoding="utf-8")
    assert written == rule_schema_text(), "write it again: python -m engine.rulebook.fileschema"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(RULES).as_posix())
def test_rule_files_follow_the_schema_of_their_kind(path: Path) -> None:
    file = path.relative_to(RULES).as_posix()
    kind = next(model for pattern, model in KINDS if pattern.fullmatch(file))
    schema = {"$ref": f"#/$defs/{kind.__name__}", "$defs": SCHEMA["$defs"]}
    data = json.loads(json.dumps(yaml.safe_load(path.read_text(encoding="utf-8"))))
    jsonschema.Draft202012Validator(schema).validate(data)


def test_an_unknown_key_does_not() -> None:
    schema = {"$ref": "#/$defs/ScopeRule", "$defs": SCHEMA["$defs"]}
    with pytest.raises(jsonschema.ValidationError, match="extend"):
        jsonschema.validate({"about": "Ten letters.", "scope": "a", "cue": ["b"], "extend": "clause"}, schema)
