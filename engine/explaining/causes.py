"""Gives every mistake a cause: the first stage of the engine that lost the event or the value.

The causes are asked in the order of the stages, so that each mistake has one: what stands in no section
cannot be tagged, what is not tagged cannot be a frame's.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from engine.errors import FilingUnreadable
from engine.explaining import places
from engine.explaining.documents import Read, read_filing
from engine.pipeline import Engine
from engine.scoring.alignment import Event, Pair, Verdict
from engine.scoring.compare import comparable, persons_agree
from engine.scoring.mistakes import worst_filings, wrong_pairs
from engine.scoring.scores import FileScore, Scores

# The causes, and what each says, in the order in which they are asked.
CAUSES: Mapping[str, str] = {
    "unreadable": "the filing cannot be read",
    "no section": "the words stand in no section, or a section does not hold them",
    "section not read": "the words stand in a section that no frame reads",
    "wrong person": "the event is found, of another person",
    "wrong type": "the event is found, as another type",
    "merged wrongly": "the event is found, joined with another of the same person",
    "told twice": "the event is found and told a second time",
    "person not tagged": "the person is in the text and is no tag",
    "value not tagged": "the labelled value is no tag's",
    "dropped": "a draft of the event was dropped: incomplete, old news, or told by another",
    "no draft": "a frame is found in the words, and makes no event of the type",
    "in a scope": "the words stand in a scope in which the type's frames are silent",
    "frame missing": "no wording matches the words",
    "wrong date rung": "the right date is tagged, and the ladder takes another or none",
    "slot missed": "the right value is tagged, and not taken",
    "wrong value": "the right value is tagged, and another is taken",
    "value not labelled": "the event is right, and has a value too many",
    "spurious": "no label tells such an event",
}
DATES = frozenset({"date", "announced", "expires"})
What = Literal["missed", "spurious", "wrong"]


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake with its `cause`, a key of `CAUSES`: an event missed or spurious, or a wrong value of `slot`."""

    file: str
    what: What
    type: str
    slot: str
    cause: str
    event: Event


def mistakes_with_causes(engine: Engine, folder: Path, scores: Scores) -> list[Mistake]:
    """Every mistake of the scores with its cause, the worst filing first; filings stand in `folder`.

    The filings with mistakes are read again by `engine`, which should be the one that made the predictions.
    """
    found: list[Mistake] = []
    for file in worst_filings(scores):
        try:
            read = read_filing(engine, folder, file.file)
        except FilingUnreadable:
            found += [
                Mistake(file.file, "missed", m.event["type"], "", "unreadable", m.event)
                for m in file.alignment.missed
            ]
            continue
        found += _File(engine, file, read).mistakes()
    return found


