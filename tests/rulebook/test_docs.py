"""Every example of docs/patterns.md holds."""

import re
from pathlib import Path
from typing import Any

import pytest
from spacy.matcher import Matcher

from engine.checking import read_marks
from engine.rulebook.clausepatterns import ClausePattern, asked, check
from engine.rulebook.expansion import Vocabulary
from engine.rulebook.lexicons import Lexicon, from_verbs
from engine.rulebook.models import Tokenizing
from engine.rulebook.patterns import PatternError
from engine.rulebook.reference import ReferenceMatcher
from engine.rulebook.skeletons import Alphabet, Node
from engine.rulebook.tokenizer import blank, norm, splitter
from engine.rulebook.tokenpatterns import TokenCompiler

PAGE = Path(__file__).parents[2] / "docs" / "patterns.md"
BLOCK = re.compile(r"^```(clause|tag)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = BLOCK.findall(PAGE.read_text(encoding="utf-8"))
NLP = blank(Tokenizing())


class Block:
    """One block: what it declares, its pattern, and its texts with their signs."""

    def __init__(self, text):
        self.declared, self.texts = {}, []
        for line in text.splitlines():
            if line[0] in "+-!":
                self.texts.append((line[0], line[2:]))
            else:
                key, _, value = line.partition(": ")
                self.declared[key] = value
        self.pattern = self.declared["pattern"]

    def vocabulary(self):
        lexicons, macros = {}, {}
        if "lexicon" in self.declared:
            name, _, phrases = self.declared["lexicon"].partition(" = ")
            lexicons[name] = Lexicon(name, dict.fromkeys(phrases.split(", ")))
        if "verbs" in self.declared:
            lexicons[self.declared["verbs"]] = from_verbs(
                self.declared["verbs"], [self.declared["verbs"]], {}
            )
        if "macro" in self.declared:
            name, _, text = self.declared["macro"].partition(" = ")
            macros[name] = text
        return Vocabulary(lexicons, macros, splitter(Tokenizing()))

    def slots(self):
        rows = [row.split() for row in self.declared.get("slots", "").split(", ") if row]
        return {name: tuple(labels) for name, *labels in rows}

    def shapes(self):
        return dict([self.declared["shape"].split(" = ")]) if "shape" in self.declared else {}


def nodes_of(text):
    nodes = []
    for i, found in enumerate(re.finditer(r"\S+", text)):
        label, _, word = found[0].rpartition("/")
        nodes.append(
            (found.start(), found.end(), Node(i, i + 1, word, norm(word), frozenset([label]) - {""}))
        )
    return nodes


def clause_spans(block, text):
    """What the first match covers, and what each slot takes: (start, end, slot) of the text."""
    element = block.vocabulary().expand(block.pattern, block.slots())
    check(element)
    placed = nodes_of(text)
    nodes = [node for _, _, node in placed]
    alphabet = Alphabet(asked(element))
    encoded = alphabet.encode(nodes)
    first = next(ReferenceMatcher(element).search(nodes), None)
    compiled = next(ClausePattern(element, alphabet).search(encoded), None)
    assert (first is None) == (compiled is None)
    if first is None:
        return set()
    taken = {(placed[i][0], placed[i][1], name) for name, many in first.slots().items() for i in many}
    return taken | {(placed[first.start][0], placed[first.end - 1][1], None)}


def tag_spans(block, text):
    doc, spans = NLP(text), set()
    compiler = TokenCompiler(block.vocabulary(), block.shapes())
    for compiled in compiler.compile(
        block.pattern, block.declared.get("before"), block.declared.get("after")
    ):
        matcher = Matcher(NLP.vocab)
        matcher.add("rule", [list(compiled.tokens)])
        aligned: Any = matcher(doc, with_alignments=True)  # spaCy's stubs know no alignments
        for _, start, _, steps in aligned:
            inside = [start + i for i, step in enumerate(steps) if compiled.first <= step < compiled.last]
            spans.add((doc[inside[0]].idx, doc[inside[0] : inside[-1] + 1].end_char, None))
    return spans


def test_the_page_has_examples():
    assert len(BLOCKS) > 25


@pytest.mark.parametrize(("kind", "text"), BLOCKS, ids=[block[1].splitlines()[-2][:40] for block in BLOCKS])
def test_examples(kind, text):
    block = Block(text)
    spans = clause_spans if kind == "clause" else tag_spans
    for sign, example in block.texts:
        if sign == "!":
            with pytest.raises(PatternError) as caught:
                spans(block, "any text")
            assert example in caught.value.advice
            continue
        plain, marks = read_marks(example)
        found = spans(block, plain)
        assert bool(marks) == (sign == "+")
        assert {(mark.start, mark.end, mark.slot) for mark in marks} <= found
        assert bool(found) == bool(marks)
        if kind == "tag":
            assert len(found) == len(marks)
