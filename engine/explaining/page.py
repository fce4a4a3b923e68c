"""The scores of a run as one page that needs nothing else: figures, plots, and every mistake in its text.

The template beside this module holds the look; it escapes whatever a filing or a label says.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from jinja2 import Environment, StrictUndefined

from engine.explaining.cards import Card
from engine.explaining.causes import CAUSES
from engine.scoring.bootstrap import Intervals, bootstrap
from engine.scoring.figures import MEASURES, Figures, SlotTally, Tally, values_by_slot
from engine.scoring.scores import Scores

# What a measure says, for whoever meets the page first.
MEANINGS = {
    "strict": "events of the right type",
    "lenient": "all departures as one type",
    "slot": "single values of events",
    "exact": "events with every value right",
}
RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure of one row: its tally and its intervals."""

    measure: str
    tally: Tally
    intervals: Intervals


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: a group, type or slot, its figures, and how many mistakes have a card."""

    name: str
    figures: tuple[Figure, ...]
    mistakes: int = 0
    values: SlotTally | None = None


def page(title: str, scores: Scores, cards: Sequence[Card], *, seed: int = 0) -> bytes:
    """The page as UTF-8 HTML. The same scores, cards and `seed` give the same bytes.

    Intervals of types and slots are bootstrapped over filings as those of the totals are.
    """
    template = files("engine.explaining").joinpath("page.html.j2").read_text(encoding="utf-8")
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    html = environment.from_string(template).render(
        title=title,
        scores=scores,
        totals=_figures(scores.total, scores.intervals, MEASURES),
        groups=[
            Row(name, _figures(figures, scores.group_intervals[name], MEASURES))
            for name, figures in scores.by_group.items()
        ],
        types=_type_rows(scores, cards, seed),
        slots=_slot_rows(scores, cards, seed),
        fields=scores.by_field,
        cards=cards,
        filters=_filters(cards),
        meanings=MEANINGS,
        causes=CAUSES,
    )
    # Half a surrogate pair, which JSON can write and UTF-8 cannot, becomes a reference that browsers show as a blot.
    return html.lstrip().encode("utf-8", "xmlcharrefreplace")


def _figures(
    figures: Figures, intervals: Mapping[str, Intervals], measures: Iterable[str]
) -> tuple[Figure, ...]:
    tallies = figures.tallies()
    return tuple(Figure(measure, tallies[measure], intervals[measure]) for measure in measures)


def _type_rows(scores: Scores, cards: Sequence[Card], seed: int) -> list[Row]:
    """The types that labels or predictions have, with what counts whole events: strict and exact."""
    seen = {name: figures for name, figures in scores.by_type.items() if figures != Figures()}
    by_file = [[file.by_type.get(name, Figures()) for name in seen] for file in scores.files]
    intervals = bootstrap(by_file, seed, RESAMPLES) if seen else []
    counts = Counter(name for card in cards for name in card.types)
    return [
        Row(name, _figures(seen[name], found, ("strict", "exact")), counts[name])
        for name, found in zip(seen, intervals, strict=True)
    ]


def _slot_rows(scores: Scores, cards: Sequence[Card], seed: int) -> list[Row]:
    by_file = [values_by_slot(file.alignment, scored=True) for file in scores.files]
    rows = [
        [Figures(slot=values.get(slot, SlotTally()).tally) for slot in scores.by_slot] for values in by_file
    ]
    intervals = bootstrap(rows, seed, RESAMPLES) if scores.by_slot else []
    counts = Counter(slot for card in cards for slot in card.slots)
    return [
        Row(slot, (Figure("slot", values.tally, found["slot"]),), counts[slot], values)
        for (slot, values), found in zip(scores.by_slot.items(), intervals, strict=True)
    ]


def _filters(cards: Sequence[Card]) -> dict[str, list[tuple[str, int]]]:
    """What the cards can be chosen by: each filter's values with the number of cards, the commonest first."""
    having: dict[str, list[tuple[str, ...]]] = {
        "what": [(card.what,) for card in cards],
        "type": [card.types for card in cards],
        "slot": [card.slots for card in cards],
        "cause": [card.causes for card in cards],
        "filing": [(card.file,) for card in cards],
    }
    counts = {name: Counter(value for values in many for value in values) for name, many in having.items()}
    return {
        name: sorted(count.items(), key=lambda entry: (-entry[1], entry[0])) for name, count in counts.items()
    }
