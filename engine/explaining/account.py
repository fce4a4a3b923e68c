"""What each rule is worth on labelled filings: how often it fired, was right, was wrong, and found alone."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.explaining.documents import Read, readable
from engine.explaining.overlaps import Hit, Overlap, hits, listed, overlaps
from engine.pipeline import Engine
from engine.resolving.state import Draft
from engine.rulebook.ruleset import Ruleset
from engine.scoring.alignment import Alignment, Pair, align, canonical
from engine.scoring.labels import Corpus
from engine.tagging.tagger import stored

TRIGGER = "trigger"


@dataclass(frozen=True, slots=True)
class RuleAccount:
    """One rule's account.

    `fired` counts its matches, those that came to nothing included. `right` and `wrong` count what it
    proves in events: for a wording or table whole events, for a fill or tag values; what labels leave
    free is neither. `alone`: of the right ones, those that no other rule proves or could have triggered.
    """

    rule: str
    kind: str
    fired: int = 0
    right: int = 0
    wrong: int = 0
    alone: int = 0


@dataclass(frozen=True, slots=True)
class Account:
    """The accounts of all rules, in the order of the rule set, and the wordings that match the same words."""

    rules: tuple[RuleAccount, ...]
    overlaps: tuple[Overlap, ...]

    @property
    def silent(self) -> list[str]:
        """The rules that never fire."""
        return [rule.rule for rule in self.rules if not rule.fired]


@dataclass(slots=True)
class _Counts:
    """Counts by rule, filled filing by filing."""

    fired: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    alone: Counter[str] = field(default_factory=Counter)
    overlaps: Counter[tuple[str, str, bool]] = field(default_factory=Counter)


def account(engine: Engine, corpus: Corpus) -> Account:
    """The account of every wording, table, fill and tag rule on the labelled filings that can be read."""
    counts = _Counts()
    for read in readable(engine, corpus.folder, sorted(corpus.labels)):
        found = list(hits(read.resolution.clauses, engine.ruleset))
        counts.fired.update(_fired(read))
        counts.overlaps.update(overlaps(found))
        alignment = align(corpus.labels[read.filing.file], read.events, engine.specs)
        _judge(read, alignment, [hit for many in found for hit in many], counts)
    accounts = (
        RuleAccount(rule, kind, *(c[rule] for c in (counts.fired, counts.right, counts.wrong, counts.alone)))
        for rule, kind in _kinds(engine.ruleset)
    )
    return Account(tuple(accounts), tuple(listed(counts.overlaps)))


def _kinds(ruleset: Ruleset) -> Iterator[tuple[str, str]]:
    yield from ((w.id, "wording") for frame in ruleset.frames.values() for w in frame.wordings)
    yield from ((table.id, "table") for table in ruleset.tables)
    yield from ((fill.id, "fill") for fill in ruleset.fills)
    yield from ((tag.id, "tag") for tag in ruleset.tags)


def _fired(read: Read) -> Iterator[str]:
    yield from (instance.rule for instance in read.resolution.instances)
    yield from (firing.rule for firing in read.resolution.trace)
    yield from (tag.rule for tag in stored(read.doc))


def _judge(read: Read, alignment: Alignment, found: Sequence[Hit], counts: _Counts) -> None:
    """Adds what the events of a filing say of their rules; equal events are one."""
    verdicts = {canonical(event): judged for event, judged in _judgements(alignment)}
    triggering = {instance.rule for instance in read.resolution.instances}
    for draft, event in zip(read.resolution.events, read.events, strict=True):
        for name, proving in _rules_by_field(event).items():
            right = verdicts[canonical(event)].get(name)
            rules = proving if name == TRIGGER else proving - triggering
            if right is None:
                continue
            (counts.right if right else counts.wrong).update(rules)
            if right and len(rules) == 1:
                rule = next(iter(rules))
                counts.alone[rule] += name != TRIGGER or not _rivals(draft, rule, found)


def _judgements(alignment: Alignment) -> Iterator[tuple[Mapping[str, Any], dict[str, bool]]]:
    """Each prediction with its fields that are surely right or wrong; the trigger stands for the event."""
    for pair in alignment.pairs:
        yield pair.prediction, {} if pair.optional else _judged(pair)
    for lonely in alignment.spurious:
        fields = [verdict.slot for verdict in lonely.verdicts if verdict.spurious]
        yield lonely.event, dict.fromkeys((TRIGGER, *fields), False)


def _judged(pair: Pair) -> dict[str, bool]:
    judged = {TRIGGER: pair.type_right}
    for verdict in pair.verdicts[1:]:
        if verdict.wrong or verdict.spurious:
            judged[verdict.slot] = False
        elif verdict.correct:
            judged[verdict.slot] = True
    return judged


def _rules_by_field(event: Mapping[str, Any]) -> dict[str, set[str]]:
    """The rules that prove each field of an event; what is inherited is the account of the event that gave it."""
    rules: dict[str, set[str]] = {}
    for proof in event["evidence"]:
        if "inherited_from" not in proof:
            rules.setdefault(proof["field"], set()).add(proof["rule"])
    return rules


def _rivals(draft: Draft, rule: str, found: Iterable[Hit]) -> set[str]:
    """Other wordings of the frame that match on the words of an event's trigger."""
    words = {token for proof in draft.trigger for token in range(proof.start, proof.end)}
    frame = draft.instance.frame
    return {h.rule for h in found if h.frame == frame and h.rule != rule and not h.words.isdisjoint(words)}
