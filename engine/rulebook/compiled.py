"""Rules made ready to run: patterns compiled once, with what they need of a text to be tried at all."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from engine.rulebook import models
from engine.rulebook.clausepatterns import ClausePattern, Match, required
from engine.rulebook.patterns import Element
from engine.rulebook.reference import Derivation, ReferenceMatcher
from engine.rulebook.skeletons import Alphabet, Node
from engine.rulebook.tokenpatterns import TokenPattern

RuleT = TypeVar("RuleT", bound=models.Model)
Item = TypeVar("Item")


class Pattern:
    """A clause pattern: found by its regular expression, explained by the reference matcher."""

    def __init__(self, element: Element, alphabet: Alphabet) -> None:
        self.element = element
        self.needs = tuple(sorted(required(element), key=_commonness))
        self._expression = ClausePattern(element, alphabet)
        self._reference = ReferenceMatcher(element)

    def search(self, text: str, nodes: Sequence[Node]) -> Iterator[Derivation]:
        """Every match, one a starting node, by start; `text` is the nodes encoded."""
        for match in self._expression.search(text):
            found = self._reference.match_at(nodes, match.start)
            if found is None or found.end != match.end:
                raise AssertionError(
                    f"the compiled pattern and the reference matcher differ at node {match.start}"
                )
            yield found

    def places(self, text: str) -> Iterator[Match]:
        """Where the matches of `search` are, without what they capture."""
        return self._expression.search(text)

    def begins(self, text: str, start: int) -> bool:
        """Whether the pattern matches from node `start` on."""
        return self._expression.match_at(text, start) is not None

    def fits(self, features: frozenset[str]) -> bool:
        """Whether a clause with these features can match at all."""
        for need in self.needs:  # noqa: SIM110  # asked for every rule and clause: a generator costs more than the test
            if need.isdisjoint(features):
                return False
        return True


def _commonness(need: frozenset[str]) -> tuple[bool, int]:
    """Orders what a pattern needs, the rarest first: a few words, many words, tags."""
    return any(feature.startswith("t:") for feature in need), len(need)


@dataclass(frozen=True, slots=True)
class Compiled(Generic[RuleT]):
    """A rule under its id, with its patterns and those beside which it is silent."""

    id: str
    rule: RuleT
    patterns: tuple[Pattern, ...] = ()
    never: tuple[Pattern, ...] = ()

    def search(
        self, text: str, nodes: Sequence[Node], features: frozenset[str] | None = None
    ) -> Iterator[Derivation]:
        """The matches of all patterns of the rule; `features` of the clause spare patterns that cannot match."""
        for pattern in self.patterns:
            if features is None or pattern.fits(features):
                yield from pattern.search(text, nodes)


class Index(Generic[Item]):
    """Items in their order, found by the rarest thing that one of their patterns needs of a text.

    A clause has some dozens of features, a rule set hundreds of patterns: asking the features costs less.
    """

    def __init__(self, items: Iterable[tuple[Item, Sequence[Pattern]]]) -> None:
        rows = tuple(items)
        self._items = tuple(item for item, _ in rows)
        self._always: set[int] = set()
        self._by_feature: dict[str, set[int]] = {}
        for place, (_, patterns) in enumerate(rows):
            for pattern in patterns:
                if not pattern.needs:
                    self._always.add(place)
                for feature in pattern.needs[0] if pattern.needs else ():
                    self._by_feature.setdefault(feature, set()).add(place)

    def candidates(self, features: frozenset[str]) -> Iterator[Item]:
        """The items one of whose patterns may match where a text has these features, in their order."""
        places = set(self._always)
        for feature in self._by_feature.keys() & features:
            places |= self._by_feature[feature]
        return (self._items[place] for place in sorted(places))


@dataclass(frozen=True, slots=True)
class CompiledTag:
    """A tag rule: token patterns for the Matcher, or phrases for the PhraseMatcher."""

    id: str
    rule: models.TagRule
    patterns: tuple[TokenPattern, ...] = ()
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CompiledWording(Compiled[models.WordingRule]):
    """A wording of a frame."""


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
    """A fold, with the patterns one of which must follow what it covers (none: anything may), and those that may not.

    None of `not_behind` may end where the covered nodes begin.
    """

    ahead: tuple[Pattern, ...] = ()
    not_ahead: tuple[Pattern, ...] = ()
    not_behind: tuple[Pattern, ...] = ()


@dataclass(frozen=True, slots=True)
class CompiledCut:
    """Where sentences are cut: `pattern` covers the border, one of `ahead` (if any) begins what follows.

    A border that a match of `never` holds with what stands before and behind it is none.
    """

    pattern: Pattern
    ahead: tuple[Pattern, ...]
    inherit: tuple[str, ...]
    never: tuple[Pattern, ...] = ()

    def places(self, text: str) -> Iterator[Match]:
        """The borders among nodes, which `text` encodes."""
        held = [match for pattern in self.never for match in pattern.places(text)]
        for found in self.pattern.places(text):
            if any(match.start < found.start and found.end < match.end for match in held):
                continue
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
