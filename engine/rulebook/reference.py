"""Matches clause patterns by plain search with backtracking, and says which node each slot took.

The order in which ways are tried is that of the regular expressions: options as written, repetitions
as many as possible, gaps as short as possible. It gives the captures of a match that the compiled
pattern found, and in tests it is what compiled patterns are held against.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.rulebook.clausepatterns import stops, wanted
from engine.rulebook.patterns import Choice, Element, Gap, OneOf, Repeat, Sequence_, Slot, Start, Word, walk
from engine.rulebook.skeletons import Node


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a pattern covers nodes `[start, end)`: captures in the order taken, and the literal nodes."""

    start: int
    end: int
    captures: tuple[tuple[str, int], ...]
    literals: tuple[int, ...]

    def slots(self) -> dict[str, tuple[int, ...]]:
        """Node indices by slot name."""
        found: dict[str, tuple[int, ...]] = {}
        for name, index in self.captures:
            found[name] = (*found.get(name, ()), index)
        return found


_State = tuple[int, tuple[tuple[str, int], ...], tuple[int, ...]]


class ReferenceMatcher:
    """Matches one pattern, which `check` lets pass, on the features of a clause's nodes."""

    def __init__(self, element: Element) -> None:
        self.element = element
        self._stops = stops(element)
        self._wanted = {
            id(part): wanted(part) for part in walk(element) if isinstance(part, (Word, OneOf, Slot))
        }

    def match_at(self, nodes: Sequence[Node], start: int) -> Derivation | None:
        """The first way in which the pattern matches from node `start` on, or None."""
        for end, captures, literals in self._ways(self.element, nodes, (start, (), ())):
            return Derivation(start, end, captures, literals)
        return None

    def search(self, nodes: Sequence[Node]) -> Iterator[Derivation]:
        """The first way at each place where the pattern fits."""
        for start in range(len(nodes) + 1):
            found = self.match_at(nodes, start)
            if found is not None:
                yield found

    def _ways(self, element: Element, nodes: Sequence[Node], state: _State) -> Iterator[_State]:
        match element:
            case Sequence_(parts):
                yield from self._sequence(parts, nodes, state)
            case Choice(options):
                for option in options:
                    yield from self._ways(option, nodes, state)
            case Repeat(part, least, most):
                yield from self._repeat(part, least, most, nodes, state)
            case Gap():
                yield from self._gap(element, nodes, state)
            case Start():
                if state[0] == 0:
                    yield state
            case _:
                yield from self._single(element, nodes, state)

    def _sequence(self, parts: Sequence[Element], nodes: Sequence[Node], state: _State) -> Iterator[_State]:
        if not parts:
            yield state
            return
        for between in self._ways(parts[0], nodes, state):
            yield from self._sequence(parts[1:], nodes, between)

    def _repeat(
        self, part: Element, least: int, most: int, nodes: Sequence[Node], state: _State
    ) -> Iterator[_State]:
        if most > 0:
            for between in self._ways(part, nodes, state):
                yield from self._repeat(part, max(least - 1, 0), most - 1, nodes, between)
        if least == 0:
            yield state

    def _gap(self, gap: Gap, nodes: Sequence[Node], state: _State) -> Iterator[_State]:
        position, captures, literals = state
        barred = self._stops[id(gap)]
        for width in range(gap.most + 1):
            if width >= gap.least:
                yield position + width, captures, literals
            at = position + width
            if at >= len(nodes) or not nodes[at].features().isdisjoint(barred):
                return

    def _single(self, element: Element, nodes: Sequence[Node], state: _State) -> Iterator[_State]:
        position, captures, literals = state
        if position < len(nodes) and not nodes[position].features().isdisjoint(self._wanted[id(element)]):
            if isinstance(element, Slot):
                taken = (*captures, (element.name, position)) if element.name else captures
                yield position + 1, taken, literals
            else:
                yield position + 1, captures, (*literals, position)
