"""Expands a pattern: names into the words of their lexicon or the body of their macro, literals into tokens."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import process

from engine.rulebook.lexicons import Lexicon
from engine.rulebook.patterns import (
    Choice,
    Element,
    Name,
    OneOf,
    PatternError,
    Repeat,
    Sequence_,
    Slot,
    Word,
    parse,
    walk,
)

Tokenize = Callable[[str], Sequence[str]]
# Macros within macros multiply: a pattern of more elements than this is refused (packaged patterns stay below 600).
MOST_ELEMENTS = 4_000


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What names in patterns may mean.

    `tokenize` splits a phrase as the pipeline's tokenizer does and gives the tokens' norms, so that a
    literal such as `8-K` reads as the tokens that the text will have.
    """

    lexicons: Mapping[str, Lexicon]
    macros: Mapping[str, str]
    tokenize: Tokenize

    def expand(self, pattern: str, slots: Mapping[str, tuple[str, ...]] | None = None) -> Element:
        """The tree of `pattern` without names; `slots` gives the labels of slots that name none.

        Raises PatternError for what cannot be read, names that are not defined, cycles of macros, and
        macros that grow beyond bounds.
        """
        element = parse(pattern)
        if self._size(element, (), {}) > MOST_ELEMENTS:
            raise PatternError(
                f"its macros make more than {MOST_ELEMENTS} elements", 1, "use lexicons, or split the rule"
            )
        return self._expand(element, slots, ())

    def _size(self, element: Element, within: tuple[str, ...], known: dict[str, int]) -> int:
        """How many elements the tree has once its macros are written out; cycles are found by `_name`."""
        total = 0
        for part in walk(element):
            if isinstance(part, Name) and part.name in self.macros and part.name not in within:
                if part.name not in known:
                    inner = parse(self.macros[part.name])
                    known[part.name] = self._size(inner, (*within, part.name), known)
                total += known[part.name]
            else:
                total += 1
        return total

    def _expand(  # noqa: PLR0911  # one a kind of element
        self, element: Element, slots: Mapping[str, tuple[str, ...]] | None, within: tuple[str, ...]
    ) -> Element:
        match element:
            case Name(name):
                return self._name(name, slots, within)
            case Word(text, exact=False):
                return _sequence([Word(norm) for norm in self.tokenize(text)])
            case Slot(str(name), ()):
                if slots is None or name not in slots:
                    raise PatternError(
                        f"the slot '{name}' has no tags", 1, f"write {{{name}:TAG}} or declare the slot"
                    )
                return Slot(name, slots[name])
            case Sequence_(parts):
                return _sequence([self._expand(part, slots, within) for part in parts])
            case Choice(options):
                return _choice([self._expand(option, slots, within) for option in options])
            case Repeat(part, least, most):
                return Repeat(self._expand(part, slots, within), least, most)
        return element

    def _name(
        self, name: str, slots: Mapping[str, tuple[str, ...]] | None, within: tuple[str, ...]
    ) -> Element:
        if name in within:
            raise PatternError(f"the macro %{name} contains itself", 1, "break the cycle")
        if name in self.macros:
            return self._expand(parse(self.macros[name]), slots, (*within, name))
        if name not in self.lexicons:
            raise PatternError(f"%{name} is neither a lexicon nor a macro", 1, self._closest(name))
        return self.phrases(self.lexicons[name].phrases)

    def phrases(self, phrases: Iterable[str]) -> Element:
        """A choice of phrases, the longer first, all single words in one element; PatternError where there are none."""
        tokens = sorted({tuple(self.tokenize(phrase)) for phrase in phrases}, key=lambda t: (-len(t), t))
        options: list[Element] = [
            Sequence_(tuple(Word(norm) for norm in many)) for many in tokens if len(many) > 1
        ]
        singles = frozenset(one[0] for one in tokens if len(one) == 1)
        if singles:
            options.append(OneOf(singles))
        if not options:
            raise PatternError("the lexicon has no phrases", 1, "write its entries")
        return _choice(options)

    def _closest(self, name: str) -> str:
        best = process.extractOne(name, [*self.lexicons, *self.macros], score_cutoff=60)
        return f"did you mean %{best[0]}?" if best else "define it in lexicons/"


def _sequence(parts: Sequence[Element]) -> Element:
    flat: list[Element] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, Sequence_) else (part,))
    return flat[0] if len(flat) == 1 else Sequence_(tuple(flat))


def _choice(options: Sequence[Element]) -> Element:
    flat: list[Element] = []
    for option in options:
        for one in option.options if isinstance(option, Choice) else (option,):
            if flat and _norms(flat[-1]) and _norms(one):
                # neighbours that are one word each read as one element: fewer ways, the same matches
                flat[-1] = OneOf(_norms(flat[-1]) | _norms(one))
            else:
                flat.append(one)
    return flat[0] if len(flat) == 1 else Choice(tuple(flat))


def _norms(element: Element) -> frozenset[str]:
    """The norms of an element that is one word, any case; empty for all others."""
    match element:
        case Word(text, False):
            return frozenset({text})
        case OneOf(norms):
            return norms
    return frozenset()
