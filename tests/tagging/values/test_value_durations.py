import pytest

from engine.tagging.values.durations import duration, months, years


@pytest.mark.parametrize(
    ("words", "in_months"),
    [
        ("twelve (12) months", 12),
        ("twelve (12)-month", 12),
        ("(12) months", 12),
        ("12months", 12),
        ("twelve consecutive months", 12),
        ("twelve months’", 12),
        ("18-month", 18),
        ("an 18‑month", 18),
        ("two\nyears", 24),
        ("two full years", 24),
        ("one year's", 12),
        ("a year", 12),
        ("ten-year", 120),
        ("10 yrs.", 120),
        ("one and one-half years", 18),
        ("1-1/2 years", 18),
        ("2½ years", 30),
        ("1.5 years", 18),
        ("half a year", 6),
        ("two and one half months", 2.5),
        ("one-third year", 4),
        ("four calendar quarters", 12),
        ("52 weeks", 12),
        ("one hundred four weeks", 24),
        ("one year and six months", 18),
        ("two (2) years, six (6) months", 30),
    ],
)
def test_years_quarters_and_months_are_months(words, in_months):
    assert duration(words) == {"months": in_months}
    assert months(words) == in_months
    assert type(months(words)) is type(in_months)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("six weeks", {"days": 42}),
        ("nine-week", {"days": 63}),
        ("26 weeks", {"days": 182}),
        ("thirty (30) days", {"days": 30}),
        ("a day", {"days": 1}),
        ("one year and 30 days", {"months": 12, "days": 30}),
    ],
)
def test_weeks_and_days_are_days_and_no_months(words, value):
    assert duration(words) == value
    assert months(words) is None
    assert years(words) is None


@pytest.mark.parametrize(
    ("words", "value"),
    [("ten years", 10), ("ten (10)-year", 10), ("18 months", 1.5), ("one year and six months", 1.5)],
)
def test_years(words, value):
    assert years(words) == value
    assert type(years(words)) is type(value)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "year",
        "yearly",
        "18",
        "0 months",
        "18 to 24 months",
        "one or two years",
        "per year",
        "the year 2005",
    ],
)
def test_what_is_no_length_has_no_value(words):
    assert duration(words) is None
    assert months(words) is None
    assert years(words) is None
