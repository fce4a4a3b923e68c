"""Mends misspelled words of fuzzy lexicons: the token's norm is set to the word that was meant."""

from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA
from spacy.tokens import Doc, Token

from engine.rulebook.ruleset import Ruleset

# Shorter words are one letter from too many others.
SHORTEST = 5


def mend_norms(doc: Doc, ruleset: Ruleset) -> None:
    """Gives a token one letter (or one swap) from a fuzzy lexicon's word that word's norm.

    Only beside another word of the lexicon ("Cheif Executive Officer"), and never where the ends
    differ: plurals and other forms are words of their own.
    """
    for words in _vocabularies(ruleset):
        for token in doc:
            if (
                len(token) >= SHORTEST
                and token.is_alpha
                and token.norm_ not in words
                and _beside(doc, token, words)
            ):
                meant = _closest(token.norm_, words)
                if meant is not None:
                    token.norm_ = meant


@lru_cache(maxsize=8)
def _words(phrases: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for phrase in phrases for word in phrase.split())


def _vocabularies(ruleset: Ruleset) -> list[frozenset[str]]:
    return [_words(tuple(ruleset.vocabulary.lexicons[name].phrases)) for name in ruleset.fuzzy]


def _beside(doc: Doc, token: Token, words: frozenset[str]) -> bool:
    left = doc[token.i - 1].norm_ if token.i else ""
    right = doc[token.i + 1].norm_ if token.i + 1 < len(doc) else ""
    return left in words or right in words


@lru_cache(maxsize=50_000)
def _closest(word: str, words: frozenset[str]) -> str | None:
    long = sorted(known for known in words if len(known) >= SHORTEST)
    near = process.extract(word, long, scorer=OSA.distance, score_cutoff=1, limit=3)
    meant = [found for found, _, _ in near if found[0] == word[0] and _same_end(found, word)]
    return meant[0] if len(meant) == 1 else None


def _same_end(one: str, other: str) -> bool:
    """Whether both end alike, or have the same letters ("chief", "cheif"): "chairmen" is no misspelt "chairman"."""
    return one[-2:] == other[-2:] or (one[-1] == other[-1] and sorted(one) == sorted(other))
