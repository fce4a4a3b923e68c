"""Strict YAML with places: what rule files are written in.

A small part of YAML 1.1: mappings with text keys, lists, text, `true` and `false`, and numbers that
print as they were written. Whatever YAML would read as something else than it looks (`no`, `12:30`,
`2024-01-15`, `010`) is refused with advice, and so is what rule files have no use for: anchors,
aliases, tags, several documents. All findings of a file are reported at once, each with its place;
only where a file cannot be read as YAML at all are those of its values not reached.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from engine.errors import Finding, UsageError
from engine.rulebook.places import START, Fault, Place, place_at, place_of
from engine.rulebook.scalars import Trap, is_null, read_plain
from engine.rulebook.syntax import MAX_BYTES, TOO_LARGE, compose

__all__ = ["Document", "Place", "YamlPath", "parse", "parse_file", "read_folder", "rule_id"]

YamlPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One file that was read: its data, the places of its values and keys, and what is wrong with it.

    `data` is the root mapping, empty where the file could not be read; `places[path]` is the place of
    the value at `path` (`("examples", "match", 0)`), `key_places[path]` that of the key before it.
    A document with findings holds what could be read, so that later checks can add theirs.
    """

    file: str
    data: Any
    places: Mapping[YamlPath, Place]
    findings: tuple[Finding, ...] = ()
    key_places: Mapping[YamlPath, Place] = field(default_factory=dict)

    def place(self, path: YamlPath) -> Place:
        """The place of the value at `path`, or of its nearest ancestor that stands in the file."""
        ancestors = (path[:size] for size in range(len(path), -1, -1))
        return next((self.places[part] for part in ancestors if part in self.places), START)

    def key_place(self, path: YamlPath) -> Place:
        """The place of the key of the value at `path`; a list item or an absent key gives `place(path)`."""
        return self.key_places.get(path, self.place(path))


def rule_id(file: str) -> str:
    """The id of a rule file: `frames/leaving/retires.yaml` is `frames.leaving.retires`.

    `file` is a path relative to the rule set, with slashes.
    """
    return ".".join(PurePosixPath(file).with_suffix("").parts)


def parse(text: str, file: str) -> Document:
    """Read `text`, the content of `file` (relative to the rule set, with slashes).

    Nothing is raised: whatever is wrong becomes a finding of the document.
    """
    root, faults = compose(text)
    walk = _Walk(faults)
    data: dict[str, Any] = {}
    if isinstance(root, yaml.MappingNode):
        data = walk.mapping(root, ())
    elif root is not None and not _is_null(root):
        walk.report(root, "a list or a text where keys are expected", "begin with `about: …`")
    elif not faults:
        faults.append(Fault(START, "the file is empty", "write keys and their values, or delete the file"))
    return Document(file, data, walk.places, _findings(file, faults), walk.key_places)


def parse_file(path: Path, root: Path) -> Document:
    """Read the file at `path`, named relative to `root` in its findings; a byte order mark is dropped.

    A file that cannot be read, is too large or is not UTF-8 gives a document with that finding.
    """
    file = path.relative_to(root).as_posix()
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        return _refused(file, f"cannot be read: {error.strerror}", "check that it is there and readable")
    if len(raw) > MAX_BYTES:
        return _refused(file, TOO_LARGE.message, TOO_LARGE.advice)
    try:
        return parse(raw.decode("utf-8-sig"), file)
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode()
        message = f"the byte 0x{error.object[error.start]:02x} is not UTF-8"
        return _refused(file, message, "save the file as UTF-8", place_at(before, len(before)))


def read_folder(root: Path) -> dict[str, Document]:
    """All `*.yaml` files below `root` by their relative paths, sorted.

    `*.yml`, links to folders and links out of `root` come back as documents with a finding. Names that
    begin with a dot are passed over: editors keep their locks and copies there. Raises `UsageError`
    if `root` is no folder.
    """
    if not root.is_dir():
        raise UsageError(f"{root}: no such folder of rules; give the folder that holds ruleset.yaml")
    documents = {path.relative_to(root).as_posix(): _read_entry(path, root) for path in _entries(root)}
    return {file: documents[file] for file in sorted(documents)}


