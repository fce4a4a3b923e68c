"""Section rules, compiled: which headings open a section, what ends its text, what a cover says.

`Headings.from_files` compiles the files of `rules/sections/` once; `sectionrules.py` says what may stand in
them.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import ValidationError

from engine.errors import Finding, RulesRefused
from engine.rulebook.sectionrules import (
    KINDS,
    CoverFile,
    EndsFile,
    Frames,
    HeadingRules,
    HeadingsFile,
    ItemsFile,
    SectionFile,
)

_GAP = r"[\W_]{0,6}"
# A caption may be followed by a word without a blank ("ResignationsOn"), never by more of its own word.
_CAPTION_END = r"(?-i:(?![a-z]))"
_BETWEEN_PARTS = re.compile(r"[\s;,.:/&\-–—]{0,12}(?:(?:and|or)\b\s{0,4})?", re.IGNORECASE)
# The part of an announced caption that has to be known.
_MOST = 0.8
_UNIT = re.compile(r"\([^()]*\)\??|[^\s()]+")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Captions:
    """The parts of one item's caption."""

    parts: tuple[re.Pattern[str], ...]

    def end(self, text: str, start: int) -> int:
        """Where the caption that starts at `start` of `text` ends; `start` itself where there is none."""
        return self.ends(text, start)[-1]

    def ends(self, text: str, start: int) -> list[int]:
        """`start` and the end of each caption part that follows it in `text`; every part is used once."""
        found, unused = [start], list(self.parts)
        while True:
            gap = _BETWEEN_PARTS.match(text, found[-1])
            at = gap.end() if gap else found[-1]
            hits = ((part, match) for part in unused if (match := part.match(text, at)))
            part, match = max(hits, key=lambda hit: hit[1].end(), default=(None, None))
            if part is None or match is None:
                return found
            unused.remove(part)
            found.append(match.end())


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a numbering: its number as ids spell it, its captions, `all` or `none`, its sub-items' letters."""

    number: str
    captions: Captions
    frames: Frames
    letters: str = ""


@dataclass(frozen=True, slots=True)
class Numbering:
    """One numbering: `opening` matches the word `Item` with one or more numbers, `number` one number.

    Groups of `opening`: `bracket` where the heading stands in brackets, `numbers` with every number.
    """

    name: str
    since: str
    until: str
    opening: re.Pattern[str]
    number: re.Pattern[str]
    items: Mapping[str, Item]

    def item_titled(self, caption: str) -> str | None:
        """The number of the item whose captions cover `caption`, as submission headers announce items."""
        ends = ((item.captions.end(caption, 0), number) for number, item in self.items.items())
        end, number = max(ends, default=(0, ""))
        return number if end >= len(caption) * _MOST else None


@dataclass(frozen=True, slots=True)
class Headings:
    """The section rules, compiled. Patterns are to be used with `match` or `search` as their names say."""

    numberings: tuple[Numbering, ...]
    cue: str
    letters: re.Pattern[str]
    openers: re.Pattern[str]
    references: frozenset[str]
    group_number: re.Pattern[str]
    group_titles: Captions
    end_paragraph: re.Pattern[str]
    end_sentence: re.Pattern[str]
    end_cues: tuple[str, ...]
    page_mark: re.Pattern[str]
    header_labels: Mapping[str, str]
    marked_names: Mapping[str, str]
    forms: re.Pattern[str]
    exhibits: re.Pattern[str]
    form: re.Pattern[str]
    amendment: re.Pattern[str]
    report_dates: tuple[re.Pattern[str], ...]
    combined: re.Pattern[str]
    registrant: Mapping[str, re.Pattern[str]]
    cover_closing: re.Pattern[str]

    @classmethod
    def from_files(cls, data: Mapping[str, dict[str, Any]]) -> "Headings":
        """Section rules from the plain data of their files, by path.

        A file's main key says what it is: `items`, `headings`, `ends` or `cover`. Raises RulesRefused
        with every finding when a file is missing, unknown, or says something that it may not.
        """
        findings: list[Finding] = []
        files = {file: _read_file(file, content, findings) for file, content in data.items()}
        if not findings:
            findings.extend(_missing(files.values()))
        if findings:
            raise RulesRefused(findings)
        return _compile(tuple(file for file in files.values() if file is not None))

    def numberings_for(self, date: str | None) -> tuple[Numbering, ...]:
        """The numberings, the one in force on `date` (ISO) first: filings close to a change use either."""
        return tuple(sorted(self.numberings, key=lambda n: not n.since <= (date or "9999") <= n.until))

    def letters_of(self, item: str | None) -> str:
        """The letters of the sub-items of `item`, in their order; empty where it has none."""
        known = (numbering.items.get(item or "") for numbering in self.numberings)
        return next((rule.letters for rule in known if rule), "")

    def frames(self, item: str | None) -> Frames:
        """Whether frames care about the text of `item`; they do about sections that are no known item."""
        known = (numbering.items.get(item or "") for numbering in self.numberings)
        rule = next((rule for rule in known if rule), None)
        return rule.frames if rule else "all"


