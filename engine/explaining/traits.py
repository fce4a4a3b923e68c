"""What filings can be told apart by: format, era, and the section in which an event stands."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from engine.errors import FilingUnreadable
from engine.filings.markup import is_html
from engine.pipeline import Engine
from engine.records import Filing, Section
from engine.scoring.alignment import Lonely, Pair
from engine.scoring.breakdown import Key, by_file
from engine.scoring.scores import FileScore

KEYS = ("format", "era", "section")
NOWHERE = "(in no section)"
UNKNOWN = "(unknown)"
# Filings on EDGAR were 80 columns wide, some a little more; programs that extract text write whole paragraphs.
_WIDEST = 200
# The eras of Form 8-K: HTML was allowed in 1999, the items were renumbered on August 23, 2004 (Release
# 33-8400), inline XBRL covers came in 2019 (Release 33-10618).
_ERAS = ((1999, "before 1999"), (2005, "1999–2004"), (2019, "2005–2018"))
_LEFT_OUT = ".{0,3000}?"
_LATEST = "2019 and later"


def format_of(data: bytes) -> str:
    """The format of a filing's bytes: `submission`, `html`, `text` (80 columns), or `extracted` (long lines)."""
    if b"<DOCUMENT>" in data:
        return "submission"
    text = data.decode("latin-1")
    if is_html(text):
        return "html"
    return "extracted" if any(len(line) > _WIDEST for line in text.splitlines()) else "text"


def era_of(filing: Filing) -> str:
    """The era of a filing, by the year of its report or filing."""
    day = filing.document.report_date or filing.document.filed
    if day is None:
        return UNKNOWN
    return next((name for before, name in _ERAS if int(day[:4]) < before), _LATEST)


def place_of(quote: str, sections: Iterable[Section]) -> tuple[Section, int, int] | None:
    """Where a quote stands in the texts of sections, blanks aside: the section, and offsets in its text.

    An ellipsis in the quote stands for words left out, a few hundred at most.
    """
    words = quote.replace("…", " ... ").split()
    parts = (_LEFT_OUT if word == "..." else re.escape(word) for word in words)
    wanted = re.compile(r"\s*".join(parts), re.IGNORECASE | re.DOTALL)
    found = ((section, wanted.search(section.text)) for section in sections if words)
    return next(((section, match.start(), match.end()) for section, match in found if match), None)


def key_of(name: str, engine: Engine, folder: Path, files: Iterable[FileScore]) -> Key:
    """The key of `name`, one of `KEYS`, for the events of filings that stand in `folder`."""
    if name == "format":
        return by_file({file.file: format_of((folder / file.file).read_bytes()) for file in files})
    filings = dict(_filings(engine, folder, (file.file for file in files)))
    if name == "era":
        return by_file({file: era_of(filing) if filing else UNKNOWN for file, filing in filings.items()})
    return lambda file, event: section_of(event, filings[file])


def section_of(event: Pair | Lonely, filing: Filing | None) -> str:
    """The item in which an event stands: that of the prediction, else that of the label's quote.

    Several sections of one item are one (`5.02#2`: `5.02`).
    """
    found: Mapping[str, Any] = event.prediction if isinstance(event, Pair) else event.event
    if "section" in found:
        return str(found["section"]).partition("#")[0]
    label = event.label if isinstance(event, Pair) else event.event
    place = place_of(str(label.get("quote", "")), filing.sections) if filing else None
    return place[0].id.partition("#")[0] if place else NOWHERE


def _filings(engine: Engine, folder: Path, files: Iterable[str]) -> Iterator[tuple[str, Filing | None]]:
    """Each filing by its file; None for one that cannot be read, whose events are in no section or era."""
    for file in files:
        try:
            yield file, engine.read((folder / file).read_bytes(), file)
        except FilingUnreadable:
            yield file, None
