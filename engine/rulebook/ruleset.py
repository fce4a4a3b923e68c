"""A rule set compiled: everything the stages need, built once, refused whole with all its findings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.language import Language

from engine.errors import RulesRefused
from engine.rulebook import models
from engine.rulebook.clausepatterns import asked, check
from engine.rulebook.compiled import Compiled, CompiledCut, CompiledFold, CompiledTable, CompiledTag, CompiledWording, EventType, Frame, LadderRung, Pattern, RuleT
from engine.rulebook.crosschecks import Names, check_names, closest
from engine.rulebook.eventchecks import check_events
from engine.rulebook.expansion import Vocabulary
from engine.rulebook.loading import SECTIONS, Loaded, load_folder
from engine.rulebook.patterns import Element, Gap, PatternError, Slot, walk
from engine.rulebook.skeletons import Alphabet
from engine.rulebook.source import YamlPath, rule_id
from engine.rulebook.tokenizer import blank, splitter
from engine.rulebook.tokenpatterns import TokenCompiler
from engine.rulebook.vocabularies import fuzzy, shapes, vocabulary

# What the slot `term` of an alias may be without saying so.
_ANY_TERM = ("TERM",)


@dataclass(frozen=True)
class Ruleset:
    """A compiled rule set. Shared by everything that runs it; only its alphabet grows, as texts are met."""

    name: str
    version: str
    root: Path
    files: Mapping[str, str]
    tokenizing: models.Tokenizing
    vocabulary: Vocabulary
    fuzzy: tuple[str, ...]
    sections: Mapping[str, Mapping[str, Any]]
    tags: tuple[CompiledTag, ...]
    aliases: tuple[Compiled[models.AliasRule], ...]
    folds: tuple[tuple[CompiledFold, ...], ...]
    clauses: models.ClauseRules
    cuts: tuple[CompiledCut, ...]
    scopes: tuple[Compiled[models.ScopeRule], ...]
    frames: Mapping[str, Frame]
    events: tuple[EventType, ...]
    fills: tuple[Compiled[models.FillRule], ...]
    tables: tuple[CompiledTable, ...]
    registers: Mapping[str, models.RegisterRule]
    alphabet: Alphabet


def load_ruleset(root: Path) -> Ruleset:
    """Loads and compiles the rules below `root`.

    Raises UsageError where `root` is no folder, and RulesRefused with every finding (file, line, column)
    where a file cannot be read, says what no rule can say, or names what is not defined.
    """
    loaded = load_folder(root)
    if any(finding.file in ("ruleset.yaml", "clauses.yaml", "discourse.yaml") for finding in loaded.findings):
        raise RulesRefused(loaded.findings)
    ruleset = _Compiler(loaded).compile(root)
    if loaded.findings:
        raise RulesRefused(loaded.findings)
    return ruleset


class _Compiler:
    """Compiles the models of one folder; findings are added to those of loading."""

    def __init__(self, loaded: Loaded) -> None:
        self.loaded = loaded
        self.head = next(iter(loaded.of(models.RulesetFile).values()))
        self.nlp: Language = blank(self.head.tokenizer)
        self.vocabulary = vocabulary(loaded, splitter(self.nlp))
        self.names = Names(loaded)
        self.alphabet = Alphabet(())

    def compile(self, root: Path) -> Ruleset:
        frames = {file: frame for file, frame in self.loaded.of(models.FrameFile).items()}
        parsed = self._parsed(frames)
        self._cross_check(parsed)
        self.alphabet = Alphabet(frozenset().union(*(asked(e) for many in parsed.values() for e in many)))
        patterns = {key: tuple(Pattern(e, self.alphabet) for e in many) for key, many in parsed.items()}
        clauses = next(iter(self.loaded.of(models.ClauseRules).values()), None)
        discourse = next(iter(self.loaded.of(models.DiscourseRules).values()), None)
        if clauses is None or discourse is None:
            missing = "clauses.yaml" if clauses is None else "discourse.yaml"
            self.loaded.report(missing, (), "the file is missing", f"write {missing}")
            raise RulesRefused(self.loaded.findings)
        return Ruleset(
            name=self.head.name,
            version=self.head.version,
            root=root,
            files={file: (root / file).read_text(encoding="utf-8-sig") for file in self.loaded.documents},
            tokenizing=self.head.tokenizer,
            vocabulary=self.vocabulary,
            fuzzy=fuzzy(self.loaded),
            sections={f: d.data for f, d in self.loaded.documents.items() if SECTIONS.fullmatch(f)},
            tags=tuple(self._tags()),
            aliases=self._rules(models.AliasRule, patterns),
            folds=self._folds(patterns),
            clauses=clauses,
            cuts=tuple(
                CompiledCut(pattern, patterns["clauses.yaml", "ahead", i], cut.inherit)
                for i, cut in enumerate(clauses.cuts)
                for pattern in patterns["clauses.yaml", "cuts", i]
            ),
            scopes=self._rules(models.ScopeRule, patterns),
            frames={frame.frame: self._frame(file, frame, patterns) for file, frame in frames.items()},
            events=self._events(patterns),
            fills=self._rules(models.FillRule, patterns),
            tables=self._tables(patterns),
            registers=discourse.registers,
            alphabet=self.alphabet,
        )

    def _cross_check(self, parsed: Mapping[tuple[Any, ...], tuple[Element, ...]]) -> None:
        names = Names(self.loaded, {key[0]: many for key, many in parsed.items() if key[1] == "fold"})
        check_names(names)
        check_events(names, self.vocabulary)

    # -- clause patterns -------------------------------------------------------------------------------

    def _parsed(self, frames: Mapping[str, models.FrameFile]) -> dict[tuple[Any, ...], tuple[Element, ...]]:
        """All clause patterns by (file, keys …), expanded; those that cannot be read are findings and left out."""
        parsed: dict[tuple[Any, ...], tuple[Element, ...]] = {}
        for key, texts, slots in self._sources(frames):
            elements = [self._element(key, i, text, slots) for i, text in enumerate(texts)]
            parsed[key] = tuple(element for element in elements if element is not None)
        return parsed

    def _sources(
        self, frames: Mapping[str, models.FrameFile]
    ) -> Iterator[tuple[tuple[Any, ...], tuple[str, ...], Mapping[str, tuple[str, ...]]]]:
        by_folder = {file.rpartition("/")[0]: frame for file, frame in frames.items()}
        for file, model in self.loaded.rules.items():
            match model:
                case models.AliasRule():
                    yield (file, "alias"), model.alias, {"term": _ANY_TERM}
                case models.FoldRule():
                    yield (file, "fold"), model.fold, {}
                    yield (file, "ahead"), model.ahead, {}
                case models.ScopeRule():
                    yield (file, "cue"), model.cue, {}
                case models.WordingRule():
                    frame = by_folder.get(file.rpartition("/")[0])
                    if frame is None:
                        self.loaded.report(file, (), "the folder has no frame.yaml", "write frame.yaml beside it")
                        continue
                    yield (file, "pattern"), model.pattern, frame.slots
                    yield (file, "never"), model.never, frame.slots
                case models.FillRule():
                    yield (file, "pattern"), model.pattern, model.slots
                case models.TableRule():
                    yield (file, "row"), model.row, {"person": ("PERSON",), "cell": model.cells}
                    for i, column in enumerate(model.columns):
                        yield (file, "columns", i), column.heading, {}
                case models.ClauseRules():
                    for i, cut in enumerate(model.cuts):
                        yield (file, "cuts", i), (cut.pattern,), {}
                        yield (file, "ahead", i), cut.ahead, {}
                case models.EventRule():
                    for slot, rule in model.slots.items():
                        for i, rung in enumerate(rule.find):
                            if isinstance(rung, models.Rung):
                                texts = rung.pattern or ((rung.words,) if rung.words else ())
                                yield (file, slot, i), texts, {}

    def _element(self, key: tuple[Any, ...], index: int, text: str, slots: Mapping[str, tuple[str, ...]]) -> Element | None:
        try:
            element = self.vocabulary.expand(text, slots)
            check(element)
        except PatternError as error:
            self.loaded.report(key[0], _path(key, index), f"{error} (column {error.column} of the pattern)", error.advice)
            return None
        for part in walk(element):
            if isinstance(part, Slot) and part.name and key[1] == "pattern" and part.name not in slots:
                self.loaded.report(key[0], _path(key, index), f"unknown slot '{part.name}'", f"slots here: {', '.join(slots)}")
            labels = part.labels if isinstance(part, Slot) else part.passing if isinstance(part, Gap) else ()
            for label in sorted(set(labels) - self.names.labels):
                advice = closest(label, self.names.labels)
                self.loaded.report(key[0], _path(key, index), f"no tag is called '{label}'", advice)
        return element

    def _rules(self, kind: type[RuleT], patterns: Mapping[tuple[Any, ...], tuple[Pattern, ...]]) -> tuple[Compiled[RuleT], ...]:
        key = {models.AliasRule: "alias", models.ScopeRule: "cue", models.FillRule: "pattern"}[kind]
        return tuple(Compiled(rule_id(f), rule, patterns.get((f, key), ())) for f, rule in self.loaded.of(kind).items())

    def _folds(self, patterns: Mapping[tuple[Any, ...], tuple[Pattern, ...]]) -> tuple[tuple[CompiledFold, ...], ...]:
        by_phase: dict[str, list[CompiledFold]] = {phase: [] for phase in self.head.phases}
        for file, rule in self.loaded.of(models.FoldRule).items():
            phase = file.split("/")[1]
            if phase not in by_phase:
                self.loaded.report(file, (), f"the phase '{phase}' is not listed", "add it to phases in ruleset.yaml")
                continue
            ahead = patterns.get((file, "ahead"), ())
            by_phase[phase].append(CompiledFold(rule_id(file), rule, patterns.get((file, "fold"), ()), ahead))
        return tuple(tuple(rules) for rules in by_phase.values())

    def _tables(self, patterns: Mapping[tuple[Any, ...], tuple[Pattern, ...]]) -> tuple[CompiledTable, ...]:
        return tuple(
            CompiledTable(
                rule_id(file),
                rule,
                patterns.get((file, "row"), ()),
                tuple(patterns.get((file, "columns", i), ()) for i in range(len(rule.columns))),
            )
            for file, rule in self.loaded.of(models.TableRule).items()
        )

    def _frame(self, file: str, frame: models.FrameFile, patterns: Mapping[tuple[Any, ...], tuple[Pattern, ...]]) -> Frame:
        folder = file.rpartition("/")[0]
        wordings = tuple(
            CompiledWording(rule_id(f), rule, patterns.get((f, "pattern"), ()), patterns.get((f, "never"), ()))
            for f, rule in self.loaded.of(models.WordingRule).items()
            if f.rpartition("/")[0] == folder
        )
        if not wordings:
            self.loaded.report(file, (), "the frame has no wording", "write one beside frame.yaml")
        return Frame(frame.frame, frame.slots, frame.unless, wordings)

    # -- tags and events -------------------------------------------------------------------------------

    def _tags(self) -> Iterator[CompiledTag]:
        compiler = TokenCompiler(self.vocabulary, shapes(self.loaded))
        for file, rule in self.loaded.of(models.TagRule).items():
            try:
                yield self._tag(file, rule, compiler)
            except PatternError as error:
                key = "phrases" if rule.phrases else "pattern"
                self.loaded.report(file, (key,), f"{error} (column {error.column})", error.advice)

    def _tag(self, file: str, rule: models.TagRule, compiler: TokenCompiler) -> CompiledTag:
        given = [key for key in ("pattern", "raw", "phrases") if getattr(rule, key) is not None]
        if len(given) != 1:
            raise PatternError("a tag rule has exactly one of pattern, raw and phrases", 1, "keep one of them")
        if rule.phrases:
            name = rule.phrases.removeprefix("%")
            if name not in self.vocabulary.lexicons:
                raise PatternError(f"%{name} is no lexicon", 1, "define it in lexicons/")
            return CompiledTag(rule_id(file), rule, phrases=tuple(sorted(self.vocabulary.lexicons[name].phrases)))
        if rule.raw:
            return CompiledTag(rule_id(file), rule, compiler.raw(rule.raw))
        return CompiledTag(rule_id(file), rule, compiler.compile(str(rule.pattern), rule.before, rule.after))

    def _events(self, patterns: Mapping[tuple[Any, ...], tuple[Pattern, ...]]) -> tuple[EventType, ...]:
        types = []
        for file, rule in self.loaded.of(models.EventRule).items():
            ladders = {
                slot: tuple(_rung(rung, patterns.get((file, slot, i), ())) for i, rung in enumerate(entry.find))
                for slot, entry in rule.slots.items()
            }
            types.append(EventType(rule_id(file), rule, ladders))
        return tuple(sorted(types, key=lambda t: (t.rule.order, t.id)))


def _path(key: tuple[Any, ...], index: int) -> YamlPath:
    """Where the pattern number `index` of a key stands in its file."""
    match key:
        case (str(file), slot, rung) if file.startswith("events/"):
            return ("slots", slot, "find", rung, "pattern", index)
        case (_, "columns", column):
            return ("columns", column, "heading", index)
        case (_, "cuts", cut):
            return ("cuts", cut, "pattern")
        case (_, "ahead", cut):
            return ("cuts", cut, "ahead", index)
    return (*key[1:], index)


def _rung(rung: str | models.Rung, patterns: tuple[Pattern, ...]) -> LadderRung:
    return LadderRung(rung) if isinstance(rung, str) else LadderRung(str(rung.words or rung.pattern), rung, patterns)
