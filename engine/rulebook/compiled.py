"""Rules made ready to run: patterns compiled once, with what they need of a text to be tried at all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from engine.rulebook import models
from engine.rulebook.clausepatterns import ClausePattern, required
from engine.rulebook.patterns import Element
from engine.rulebook.reference import Derivation, ReferenceMatcher
from engine.rulebook.skeletons import Alphabet, Node
from engine.rulebook.tokenpatterns import TokenPattern

RuleT = TypeVar("RuleT", bound=models.Model)


class Pattern:
    """A clause pattern: found by its regular expression, explained by the reference matcher."""

    def __init__(self, element: Element, alphabet: Alphabet) -> None:
        self.element = element
        self.needs = required(element)
        self._expression = ClausePattern(element, alphabet)
        self._reference = ReferenceMatcher(element)

    def search(self, text: str, nodes: Sequence[Node]) -> Iterator[Derivation]:
        """Every match, one a starting node, by start; `text` is the nodes encoded."""
        for match in self._expression.search(text):
            found = self._reference.match_at(nodes, match.start)
            if found is None or found.end != match.end:
                raise AssertionError(f"the compiled pattern and the reference matcher differ at node {match.start}")
            yield found

    def begins(self, text: str, start: int) -> bool:
        """Whether the pattern matches from node `start` on."""
        return self._expression.match_at(text, start) is not None

    def fits(self, features: frozenset[str]) -> bool:
        """Whether a clause with these features can match at all."""
        return all(not need.isdisjoint(features) for need in self.needs)


@dataclass(frozen=True, slots=True)
class Compiled(Generic[RuleT]):
    """A rule under its id, with its patterns."""

    id: str
    rule: RuleT
    patterns: tuple[Pattern, ...] = ()

    def search(self, text: str, nodes: Sequence[Node], features: frozenset[str] | None = None) -> Iterator[Derivation]:
        """The matches of all patterns of the rule; `features` of the clause spare patterns that cannot match."""
        for pattern in self.patterns:
            if features is None or pattern.fits(features):
                yield from pattern.search(text, nodes)


@dataclass(frozen=True, slots=True)
class CompiledTag:
    """A tag rule: token patterns for the Matcher, or phrases for the PhraseMatcher."""

    id: str
    rule: models.TagRule
    patterns: tuple[TokenPattern, ...] = ()
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CompiledWording(Compiled[models.WordingRule]):
    """A wording of a frame, with the patterns beside which it is silent."""

    never: tuple[Pattern, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame with its wordings, which share its slots, the scopes in which they are silent, and the items they read."""

    name: str
    slots: Mapping[str, tuple[str, ...]]
    unless: tuple[str, ...]
    wordings: tuple[CompiledWording, ...]
    sections: tuple[str, ...] = ()
    weak_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CompiledFold(Compiled[models.FoldRule]):
    """A fold, with the patterns one of which must follow what it covers (none: anything may), and those that may not."""

    ahead: tuple[Pattern, ...] = ()
    not_ahead: tuple[Pattern, ...] = ()


@dataclass(frozen=True, slots=True)
class CompiledCut:
    """Where sentences are cut: `pattern` covers the border, one of `ahead` (if any) begins what follows."""

    pattern: Pattern
    ahead: tuple[Pattern, ...]
    inherit: tuple[str, ...]

    def search(self, text: str, nodes: Sequence[Node]) -> Iterator[Derivation]:
        """The borders among nodes."""
        for found in self.pattern.search(text, nodes):
            if not self.ahead or any(pattern.begins(text, found.end) for pattern in self.ahead):
                yield found


@dataclass(frozen=True, slots=True)
class LadderRung:
    """One rung of a slot's ladder: a way of finding named by words, or a pattern or vocabulary in a window."""

    text: str
    rule: models.Rung | None = None
    patterns: tuple[Pattern, ...] = ()
    never: tuple[Pattern, ...] = ()


@dataclass(frozen=True, slots=True)
class CompiledTable(Compiled[models.TableRule]):
    """A table rule: `patterns` are those of a row, `headings` those of each column."""

    headings: tuple[tuple[Pattern, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class EventType:
    """An event type with its ladders compiled, by slot."""

    id: str
    rule: models.EventRule
    ladders: Mapping[str, tuple[LadderRung, ...]]

    @property
    def name(self) -> str:
        """The type's name in the output."""
        return self.rule.event
