"""What all rule files share: strict models, texts or lists of texts, examples."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema


def listed(data: Any) -> Any:
    """A text as a list of one."""
    return data if isinstance(data, (list, tuple)) else [data]


ONE_OR_MANY = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
Many = Annotated[tuple[str, ...], BeforeValidator(listed), WithJsonSchema(ONE_OR_MANY)]
Scalar = str | int | float | bool
# The functions of `engine.tagging.values` that turn words into values; a test holds the two lists together.
Normaliser = Literal[
    "age", "date", "duration", "integer", "money", "months", "months_of_multiple", "multiple", "number",
    "partial_date", "percent", "person_name", "singular", "text", "title", "years",
]  # fmt: skip


class Model(BaseModel):
    """Base of all rule models."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=False, alias_generator=lambda n: n.replace("_", " ")
    )


class Example(Model):
    """A text with marked spans, and for tag rules the value that the marked words have."""

    text: str
    value: Any = None


def _example(data: Any) -> Any:
    return {"text": data} if isinstance(data, str) else data


_TEXT_OR_EXAMPLE = {"anyOf": [{"type": "string"}, {"type": "object", "required": ["text"]}]}
Examples_ = Annotated[Example, BeforeValidator(_example), WithJsonSchema(_TEXT_OR_EXAMPLE)]


class Examples(Model):
    """Texts that a rule must match with the spans marked, must not match, and does not match yet."""

    match: tuple[Examples_, ...] = ()
    no_match: tuple[Examples_, ...] = Field((), alias="no_match")
    todo: tuple[Examples_, ...] = ()


class Rule(Model):
    """What every rule says: a sentence on what it is for, and examples that are run."""

    about: str = Field(min_length=10)
    examples: Examples = Field(default_factory=lambda: Examples.model_validate({}))
