"""Reads a folder of rules into models, with every finding of every file at once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from rapidfuzz import process

from engine.errors import Finding
from engine.rulebook import models
from engine.rulebook.places import START
from engine.rulebook.source import Document, YamlPath, read_folder, rule_id

ModelT = TypeVar("ModelT", bound=models.Model)

# Which model a file follows, by its path; the first that fits. Section files have models of their own.
KINDS: tuple[tuple[re.Pattern[str], type[models.Model]], ...] = tuple(
    (re.compile(pattern), model)
    for pattern, model in (
        (r"ruleset\.yaml", models.RulesetFile),
        (r"lexicons/[^/]+\.yaml", models.LexiconFile),
        (r"tags/[^/]+/[^/]+\.yaml", models.TagRule),
        (r"aliases/[^/]+\.yaml", models.AliasRule),
        (r"folds/[^/]+/[^/]+\.yaml", models.FoldRule),
        (r"clauses\.yaml", models.ClauseRules),
        (r"scopes/[^/]+\.yaml", models.ScopeRule),
        (r"frames/[^/]+/frame\.yaml", models.FrameFile),
        (r"frames/[^/]+/[^/]+\.yaml", models.WordingRule),
        (r"tables/[^/]+\.yaml", models.TableRule),
        (r"discourse\.yaml", models.DiscourseRules),
        (r"events/[^/]+\.yaml", models.EventRule),
        (r"fills/[^/]+/[^/]+\.yaml", models.FillRule),
    )
)
# Without these nothing else of a rule set can be compiled.
REQUIRED = ("ruleset.yaml", "clauses.yaml", "discourse.yaml")
SECTIONS = re.compile(r"sections/[^/]+\.yaml")


@dataclass(slots=True)
class Loaded:
    """The rule files of a folder: models by file, sections' data, and what is wrong so far."""

    documents: Mapping[str, Document]
    rules: dict[str, models.Model] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def of(self, kind: type[ModelT]) -> dict[str, ModelT]:
        """The models of one kind by file, in the order of their paths."""
        return {file: model for file, model in self.rules.items() if type(model) is kind}

    def report(
        self, file: str, path: YamlPath, message: str, advice: str = "", *, at_key: bool = False
    ) -> None:
        """Adds a finding at the place of the value at `path` in `file`, or `at_key`: of the key before it."""
        document = self.documents.get(file)
        place = START if document is None else document.key_place(path) if at_key else document.place(path)
        line, column = place.line, place.column
        self.findings.append(Finding(file, line, column, rule_id(file), message, advice))


def load_folder(root: Path) -> Loaded:
    """Reads all rule files below `root`; raises UsageError where it is no folder."""
    loaded = Loaded(read_folder(root))
    for file, document in loaded.documents.items():
        loaded.findings.extend(document.findings)
        if document.findings or SECTIONS.fullmatch(file):
            continue
        kind = next((model for pattern, model in KINDS if pattern.fullmatch(file)), None)
        if kind is None:
            loaded.report(
                file, (), "no kind of rule stands at this path", "see docs/rules.md for the folders"
            )
        else:
            _validate(loaded, file, document, kind)
    for file in REQUIRED:
        if file not in loaded.documents:
            loaded.report(file, (), "the file is missing", f"write {file}; see docs/rules.md")
    return loaded


def _validate(loaded: Loaded, file: str, document: Document, kind: type[models.Model]) -> None:
    try:
        loaded.rules[file] = kind.model_validate(document.data)
    except ValidationError as error:
        for problem in error.errors():
            path = tuple(part for part in problem["loc"] if not _is_branch(part))
            at_key = problem["type"] == "extra_forbidden"
            loaded.report(file, _existing(document, path), *_words(problem, path, kind), at_key=at_key)


def _is_branch(part: str | int) -> bool:
    """Whether pydantic's location names a branch of a union and no key of the file."""
    return isinstance(part, str) and bool(re.search(r"[\[(]|^(str|int|float|bool|Rung|Example)$", part))


def _existing(document: Document, path: YamlPath) -> YamlPath:
    for size in range(len(path), 0, -1):
        if path[:size] in document.places:
            return path[:size]
    return ()


def _words(problem: Mapping[str, Any], path: YamlPath, kind: type[models.Model]) -> tuple[str, str]:
    """What is wrong and what to write, for one of pydantic's problems."""
    key = next((part for part in reversed(path) if isinstance(part, str)), "")
    if problem["type"] == "extra_forbidden":
        return f"unknown key '{key}'", _advice(key, kind) if len(
            path
        ) == 1 else "see docs/rules.md for the keys here"
    if problem["type"] == "missing":
        return f"the key '{key}' is missing", f"write {key}: …"
    return f"'{key}': {problem['msg']}", ""


def _advice(key: str, kind: type[models.Model]) -> str:
    """The key that was meant, or all that a file of this kind may have."""
    keys = sorted(field.alias or name for name, field in kind.model_fields.items())
    close = process.extractOne(key, keys, score_cutoff=60)
    return f"did you mean '{close[0]}'?" if close else f"keys here: {', '.join(keys)}"
