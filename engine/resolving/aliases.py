"""Defined terms: (the “Executive”), (the “Effective Date”): found once, then known wherever they stand."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from engine.resolving.folding import fold
from engine.resolving.state import Sentence, Trace, firing
from engine.rulebook.patterns import Slot, walk
from engine.rulebook.ruleset import Ruleset
from engine.rulebook.skeletons import Node


@dataclass(frozen=True, slots=True)
class Alias:
    """A defined term: its words as the filing spells them, at tokens `[begin, since)`, and what it stands for."""

    term: str
    of: Node
    begin: int
    since: int
    rule: str


def find_aliases(sentences: Iterable[Sentence], ruleset: Ruleset, trace: Trace) -> tuple[Alias, ...]:
    """The definitions in the sentences, by their place in the text; a term defined anew counts anew.

    Of two readings of one definition, the one in the sentence that comes first counts.
    """
    found: list[Alias] = []
    for sentence in sentences:
        text = ruleset.alphabet.encode(sentence.nodes)
        features = frozenset().union(*(node.features() for node in sentence.nodes))
        for rule in ruleset.aliases:
            for match in rule.search(text, sentence.nodes, features):
                slots = match.slots()
                of, term = sentence.nodes[slots["of"][0]], sentence.nodes[slots["term"][0]]
                if bool(of.members) == rule.rule.group and not any(
                    other.since == term.end for other in found
                ):
                    trace.append(firing(rule.id, (of, term), {"of": (of,), "term": (term,)}))
                    found.append(Alias(term.text, of, term.start, term.end, rule.id))
    return tuple(sorted(found, key=lambda alias: alias.since))


def defining(sentences: Iterable[Sentence], ruleset: Ruleset) -> Iterator[Sentence]:
    """The sentences that may define a term: folded around their terms, then as they stand.

    A term may stand behind a name that folds freed of its apposition, or behind a list that they made a group.
    """
    labels = _term_labels(ruleset)
    holding = [s for s in sentences if any(not node.labels.isdisjoint(labels) for node in s.nodes)]
    yield from (fold(sentence, ruleset, [], spared=labels) for sentence in holding)
    yield from holding


def _term_labels(ruleset: Ruleset) -> frozenset[str]:
    """Labels of what is defined only: a term may read as a person too (“Ms. Roe”)."""
    patterns = (pattern for rule in ruleset.aliases for pattern in rule.patterns)
    slots = [part for pattern in patterns for part in walk(pattern.element) if isinstance(part, Slot)]
    terms, others = (
        {label for slot in slots if (slot.name == "term") is own for label in slot.labels}
        for own in (True, False)
    )
    return frozenset(terms - others)


def mentions(doc: Doc, aliases: Sequence[Alias]) -> Mapping[int, Node]:
    """Nodes for the mentions of defined terms after their definition, by first token.

    Terms are matched as spelled; the definition nearest before a mention, of those in force, is meant. What
    defines a term anew mentions none.
    """
    matcher = PhraseMatcher(doc.vocab, attr="ORTH")
    by_term: dict[str, list[Alias]] = {}
    for alias in aliases:
        by_term.setdefault(alias.term, []).append(alias)
    for term in by_term:
        one = by_term[term][0]
        matcher.add(term, [doc[one.begin : one.since].as_doc()])
    found: dict[int, Node] = {}
    for key, start, end in sorted(matcher(doc), key=lambda m: (m[1], -m[2])):
        known = [a for a in by_term[doc.vocab.strings[key]] if a.since <= start]
        taken = [(n.start, n.end) for n in found.values()] + [(a.begin, a.since) for a in aliases]
        if known and not any(start < last and first < end for first, last in taken):
            found[start] = _mention(doc, known[-1], start, end)
    return found


def _mention(doc: Doc, alias: Alias, start: int, end: int) -> Node:
    word = doc[start].norm_ if end - start == 1 else ""
    return replace(
        alias.of, start=start, end=end, text=doc[start:end].text, norm=word, rule=alias.rule, parts={}
    )
