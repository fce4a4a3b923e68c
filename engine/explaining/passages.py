"""A mistake in its text: the passages that label and prediction speak of, with the words that each stands on.

A label has no offsets, only its quote and its values. Its words are found again: the quote wherever it
stands, whatever its line breaks; a value at the tags whose value is equal, in the quote if it is there.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from engine.pipeline import TagView
from engine.records import Filing
from engine.scoring.alignment import Event
from engine.scoring.compare import comparable, persons_agree

QUOTE = "quote"
# Characters of context on either side of the words, and the gap at which two passages stay one: a
# sentence or so, measured by eye on filings of the last twenty-five years.
_CONTEXT, _GAP = 110, 220
# A filing is somebody else's text: what no page can show becomes one sign, so that offsets stay.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that carry a field of an event: `[start, end)` of the text of `section`."""

    section: str
    start: int
    end: int
    field: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text. `fields` are those that its words carry, named once at the end of a mark."""

    text: str
    marked: bool
    quoted: bool
    fields: tuple[str, ...] = ()
    last: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """One stretch of a section, once with the marks of the label and once with those of the prediction."""

    section: str
    labelled: tuple[Piece, ...]
    found: tuple[Piece, ...]


def passages(filing: Filing, tags: Sequence[TagView], label: Event, prediction: Event) -> list[Passage]:
    """The passages of a label and its prediction, either of which may be empty (`{}`).

    Words that do not stand in the filing are left out; where none do, there is no passage.
    """
    texts = {section.id: section.text for section in filing.sections}
    found = list(_found(texts, prediction))
    quotes = list(_quotes(texts, label))
    equal = {field: list(_equal(texts, tags, field, value)) for field, value in label.items()}
    near = quotes + found or list(_named(tags, label, prediction))
    windows = list(_windows(texts, near + list(_elsewhere(equal, near))))
    labelled = [mark for marks in equal.values() for mark in _told(marks, quotes, windows)]
    return [
        Passage(
            window.section,
            tuple(_pieces(texts[window.section], window, labelled, quotes)),
            tuple(_pieces(texts[window.section], window, found, ())),
        )
        for window in windows
    ]


def _found(texts: Mapping[str, str], prediction: Event) -> Iterator[Mark]:
    """The evidence that stands where it says; stored predictions may be older than the reading of filings."""
    for proof in prediction.get("evidence", ()):
        if texts.get(proof["section"], "")[proof["start"] : proof["end"]] == proof["text"]:
            yield Mark(proof["section"], proof["start"], proof["end"], proof["field"])


def _quotes(texts: Mapping[str, str], label: Event) -> Iterator[Mark]:
    """The first place of each part of the quote, parts being what stands between dots of omission."""
    for part in re.split(r"\s*(?:\.\.\.|…)\s*", label.get(QUOTE, "")):
        words = r"\s+".join(map(re.escape, part.split()))
        # Whole words if there are such: 55 is no part of 455,000. Words may be glued in old filings.
        hits = [
            Mark(section, hit.start(), hit.end(), QUOTE)
            for pattern in (rf"(?<![\w.,]){words}(?!\w)", words)
            for section, text in texts.items()
            if words and (hit := re.search(pattern, text, re.IGNORECASE))
        ]
        yield from hits[:1]


def _named(tags: Iterable[TagView], label: Event, prediction: Event) -> Iterator[Mark]:
    """Where the person is named first: for a label whose quote does not stand in the text."""
    person = str(label.get("person") or prediction.get("person") or "")
    hits = (tag for tag in tags if tag.label == "PERSON" and persons_agree(person, str(tag.value)))
    yield from [Mark(tag.section, tag.start, tag.end, "person") for tag in hits][:1]


def _windows(texts: Mapping[str, str], marks: Iterable[Mark]) -> Iterator[Mark]:
    """The stretches to show, in the order of the text: marks with their context, near ones together."""
    for section, text in texts.items():
        spans = sorted((mark.start, mark.end) for mark in marks if mark.section == section)
        joined: list[tuple[int, int]] = []
        for start, end in spans:
            if joined and start - joined[-1][1] <= _GAP:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        for start, end in joined:
            yield Mark(section, _word_start(text, start - _CONTEXT), _word_end(text, end + _CONTEXT), "")


def _word_start(text: str, at: int) -> int:
    return 0 if at <= 0 else at + len(re.match(r"\S*\s*", text[at : at + 40]).group())  # type: ignore[union-attr]


def _word_end(text: str, at: int) -> int:
    return len(text) if at >= len(text) else at - len(re.search(r"\s*\S*\Z", text[at - 40 : at]).group())  # type: ignore[union-attr]


def _equal(texts: Mapping[str, str], tags: Iterable[TagView], field: str, value: Any) -> Iterator[Mark]:
    for tag in tags:
        words = texts[tag.section][tag.start : tag.end]
        if _same(field, value, tag.value if tag.value is not None else words):
            yield Mark(tag.section, tag.start, tag.end, field)


def _elsewhere(equal: Mapping[str, Sequence[Mark]], near: Iterable[Mark]) -> Iterator[Mark]:
    """Where the filing first has a labelled value that stands far from the rest of the event."""
    places = [Mark(mark.section, mark.start - _GAP, mark.end + _GAP, "") for mark in near]
    for marks in equal.values():
        if not any(_touches(mark, places) for mark in marks):
            yield from marks[:1]


def _told(marks: Sequence[Mark], quotes: Sequence[Mark], windows: Sequence[Mark]) -> list[Mark]:
    """The marks of one field in sight: those in the quote, if there are any."""
    seen = [mark for mark in marks if _inside(mark, windows)]
    return [mark for mark in seen if _touches(mark, quotes)] or seen


def _same(field: str, value: Any, tagged: Any) -> bool:
    """Whether the value of a tag (its words if it has none), or a part of it (an amount of money), is the label's."""
    if field in {"type", QUOTE, "optional", "optional_fields"} or isinstance(value, bool):
        return False
    if field == "person":
        return isinstance(tagged, str) and persons_agree(str(value), tagged)
    leaves = tagged.values() if isinstance(tagged, Mapping) else [tagged]
    scalars = [leaf for leaf in leaves if isinstance(leaf, (str, int, float))]
    return bool(comparable(field, value) & comparable(field, scalars))


