"""What the files of `rules/sections/` may say; `headings.py` compiles them.

A caption in them is words with two signs: `(a|b)` is a choice and `(a)?` may be missing; case, punctuation
and spacing do not matter. Everything else that is called a pattern is a regular expression, compiled
without regard to case.
"""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from engine.rulebook.models import Model


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        raise ValueError(f"{pattern!r} is no regular expression: {error}") from error
    return pattern


def _is_caption(caption: str) -> str:
    if not re.fullmatch(r"(?:\([^()]+\)\??\s*|[^\s()?|]+\s*)+", caption):
        raise ValueError(
            f"{caption!r} is no caption: write words, (a|b) for a choice, (a)? for what may be missing"
        )
    return caption


Pattern = Annotated[str, AfterValidator(_compiles)]
Caption = Annotated[str, AfterValidator(_is_caption)]
Frames = Literal["all", "none"]


class ItemRule(Model):
    """One item: the captions of its heading, whether any frame cares about its text, the letters of its sub-items."""

    frames: Frames
    captions: tuple[Caption, ...] = ()
    letters: str = Field(default="", pattern="^[a-z]*$")


class ItemsFile(Model):
    """One numbering of the items, with the days (ISO, both inclusive) on which reports use it."""

    about: str = Field(min_length=10)
    numbering: str
    since: str = ""
    until: str = "9999"
    number: Pattern
    items: dict[str, ItemRule]


class GroupRules(Model):
    """Titles that stand above items and are no text: `Section 5 - Corporate Governance and Management`."""

    number: Pattern
    titles: tuple[Caption, ...]


class HeadingRules(Model):
    """How a heading is written around number and caption, what opens the text behind it, which words before it refer."""

    cue: str = Field(min_length=2)
    word: Pattern
    joins: Pattern
    letters: Pattern
    openers: tuple[Pattern, ...]
    references: tuple[str, ...]
    groups: GroupRules


class EndRules(Model):
    """What ends the last section, and the paragraphs that are page marks."""

    paragraphs: tuple[Pattern, ...]
    cues: tuple[str, ...]
    sentences: tuple[Pattern, ...]
    pages: tuple[Pattern, ...]


class CoverRules(Model):
    """Where facts stand on a cover page that nothing marks up; each pattern has its value in group 1, `combined` in named ones."""

    forms: Pattern
    exhibits: Pattern
    form: Pattern
    amendment: Pattern
    report_date: tuple[Pattern, ...]
    combined: Pattern
    name: Pattern
    cik: Pattern
    state: Pattern
    state_label: Pattern
    commission_file_number: Pattern
    irs_number: Pattern
    closing: tuple[Pattern, ...]


class HeadingsFile(Model):
    """The file with `headings`."""

    about: str = Field(min_length=10)
    headings: HeadingRules


class EndsFile(Model):
    """The file with `ends`."""

    about: str = Field(min_length=10)
    ends: EndRules


class CoverFile(Model):
    """The file with `cover`: labels of the submission header, names of marked facts, cover patterns."""

    about: str = Field(min_length=10)
    header: dict[str, tuple[str, ...]]
    marked: dict[str, tuple[str, ...]]
    cover: CoverRules


SectionFile = ItemsFile | HeadingsFile | EndsFile | CoverFile
KINDS: dict[str, type[SectionFile]] = {
    "items": ItemsFile,
    "headings": HeadingsFile,
    "ends": EndsFile,
    "cover": CoverFile,
}
