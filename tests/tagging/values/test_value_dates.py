import pytest

from engine.tagging.values.dates import complete, date, day_of_year


@pytest.mark.parametrize(
    "words",
    [
        "September 9, 2005",
        "Sept. 9, 2005",
        "Sep 9 2005",
        "SEPTEMBER 9,\n2005",
        "September\u00a09,\u00a02005",
        "September 9th, 2005",
        "September 9 th , 2005",
        "September 9,2005",
        "September9, 2005",
        "September 92005",
        "September 9. 2005",
        "September the 9th, 2005",
        "Septem-\nber 9, 2005",
        "Sept. 9, '05",
        "Sept. 9 ’05",
        "Friday, September 9, 2005",
        "(September 9, 2005)",
        "9 September 2005",
        "9-Sep-2005",
        "9-Sep-05",
        "9th of September 2005",
        "the 9th day of September, 2005",
        "the ninth day of September, 2005",
        "9/9/2005",
        "09/09/05",
        "9-9-05",
        "9.9.2005",
        "09 / 09 / 2005",
        "2005-09-09",
        "2005/9/9",
    ],
)
def test_every_spelling_of_a_day_is_the_same_date(words):
    assert date(words) == "2005-09-09"


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("December14, 2021", "2021-12-14"),
        ("January1,2005", "2005-01-01"),
        ("12/22/2004", "2004-12-22"),
        ("12-22-04", "2004-12-22"),
        ("the twenty-first day of May, 2008", "2008-05-21"),
        ("May 4, 2009", "2009-05-04"),
        ("February 29, 2004", "2004-02-29"),
        ("1/1/70", "1970-01-01"),
        ("1/1/69", "2069-01-01"),
        ("12/31/99", "1999-12-31"),
        ("September 2005", "2005-09"),
        ("Sept., 2005", "2005-09"),
        ("September of 2005", "2005-09"),
        ("MAY\n2005", "2005-05"),
        ("May2005", "2005-05"),
        ("2005", "2005"),
        ("1999.", "1999"),
    ],
)
def test_a_date_has_its_iso_form(words, value):
    assert date(words) == value


@pytest.mark.parametrize(
    "words",
    [
        "",
        "fiscal 2005",
        "February 29, 2005",
        "September 31, 2005",
        "September 0, 2005",
        "22/12/2004",
        "12/22-2004",
        "May 4",
        "May",
        "May 14-15, 2009",
        "May 14-15",
        "1899",
        "20055",
        "May 4, 1809",
        "as of May 4, 2009",
        "Maybe 4, 2009",
        "$2,005",
        "٢٠٠٥",
    ],
)
def test_what_is_no_day_month_or_year_has_no_value(words):
    assert date(words) is None


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("May 4", "--05-04"),
        ("May 4th,", "--05-04"),
        ("MAY\n4", "--05-04"),
        ("Dec. 31", "--12-31"),
        ("4 May", "--05-04"),
        ("the 4th day of May", "--05-04"),
        ("the first of January", "--01-01"),
        ("February 29", "--02-29"),
        ("February 30", None),
        ("May 40", None),
        ("May 4, 2009", None),
        ("May 2009", None),
        ("May", None),
    ],
)
def test_a_day_without_its_year(words, value):
    assert day_of_year(words) == value


@pytest.mark.parametrize(
    ("partial", "year", "value"),
    [
        ("--05-04", 2009, "2009-05-04"),
        ("--02-29", 2008, "2008-02-29"),
        ("--02-29", 2009, None),
        ("--12-31", 1999, "1999-12-31"),
    ],
)
def test_a_year_completes_a_day(partial, year, value):
    assert complete(partial, year) == value


@pytest.mark.parametrize("partial", ["", "05-04", "2009-05-04", "--5-4", "--05-04x"])
def test_only_a_day_of_the_year_can_be_completed(partial):
    with pytest.raises(ValueError, match="no day without a year"):
        complete(partial, 2009)
