"""What the figures lose without one rule: the filings in which it fires, resolved again without it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.explaining.documents import Read, readable, resolved
from engine.explaining.overlaps import hits
from engine.explaining.rulechoice import refuse_unknown, without
from engine.pipeline import Engine
from engine.scoring.alignment import align
from engine.scoring.figures import Figures, figures_by_type, total
from engine.scoring.labels import Corpus


@dataclass(frozen=True, slots=True)
class Loss:
    """What leaving out one rule does to the F1 figures of the corpus: negative where the rule earns something."""

    rule: str
    filings: int
    strict: float
    slot: float
    exact: float


def leave_out(engine: Engine, corpus: Corpus, rules: Sequence[str]) -> list[Loss]:
    """The loss without each of `rules` in turn, the greatest first.

    `rules` are ids of wordings, fills and tables: UsageError for another. Filings in which a rule matches
    nowhere come out the same without it, and are not resolved again.
    """
    refuse_unknown(engine.ruleset, rules)
    reads = list(readable(engine, corpus.folder, sorted(corpus.labels)))
    scored = {read.filing.file: _figures(engine, corpus, read.filing.file, read.events) for read in reads}
    unread = (_figures(engine, corpus, file, []) for file in corpus.labels.keys() - scored.keys())
    whole = total((*scored.values(), *unread))
    matching = {read.filing.file: _matching(read, engine) for read in reads}
    losses = [
        _loss(
            rule,
            whole,
            _changes(engine, corpus, rule, (r for r in reads if rule in matching[r.filing.file]), scored),
        )
        for rule in dict.fromkeys(rules)
    ]
    return sorted(losses, key=lambda loss: (loss.strict, loss.slot, loss.rule))


def _matching(read: Read, engine: Engine) -> set[str]:
    """The rules that match anywhere in a filing, hidden by others or not."""
    found = {hit.rule for many in hits(read.resolution.clauses, engine.ruleset) for hit in many}
    fired = {firing.rule for firing in read.resolution.trace}
    return found | fired | {instance.rule for instance in read.resolution.instances}


def _changes(
    engine: Engine, corpus: Corpus, rule: str, reads: Iterable[Read], scored: Mapping[str, Figures]
) -> list[tuple[Figures, Figures]]:
    """The figures with and without the rule, of each filing in which it matches."""
    ruleset = without(engine.ruleset, [rule])
    return [
        (scored[read.filing.file], _figures(engine, corpus, read.filing.file, resolved(read.doc, ruleset)[1]))
        for read in reads
    ]


def _figures(engine: Engine, corpus: Corpus, file: str, events: Sequence[Mapping[str, Any]]) -> Figures:
    return total(figures_by_type(align(corpus.labels[file], events, engine.specs)).values())


def _loss(rule: str, whole: Figures, changes: Sequence[tuple[Figures, Figures]]) -> Loss:
    """F1 without the rule minus F1 with it, for each measure."""
    differences = []
    for measure in ("strict", "slot", "exact"):
        tally = getattr(whole, measure)
        counts = [tally.correct, tally.spurious, tally.missed]
        for before, after in changes:
            old, new = getattr(before, measure), getattr(after, measure)
            counts[0] += new.correct - old.correct
            counts[1] += new.spurious - old.spurious
            counts[2] += new.missed - old.missed
        differences.append(type(tally)(*counts).f1 - tally.f1)
    return Loss(rule, len(changes), *differences)
