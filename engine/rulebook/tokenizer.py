"""The tokenizer that rules and texts share: spaCy's English one, with glued text split and plain norms."""

from collections.abc import Callable, Sequence
from functools import cache

import spacy
from spacy.attrs import NORM, ORTH
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex

from engine.rulebook.models import Tokenizing

# Both forms of quotes and all dashes read alike in patterns; nothing else about a token changes.
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "―": "-", "‑": "-", "\xa0": " "})


def norm(text: str) -> str:
    """The norm of a token: lower case, straight quotes, plain dashes."""
    return text.lower().translate(_PLAIN)


def blank(tokenizing: Tokenizing) -> Language:
    """An English pipeline without components whose tokenizer follows the rule set."""
    nlp = spacy.blank("en")
    nlp.tokenizer = tokenizer(nlp, tokenizing)
    return nlp


def tokenizer(nlp: Language, tokenizing: Tokenizing) -> Tokenizer:
    """spaCy's English tokenizer with the rule set's infixes and whole tokens, and norms made by `norm`."""
    nlp.vocab.lex_attr_getters[NORM] = norm
    defaults = nlp.Defaults
    infixes = compile_infix_regex([*tokenizing.infixes, *(defaults.infixes or ())])
    # spaCy's own exceptions carry norms ("Jan." as January) that patterns could not see: only the split is kept
    special = {text: [{ORTH: part[ORTH]} for part in parts] for text, parts in (defaults.tokenizer_exceptions or {}).items()}
    special |= {form: [{ORTH: form}] for text in tokenizing.whole for form in (text, text.lower(), text.upper())}
    base = nlp.tokenizer
    return Tokenizer(
        nlp.vocab,
        rules=special,
        prefix_search=base.prefix_search,
        suffix_search=base.suffix_search,
        infix_finditer=infixes.finditer,
        token_match=base.token_match,
        url_match=base.url_match,
    )


def splitter(nlp: Language) -> Callable[[str], Sequence[str]]:
    """A function from a phrase to the norms of its tokens; blanks count for nothing."""

    @cache
    def split(phrase: str) -> tuple[str, ...]:
        return tuple(norm(token.text) for token in nlp.tokenizer(phrase) if not token.is_space)

    return split
