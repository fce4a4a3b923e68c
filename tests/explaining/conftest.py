"""A corpus of two made-up filings, the engine of a tiny rule set, and what it makes of them."""

import json

import pytest

from engine import pipeline
from engine.scoring.labels import read_corpus

HEADING = "Item 5.02 Departure of Directors.\n\n"


@pytest.fixture
def engine_with(write_rules):
    """The engine of the tiny rule set with files changed."""
    return lambda changes=None: pipeline.load(write_rules(changes))


@pytest.fixture
def corpus_of(tmp_path):
    """Writes filings with their labels, each as text and events by name, and reads them as a corpus."""

    def write(engine, filings):
        rows = []
        for name, (text, events) in filings.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
            rows.append(json.dumps({"file": name, "events": events}))
        (tmp_path / "labels.jsonl").write_text("\n".join(rows), encoding="utf-8")
        return read_corpus(tmp_path, engine.specs)

    return write
