"""Holds the directions of imports: each part of the engine may import only what stands above it."""

import ast
import graphlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ENGINE = Path(__file__).parents[1] / "engine"

RECORDS = {"errors", "records", "specs", "version", "assets"}
RULES = RECORDS | {"rulebook"}
STAGES = RULES | {"filings", "tagging", "resolving"}
RUNNERS = {"checking"} | STAGES | {"pipeline", "scoring", "running", "explaining"}

# In the order in which data flows. A part may always import itself.
MAY_IMPORT = {
    "errors": set(),
    "version": set(),
    "records": {"errors"},
    "specs": {"errors", "records"},
    "assets": {"errors"},
    "rulebook": RECORDS,
    "filings": RULES,
    "tagging": RULES,
    "resolving": RULES | {"tagging"},
    "pipeline": STAGES,
    "models": STAGES | {"pipeline"},
    "checking": STAGES | {"pipeline"},
    "scoring": RECORDS,
    "running": RECORDS | {"pipeline"},
    "explaining": STAGES | {"pipeline", "scoring"},
    "cli": RUNNERS,
}
STANDARD_LIBRARY_ONLY = {"errors", "version", "records", "specs", "assets", "running"}
MAY_IMPORT_THE_ROOT = {"cli", "__init__"}

MODULES = sorted(ENGINE.rglob("*.py"))


def name_of(path: Path) -> str:
    """`engine.cli.run`, `engine.cli`."""
    parts = path.relative_to(ENGINE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {name_of(path) for path in MODULES}


def part_of(path: Path) -> str:
    """The first folder or file below `engine/`: `cli`, `errors`."""
    return path.relative_to(ENGINE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    """Everything a module imports, wherever the statement stands; `from engine import x` as engine.x where that is a module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}:{node.lineno}: relative import; write the module's full name"
            whole = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if name in NAMES else str(node.module) for name in whole)


def inner(path: Path) -> set[str]:
    return {name for name in imports(path) if name.split(".")[0] == "engine"}


def each_module(paths=MODULES):
    return pytest.mark.parametrize("path", paths, ids=map(name_of, paths))


@each_module()
def test_imports_go_downward(path):
    part = part_of(path)
    if part == "__init__":
        return  # the root offers names from below to users
    assert part in MAY_IMPORT, f"{part} has no row in MAY_IMPORT: say what it may import"
    wrong = {name for name in inner(path) - {"engine"} if name.split(".")[1] not in MAY_IMPORT[part] | {part}}
    assert not wrong, f"{name_of(path)} must not import {sorted(wrong)}"


@each_module()
def test_nobody_inside_imports_the_package_root(path):
    assert "engine" not in inner(path) or part_of(path) in MAY_IMPORT_THE_ROOT


@each_module([path for path in MODULES if part_of(path) in STANDARD_LIBRARY_ONLY])
def test_the_lowest_parts_need_only_the_standard_library(path):
    outside = {name.split(".")[0] for name in imports(path)} - {"engine"} - sys.stdlib_module_names
    assert not outside


def test_no_cycle():
    graph = {name_of(path): inner(path) - {name_of(path)} for path in MODULES}
    graph["engine"] = set()  # the root may offer anything; nobody inside reads it
    graphlib.TopologicalSorter(graph).prepare()


def test_every_row_stands_below_what_it_may_import():
    graphlib.TopologicalSorter(MAY_IMPORT).prepare()
