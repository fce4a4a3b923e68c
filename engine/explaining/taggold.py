"""The gold of tags: which words of a filing are persons, titles, dates and the like, kept without the words.

`tags.jsonl` has one line a filing: `file`, `sections` (the SHA-256 of each section's text in UTF-8, by section
id), `tags` (lists of section, start, end, label and the three hashes of `tagplaces`), and `lost`, tags that
had no place when the file was last aligned. docs/tags.md says what counts as a tag.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from hashlib import sha256
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from engine.errors import Finding, LabelsRefused, UsageError
from engine.explaining.tagplaces import GoldTag, placed

Label = Literal["PERSON", "TITLE", "DATE", "MONEY", "SHARES", "PERCENT", "AGE", "ORG", "AGREEMENT"]
# What the gold tells apart: docs/tags.md.
LABELS: tuple[str, ...] = get_args(Label)
_FILE = "tags.jsonl"

_Offset = Annotated[int, Field(ge=0)]
_Anchor = Annotated[str, Field(pattern="^[0-9a-f]{8}$")]
_Tag = tuple[str, _Offset, _Offset, Label, _Anchor, _Anchor, _Anchor]


class _Row(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    file: Annotated[str, Field(min_length=1)]
    sections: dict[str, Annotated[str, Field(pattern="^[0-9a-f]{64}$")]]
    tags: list[_Tag]
    lost: list[_Tag] = []


@dataclass(frozen=True, slots=True)
class GoldFiling:
    """One filing of the gold: the hashes of its sections' texts, its tags, and those that lost their place."""

    file: str
    sections: Mapping[str, str]
    tags: tuple[GoldTag, ...]
    lost: tuple[GoldTag, ...] = ()


def read_gold(corpus: Path, filings: Path) -> tuple[GoldFiling, ...]:
    """The lines of `tags.jsonl` of a corpus folder whose filings stand in `filings`, by file name.

    Raises UsageError if there is no such file, LabelsRefused with every finding if a line does not have
    its form, names a filing that is missing or named before, or holds tags that are empty or overlap.
    """
    path = corpus / _FILE
    if not path.is_file():
        raise UsageError(f"{corpus}: no {_FILE} there; give the folder that holds it")
    gold: dict[str, GoldFiling] = {}
    findings = []
    for number, line in enumerate(path.read_bytes().split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            filing = _filing(_Row.model_validate_json(line))
        except ValidationError as error:
            findings += [Finding(str(path), number, 1, *fault) for fault in _form_faults(error)]
            continue
        faults = _faults(filing, filings, gold)
        findings += [Finding(str(path), number, 1, *fault) for fault in faults]
        gold[filing.file] = filing
    if findings:
        raise LabelsRefused(findings)
    return tuple(gold[file] for file in sorted(gold))


def write_gold(corpus: Path, gold: Sequence[GoldFiling]) -> None:
    """Writes `tags.jsonl`, in order, so that a difference between two of them shows what has moved.

    Raises UsageError if it cannot be written.
    """
    try:
        (corpus / _FILE).write_text("".join(map(_line, gold)), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{corpus / _FILE}: cannot be written ({error.strerror})") from error


def digest(text: str) -> str:
    """The hash of a section's text."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def moved(gold: GoldFiling, texts: Mapping[str, str]) -> tuple[str, ...]:
    """The sections of the gold whose text in `texts` (by section id) is another, or that are missing there."""
    return tuple(id_ for id_, known in gold.sections.items() if digest(texts.get(id_, "")) != known)


def aligned(gold: GoldFiling, texts: Mapping[str, str]) -> GoldFiling:
    """The gold for these texts (by section id); where all are as they were, and none is lost, the gold itself.

    Tags that were lost before are tried again. The sections of the new gold are those of the old that are
    still there, and those into which a tag has moved.
    """
    if not moved(gold, texts) and not gold.lost:
        return gold
    found = placed((*gold.tags, *gold.lost), texts)
    known = {*gold.sections, *(tag.section for tag in found.tags)}
    sections = {id_: digest(text) for id_, text in texts.items() if id_ in known}
    return GoldFiling(gold.file, sections, found.tags, found.lost)


def _filing(row: _Row) -> GoldFiling:
    tags, lost = (tuple(GoldTag(*tag) for tag in tags) for tags in (row.tags, row.lost))
    return GoldFiling(row.file, row.sections, tags, lost)


def _line(filing: GoldFiling) -> str:
    row: dict[str, Any] = {"file": filing.file, "sections": dict(filing.sections)}
    row["tags"] = [list(astuple(tag)) for tag in filing.tags]
    if filing.lost:
        row["lost"] = [list(astuple(tag)) for tag in filing.lost]
    return json.dumps(row, ensure_ascii=False) + "\n"


_Fault = tuple[str, str, str]


def _form_faults(error: ValidationError) -> Iterator[_Fault]:
    for one in error.errors(include_url=False, include_context=False):
        place = ".".join(map(str, one["loc"])) or "line"
        yield place, one["msg"], "the form of a line stands in docs/tags.md"


def _faults(filing: GoldFiling, folder: Path, known: Mapping[str, GoldFiling]) -> Iterator[_Fault]:
    name = PurePosixPath(filing.file)
    if filing.file in known:
        yield "file", f"{filing.file} stands on a line before", "put its tags on one line"
    if name.is_absolute() or ".." in name.parts:
        yield "file", f"{filing.file} leaves the folder", f"write a path relative to {folder}"
    elif not (folder / name).is_file():
        yield "file", f"there is no filing {filing.file}", f"put it into {folder}, or give its folder"
    for tag in filing.tags:
        if tag.section not in filing.sections:
            yield "tags", f"a tag in section {tag.section}, of which there is no hash", "add it to `sections`"
        if tag.end <= tag.start:
            yield (
                "tags",
                f"{tag.label} at {tag.start} to {tag.end} of {tag.section} is empty",
                "mend its offsets",
            )
    ordered = sorted(filing.tags, key=lambda tag: (tag.section, tag.start, tag.end))
    for one, other in pairwise(ordered):
        if one.section == other.section and other.start < one.end:
            message = (
                f"{one.label} at {one.start} and {other.label} at {other.start} of {one.section} overlap"
            )
            yield "tags", message, "keep the outer one"
