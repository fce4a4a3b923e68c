"""What holds of every normaliser, and of every value that is printed and read back."""

import doctest
import importlib
import inspect
import json
import string
from calendar import month_name
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engine.tagging.values import NORMALISERS, complete, surname

SMALL_NUMBERS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
SMALL = ["", *SMALL_NUMBERS.split()]
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SCALES = {10**9: "billion", 10**6: "million", 10**3: "thousand"}
FRAGMENTS = [
    *("one", "twenty", "hundred", "thousand", "million", "half", "third", "quarters", "and", "a", "no"),
    *("$", "%", "(", ")", ",", ".", "/", "-", "'", "’", "“", "”", "½", " ", "\n", "\u00a0", "٣", "²", "İ"),
    *(
        "years",
        "months",
        "weeks",
        "times",
        "x",
        "percent",
        "cents",
        "CAD",
        "age",
        "May",
        "day of",
        "1st",
        "05",
    ),
    *("Mr.", "Ann", "B.", "Roe", "Jr.", "M.D.", "Ph. D.", "III", "’s", "2005", "12,500", ".5", "0"),
]

normalisers = pytest.mark.parametrize("name", sorted(NORMALISERS))
anything = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(FRAGMENTS), max_size=30).map("".join))
spaces = st.sampled_from([" ", "\n", "\u00a0", "  ", " \n "])
counts = st.integers(1, 10**9)


def below_hundred(n):
    return SMALL[n] if n < 20 else f"{TENS[n // 10]}-{SMALL[n % 10]}".rstrip("-")


def below_thousand(n):
    hundreds = f"{SMALL[n // 100]} hundred " if n >= 100 else ""
    return (hundreds + below_hundred(n % 100)).strip()


def spelled(n):
    groups = [
        f"{below_thousand(n // scale % 1000)} {word}" for scale, word in SCALES.items() if n // scale % 1000
    ]
    return " ".join([*groups, below_thousand(n % 1000)]).strip()


def test_the_tests_spell_numbers_as_people_do():
    assert spelled(230_019) == "two hundred thirty thousand nineteen"
    assert spelled(1_000_042) == "one million forty-two"


@pytest.mark.parametrize("module", ["texts", "numbers", "money", "dates", "durations", "names"])
def test_the_examples_in_the_docstrings_hold(module):
    result = doctest.testmod(importlib.import_module(f"engine.tagging.values.{module}"))
    assert result.attempted
    assert not result.failed


@normalisers
def test_every_normaliser_shows_examples(name):
    assert ">>>" in (inspect.getdoc(NORMALISERS[name]) or "")


@normalisers
@given(words=anything)
@example(words="")
@example(words="()")
@example(words="\x00")
def test_no_words_raise_and_every_value_is_plain_json(name, words):
    value = NORMALISERS[name](words)
    assert value is None or json.loads(json.dumps(value)) == value


@normalisers
@given(words=anything, edges=st.tuples(spaces, spaces))
def test_white_space_around_the_words_changes_nothing(name, words, edges):
    assert NORMALISERS[name](edges[0] + words + edges[1]) == NORMALISERS[name](words)


@normalisers
@pytest.mark.parametrize(
    "fragment", [*string.punctuation, "1,", "one ", "a. ", "one-", "('", "Mr. ", ", M.D.", "1/"]
)
def test_long_and_hostile_words_end(name, fragment):
    for size in (200, 100_000):
        NORMALISERS[name]((fragment * size)[:size])


@pytest.mark.parametrize("name", sorted(set(NORMALISERS) - {"text"}))
def test_words_too_long_to_have_a_value_have_none(name):
    assert NORMALISERS[name]("1" * 201) is None
    assert NORMALISERS[name]("Roe " * 51) is None


@given(n=counts)
def test_a_number_in_words_reads_back(n):
    words = spelled(n)
    assert NORMALISERS["number"](words) == n
    assert NORMALISERS["number"](words.upper().replace(" ", "\n")) == n
    assert NORMALISERS["number"](words.replace(" ", "").replace("-", "")) == n


@given(n=counts)
def test_a_number_in_figures_or_said_twice_reads_back(n):
    assert NORMALISERS["number"](str(n)) == n
    assert NORMALISERS["number"](f"{n:,}") == n
    assert NORMALISERS["integer"](f"{spelled(n)} ({n:,}) shares") == n


@given(n=counts, other=counts)
def test_the_figure_wins_over_the_words(n, other):
    assert NORMALISERS["number"](f"{spelled(other)} ({n:,})") == n


