"""A rule set compiled: everything that the stages need, and what of it reads a section."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from engine.rulebook import models
from engine.rulebook.compiled import (
    Compiled,
    CompiledCut,
    CompiledFold,
    CompiledTable,
    CompiledTag,
    CompiledWording,
    EventType,
    Frame,
    Index,
    Pattern,
)
from engine.rulebook.expansion import Vocabulary
from engine.rulebook.headings import Headings
from engine.rulebook.skeletons import Alphabet

# The section of a document whose sections nobody marked, such as an example: no frame is kept from it.
UNMARKED = "text"


@dataclass(frozen=True)
class Ruleset:
    """A compiled rule set. Shared by everything that runs it; only its alphabet grows, as texts are met."""

    name: str
    version: str
    root: Path
    files: Mapping[str, str]
    tokenizing: models.Tokenizing
    vocabulary: Vocabulary
    fuzzy: tuple[str, ...]
    headings: Headings
    tags: tuple[CompiledTag, ...]
    aliases: tuple[Compiled[models.AliasRule], ...]
    folds: tuple[tuple[CompiledFold, ...], ...]
    clauses: models.ClauseRules
    begins: tuple[Pattern, ...]
    lines: tuple[Pattern, ...]
    no_lines: tuple[Pattern, ...]
    cuts: tuple[CompiledCut, ...]
    scopes: tuple[Compiled[models.ScopeRule], ...]
    frames: Mapping[str, Frame]
    events: tuple[EventType, ...]
    fills: tuple[Compiled[models.FillRule], ...]
    tables: tuple[CompiledTable, ...]
    registers: Mapping[str, models.RegisterRule]
    alphabet: Alphabet

    @cached_property
    def small_words(self) -> frozenset[str]:
        """Words that prove nothing when they stand alone."""
        return frozenset(self.clauses.small_words.split())

    def frames_of(self, section: str) -> tuple[Frame, ...]:
        """The frames that read a section, by its id: those that name its item, and where items are read at all, all others."""
        if section == UNMARKED:
            return tuple(self.frames.values())
        item = section.partition("#")[0]
        general = self.headings.frames(item) == "all"
        return tuple(f for f in self.frames.values() if (item in f.sections if f.sections else general))

    @cached_property
    def scope_index(self) -> Index[Compiled[models.ScopeRule]]:
        """The scopes, by what they need of a clause."""
        return Index((scope, scope.patterns) for scope in self.scopes)

    @cached_property
    def fold_indices(self) -> tuple[Index[tuple[int, CompiledFold]], ...]:
        """The folds of each phase with their places in it, by what they need of a sentence."""
        return tuple(
            Index(((at, fold), fold.patterns) for at, fold in enumerate(phase)) for phase in self.folds
        )

    def wordings_of(self, section: str) -> Index[tuple[Frame, CompiledWording]]:
        """The wordings of `frames_of` a section with their frames, by what they need of a clause."""
        frames = self.frames_of(section)
        names = tuple(frame.name for frame in frames)
        if names not in self._wordings:
            rows = (((frame, one), one.patterns) for frame in frames for one in frame.wordings)
            self._wordings[names] = Index(rows)
        return self._wordings[names]

    @cached_property
    def _wordings(self) -> dict[tuple[str, ...], Index[tuple[Frame, CompiledWording]]]:
        return {}

    def reads(self, item: str | None) -> bool:
        """Whether any frame reads the sections of an item; what none reads is never tokenised."""
        return bool(self.frames_of(item)) if item else True
