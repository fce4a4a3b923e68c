"""Rungs with a pattern or words: searches a window of the text around an event."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from engine.resolving.conversion import lexicon_value
from engine.resolving.discourse import Candidate, Discourse
from engine.resolving.state import Clause, Draft, Proof, Value
from engine.rulebook.compiled import LadderRung
from engine.rulebook.models import Rung
from engine.rulebook.reference import Derivation
from engine.rulebook.skeletons import Node


def searched(rung: LadderRung, rule: Rung, draft: Draft, discourse: Discourse) -> Iterator[Candidate]:
    """What a rung finds around a draft; of words that carry values, and where only the nearest counts, the nearest."""
    search = _Search(rung, rule, draft, discourse)
    found = [hit for clause in search.clauses() for hit in search.hits(clause)]
    if not found:
        return
    if search.lexicon:
        yield min(found, key=lambda hit: hit[0])[1]
        return
    least = min(distance for distance, _ in found)
    yield from (candidate for distance, candidate in found if distance == least or not rule.nearest)


@dataclass(frozen=True, slots=True)
class _Search:
    """One rung with what it is tried on."""

    rung: LadderRung
    rule: Rung
    draft: Draft
    discourse: Discourse

    @property
    def lexicon(self) -> str | None:
        """The lexicon whose words the rung looks for, if it looks for one."""
        name = (self.rule.words or "").removeprefix("%")
        return name if name in self.discourse.ruleset.vocabulary.lexicons else None

    def clauses(self) -> Iterable[Clause]:
        """The clauses in which the rung looks."""
        own = self.draft.instance.clause
        return (
            (own,)
            if self.rule.within in ("match", "anchors", "clause")
            else self.discourse.around(own, self.rule.within)
        )

    def hits(self, clause: Clause) -> Iterator[tuple[int, Candidate]]:
        """What is found in a clause, with its distance in tokens."""
        low, high = self._window(clause)
        shunned = [
            never for pattern in self.rung.never for never in pattern.search(clause.text, clause.nodes)
        ]
        for pattern in self.rung.patterns:
            for found in pattern.search(clause.text, clause.nodes) if pattern.fits(clause.features) else ():
                beside = any(never.start < found.end and found.start < never.end for never in shunned)
                if low <= found.start and found.end <= high and not beside:
                    covered = clause.nodes[found.start : found.end]
                    yield from (
                        (self._distance(covered), one) for one in self._candidates(clause, found, covered)
                    )

    def _candidates(self, clause: Clause, found: Derivation, covered: Sequence[Node]) -> Iterator[Candidate]:
        words = (Proof(covered[0].start, covered[-1].end, self.draft.instance.rule),)
        if self.rule.value is not None:
            yield Value(self.rule.value, words)
        elif self.lexicon is not None:
            value = lexicon_value(
                self.discourse.ruleset, self.lexicon, " ".join(node.norm for node in covered)
            )
            if value is not None:
                yield Value(value, words)
        else:
            captured = found.slots()
            name = self.rule.slot or next(iter(captured), "")
            for index in captured.get(name, ()):
                yield from clause.nodes[index].leaves()

    def _distance(self, covered: Sequence[Node]) -> int:
        place = self.draft.anchor.start if self.draft.anchor else self.draft.instance.place
        return min(abs(place - covered[0].start), abs(place - covered[-1].end))

    def _window(self, clause: Clause) -> tuple[int, int]:
        """Node indices of the clause between which a match must lie."""
        own = self.draft.instance
        if clause is not own.clause:
            return (
                (0, len(clause.nodes))
                if _on_side(self.rule.where, clause, own.clause)
                else (len(clause.nodes), 0)
            )
        low, high = (own.start, own.end) if self.rule.within == "match" else (0, len(clause.nodes))
        at = _anchor_index(clause, self.draft)
        if at is None:
            return low, high
        if self.rule.within == "anchors" and self.draft.anchor is not None:
            low, high = _between_anchors(clause, self.draft.anchor, at)
        if self.rule.where == "before anchor":
            high = min(high, at)
        if self.rule.where == "after anchor":
            low = max(low, at)
        return low, high


def _between_anchors(clause: Clause, anchor: Node, at: int) -> tuple[int, int]:
    """The node indices from the node like the anchor before it to the one behind it."""
    alike = [
        i
        for i, node in enumerate(clause.nodes)
        if any(one.labels & anchor.labels for one in (node, *node.leaves()))
    ]
    low = max((i + 1 for i in alike if i < at), default=0)
    return low, min((i for i in alike if i > at), default=len(clause.nodes))


def _on_side(where: str, clause: Clause, own: Clause) -> bool:
    """Whether another clause lies where the rung looks: before or after the anchor's own."""
    before = (clause.sentence.number, clause.number) < (own.sentence.number, own.number)
    return where not in ("before anchor", "after anchor") or before == (where == "before anchor")


def _anchor_index(clause: Clause, draft: Draft) -> int | None:
    if draft.anchor is None:
        return draft.instance.start
    return next((i for i, node in enumerate(clause.nodes) if draft.anchor in node.leaves()), None)
