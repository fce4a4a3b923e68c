"""Freshness: tells a day of long ago from the days that a filing reports."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from engine.resolving.state import Clause
from engine.rulebook.models import Fresh

_ISO = re.compile(r"\d{4}(?:-\d\d){0,2}")


# The name of the day that a filing's header or cover gives, beside those of captures; in `doc.user_data` its key.
REPORTED = "reported"


def too_old(value: str, rule: Fresh, clauses: Iterable[Clause], reported: str | None = None) -> bool:
    """Whether an ISO day, month or year lies too long before the filing's own first; what has no such day never does.

    `reported` is the ISO day of header or cover, where one is known.
    """
    every = list(clauses)
    than = next((day for name in rule.than for day in _days(name, every, reported) if day), None)
    day, later = _day(value), _day(str(than))
    return day is not None and later is not None and (later - day).days > rule.days


def _days(name: str, clauses: Iterable[Clause], reported: str | None) -> Iterator[Any]:
    if name == REPORTED:
        yield reported
    for clause in clauses:
        for node in clause.captured.get(name, ()):
            yield node.value


def _day(value: str) -> date | None:
    """The last day that an ISO date, month or year surely holds; None for other words ("the Effective Date")."""
    return date.fromisoformat(value + "2000-12-28"[len(value) :]) if _ISO.fullmatch(value) else None
