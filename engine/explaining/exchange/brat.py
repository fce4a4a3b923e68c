"""brat's standoff format: a folder with a text and its annotations (`.txt`, `.ann`) for each filing.

The format: https://brat.nlplab.org/standoff.html. A text-bound annotation (T) is a span, an event (E) a
trigger with its arguments, and a note (#) holds as JSON what a span has beside label and place.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from engine.errors import Finding, LabelsRefused, UsageError
from engine.explaining.exchange.annotated import EVENT, AnnotatedText, Link, Span

_NOTE = "AnnotatorNotes"
_NUMBERED = re.compile(r"(.+?)\d+")
_LINE = re.compile(r"[^\n]+")
_BOUND = re.compile(r"(T\d+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)\t.*")
_EVENT = re.compile(r"(E\d+)\t(\S+):(T\d+)((?: \S+:\S+)*) ?")
_REMARK = re.compile(rf"#\d+\t{_NOTE} ([TE]\d+)\t(.*)")


def write(texts: Sequence[AnnotatedText], folder: Path) -> list[str]:
    """Write `FILE.txt`, `FILE.ann` for each text and `annotation.conf`; gives what the format cannot hold.

    Raises UsageError where the folder cannot be written.
    """
    try:
        for text in texts:
            path = folder / f"{text.file}.ann"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes("".join(f"{line}\n" for line in _lines(text)).encode())
            path.with_suffix(".txt").write_bytes(text.text.encode())
        (folder / "annotation.conf").write_text(_configuration(texts), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{folder}: cannot write here: {error.strerror}") from error
    unplaced = sum(len(text.unplaced) for text in texts)
    digests = sum(bool(text.sha256) for text in texts)
    return [
        *([f"{unplaced} events without words in the text"] if unplaced else []),
        *([f"the sha256 of {digests} filings"] if digests else []),
    ]


def _lines(text: AnnotatedText) -> Iterator[str]:
    heads = list(dict.fromkeys(link.head for link in text.links))
    heads += [n for n, span in enumerate(text.spans) if EVENT in span.note and n not in heads]
    for number, span in enumerate(text.spans, start=1):
        words = [*_LINE.finditer(text.text, span.start, span.end)]  # a fragment must not hold a line's end
        bounds = ";".join(f"{part.start()} {part.end()}" for part in words)
        yield f"T{number}\t{span.label} {bounds}\t{' '.join(part.group() for part in words)}"
        if span.note:
            yield f"#{number}\t{_NOTE} T{number}\t{json.dumps(span.note, ensure_ascii=True)}"
    for number, head in enumerate(sorted(heads), start=1):
        seen: Counter[str] = Counter()
        arguments = ""
        for link in text.links:
            if link.head == head:
                seen[link.field] += 1
                count = seen[link.field]
                arguments += f" {link.field}{count if count > 1 else ''}:T{link.child + 1}"
        yield f"E{number}\t{text.spans[head].label}:T{head + 1}{arguments}"


def _configuration(texts: Sequence[AnnotatedText]) -> str:
    """The list, for brat, of what may be annotated: all that is."""
    events: dict[str, set[str]] = {}
    entities = set()
    for text in texts:
        heads = {link.head for link in text.links}
        for number, span in enumerate(text.spans):
            if number in heads or EVENT in span.note:
                fields = {link.field for link in text.links if link.head == number}
                events.setdefault(span.label, set()).update(fields)
            else:
                entities.add(span.label)
    lines = ["[entities]", *sorted(entities), "[relations]", "[events]"]
    for type_, fields in sorted(events.items()):
        lines.append(f"{type_}\t{', '.join(f'{name}*:<ANY>' for name in sorted(fields))}".rstrip())
    return "\n".join([*lines, "[attributes]", ""])


@dataclass(slots=True)
class _Reading:
    """One annotation file while it is read: spans by id, events by trigger, notes by what they are about."""

    path: Path
    size: int
    spans: dict[str, Span] = field(default_factory=dict)
    events: list[tuple[int, str, str, str]] = field(default_factory=list)
    notes: list[tuple[int, str, str]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    left_out: int = 0

    def fault(self, line: int, message: str, advice: str) -> None:
        self.findings.append(Finding(str(self.path), line, 1, "brat", message, advice))


def read(folder: Path) -> tuple[list[AnnotatedText], list[str]]:
    """The texts of a folder, and what of it has no place in labels.

    Raises UsageError if there is no annotation, LabelsRefused with every line that is none.
    """
    paths = sorted(folder.rglob("*.ann"))
    if not paths:
        raise UsageError(f"{folder}: no .ann file there; give the folder that brat annotated")
    texts, findings, left_out = [], [], 0
    for path in paths:
        text, reading = _read_file(path, path.relative_to(folder).as_posix().removesuffix(".ann"))
        texts.append(text)
        findings += reading.findings
        left_out += reading.left_out
    if findings:
        raise LabelsRefused(findings)
    return texts, [f"{left_out} relations, attributes and other lines"] if left_out else []


def _read_file(path: Path, file: str) -> tuple[AnnotatedText, _Reading]:
    try:
        text = path.with_suffix(".txt").read_bytes().decode()
        lines = path.read_bytes().decode().split("\n")
    except (OSError, UnicodeDecodeError) as error:
        reading = _Reading(path, 0)
        reading.fault(
            1, f"it or its text cannot be read ({error})", "keep FILE.txt and FILE.ann together, in UTF-8"
        )
        return AnnotatedText(file, ""), reading
    reading = _Reading(path, len(text))
    for number, line in enumerate(lines, start=1):
        _read_line(reading, number, line.removesuffix("\r"))
    numbers = {id_: number for number, id_ in enumerate(reading.spans)}
    links = tuple(_links(reading, numbers))
    _add_notes(reading)
    return AnnotatedText(file, text, tuple(reading.spans.values()), links), reading


def _read_line(reading: _Reading, number: int, line: str) -> None:
    if bound := _BOUND.fullmatch(line):
        ends = [int(part) for part in re.split("[ ;]", bound[3])]
        if max(ends) > reading.size or ends != sorted(ends) or bound[1] in reading.spans:
            advice = "mend the offsets, or export anew"
            reading.fault(number, f"{bound[1]} lies outside of the text or stands here twice", advice)
        else:
            reading.spans[bound[1]] = Span(ends[0], ends[-1], bound[2])
    elif event := _EVENT.fullmatch(line):
        reading.events.append((number, event[1], event[3], event[4]))
    elif note := _REMARK.fullmatch(line):
        reading.notes.append((number, note[1], note[2]))
    elif line[:1] in {"T", "E"}:
        reading.fault(
            number, f"no annotation of brat: {line[:40]!r}", "compare https://brat.nlplab.org/standoff.html"
        )
    elif line.strip():
        reading.left_out += 1


def _links(reading: _Reading, numbers: dict[str, int]) -> Iterator[Link]:
    triggers = {id_: trigger for _, id_, trigger, _ in reading.events}
    for number, id_, trigger, arguments in reading.events:
        seen: set[str] = set()
        for role, _, target in (part.rpartition(":") for part in arguments.split()):
            name = numbered[1] if (numbered := _NUMBERED.fullmatch(role)) and numbered[1] in seen else role
            seen.add(name)
            child = triggers.get(target, target)
            if trigger in numbers and child in numbers:
                yield Link(numbers[trigger], name, numbers[child])
            else:
                reading.fault(number, f"{id_} refers to what is not there", "mend the line, or delete it")
        if trigger not in numbers and not arguments:
            reading.fault(number, f"{id_} has no trigger", "mend the line, or delete it")


def _add_notes(reading: _Reading) -> None:
    """Notes of ours are objects; a word that an annotator left is told as left out."""
    for number, id_, words in reading.notes:
        span = reading.spans.get(id_)
        try:
            note = json.loads(words)
        except ValueError:
            note = None
        if span and isinstance(note, dict) and isinstance(note.get(EVENT, {}), dict):
            reading.spans[id_] = Span(span.start, span.end, span.label, note)
        elif words.startswith("{"):
            reading.fault(number, f"the note of {id_} is no JSON object", "mend its quotes and braces")
        else:
            reading.left_out += 1
