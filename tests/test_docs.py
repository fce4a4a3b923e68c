"""The documents name what is there: every key of every kind of rule file, every rung, every normaliser."""

from pathlib import Path

import pytest

from engine.rulebook.loading import KINDS
from engine.rulebook.models import Cut, Examples, Model, Rung, SlotRule, Tokenizing
from engine.tagging.values import NORMALISERS

TEXT = (Path(__file__).parents[1] / "docs" / "rules.md").read_text(encoding="utf-8")
MODELS = sorted(
    {model for _, model in KINDS} | {Cut, Examples, Rung, SlotRule, Tokenizing}, key=lambda m: m.__name__
)


def keys(model: type[Model]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_key_is_explained(model: type[Model]) -> None:
    missing = [key for key in keys(model) if f"`{key}" not in TEXT and f"{key}:" not in TEXT]
    assert missing == []


def test_every_normaliser_is_named() -> None:
    assert [name for name in NORMALISERS if name not in TEXT] == []
