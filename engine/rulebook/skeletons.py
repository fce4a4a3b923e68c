"""What clause patterns are matched on: nodes with features, and their alphabet.

A node is a word, a tag, or a fold with its parts. Its features are strings: `w:` its norm, `x:` its
exact spelling, `t:` each of its labels. An alphabet gives every combination of features that some
pattern can tell apart a character of its own, so that a clause reads as a string with one character
a node, and a pattern as a regular expression over such strings.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

# The first code point of CJK ideographs: a run of 20,000 letters none of which means anything to `re`.
_FIRST = 0x4E00


@dataclass(frozen=True, slots=True)
class Node:
    """One element of a skeleton over tokens `[start, end)` of the document.

    `labels` are those of its tag (none: a word), `value` and `rule` the tag's; `parts` are nodes that folds
    captured (a person's age, offices), `members` those of a group; `inherited` marks a node that stands
    in another clause and is repeated here.
    """

    start: int
    end: int
    text: str
    norm: str
    labels: frozenset[str] = frozenset()
    value: Any = None
    rule: str = ""
    parts: Mapping[str, tuple["Node", ...]] = field(default_factory=dict)
    members: tuple["Node", ...] = ()
    inherited: bool = False

    def features(self) -> frozenset[str]:
        """All features of the node, whether or not a pattern asks for them."""
        if self.end - self.start == 1:
            return _of_word(self.norm, self.text, self.labels)
        return _of_labels(self.labels)

    def leaves(self) -> tuple["Node", ...]:
        """The members of a group, members of members included; the node itself where it is none."""
        if not self.members:
            return (self,)
        return tuple(leaf for member in self.members for leaf in member.leaves())


# Features are asked for far more often than there are words; equal sets are one object, whose hash is made once.
@lru_cache(maxsize=1 << 16)
def _of_word(norm: str, text: str, labels: frozenset[str]) -> frozenset[str]:
    return _of_labels(labels) | {f"w:{norm}", f"x:{text}"}


@lru_cache(maxsize=1 << 12)
def _of_labels(labels: frozenset[str]) -> frozenset[str]:
    return frozenset(f"t:{label}" for label in labels)


def _usual(feature: str) -> frozenset[str]:
    """The features of the node that most often has this one: a tag, or a word as it is usually spelled."""
    kind, word = feature[:2], feature[2:]
    return _of_labels(frozenset({word})) if kind == "t:" else _of_word(word.lower(), word, frozenset())


def features_of(nodes: Iterable[Node]) -> frozenset[str]:
    """What any of the nodes has."""
    return frozenset().union(*{node.features() for node in nodes})


class Alphabet:
    """Characters for the combinations of features met so far, of those that some pattern asks for.

    Features asked for one after another get characters one after another: expressions with ranges of
    characters are made and matched in less time than with single ones.
    """

    def __init__(self, asked: Iterable[str]) -> None:
        in_order = dict.fromkeys(asked)
        self.asked = frozenset(in_order)
        self._characters: dict[frozenset[str], str] = {}
        self._combinations: list[frozenset[str]] = []
        self._with: dict[str, set[str]] = {feature: set() for feature in self.asked}
        self._spelled: dict[frozenset[str], str] = {}
        # What is met most has its character from the start: patterns are compiled anew when there are more.
        for feature in in_order:
            self._character(self.asked & _usual(feature))

    @property
    def size(self) -> int:
        """How many characters there are: grows only when a new combination of features is met."""
        return len(self._characters)

    def since(self, size: int, features: frozenset[str]) -> frozenset[str]:
        """The characters of combinations with any of `features` that came when the alphabet had `size` of them, or later."""
        return frozenset(
            chr(_FIRST + at)
            for at, combination in enumerate(self._combinations[size:], size)
            if not features.isdisjoint(combination)
        )

    def encode(self, nodes: Iterable[Node]) -> str:
        """The nodes as a string, one character each."""
        return "".join([self._spelling(node.features()) for node in nodes])

    def _spelling(self, features: frozenset[str]) -> str:
        known = self._spelled.get(features)
        if known is None:
            known = self._spelled[features] = self._character(self.asked & features)
        return known

    def _character(self, features: frozenset[str]) -> str:
        known = self._characters.get(features)
        if known is None:
            known = self._characters[features] = chr(_FIRST + len(self._characters))
            self._combinations.append(features)
            for feature in features:
                self._with[feature].add(known)
        return known

    def having(self, features: frozenset[str]) -> frozenset[str]:
        """The characters of combinations that hold at least one of `features`."""
        return frozenset().union(*(self._with[feature] for feature in features if feature in self._with))
