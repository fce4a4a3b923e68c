"""Assembles the stages: a filing's bytes go in, its result comes out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from engine.errors import FilingUnreadable, UsageError
from engine.filings import from_text, read
from engine.filings.component import SectionFinder
from engine.records import Filing, Section, plain
from engine.resolving.component import SECTIONS, TABLES, Resolver, regions
from engine.resolving.freshness import REPORTED
from engine.rulebook.output import event_specs, output_schema
from engine.rulebook.ruleset import UNMARKED, Ruleset
from engine.rulebook.shipping import RuleCarrier, ruleset_at
from engine.rulebook.tokenizer import blank
from engine.specs import EventSpec
from engine.tagging.component import TaggerComponent
from engine.tagging.tagger import stored

# The components of the pipeline; importing them registers their factories.
COMPONENTS: Mapping[str, type[RuleCarrier]] = {
    "filing_sections": SectionFinder,
    "filing_tagger": TaggerComponent,
    "filing_resolver": Resolver,
}
# Between the texts of two sections in a document: a paragraph's end, which no rule crosses.
_BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True)
class TagView:
    """A tag for people: `[start, end)` of the text of `section`."""

    section: str
    start: int
    end: int
    label: str
    value: Any
    rule: str


@dataclass(frozen=True, slots=True)
class Annotated:
    """A filing with its result and all its tags."""

    filing: Filing
    result: dict[str, Any]
    tags: list[TagView]


class Engine:
    """A rule set ready to run: reads filings (with `exhibits` also those of submissions), tags and resolves them."""

    def __init__(self, ruleset: Ruleset, nlp: Language, *, exhibits: bool = False) -> None:
        self.ruleset, self.nlp, self.exhibits = ruleset, nlp, exhibits

    @property
    def specs(self) -> Mapping[str, EventSpec]:
        """How the event types of the rule set are scored."""
        return event_specs(self.ruleset)

    def schema(self) -> dict[str, Any]:
        """The JSON schema of a result, generated from the rule set."""
        return output_schema(self.ruleset)

    def read(self, data: bytes, file: str) -> Filing:
        """The filing in `data`; raises FilingUnreadable."""
        return read(data, file, self.ruleset.headings, exhibits=self.exhibits)

    def extract(self, source: Path | str, file: str | None = None) -> dict[str, Any]:
        """The result for a filing: a `Path` is read, a `str` is the text itself.

        Raises UsageError for a path that cannot be opened, FilingUnreadable for what is no filing.
        """
        if isinstance(source, Path):
            return self.extract_bytes(_bytes(source), file or source.name)
        return self.result(from_text(source, file or "text", self.ruleset.headings))

    def extract_bytes(self, data: bytes, file: str) -> dict[str, Any]:
        """The result for a filing's bytes; raises FilingUnreadable."""
        return self.result(self.read(data, file))

    def annotate(self, data: bytes, file: str) -> Annotated:
        """The filing with its result and tags; raises FilingUnreadable."""
        filing = self.read(data, file)
        doc = self.document(filing)
        return Annotated(filing, self._result(filing, doc), list(_views(doc)))

    def result(self, filing: Filing) -> dict[str, Any]:
        """The result of a filing that was read."""
        return self._result(filing, self.document(filing))

    def _result(self, filing: Filing, doc: Doc) -> dict[str, Any]:
        return {
            "file": filing.file,
            "document": plain(filing.document),
            "warnings": plain(filing.notices),
            "events": doc._.events,
        }

    def document(self, filing: Filing) -> Doc:
        """The filing's sections that frames read, as one processed document."""
        return self.nlp(self.make_doc(filing))

    def passage(self, text: str) -> Doc:
        """A text as one processed document, all of it one unmarked section whatever headings it holds."""
        doc = self.nlp.make_doc(text)
        doc.spans[SECTIONS] = [Span(doc, 0, len(doc), label=UNMARKED)]
        return self.nlp(doc)

    def make_doc(self, filing: Filing) -> Doc:
        """The unprocessed document of a filing: its sections' texts joined, their bounds in `doc.spans`.

        Raises FilingUnreadable (`too-long`) for more text than spaCy takes.
        """
        wanted = [s for s in filing.sections if s.text.strip() and self.ruleset.reads(s.item)]
        text = _BETWEEN.join(section.text for section in wanted)
        if len(text) > self.nlp.max_length:
            message = f"The sections that rules read have {len(text):,} characters, more than {self.nlp.max_length:,}."
            raise FilingUnreadable("too-long", message, "pipeline")
        doc = self.nlp.make_doc(text)
        spans: list[Any] = []  # no section is empty, so each has a span
        tables, offset = [], 0
        for section in wanted:
            end = offset + len(section.text)
            spans.append(doc.char_span(offset, end, label=section.id, alignment_mode="expand"))
            tables += [(section.id, rows) for rows in _shifted(section, offset)]
            offset = end + len(_BETWEEN)
        doc.spans[SECTIONS] = spans
        doc.user_data[TABLES] = tables
        doc.user_data[REPORTED] = filing.document.report_date or filing.document.filed
        return doc


def _shifted(section: Section, offset: int) -> Iterator[list[list[list[int]]]]:
    for table in section.tables:
        yield [[[cell.start + offset, cell.end + offset] for cell in row] for row in table.rows]


def _views(doc: Doc) -> Iterator[TagView]:
    bounds = [(r, doc[r.start].idx) for r in regions(doc)]
    for tag in stored(doc):
        span = doc[tag.start : tag.end]
        region, base = next((r, b) for r, b in bounds if r.start <= tag.start < r.end)
        yield TagView(
            region.section, span.start_char - base, span.end_char - base, tag.label, tag.value, tag.rule
        )


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UsageError(f"{path}: no such file") from error
    except OSError as error:
        raise FilingUnreadable("unreadable-file", f"cannot be read: {error.strerror}") from error


def load(rules: Path | str | None = None, *, exhibits: bool = False) -> Engine:
    """An engine over the rules in a folder, or over the packaged ones; with `exhibits` it reads EX-99 and EX-10, too.

    Raises UsageError where there is no such folder, RulesRefused with all findings where a rule does not hold.
    """
    ruleset = ruleset_at(rules)
    return Engine(ruleset, make_pipeline(ruleset), exhibits=exhibits)


def make_pipeline(ruleset: Ruleset) -> Language:
    """A spaCy pipeline over a rule set: tokenizer, sections, tagger, resolver.

    Its config names no folder: saved, it takes the rule files along.
    """
    nlp = blank(ruleset.tokenizing)
    for name in COMPONENTS:
        component = nlp.add_pipe(name)
        component.ruleset = ruleset  # type: ignore[attr-defined]  # a component of COMPONENTS
    return nlp