def _read_file(file: str, content: dict[str, Any], findings: list[Finding]) -> SectionFile | None:
    kind = next((kind for kind in KINDS if kind in content), None)
    if kind is None:
        advice = f"give it one of the keys {', '.join(KINDS)}"
        findings.append(Finding(file, 1, 1, "sections", "no section rules in this file", advice))
        return None
    try:
        return KINDS[kind].model_validate(content)
    except ValidationError as error:
        findings.extend(_finding(file, one["loc"], one["msg"]) for one in error.errors())
        return None


def _finding(file: str, place: Iterable[object], message: str) -> Finding:
    return Finding(file, 1, 1, "sections", f"{' > '.join(map(str, place))}: {message}")


def _missing(files: Iterable[SectionFile | None]) -> Iterable[Finding]:
    present = {type(file) for file in files}
    for key, kind in KINDS.items():
        if kind not in present:
            message = f"no file with the key {key}"
            yield Finding("sections", 1, 1, "sections", message, f"add one under rules/sections with {key}:")


F = TypeVar("F", bound=SectionFile)


def _all(files: Iterable[SectionFile], kind: type[F]) -> list[F]:
    return [file for file in files if isinstance(file, kind)]


def _compile(files: tuple[SectionFile, ...]) -> Headings:
    headings = _all(files, HeadingsFile)[0].headings
    ends = _all(files, EndsFile)[0].ends
    cover_file = _all(files, CoverFile)[0]
    cover = cover_file.cover
    return Headings(
        numberings=tuple(_numbering(file, headings) for file in _all(files, ItemsFile)),
        cue=headings.cue.lower(),
        letters=_pattern(headings.letters),
        openers=re.compile(_any(headings.openers)),
        references=frozenset(word.lower() for word in headings.references),
        group_number=_pattern(headings.groups.number),
        group_titles=_captions(headings.groups.titles),
        end_paragraph=_pattern(f"(?:{_any(ends.paragraphs)})$"),
        end_sentence=_pattern(_any(ends.sentences)),
        end_cues=tuple(cue.lower() for cue in ends.cues),
        page_mark=_pattern(f"(?:{_any(ends.pages)})$"),
        header_labels=_by_label(cover_file.header),
        marked_names=_by_label(cover_file.marked),
        forms=_pattern(f"(?:{cover.forms})$"),
        exhibits=_pattern(f"(?:{cover.exhibits})$"),
        form=_pattern(cover.form),
        amendment=_pattern(cover.amendment),
        report_dates=tuple(_pattern(pattern) for pattern in cover.report_date),
        combined=_pattern(cover.combined),
        registrant={
            "name": _pattern(cover.name),
            "cik": _pattern(cover.cik),
            "state": _pattern(cover.state),
            "state label": _pattern(cover.state_label),
            "commission file number": _pattern(cover.commission_file_number),
            "irs number": _pattern(cover.irs_number),
        },
        cover_closing=_pattern(_any(cover.closing)),
    )


def _numbering(file: ItemsFile, headings: HeadingRules) -> Numbering:
    one = f"(?:{file.number})"
    more = rf"(?:\s{{0,3}}{headings.joins}\s{{0,3}}(?:{headings.joins}\s{{0,3}})?(?:{headings.word})?{one})*"
    opening = rf"(?P<bracket>\[)?(?:{headings.word})(?P<numbers>{one}{more})"
    items = {
        number: Item(number, _captions(rule.captions), rule.frames, rule.letters)
        for number, rule in file.items.items()
    }
    return Numbering(file.numbering, file.since, file.until, _pattern(opening), _pattern(one), items)


def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _any(patterns: Iterable[str]) -> str:
    return "|".join(f"(?:{pattern})" for pattern in patterns)


def _by_label(labels: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {label: fact for fact, names in labels.items() for label in names}


def _captions(captions: Iterable[str]) -> Captions:
    return Captions(tuple(_pattern(_caption_pattern(caption)) for caption in captions))


def _caption_pattern(caption: str) -> str:
    """A caption as a regular expression; each gap stands beside the word that may be missing."""
    pattern, started = "", False
    for unit in _UNIT.findall(caption):
        optional = unit.endswith(")?")
        words = _unit_pattern(unit)
        if started:
            pattern += f"(?:{_GAP}{words})?" if optional else _GAP + words
        else:
            pattern += f"(?:{words}{_GAP})?" if optional else words
            started = not optional
    return pattern + _CAPTION_END


def _unit_pattern(unit: str) -> str:
    choices = sorted(unit.rstrip("?").strip("()").split("|"), key=len, reverse=True)
    return "(?:" + "|".join(_GAP.join(_WORD.findall(choice)) for choice in choices) + ")"
