"""A rule set without some of its rules: compiled anew is nothing, the rules left are the same objects."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from difflib import get_close_matches

from engine.errors import UsageError
from engine.rulebook.ruleset import Ruleset


def without(ruleset: Ruleset, rules: Collection[str]) -> Ruleset:
    """The rule set without the wordings, fills and tables of those ids. Raises UsageError for another id."""
    refuse_unknown(ruleset, rules)
    frames = {
        name: replace(frame, wordings=tuple(w for w in frame.wordings if w.id not in rules))
        for name, frame in ruleset.frames.items()
    }
    return replace(
        ruleset,
        frames=frames,
        fills=tuple(fill for fill in ruleset.fills if fill.id not in rules),
        tables=tuple(table for table in ruleset.tables if table.id not in rules),
    )


def refuse_unknown(ruleset: Ruleset, rules: Iterable[str]) -> None:
    """Raises UsageError for an id that no wording, fill or table has."""
    known = droppable(ruleset)
    for rule in rules:
        if rule not in known:
            close = get_close_matches(rule, known, 1)
            advice = f"did you mean {close[0]}?" if close else "give the id of a wording, a fill or a table"
            raise UsageError(f"no rule {rule} that could be left out; {advice}")


def droppable(ruleset: Ruleset) -> list[str]:
    """The ids of wordings, fills and tables: what may be left out without tagging anew."""
    return [*wordings(ruleset), *(fill.id for fill in ruleset.fills), *(table.id for table in ruleset.tables)]


def wordings(ruleset: Ruleset) -> list[str]:
    """The ids of the wordings of all frames."""
    return [wording.id for frame in ruleset.frames.values() for wording in frame.wordings]
