"""Tables of HTML filings, written by us: each gives just the events that a careful reader finds in it.

`grids/cases.yaml` holds them like the wordings, but for `html`, which stands between an item's heading and the signatures.
"""

from pathlib import Path
from typing import Any

import pytest

from tests.wordings.test_wordings import differences, loaded, read_cases

CASES = Path(__file__).parent / "grids" / "cases.yaml"


def cases() -> list[Any]:
    return [
        pytest.param(
            case,
            id=str(number),
            marks=[pytest.mark.xfail(reason=case["fails"], strict=True)] if "fails" in case else [],
        )
        for number, case in enumerate(read_cases(CASES), 1)
    ]


def mistakes(case: dict[str, Any]) -> list[str]:
    page = f"<html><body><p>Item 5.02. Report.</p>{case['html']}<p>SIGNATURES</p></body></html>"
    return differences(case, loaded().extract_bytes(page.encode(), "a.htm")["events"])


@pytest.mark.parametrize("case", cases())
def test_the_events_of_a_table(case: dict[str, Any]) -> None:
    assert mistakes(case) == []
