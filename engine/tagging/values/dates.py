"""Dates in ISO form: days, and months or years alone where no day is said."""

import re
from datetime import date as day
from typing import Final

from engine.tagging.values.texts import readable

_MONTHS: Final = "january february march april may june july august september october november december"
_MONTH_NUMBERS: Final = {month[:3]: number for number, month in enumerate(_MONTHS.split(), start=1)}
_FIRST_DAYS: Final = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_ORDINALS: Final = (
    _FIRST_DAYS.split()
    + [f"twenty-{ordinal}" for ordinal in _FIRST_DAYS.split()[:9]]
    + ["thirtieth", "thirty-first"]
)
_LEAP_YEAR: Final = 2000  # any day of the year exists in it
_TWO_DIGITS: Final = range(100)
_CENTURY_TURN: Final = 70  # EDGAR's filings start in 1993: two digits from 70 on are of the last century

_MONTH: Final = rf"(?P<month>sept|{'|'.join(f'{month[:3]}(?:{month[3:]})?' for month in _MONTHS.split())})\.?"
_DAY: Final = rf"(?P<day>\d{{1,2}}(?:\s?(?:st|nd|rd|th))?|{'|'.join(_ORDINALS)})"
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)"
_MONTH_DAY: Final = rf"{_MONTH}\s*(?:the\s)?{_DAY}"
_DAY_MONTH: Final = rf"{_DAY}[\s-]*(?:day\s)?(?:of\s)?{_MONTH}"
_DAYS: Final = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (
        rf"{_MONTH_DAY}[\s,.]*(?:of\s)?{_YEAR}",
        rf"{_MONTH_DAY}[\s,]*'(?P<year>\d\d)",
        rf"{_DAY_MONTH}[\s,-]*(?:of\s)?{_YEAR}",
        rf"{_DAY_MONTH}(?:-|[\s,]*')(?P<year>\d\d)",
        r"(?P<month>\d{1,2})\s?([/.-])\s?(?P<day>\d{1,2})\s?\2\s?(?P<year>(?:19|20)?\d\d)",
        rf"{_YEAR}([/-])(?P<month>\d{{1,2}})\2(?P<day>\d{{1,2}})",
    )
)
_MONTH_YEAR: Final = re.compile(rf"{_MONTH}[\s,-]*(?:of\s)?{_YEAR}", re.ASCII)
_YEAR_ALONE: Final = re.compile(_YEAR, re.ASCII)
_DAYS_OF_YEAR: Final = (re.compile(_MONTH_DAY, re.ASCII), re.compile(_DAY_MONTH, re.ASCII))
_LEAD: Final = re.compile(r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day[\s,]*)?(?:the\s)?")
_BROKEN: Final = re.compile(r"(?<=[a-z])- (?=[a-z])")  # a month's name hyphenated at the end of a line
_PARTIAL: Final = re.compile(r"--(\d\d-\d\d)", re.ASCII)


def date(words: str) -> str | None:
    """A date as `2005-09-09`, a month alone as `2005-09`, a year alone as `2005`; no other words around it.

    Figures are read the American way, month first. Years are those from 1900 to 2099; two digits from 70 on
    are of the last century. A day that the calendar lacks has no value, nor has a fiscal year.

    >>> date("September 9, 2005"), date("the 9th day of September, 2005"), date("12-22-04")
    ('2005-09-09', '2005-09-09', '2004-12-22')
    >>> date("December14,2021"), date("Sept. 2005"), date("2005")
    ('2021-12-14', '2005-09', '2005')
    >>> date("February 30, 2005"), date("fiscal 2005"), date("May 4")
    (None, None, None)
    """
    wording = _bare(words)
    if found := _first_match(_DAYS, wording):
        return _iso(_year(found["year"]), found)
    if found := _MONTH_YEAR.fullmatch(wording):
        return f"{found['year']}-{_month(found):02}"
    return wording if _YEAR_ALONE.fullmatch(wording) else None


def day_of_year(words: str) -> str | None:
    """A day whose year is not said, in the ISO form `--05-04`; `complete` adds the year.

    >>> day_of_year("May 4"), day_of_year("the 4th of May"), day_of_year("May 4, 2009"), day_of_year("May 40")
    ('--05-04', '--05-04', None, None)
    """
    found = _first_match(_DAYS_OF_YEAR, _bare(words))
    complete_date = _iso(_LEAP_YEAR, found) if found else None
    return complete_date and f"-{complete_date[4:]}"


def complete(partial: str, year: int) -> str | None:
    """The date that a value of `day_of_year` is in `year`; None where that year lacks it (29 February).

    Raises ValueError for a `partial` that `day_of_year` does not return.

    >>> complete("--05-04", 2009), complete("--02-29", 2009)
    ('2009-05-04', None)
    """
    if not _PARTIAL.fullmatch(partial):
        raise ValueError(f"{partial!r} is no day without a year: write it as --05-04")
    return _real_day(f"{year:04}{partial[1:]}")


def _bare(words: str) -> str:
    joined = _BROKEN.sub("", readable(words).rstrip("."))
    return _LEAD.sub("", joined, count=1)


def _first_match(patterns: tuple[re.Pattern[str], ...], wording: str) -> re.Match[str] | None:
    return next((match for pattern in patterns if (match := pattern.fullmatch(wording))), None)


def _year(digits: str) -> int:
    year = int(digits)
    century = 0 if year not in _TWO_DIGITS else 1900 if year >= _CENTURY_TURN else 2000
    return century + year


def _month(found: re.Match[str]) -> int:
    month = found["month"]
    return int(month) if month.isdigit() else _MONTH_NUMBERS[month[:3]]


def _day(found: re.Match[str]) -> int:
    spelled = found["day"]
    return _ORDINALS.index(spelled) + 1 if spelled in _ORDINALS else int(re.sub(r"\D", "", spelled))


def _iso(year: int, found: re.Match[str]) -> str | None:
    return _real_day(f"{year}-{_month(found):02}-{_day(found):02}")


def _real_day(iso: str) -> str | None:
    try:
        return day.fromisoformat(iso).isoformat()
    except ValueError:  # the calendar lacks the day: that is the answer, not a failure
        return None
