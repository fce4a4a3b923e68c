"""`corpus.yaml`: what a labelled corpus is, in whose scope it was labelled, and how it is split."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Literal

from engine.errors import Finding, LabelsRefused, UsageError
from engine.rulebook.source import Document, parse_file

CARD = "corpus.yaml"
SCOPES = ("body", "exhibits")
_TEXTS = ("name", "about", "origin")
_KEYS = (*_TEXTS, "scope", "splits")


@dataclass(frozen=True, slots=True)
class Card:
    """A corpus: `scope` says whether exhibits were labelled, too; `splits` are lists of files or globs by name."""

    name: str
    about: str
    origin: str
    scope: Literal["body", "exhibits"] = "body"
    splits: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def read_card(corpus: Path) -> Card | None:
    """The card of a corpus folder, None where it has none.

    Raises LabelsRefused with every finding: what is no YAML, unknown or missing keys, values of another kind.
    """
    path = corpus / CARD
    if not path.is_file():
        return None
    document = parse_file(path, corpus)
    findings = [*_placed(document, path), *_faults(document, path)]
    if findings:
        raise LabelsRefused(findings)
    data = document.data
    splits = {name: tuple(files) for name, files in data.get("splits", {}).items()}
    return Card(data["name"], data["about"], data["origin"], data["scope"], splits)


def files_of(card: Card | None, split: str, files: Collection[str]) -> list[str]:
    """Those of `files` that belong to a split, sorted. Raises UsageError if there is no such split."""
    splits = card.splits if card else {}
    if split not in splits:
        known = ", ".join(splits) or "none"
        raise UsageError(f"no split {split} in {CARD}; it has {known}")
    return sorted(file for file in files if _belongs(file, splits[split]))


def split_findings(corpus: Path, card: Card, files: Collection[str]) -> Iterator[Finding]:
    """Entries of splits that name no labelled file, files in two splits, and files in none."""
    if not card.splits:
        return
    document = parse_file(corpus / CARD, corpus)
    for split, patterns in card.splits.items():
        for number, pattern in enumerate(patterns):
            if not any(fnmatchcase(file, pattern) for file in files):
                place = document.place(("splits", split, number))
                message = f"`{pattern}` of split {split} is no labelled file"
                yield Finding(
                    str(corpus / CARD), place.line, place.column, "splits", message, "mend the name"
                )
    place = document.place(("splits",))
    for file in sorted(files):
        named = [split for split, patterns in card.splits.items() if _belongs(file, patterns)]
        if len(named) != 1:
            message = f"{file} is in {' and '.join(named) if named else 'no split'}"
            advice = "put every filing into one split"
            yield Finding(str(corpus / CARD), place.line, place.column, "splits", message, advice)


def _belongs(file: str, patterns: Collection[str]) -> bool:
    return any(fnmatchcase(file, pattern) for pattern in patterns)


def _placed(document: Document, path: Path) -> Iterator[Finding]:
    """The findings of the YAML itself, with the whole path of the file."""
    for one in document.findings:
        yield Finding(str(path), one.line, one.column, "corpus", one.message, one.advice)


def _faults(document: Document, path: Path) -> Iterator[Finding]:
    data = document.data
    advice = f"it holds {', '.join(_KEYS)}"
    faults: list[tuple[tuple[str, ...], str, str]] = []
    faults += [((key,), f"unknown key `{key}`", advice) for key in data if key not in _KEYS]
    faults += [((), f"the key `{key}` is missing", advice) for key in _KEYS[:4] if key not in data]
    for key in _TEXTS:
        if key in data and not isinstance(data[key], str):
            faults.append(((key,), f"`{key}` is no text", "write it in quotes"))
    if "scope" in data and data["scope"] not in SCOPES:
        faults.append((("scope",), f"unknown scope `{data['scope']}`", f"write {' or '.join(SCOPES)}"))
    splits = data.get("splits", {})
    if not isinstance(splits, dict):
        faults.append((("splits",), "`splits` holds no names", "write `NAME: [FILE, ...]`"))
    else:
        for name, files in splits.items():
            if not isinstance(files, list) or not all(isinstance(file, str) for file in files):
                faults.append(
                    (("splits", name), f"split {name} is no list of files", "write `[a.txt, b*.htm]`")
                )
    for place_of, message, tip in faults:
        place = document.key_place(place_of)
        yield Finding(str(path), place.line, place.column, "corpus", message, tip)
