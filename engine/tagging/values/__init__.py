"""The closed set of functions that turn the words of a tag into a value; rules name them (`value: money`).

Each takes the exact words of a tag, line breaks, curly quotes and odd spacing included, and returns a plain
JSON value, or None when the words have none. None of them raises, whatever the words. What filings say, the
rules hold; here stands only how numbers, dates, money and names are written.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from engine.tagging.values.dates import complete, date, day_of_year
from engine.tagging.values.durations import duration, months, years
from engine.tagging.values.money import money
from engine.tagging.values.names import NameParts, name_parts, person_name, surname
from engine.tagging.values.numbers import (
    Number,
    age,
    integer,
    months_of_multiple,
    multiple,
    number,
    percent,
)
from engine.tagging.values.texts import singular, text, title

Value = Number | str | Mapping[str, Number | str]
Normaliser = Callable[[str], Value | None]

NORMALISERS: Final[Mapping[str, Normaliser]] = MappingProxyType(
    {
        "age": age,
        "date": date,
        "duration": duration,
        "integer": integer,
        "money": money,
        "months": months,
        "months_of_multiple": months_of_multiple,
        "multiple": multiple,
        "number": number,
        "partial_date": day_of_year,
        "percent": percent,
        "person_name": person_name,
        "singular": singular,
        "text": text,
        "title": title,
        "years": years,
    }
)

__all__ = [
    "NORMALISERS",
    "NameParts",
    "Normaliser",
    "Number",
    "Value",
    "complete",
    "day_of_year",
    "name_parts",
    "surname",
]
