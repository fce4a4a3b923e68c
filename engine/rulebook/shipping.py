"""How a rule set travels inside a spaCy pipeline: as its files, in `to_disk` and `to_bytes`."""

import shutil
import tempfile
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

import srsly
from spacy.language import Language

from engine.assets import folder
from engine.rulebook.ruleset import Ruleset, load_ruleset


@lru_cache(maxsize=16)
def shared_ruleset(root: Path, stamp: tuple[tuple[str, int, int], ...]) -> Ruleset:  # noqa: ARG001  # the key of the cache
    """The rule set at `root`, compiled once for as long as its files stay as they are."""
    return load_ruleset(root)


def ruleset_at(rules: str | Path | None) -> Ruleset:
    """The rule set in a folder, the packaged one for None; components of a pipeline share it."""
    root = (Path(rules) if rules else folder("rules")).resolve()
    return shared_ruleset(root, _stamp(root))


def _stamp(root: Path) -> tuple[tuple[str, int, int], ...]:
    files = sorted(root.rglob("*.yaml")) if root.is_dir() else []
    return tuple((str(f), f.stat().st_mtime_ns, f.stat().st_size) for f in files)


class RuleCarrier:
    """A component that works by a rule set, and takes it along when its pipeline is saved."""

    def __init__(self, nlp: Language, name: str, rules: str | None) -> None:
        self.nlp, self.name = nlp, name
        self.ruleset = ruleset_at(rules)

    def to_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> None:
        """Writes the rule files below `path`."""
        _write(Path(path), self.ruleset.files)

    def from_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> "RuleCarrier":
        """Loads the rule files below `path`; a pipeline folder without them keeps the rules of its config."""
        if (Path(path) / "ruleset.yaml").is_file():
            self.ruleset = ruleset_at(Path(path))
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The rule files as bytes."""
        packed: bytes = srsly.msgpack_dumps(dict(self.ruleset.files))
        return packed

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> "RuleCarrier":
        """Loads rule files from bytes."""
        root = Path(tempfile.mkdtemp(prefix="filing-engine-"))
        try:
            _write(root, srsly.msgpack_loads(data))
            self.ruleset = load_ruleset(root)
        finally:
            shutil.rmtree(root)
        return self


def _write(root: Path, files: Mapping[str, str]) -> None:
    for file, text in files.items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(text, encoding="utf-8")