def _entries(root: Path) -> Iterator[Path]:
    """Files that look like YAML, and links to folders, which are never entered."""
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (path for name in folders if (path := Path(folder, name)).is_symlink())
        files = (Path(folder, name) for name in names if not name.startswith("."))
        yield from (path for path in files if path.suffix.lower() in {".yaml", ".yml"})


def _read_entry(path: Path, root: Path) -> Document:
    file = path.relative_to(root).as_posix()
    if path.is_symlink() and not path.resolve().is_relative_to(root.resolve()):
        return _refused(file, "a link that leads out of the rule set", "copy what it points to here")
    if path.is_dir():
        return _refused(file, "a link to a folder, which is not followed", "copy the files here")
    if path.suffix != ".yaml":
        return _refused(file, f"a file that ends in {path.suffix} is not read", "name it .yaml")
    return parse_file(path, root)


def _refused(file: str, message: str, advice: str, place: Place = START) -> Document:
    return Document(file, {}, {(): START}, _findings(file, [Fault(place, message, advice)]))


def _findings(file: str, faults: Iterable[Fault]) -> tuple[Finding, ...]:
    rule = rule_id(file)
    return tuple(
        Finding(file, fault.place.line, fault.place.column, rule, fault.message, fault.advice)
        for fault in sorted(set(faults))
    )


@dataclass(slots=True)
class _Walk:
    """One walk over the nodes of a file, gathering places and faults."""

    faults: list[Fault]
    places: dict[YamlPath, Place] = field(default_factory=lambda: {(): START})
    key_places: dict[YamlPath, Place] = field(default_factory=dict)

    def report(self, node: yaml.Node, message: str, advice: str) -> None:
        self.faults.append(Fault(place_of(node.start_mark), message, advice))

    def value(self, node: yaml.Node, path: YamlPath) -> Any:
        self.places[path] = place_of(node.start_mark)
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        if isinstance(node, yaml.ScalarNode):
            return self.scalar(node)
        return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]

    def mapping(self, node: yaml.MappingNode, path: YamlPath) -> dict[str, Any]:
        self.places[path] = place_of(node.start_mark)
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = self.key(key_node)
            if key is None:
                continue
            first = self.key_places.setdefault((*path, key), place_of(key_node.start_mark))
            if key in data:
                advice = f"keep one; the first stands in line {first.line}"
                self.report(key_node, f"the key `{key}` stands here twice", advice)
            elif _is_null(value_node):
                self.report_null(key, key_node, value_node, in_braces=bool(node.flow_style))
                data[key] = ""
            else:
                data[key] = self.value(value_node, (*path, key))
        return data

    def key(self, node: yaml.Node) -> str | None:
        """The key's text, or None, reported, where it is not text."""
        if not isinstance(node, yaml.ScalarNode):
            self.report(node, "a list or a mapping as a key", "write it in quotes if you mean text")
        elif not node.style and node.value == "<<":
            self.report(node, "the merge key <<", "write out the keys that it would bring")
        elif _is_null(node):
            self.report(node, "a key that is empty", "write a name before the colon")
        else:
            key = self.scalar(node)
            if isinstance(key, str):
                return key
            self.report(node, f"the key `{node.value}` is not text", f"write '{node.value}' in quotes")
        return None

    def report_null(self, key: str, key_node: yaml.Node, node: yaml.Node, *, in_braces: bool) -> None:
        advice = "leave the key out, or write its value after the colon"
        if in_braces:  # `pattern: {person}` is a mapping to YAML
            advice = "write the whole text in quotes if the braces belong to it"
        self.report(node if node.value else key_node, f"the key `{key}` has no value", advice)

    def scalar(self, node: yaml.ScalarNode) -> str | bool | int | float:
        """The value as it is written; a trap is reported and stays text."""
        text: str = node.value
        value = text if node.style else read_plain(text)
        if not isinstance(value, Trap):
            return value
        self.report(node, value.message, value.advice)
        return text


def _is_null(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and not node.style and is_null(node.value)
