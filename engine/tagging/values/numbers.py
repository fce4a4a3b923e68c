"""Numbers in figures, in words and in both, and what is a number with one word more: percents, ages, multiples.

The grammar of a quantity, read after brackets are settled (`paired`):

    quantity = [cardinal "and"] fraction ["a"] [scale] | cardinal
    cardinal = (figure | group) {scale [["and"] group]}        scales fall: million before thousand
    group    = words below a hundred, with or without hundreds
    fraction = one-half, two-thirds, 1/2, ½, 50/100, no/100

Words may be glued (`twentyfive`), hyphenated or broken over lines.
"""

import re
import string
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Final, TypeVar

from engine.tagging.values.texts import readable

Number = int | float
_T = TypeVar("_T")

_SMALL: Final = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
_BY_TENS: Final = range(20, 100, 10)
_BELOW_HUNDRED: Final = dict(zip(_SMALL.split(), range(1, 20), strict=True)) | dict(
    zip(_TENS.split(), _BY_TENS, strict=True)
)
_HUNDRED: Final = 100
_SCALES: Final = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
# Only directly behind a figure: `$300K`, `$1.2MM`.
_SHORT_SCALES: Final = {"k": 10**3, "m": 10**6, "mm": 10**6, "mn": 10**6, "b": 10**9, "bn": 10**9}
# Singular with one, plural with more: so `twenty-fifth` stays an ordinal, without a value.
_PARTS: Final = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10, "twelfth": 12
}  # fmt: skip
_PLURAL_PARTS: Final = {f"{word}s": value for word, value in _PARTS.items() if word != "half"}
_NOTHING: Final = {"no": 0, "xx": 0}  # "and no/100 dollars"
_NUMERALS: Final = frozenset([*_BELOW_HUNDRED, *_SCALES, *_PARTS, *_PLURAL_PARTS, "hundred", "zero"])
_VOCABULARY: Final = [*_NUMERALS, *_SHORT_SCALES, *_NOTHING, "and", "an", "a"]

_FIGURE: Final = r"\d{1,3}(?:, ?\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
_WORD: Final = "|".join(sorted(_VOCABULARY, key=len, reverse=True))
# The longest word first, but glued `eighthundred` and `tenthousand` start with no ordinal.
_TOKEN: Final = re.compile(rf"{_FIGURE}|(?:{_WORD})(?!undred|ousand)|\S", re.ASCII)
_HYPHEN: Final = re.compile(r"(?<=[\w)])-(?= ?[\w(])")
_VULGAR: Final = str.maketrans({
    "½": " 1/2", "⅓": " 1/3", "⅔": " 2/3", "¼": " 1/4", "¾": " 3/4",
    "⅛": " 1/8", "⅜": " 3/8", "⅝": " 5/8", "⅞": " 7/8", "⁄": "/",
})  # fmt: skip
_FRACTION: Final = re.compile(
    rf"(?:(?P<whole>.+) and |(?P<figure>[^/]+) (?=\d{{1,3}} /))?"
    rf"(?:(?P<top>\d{{1,3}}|no|xx) / (?P<bottom>[1-9]\d{{0,2}})"
    rf"|(?:(?P<count>an?|{'|'.join(_BELOW_HUNDRED)}) )?(?P<part>{'|'.join((*_PLURAL_PARTS, *_PARTS))}))"
    rf"(?: an?)?(?: (?P<scale>{'|'.join(_SCALES)}))?",
    re.ASCII,
)
_ABOVE: Final = "|".join(("hundred", *_SCALES))
_AND: Final = re.compile(rf"\b({_ABOVE}) and (?=.)")
_ARTICLE: Final = re.compile(rf"^an? (?=(?:{_ABOVE})\b)")
_PAIR: Final = re.compile(r"([^()]*)\(([^()]*)\)([^()]*)")
_PERCENT: Final = re.compile(r"(.*?)[\s-]*(?:%|per ?cent(?:age points?)?|pct)")
_AGE: Final = re.compile(r"(?:ages?d?[\s:,]*)?(.*?)(?:[\s-]*years?[\s-]*(?:old|of[\s-]*age))?")
_TIMES: Final = re.compile(r"(.*?)[\s-]*(?:times?|x|×)")
_MULTIPLES: Final = {
    "twice": Fraction(2),
    "double": Fraction(2),
    "thrice": Fraction(3),
    "triple": Fraction(3),
}
_OLDEST: Final = 120  # no person is older: what is more is no age


