"""Compiles clause patterns to bounded regular expressions over an alphabet, and matches them.

Not spaCy's `Matcher`: it never merges equal states (two gaps of twelve nodes on fifty short texts took
it seconds), expands groups, and returns one of several captures. Here a pattern is one expression, a
node one character. `reference.py` matches the same patterns by plain search; tests hold the two together.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from engine.rulebook.patterns import (
    Attribute,
    Choice,
    Element,
    Gap,
    OneOf,
    PatternError,
    Repeat,
    Sequence_,
    Slot,
    Start,
    Word,
    walk,
)
from engine.rulebook.skeletons import Alphabet

# What no gap passes over.
BARRIERS = frozenset({"w:;"})
# A product of gap widths above this is refused: such a pattern tries that many ways at one place.
WIDEST_PRODUCT = 20_000


def wanted(element: Element) -> frozenset[str]:
    """The features one of which a node must have to match this single-node element."""
    match element:
        case Word(text, True):
            return frozenset({f"x:{text}"})
        case Word(text, False):
            return frozenset({f"w:{text}"})
        case OneOf(norms):
            return frozenset(f"w:{norm}" for norm in norms)
        case Slot(_, labels):
            return frozenset(f"t:{label}" for label in labels)
    raise PatternError(f"{element} matches no single node", 1)


def stops(element: Element) -> dict[int, frozenset[str]]:
    """For each gap (by identity), the features at which it ends: barriers, and the labels of the slots beside it."""
    found: dict[int, frozenset[str]] = {}
    order = [e for e in walk(element) if isinstance(e, (Slot, Gap))]
    for position, gap in enumerate(order):
        if isinstance(gap, Gap):
            before = next((e for e in reversed(order[:position]) if isinstance(e, Slot) and e.name), None)
            after = next((e for e in order[position + 1 :] if isinstance(e, Slot) and e.name), None)
            labels = {label for slot in (before, after) if slot for label in slot.labels} - set(gap.passing)
            found[id(gap)] = BARRIERS | {f"t:{label}" for label in labels}
    return found


def required(element: Element) -> tuple[frozenset[str], ...]:
    """Sets of features: wherever the pattern matches, each set has a feature that some matched node has."""
    match element:
        case Word() | OneOf() | Slot():
            return (wanted(element),)
        case Sequence_(parts):
            return tuple(need for part in parts for need in required(part))
        case Repeat(part, least, _) if least > 0:
            return required(part)
        case Choice(options):
            needs = [required(option) for option in options]
            return (frozenset().union(*(min(need, key=len) for need in needs)),) if all(needs) else ()
    return ()


def asked(element: Element) -> frozenset[str]:
    """Every feature that the pattern can tell."""
    features = set(BARRIERS)
    for part in walk(element):
        if isinstance(part, (Word, OneOf, Slot)):
            features |= wanted(part)
        elif isinstance(part, Gap):
            features |= {f"t:{label}" for label in part.passing}
    return frozenset(features)


def asked_together(elements: Iterable[Element]) -> Iterator[str]:
    """The features that patterns can tell, those of one list of words after another; some come more than once."""
    for element in elements:
        for part in walk(element):
            if isinstance(part, (Word, OneOf, Slot)):
                yield from sorted(wanted(part))
        yield from sorted(asked(element))


def check(element: Element, *, empty: bool = False) -> None:
    """Raises PatternError for token attributes, for too many ways, and, unless it may be `empty`, where no node need match."""
    if any(isinstance(part, Attribute) for part in walk(element)):
        raise PatternError("token attributes match single tokens, not nodes", 1, "use them in tag rules only")
    for part in walk(element):
        if isinstance(part, Start) and not _begins(element, part):
            raise PatternError(
                "'^' stands behind other elements", 1, "write it first: it is the clause's first node"
            )
        if isinstance(part, Repeat) and part.most > 1 and least_nodes(part.part) == 0:
            raise PatternError(
                "what is repeated can match nothing", 1, "leave out the ? or * inside the group"
            )
    if not empty and least_nodes(element) == 0:
        raise PatternError("the pattern can match nothing", 1, "let at least one element be required")
    if (product := ways(element)) > WIDEST_PRODUCT:
        raise PatternError(
            f"the gaps and repetitions can be filled in {product} ways",
            1,
            "narrow the gaps or split the rule",
        )


def _begins(element: Element, start: Start) -> bool:
    """Whether `start` can only be met before any node."""
    match element:
        case Sequence_(parts):
            return any(
                part is start or any(p is start for p in walk(part)) for part in parts[:1]
            ) and _begins(parts[0], start)
        case Choice(options):
            return any(_begins(option, start) for option in options)
        case Repeat(part, _, most):
            return most == 1 and _begins(part, start)
    return element is start


def least_nodes(element: Element) -> int:
    """The fewest nodes that the element can cover."""
    match element:
        case Sequence_(parts):
            return sum(least_nodes(part) for part in parts)
        case Choice(options):
            return min(least_nodes(option) for option in options)
        case Repeat(part, least, _):
            return least * least_nodes(part)
        case Gap(least, _):
            return least
        case Start():
            return 0
    return 1


def ways(element: Element) -> int:
    """A bound on the ways in which gaps and nested repetitions can share out the nodes at one place.

    Repetitions of what has one width count once: how often they repeat, the text decides.
    """
    match element:
        case Sequence_(parts):
            return math.prod(ways(part) for part in parts)
        case Choice(options):
            return max(ways(option) for option in options)
        case Gap(least, most):
            return most - least + 1
        case Repeat(part, _, most):
            once: int = max(ways(part), _widths(part) if most > 1 else 1)
            return math.prod([once] * most)
    return 1


def _widths(element: Element) -> int:
    """How many places a repeated element may end at, when one of its own repetitions stands last.

    A repetition with a node behind it ends where that node stands: `((,|and){1,4} {person}){0,9}` reads
    a list in one way only.
    """
    match element:
        case Sequence_(parts):
            return _widths(parts[-1])
        case Choice(options):
            return max(_widths(option) for option in options)
        case Repeat(part, least, most):
            return (most - least + 1 if most > 1 else 1) * _widths(part)
    return 1


@dataclass(frozen=True, slots=True)
class Match:
    """Nodes `[start, end)` of a clause that a pattern covers."""

    start: int
    end: int


class ClausePattern:
    """One pattern as a regular expression, made anew only for a text with characters that it can tell and did not know."""

    def __init__(self, element: Element, alphabet: Alphabet) -> None:
        self.element, self.alphabet = element, alphabet
        self._stops = stops(element)
        self._asked = asked(element)
        self._size = 0
        self._unknown: frozenset[str] = frozenset()
        self._expression: re.Pattern[str] | None = None

    def search(self, text: str) -> Iterator[Match]:
        """The match at each place where the pattern fits, by start; matches may overlap."""
        expression = self._compiled(text)
        position = 0
        # past the end `re` would look at the end again, for ever where the pattern matches nothing there
        while position <= len(text) and (found := expression.search(text, position)):
            yield Match(found.start(), found.end())
            position = found.start() + 1

    def match_at(self, text: str, start: int) -> Match | None:
        """The match that starts at node `start`, or None."""
        found = self._compiled(text).match(text, start)
        return Match(found.start(), found.end()) if found else None

    def _compiled(self, text: str) -> re.Pattern[str]:
        """The expression, made anew only for a text with a character that the pattern can tell and did not know."""
        if self._size != self.alphabet.size:
            self._unknown |= self.alphabet.since(self._size, self._asked)
            self._size = self.alphabet.size
        if self._expression is None or (self._unknown and not self._unknown.isdisjoint(text)):
            self._expression = re.compile(self._source(self.element), re.DOTALL)
            self._unknown = frozenset()
        return self._expression

    def _source(self, element: Element) -> str:
        match element:
            case Sequence_(parts):
                return "".join(self._source(part) for part in parts)
            case Choice(options):
                return "(?:" + "|".join(self._source(option) for option in options) + ")"
            case Repeat(part, least, most):
                return f"(?:{self._source(part)}){{{least},{most}}}"
            case Gap(least, most):
                return f"{self._outside(self._stops[id(element)])}{{{least},{most}}}?"
            case Start():
                return r"\A"
        return _class(self.alphabet.having(wanted(element)))

    def _outside(self, features: frozenset[str]) -> str:
        characters = self.alphabet.having(features)
        return f"[^{_ranges(characters)}]" if characters else "."


def _class(characters: frozenset[str] | Sequence[str]) -> str:
    """A character class, or an expression that never matches where no text has had such a node yet."""
    return f"[{_ranges(characters)}]" if characters else "(?!)"


def _ranges(characters: Iterable[str]) -> str:
    """The characters as a class spells them, neighbours as ranges; none of them means anything to `re`."""
    runs: list[list[int]] = []
    for code in sorted(map(ord, characters)):
        if runs and runs[-1][1] == code - 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return "".join(chr(first) if first == last else f"{chr(first)}-{chr(last)}" for first, last in runs)
