"""Lints of patterns: parts that change nothing, options that are never reached, words that no text has."""

import itertools
from collections.abc import Iterator, Sequence

from engine.rulebook.crosschecks import slot_names
from engine.rulebook.expansion import Vocabulary
from engine.rulebook.patterns import (
    Choice,
    Element,
    Gap,
    Name,
    OneOf,
    Repeat,
    Sequence_,
    Slot,
    Word,
    parse,
    walk,
)

# One way through a part made of words: at each place the words that it takes there.
Way = tuple[frozenset[str], ...]
# A part with more ways is not looked into.
MOST_WAYS = 200


def useless_edges(element: Element) -> Iterator[str]:
    """Optional parts and gaps at the edges of a frame's or fill's pattern that bind no slot: the match is the same without."""
    options = element.options if isinstance(element, Choice) else (element,)
    for option in options:
        parts = option.parts if isinstance(option, Sequence_) else (option,)
        for where, part in (("first", parts[0]), ("last", parts[-1])):
            optional = isinstance(part, Gap) or (isinstance(part, Repeat) and part.least == 0)
            if optional and not slot_names(part):
                yield f"useless-edge: the {where} element may be missing and binds no slot"


def rival_slots(element: Element) -> Iterator[str]:
    """Two slots that take the same tag with only a gap between: which node is whose is chance."""
    for part in walk(element):
        if isinstance(part, Sequence_):
            for left, between, right in zip(part.parts, part.parts[1:], part.parts[2:], strict=False):
                if (
                    isinstance(left, Slot)
                    and isinstance(right, Slot)
                    and isinstance(between, Gap)
                    and left.name
                    and right.name
                ):
                    shared = sorted(set(left.labels) & set(right.labels))
                    if shared:
                        yield f"rival-slots: '{left.name}' and '{right.name}' may both be {shared[0]}, with only a gap between"


def split_words(element: Element, vocabulary: Vocabulary) -> Iterator[str]:
    """Quoted words that are several tokens in a text."""
    for part in walk(element):
        if isinstance(part, Word) and part.exact and len(vocabulary.tokenize(part.text)) != 1:
            tokens = " ".join(f'"{token}"' for token in vocabulary.tokenize(part.text))
            yield f'never-matches: "{part.text}" is no single token; write {tokens}'


def shadowed_options(text: str, vocabulary: Vocabulary, *, ordered: bool) -> Iterator[str]:
    """Options that take nothing that an earlier one does not.

    With `ordered` (clause patterns), also options at the end of the pattern that begin as an earlier one does:
    the earlier one has matched by then.
    """
    element = parse(text)
    last = element.parts[-1] if isinstance(element, Sequence_) else element
    for part in walk(element):
        if isinstance(part, Choice):
            yield from _shadowed(part, vocabulary, final=ordered and part is last)


def _shadowed(choice: Choice, vocabulary: Vocabulary, *, final: bool) -> Iterator[str]:
    earlier: list[Way] = []
    for option in choice.options:
        ways = _ways(option, vocabulary)
        if ways and all(any(_covers(one, way, prefix=final) for one in earlier) for way in ways):
            yield f"shadowed-option: '{_shown(ways[0])}' is never reached: an earlier option takes it"
        earlier += ways or []


def _covers(first: Way, second: Way, *, prefix: bool) -> bool:
    fits = len(first) <= len(second) if prefix else len(first) == len(second)
    return fits and all(b <= a for a, b in zip(first, second, strict=False))


def _shown(way: Way) -> str:
    return " ".join(min(words) for words in way)


def _ways(element: Element, vocabulary: Vocabulary) -> list[Way] | None:  # noqa: PLR0911  # one a kind of element
    """All ways through a part that is made of words; None where it holds anything else, or too many."""
    match element:
        case Word(text, False):
            return [tuple(frozenset({norm}) for norm in vocabulary.tokenize(text))]
        case OneOf(norms):
            return [(norms,)]
        case Name():
            return None
        case Choice(options):
            found = [_ways(option, vocabulary) for option in options]
            return [way for ways in found for way in ways or ()] if all(found) else None
        case Repeat(part, 0, 1):
            ways = _ways(part, vocabulary)
            return [*ways, ()] if ways else None
        case Sequence_(parts):
            return _product([_ways(part, vocabulary) for part in parts])
    return None


def _product(parts: Sequence[list[Way] | None]) -> list[Way] | None:
    total = 1
    known: list[list[Way]] = []
    for part in parts:
        total *= len(part or ())
        known.append(part or [])
    if not 0 < total <= MOST_WAYS:
        return None
    return [tuple(itertools.chain(*chosen)) for chosen in itertools.product(*known)]
