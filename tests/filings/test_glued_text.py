"""Words that lost the tag between them: tokens out, offsets untouched, names whole."""

from pathlib import Path

import pytest
import yaml

from engine.rulebook.models import Tokenizing
from engine.rulebook.tokenizer import blank

RULES = Path(__file__).parents[2] / "rules" / "ruleset.yaml"


@pytest.fixture(scope="module")
def nlp():
    return blank(Tokenizing.model_validate(yaml.safe_load(RULES.read_text("utf-8"))["tokenizer"]))


GLUED = [
    ("Ho26,542Dean", "Ho 26,542 Dean"),
    ("8,4508,450", "8,450 8,450"),
    ("President$2,000,000", "President $ 2,000,000"),
    ("ResignationsOn", "Resignations On"),
    ("Item5.02", "Item 5.02"),
    ("March 1, 2018.As compensation", "March 1 , 2018 . As compensation"),
    ("Return25%15%Core", "Return 25 % 15 % Core"),
    ("14,921,784PROPOSAL", "14,921,784 PROPOSAL"),
    ("OfficerThe", "Officer The"),
]
WHOLE = [
    "McRae",
    "LeFebvre",
    "DeVita",
    "DiMarco",
    "MacKay",
    "FitzGerald",
    "Ph.D.",
    "409A",
    "1,000,000",
    "$1.50",
]


@pytest.mark.parametrize(("text", "tokens"), GLUED)
def test_glued_words_are_split(nlp, text, tokens):
    doc = nlp.make_doc(text)
    assert [token.text for token in doc] == tokens.split()
    assert doc.text == text


@pytest.mark.parametrize("name", WHOLE)
def test_names_and_figures_stay_whole(nlp, name):
    tokens = [token.text for token in nlp.make_doc(f"as {name} said")]
    assert "".join(tokens[1:-1]) == name
    assert len(tokens) == (4 if "$" in name else 3)
