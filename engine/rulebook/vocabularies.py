"""Builds a rule set's vocabulary from its lexicon files: phrases, verb forms, inclusions, macros, shapes."""

import re
from collections.abc import Iterable, Mapping

from engine.rulebook.expansion import Tokenize, Vocabulary
from engine.rulebook.lexicons import Lexicon, from_verbs
from engine.rulebook.loading import Loaded
from engine.rulebook.models import LexiconFile
from engine.rulebook.patterns import PatternError, parse


def lexicon_name(file: str) -> str:
    """The name of the lexicon in a file: `lexicons/title-heads.yaml` is `title_heads`."""
    return file.rpartition("/")[2].removesuffix(".yaml").replace("-", "_")


def vocabulary(loaded: Loaded, tokenize: Tokenize) -> Vocabulary:
    """The lexicons and macros of a rule set; what is wrong with them is reported to `loaded`."""
    files = loaded.of(LexiconFile)
    by_name = _named(loaded, files)
    macros = _macros(loaded, files)
    for name in sorted(set(by_name) & set(macros)):
        loaded.report(macros[name][0], ("macros", name), f"%{name} is a lexicon and a macro", "rename one")
    own = {name: _own(name, files[file]) for name, file in by_name.items()}
    lexicons = {name: Lexicon(name, _with_included(loaded, name, by_name, own, ())) for name in own}
    for name, lexicon in lexicons.items():
        for phrase in lexicon.phrases:
            if not tokenize(phrase):
                loaded.report(by_name[name], (), f"a phrase of %{name} is blank", "remove it")
    return Vocabulary(lexicons, {name: text for name, (_, text) in macros.items()}, tokenize)


def fuzzy(loaded: Loaded) -> tuple[str, ...]:
    """The names of the lexicons whose words are found in spite of a misspelling."""
    return tuple(lexicon_name(f) for f, lexicon in loaded.of(LexiconFile).items() if lexicon.fuzzy)


def shapes(loaded: Loaded) -> dict[str, str]:
    """The named regular expressions over tokens; those that are none are reported and left out."""
    found: dict[str, str] = {}
    for file, lexicon in loaded.of(LexiconFile).items():
        for name, expression in lexicon.shapes.items():
            try:
                re.compile(expression)
            except re.error as error:
                loaded.report(file, ("shapes", name), f"no regular expression: {error}", "mend it")
            else:
                found[name] = expression
    return found


def _named(loaded: Loaded, files: Mapping[str, LexiconFile]) -> dict[str, str]:
    by_name: dict[str, str] = {}
    for file, lexicon in files.items():
        if not (lexicon.entries or lexicon.words or lexicon.verbs or lexicon.irregular or lexicon.include):
            continue
        first = by_name.setdefault(lexicon_name(file), file)
        if first != file:
            loaded.report(
                file,
                (),
                f"the lexicon %{lexicon_name(file)} stands in {first} too",
                "rename one of the files",
            )
    return by_name


def _macros(loaded: Loaded, files: Mapping[str, LexiconFile]) -> dict[str, tuple[str, str]]:
    """The macros by name, with the file of each."""
    macros: dict[str, tuple[str, str]] = {}
    for file, lexicon in files.items():
        for name, text in lexicon.macros.items():
            if name in macros:
                loaded.report(
                    file, ("macros", name), f"%{name} stands in {macros[name][0]} too", "rename one"
                )
            macros.setdefault(name, (file, text))
            try:
                parse(text)
            except PatternError as error:
                message = f"{error} (column {error.column} of the macro)"
                loaded.report(file, ("macros", name), message, error.advice)
    return macros


def _own(name: str, file: LexiconFile) -> Mapping[str, str | None]:
    verbs = from_verbs(name, file.verbs, file.irregular).phrases
    if isinstance(file.entries, Mapping):
        valued: Iterable[tuple[str, str | None]] = (
            (p, value) for value, many in file.entries.items() for p in many
        )
    else:
        valued = ((phrase, None) for phrase in file.entries)
    words = ((word, None) for word in file.words.split())
    return {phrase.lower(): value for phrase, value in (*verbs.items(), *valued, *words)}


def _with_included(
    loaded: Loaded,
    name: str,
    by_name: Mapping[str, str],
    own: Mapping[str, Mapping[str, str | None]],
    within: tuple[str, ...],
) -> dict[str, str | None]:
    """The phrases of a lexicon and of all that it includes; its own values win."""
    phrases: dict[str, str | None] = {}
    for other in loaded.of(LexiconFile)[by_name[name]].include:
        if other in (*within, name):
            loaded.report(by_name[name], ("include",), f"%{other} includes itself", "break the cycle")
        elif other not in own:
            loaded.report(
                by_name[name],
                ("include",),
                f"the lexicon '{other}' is not defined",
                "lexicons are named for their files",
            )
        else:
            phrases.update(_with_included(loaded, other, by_name, own, (*within, name)))
    return {**phrases, **own[name]}
