"""The facts about a filing: from the submission's header, from what inline XBRL marks, from the cover's text."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime

from engine.records import DocumentFacts, Notice, Registrant
from engine.rulebook.headings import Headings

# "STATE OF INCORPORATION: DE" in the header of a submission, "<STATE-OF-INCORPORATION>DE" in the feed.
_LABELLED = re.compile(r"^(?:[ \t]*([A-Z][A-Z ]+):[ \t]+|<([A-Z][A-Z-]+)>)(\S.*?)[ \t\r]*$", re.MULTILINE)
_IN_FIGURES = ("%Y%m%d", "%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y")
_IN_WORDS = ("%B %d %Y", "%b %d %Y")
_NOT_IN_DATES = re.compile(r"[,.\s]+")
# IRS numbers have nine digits, with or without the hyphen; headers put zeros where they know none.
_IRS_NUMBER = re.compile(r"(?!00-?0000000)(\d{2})-?(\d{7})$")
_REGISTRANT_FACTS = ("cik", "state", "commission file number", "irs number")
# A cover is about 6,000 characters; where no heading ends it, the patterns look no further.
_LONGEST_COVER = 12_000
_NEAR = 120
_FIELDS = tuple(field.name for field in fields(Registrant))

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Sources:
    """Where facts may stand: the header's text, the main document's `<TYPE>`, marked facts, the cover's text."""

    header: str = ""
    form: str | None = None
    marked: Pairs = ()
    cover: str = ""


def read_facts(sources: Sources, headings: Headings) -> tuple[DocumentFacts, tuple[Notice, ...]]:
    """The facts in `sources`, the header's before marked ones before the cover's, and what could not be read."""
    labelled = [(label or tag, value) for label, tag, value in _LABELLED.findall(sources.header)]
    header = _named(labelled, headings.header_labels)
    marked = _named(sources.marked, headings.marked_names)
    cover = sources.cover[:_LONGEST_COVER]
    form = _first(header, "form") or sources.form or _first(marked, "form") or _form_on(cover, headings)
    report_date = (
        _date(_first(header, "report date"))
        or _date(_first(marked, "report date"))
        or _date_on(cover, headings)
    )
    filed = _date(_first(header, "filed"))
    announced = [value for name, value in header if name == "item"]
    items, notices = _items(announced, headings, report_date or filed)
    facts = DocumentFacts(
        accession_number=_first(header, "accession number"),
        form=form,
        filed=filed,
        report_date=report_date,
        items=items,
        amendment=_amends(form, marked, cover, headings),
        registrants=_filled(_registrants(header), _registrants(marked), _registrants_on(cover, headings)),
    )
    return facts, notices


def _named(pairs: Iterable[tuple[str, str]], names: Mapping[str, str]) -> Pairs:
    return [(names[label], value) for label, value in pairs if label in names and value]


def _first(pairs: Pairs, name: str) -> str | None:
    return next((value for fact, value in pairs if fact == name), None)


def _form_on(cover: str, headings: Headings) -> str | None:
    """The form that a cover names; a text without a cover may speak of other forms."""
    found = headings.form.search(cover) if headings.cover_closing.search(cover) else None
    return re.sub(r"\s", "", found.group(1)).upper().replace("8K", "8-K") if found else None


def _amends(form: str | None, marked: Pairs, cover: str, headings: Headings) -> bool | None:
    """Whether the filing amends another, as its form, the cover's flag or its words say; None without a form."""
    if form is None:
        return None
    flagged = (_first(marked, "amendment") or "").lower() == "true"
    return form.endswith("/A") or flagged or bool(headings.amendment.search(cover))


def _date_on(cover: str, headings: Headings) -> str | None:
    found = (pattern.search(cover) for pattern in headings.report_dates)
    return next((date for match in found if match and (date := _date(match.group(1)))), None)


def _date(text: str | None) -> str | None:
    """`text` as an ISO date, None where it is none."""
    plain = _NOT_IN_DATES.sub(" ", text or "").strip().title()
    for layout in _IN_FIGURES if plain[:1].isdigit() else _IN_WORDS:
        try:
            return datetime.strptime(plain, layout).replace(tzinfo=UTC).date().isoformat()
        except ValueError:
            continue
    return None


def _items(
    announced: Sequence[str], headings: Headings, date: str | None
) -> tuple[tuple[str, ...], tuple[Notice, ...]]:
    """The numbers of the announced items, which headers give as numbers or captions."""
    numbering = headings.numberings_for(date)[0]
    items: dict[str, None] = {}
    notices: list[Notice] = []
    for text in announced:
        number = text if text in numbering.items else numbering.item_titled(text)
        if number:
            items[number] = None
        else:
            notices.append(
                Notice(
                    "unknown-item", f"The header announces {text!r}, which names no item known to the rules."
                )
            )
    return tuple(items), tuple(notices)


def _registrants(pairs: Pairs) -> tuple[Registrant, ...]:
    """One registrant for each name; the facts that follow a name are its own."""
    groups: list[dict[str, str]] = []
    for name, value in pairs:
        if name == "name":
            groups.append({"name": value})
        elif groups and name in _REGISTRANT_FACTS:
            groups[-1].setdefault(name, value)
    return tuple(_registrant(group.get) for group in groups)


def _registrant(fact: Callable[[str], str | None]) -> Registrant:
    irs_number = _IRS_NUMBER.match(fact("irs number") or "")
    return Registrant(
        fact("name"),
        fact("cik"),
        fact("state"),
        fact("commission file number"),
        "-".join(irs_number.groups()) if irs_number else None,
    )


def _filled(*known: tuple[Registrant, ...]) -> tuple[Registrant, ...]:
    """The registrants of the first source that names some; what it leaves open about a single one, others tell."""
    sources = [registrants for registrants in known if registrants]
    if not sources or any(len(registrants) > 1 for registrants in sources):
        return sources[0] if sources else ()
    return (Registrant(*(_first_known(sources, name) for name in _FIELDS)),)


def _first_known(sources: Iterable[tuple[Registrant, ...]], name: str) -> str | None:
    return next((value for (one,) in sources if (value := getattr(one, name))), None)


def _registrants_on(cover: str, headings: Headings) -> tuple[Registrant, ...]:
    """The registrants that a cover names: several where it has them in columns, else one or none."""
    several = [found.groupdict() for found in headings.combined.finditer(cover)]
    if len(several) > 1:
        return tuple(Registrant(one["name"], None, one["state"], one["file"], one["irs"]) for one in several)
    return _registrant_on(cover, headings)


def _registrant_on(cover: str, headings: Headings) -> tuple[Registrant, ...]:
    found = {name: pattern.search(cover) for name, pattern in headings.registrant.items() if name != "state"}
    places = [match.start() for name in ("commission file number", "state label") if (match := found[name])]
    windows = (headings.registrant["state"].search(cover[max(0, place - _NEAR) : place]) for place in places)
    found["state"] = next((match for match in windows if match), None)
    facts = [_value(found[name]) for name in ("name", *_REGISTRANT_FACTS)]
    return (Registrant(*facts),) if any(facts) else ()


def _value(match: re.Match[str] | None) -> str | None:
    return " ".join(match.group(1).split()) if match else None
