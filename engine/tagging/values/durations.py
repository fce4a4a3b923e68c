"""Lengths of time: terms of agreements and options, months of pay."""

import re
from fractions import Fraction
from typing import Final

from engine.tagging.values.numbers import Number, paired, quantity, simplest
from engine.tagging.values.texts import readable

_MONTHS_OF_A_YEAR: Final = 12
_UNITS: Final = {
    "year": ("months", _MONTHS_OF_A_YEAR), "yr": ("months", _MONTHS_OF_A_YEAR), "quarter": ("months", 3), "month": ("months", 1), "mo": ("months", 1),
    "week": ("days", 7), "wk": ("days", 7), "day": ("days", 1),
}  # fmt: skip
_WEEKS_OF_A_YEAR: Final = 52  # so pay plans count: 52 weeks of pay are twelve months of it
# Between number and unit, leaving the length as it is: "twelve consecutive months", "two full years".
_PLAIN: Final = "full|whole|complete|additional|consecutive|successive|continuous|calendar|fiscal"
_PART: Final = re.compile(
    rf"(?P<count>.+?)[\s-]*(?:(?:{_PLAIN})[\s-]+)*(?P<unit>{'|'.join(_UNITS)})s?\b\.?'?s?(?:$|[\s,]+(?:and\s)?)"
)
_ARTICLE: Final = re.compile(r"^(?:an?|the) ")


def duration(words: str) -> dict[str, Number] | None:
    """A length of time as months, days or both: years and quarters are months, weeks days, 52 weeks 12 months.

    >>> duration("twelve (12) months"), duration("one and one-half years"), duration("18-month")
    ({'months': 12}, {'months': 18}, {'months': 18})
    >>> duration("52 weeks"), duration("six weeks"), duration("one year and 30 days")
    ({'months': 12}, {'days': 42}, {'months': 12, 'days': 30})
    """
    return {measure: simplest(amount) for measure, amount in _lengths(words).items()} or None


def months(words: str) -> Number | None:
    """The length in months; None where it is, or is partly, one of weeks or days.

    >>> months("two years"), months("six (6) months"), months("30 days")
    (24, 6, None)
    """
    lengths = _lengths(words)
    return simplest(lengths["months"]) if lengths.keys() == {"months"} else None


def years(words: str) -> Number | None:
    """The length in years, under the condition of `months`.

    >>> years("ten-year"), years("18 months"), years("ten (10) years")
    (10, 1.5, 10)
    """
    lengths = _lengths(words)
    return simplest(lengths["months"] / _MONTHS_OF_A_YEAR) if lengths.keys() == {"months"} else None


def _lengths(words: str) -> dict[str, Fraction]:
    """The exact length by measure (`months`, `days`); empty when some part of the words is no length."""
    rest = readable(words)
    lengths: dict[str, Fraction] = {}
    while rest:
        part = _PART.match(rest)
        count = _count(part["count"]) if part else None
        if not part or not count:
            return {}
        measure, amount = _measured(count, part["unit"])
        lengths[measure] = lengths.get(measure, Fraction(0)) + amount
        rest = rest[part.end() :]
    return lengths


def _count(words: str) -> Fraction | None:
    if words in {"a", "an"}:
        return Fraction(1)
    return paired(words, quantity) or paired(_ARTICLE.sub("", words), quantity)


def _measured(count: Fraction, unit: str) -> tuple[str, Fraction]:
    if _UNITS[unit] == _UNITS["week"] and count % _WEEKS_OF_A_YEAR == 0:
        return "months", count / _WEEKS_OF_A_YEAR * _MONTHS_OF_A_YEAR
    measure, size = _UNITS[unit]
    return measure, count * size