def _inside(mark: Mark, places: Iterable[Mark]) -> bool:
    return any(
        place.section == mark.section and place.start <= mark.start and mark.end <= place.end
        for place in places
    )


def _touches(mark: Mark, places: Iterable[Mark]) -> bool:
    return any(p.section == mark.section and p.start < mark.end and mark.start < p.end for p in places)


def _pieces(text: str, window: Mark, marks: Iterable[Mark], quotes: Iterable[Mark]) -> Iterator[Piece]:
    """The window's text, cut where a mark or a quote begins or ends."""
    here = [mark for mark in marks if _inside(mark, [window])]
    clusters, cited = _clusters(here), [(q.start, q.end) for q in quotes if q.section == window.section]
    bounds = {at for span in [*clusters, *cited] for at in span if window.start < at < window.end}
    cuts = sorted({window.start, window.end} | bounds)
    for start, end in pairwise(cuts):
        cluster = next((span for span in clusters if span[0] <= start < span[1]), None)
        fields = [mark.field for mark in here if cluster and cluster[0] <= mark.start < cluster[1]]
        yield Piece(
            text=_UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text[start:end]),
            marked=cluster is not None,
            quoted=any(low <= start < high for low, high in cited),
            fields=tuple(dict.fromkeys(fields)),
            last=cluster is not None and end == cluster[1],
        )


def _clusters(marks: Iterable[Mark]) -> list[tuple[int, int]]:
    """Overlapping marks as one span: a page shows words once, with all the fields that they carry."""
    clusters: list[tuple[int, int]] = []
    for start, end in sorted((mark.start, mark.end) for mark in marks):
        if clusters and start < clusters[-1][1]:
            clusters[-1] = (clusters[-1][0], max(end, clusters[-1][1]))
        else:
            clusters.append((start, end))
    return clusters
