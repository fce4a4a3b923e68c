"""Tells where token patterns can match at all, so that spaCy's Matcher runs there and nowhere else.

The Matcher starts every pattern at every token. Here a set of tokens is one integer, bit i token i: each
condition is judged once for every spelling that is met (by a Matcher of its own, so that it means what it
means in a pattern), and a pattern's steps are shifts and intersections of such sets. What cannot be judged
of a spelling counts as met: the Matcher has the last word.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from engine.rulebook.tokenpatterns import TokenPattern

# What a condition may ask of a word wherever it stands, beside flags such as IS_TITLE and LIKE_NUM.
_OF_A_WORD = frozenset({"ORTH", "TEXT", "NORM", "LOWER", "SHAPE", "PREFIX", "SUFFIX", "LENGTH"})
# What operators such as `{1,3}` and `*` ask for: how often at least and at most; None is without end.
_TIMES: Mapping[str, tuple[int, int | None]]
_TIMES = {"1": (1, 1), "?": (0, 1), "!": (0, 1), "+": (1, None), "*": (0, None)}

Tokens = int


@dataclass(frozen=True, slots=True)
class Step:
    """One token of a pattern, by the number of its condition; `endless` may be repeated, `optional` be missing."""

    condition: int
    optional: bool
    endless: bool


@dataclass(slots=True)
class Gate:
    """The conditions that patterns make on single tokens, and where in a document the patterns fit."""

    vocab: Vocab
    _numbers: dict[str, int] = field(default_factory=dict)
    _known: dict[int, frozenset[str]] = field(default_factory=dict)
    _matcher: Matcher = field(init=False)
    _met: dict[tuple[int, int], tuple[int, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._matcher = Matcher(self.vocab)

    def steps(self, pattern: TokenPattern) -> tuple[Step, ...]:
        """The pattern's steps, those that may be repeated up to some number written out."""
        return tuple(chain.from_iterable(self._steps(token) for token in pattern.tokens))

    def _steps(self, token: Mapping[str, Any]) -> Iterator[Step]:
        operator = str(token.get("OP", "1"))
        condition = self._number({} if operator == "!" else token)
        least, most = _TIMES[operator] if operator in _TIMES else _times(operator)
        yield from [Step(condition, optional=False, endless=False)] * least
        if most is None:
            yield Step(condition, optional=True, endless=True)
        else:
            yield from [Step(condition, optional=True, endless=False)] * (most - least)

    def _number(self, token: Mapping[str, Any]) -> int:
        """The number of a condition; equal conditions share it."""
        of_a_word = {key: wanted for key, wanted in token.items() if _is_of_a_word(key)}
        known = token.get("_", {}).get("known", {}).get("IN", ())
        key = json.dumps([of_a_word, known], sort_keys=True)
        if key not in self._numbers:
            number = self._numbers[key] = len(self._numbers)
            self._matcher.add(str(number), [[of_a_word]])
            self._met.clear()
            if known:
                self._known[number] = frozenset(known)
        return self._numbers[key]

    def tokens(self, doc: Doc) -> list[Tokens]:
        """For each condition by its number, the tokens of the document that meet it."""
        spellings = [(token.orth, token.norm) for token in doc]
        self._judge(spellings)
        marks = [bytearray(len(doc) // 8 + 1) for _ in self._numbers]
        for i, spelling in enumerate(spellings):
            for number in self._met[spelling]:
                marks[number][i >> 3] |= 1 << (i & 7)
        return [int.from_bytes(mark, "little") for mark in marks]

    def _judge(self, spellings: Iterable[tuple[int, int]]) -> None:
        new = [spelling for spelling in dict.fromkeys(spellings) if spelling not in self._met]
        words = Doc(self.vocab, words=[self.vocab.strings[orth] for orth, _ in new])
        for token, (_, norm) in zip(words, new, strict=True):
            token.norm_ = self.vocab.strings[norm]
        met: list[list[int]] = [[] for _ in new]
        for key, start, _ in self._matcher(words):
            met[start].append(int(self.vocab.strings[key]))
        self._met.update(zip(new, map(tuple, met), strict=True))

    def with_known(self, tokens: Sequence[Tokens], known: Mapping[str, Tokens]) -> list[Tokens]:
        """`tokens` where conditions that ask for a label hold only for those known to it."""
        limited = list(tokens)
        for number, labels in self._known.items():
            limited[number] &= _union(known.get(label, 0) for label in labels)
        return limited


def _is_of_a_word(key: str) -> bool:
    return key in _OF_A_WORD or (key.startswith(("IS_", "LIKE_")) and key != "IS_SENT_START")


def _times(operator: str) -> tuple[int, int | None]:
    """How often `{2}`, `{2,}`, `{,4}` and `{2,4}` repeat."""
    least, comma, most = operator.strip("{}").partition(",")
    return int(least or 0), int(most) if most else None if comma else int(least)


def _union(sets: Iterable[Tokens]) -> Tokens:
    joined = 0
    for one in sets:
        joined |= one
    return joined


def covered(steps: Sequence[Step], tokens: Sequence[Tokens], size: int) -> Tokens:
    """The tokens of a document of `size` tokens that some way through the steps covers.

    Forward, each step's set is where it may begin; backward, only ways that reach the end are kept.
    """
    begins = [(1 << size) - 1]
    for step in steps:
        after = _after(step, begins[-1], tokens[step.condition])
        if not after:
            return 0
        begins.append(after)
    needed, taken = begins.pop(), 0
    for step in reversed(steps):
        begin, meeting = begins.pop(), tokens[step.condition]
        used = _used(step, begin, needed, meeting)
        taken |= used
        needed = (used | needed if step.optional else used) & begin
    return taken


def _after(step: Step, begin: Tokens, meeting: Tokens) -> Tokens:
    """Where the next step may begin."""
    after = (begin & meeting) << 1
    if step.endless:
        while more := ((after & meeting) << 1) & ~after:
            after |= more
    return after | begin if step.optional else after


def _used(step: Step, begin: Tokens, needed: Tokens, meeting: Tokens) -> Tokens:
    """The tokens that the step takes on ways after which the next step begins where it is needed to."""
    used = (needed >> 1) & meeting
    if not step.endless:
        return used & begin
    while more := (used >> 1) & meeting & ~used:
        used |= more
    return used


def windows(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Runs of tokens as ranges `[start, end)`, in the order of the text."""
    while tokens:
        start = (tokens & -tokens).bit_length() - 1
        rest = tokens >> start
        length = (~rest & (rest + 1)).bit_length() - 1
        yield start, start + length
        tokens = rest >> length << (start + length)
