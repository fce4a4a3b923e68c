"""Which files and members are filings, by their names."""

from pathlib import PurePosixPath

from engine.running.sources import printable

# The ways in which EDGAR and its extracts deliver a filing: full submissions and extracted text, HTML,
# and the header-and-document files of the daily feed. XML is left out: on EDGAR it holds XBRL and the
# ownership forms, never an 8-K's text.
SUFFIXES = frozenset({".txt", ".htm", ".html", ".nc"})
ARCHIVES = frozenset({".zip", ".tar"})
TABLES = frozenset({".jsonl", ".ndjson", ".json", ".csv"})

# Text files that stand beside filings and describe them.
DESCRIPTIONS = frozenset({"readme", "manifest", "license", "notes"})

# The package sec-edgar-downloader writes one filing twice, as the full submission and as its main document
# (called filing-details before version 5). The submission is taken where both are at hand: it has the header.
SUBMISSION = "full-submission"
TWINS = frozenset({SUBMISSION, "primary-document", "filing-details"})


def packing(name: str) -> tuple[str, bool]:
    """The lower-case suffix of what a file holds, and whether it is gzipped: `.tar`, True for x.tar.gz and x.tgz."""
    path = PurePosixPath(name.lower())
    if path.suffix == ".tgz":
        return ".tar", True
    return (PurePosixPath(path.stem).suffix, True) if path.suffix == ".gz" else (path.suffix, False)


def reason_to_skip(name: PurePosixPath, twins: dict[str, str]) -> str | None:
    """Why a file is no filing to be read, or None. `twins` remembers, by folder, what was taken of a filing
    that is there twice: start with an empty one.
    """
    if packing(name.name)[0] not in SUFFIXES:
        return f"{printable(name.suffix) or 'no suffix'}: not a filing's suffix"
    if name.stem.lower() in DESCRIPTIONS:
        return "describes its folder"
    if name.stem.lower() not in TWINS:
        return None
    first = twins.setdefault(str(name.parent), name.name)
    return None if first == name.name else f"the same filing as {first} beside it"


def is_hidden(name: PurePosixPath) -> bool:
    """Whether a file is there for the system: a dot before a part of its name, or what macOS adds to an archive."""
    return any(part.startswith(".") or part == "__MACOSX" for part in name.parts)


def leads_outside(name: str) -> bool:
    r"""Whether the name of a member is absolute, or climbs with `..`, for any system: `/a`, `C:\a`, `a/../../b`."""
    parts = name.replace("\\", "/").split("/")
    drive = len(parts[0]) > 1 and parts[0][1] == ":" and parts[0][0].isalpha()
    return parts[0] == "" or drive or ".." in parts
