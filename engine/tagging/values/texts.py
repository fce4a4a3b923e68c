"""Plain wording: white space, quotes and dashes, and the two values that are the filing's own words."""

import re
from typing import Final

LIMIT: Final = 200
"""The longest wording, in characters, that the grammars of this package read: none with a value is longer."""

# What HTML and Word leave inside words unseen: zero-width signs, the byte-order mark, soft hyphens.
_INVISIBLE: Final = str.maketrans(dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", ""))
_STRAIGHT: Final = str.maketrans(
    dict.fromkeys("‘’‛′`", "'") | dict.fromkeys("“”„″", '"') | dict.fromkeys("‐‑‒–—−", "-")
)
_EDGES: Final = " \t,;:*•\"“”„'‘’`"
_LONGEST_ABBREVIATION: Final = len("Jr")
_BRACKETS: Final = (("(", ")"), ("[", "]"))
_WRAPPED: Final = re.compile(r"\(([^()]*)\)")
_AROUND_VALUES: Final = " ,;:*†‡"


def squeeze(words: str) -> str:
    """The words with each run of white space (non-breaking too) as one blank and without invisible signs."""
    return " ".join(words.translate(_INVISIBLE).split())


def readable(words: str) -> str:
    """The words as the grammars read them; empty beyond `LIMIT`.

    Squeezed, lower-cased, with straight quotes and plain hyphens, without brackets around the whole and without
    commas, colons and footnote signs at the edges.
    """
    squeezed = squeeze(words)
    if len(squeezed) > LIMIT:
        return ""
    plain = squeezed.translate(_STRAIGHT).lower().strip(_AROUND_VALUES)
    wrapped = _WRAPPED.fullmatch(plain)
    return wrapped[1].strip(_AROUND_VALUES) if wrapped else plain


def trim_edges(words: str) -> str:
    """The words without punctuation around them; a bracket is kept where its partner is inside.

    A full stop stays behind an abbreviation: one or two letters (`Jr.`), a word with another stop (`V.P.`).

    >>> trim_edges(" “Vice President (Europe),” ")
    'Vice President (Europe)'
    """
    trimmed = words.strip(_EDGES)
    for opening, closing in _BRACKETS:
        if opening not in trimmed or closing not in trimmed:
            trimmed = trimmed.removeprefix(opening).removesuffix(closing).strip(_EDGES)
        elif trimmed[0] == opening and trimmed.find(closing) == len(trimmed) - 1:
            trimmed = trimmed[1:-1].strip(_EDGES)
    return trimmed if _ends_abbreviated(trimmed) else trimmed.rstrip("." + _EDGES)


def text(words: str) -> str | None:
    r"""The words themselves on one line, of any length; None when nothing is left.

    >>> text("in four equal\n   annual installments")
    'in four equal annual installments'
    """
    return squeeze(words) or None


def title(words: str) -> str | None:
    r"""A title on one line without punctuation around it; what else is no part of a title, the rules say.

    >>> title("Senior Vice President,\n Sales,")
    'Senior Vice President, Sales'
    >>> title("“Exec. V.P.”")
    'Exec. V.P.'
    """
    squeezed = squeeze(words)
    if len(squeezed) > LIMIT:
        return None
    trimmed = trim_edges(squeezed)
    return trimmed if any(map(str.isalpha, trimmed)) else None


def singular(words: str) -> str | None:
    """A title of several persons as one of them holds it: the plural's last letter is dropped.

    >>> singular("Vice Presidents")
    'Vice President'
    """
    plural = title(words)
    return plural.removesuffix("s") if plural else None


def _ends_abbreviated(words: str) -> bool:
    last = words[:-1].replace(",", " ").split()[-1:] if words.endswith(".") else []
    return any(len(word) <= _LONGEST_ABBREVIATION or "." in word for word in last)
