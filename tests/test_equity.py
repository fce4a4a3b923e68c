"""Grants told in running text: what the packaged rules make of wordings of several kinds."""

import pytest

from engine import pipeline

ROE, POE, DOE = "Ann B. Roe", "Robert Poe", "John Doe"


@pytest.fixture(scope="module")
def engine() -> pipeline.Engine:
    return pipeline.load()


def grants(engine: pipeline.Engine, text: str) -> list[tuple[object, ...]]:
    events = engine.extract(f"Item 5.02 Compensatory Arrangements.\n\n{text}")["events"]
    keys = ("person", "shares", "value", "kind")
    return [(e["type"][0], *(e.get(k) for k in keys)) for e in events if e["type"].endswith("_grant")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Board approved 4,000 performance shares, 9,000 stock options and 2,000 RSUs to Ann B. Roe.",
            [
                ("s", ROE, 4000, None, "performance_shares"),
                ("o", ROE, 9000, None, None),
                ("s", ROE, 2000, None, "restricted_stock_units"),
            ],
        ),
        (
            "The Board granted Ann B. Roe options to purchase 10,000 shares and Robert Poe options to purchase 20,000 shares.",
            [("o", ROE, 10000, None, None), ("o", POE, 20000, None, None)],
        ),
        (
            "Robert Poe and John Doe were granted 10,000 and 5,000 restricted stock units, respectively.",
            [
                ("s", POE, 10000, None, "restricted_stock_units"),
                ("s", DOE, 5000, None, "restricted_stock_units"),
            ],
        ),
        (
            (
                "The Board approved 10,000 shares of restricted stock to Ann B. Roe, 8,000 shares to Robert Poe"
                " and 6,000 shares to John Doe."
            ),
            [
                ("s", ROE, 10000, None, "restricted_stock"),
                ("s", POE, 8000, None, "restricted_stock"),
                ("s", DOE, 6000, None, "restricted_stock"),
            ],
        ),
        (
            "Ann B. Roe will receive PSUs with a target value of $750,000 and RSUs with a value of $250,000.",
            [
                ("s", ROE, None, 750000, "performance_shares"),
                ("s", ROE, None, 250000, "restricted_stock_units"),
            ],
        ),
        (
            "Robert Poe will receive a sign-on equity award of $500,000 in the form of restricted stock units.",
            [("s", POE, None, 500000, "restricted_stock_units")],
        ),
        (
            "Ann B. Roe will receive a long-term incentive award with a target value of $2,000,000.",
            [("s", ROE, None, 2000000, None)],
        ),
        (
            "Ann B. Roe will receive an award valued at $900,000, consisting of RSUs and stock options.",
            [("s", ROE, None, None, "restricted_stock_units"), ("o", ROE, None, None, None)],
        ),
        (
            "Robert Poe was issued 3,000 fully vested shares of common stock.",
            [("s", POE, 3000, None, "stock")],
        ),
        (
            "Robert Poe will be granted fifty thousand (50,000) stock options.",
            [("o", POE, 50000, None, None)],
        ),
    ],
)
def test_each_count_goes_with_its_noun_and_its_person(
    engine: pipeline.Engine, text: str, expected: list[tuple[object, ...]]
) -> None:
    assert sorted(grants(engine, text), key=str) == sorted(expected, key=str)


@pytest.mark.parametrize(
    "text",
    [
        "Ann B. Roe holds 100,000 shares of common stock and options to purchase 50,000 shares.",
        "Robert Poe forfeited 20,000 restricted stock units upon his resignation.",
        "The vesting of 15,000 shares of restricted stock held by Robert Poe was accelerated.",
        "Robert Poe sold 10,000 shares of common stock.",
        "Robert Poe may exercise options to purchase 55,000 shares until June 30, 2010.",
        "Ann B. Roe may be granted up to 50,000 options each year.",
        "Ann B. Roe had received options to purchase 5,000 shares.",
        "The plan has 500,000 shares reserved for issuance to Ann B. Roe and others.",
        "The underwriters granted Robert Poe an option to purchase 150,000 shares.",
    ],
)
def test_what_is_no_grant(engine: pipeline.Engine, text: str) -> None:
    assert grants(engine, text) == []


def test_terms_told_later_and_the_words_on_vesting(engine: pipeline.Engine) -> None:
    text = (
        "Item 5.02 Grants.\n\nOn May 4, 2009, the Board granted Ann B. Roe options to purchase 5,000 shares. The"
        " options vest in four installments. The options have a ten-year term and expire on May 4, 2019. The exercise"
        " price of the options is $2.77 per share."
    )
    [event] = engine.extract(text)["events"]
    told = {k: event[k] for k in ("exercise_price", "term_years", "expires", "vesting", "date")}
    assert told == {
        "exercise_price": 2.77,
        "term_years": 10,
        "expires": "2019-05-04",
        "vesting": "vest in four installments",
        "date": "2009-05-04",
    }
