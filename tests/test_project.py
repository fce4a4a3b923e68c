"""What `pyproject.toml`, the lock and the build say of each other."""

import importlib
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILE = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = FILE["project"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")

ASKED = [
    *FILE["build-system"]["requires"],
    *PROJECT["dependencies"],
    *(asked for extra in PROJECT["optional-dependencies"].values() for asked in extra),
]
ENTRY_POINTS = {
    **PROJECT["scripts"],
    **{name: place for group in PROJECT["entry-points"].values() for name, place in group.items()},
}


def locked() -> list[str]:
    """Each package's lines: its name and version, then its hashes."""
    return re.findall(r"^\S.*(?:\n .*)*", re.sub(r"^#.*\n", "", LOCK, flags=re.MULTILINE), re.MULTILINE)


@pytest.mark.parametrize("asked", ASKED)
def test_the_lock_holds_what_the_project_asks_for(asked):
    name = re.split(r"[<>=\[;]", asked)[0]
    assert re.search(rf"^{name}==", LOCK, re.MULTILINE), f"{name} is not in requirements.lock: `make lock`"


def test_every_locked_package_has_its_exact_version_and_hashes():
    entry = re.compile(r"[a-z0-9._-]+==[^\s;]+( ; .*)?( \\\n    --hash=sha256:[0-9a-f]{64})+")
    assert [lines for lines in locked() if not entry.fullmatch(lines)] == []


def test_the_lock_names_no_address():
    assert re.findall(r".*(?://|@ ).*", LOCK) == []


@pytest.mark.parametrize(("name", "place"), ENTRY_POINTS.items())
def test_what_other_programs_call_is_there(name, place):
    module, _, function = place.partition(":")
    assert callable(getattr(importlib.import_module(module), function)), name


def test_every_folder_in_the_wheel_is_one_of_the_checkout():
    packed = FILE["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert packed == {folder: f"engine/_assets/{folder}" for folder in ("rules", "models", "corpora/sample")}
    assert [folder for folder in packed if not (ROOT / folder).is_dir()] == []
