"""How a rule set travels inside a spaCy pipeline: as its files, in `to_disk` and `to_bytes`."""

import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Self

import srsly
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import registry

from engine.assets import folder
from engine.rulebook.compiling import load_ruleset
from engine.rulebook.ruleset import Ruleset
from engine.rulebook.tokenizer import REGISTERED, tokenizer


@dataclass(frozen=True, slots=True)
class _Content:
    """The content of a folder of rules: folders that hold the same files are equal."""

    digest: str
    root: Path = field(compare=False)


@lru_cache(maxsize=16)
def _compiled(content: _Content) -> Ruleset:
    return load_ruleset(content.root)


def ruleset_at(rules: str | Path | None) -> Ruleset:
    """The rule set in a folder, the packaged one for None.

    Compiled once for as long as its files say the same: the components of a pipeline share it, wherever
    each has its copy. Raises UsageError where there is no such folder, RulesRefused with all findings
    where a rule does not hold.
    """
    root = (Path(rules) if rules else folder("rules")).resolve()
    digest = blake2b(digest_size=16)
    for file in sorted(root.rglob("*.yaml")) if root.is_dir() else ():
        digest.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return _compiled(_Content(digest.hexdigest(), root))


@registry.tokenizers(REGISTERED)  # type: ignore[untyped-decorator]
def make_tokenizer(rules: str | None = None) -> Callable[[Language], Tokenizer]:
    """The factory of the pipeline's tokenizer: `rules` is a folder of rules, None for the packaged ones."""

    def create(nlp: Language) -> Tokenizer:
        return tokenizer(nlp.vocab, ruleset_at(rules).tokenizing)

    return create


class RuleCarrier:
    """A component that works by a rule set, and takes it along when its pipeline is saved.

    The rules are read when they are first asked for: a saved pipeline brings its own, and the folder that
    they came from need not exist where it is loaded.
    """

    def __init__(self, name: str, rules: str | None) -> None:
        self.name, self._rules = name, rules
        self._ruleset: Ruleset | None = None

    @property
    def ruleset(self) -> Ruleset:
        """The rule set that the component works by; raises as `ruleset_at` does."""
        if self._ruleset is None:
            self._ruleset = ruleset_at(self._rules)
        return self._ruleset

    @ruleset.setter
    def ruleset(self, ruleset: Ruleset) -> None:
        self._ruleset = ruleset

    def to_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> None:  # noqa: ARG002  # spaCy's signature
        """Writes the rule files below `path`."""
        _write(Path(path), self.ruleset.files)

    def from_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> Self:  # noqa: ARG002  # spaCy's signature
        """Loads the rule files below `path`; a pipeline's folder without them keeps the rules of its config."""
        if (Path(path) / "ruleset.yaml").is_file():
            self.ruleset = ruleset_at(Path(path))
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:  # noqa: ARG002  # spaCy's signature
        """The rule files as bytes."""
        packed: bytes = srsly.msgpack_dumps(dict(self.ruleset.files))
        return packed

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Self:  # noqa: ARG002  # spaCy's signature
        """Loads rule files from bytes."""
        with tempfile.TemporaryDirectory(prefix="filing-engine-") as root:
            _write(Path(root), srsly.msgpack_loads(data))
            self.ruleset = ruleset_at(root)
        return self

    def __reduce__(self) -> tuple[Callable[..., "RuleCarrier"], tuple[object, ...]]:
        """Pickles the rule files: what is compiled of them stays behind."""
        return _unpickled, (type(self), self.name, self.to_bytes())


def _unpickled(kind: type[RuleCarrier], name: str, data: bytes) -> RuleCarrier:
    return kind(name, None).from_bytes(data)


def _write(root: Path, files: Mapping[str, str]) -> None:
    for file, text in files.items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(text, encoding="utf-8")
