"""From tagged tokens to sentences of nodes: the outermost tags become nodes, other tokens words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from engine.resolving.state import Sentence
from engine.rulebook.models import ClauseRules
from engine.rulebook.ruleset import Ruleset
from engine.rulebook.skeletons import Node
from engine.tagging.tagger import Tag

# Closing marks that belong to the sentence before them.
_CLOSING = frozenset({'"', ")", "'", "]", "''"})


@dataclass(frozen=True, slots=True)
class Region:
    """Tokens `[start, end)` of the document that are one section."""

    section: str
    start: int
    end: int


def build(
    doc: Doc, regions: Sequence[Region], nodes: Mapping[int, Node], rules: ClauseRules
) -> list[Sentence]:
    """The sentences of all regions; `nodes` are tags' nodes by their first token."""
    builder = _Builder(doc, nodes, rules)
    return [sentence for region in regions for sentence in builder.sentences(region)]


def split(sentences: Iterable[Sentence], ruleset: Ruleset) -> list[Sentence]:
    """The sentences cut where a pattern says that one begins (behind a heading without a stop), numbered anew."""
    pieces = [replace(one, nodes=nodes) for one in sentences for nodes in _begun(one.nodes, ruleset)]
    return [replace(piece, number=number) for number, piece in enumerate(pieces)]


def _begun(nodes: tuple[Node, ...], ruleset: Ruleset) -> Iterator[tuple[Node, ...]]:
    text = ruleset.alphabet.encode(nodes)
    found = {match.start for pattern in ruleset.begins for match in pattern.search(text, nodes)}
    begin = 0
    for place in sorted(found):
        # what stands before must be more than the mark of a list item
        if any(node.labels.isdisjoint(ruleset.clauses.markers) for node in nodes[begin:place]):
            yield nodes[begin:place]
            begin = place
    yield nodes[begin:]


def outermost(doc: Doc, tags: Iterable[Tag]) -> dict[int, Node]:
    """Nodes of the tags that no longer tag covers, by first token; tags over the same tokens share a node."""
    nodes: dict[int, Node] = {}
    end = 0
    for tag in sorted(tags, key=lambda t: (t.start, -t.end, -t.priority, t.label)):
        last = nodes.get(tag.start)
        if last is not None and last.end == tag.end:
            nodes[tag.start] = _shared(last, tag)
        elif tag.start >= end:
            nodes[tag.start] = _node(doc, tag)
            end = tag.end
        else:
            _keep_inside(doc, nodes, tag)
    return nodes


def _node(doc: Doc, tag: Tag) -> Node:
    span = doc[tag.start : tag.end]
    word = doc[tag.start].norm_ if tag.end - tag.start == 1 else ""
    return Node(tag.start, tag.end, span.text, word, frozenset({tag.label}), tag.value, tag.rule)


def _shared(node: Node, tag: Tag) -> Node:
    value = node.value if node.value is not None else tag.value
    return Node(
        node.start, node.end, node.text, node.norm, node.labels | {tag.label}, value, node.rule, node.parts
    )


def _keep_inside(doc: Doc, nodes: dict[int, Node], tag: Tag) -> None:
    """An inner tag stays readable as a part, named by its label in lower case, of the node around it."""
    start = max(start for start in nodes if start <= tag.start)
    outer = nodes[start]
    parts = {**outer.parts, tag.label.lower(): (*outer.parts.get(tag.label.lower(), ()), _node(doc, tag))}
    nodes[start] = Node(
        outer.start, outer.end, outer.text, outer.norm, outer.labels, outer.value, outer.rule, parts
    )


@dataclass(frozen=True, slots=True)
class _Builder:
    doc: Doc
    nodes: Mapping[int, Node]
    rules: ClauseRules

    def sentences(self, region: Region) -> Iterator[Sentence]:
        current: list[Node] = []
        paragraph, number, position = region.start, 0, region.start
        while position < region.end:
            token = self.doc[position]
            node = self.nodes.get(position)
            if token.is_space and node is None:
                if "\n" in token.text and current:
                    yield Sentence(region.section, paragraph, number, tuple(current))
                    number, current = number + 1, []
                paragraph = position + 1 if token.text.count("\n") > 1 else paragraph
                position += 1
                continue
            node = node or Node(position, position + 1, token.text, token.norm_)
            current.append(node)
            position = node.end
            if self._ends(node, position, region.end):
                position = self._closing(position, region.end, current)
                yield Sentence(region.section, paragraph, number, tuple(current))
                number, current = number + 1, []
        if current:
            yield Sentence(region.section, paragraph, number, tuple(current))

    def _ends(self, node: Node, following: int, end: int) -> bool:
        """Whether a sentence ends with the node; the abbreviation at a name's end ("Acme Corp. Ms. Roe is") may end one."""
        if following >= end:
            return True
        token, ahead = self.doc[node.end - 1], self.doc[following]
        if not node.labels and token.norm_ in self.rules.ends:
            return not ahead.text[:1].islower()
        return (
            token.norm_ in self.rules.abbreviations and ahead.is_title and ahead.norm_ in self.rules.starters
        )

    def _closing(self, position: int, end: int, current: list[Node]) -> int:
        while (
            position < end and self.doc[position].norm_ in _CLOSING and not self.doc[position - 1].whitespace_
        ):
            token = self.doc[position]
            current.append(Node(position, position + 1, token.text, token.norm_))
            position += 1
        return position
