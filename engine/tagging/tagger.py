"""Tags a document: runs the tag rules, gives tags their values, and settles which of them stay."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from spacy.matcher import Matcher, PhraseMatcher
from spacy.tokens import Doc, Span, Token

from engine.rulebook.compiled import CompiledTag
from engine.rulebook.ruleset import Ruleset
from engine.rulebook.tokenizer import norm
from engine.rulebook.tokenpatterns import TokenPattern, literals
from engine.tagging.spelling import mend_norms
from engine.tagging.values import NORMALISERS, surname

TAGS = "tags"
# The value of each tag of `doc.spans["tags"]`, in its order.
VALUES = "tag_values"


@dataclass(frozen=True, slots=True)
class Tag:
    """Tokens `[start, end)` of a document that a rule tagged."""

    start: int
    end: int
    label: str
    value: Any
    rule: str
    priority: int = 0


@dataclass(slots=True)
class _Runner:
    """One tag rule with its matcher, and the norms without which it need not run."""

    tag: CompiledTag
    matcher: Matcher
    patterns: dict[str, TokenPattern]
    gate: frozenset[str] | None
    longest: int


@dataclass(slots=True)
class Tagger:
    """Runs a rule set's tag rules; `naive` runs every rule over every token, for tests to compare with."""

    ruleset: Ruleset
    vocab: Any
    naive: bool = False
    _runners: list[_Runner] = field(default_factory=list)
    _phrases: PhraseMatcher | None = None
    _words: dict[str, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not Token.has_extension("known"):
            Token.set_extension("known", default="")
        self._runners = [self._runner(tag) for tag in self.ruleset.tags if tag.patterns]
        self._phrases = PhraseMatcher(self.vocab, attr="NORM")
        for tag in self.ruleset.tags:
            if tag.phrases:
                self._phrases.add(tag.id, [self._phrase(phrase) for phrase in tag.phrases])

    def __call__(self, doc: Doc) -> list[Tag]:
        """All tags of the document, in the order of the text."""
        mend_norms(doc, self.ruleset)
        first = [*self._matched(doc, again=False), *self._phrased(doc)]
        known = _known(first)
        with _marked(doc, known):
            tags = [*first, *self._matched(doc, again=True)]
        return sorted(_settle(tags), key=lambda tag: (tag.start, -tag.end, tag.label))

    def _runner(self, tag: CompiledTag) -> _Runner:
        matcher = Matcher(self.vocab, validate=True)
        patterns = {f"{tag.id}#{i}": pattern for i, pattern in enumerate(tag.patterns)}
        for key, pattern in patterns.items():
            matcher.add(key, [list(pattern.tokens)])
        gates = [literals(pattern) for pattern in tag.patterns]
        gate = frozenset().union(*(g for g in gates if g)) if all(gates) else None
        return _Runner(tag, matcher, patterns, gate, max(_length(pattern) for pattern in tag.patterns))

    def _phrase(self, phrase: str) -> Doc:
        return Doc(self.vocab, words=list(self.ruleset.vocabulary.tokenize(phrase)))

    def _matched(self, doc: Doc, *, again: bool) -> Iterator[Tag]:
        places = _places(doc)
        for runner in self._runners:
            if runner.tag.rule.again == again:
                for start, end in self._windows(runner, doc, places):
                    yield from self._run(runner, doc, start, end)

    def _windows(self, runner: _Runner, doc: Doc, places: Mapping[str, list[int]]) -> Iterator[tuple[int, int]]:
        """Token ranges in which the rule can match at all; the whole document where it needs no word."""
        if self.naive or runner.gate is None:
            yield 0, len(doc)
            return
        hits = sorted(i for word in runner.gate for i in places.get(word, ()))
        begin = stop = -1
        for hit in hits:
            low, high = max(hit - runner.longest, 0), min(hit + runner.longest + 1, len(doc))
            if low > stop:
                if stop > 0:
                    yield begin, stop
                begin = low
            stop = high
        if stop > 0:
            yield begin, stop

    def _run(self, runner: _Runner, doc: Doc, low: int, high: int) -> Iterator[Tag]:
        for key, start, _, steps in runner.matcher(doc[low:high], with_alignments=True):
            pattern = runner.patterns[self.vocab.strings[key]]
            inside = [i for i, step in enumerate(steps) if pattern.first <= step < pattern.last]
            if inside:
                yield from _valued(doc, runner.tag, low + start + inside[0], low + start + inside[-1] + 1)

    def _phrased(self, doc: Doc) -> Iterator[Tag]:
        assert self._phrases is not None
        tags = {tag.id: tag for tag in self.ruleset.tags}
        for key, start, end in self._phrases(doc):
            yield from self._phrase_tag(doc, tags[self.vocab.strings[key]], start, end)

    def _phrase_tag(self, doc: Doc, tag: CompiledTag, start: int, end: int) -> Iterator[Tag]:
        lexicon = self.ruleset.vocabulary.lexicons[str(tag.rule.phrases).removeprefix("%")]
        if tag.id not in self._words:
            split = self.ruleset.vocabulary.tokenize
            self._words[tag.id] = {" ".join(split(phrase)): value for phrase, value in lexicon.phrases.items()}
        value = self._words[tag.id].get(" ".join(token.norm_ for token in doc[start:end]))
        if value is not None and tag.rule.value is None and tag.rule.set is None:
            yield Tag(start, end, tag.rule.tag, value, tag.id, tag.rule.priority)
        else:
            yield from _valued(doc, tag, start, end)


def _length(pattern: TokenPattern) -> int:
    """The most tokens that a pattern can cover."""
    total = 0
    for token in pattern.tokens:
        operator = str(token.get("OP", "1"))
        total += int(operator.strip("{}").split(",")[-1]) if operator.startswith("{") else 12 if operator in "*+" else 1
    return total


def _places(doc: Doc) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for token in doc:
        places.setdefault(token.norm_, []).append(token.i)
    return places


def _valued(doc: Doc, tag: CompiledTag, start: int, end: int) -> Iterator[Tag]:
    """The tag with its value; none where its normaliser finds no value in the words."""
    rule = tag.rule
    if rule.set is not None:
        yield Tag(start, end, rule.tag, rule.set, tag.id, rule.priority)
    elif rule.value is None:
        yield Tag(start, end, rule.tag, None, tag.id, rule.priority)
    elif (value := NORMALISERS[rule.value](doc[start:end].text)) is not None:
        yield Tag(start, end, rule.tag, value, tag.id, rule.priority)


def _known(tags: Iterable[Tag]) -> dict[str, set[str]]:
    """Surnames of the persons tagged so far, by label: what rules with `again: true` may ask for."""
    return {"PERSON": {norm(surname(str(tag.value))) for tag in tags if tag.label == "PERSON" and tag.value}}


class _marked:
    """Marks tokens whose norm is known to a label, for as long as the second pass runs."""

    def __init__(self, doc: Doc, known: Mapping[str, set[str]]) -> None:
        self.tokens = [(token, label) for label, words in known.items() for token in doc if token.norm_ in words]

    def __enter__(self) -> None:
        for token, label in self.tokens:
            token._.known = label

    def __exit__(self, *_: object) -> None:
        for token, _label in self.tokens:
            token._.known = ""


def _settle(tags: Iterable[Tag]) -> list[Tag]:
    """Of tags with one label that overlap, the longest; then the higher priority, then the rule's id."""
    kept: dict[str, list[Tag]] = {}
    for tag in sorted(tags, key=lambda t: (t.start - t.end, -t.priority, t.rule, t.start)):
        others = kept.setdefault(tag.label, [])
        if not any(tag.start < other.end and other.start < tag.end for other in others):
            others.append(tag)
    return [tag for many in kept.values() for tag in many]


def store(doc: Doc, tags: Iterable[Tag]) -> None:
    """Keeps tags on the document: `doc.spans["tags"]` (label, rule id as span id) and their plain values."""
    listed = list(tags)
    doc.spans[TAGS] = [Span(doc, tag.start, tag.end, label=tag.label, span_id=tag.rule) for tag in listed]
    doc.user_data[VALUES] = [tag.value for tag in listed]


def stored(doc: Doc) -> list[Tag]:
    """The tags that `store` kept."""
    if TAGS not in doc.spans:
        return []
    values = doc.user_data.get(VALUES, [None] * len(doc.spans[TAGS]))
    return [Tag(s.start, s.end, s.label_, v, s.id_) for s, v in zip(doc.spans[TAGS], values, strict=True)]
