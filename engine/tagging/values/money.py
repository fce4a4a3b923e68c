"""Amounts of money with their currency."""

import re
from fractions import Fraction
from typing import Final

from engine.tagging.values.numbers import Number, number_words, paired, quantity, simplest
from engine.tagging.values.texts import readable

# Codes of ISO 4217 and how filings write these currencies: those of countries whose companies file with the SEC.
_NAMES: Final = {
    "USD": "us$|u.s.$|usd|us|u.s.|united states",
    "CAD": "c$|ca$|can$|cdn$|cad$|cad|cdn|cdn.|canadian",
    "AUD": "a$|au$|aud$|aud|australian",
    "NZD": "nz$|nzd|new zealand",
    "HKD": "hk$|hkd|hong kong",
    "SGD": "s$|sgd|singapore",
    "TWD": "nt$|twd",
    "EUR": "€|eur|euro|euros",
    "GBP": "£|gbp|pounds|sterling|pence",
    "JPY": "jpy|yen",
    "CNY": "rmb|cny|yuan|renminbi",
    "CHF": "chf|sfr|swiss|francs",
    "ILS": "₪|nis|ils|shekels",
    "INR": "₹|inr|rs.|rupees",
    "KRW": "₩|krw",
    "BRL": "r$|brl",
    "MXN": "mxn",
    "ZAR": "zar",
    "SEK": "sek",
    "NOK": "nok",
    "DKK": "dkk",
}
_CODES: Final = {name: code for code, names in _NAMES.items() for name in names.split("|")}
# Shared by several currencies: with none named, a dollar is the US dollar, as in every registrant's statements.
_SHARED: Final = dict.fromkeys(("$", "dollar", "dollars", "¢", "cent", "cents"), "USD") | {"¥": "JPY"}
_HUNDREDTHS: Final = frozenset({"¢", "cent", "cents", "pence"})
_MARKS: Final = sorted({*_CODES, *_SHARED}, key=len, reverse=True)
# Letters must not run on into letters (the `us` of `bonus`); a sign may: `Salary$450,000` is glued.
_MARK: Final = re.compile(rf"(?<![a-z])(?:{'|'.join(map(re.escape, _MARKS))})(?![a-z])|[$€£¥₪₹₩¢]")


def money(words: str) -> dict[str, Number | str] | None:
    """The one amount that the words hold, with its ISO currency unless that is the US dollar.

    Words around the amount are passed over where a sign or name of a currency says that it is one;
    a bare number, as in a table's cell, is an amount only when it stands alone. Two currencies have no value.

    >>> money("$1.2 million"), money("fifty thousand dollars ($50,000)"), money("50 cents")
    ({'amount': 1200000}, {'amount': 50000}, {'amount': 0.5})
    >>> money("CAD 250,000.00"), money("$2.77 per share")
    ({'amount': 250000, 'currency': 'CAD'}, {'amount': 2.77})
    >>> money("12,500"), money("May 5"), money("C$5 (US$4)")
    ({'amount': 12500}, None, None)
    """
    wording = readable(words)
    amount = paired(wording, _amount)
    codes = _currencies(_MARK.findall(wording))
    if amount is None or len(codes) > 1:
        return None
    value: dict[str, Number | str] = {"amount": simplest(amount)}
    return value if codes <= {"USD"} else value | {"currency": codes.pop()}


def _currencies(marks: list[str]) -> set[str]:
    named = {_CODES[mark] for mark in marks if mark in _CODES}
    return named or {_SHARED[mark] for mark in marks}


def _amount(words: str) -> Fraction | None:
    marks = set(_MARK.findall(words))
    if not marks:
        return quantity(words)
    value = quantity(number_words(_MARK.sub(" ", words)))
    if value is None or not marks & _HUNDREDTHS:
        return value
    return None if marks & {"$", "dollar", "dollars"} else value / 100