class _File:
    """One filing's mistakes beside what the engine makes of the filing."""

    def __init__(self, engine: Engine, score: FileScore, read: Read) -> None:
        self.engine, self.score, self.read = engine, score, read
        self.specs = engine.specs
        self.missed: Sequence[Event] = [lonely.event for lonely in score.alignment.missed]
        self.spurious: Sequence[Event] = [lonely.event for lonely in score.alignment.spurious]
        self.answered: Sequence[Event] = [pair.prediction for pair in score.alignment.pairs]

    def mistakes(self) -> Iterator[Mistake]:
        file = self.score.file
        for event in self.missed:
            yield Mistake(file, "missed", event["type"], "", self._missed(event), event)
        for event in self.spurious:
            yield Mistake(file, "spurious", event["type"], "", self._spurious(event), event)
        for pair in wrong_pairs(self.score):
            for verdict in (v for v in pair.verdicts if v.scored and v.errors):
                cause = self._wrong(pair, verdict)
                yield Mistake(file, "wrong", pair.label["type"], verdict.slot, cause, pair.label)

    # -- missed ----------------------------------------------------------------------------------------

    def _missed(self, label: Event) -> str:
        stand = places.stand_of(label, self.read)
        return (
            self._unread(label, stand)
            or self._mistaken(label)
            or self._untagged(label)
            or self._unresolved(label, stand)
        )

    def _unread(self, label: Event, stand: places.Stand | None) -> str | None:
        """Whether no section, or none that is read, holds the words; without a quote, the person's surname."""
        if stand is not None:
            return "section not read" if stand.start is None else None
        read = [s.text for s in self.read.filing.sections if self.engine.ruleset.reads(s.item)]
        if places.person_named(self._pivot(label), read):
            return None
        everywhere = (section.text for section in self.read.filing.sections)
        return "section not read" if places.person_named(self._pivot(label), everywhere) else "no section"

    def _mistaken(self, label: Event) -> str | None:
        """Whether a prediction tells the event under another name or type, or together with another."""
        if any(self._other_person(label, event) for event in self.spurious):
            return "wrong person"
        if any(self._other_type(label, event) for event in self.spurious):
            return "wrong type"
        joined = (event for event in self.answered if event["type"] == label["type"])
        if any(self._same_pivot(label, event) and places.quoted(label, event, self.read) for event in joined):
            return "merged wrongly"
        return None

    def _untagged(self, label: Event) -> str | None:
        if self.specs[label["type"]].pivot == "person" and not places.person_known(
            self._pivot(label), self.read
        ):
            return "person not tagged"
        sizes = {slot: label[slot] for slot in self._sizes(label["type"]) if slot in label}
        if sizes and not any(places.value_known(slot, value, self.read) for slot, value in sizes.items()):
            return "value not tagged"
        return None

    def _sizes(self, type_: str) -> list[str]:
        """The slots that say how much: an event with an amount is found by it."""
        numbers = {field.name for field in self.specs[type_].fields if field.kind in ("integer", "decimal")}
        return [slot for slot in self.specs[type_].slots if slot in numbers and slot != "age"]

    def _unresolved(self, label: Event, stand: places.Stand | None) -> str:
        """What became of the words in resolving; without a quote only dropped drafts of the person are known."""
        resolution = self.read.resolution
        for draft in resolution.dropped:
            about = (
                persons_agree(str(draft.subject), self._pivot(label)) if draft.subject else stand is not None
            )
            near = stand is None or stand.covers(places.draft_tokens(draft))
            if draft.type in self._family(label["type"]) and about and near:
                return "dropped"
        if stand is None:
            return "frame missing"
        frames = self._frames(label["type"])
        if any(i.frame in frames and stand.covers(places.instance_tokens(i)) for i in resolution.instances):
            return "no draft"
        return "in a scope" if self._silenced(stand, frames) else "frame missing"

    def _frames(self, type_: str) -> set[str]:
        family = self._family(type_)
        return {
            frame
            for event in self.engine.ruleset.events
            if event.name in family
            for frame in event.rule.from_
        }

    def _silenced(self, stand: places.Stand, frames: Iterable[str]) -> bool:
        """Whether a wording of the frames matches in the words, where a scope silences it."""
        ruleset = self.engine.ruleset
        for clause in self.read.resolution.clauses:
            for frame in (
                ruleset.frames[name] for name in frames if stand.covers(n.start for n in clause.nodes)
            ):
                for wording in frame.wordings:
                    silent = not clause.scopes.isdisjoint({*frame.unless, *wording.rule.unless})
                    if silent and any(wording.search(clause.text, clause.nodes, clause.features)):
                        return True
        return False

    # -- spurious --------------------------------------------------------------------------------------

    def _spurious(self, event: Event) -> str:
        if any(self._other_person(label, event) for label in self.missed):
            return "wrong person"
        if any(self._other_type(label, event) for label in self.missed):
            return "wrong type"
        twins = (
            pair for pair in self.score.alignment.pairs if pair.label["type"] in self._family(event["type"])
        )
        if any(self._same_pivot(pair.label, event) and self._agree(pair.label, event) for pair in twins):
            return "told twice"
        return "spurious"

    # -- values ----------------------------------------------------------------------------------------

    def _wrong(self, pair: Pair, verdict: Verdict) -> str:
        slot = verdict.slot
        if slot == "type":
            return "wrong type"
        if not verdict.wrong and not verdict.missing:
            return "value not labelled"
        missing = comparable(slot, pair.label[slot]) - comparable(slot, pair.prediction.get(slot))
        if not self._told(slot, pair.label[slot], missing):
            return "value not tagged"
        if slot in DATES:
            return "wrong date rung"
        return "wrong value" if verdict.wrong else "slot missed"

    def _told(self, slot: str, value: Any, missing: Iterable[Any]) -> bool:
        """Whether each value that is missing is some tag's; an enumeration or flag is nobody's tag."""
        if isinstance(value, bool) or any(
            f.kind == "enum" for s in self.specs.values() for f in s.fields if f.name == slot
        ):
            return True
        values = value if isinstance(value, list) else [value]
        asked = [
            one
            for one in values
            if comparable(slot, [one] if isinstance(value, list) else one) & set(missing)
        ]
        return all(
            places.value_known(slot, [one] if isinstance(value, list) else one, self.read) for one in asked
        )

    # -- two events ------------------------------------------------------------------------------------

    def _other_person(self, label: Event, event: Event) -> bool:
        """Whether an event of the label's type is what the label says, but for the person."""
        if event["type"] not in self._family(label["type"]) or self._same_pivot(label, event):
            return False
        return places.quoted(label, event, self.read) or self._sized(label, event)

    def _other_type(self, label: Event, event: Event) -> bool:
        """Whether an event of the label's person is what the label quotes, as another type."""
        different = event["type"] not in self._family(label["type"])
        return (
            different
            and self._same_pivot(label, event)
            and (places.quoted(label, event, self.read) or self._sized(label, event))
        )

    def _sized(self, label: Event, event: Event) -> bool:
        """Whether both say how much, and agree in it."""
        return any(
            comparable(slot, label.get(slot)) & comparable(slot, event.get(slot))
            for slot in self._sizes(label["type"])
        )

    def _agree(self, label: Event, event: Event) -> bool:
        """Whether two events share a value that is scored, and no amount of theirs differs: one fact, told twice."""
        shared = {slot for slot in self.specs[label["type"]].slots if slot in label and slot in event}
        equal = {slot for slot in shared if comparable(slot, label[slot]) & comparable(slot, event[slot])}
        return bool(equal) and shared.isdisjoint(set(self._sizes(label["type"])) - equal)

    def _same_pivot(self, label: Event, event: Event) -> bool:
        one, other = self._pivot(label), self._pivot(event)
        return (
            persons_agree(one, other)
            if self.specs[label["type"]].pivot == "person"
            else one.lower() == other.lower()
        )

    def _pivot(self, event: Event) -> str:
        return str(event.get(self.specs[event["type"]].pivot, ""))

    def _family(self, type_: str) -> set[str]:
        family = self.specs[type_].family
        return (
            {type_}
            if family is None
            else {name for name, spec in self.specs.items() if spec.family == family}
        )


def counted(mistakes: Iterable[Mistake]) -> list[tuple[tuple[str, str, str, str], int]]:
    """How often each cause brought each kind of mistake (cause, what, type, slot), the commonest first."""
    counts = Counter((m.cause, m.what, m.type, m.slot) for m in mistakes)
    return sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
