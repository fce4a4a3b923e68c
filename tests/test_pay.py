"""What the packaged rules make of pay and agreements: a sentence in, its events out. All names are invented."""

from typing import Any

import pytest

from engine.pipeline import Engine, load

PAY = ("salary", "bonus", "severance", "agreement")
ROE, POE = "Ann B. Roe", "Robert Poe"


@pytest.fixture(scope="module")
def engine() -> Engine:
    return load()


def pay_of(engine: Engine, text: str) -> list[dict[str, Any]]:
    """The pay events of a text without their proof."""
    events = engine.nlp(text)._.events
    return [
        {k: v for k, v in e.items() if k not in ("section", "evidence")} for e in events if e["type"] in PAY
    ]


def salary(person: str, amount: float, period: str = "year", **more: Any) -> dict[str, Any]:
    return {"type": "salary", "person": person, "amount": amount, "period": period, **more}


def bonus(person: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"type": "bonus", "person": person, "kind": kind, **more}


def agreement(person: str, kind: str, action: str = "entered", date: str = "2009-05-04") -> dict[str, Any]:
    return {"type": "agreement", "person": person, "kind": kind, "action": action, "date": date}


def plain(events: list[dict[str, Any]]) -> list[list[tuple[str, str]]]:
    return sorted(sorted((key, str(value)) for key, value in event.items()) for event in events)


ON = "On May 4, 2009, "
DAY = {"date": "2009-05-04"}


@pytest.mark.parametrize(
    ("text", "events"),
    [
        (
            "Ann B. Roe's salary was raised from $300,000 to $350,000, effective June 1, 2009.",
            [salary(ROE, 350000, date="2009-06-01")],
        ),
        (
            ON
            + "the Board increased Ann B. Roe's annual base salary by $25,000, resulting in a salary of $325,000.",
            [salary(ROE, 325000, **DAY)],
        ),
        (
            ON
            + "the Committee set the base salaries of Ann B. Roe and Robert Poe at $300,000 and $250,000, respectively.",
            [salary(ROE, 300000, **DAY), salary(POE, 250000, **DAY)],
        ),
        (
            "Ann B. Roe will receive base salaries of $100,000 for 2008 and $120,000 for 2009.",
            [salary(ROE, 100000, date="2008"), salary(ROE, 120000, date="2009")],
        ),
        (
            "Robert Poe will receive a retainer of $60,000 and an additional annual fee of $20,000 as a director.",
            [salary(POE, 60000), salary(POE, 20000)],
        ),
        ("Robert Poe will be paid a consulting fee of $250 per hour.", [salary(POE, 250, "hour")]),
        ("Ann B. Roe's base salary of C$300,000 is payable monthly.", [salary(ROE, 300000, currency="CAD")]),
        (
            "Ann B. Roe will have a target bonus of 60% of base salary, with a maximum bonus of 120% of base salary.",
            [bonus(ROE, "target", percent=60), bonus(ROE, "maximum", percent=120)],
        ),
        (
            "Ann B. Roe has an annual bonus with a target of $150,000 (50% of base salary).",
            [bonus(ROE, "target", amount=150000, percent=50)],
        ),
        (
            "Ann B. Roe has a bonus of up to 50% of her base salary ($150,000).",
            [bonus(ROE, "maximum", amount=150000, percent=50)],
        ),
        (
            "Ann B. Roe will receive a sign-on bonus of $50,000 and a retention bonus of $40,000.",
            [bonus(ROE, "signing", amount=50000), bonus(ROE, "retention", amount=40000)],
        ),
        (
            ON
            + "the Committee approved cash bonuses for 2008 to Ann B. Roe ($75,000) and Robert Poe ($60,000).",
            [bonus(ROE, "paid", amount=75000, **DAY), bonus(POE, "paid", amount=60000, **DAY)],
        ),
        ("If Ann B. Roe is dismissed, she will receive two times her base salary.", [(ROE, 24)]),
        ("Ann B. Roe will receive severance equal to one year's salary.", [(ROE, 12)]),
        (
            "Ann B. Roe will receive a lump sum severance payment equal to 150% of her base salary.",
            [(ROE, 18)],
        ),
        ("Ann B. Roe will continue to receive her base salary for 18 months.", [(ROE, 18)]),
        (ON + "we entered into an employment agreement with Ann B. Roe.", [agreement(ROE, "employment")]),
        (
            ON + "we entered into an Amended and Restated Employment Agreement with Ann B. Roe.",
            [agreement(ROE, "employment", "amended")],
        ),
        (
            ON + "we entered into indemnification agreements with each of Ann B. Roe and Robert Poe.",
            [agreement(ROE, "indemnification"), agreement(POE, "indemnification")],
        ),
        (
            ON
            + "the Company and Ann B. Roe agreed to terminate the Employment Agreement between the Company and Ms. Roe.",
            [agreement(ROE, "employment", "terminated")],
        ),
        (
            ON + "we entered into an agreement with Ann B. Roe in connection with her resignation.",
            [agreement(ROE, "separation")],
        ),
    ],
)
def test_pay_is_found(engine: Engine, text: str, events: list[Any]) -> None:
    wanted = [
        {"type": "severance", "person": e[0], "months": e[1]} if isinstance(e, tuple) else e for e in events
    ]
    assert plain(pay_of(engine, text)) == plain(wanted)


@pytest.mark.parametrize(
    "text",
    [
        "We will enter into an indemnification agreement with Ann B. Roe.",
        "Each non-employee director receives an annual retainer of $60,000. Robert Poe is a director.",
        "Ann B. Roe will receive a car allowance of $1,000 and reimbursement of expenses of up to $50,000.",
        "Ann B. Roe was granted a long-term incentive award with a target value of two times her base salary.",
        "If the plan is adopted, we will pay Ann B. Roe a bonus of $30,000.",
        "We entered into a purchase agreement with Ann B. Roe.",
    ],
)
def test_what_is_no_pay_stays_silent(engine: Engine, text: str) -> None:
    assert pay_of(engine, text) == []


def test_two_bonuses_with_nothing_in_common_stay_two(engine: Engine) -> None:
    text = "Ann B. Roe will have a target bonus of 60% of base salary. Ms. Roe will also have a target bonus of $50,000."
    assert len(pay_of(engine, text)) == 2
