"""Which wordings match the same words: what one of them finds, the other hides or tells again."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from engine.resolving.state import Clause
from engine.rulebook.reference import Derivation
from engine.rulebook.ruleset import Ruleset


@dataclass(frozen=True, slots=True)
class Hit:
    """A wording that matches in a clause, whether or not a fuller one takes its place.

    `words` are the places of its own words as tokens of the document, those of its tags where it has none.
    """

    rule: str
    frame: str
    words: frozenset[int]
    set: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two rules that match the same words, how often, and whether they contradict: set a field differently."""

    one: str
    other: str
    times: int
    contradict: bool


def hits(clauses: Iterable[Clause], ruleset: Ruleset) -> Iterator[list[Hit]]:
    """The hits of each clause, outside of the scopes in which a wording is silent."""
    for clause in clauses:
        yield [
            Hit(wording.id, frame.name, words, wording.rule.set)
            for frame in ruleset.frames_of(clause.section)
            for wording in frame.wordings
            if clause.scopes.isdisjoint({*frame.unless, *wording.rule.unless})
            for found in wording.search(clause.text, clause.nodes, clause.features)
            if (words := _words(clause, found, ruleset.small_words))
        ]


def _words(clause: Clause, found: Derivation, small: frozenset[str]) -> frozenset[int]:
    """Where the words of a match stand, without those that prove nothing alone; none if all are another clause's."""
    own = [clause.nodes[i] for i in found.literals or [i for _, i in found.captures]]
    own = [node for node in own if not node.inherited]
    return frozenset(node.start for node in own if node.norm not in small) or frozenset(n.start for n in own)


def overlaps(by_clause: Iterable[list[Hit]]) -> Counter[tuple[str, str, bool]]:
    """How often two rules share words in a clause: by both ids in order, and whether they contradict."""
    counts: Counter[tuple[str, str, bool]] = Counter()
    for found in by_clause:
        together = (
            (one, other) if one.rule < other.rule else (other, one)
            for one, other in combinations(found, 2)
            if one.rule != other.rule and not one.words.isdisjoint(other.words)
        )
        counts.update({(one.rule, other.rule, _contradict(one, other)) for one, other in together})
    return counts


def _contradict(one: Hit, other: Hit) -> bool:
    return any(one.set[name] != other.set[name] for name in one.set.keys() & other.set.keys())


def listed(counts: Mapping[tuple[str, str, bool], int]) -> list[Overlap]:
    """The overlaps, the most frequent first."""
    found = [Overlap(one, other, times, contradict) for (one, other, contradict), times in counts.items()]
    return sorted(found, key=lambda o: (-o.times, o.one, o.other))
