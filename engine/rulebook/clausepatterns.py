"""Compiles clause patterns to bounded regular expressions over an alphabet, and matches them.

Not spaCy's `Matcher`: it never merges equal states (two gaps of twelve nodes on fifty short texts took
it seconds), expands groups, and returns one of several captures. Here a pattern is one expression, a
node one character. `reference.py` matches the same patterns by plain search; tests hold the two together.
"""

import re
from collections.abc import Iterator, Sequence
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


def check(element: Element) -> None:
    """Raises PatternError where the pattern holds token attributes or gaps whose product is too wide."""
    product = 1
    for part in walk(element):
        if isinstance(part, Attribute):
            raise PatternError("token attributes match single tokens, not nodes", 1, "use them in tag rules only")
        if isinstance(part, Gap):
            product *= part.most - part.least + 1
    if product > WIDEST_PRODUCT:
        raise PatternError(f"the gaps can be filled in {product} ways", 1, "narrow the gaps or split the rule")


@dataclass(frozen=True, slots=True)
class Match:
    """Nodes `[start, end)` of a clause that a pattern covers."""

    start: int
    end: int


class ClausePattern:
    """One pattern, compiled anew only when the alphabet has grown since."""

    def __init__(self, element: Element, alphabet: Alphabet) -> None:
        self.element, self.alphabet = element, alphabet
        self._stops = stops(element)
        self._size = -1
        self._expression: re.Pattern[str] | None = None

    def search(self, text: str) -> Iterator[Match]:
        """The match at each place where the pattern fits, by start; matches may overlap."""
        expression = self._compiled()
        if expression is None:
            return
        position = 0
        while found := expression.search(text, position):
            yield Match(found.start(), found.end())
            position = found.start() + 1

    def match_at(self, text: str, start: int) -> Match | None:
        """The match that starts at node `start`, or None."""
        expression = self._compiled()
        found = expression.match(text, start) if expression else None
        return Match(found.start(), found.end()) if found else None

    def _compiled(self) -> re.Pattern[str] | None:
        if self._size != self.alphabet.size:
            self._size = self.alphabet.size
            source = self._source(self.element)
            if self._expression is None or source != self._expression.pattern:
                self._expression = re.compile(source, re.DOTALL)
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
        return f"[^{''.join(sorted(characters))}]" if characters else "."


def _class(characters: frozenset[str] | Sequence[str]) -> str:
    """A character class, or an expression that never matches where no text has had such a node yet."""
    return f"[{''.join(sorted(characters))}]" if characters else "(?!)"
