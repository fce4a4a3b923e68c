"""The spaCy component that tags: `doc.spans["tags"]`, with values in `doc.user_data`."""

from spacy.language import Language
from spacy.tokens import Doc

from engine.rulebook.shipping import RuleCarrier
from engine.tagging.tagger import Tagger, store


class TaggerComponent(RuleCarrier):
    """Runs the tag rules over a document."""

    _tagger: Tagger | None = None

    def __call__(self, doc: Doc) -> Doc:
        """The document with its tags."""
        if self._tagger is None or self._tagger.ruleset is not self.ruleset:
            self._tagger = Tagger(self.ruleset, doc.vocab)
        store(doc, self._tagger(doc))
        return doc


@Language.factory("filing_tagger", default_config={"rules": None}, assigns=["doc.spans"])
def make_tagger(nlp: Language, name: str, rules: str | None) -> TaggerComponent:  # noqa: ARG001  # spaCy's signature
    """The factory of `filing_tagger`: `rules` is a folder of rules, None for the packaged ones."""
    return TaggerComponent(name, rules)
