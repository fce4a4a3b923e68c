"""Resolves a tagged document to events, in the order of the stages: see `resolve`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from engine.resolving.aliases import find_aliases, mentions
from engine.resolving.clauses import ClauseCutter
from engine.resolving.events import draft_events
from engine.resolving.fills import apply_fills
from engine.resolving.folding import fold
from engine.resolving.framing import instances, scoped
from engine.resolving.ladders import Discourse, climb
from engine.resolving.merging import complete, merge, tidy
from engine.resolving.people import People, find_people
from engine.resolving.pronouns import Pronouns
from engine.resolving.registers import snapshots
from engine.resolving.skeleton import Region, build, outermost
from engine.resolving.state import Clause, Draft, Instance, Sentence
from engine.resolving.tables import GridTable, table_instances
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


def resolve(
    doc: Doc, tags: Sequence[Tag], regions: Sequence[Region], ruleset: Ruleset, tables: Sequence[GridTable] = ()
) -> Resolution:
    """Aliases and people, skeleton, frames and tables, registers, events with pivots, fills, other slots, merge."""
    people = find_people(doc, tags)
    sentences = _sentences(doc, tags, people, regions, ruleset)
    clauses = _clauses(sentences, ruleset)
    found = [i for clause in clauses for i in instances(clause, ruleset)]
    found += table_instances(doc, sentences, tables, ruleset)
    discourse = Discourse(ruleset, clauses, snapshots(clauses, found, ruleset), _known_parts(sentences))
    drafts, without = draft_events(found, discourse)
    discourse.drafts = drafts
    apply_fills(discourse, ruleset.fills)
    _fill_slots(discourse)
    events, incomplete = _merged(discourse, ruleset)
    return Resolution(people, tuple(clauses), tuple(found), tuple(events), (*without, *incomplete))


def _sentences(
    doc: Doc, tags: Sequence[Tag], people: People, regions: Sequence[Region], ruleset: Ruleset
) -> list[Sentence]:
    """Folded sentences; built twice where the text defines terms, since their mentions are tags like others."""
    folded = _folded(doc, tags, people, regions, ruleset, {})
    aliases = find_aliases(folded, ruleset)
    if not aliases:
        return folded
    return _folded(doc, tags, people, regions, ruleset, mentions(doc, aliases, regions))


def _folded(
    doc: Doc,
    tags: Sequence[Tag],
    people: People,
    regions: Sequence[Region],
    ruleset: Ruleset,
    defined: Mapping[int, Node],
) -> list[Sentence]:
    nodes = outermost(doc, tags)
    covered = [(n.start, n.end) for n in nodes.values()]
    for start, node in defined.items():
        if not any(s <= start and node.end <= e and (e - s) > (node.end - start) for s, e in covered):
            nodes = {s: n for s, n in nodes.items() if n.end <= start or s >= node.end}
            nodes[start] = node
            covered.append((start, node.end))
    named = {start: _named(node, people) for start, node in nodes.items()}
    pronouns = Pronouns(people, ruleset)
    return [fold(pronouns.settle(sentence), ruleset) for sentence in build(doc, regions, named, ruleset.clauses)]


def _named(node: Node, people: People) -> Node:
    """A mention of a person carries the person's longest name as its value."""
    name = people.name(node.start, node.end)
    if name is None:
        return node
    return Node(node.start, node.end, node.text, node.norm, node.labels, name, node.rule, node.parts)


def _clauses(sentences: Iterable[Sentence], ruleset: Ruleset) -> list[Clause]:
    cutter = ClauseCutter(ruleset)
    return [clause for sentence in sentences for clause in scoped(cutter.cut(sentence), ruleset)]


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


def _fill_slots(discourse: Discourse) -> None:
    """Climbs the ladders, one event type after the other in their declared order: later ones inherit from earlier."""
    for event in discourse.ruleset.events:
        for draft in (d for d in discourse.drafts if d.type == event.name):
            for slot in event.rule.slots:
                if slot not in draft.values:
                    value = climb(draft, slot, event, discourse)
                    if value is not None:
                        draft.values[slot] = value


def _merged(discourse: Discourse, ruleset: Ruleset) -> tuple[list[Draft], list[Draft]]:
    events: list[Draft] = []
    incomplete: list[Draft] = []
    for event in ruleset.events:
        own = [tidy(d, event) for d in discourse.drafts if d.type == event.name]
        incomplete += [d for d in own if not complete(d, event)]
        events += merge([d for d in own if complete(d, event)], event)
    return sorted(events, key=lambda d: (d.order, d.type, str(d.subject))), incomplete
