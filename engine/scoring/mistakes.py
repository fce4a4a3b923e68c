"""What went wrong, filing by filing, in the words of the labels and of the evidence."""

from collections.abc import Iterator, Sequence
from typing import Any

from engine.scoring.alignment import Event, Pair, Verdict
from engine.scoring.scores import FileScore, Scores

# Not facts of the event, or shown in a place of their own.
_ASIDE = frozenset({"type", "section", "evidence", "quote", "optional", "optional_fields"})


def worst_filings(scores: Scores) -> list[FileScore]:
    """The filings with anything missed, spurious or wrong, the one with most of it first."""
    faulty = [file for file in scores.files if mistakes(file)]
    return sorted(faulty, key=lambda file: (-mistakes(file), file.file))


def mistakes(file: FileScore) -> int:
    """How many events are missed or spurious, and how many values of the others are not right."""
    return (
        len(file.alignment.missed) + len(file.alignment.spurious) + sum(p.errors for p in wrong_pairs(file))
    )


def wrong_pairs(file: FileScore) -> list[Pair]:
    """The aligned events that count and are not exact."""
    return [pair for pair in file.alignment.pairs if not pair.optional and not pair.exact]


def as_text(files: Sequence[FileScore]) -> str:
    """One paragraph a filing: what was missed, spurious, wrong, one line each."""
    return "\n\n".join("\n".join((file.file, *_lines(file))) for file in files)


def _lines(file: FileScore) -> Iterator[str]:
    for lonely in file.alignment.missed:
        yield f"  missed    {told(lonely.event)}{words(lonely.event, 'trigger')}"
    for lonely in file.alignment.spurious:
        yield f"  spurious  {told(lonely.event)}{words(lonely.event, 'trigger')}"
    for pair in wrong_pairs(file):
        for verdict in _wrong_verdicts(pair):
            found, right = _value(pair.prediction, verdict.slot), _value(pair.label, verdict.slot)
            proof = words(pair.prediction, verdict.slot)
            yield f"  wrong     {pair.label['type']} {pair.pivot}: {verdict.slot} is {found}, labelled {right}{proof}"


def _wrong_verdicts(pair: Pair) -> list[Verdict]:
    return [verdict for verdict in pair.verdicts if verdict.scored and verdict.errors]


def told(event: Event) -> str:
    """The event in one line: its type, then its fields and their values."""
    return ", ".join(
        [
            str(event["type"]),
            *(f"{name} {shown(value)}" for name, value in event.items() if name not in _ASIDE),
        ]
    )


def _value(event: Event, slot: str) -> str:
    return shown(event[slot]) if slot in event else "absent"


def shown(value: Any) -> str:
    """A field's value for people: the entries of a list with ` + ` between."""
    return " + ".join(str(entry) for entry in value) if isinstance(value, list) else str(value)


def words(event: Event, field: str) -> str:
    """The evidence of a field, or the label's quote, as a tail of the line; empty where neither is."""
    texts = [proof["text"] for proof in event.get("evidence", ()) if proof["field"] == field]
    if not texts and "quote" in event:
        texts = [event["quote"]]
    return f"  “{' … '.join(' '.join(text.split()) for text in texts)}”" if texts else ""


def as_json(files: Sequence[FileScore]) -> list[dict[str, Any]]:
    """The same as plain JSON values, with the events whole."""
    return [
        {
            "file": file.file,
            "missed": [lonely.event for lonely in file.alignment.missed],
            "spurious": [lonely.event for lonely in file.alignment.spurious],
            "wrong": [
                {
                    "slots": [verdict.slot for verdict in _wrong_verdicts(pair)],
                    "label": pair.label,
                    "prediction": pair.prediction,
                }
                for pair in wrong_pairs(file)
            ],
        }
        for file in files
    ]
