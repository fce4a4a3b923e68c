"""The JSON schema of rule files, for editors: generated from the models, kept in `rules/schema.json`."""

import json
from pathlib import Path
from typing import Any

from engine.assets import folder
from engine.rulebook.loading import KINDS


def rule_schema() -> dict[str, Any]:
    """One schema for all kinds of rule files: which one holds is seen by the keys."""
    kinds = sorted({model for _, model in KINDS}, key=lambda model: model.__name__)
    definitions: dict[str, Any] = {}
    for model in kinds:
        schema = model.model_json_schema(by_alias=True, ref_template="#/$defs/{model}")
        definitions.update(schema.pop("$defs", {}))
        definitions[model.__name__] = schema
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A rule file; `filing-engine check` knows by its folder of which kind it is",
        "anyOf": [{"$ref": f"#/$defs/{model.__name__}"} for model in kinds],
        "$defs": dict(sorted(definitions.items())),
    }


def rule_schema_text() -> str:
    """The schema as it stands in `rules/schema.json`."""
    return json.dumps(rule_schema(), indent=1, ensure_ascii=False) + "\n"


def write(path: Path | None = None) -> None:
    """Writes the schema beside the packaged rules, or to `path`."""
    (path or folder("rules") / "schema.json").write_text(rule_schema_text(), encoding="utf-8")


if __name__ == "__main__":
    write()
