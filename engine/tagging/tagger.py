"""Tags a document: runs the tag rules, gives tags their values, and settles which of them stay."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from spacy.matcher import Matcher, PhraseMatcher
from spacy.tokens import Doc, Span, Token

from engine.rulebook.compiled import CompiledTag
from engine.rulebook.ruleset import Ruleset
from engine.rulebook.tokenizer import norm
from engine.rulebook.tokenpatterns import TokenPattern
from engine.tagging.gating import Gate, Step, Tokens, covered, windows
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


@dataclass(frozen=True, slots=True)
class _Runner:
    """One tag rule with its matcher, and the steps of its patterns, which tell where it can match at all.

    `contexts` gives the patterns by their keys where one of them has a context that the tag does not cover.
    """

    tag: CompiledTag
    matcher: Matcher
    steps: tuple[tuple[Step, ...], ...]
    contexts: Mapping[str, TokenPattern]


@dataclass(slots=True)
class Tagger:
    """Runs a rule set's tag rules; `naive` runs every rule over every token, for tests to compare with."""

    ruleset: Ruleset
    vocab: Any
    naive: bool = False
    _gate: Gate = field(init=False)
    _runners: list[_Runner] = field(default_factory=list)
    _phrases: PhraseMatcher = field(init=False)
    _words: dict[str, dict[str, str | None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not Token.has_extension("known"):
            Token.set_extension("known", default="")
        self._gate = Gate(self.vocab)
        self._runners = [self._runner(tag) for tag in self.ruleset.tags if tag.patterns]
        self._phrases = PhraseMatcher(self.vocab, attr="NORM")
        for tag in self.ruleset.tags:
            if tag.phrases:
                self._phrases.add(tag.id, [self._phrase(phrase) for phrase in tag.phrases])

    def __call__(self, doc: Doc) -> list[Tag]:
        """All tags of the document, in the order of the text."""
        return sorted(_settle(self._found(doc)), key=lambda tag: (tag.start, -tag.end, tag.label))

    def alone(self, doc: Doc, rule: str) -> list[Tag]:
        """What one rule tags before rules compete for the same words: what its examples are about."""
        return sorted(_settle(tag for tag in self._found(doc) if tag.rule == rule), key=lambda tag: tag.start)

    def _found(self, doc: Doc) -> list[Tag]:
        mend_norms(doc, self.ruleset)
        tokens = self._gate.tokens(doc)
        first = [*self._matched(doc, self._gate.with_known(tokens, {}), again=False), *self._phrased(doc)]
        known = _known(doc, first)
        with _marked(doc, known):
            return [*first, *self._matched(doc, self._gate.with_known(tokens, known), again=True)]

    def _runner(self, tag: CompiledTag) -> _Runner:
        matcher = Matcher(self.vocab, validate=True)
        patterns = {f"{tag.id}#{i}": pattern for i, pattern in enumerate(tag.patterns)}
        for key, pattern in patterns.items():
            matcher.add(key, [list(pattern.tokens)])
        narrower = any(p.first or p.last < len(p.tokens) for p in tag.patterns)
        return _Runner(tag, matcher, tuple(map(self._gate.steps, tag.patterns)), patterns if narrower else {})

    def _phrase(self, phrase: str) -> Doc:
        return Doc(self.vocab, words=list(self.ruleset.vocabulary.tokenize(phrase)))

    def _matched(self, doc: Doc, tokens: Sequence[Tokens], *, again: bool) -> Iterator[Tag]:
        for runner in self._runners:
            if runner.tag.rule.again == again:
                for start, end in dict.fromkeys(self._places(runner, doc, tokens)):
                    yield from _valued(doc, runner.tag, start, end)

    def _places(self, runner: _Runner, doc: Doc, tokens: Sequence[Tokens]) -> Iterator[tuple[int, int]]:
        """What the rule's tags cover, as token ranges."""
        for low, high in self._windows(runner, doc, tokens):
            for start, end in self._run(runner, doc[low:high]):
                yield low + start, low + end

    def _windows(self, runner: _Runner, doc: Doc, tokens: Sequence[Tokens]) -> Iterable[tuple[int, int]]:
        """Token ranges in which the rule can match at all; the whole document where naive."""
        if self.naive:
            return [(0, len(doc))]
        possible = 0
        for steps in runner.steps:
            possible |= covered(steps, tokens, len(doc))
        return windows(possible)

    def _run(self, runner: _Runner, window: Span) -> Iterator[tuple[int, int]]:
        """The matches in a window without their contexts, as token ranges of the window."""
        if not runner.contexts:
            yield from ((start, end) for _, start, end in runner.matcher(window))
            return
        aligned: Any = runner.matcher(window, with_alignments=True)  # spaCy's stubs know no alignments
        for key, start, _, steps in aligned:
            pattern = runner.contexts[self.vocab.strings[key]]
            inside = [i for i, step in enumerate(steps) if pattern.first <= step < pattern.last]
            if inside:
                yield start + inside[0], start + inside[-1] + 1

    def _phrased(self, doc: Doc) -> Iterator[Tag]:
        tags = {tag.id: tag for tag in self.ruleset.tags}
        for key, start, end in self._phrases(doc):
            yield from self._phrase_tag(doc, tags[self.vocab.strings[key]], start, end)

    def _phrase_tag(self, doc: Doc, tag: CompiledTag, start: int, end: int) -> Iterator[Tag]:
        lexicon = self.ruleset.vocabulary.lexicons[str(tag.rule.phrases).removeprefix("%")]
        if tag.id not in self._words:
            split = self.ruleset.vocabulary.tokenize
            self._words[tag.id] = {
                " ".join(split(phrase)): value for phrase, value in lexicon.phrases.items()
            }
        value = self._words[tag.id].get(" ".join(token.norm_ for token in doc[start:end]))
        if value is not None and tag.rule.value is None and tag.rule.set is None:
            yield Tag(start, end, tag.rule.tag, value, tag.id, tag.rule.priority)
        else:
            yield from _valued(doc, tag, start, end)


def _valued(doc: Doc, tag: CompiledTag, start: int, end: int) -> Iterator[Tag]:
    """The tag with its value; none where its normaliser finds no value in the words."""
    rule = tag.rule
    if rule.set is not None:
        yield Tag(start, end, rule.tag, rule.set, tag.id, rule.priority)
    elif rule.value is None:
        yield Tag(start, end, rule.tag, None, tag.id, rule.priority)
    elif (value := NORMALISERS[rule.value](doc[start:end].text)) is not None:
        yield Tag(start, end, rule.tag, value, tag.id, rule.priority)


def _known(doc: Doc, tags: Iterable[Tag]) -> dict[str, Tokens]:
    """By label the tokens that name again what was tagged so far: what rules with `again: true` may ask for.

    Of persons the surnames; of companies the words that their names begin with, in their order ("Acme" of
    Acme Widgets, Inc.), unless they are a surname too.
    """
    listed = list(tags)
    surnames = {norm(surname(str(tag.value))) for tag in listed if tag.label == "PERSON" and tag.value}
    persons = sum(1 << token.i for token in doc if token.norm_ in surnames)
    companies = {tuple(token.norm_ for token in doc[t.start : t.end]) for t in listed if t.label == "ORG"}
    return {"PERSON": persons, "ORG": _begun(doc, companies) & ~persons}


def _begun(doc: Doc, names: Iterable[Sequence[str]]) -> Tokens:
    """The capitalised tokens that read like the beginning of one of the names."""
    by_first: dict[str, list[Sequence[str]]] = {}
    for name in names:
        by_first.setdefault(name[0], []).append(name)
    found = 0
    for token in doc:
        for name in by_first.get(token.norm_, ()):
            ahead = doc[token.i : token.i + len(name)]
            for word, other in zip(ahead, name, strict=False):
                if word.norm_ != other or word.is_lower:
                    break
                found |= 1 << word.i
    return found


@contextmanager
def _marked(doc: Doc, known: Mapping[str, Tokens]) -> Iterator[None]:
    """Marks the tokens that are known to a label, for as long as the second pass runs."""
    runs = [(low, high, label) for label, tokens in known.items() for low, high in windows(tokens)]
    for low, high, label in runs:
        for token in doc[low:high]:
            token._.known = label
    yield
    kept: dict[Any, Any] = doc.user_data
    for low, high, _ in runs:
        for token in doc[low:high]:
            del kept["._.", "known", token.idx, None]  # where spaCy keeps what `token._.known` is set to


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