def simplest(value: Fraction) -> Number:
    """The value as an int where it is whole, else as a float."""
    return int(value) if value.denominator == 1 else float(value)


def paired(words: str, read: Callable[[str], _T | None]) -> _T | None:
    """What `read` makes of words that may say their value twice: in words and, in brackets, in figures.

    The figure wins over the words, also where they differ; two figures that differ have no value.
    Brackets that hold no value of their own are read as if they were not there: `$5 (CAD)`.
    """
    match = _PAIR.fullmatch(words)
    if match is None:
        return read(words)
    before, inside, after = match.groups()
    written = read(f"{before} {after}")
    repeated = read(f"{inside} {after}")
    repeated = read(inside) if repeated is None else repeated
    if written is None or repeated is None:
        return read(f"{before} {inside} {after}")
    figures = [value for part, value in ((before, written), (inside, repeated)) if _has_figure(part)]
    values = figures or [written, repeated]
    return values[0] if values[0] == values[-1] else None


def quantity(words: str) -> Fraction | None:
    """The exact value of one quantity without brackets; the words are those of `readable`."""
    spaced = _HYPHEN.sub(" ", words.translate(_VULGAR).strip().rstrip("."))
    phrase = " ".join(token.replace(" ", "") for token in _TOKEN.findall(spaced))
    match = _FRACTION.fullmatch(phrase)
    return _mixed(match) if match else _cardinal(phrase)


def number_words(words: str) -> str:
    """The words without those at either end that can be no part of a number.

    >>> number_words("up to 12,000 shares")
    '12,000'
    """
    kept = words.split()
    while kept and not _is_countable(kept[0]):
        del kept[0]
    while kept and not _is_countable(kept[-1]):
        del kept[-1]
    return " ".join(kept)


def number(words: str) -> Number | None:
    """A number in figures or words: an int where it is whole, else a float. Ordinals have no value.

    >>> number("1.5 million"), number("twenty-five"), number("two and one-half")
    (1500000, 25, 2.5)
    >>> number("one hundred fifty thousand (150,000)")
    150000
    >>> number("twenty-fifth") is None
    True
    """
    value = paired(readable(words), quantity)
    return None if value is None else simplest(value)


def integer(words: str) -> int | None:
    """The one whole number that the words hold, such as a count of shares; words around it are passed over.

    >>> integer("up to 12,000 shares"), integer("one (1)")
    (12000, 1)
    >>> integer("2.5") is None, integer("5,000 or 6,000 shares") is None
    (True, True)
    """
    value = paired(number_words(readable(words)), quantity)
    return int(value) if value is not None and value.denominator == 1 else None


def percent(words: str) -> Number | None:
    """A percentage: 60 for 60%. A number without its sign or word has no value.

    >>> percent("60%"), percent("sixty percent (60%)"), percent("12.5 per cent")
    (60, 60, 12.5)
    """
    value = paired(readable(words).rstrip("."), _percent)
    return None if value is None else simplest(value)


def age(words: str) -> int | None:
    """A person's age in full years, at most 120, with or without the words that say it is one.

    >>> age("age 53"), age("(53)"), age("aged fifty-three"), age("53 years of age")
    (53, 53, 53, 53)
    >>> age("2005") is None
    True
    """
    match = _AGE.fullmatch(readable(words).rstrip("."))
    value = number(match[1]) if match else None
    return value if isinstance(value, int) and 0 < value <= _OLDEST else None


