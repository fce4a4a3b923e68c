"""Names of persons: what stands around the name goes, the name itself stays as the filing spells it.

Honorifics, degrees and suffixes are name grammar, the same in every filing; the contract's comparison of persons
lists the commonest of them (mr, mrs, ms, dr; jr, sr, ii, iii, iv, v; md, phd, cpa, esq).
"""

import re
from dataclasses import dataclass
from typing import Final

from engine.tagging.values.texts import LIMIT, squeeze, trim_edges

_ADDRESS: Final = r"mr|mrs|ms|mx|miss|dr|messrs|mmes|mses|prof|professor|sir|dame|the honorable|honorable"
_RANKS: Final = (
    r"(?:rear |vice |major |brigadier |lieutenant )?(?:general|admiral|colonel)|captain"
    r"|senator|governor|ambassador"
)
# Without their stop these are names: Hon, Gen and Sen are given names.
_STOPPED: Final = r"hon|rev|gen|adm|col|lt|maj|brig|capt|cmdr|sgt|sen|rep|gov|amb"
_HONORIFIC: Final = re.compile(
    rf"(?:(?:{_ADDRESS}|{_RANKS})(?:\.\s*|\s+|$)|(?:{_STOPPED})\.\s*|the hon\.\s*)", re.IGNORECASE
)
_SUFFIXES: Final = frozenset({"jr", "sr", "ii", "iii", "iv", "v"})
# Degrees and certifications that no surname spells: dropped without a comma and without stops too.
_UNMISTAKABLE: Final = "md phd cpa esq esquire mba cfa jd dds dvm pharmd llm llb mbbs"
_AFTER_COMMA: Final = (
    "ba bs bsc bcom ma ms msc mph mpp mpa mha mfa med mdiv msn bsn rn np do dm dmd vmd od dpm edd dba dsc scd eng"
    " engd drph dphil mphil mbchb pe peng ca fca aca fcpa cga cma cia cfe cfp cisa cissp chfc clu cpcu fsa asa"
    " maaa facs facc facp frcp frcpc rph pmp sphr phr qc kc obe mbe cbe ret"
)
_LETTERS: Final = frozenset(_UNMISTAKABLE.split())
_DEGREES: Final = _LETTERS | frozenset(_AFTER_COMMA.split())
_BRACKETED: Final = re.compile(r"\s*\([^()]*\)\s*")
_NICKNAME: Final = re.compile(
    r"(?:(?<=\s)|^)(?:[\"“”„‘`]|['’]{1,2})[^\"“”„‘`]{1,30}?(?:[\"“”]|['’]{1,2})(?=[\s,]|$)"
)
_POSSESSIVE: Final = re.compile(r"(?:(?<=[sS])['’]|(?<=[\w.])\s?['’][sS])$")
_COMMA: Final = re.compile(r"\s*,[\s,]*")
_SPACED_DOCTORATE: Final = re.compile(r"\bPh\.\s+D\b", re.IGNORECASE)
_HYPHENS: Final = str.maketrans(dict.fromkeys("‐‑", "-"))
_BROKEN_WORD: Final = re.compile(r"(?<=\w)- (?=[a-z])")
_BROKEN_DOUBLE_NAME: Final = re.compile(r"(?<=\w)- (?=\w)")
_GLUED_INITIAL: Final = re.compile(r"(?<![^\s.])([^\W\d_]\.)(?=[^\W\d_]{2})")
_AROUND: Final = " \t,;:*•"


@dataclass(frozen=True, slots=True)
class NameParts:
    """A name taken apart: given names and initials, the surname, the generational suffix; absent parts are empty."""

    given: tuple[str, ...]
    surname: str
    suffix: str


def person_name(words: str) -> str | None:
    r"""The name without honorifics, nickname, degrees and possessive; suffixes of generation and capitals stay.

    >>> person_name("Mr. William “Bill” Roe, Jr.’s"), person_name("Dr. Ann B. Roe, M.D., Ph.D.,")
    ('William Roe, Jr.', 'Ann B. Roe')
    >>> person_name("ANN\n B. ROE, CPA"), person_name("Mr.") is None
    ('ANN B. ROE', True)
    """
    squeezed = squeeze(words)
    if len(squeezed) > LIMIT:
        return None
    name = _POSSESSIVE.sub("", squeezed.strip(_AROUND))
    name = _NICKNAME.sub(" ", _BRACKETED.sub(" ", name)).strip(_AROUND)
    name = _without_degrees(_without_honorifics(name))
    spelled = trim_edges(squeeze(_GLUED_INITIAL.sub(r"\1 ", _joined(name.translate(_HYPHENS)))))
    return spelled if any(map(str.isalpha, spelled)) else None


def name_parts(name: str) -> NameParts:
    """The parts of a name, read after `person_name`; the surname is the last word, as the contract compares it.

    >>> name_parts("J. Robert van Roe, Jr.")
    NameParts(given=('J.', 'Robert', 'van'), surname='Roe', suffix='Jr.')
    """
    words = (person_name(name) or "").replace(",", " ").split()
    has_suffix = len(words) > 1 and _letters(words[-1]) in _SUFFIXES
    suffix = words.pop() if has_suffix else ""
    return NameParts(given=tuple(words[:-1]), surname=words[-1] if words else "", suffix=suffix)


def surname(name: str) -> str:
    """The surname in a name or in honorific and surname; empty where the words hold no name.

    >>> surname("Ann B. Roe, III"), surname("Mr. Roe’s")
    ('Roe', 'Roe')
    """
    return name_parts(name).surname


def _without_honorifics(name: str) -> str:
    while match := _HONORIFIC.match(name):
        name = name[match.end() :]
    return name


def _without_degrees(name: str) -> str:
    name = _SPACED_DOCTORATE.sub("Ph.D", _COMMA.sub(", ", name))
    while name != (shorter := _without_last_degree(name)):
        name = shorter
    return name


def _without_last_degree(name: str) -> str:
    head, comma, tail = name.rpartition(", ")
    if comma and all(map(_is_degree, re.split(r"[\s/&]+", tail))):
        return head
    head, _, last = name.rpartition(" ")
    shown = "." in last[:-1] or _letters(last) in _LETTERS
    return head.rstrip(_AROUND) if head and shown and all(map(_is_degree, last.split("/"))) else name


def _is_degree(word: str) -> bool:
    return _letters(word) in _DEGREES


def _joined(name: str) -> str:
    """The name with what the end of a line broke: a word loses the hyphen, a double name keeps it."""
    return _BROKEN_DOUBLE_NAME.sub("-", _BROKEN_WORD.sub("", name))


def _letters(word: str) -> str:
    return re.sub(r"[^a-z]", "", word.lower())
