"""Every code of a notice or failure that the code can give stands in `docs/filings.md`, and no other."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = [*sorted((ROOT / "engine" / "filings").glob("*.py")), ROOT / "engine" / "pipeline.py"]


def codes_in(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"Notice", "FilingUnreadable"}:
            yield ast.literal_eval(node.args[0])


def test_every_code_stands_in_the_page():
    page = (ROOT / "docs" / "filings.md").read_text("utf-8")
    told = re.findall(r"^\| `([a-z0-9-]+)` \|", page.partition("## Notices")[2], re.MULTILINE)
    assert sorted(told) == sorted({code for path in SOURCES for code in codes_in(path)})
