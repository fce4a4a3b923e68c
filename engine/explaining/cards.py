"""The mistakes of a run as cards for the page: what label and prediction say, why they differ, and where it stands."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.errors import FilingUnreadable
from engine.explaining.causes import Mistake, mistakes_with_causes
from engine.explaining.passages import Passage, passages
from engine.pipeline import Engine, TagView
from engine.records import Filing
from engine.scoring.alignment import Event, Verdict, canonical
from engine.scoring.mistakes import worst_filings, wrong_pairs
from engine.scoring.scores import FileScore, Scores

# What stands for the slots of an event that is missed or spurious as a whole.
WHOLE_EVENT = "whole event"
# Not values of an event: told elsewhere on the card, or nothing to compare.
_ASIDE = frozenset({"section", "evidence", "quote", "optional", "optional_fields"})

Causes = Mapping[tuple[str, str, str], str]


@dataclass(frozen=True, slots=True)
class Value:
    """One field as label and prediction have it, empty where one has not; `rules` are those that found it."""

    field: str
    labelled: str
    found: str
    wrong: bool
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One event with a mistake. `what`: missed, spurious or wrong; `rank`: the place among the worst filings.

    `types`, `slots` and `causes` are what the card is found by; `passages` are empty where `note` says why.
    """

    what: str
    types: tuple[str, ...]
    pivot: str
    file: str
    rank: int
    slots: tuple[str, ...]
    causes: tuple[str, ...]
    values: tuple[Value, ...]
    passages: tuple[Passage, ...]
    note: str = ""


def cards(engine: Engine, folder: Path, scores: Scores) -> list[Card]:
    """A card for each event with a mistake, the worst filing first; filings stand in `folder`.

    The filings with mistakes are read again by `engine`, which should be the one that made the predictions.
    """
    known = mistakes_with_causes(engine, folder, scores)
    return [
        card
        for rank, file in enumerate(worst_filings(scores))
        for card in _Filing(engine, folder, file, rank, known).cards()
    ]


class _Filing:
    """One filing with mistakes: its text and tags, or why it has none, and the causes that are known."""

    def __init__(
        self, engine: Engine, folder: Path, score: FileScore, rank: int, known: Sequence[Mistake]
    ) -> None:
        self.score, self.rank, self.specs = score, rank, engine.specs
        self.causes: Causes = {
            (m.what, m.slot, canonical(m.event)): m.cause for m in known if m.file == score.file
        }
        self.filing, self.tags, self.note = _text(engine, folder, score.file)

    def cards(self) -> Iterator[Card]:
        for lonely in self.score.alignment.missed:
            yield self._card("missed", lonely.event, {}, lonely.verdicts)
        for lonely in self.score.alignment.spurious:
            yield self._card("spurious", {}, lonely.event, lonely.verdicts)
        for pair in wrong_pairs(self.score):
            yield self._card("wrong", pair.label, pair.prediction, pair.verdicts)

    def _card(self, what: str, label: Event, prediction: Event, verdicts: Sequence[Verdict]) -> Card:
        wrong = [verdict.slot for verdict in verdicts if verdict.scored and verdict.errors]
        slots = wrong if what == "wrong" else [WHOLE_EVENT]
        asked = [(what, slot if what == "wrong" else "", canonical(label or prediction)) for slot in slots]
        event = label or prediction
        shown = passages(self.filing, self.tags, label, prediction)
        return Card(
            what=what,
            types=tuple(dict.fromkeys(str(one["type"]) for one in (label, prediction) if one)),
            pivot=str(event.get(self.specs[event["type"]].pivot, "")),
            file=self.score.file,
            rank=self.rank,
            slots=tuple(slots),
            causes=tuple(dict.fromkeys(self.causes.get(key, "unreadable") for key in asked)),
            values=tuple(_values(label, prediction, wrong)),
            passages=tuple(shown),
            note="" if shown else self.note,
        )


def _text(engine: Engine, folder: Path, file: str) -> tuple[Filing, Sequence[TagView], str]:
    try:
        read = engine.annotate((folder / file).read_bytes(), file)
    except FilingUnreadable as failure:
        return Filing(file), (), f"The filing cannot be read: {failure.message}"
    return read.filing, read.tags, "None of its words stands in the sections of the filing as they are read."


def _values(label: Event, prediction: Event, wrong: Sequence[str]) -> Iterator[Value]:
    """Every field that either side has, in the order of the label, then of the prediction."""
    for field in dict.fromkeys([*label, *prediction]):
        if field not in _ASIDE:
            proofs = [proof for proof in prediction.get("evidence", ()) if proof["field"] == field]
            rules = dict.fromkeys(str(proof["rule"]) for proof in proofs)
            yield Value(field, _told(label, field), _told(prediction, field), field in wrong, tuple(rules))


def _told(event: Event, field: str) -> str:
    value: Any = event.get(field, "")
    free = " (may be left out)" if field in event.get("optional_fields", ()) else ""
    return ("; ".join(map(str, value)) if isinstance(value, list) else str(value)) + free
