"""Days without a year take the one that brings them nearest to a date beside them."""

import pytest

from engine.resolving.yearless import with_years
from engine.rulebook.skeletons import Node


def nodes(*values):
    return {
        place: Node(place, place + 1, str(value), "", frozenset({"DATE"}), value)
        for place, value in enumerate(values)
    }


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["1998-05-04", "--06-01"], ["1998-05-04", "1998-06-01"]),
        (["2003-12-15", "--01-01"], ["2003-12-15", "2004-01-01"]),
        (["2004-01-10", "--12-31"], ["2004-01-10", "2003-12-31"]),
        (["--06-22", "2000-07-01"], ["2000-06-22", "2000-07-01"]),
        (["2005-03", "--02-01"], ["2005-03", "2005-02-01"]),
        (["1996-05-04", "2001-02-01", "--03-01"], ["1996-05-04", "2001-02-01", "2001-03-01"]),
        (["2003-02-20", "--02-29"], ["2003-02-20", "2004-02-29"]),
        (["2002-02-20", "--02-29"], ["2002-02-20", "2000-02-29"]),
        (["--06-01"], []),
        (["Ann B. Roe", 12], ["Ann B. Roe", 12]),
    ],
)
def test_years(values, expected):
    assert [node.value for node in with_years(nodes(*values)).values()] == expected
