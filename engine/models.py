"""Writes `models/`: pipelines that `spacy.load` reads, each no more than a config over the packaged rules.

python -m engine.models [FOLDER]
"""

import sys
from pathlib import Path
from typing import Any

import srsly
from thinc.api import Config

from engine.assets import folder
from engine.pipeline import COMPONENTS
from engine.rulebook.tokenizer import REGISTERED
from engine.version import VERSION

NAME = "filing_rules"


def config() -> Config:
    """The pipeline's config; `rules = null` stands for the packaged rules."""
    nlp: dict[str, Any] = {
        "lang": "en",
        "pipeline": list(COMPONENTS),
        "disabled": [],
        "before_creation": None,
        "after_creation": None,
        "after_pipeline_creation": None,
        "batch_size": 64,
        "tokenizer": {"@tokenizers": REGISTERED, "rules": None},
    }
    components = {name: {"factory": name, "rules": None} for name in COMPONENTS}
    return Config({"nlp": nlp, "components": components})


def write(root: Path) -> Path:
    """Writes the pipeline's folder below `root`, the same bytes every time; returns it."""
    path = root / f"en_{NAME}"
    path.mkdir(parents=True, exist_ok=True)
    (path / "config.cfg").write_text(config().to_str() + "\n", encoding="utf-8")
    meta = {
        "lang": "en",
        "name": NAME,
        "version": VERSION,
        "description": "Sections, tags and events of SEC filings (Form 8-K), by the rules of filing-engine.",
        "spacy_version": ">=3.8,<4",
        "requirements": [f"filing-engine=={VERSION}"],
    }
    srsly.write_json(path / "meta.json", meta)
    return path


if __name__ == "__main__":
    sys.stdout.write(f"{write(Path(sys.argv[1]) if sys.argv[1:] else folder('models'))}\n")
