"""The tokenizer that rules and texts share: spaCy's English one, with glued text split and plain norms."""

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import spacy
from spacy.attrs import NORM, ORTH
from spacy.lang.en import English
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex
from spacy.vocab import Vocab

from engine.rulebook.models import Tokenizing

# Both forms of quotes and all dashes read alike in patterns; nothing else about a token changes.
_PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "―": "-", "‑": "-", "\xa0": " "}
)


# The name in a pipeline's config by which spaCy finds the factory, which `shipping.py` registers.
REGISTERED = "filing_engine.Tokenizer.v1"

# Dashes that spaCy splits no words at, though their norm is that of a hyphen ("Non‑Executive").
_DASHES = r"(?<=[A-Za-z0-9])[‑―](?=[A-Za-z0-9])"


def norm(text: str) -> str:
    """The norm of a token: lower case, straight quotes, plain dashes."""
    return text.lower().translate(_PLAIN)


def blank(tokenizing: Tokenizing) -> Language:
    """An English pipeline without components whose tokenizer follows the rule set; its config says how to make it."""
    nlp = spacy.blank("en")
    nlp.tokenizer = tokenizer(nlp.vocab, tokenizing)
    nlp.config["nlp"]["tokenizer"] = {"@tokenizers": REGISTERED, "rules": None}
    return nlp


class FilingTokenizer(Tokenizer):  # type: ignore[misc]  # a compiled class
    """The tokenizer of spaCy, which sees to it that norms are made by `norm` wherever it is loaded.

    How a vocabulary makes norms is not saved with it, and loading a vocabulary may change it.
    """

    def from_bytes(self, bytes_data: bytes, *, exclude: Any = ()) -> "FilingTokenizer":
        """Loads the settings; the vocabulary makes plain norms from then on."""
        super().from_bytes(bytes_data, exclude=exclude)
        self.vocab.lex_attr_getters[NORM] = norm
        return self

    def from_disk(self, path: str | Path, *, exclude: Any = ()) -> "FilingTokenizer":
        """Loads the settings; a pipeline's folder without them keeps those of the rules in its config."""
        return self.from_bytes(Path(path).read_bytes(), exclude=exclude) if Path(path).is_file() else self


def tokenizer(vocab: Vocab, tokenizing: Tokenizing) -> FilingTokenizer:
    """The English tokenizer of spaCy with the rule set's infixes and whole tokens, and norms made by `norm`."""
    vocab.lex_attr_getters[NORM] = norm  # type: ignore[attr-defined]  # spaCy's stubs leave it out
    defaults = English.Defaults
    # spaCy's own exceptions carry norms ("Jan." as January) that patterns could not see: only the split is kept
    exceptions = defaults.tokenizer_exceptions or {}
    special = {text: [{ORTH: part[ORTH]} for part in parts] for text, parts in exceptions.items()}
    special |= {
        form: [{ORTH: form}] for text in tokenizing.whole for form in (text, text.lower(), text.upper())
    }
    return FilingTokenizer(
        vocab,
        rules=special,
        prefix_search=compile_prefix_regex(defaults.prefixes or ()).search,
        suffix_search=compile_suffix_regex(defaults.suffixes or ()).search,
        infix_finditer=compile_infix_regex(
            [*tokenizing.infixes, _DASHES, *(defaults.infixes or ())]
        ).finditer,
        token_match=defaults.token_match,
        url_match=defaults.url_match,
    )


@lru_cache(maxsize=8)
def splitter(tokenizing: Tokenizing) -> Callable[[str], Sequence[str]]:
    """A function from a phrase to the norms of its tokens; blanks count for nothing."""
    splits = tokenizer(Vocab(), tokenizing)
    whole = _stays_whole(splits)

    @cache
    def split(phrase: str) -> tuple[str, ...]:
        if whole(phrase):
            return (norm(phrase),)
        return tuple(norm(token.text) for token in splits(phrase) if not token.text.isspace())

    return split


def _stays_whole(splits: Tokenizer) -> Callable[[str], bool]:
    """Whether nothing splits a word of letters: saves making thousands of lexemes for words of lexicons."""
    special = splits.rules or {}

    def whole(word: str) -> bool:
        return (
            word.isalpha()
            and word not in special
            and not splits.prefix_search(word)
            and not splits.suffix_search(word)
            and next(splits.infix_finditer(word), None) is None
        )

    return whole