def multiple(words: str) -> Number | None:
    """How many times something: 2 for "two times", "2x" and "twice".

    >>> multiple("one and one-half times"), multiple("2.0x"), multiple("two (2) times"), multiple("twice")
    (1.5, 2, 2, 2)
    >>> multiple("100%") is None
    True
    """
    value = _multiple(words)
    return None if value is None else simplest(value)


def months_of_multiple(words: str) -> Number | None:
    """The months of pay in a multiple of a year's pay, as the contract counts severance: 24 for "two times".

    A percentage of a year's pay is a multiple of it, too.

    >>> months_of_multiple("two times"), months_of_multiple("1.5x"), months_of_multiple("150%")
    (24, 18, 18)
    """
    value = _multiple(words)
    if value is None and (part := _percent(readable(words))) is not None:
        value = part / 100
    return None if value is None else simplest(12 * value)


def _percent(words: str) -> Fraction | None:
    match = _PERCENT.fullmatch(words.strip())
    return quantity(match[1]) if match else None


def _multiple(words: str) -> Fraction | None:
    wording = readable(words).rstrip(".")
    match = _TIMES.fullmatch(wording)
    return paired(match[1], quantity) if match else _MULTIPLES.get(wording)


def _has_figure(words: str) -> bool:
    return any(map(str.isdigit, words))


def _is_countable(word: str) -> bool:
    return _has_figure(word) or any(part in _NUMERALS for part in re.split(r"[^a-z]+", word))


def _mixed(match: re.Match[str]) -> Fraction | None:
    whole = match["whole"] or match["figure"]
    base = _cardinal(whole) if whole else Fraction(0)
    part = _slashed(match) if match["bottom"] else _named_part(match["count"], match["part"])
    if base is None or part is None:
        return None
    return (base + part) * _SCALES.get(match["scale"], 1)


def _slashed(match: re.Match[str]) -> Fraction | None:
    top, bottom = _NOTHING.get(match["top"]), int(match["bottom"])
    top = int(match["top"]) if top is None else top
    return Fraction(top, bottom) if top < bottom else None


def _named_part(count: str | None, part: str) -> Fraction | None:
    top = _BELOW_HUNDRED.get(count or "one", 1)
    bottom = _PARTS.get(part) if top == 1 else _PLURAL_PARTS.get(part)
    return Fraction(top, bottom) if bottom and top < bottom else None


def _cardinal(phrase: str) -> Fraction | None:
    """The value of blank-separated tokens: a figure with its scale, or words in falling order."""
    if phrase == "zero":
        return Fraction(0)
    words = _AND.sub(r"\1 ", _ARTICLE.sub("one ", phrase)).split()
    if not words:
        return None
    if words[0][-1] not in string.digits:
        return _added(Fraction(0), words, room=_HUNDRED)
    group, rest = Fraction(words[0].replace(",", "")), words[1:]
    if rest and rest[0] in _SHORT_SCALES:
        group, rest = group * _SHORT_SCALES[rest[0]], rest[1:]
    return _added(group, rest, room=1)


def _added(group: Fraction, words: Sequence[str], room: int) -> Fraction | None:
    """`group` and the words that follow it; None where one of them does not stay below `room`."""
    total, ceiling = Fraction(0), 10**15
    for word in words:
        value, scale = _BELOW_HUNDRED.get(word, room), _SCALES.get(word, ceiling)
        if value < room:
            group, room = group + value, 10 if value in _BY_TENS else 1
        elif word == "hundred" and 0 < group < _HUNDRED:
            group, room = group * _HUNDRED, _HUNDRED
        elif group > 0 and scale < ceiling:
            total, group, room, ceiling = total + group * scale, Fraction(0), _HUNDRED, scale
        else:
            return None
    return total + group
