"""Lexicons: phrases with the values they carry, verbs with their generated forms, macros."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A named vocabulary: `phrases` maps each lower-case phrase to the value it carries (None: no value)."""

    name: str
    phrases: Mapping[str, str | None]

    def value(self, phrase: str) -> str | None:
        """The value that the phrase carries; raises KeyError where the phrase is not in the lexicon."""
        return self.phrases[" ".join(phrase.lower().split())]


def forms(base: str) -> tuple[str, ...]:
    """The present, third person, past and -ing forms of a regular English verb, by spelling.

    Of several words the first is inflected ("step down": "stepping down"). Irregular verbs are listed
    with all their forms in the lexicon instead.
    """
    verb, _, rest = base.partition(" ")
    tail = f" {rest}" if rest else ""
    return tuple(dict.fromkeys(form + tail for form in (verb, _third(verb), _past(verb), _present(verb))))


def _third(verb: str) -> str:
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return verb + "es"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return verb[:-1] + "ies"
    return verb + "s"


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return verb[:-1] + "ied"
    return _doubled(verb) + "ed"


def _present(verb: str) -> str:
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe")):
        return verb[:-1] + "ing"
    return _doubled(verb) + "ing"


def _doubled(verb: str) -> str:
    """Doubles the last consonant of a one-syllable verb (step: stepp-), never w, x or y."""
    syllables = sum(1 for a, b in zip("b" + verb, verb, strict=False) if b in _VOWELS and a not in _VOWELS)
    ending = [letter in _VOWELS for letter in verb[-3:]] == [False, True, False]
    short = ending and verb[-1] not in "wxy"
    return verb + verb[-1] if short and syllables == 1 else verb


def from_verbs(name: str, verbs: Iterable[str], irregular: Mapping[str, Iterable[str]]) -> Lexicon:
    """A lexicon of verbs with all their forms; each form carries its base as value."""
    phrases: dict[str, str | None] = {}
    for base in verbs:
        phrases.update(dict.fromkeys(forms(base), base))
    for base, listed in irregular.items():
        phrases.update(dict.fromkeys((base, *listed), base))
    return Lexicon(name, phrases)
