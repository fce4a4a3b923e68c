"""Defined terms: (the “Executive”), (the “Effective Date”): found once, then known wherever they stand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from engine.resolving.state import Sentence, Trace, firing
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
                trace.append(firing(rule.id, (of, term), {"of": (of,), "term": (term,)}))
                if not any(other.since == term.end for other in found):
                    found.append(Alias(term.text, of, term.start, term.end, rule.id))
    return tuple(sorted(found, key=lambda alias: alias.since))


def mentions(doc: Doc, aliases: Sequence[Alias]) -> Mapping[int, Node]:
    """Nodes for the mentions of defined terms after their definition, by first token.

    Terms are matched as spelled; the definition nearest before a mention, of those in force, is meant.
    """
    matcher = PhraseMatcher(doc.vocab, attr="ORTH")
    by_term: dict[str, list[Alias]] = {}
    for alias in aliases:
        by_term.setdefault(alias.term, []).append(alias)
    for term in by_term:
        first = by_term[term][0]
        matcher.add(term, [doc[first.begin : first.since].as_doc()])
    found: dict[int, Node] = {}
    for key, start, end in sorted(matcher(doc), key=lambda m: (m[1], -m[2])):
        known = [a for a in by_term[doc.vocab.strings[key]] if a.since <= start]
        if known and not any(start < n.end and n.start < end for n in found.values()):
            found[start] = _mention(doc, known[-1], start, end)
    return found


def _mention(doc: Doc, alias: Alias, start: int, end: int) -> Node:
    word = doc[start].norm_ if end - start == 1 else ""
    return replace(alias.of, start=start, end=end, text=doc[start:end].text, norm=word, rule=alias.rule, parts={})
