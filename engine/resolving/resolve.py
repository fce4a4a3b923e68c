"""Resolves a tagged document to events, in the order of the stages: see `resolve`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from engine.resolving.aliases import defining, find_aliases, mentions
from engine.resolving.borrowing import borrowed
from engine.resolving.clauses import ClauseCutter
from engine.resolving.discourse import Discourse
from engine.resolving.events import draft_events
from engine.resolving.fills import apply_fills
from engine.resolving.folding import fold
from engine.resolving.framing import instances, scoped
from engine.resolving.freshness import REPORTED
from engine.resolving.ladders import climb
from engine.resolving.merging import complete, merge, outdated, single, tidy, told, yielded
from engine.resolving.people import People, find_people
from engine.resolving.pronouns import Pronouns
from engine.resolving.recalling import recalled
from engine.resolving.registers import snapshots
from engine.resolving.skeleton import Region, build, outermost, split
from engine.resolving.state import Clause, Draft, Firing, Instance, Sentence, Trace
from engine.resolving.tables import GridTable, read_tables
from engine.resolving.yearless import with_years
from engine.rulebook.compiled import EventType
from engine.rulebook.ruleset import Ruleset
from engine.rulebook.skeletons import Node
from engine.tagging.tagger import Tag


@dataclass(frozen=True, slots=True)
class Resolution:
    """What resolving made of a document, each stage's result kept for explaining."""

    people: People
    clauses: tuple[Clause, ...]
    instances: tuple[Instance, ...]
    events: tuple[Draft, ...]
    dropped: tuple[Draft, ...]
    trace: tuple[Firing, ...]


def resolve(
    doc: Doc,
    tags: Sequence[Tag],
    regions: Sequence[Region],
    ruleset: Ruleset,
    tables: Sequence[GridTable] = (),
) -> Resolution:
    """Aliases and people, skeleton, frames and tables, registers, events with pivots, fills, other slots, merge."""
    trace: Trace = []
    people = find_people(doc, tags)
    sentences = _sentences(_Text(doc, tags, people, regions, ruleset), trace)
    clauses = _clauses(sentences, ruleset, trace)
    reading = read_tables(sentences, tables, ruleset)
    found = [i for clause in clauses for i in instances(clause, ruleset) if not reading.explains(i)]
    known = _known_parts(sentences)
    found = borrowed([*found, *reading.instances], ruleset, known)
    discourse = Discourse(
        ruleset, clauses, snapshots(clauses, found, ruleset), known, reported=doc.user_data.get(REPORTED)
    )
    drafts, without = draft_events(found, discourse)
    discourse.drafts = drafts
    apply_fills(discourse, ruleset.fills, doc, trace)
    old = _fill_slots(discourse)
    events, incomplete = _merged(discourse, ruleset)
    return Resolution(
        people, tuple(clauses), tuple(found), tuple(events), (*without, *old, *incomplete), tuple(trace)
    )


@dataclass(frozen=True, slots=True)
class _Text:
    """A tagged document with its people, sections and rules."""

    doc: Doc
    tags: Sequence[Tag]
    people: People
    regions: Sequence[Region]
    ruleset: Ruleset


def _sentences(text: _Text, trace: Trace) -> list[Sentence]:
    """Folded sentences; built twice where the text defines terms, since their mentions are tags like others."""
    plain = _settled(text, {})
    aliases = find_aliases(defining(plain, text.ruleset), text.ruleset, trace)
    if aliases:
        plain = _settled(text, mentions(text.doc, aliases))
    # once for what tags point at ("that date"), then for what folds find ("that position")
    plain = recalled(plain, text.ruleset.clauses.stand_ins)
    folded = (fold(sentence, text.ruleset, trace) for sentence in plain)
    return recalled(folded, text.ruleset.clauses.stand_ins)


def _settled(text: _Text, defined: Mapping[int, Node]) -> list[Sentence]:
    nodes = with_years(outermost(text.doc, text.tags))
    for start, node in defined.items():
        _lay(nodes, start, node)
    named = {start: _named(node, text.people) for start, node in nodes.items()}
    pronouns = Pronouns(text.people, text.ruleset)
    sentences = split(build(text.doc, text.regions, named, text.ruleset.clauses), text.ruleset)
    return [pronouns.settle(sentence) for sentence in sentences]


def _lay(nodes: dict[int, Node], start: int, node: Node) -> None:
    """Puts the mention of a defined term among the nodes, unless a longer one stands there."""
    over = [n for n in nodes.values() if n.start < node.end and node.start < n.end]
    if not any(n.end - n.start > node.end - node.start for n in over):
        for other in over:
            del nodes[other.start]
        nodes[start] = node


def _named(node: Node, people: People) -> Node:
    """A mention of a person carries the person's longest name as its value."""
    name = people.name(node.start, node.end)
    if name is None:
        return node
    return Node(node.start, node.end, node.text, node.norm, node.labels, name, node.rule, node.parts)


def _clauses(sentences: Iterable[Sentence], ruleset: Ruleset, trace: Trace) -> list[Clause]:
    cutter = ClauseCutter(ruleset)
    return [clause for sentence in sentences for clause in scoped(cutter.cut(sentence), ruleset, trace)]


def _known_parts(sentences: Iterable[Sentence]) -> dict[str, dict[str, tuple[Node, ...]]]:
    """What folds captured of each person anywhere in the filing (age, offices), by name."""
    known: dict[str, dict[str, tuple[Node, ...]]] = {}
    for sentence in sentences:
        for node in sentence.nodes:
            for leaf in node.leaves():
                for name, many in leaf.parts.items() if isinstance(leaf.value, str) else ():
                    own = known.setdefault(leaf.value, {})
                    own[name] = (*own.get(name, ()), *many)
    return known


def _fill_slots(discourse: Discourse) -> list[Draft]:
    """Climbs the ladders, one event type after the other in their declared order: later ones inherit from earlier.

    Drafts of old news leave, and are returned, as soon as their type is done: nothing inherits from them.
    """
    old: list[Draft] = []
    for event in discourse.ruleset.events:
        own = [d for d in discourse.drafts if d.type == event.name]
        for draft in own:
            _fill(draft, event, discourse)
        stale = [
            d for d in own if complete(d, event) and outdated(d, event, discourse.clauses, discourse.reported)
        ]
        discourse.drafts = [d for d in discourse.drafts if not any(d is other for other in stale)]
        old += stale
    return old


def _fill(draft: Draft, event: EventType, discourse: Discourse) -> None:
    for slot in event.rule.slots:
        own = draft.values.get(slot)
        if own is None or own.stand_in:
            value = climb(draft, slot, event, discourse)
            if value is not None and (own is None or not value.stand_in):
                draft.values[slot] = value


def _merged(discourse: Discourse, ruleset: Ruleset) -> tuple[list[Draft], list[Draft]]:
    events: list[Draft] = []
    incomplete: list[Draft] = []
    whole: list[Draft] = []
    types = {event.name: event for event in ruleset.events}
    for event in ruleset.events:
        own = [d for d in discourse.drafts if d.type == event.name]
        whole += [d for d in own if complete(d, event)]
        incomplete += [d for d in own if not complete(d, event)]
    kept, passing = told(whole, types)
    for event in ruleset.events:
        events += [tidy(d, event) for d in merge((d for d in kept if d.type == event.name), event)]
    events, again = single(events, types)
    yielded(events, types)
    incomplete += [*passing, *again]
    return sorted(events, key=lambda d: (d.order, d.type, str(d.subject))), incomplete
