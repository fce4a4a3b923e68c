"""Freshness: tells a day of long ago from the days that a filing reports."""

import re
from collections.abc import Iterable
from datetime import date

from engine.resolving.state import Clause
from engine.rulebook.models import Fresh

_ISO = re.compile(r"\d{4}(?:-\d\d){0,2}")


def too_old(value: str, rule: Fresh, clauses: Iterable[Clause]) -> bool:
    """Whether an ISO day, month or year lies too long before the filing's own first; what has no such day never does."""
    every = list(clauses)
    than = next(
        (
            node.value
            for name in rule.than
            for clause in every
            for node in clause.captured.get(name, ())
            if node.value
        ),
        None,
    )
    day, later = _day(value), _day(str(than))
    return day is not None and later is not None and (later - day).days > rule.days


def _day(value: str) -> date | None:
    """The last day that an ISO date, month or year surely holds; None for other words ("the Effective Date")."""
    return date.fromisoformat(value + "2000-12-28"[len(value) :]) if _ISO.fullmatch(value) else None
