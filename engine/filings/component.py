"""The spaCy component that finds sections: `doc.spans["sections"]`, for texts that come without them."""

import warnings
from collections.abc import Iterator
from itertools import compress
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from engine.errors import FilingUnreadable
from engine.filings import from_text
from engine.records import Section
from engine.rulebook.shipping import RuleCarrier

SECTIONS = "sections"
# Reading joins lines and drops page marks, so sections are found again by how they begin and end, in letters
# and figures. So many are as good as unique, and rarely hold a page mark.
_KEY = 60


class SectionFinder(RuleCarrier):
    """Marks the sections of a plain text that some frame cares about; a document that has sections is left alone."""

    def __call__(self, doc: Doc) -> Doc:
        """The document with `doc.spans["sections"]`, labelled with the sections' ids; without where it has no words."""
        if SECTIONS not in doc.spans:
            try:
                read = from_text(doc.text, "text", self.ruleset.headings).sections
            except FilingUnreadable:
                return doc  # no words, no sections
            doc.spans[SECTIONS] = list(self._spans(doc, read))
        return doc

    def _spans(self, doc: Doc, sections: tuple[Section, ...]) -> Iterator[Span]:
        last = 0
        for section, start, end in located(doc.text, sections):
            span: Any = doc.char_span(
                start, end, label=section.id, alignment_mode="expand"
            )  # holds a letter: no None
            begin, last = max(span.start, last), span.end
            if begin < span.end and self.ruleset.reads(section.item):
                yield Span(doc, begin, span.end, label=section.id)


def located(text: str, sections: tuple[Section, ...]) -> Iterator[tuple[Section, int, int]]:
    """Where in `text` the sections that were read from it stand, as `[start, end)`, in the order of the text.

    Warns of a section whose words the text does not hold as they were read (markup, for example).
    """
    counted = [character.isalnum() for character in text]
    places = list(compress(range(len(text)), counted))
    letters = "".join(compress(text, counted))
    done = 0
    for section in sections:
        own = "".join(filter(str.isalnum, section.text))
        begin = letters.find(own[:_KEY], done)
        finish = letters.find(own[-_KEY:], max(begin + len(own) - _KEY, begin))
        if not own:
            continue
        if begin < 0 or finish < 0:
            warnings.warn(
                f"section {section.id} is left out: the text does not hold its words as read", stacklevel=4
            )
            continue
        done = finish + len(own[-_KEY:])
        yield section, *_widened(text, section.text, places[begin], places[done - 1] + 1)


def _widened(text: str, section: str, start: int, end: int) -> tuple[int, int]:
    """The bounds with the signs that the section has before its first and behind its last letter."""
    while start and not section[0].isalnum() and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not section[-1].isalnum() and not text[end].isspace():
        end += 1
    return start, end


@Language.factory("filing_sections", default_config={"rules": None}, assigns=["doc.spans"])
def make_sections(nlp: Language, name: str, rules: str | None) -> SectionFinder:  # noqa: ARG001  # spaCy's signature
    """The factory of `filing_sections`: `rules` is a folder of rules, None for the packaged ones."""
    return SectionFinder(name, rules)
