import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from engine import assets
from engine.errors import UsageError

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("name", ["rules", "models", "corpora/sample"])
def test_a_checkout_has_the_folders_at_its_root(name):
    assert assets.folder(name) == ROOT / name


def installed(site: Path, *folders: str) -> Path:
    """A package as a wheel lays it down, with nothing around it."""
    package = site / "engine"
    package.mkdir(parents=True)
    for module in ("__init__.py", "errors.py", "assets.py"):
        shutil.copy(ROOT / "engine" / module, package)
    for folder in folders:
        (package / "_assets" / folder).mkdir(parents=True)
    return package


def asked(site: Path, name: str) -> subprocess.CompletedProcess[str]:
    code = f"from engine.assets import folder; print(folder({name!r}), end='')"
    return subprocess.run([sys.executable, "-c", code], cwd=site, check=False, capture_output=True, text=True)


def test_an_installed_package_carries_them(tmp_path):
    package = installed(tmp_path, "rules", "corpora/sample")
    assert asked(tmp_path, "corpora/sample").stdout == str(package / "_assets" / "corpora" / "sample")


def test_somebody_elses_folder_beside_an_installed_package_is_not_taken(tmp_path):
    installed(tmp_path)
    (tmp_path / "rules").mkdir()
    assert "the folder `rules` is missing" in asked(tmp_path, "rules").stderr


def test_a_folder_that_is_nowhere():
    with pytest.raises(
        UsageError, match=r"`recipes` is missing: looked in .*_assets.*install the package again"
    ):
        assets.folder("recipes")
