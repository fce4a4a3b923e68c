import pytest

from engine.tagging.values.numbers import (
    age,
    integer,
    months_of_multiple,
    multiple,
    number,
    percent,
)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        # figures
        ("12,500", 12500),
        ("12,\n500", 12500),
        ("1,000.50", 1000.5),
        (".75", 0.75),
        ("7.", 7),
        ("0", 0),
        ("2.0", 2),
        ("1.5 million", 1500000),
        ("300K", 300000),
        ("1.2 MM", 1200000),
        ("3\u00a0hundred\u00a0thousand", 300000),
        # words
        ("zero", 0),
        ("ten", 10),
        ("Ten Thousand", 10000),
        ("twenty-five", 25),
        ("twenty‑\nfive", 25),
        ("twentyfive", 25),
        ("eighthundred", 800),
        ("tenthousand", 10000),
        ("fourthousandsix", 4006),
        ("a hundred", 100),
        ("one hundred and twenty", 120),
        ("twelve hundred fifty", 1250),
        ("one million two hundred thousand", 1200000),
        ("two thousand five", 2005),
        # fractions
        ("one-half", 0.5),
        ("two and a half", 2.5),
        ("two and one half", 2.5),
        ("2½", 2.5),
        ("2-1/2", 2.5),
        ("three-fourths", 0.75),
        ("half a million", 500000),
        ("one and a half million", 1500000),
        ("two hundred and 50/100", 200.5),
        ("two hundred and no/100", 200),
        # said twice
        ("one hundred fifty thousand (150,000)", 150000),
        ("150,000 (one hundred fifty thousand)", 150000),
        ("one(1)", 1),
        ("five (6)", 6),
        ("(53)", 53),
        ("five (5) thousand", 5000),
    ],
)
def test_a_number_has_its_value(words, value):
    assert number(words) == value
    assert type(number(words)) is type(value)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "()",
        "9th",
        "first",
        "twenty-fifth",
        "one hundredth",
        "twenty tenths",
        "two third",
        "-5",
        "5-",
        "12,50",
        "12,5000",
        "1.000.000",
        "1e5",
        "٣",
        "five six",
        "twenty eleven",
        "one twenty",
        "hundred",
        "thousand million",
        "two thousand thousand",
        "one hundred hundred",
        "one hundred and",
        "and five",
        "a",
        "3/0",
        "4/3",
        "10 to 20",
        "10-20",
        "10 (5)",
        "five (six)",
        "12,500 shares",
        "1" * 201,
    ],
)
def test_what_is_no_single_number_has_no_value(words):
    assert number(words) is None


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("175,000", 175000),
        ("up to 12,000", 12000),
        ("one (1)", 1),
        ("one hundred thousand (100,000) shares of common stock", 100000),
        ("an additional 5,000 restricted stock units", 5000),
        ("1.5 million options", 1500000),
        ("2.5", None),
        ("5,000 or 6,000 shares", None),
        ("10,000 and 5,000 shares", None),
        ("10,000 (5,000) shares", None),
        ("shares of common stock", None),
    ],
)
def test_an_integer_is_the_one_count_in_its_words(words, value):
    assert integer(words) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("60%", 60),
        ("60 %", 60),
        ("12.5 per cent", 12.5),
        ("62.50%", 62.5),
        ("½%", 0.5),
        ("sixty percent", 60),
        ("One Hundred Percent", 100),
        ("sixty percent (60%)", 60),
        ("fifty (50%) percent", 50),
        ("fifty (50) percent", 50),
        ("fifty-percent", 50),
        ("twenty percentage points", 20),
        ("60", None),
        ("%", None),
        ("percent", None),
        ("60% to 70%", None),
        ("50% (60%)", None),
    ],
)
def test_a_percent_needs_its_sign_or_word(words, value):
    assert percent(words) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("53", 53),
        ("age 53", 53),
        ("Age: 53", 53),
        ("age53", 53),
        (", 53,", 53),
        ("(53)", 53),
        ("(age 53)", 53),
        ("aged fifty-three", 53),
        ("fifty-three (53)", 53),
        ("53 years old", 53),
        ("53-year-old", 53),
        ("53 years\nof age", 53),
        ("0", None),
        ("121", None),
        ("2005", None),
        ("53.5", None),
        ("age", None),
        ("53 years", None),
    ],
)
def test_an_age_is_a_whole_number_of_years_a_person_can_have(words, value):
    assert age(words) == value


@pytest.mark.parametrize(
    ("words", "value", "in_months"),
    [
        ("two times", 2, 24),
        ("two (2) times", 2, 24),
        ("2x", 2, 24),
        ("2.0 X", 2, 24),
        ("1.5 times", 1.5, 18),
        ("one and one-half times", 1.5, 18),
        ("two and a half times", 2.5, 30),
        ("three-times", 3, 36),
        ("1.1 times", 1.1, 13.2),
        ("one time", 1, 12),
        ("twice", 2, 24),
        ("Triple", 3, 36),
        ("100%", None, 12),
        ("times", None, None),
        ("two", None, None),
        ("one to two times", None, None),
    ],
)
def test_a_multiple_of_pay_and_its_months(words, value, in_months):
    assert multiple(words) == value
    assert months_of_multiple(words) == in_months


def test_a_whole_number_of_months_is_an_int():
    assert type(months_of_multiple("one and one-third times")) is int
