"""spaCy's `DocBin`: a document a filing, its tags and triggers in `doc.spans`, all of it in `doc.user_data`."""

import json
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import spacy
from spacy.tokens import Doc, DocBin, Span

from engine.errors import LabelsRefused
from engine.explaining.exchange import annotated
from engine.explaining.exchange.annotated import EVENT, AnnotatedText
from engine.explaining.exchange.records import (
    Malformed,
    bytes_of,
    checked,
    dump,
    events_of,
    finding,
    link_of,
    plain_span,
    span_of,
    want,
    write_bytes,
)

# The key in `doc.user_data`, and the groups in `doc.spans`.
KEY = "filing_engine"
TAGS, EVENTS, VALUES = "tags", "events", "words"


def write(texts: Sequence[AnnotatedText], path: Path) -> list[str]:
    """Write a `DocBin`; gives what `doc.spans` cannot hold. Raises UsageError.

    The documents are tokenised by spaCy's English rules.
    """
    nlp = spacy.blank("en")
    nlp.max_length = max([nlp.max_length, *(len(text.text) for text in texts)])
    docs, moved = [], 0
    for text in texts:
        doc = nlp.make_doc(text.text)
        moved += _add_spans(doc, text)
        doc.user_data[KEY] = dump(_plain(text))
        docs.append(doc)
    write_bytes(path, DocBin(store_user_data=True, docs=docs).to_bytes())
    return (
        [f"the exact borders of {moved} spans, which are widened to whole tokens in doc.spans"]
        if moved
        else []
    )


def _add_spans(doc: Doc, text: AnnotatedText) -> int:
    """Fill the groups; how many spans had to be widened."""
    groups: dict[str, list[Span]] = {TAGS: [], EVENTS: [], VALUES: []}
    moved = 0
    for span in text.spans:
        found = cast(
            "Span", doc.char_span(span.start, span.end, label=span.label, alignment_mode="expand")
        )  # a place in the text touches a token
        moved += (found.start_char, found.end_char) != (span.start, span.end)
        groups[_group(span)].append(found)
    for name, spans in groups.items():
        doc.spans[name] = spans
    return moved


def _group(span: annotated.Span) -> str:
    if EVENT in span.note:
        return EVENTS
    return VALUES if span.label == annotated.WORDS else TAGS


def _plain(text: AnnotatedText) -> dict[str, Any]:
    return {
        "file": text.file,
        "sha256": text.sha256,
        "spans": [plain_span(span) for span in text.spans],
        "links": [{"head": link.head, "field": link.field, "child": link.child} for link in text.links],
        "unplaced": list(text.unplaced),
    }


def read(path: Path) -> tuple[list[AnnotatedText], list[str]]:
    """The texts of a `DocBin` that `write` made; what was changed in `doc.spans` alone is not seen.

    Raises UsageError if it cannot be read, LabelsRefused with every document that holds no annotation; a
    document's place is its number.
    """
    data = bytes_of(path)
    try:
        docs = list(DocBin().from_bytes(data).get_docs(spacy.blank("en").vocab))
    except (zlib.error, ValueError, KeyError, TypeError, IndexError) as error:
        raise LabelsRefused(
            [finding(path, 1, "docbin", Malformed(f"no DocBin of spaCy ({error})"))]
        ) from error
    texts, findings = [], []
    for number, doc in enumerate(docs, start=1):
        try:
            texts.append(checked(_read_doc(doc)))
        except (ValueError, Malformed) as error:
            findings.append(finding(path, number, "docbin", error))
    if findings:
        raise LabelsRefused(findings)
    return texts, []


def _read_doc(doc: Doc) -> AnnotatedText:
    stored = doc.user_data.get(KEY)
    if not isinstance(stored, str):
        raise Malformed(f"a document without `{KEY}` in its user data")
    record = json.loads(stored)
    return AnnotatedText(
        want(record, "file", str),
        doc.text,
        tuple(span_of(span) for span in want(record, "spans", list)),
        tuple(link_of(link) for link in want(record, "links", list)),
        events_of(record, "unplaced"),
        want(record, "sha256", str),
    )