@given(cents=st.integers(0, 10**11))
def test_an_amount_reads_back(cents):
    amount = Decimal(cents) / 100
    value = float(amount)
    assert NORMALISERS["money"](f"${amount:,.2f}") == {"amount": value}
    assert NORMALISERS["money"](f"CAD {amount:,.2f}") == {"amount": value, "currency": "CAD"}
    assert NORMALISERS["money"](f"{cents} cents") == {"amount": value}


@given(n=st.integers(1, 10**6), scale=st.sampled_from(["thousand", "million", "billion"]))
def test_a_scaled_amount_reads_back(n, scale):
    size = {"thousand": 10**3, "million": 10**6, "billion": 10**9}[scale]
    assert NORMALISERS["money"](f"${Decimal(n) / 1000} {scale}") == {"amount": n * size / 1000}


@given(n=counts)
def test_dollars_in_words_read_back(n):
    assert NORMALISERS["money"](f"{spelled(n)} dollars (${n:,})") == {"amount": n}


@given(tenths=st.integers(0, 5000))
def test_a_percentage_reads_back(tenths):
    percentage = Decimal(tenths) / 10
    assert NORMALISERS["percent"](f"{percentage}%") == float(percentage)
    assert NORMALISERS["percent"](f"{percentage} per cent") == float(percentage)


@given(n=st.integers(1, 500))
def test_a_length_of_time_reads_back(n):
    assert NORMALISERS["duration"](f"{spelled(n)} ({n}) months") == {"months": n}
    assert NORMALISERS["years"](f"{spelled(n)}-year") == n
    assert NORMALISERS["months"](f"{n} and one-half years" if n < 20 else f"{n}.5 years") == 12 * n + 6
    assert NORMALISERS["months_of_multiple"](f"{spelled(n)} times") == 12 * n


@given(n=st.integers(1, 120))
def test_an_age_reads_back(n):
    assert NORMALISERS["age"](f"age {n}") == NORMALISERS["age"](f"{spelled(n)} years old") == n


@given(day=st.dates(date(1900, 1, 1), date(2099, 12, 31)), space=spaces)
def test_a_day_reads_back_from_every_form(day, space):
    month, iso = month_name[day.month], day.isoformat()
    forms = [
        f"{month}{space}{day.day},{space}{day.year}",
        f"{month.upper()} {day.day}, {day.year}",
        f"{month[:3]}. {day.day}, {day.year}",
        f"{month}{day.day},{day.year}",
        f"{day.day}{space}{month} {day.year}",
        f"{day.month}/{day.day}/{day.year}",
        f"{day:%m-%d-%Y}",
        iso,
    ]
    assert {form: NORMALISERS["date"](form) for form in forms} == dict.fromkeys(forms, iso)


@given(day=st.dates(date(1970, 1, 1), date(2069, 12, 31)))
def test_two_digits_of_a_year_read_back(day):
    assert NORMALISERS["date"](f"{day:%m/%d/%y}") == day.isoformat()


@given(day=st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_months_years_and_days_alone_read_back(day):
    month = month_name[day.month]
    partial = NORMALISERS["partial_date"](f"{month} {day.day}")
    assert NORMALISERS["date"](f"{month} {day.year}") == f"{day:%Y-%m}"
    assert NORMALISERS["date"](str(day.year)) == str(day.year)
    assert isinstance(partial, str)
    assert complete(partial, day.year) == day.isoformat()


@given(
    honorific=st.sampled_from(["", "Mr. ", "Ms. ", "Dr. ", "Professor "]),
    name=st.sampled_from(["Ann B. Roe", "William Roe, Jr.", "J. Robert O’Neil", "Li Ma", "ANN POE III"]),
    degrees=st.lists(st.sampled_from([", M.D.", ", Ph.D.", ", CPA", ", Esq.", " M.D."]), max_size=3).map(
        "".join
    ),
    end=st.sampled_from(["", ",", "’s", "'s", " "]),
)
def test_a_name_survives_whatever_stands_around_it(honorific, name, degrees, end):
    words = f"{honorific}{name}{degrees}{end}"
    assert NORMALISERS["person_name"](words) == name
    assert NORMALISERS["person_name"](name) == name
    assert surname(words) == surname(name)


def test_the_registry_is_closed():
    with pytest.raises(TypeError):
        NORMALISERS["other"] = str  # type: ignore[index]
