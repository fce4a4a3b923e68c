import pytest


def with_fill(**keys):
    """The small rules with a resignation's `reason`, and one fill."""
    lines = "\n".join(f"{name.replace('_', ' ')}: {value}" for name, value in keys.items())
    return {
        "events/resignation.yaml": """
about: Somebody resigns for a reason.
event: resignation
from: leaving
group: personnel
order: 20
slots:
  person: {find: [slot person]}
  date: {find: [clause effective]}
  pay: {find: []}
same: [person, date]
output: {date: date, pay: decimal, reason: string, office: string}
""",
        "fills/resignation/reason.yaml": f"about: What was said of a resignation later.\nfills: resignation\n{lines}\n",
    }


REASON = {"pattern": '"for family reasons"', "set": "{reason: family}"}
TWO = "Ann Roe resigned. Robert Poe resigned. It was for family reasons."


def reasons(bench, *texts, field="reason"):
    return [(e["person"], e.get(field)) for e in bench.events(*texts) if e["type"] == "resignation"]


@pytest.mark.parametrize(
    ("of", "text", "expected"),
    [
        ("last", TWO, [("Ann Roe", None), ("Robert Poe", "family")]),
        ("last", "It was for family reasons. Ann Roe resigned.", [("Ann Roe", None)]),
        (
            "last",
            "Ann Roe and Robert Poe resigned. It was for family reasons.",
            [("Ann Roe", "family"), ("Robert Poe", "family")],
        ),
        ("all in section", TWO, [("Ann Roe", "family"), ("Robert Poe", "family")]),
        ("all in section", "It was for family reasons.\n\nAnn Roe resigned.", [("Ann Roe", "family")]),
        (
            "all in paragraph",
            "Ann Roe resigned.\n\nRobert Poe resigned. It was for family reasons.",
            [("Ann Roe", None), ("Robert Poe", "family")],
        ),
    ],
)
def test_of_which_events_a_fill_speaks(rules, of, text, expected):
    assert reasons(rules(with_fill(**REASON, of=of)), text) == expected


@pytest.mark.parametrize("of", ["last", "all in section", "all in paragraph"])
def test_a_fill_speaks_of_its_own_section(rules, of):
    texts = "Ann Roe resigned.", "It was for family reasons."
    assert reasons(rules(with_fill(**REASON, of=of)), *texts) == [("Ann Roe", None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ann Roe resigned. Robert Poe resigned. Ms. Roe went for family reasons.",
            [("Ann Roe", "family"), ("Robert Poe", None)],
        ),
        (
            "Ann Roe resigned. Robert Poe resigned. Jane Doe went for family reasons.",
            [("Ann Roe", None), ("Robert Poe", None)],
        ),
    ],
)
def test_a_fill_of_a_person_speaks_of_the_person_it_names(rules, text, expected):
    fill = with_fill(
        pattern='"{person} went for family reasons"',
        slots="{person: PERSON}",
        set="{reason: family}",
        of="person",
    )
    assert reasons(rules(fill), text) == expected


DATE = {"pattern": '"day is {date}"', "slots": "{date: DATE}"}
TEXT = "Ann Roe resigned effective May 4, 2009. The day is June 1, 2009."


@pytest.mark.parametrize(
    ("override", "expected"),
    [("false", "2009-06-01"), ("true", "2009-07-09")],
)
def test_a_value_that_stands_is_kept_unless_the_fill_overrides(rules, override, expected):
    text = "Ann Roe resigned. The day is June 1, 2009. The day is July 9, 2009."
    assert reasons(rules(with_fill(**DATE, override=override)), text, field="date") == [("Ann Roe", expected)]


@pytest.mark.parametrize(
    ("rule", "text", "field", "expected"),
    [
        (
            {"pattern": '"paid {pay}"', "slots": "{pay: MONEY}", "pick": "{pay: amount}"},
            "She was paid $100.",
            "pay",
            100,
        ),
        (
            {"pattern": '"paid {pay}"', "slots": "{pay: SHARES}", "form": "{pay: integer}"},
            "Paid 500 shares.",
            "pay",
            500,
        ),
        (
            {"pattern": '"was {pay}"', "slots": "{pay: TITLE}", "form": "{pay: number}"},
            "She was treasurer.",
            "pay",
            None,
        ),
        ({"pattern": '"{MONEY}"', "set": "{reason: pay}"}, "It was $100.", "reason", "pay"),
        (
            {"pattern": '"was {office}"', "slots": "{office: TITLE}"},
            "She was treasurer.",
            "office",
            "treasurer",
        ),
        (
            {"pattern": '"paid {pay} ...{0,2} {pay}"', "slots": "{pay: MONEY}"},
            "She was paid $1 or $2.",
            "pay",
            None,
        ),
        (
            {"pattern": "because", "words": "{reason: clause}"},
            "She went because of it all.",
            "reason",
            "because of it all",
        ),
        (
            {"pattern": "because", "words": "{reason: clause}"},
            "She went because of it; it ended.",
            "reason",
            "because of it",
        ),
        (
            {"pattern": "because", "words": "{reason: sentence}"},
            "She went because of it; it ended.",
            "reason",
            "because of it; it ended",
        ),
    ],
)
def test_what_a_fill_adds(rules, rule, text, field, expected):
    assert reasons(rules(with_fill(**rule)), f"Ann Roe resigned. {text}", field=field) == [
        ("Ann Roe", expected)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Roe resigned. It was not for family reasons.", None),
        ("Ann Roe resigned. It was for family reasons.", "family"),
    ],
)
def test_a_fill_is_silent_in_its_scopes(rules, text, expected):
    assert reasons(rules(with_fill(**REASON, unless="denied")), text) == [("Ann Roe", expected)]


def test_what_a_fill_adds_points_at_its_words(rules):
    bench = rules(with_fill(**REASON))
    doc = bench.document("Ann Roe resigned. It was for family reasons.")
    (draft,) = bench.resolution(doc).events
    proofs = draft.values["reason"].proofs
    assert [doc[p.start : p.end].text for p in proofs] == ["for", "family", "reasons"]
    assert {p.rule for p in proofs} == {"fills.resignation.reason"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Roe resigned. It holds effective June 1, 2009.", "2009-06-01"),
        ("Ann Roe resigned. It holds.", None),
    ],
)
def test_a_fill_may_take_what_the_clause_carries(rules, text, expected):
    fill = with_fill(pattern='"it holds"', carried="{date: effective}")
    assert reasons(rules(fill), text, field="date") == [("Ann Roe", expected)]


@pytest.mark.parametrize(
    ("gives_way", "text", "expected"),
    [
        ("true", TEXT, "2009-05-04"),
        ("true", "Ann Roe resigned. The day is June 1, 2009.", "2009-06-01"),
        ("false", TEXT, "2009-06-01"),
    ],
)
def test_a_fill_may_give_way_to_what_the_ladder_finds(rules, gives_way, text, expected):
    found = reasons(rules(with_fill(**DATE, gives_way=gives_way)), text, field="date")
    assert found == [("Ann Roe", expected)]


def test_firings_of_fills_are_traced(rules):
    trace = rules(with_fill(**REASON)).resolve("Ann Roe resigned. It was for family reasons.").trace
    assert [f.rule for f in trace] == ["fills.resignation.reason"]
