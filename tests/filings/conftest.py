"""The section rules of the project, read once for all tests of the stage."""

from pathlib import Path

import pytest
import yaml

from engine.rulebook.headings import Headings

RULES = Path(__file__).parents[2] / "rules" / "sections"


@pytest.fixture(scope="session")
def section_files():
    return {path.name: yaml.safe_load(path.read_text("utf-8")) for path in sorted(RULES.glob("*.yaml"))}


@pytest.fixture(scope="session")
def headings(section_files):
    return Headings.from_files(section_files)
