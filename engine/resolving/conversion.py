"""Turns what a rung finds into the value that its slot asks for."""

from collections.abc import Mapping
from typing import Any

from engine.resolving.discourse import Candidate
from engine.resolving.state import Draft, Value, proof
from engine.rulebook.models import SlotRule
from engine.rulebook.ruleset import Ruleset
from engine.rulebook.skeletons import Node
from engine.tagging.values import NORMALISERS


def converted(candidate: Candidate, rule: SlotRule, draft: Draft, ruleset: Ruleset) -> Value | None:
    """The candidate's value as the slot's rule reads it, with its words as proof; None where it has none."""
    if isinstance(candidate, Value):
        return candidate
    if rule.only and candidate.labels.isdisjoint(rule.only):
        return None
    value = _formed(candidate, rule)
    if rule.pick is not None:
        value = value.get(rule.pick) if isinstance(value, Mapping) else None
    if rule.via is not None:
        value = lexicon_value(ruleset, rule.via, " ".join(ruleset.vocabulary.tokenize(str(value))))
    if value in (None, ""):
        return None
    return Value(value, (proof(candidate, rule=candidate.rule or draft.instance.rule),))


def _formed(node: Node, rule: SlotRule) -> Any:
    """What the first of the rule's forms reads in the words; without forms the tag's value, or else the words."""
    if rule.form:
        return next((v for name in rule.form if (v := NORMALISERS[name](node.text)) is not None), None)
    return node.value if node.value is not None else " ".join(node.text.split())


def lexicon_value(ruleset: Ruleset, name: str, norms: str) -> str | None:
    """The value that a lexicon (`%name`) gives a phrase, by the norms of its tokens with blanks between."""
    split = ruleset.vocabulary.tokenize
    phrases = ruleset.vocabulary.lexicons[name.removeprefix("%")].phrases
    return next((value for phrase, value in phrases.items() if " ".join(split(phrase)) == norms), None)
