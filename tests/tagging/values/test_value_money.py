import pytest

from engine.tagging.values.money import money


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("$450,000", 450000),
        ("$ 12,000.00", 12000),
        ("$12,\n500", 12500),
        ("$1.2 million", 1200000),
        ("$1.2-million", 1200000),
        ("$300K", 300000),
        ("$1.2MM", 1200000),
        ("$.50", 0.5),
        ("$2.77", 2.77),
        ("US$2.5 Million", 2500000),
        ("U.S. $5,000", 5000),
        ("$5,000 USD", 5000),
        ("350,000 dollars", 350000),
        ("Fifty Thousand Dollars", 50000),
        ("fifty thousand dollars ($50,000)", 50000),
        ("$50,000 (fifty thousand dollars)", 50000),
        ("two (2) dollars", 2),
        ("one million two hundred fifty thousand and no/100 dollars ($1,250,000.00)", 1250000),
        ("50 cents", 0.5),
        ("50¢", 0.5),
        ("ten cents ($0.10)", 0.1),
        ("($5)", 5),
        ("$450,000*", 450000),
        ("12,500", 12500),
    ],
)
def test_us_dollars_name_no_currency(words, amount):
    assert money(words) == {"amount": amount}


@pytest.mark.parametrize(
    ("words", "amount", "currency"),
    [
        ("C$1,000", 1000, "CAD"),
        ("CAD 250,000.00", 250000, "CAD"),
        ("CAD$5", 5, "CAD"),
        ("Cdn. $5", 5, "CAD"),
        ("$250,000 (Canadian)", 250000, "CAD"),
        ("one hundred thousand Canadian dollars ($100,000)", 100000, "CAD"),
        ("250,000CAD", 250000, "CAD"),
        ("A$2 million", 2000000, "AUD"),
        ("HK$5", 5, "HKD"),
        ("Hong Kong\ndollars 5,000", 5000, "HKD"),
        ("€50,000", 50000, "EUR"),
        ("EUR50,000", 50000, "EUR"),
        ("50,000 euros", 50000, "EUR"),
        ("£1.1 million", 1100000, "GBP"),
        ("fifty pence", 0.5, "GBP"),
        ("RMB 300,000", 300000, "CNY"),
        ("RMB ¥300,000", 300000, "CNY"),
        ("¥300,000", 300000, "JPY"),
        ("CHF 5", 5, "CHF"),
        ("five Swiss francs", 5, "CHF"),
        ("NIS7,000", 7000, "ILS"),
    ],
)
def test_other_currencies_are_named_by_their_iso_code(words, amount, currency):
    assert money(words) == {"amount": amount, "currency": currency}


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("$2.77 per share", 2.77),
        ("an annual rate of $450,000", 450000),
        ("Salary$450,000", 450000),
        ("bonus$5,000", 5000),
        ("$2.00 per pound", 2),
        ("up to $450,000 (plus expenses)", 450000),
    ],
)
def test_words_around_an_amount_are_passed_over(words, amount):
    assert money(words) == {"amount": amount}


@pytest.mark.parametrize(
    "words",
    [
        "",
        "$",
        "$-",
        "dollars",
        "$-5",
        "May 5",
        "60%",
        "$1 to $2",
        "$1,000 (approximately $2,000)",
        "C$1,000 (US$750)",
        "five dollars and fifty cents",
        "$450,000 for 2 years",
        "60% of $450,000",
        "12,500 shares",
        "$" + "9" * 200,
    ],
)
def test_what_is_no_single_amount_has_no_value(words):
    assert money(words) is None
