"""Days without a year ("effective June 1") get theirs from the dates around them."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from engine.rulebook.skeletons import Node
from engine.tagging.values import complete

_YEARLESS = re.compile(r"--\d\d-\d\d", re.ASCII)
_DATED = re.compile(r"\d{4}-\d\d(?:-\d\d)?", re.ASCII)


def with_years(nodes: Mapping[int, Node]) -> dict[int, Node]:
    """The nodes by first token, days without a year made whole.

    A day takes the year that brings it nearest to the last date before it that has one, else to the first
    behind it: "December 15, 2003 ... effective January 1" is a day of 2004. Where no date has a year, the
    node is left out, so that its words stay words.
    """
    places = sorted(nodes)
    dated = {place: day for place in places if (day := _day(nodes[place])) is not None}
    made: dict[int, Node] = {}
    for place in places:
        node = nodes[place]
        if not (isinstance(node.value, str) and _YEARLESS.fullmatch(node.value)):
            made[place] = node
        elif beside := _beside(place, dated):
            made[place] = replace(node, value=_nearest(node.value, beside))
    return made


def _day(node: Node) -> date | None:
    if not (isinstance(node.value, str) and _DATED.fullmatch(node.value)):
        return None
    return date.fromisoformat(node.value if len(node.value) > len("2000-01") else f"{node.value}-15")


def _beside(place: int, dated: Mapping[int, date]) -> date | None:
    before = [other for other in dated if other < place]
    return dated[before[-1]] if before else next(iter(dated.values()), None)


def _nearest(yearless: str, beside: date) -> str:
    # of five years on end one has a 29 February
    days = (complete(yearless, beside.year + shift) for shift in range(-2, 3))
    return min((day for day in days if day), key=lambda day: abs(_between(day, beside)))


def _between(day: str, other: date) -> timedelta:
    return date.fromisoformat(day) - other
