"""Compiles tag patterns to spaCy `Matcher` patterns: one list of token conditions for each way through."""

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.schemas import validate_token_pattern

from engine.rulebook.expansion import Vocabulary
from engine.rulebook.patterns import (
    Attribute,
    Choice,
    Element,
    OneOf,
    PatternError,
    Repeat,
    Sequence_,
    Word,
    walk,
)

# Groups multiply: above this a rule would start that many patterns at every token.
MOST_WAYS = 600
# spaCy keeps a state for every optional step open at a token, so their number is bounded (see docs/patterns.md).
MOST_OPTIONAL = 6

_CONDITION = re.compile(
    r"(?P<negated>!)?(?P<key>[A-Z_]+)(?:(?P<operator>>=|<=|==|=|>|<)(?P<value>[%\w.-]+))?$",
)
_COMPARABLE = frozenset({"LENGTH"})

Token = dict[str, Any]


@dataclass(frozen=True, slots=True)
class TokenPattern:
    """One way through a tag pattern: `tokens` for the Matcher; the tag covers those at `[first, last)`."""

    tokens: tuple[Token, ...]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class TokenCompiler:
    """Turns expanded patterns into token conditions.

    `shapes` are named regular expressions over a token's text; `known` gives, by label, the words that
    tags of the document's first pass offer to rules that say `[KNOWN=LABEL]`.
    """

    vocabulary: Vocabulary
    shapes: Mapping[str, str]

    def compile(
        self, pattern: str, before: str | None = None, after: str | None = None
    ) -> tuple[TokenPattern, ...]:
        """All ways through `pattern` between its contexts; raises PatternError where there are too many."""
        parts = [self._ways(text) if text else [()] for text in (before, pattern, after)]
        if len(parts[0]) * len(parts[1]) * len(parts[2]) > MOST_WAYS:
            raise PatternError(
                "the pattern with its contexts has too many ways", 1, "use fewer groups, or lexicons"
            )
        return tuple(
            TokenPattern((*left, *middle, *right), len(left), len(left) + len(middle))
            for left, middle, right in itertools.product(*parts)
            if middle
        )

    def raw(self, patterns: Sequence[Sequence[Token]]) -> tuple[TokenPattern, ...]:
        """Token patterns as they stand in a rule; raises PatternError where spaCy refuses one."""
        for pattern in patterns:
            errors = validate_token_pattern(list(pattern)) if pattern else ["a pattern without tokens"]
            if errors:
                raise PatternError("; ".join(errors), 1, "see spaCy's token patterns")
        return tuple(TokenPattern(tuple(pattern), 0, len(pattern)) for pattern in patterns)

    def _ways(self, pattern: str) -> list[tuple[Token, ...]]:
        element = self.vocabulary.expand(pattern)
        optional = sum(1 for part in walk(element) if isinstance(part, Repeat) and part.least == 0)
        if optional > MOST_OPTIONAL:
            raise PatternError(f"{optional} optional steps, more than {MOST_OPTIONAL}", 1, "split the rule")
        return self._expand(element)

    def _expand(self, element: Element) -> list[tuple[Token, ...]]:
        match element:
            case Sequence_(parts):
                return self._product([self._expand(part) for part in parts])
            case Choice(options):
                return [way for option in options for way in self._expand(option)]
            case Repeat(part, least, most):
                return self._repeat(part, least, most)
        return [(self.token(element),)]

    def _repeat(self, part: Element, least: int, most: int) -> list[tuple[Token, ...]]:
        ways = self._expand(part)
        if len(ways) == 1 and len(ways[0]) == 1 and "OP" not in ways[0][0]:
            operator = "?" if (least, most) == (0, 1) else f"{{{least},{most}}}"
            return [({**ways[0][0], "OP": operator},)]
        return [way for times in range(least, most + 1) for way in self._product([ways] * times)]

    def _product(self, parts: Sequence[list[tuple[Token, ...]]]) -> list[tuple[Token, ...]]:
        total = 1
        for part in parts:
            total *= len(part)
        if total > MOST_WAYS:
            raise PatternError(
                f"the pattern has {total} ways, more than {MOST_WAYS}", 1, "use fewer groups, or lexicons"
            )
        return [tuple(itertools.chain(*chosen)) for chosen in itertools.product(*parts)]

    def token(self, element: Element) -> Token:
        """The condition on one token; raises PatternError for what is not one token."""
        match element:
            case Word(text, True):
                return {"ORTH": text}
            case Word(text, False):
                return {"NORM": text}
            case OneOf(norms):
                return {"NORM": {"IN": sorted(norms)}}
            case Attribute(text):
                return self._conditions(text)
        raise PatternError("tag patterns have no gaps, slots or '^'", 1, "use before: and after: for context")

    def _conditions(self, text: str) -> Token:
        token: Token = {}
        for condition in text.split("&"):
            found = _CONDITION.match(condition.strip())
            if found is None:
                raise PatternError(
                    f"[{text}] is no condition", 1, "write [LIKE_NUM], [LENGTH>=2], [SHAPE=name]"
                )
            key, test = self._condition(found["key"], found["negated"], found["operator"], found["value"])
            if key in token and not (isinstance(test, dict) and token[key].keys().isdisjoint(test)):
                raise PatternError(f"[{text}] says two things of {found['key']}", 1, "keep one of them")
            token[key] = {**token.get(key, {}), **test} if isinstance(test, dict) else test
        if errors := validate_token_pattern([token]):
            raise PatternError(
                f"[{text}] is no condition: {'; '.join(errors)}", 1, "see docs/patterns.md for the attributes"
            )
        return token

    def _condition(
        self, key: str, negated: str | None, operator: str | None, value: str | None
    ) -> tuple[str, Any]:
        """The attribute that a condition looks at, and what is asked of it."""
        if negated and operator:
            advice = "write [NOT=%name] for words, or name a shape of its own"
            raise PatternError(f"'!{key}' cannot be asked with a value", 1, advice)
        match key, operator:
            case ("SHAPE", "="):
                return "TEXT", {"REGEX": self._shape(str(value))}
            case ("IN" | "NOT", "="):
                return "NORM", {"IN" if key == "IN" else "NOT_IN": self._words(str(value))}
            case ("KNOWN", "="):
                return "_", {"known": {"IN": [str(value)]}}
            case (_, None):
                return key, negated is None
            case _ if key in _COMPARABLE and str(value).isdigit():
                return key, {"==" if operator == "=" else str(operator): int(str(value))}
        raise PatternError(
            f"{key} cannot be asked with '{operator}{value}'", 1, "see docs/patterns.md for the attributes"
        )

    def _shape(self, name: str) -> str:
        if name not in self.shapes:
            raise PatternError(f"the shape '{name}' is not defined", 1, "define it in lexicons/shapes.yaml")
        return self.shapes[name]

    def _words(self, name: str) -> list[str]:
        """The single words of a lexicon: a condition is on one token, so its phrases do not count."""
        element = self.vocabulary.expand(name)
        options = element.options if isinstance(element, Choice) else (element,)
        words = sorted(norm for option in options if isinstance(option, OneOf) for norm in option.norms)
        if not words:
            raise PatternError(f"{name} has no single words", 1, "a condition is on one token")
        return words
