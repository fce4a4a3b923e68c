"""One field for each rung, in two events: one without an anchor and one with."""

import pytest

LADDERS = {
    "offices": "find: [slot offices]",
    "all_offices": "find: [slot offices], many: true",
    "set": "find: [slot how]",
    "effective": "find: [clause effective]",
    "on_before": "find: [clause on before trigger]",
    "on_after": "find: [clause on after trigger]",
    "on_sentence": "find: [sentence on]",
    "on_paragraph": "find: [paragraph on]",
    "on_section": "find: [section on]",
    "first_section": "find: [first on of section]",
    "first_paragraph": "find: [first on of paragraph]",
    "first_filing": "find: [first on of filing]",
    "last_section": "find: [last on of section]",
    "last_paragraph": "find: [last on of paragraph]",
    "subject_clause": "find: [subject of clause]",
    "subject_sentence": "find: [subject of sentence]",
    "age": "find: [age of pivot]",
    "known_age": "find: [known age of pivot]",
    "other_date": "find: [agreement.date of same person]",
    "other_group": "find: [contracts.date of same person]",
    "subject": "find: [register subject]",
    "party": "find: [register party]",
    "left": "find: [nearest TITLE left in clause]",
    "right": "find: [nearest TITLE right in clause]",
    "left_sentence": "find: [nearest TITLE left in sentence]",
    "right_paragraph": "find: [nearest TITLE right in paragraph]",
    "halted": "find: [nothing with clause effective, clause front]",
    "second": "find: [clause effective, clause on, sentence on]",
    "fallback": "find: [clause effective], otherwise: [clause on]",
    "default": "find: [clause effective], default: never",
    "of_match": "find: [{pattern: '{x:TITLE}', within: match}]",
    "of_clause": "find: [{pattern: '{x:TITLE}', within: clause}]",
    "of_sentence": "find: [{pattern: '{x:TITLE}', within: sentence}]",
    "of_paragraph": "find: [{pattern: '{x:TITLE}', within: paragraph}]",
    "before": "find: [{pattern: '{x:TITLE}', where: before anchor}]",
    "after": "find: [{pattern: '{x:TITLE}', where: after anchor}]",
    "sentence_before": "find: [{pattern: '{x:TITLE}', where: before anchor, within: sentence}]",
    "sentence_after": "find: [{pattern: '{x:TITLE}', where: after anchor, within: sentence}]",
    "nearest": "find: [{pattern: '{x:TITLE}', nearest: true}]",
    "never": "find: [{pattern: '{x:TITLE}', never: ['old {TITLE}']}]",
    "slot_named": "find: [{pattern: '{x:TITLE} or {other:TITLE}', slot: other}]",
    "valued": "find: [{pattern: 'for good', value: final}]",
    "worded": "find: [{words: '%often'}]",
    "worded_sentence": "find: [{words: '%often', within: sentence}]",
    "only": "find: [slot offices], only: [MONEY]",
    "via": "find: [{pattern: 'paid {x:WHEN}', within: clause}], via: '%often'",
    "form": "find: [{pattern: 'at age {x:NUMBER}', within: clause}], form: [months, integer]",
    "picked": "find: [{pattern: 'for {x:MONEY}', within: clause}], pick: amount",
    "unpicked": "find: [{pattern: '{x:TITLE}', within: clause}], pick: amount",
}


def event(ladders):
    slots = "\n".join(f"  {name}: {{{ladder}}}" for name, ladder in ladders.items())
    outputs = "\n".join(f"  {name}: string" for name in ladders)
    return f"""
about: Somebody resigns, with a field for each rung.
event: resignation
from: leaving
group: personnel
order: 50
slots:
  person: {{find: [slot person]}}
{slots}
output:
{outputs}
"""


CHANGES = {
    "events/resignation.yaml": event(LADDERS),
    "events/agreement.yaml": """
about: Somebody signs an agreement.
event: agreement
from: accord
group: contracts
order: 30
slots:
  person: {find: [slot person]}
  kind: {find: [slot agreement]}
  date: {find: [clause front, clause on]}
same: all
output: {kind: [employment], date: date}
""",
    "folds/dates/on.yaml": """
about: A day within a clause.
fold: ",? on {on:DATE} ,?"
keep: clause
""",
    "tags/WHEN/often.yaml": """
about: How often somebody is paid.
tag: WHEN
before: paid
pattern: "%often"
""",
    "tags/NUMBER/number.yaml": """
about: Numbers of two figures.
tag: NUMBER
pattern: "[SHAPE=age]"
""",
}


@pytest.fixture(scope="module")
def made(rules):
    return rules(CHANGES)


def drafts(made, *texts):
    return [draft for draft in made.resolve(*texts).events if draft.type == "resignation"]


def value(made, field, *texts):
    """The field of the last resignation; `None` where it has none."""
    found = drafts(made, *texts)[-1].values.get(field)
    return found.value if found else None


MAY, JUNE, JULY = "2009-05-04", "2009-06-01", "2009-07-09"


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        ("offices", "Ann Roe resigned as treasurer.", "treasurer"),
        ("offices", "Ann Roe resigned.", None),
        ("offices", "Ann Roe resigned as treasurer and secretary.", None),
        ("all_offices", "Ann Roe resigned as treasurer and secretary.", ["treasurer", "secretary"]),
        ("all_offices", "Ann Roe resigned.", None),
        ("set", "Ann Roe resigned.", "resigned"),
        ("effective", "Ann Roe resigned effective June 1, 2009.", JUNE),
        ("effective", "Robert Poe left effective June 1, 2009; Ann Roe resigned.", None),
        ("on_before", "Ann Roe on May 4, 2009 resigned on June 1, 2009.", MAY),
        ("on_after", "Ann Roe on May 4, 2009 resigned on June 1, 2009.", JUNE),
        ("on_sentence", "It began on May 4, 2009; Ann Roe resigned.", MAY),
        ("on_sentence", "It began on May 4, 2009. Ann Roe resigned.", None),
        ("on_paragraph", "It began on May 4, 2009. Ann Roe resigned.", MAY),
        ("on_paragraph", "It began on May 4, 2009.\n\nAnn Roe resigned.", None),
        ("on_section", "It began on May 4, 2009.\n\nAnn Roe resigned.", MAY),
        ("on_section", "It began on May 4, 2009. Ann Roe resigned. It ended on June 1, 2009.", None),
        ("first_section", "It began on May 4, 2009. Ann Roe resigned. It ended on June 1, 2009.", MAY),
        ("first_paragraph", "It began on May 4, 2009.\n\nIt was on June 1, 2009. Ann Roe resigned.", JUNE),
        (
            "last_section",
            "It was on May 4, 2009, then on June 1, 2009. Ann Roe resigned. It was on July 9, 2009.",
            JUNE,
        ),
        ("last_section", "Ann Roe resigned. It was on May 4, 2009. It was on June 1, 2009.", MAY),
        ("last_paragraph", "It began on May 4, 2009.\n\nAnn Roe resigned.", None),
        ("subject_clause", "Ann Roe met Robert Poe and resigned.", "Ann Roe"),
        ("subject_sentence", "Jane Doe came, while Ann Roe resigned.", "Jane Doe"),
        ("age", "Ann Roe, 51, resigned.", 51),
        ("age", "Ann Roe, 51, came. Ms. Roe resigned.", None),
        ("known_age", "Ann Roe, 51, came. Ms. Roe resigned.", 51),
        ("known_age", "Ms. Roe resigned. Ann Roe, 51, came.", 51),
        ("known_age", "Ann Roe, 51, came. Robert Poe resigned.", None),
        ("known_age", "Ann Roe, 51, came. Ann Roe, 52, resigned.", None),
        ("subject", "Ann Roe came. Robert Poe resigned.", "Ann Roe"),
        ("subject", "Robert Poe resigned.", None),
        ("party", "Ann Roe signed the employment agreement. Jane Doe came. Robert Poe resigned.", "Ann Roe"),
        ("left", "The secretary and the treasurer Ann Roe resigned.", "treasurer"),
        ("left", "Ann Roe resigned as treasurer.", None),
        ("right", "The secretary Ann Roe resigned as treasurer, once controller.", "treasurer"),
        ("left_sentence", "The secretary came, while Ann Roe resigned.", "secretary"),
        ("right_paragraph", "Ann Roe resigned. It was a secretary. It was a controller.", "secretary"),
        ("right_paragraph", "Ann Roe resigned.\n\nIt was a secretary.", None),
        ("halted", "On May 4, 2009, Ann Roe resigned.", MAY),
        ("halted", "On May 4, 2009, Ann Roe resigned effective June 1, 2009.", None),
        ("second", "Ann Roe resigned on May 4, 2009.", MAY),
        ("second", "Ann Roe resigned on May 4, 2009, effective June 1, 2009.", JUNE),
        ("default", "Ann Roe resigned.", "never"),
        ("default", "Ann Roe resigned effective June 1, 2009.", JUNE),
        ("of_match", "The secretary Ann Roe resigned as treasurer.", "treasurer"),
        ("of_clause", "The secretary Ann Roe resigned.", "secretary"),
        ("of_clause", "The secretary Ann Roe resigned as treasurer.", None),
        ("of_clause", "The secretary came; Ann Roe resigned.", None),
        ("of_sentence", "The secretary came; Ann Roe resigned.", "secretary"),
        ("of_sentence", "The secretary came. Ann Roe resigned.", None),
        ("of_paragraph", "The secretary came. Ann Roe resigned.", "secretary"),
        ("of_paragraph", "The secretary came.\n\nAnn Roe resigned.", None),
        ("before", "The secretary Ann Roe resigned as treasurer.", "secretary"),
        ("after", "The secretary Ann Roe resigned as treasurer.", "treasurer"),
        ("sentence_before", "The secretary came; Ann Roe resigned; the treasurer came.", "secretary"),
        ("sentence_after", "The secretary came; Ann Roe resigned; the treasurer came.", "treasurer"),
        ("nearest", "The secretary our controller Ann Roe resigned.", "controller"),
        ("never", "The old secretary and the controller Ann Roe resigned.", "controller"),
        ("slot_named", "Ann Roe resigned, a secretary or controller.", "controller"),
        ("valued", "Ann Roe resigned for good.", "final"),
        ("valued", "Ann Roe resigned.", None),
        ("worded", "Ann Roe resigned her monthly pay.", "month"),
        ("worded", "Ann Roe resigned with annual pay of so much per month.", "year"),
        ("worded", "Her annual pay ended; Ann Roe resigned.", None),
        ("worded_sentence", "Her annual pay ended; Ann Roe resigned.", "year"),
        ("only", "Ann Roe resigned as treasurer.", None),
        ("via", "Ann Roe resigned, paid per month.", "month"),
        ("form", "Ann Roe resigned at age 65 then.", 65),
        ("picked", "Ann Roe resigned for $100.", 100),
        ("unpicked", "Ann Roe resigned as treasurer.", None),
    ],
)
def test_rungs(made, field, text, expected):
    assert value(made, field, text) == expected


SIGNED = "On May 4, 2009, Ann Roe signed the employment agreement."
AGAIN = "On July 9, 2009, she signed the employment agreement."


def test_a_rung_may_look_at_the_whole_filing(made):
    texts = "It began on May 4, 2009.", "Ann Roe resigned."
    assert value(made, "first_filing", *texts) == MAY
    assert value(made, "first_section", *texts) is None
    assert value(made, "on_section", *texts) is None


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["On May 4, 2009, Ann Roe signed the employment agreement. She resigned."], MAY),
        (["Ann Roe resigned. On May 4, 2009, she signed the employment agreement."], MAY),
        (["On May 4, 2009, Robert Poe signed the employment agreement. Ann Roe resigned."], None),
        (["Ann Roe signed the employment agreement. She resigned."], None),
        (["On May 4, 2009, Ann Roe signed the employment agreement.", "Ann Roe resigned."], MAY),
        (
            [f"{SIGNED}\nOn June 1, 2009, she signed the employment agreement.\nShe resigned.\n{AGAIN}"],
            JUNE,
        ),
        (
            [
                f"{SIGNED} On June 1, 2009, she signed the employment agreement.",
                "Ann Roe resigned.",
            ],
            None,
        ),
    ],
    ids=["before", "after", "of another", "without", "elsewhere", "the nearest before", "several elsewhere"],
)
def test_a_field_of_another_event(made, texts, expected):
    assert value(made, "other_date", *texts) == expected
    assert value(made, "other_group", *texts) == expected


def test_what_another_event_gives_says_so(made):
    (draft,) = drafts(made, "On May 4, 2009, Ann Roe signed the employment agreement. She resigned.")
    assert [(p.start, p.end, p.inherited_from) for p in draft.values["other_date"].proofs] == [
        (1, 5, "agreement")
    ]


# -- reasons -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "text", "message"),
    [
        ("effective", "Ann Roe resigned.", "no rung of the ladder finds a value"),
        (
            "offices",
            "Ann Roe resigned as treasurer and secretary.",
            '\'slot offices\' finds 2 values: "treasurer", "secretary"',
        ),
        (
            "second",
            "It was so on July 9, 2009; it was so on June 1, 2009; Ann Roe resigned.",
            f'\'sentence on\' finds 2 values: "{JULY}", "{JUNE}"',
        ),
        (
            "halted",
            "On May 4, 2009, Ann Roe resigned effective June 1, 2009.",
            "'nothing with clause effective' stops the ladder",
        ),
    ],
)
def test_a_field_without_a_value_has_a_reason(made, field, text, message):
    (draft,) = drafts(made, text)
    assert field not in draft.values
    assert [reason.message for reason in draft.reasons if reason.field == field] == [message]


def test_two_places_with_one_value_are_one_candidate(made):
    assert (
        value(made, "on_sentence", "It was on May 4, 2009; it was on May 4, 2009; Ann Roe resigned.") == MAY
    )


def test_two_values_stop_the_ladder_before_its_next_rung(made):
    text = "It was on June 1, 2009; Ann Roe on May 4, 2009 resigned on July 9, 2009."
    assert value(made, "second", text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Roe resigned effective June 1, 2009.", (JUNE, False)),
        ("Ann Roe resigned on May 4, 2009.", (MAY, True)),
    ],
)
def test_a_value_of_the_second_ladder_is_a_stand_in(made, text, expected):
    (draft,) = drafts(made, text)
    assert (draft.values["fallback"].value, draft.values["fallback"].stand_in) == expected


def test_values_point_at_their_words(made):
    text = "Ann Roe resigned as treasurer for good on May 4, 2009."
    doc = made.document(text)
    (draft,) = made.resolution(doc).events
    spelled = {name: [doc[p.start : p.end].text for p in v.proofs] for name, v in draft.values.items()}
    assert {name: spelled[name] for name in ("person", "offices", "valued", "on_after", "set")} == {
        "person": ["Ann Roe"],
        "offices": ["treasurer"],
        "valued": ["for good"],
        "on_after": ["May 4, 2009"],
        "set": [doc[p.start : p.end].text for p in draft.trigger],
    }


# -- anchors -------------------------------------------------------------------------------------------

ANCHORED = {
    **CHANGES,
    "events/resignation.yaml": None,
    "events/salary.yaml": """
about: A salary, with a field for each rung that looks at anchors.
event: salary
from: pay
anchor: amount
group: pay
order: 40
slots:
  person: {find: [subject of clause]}
  amount: {find: [slot amount], pick: amount}
  period: {find: [{words: "%often", within: anchors}]}
  nearest: {find: [{words: "%often"}]}
  before: {find: [{pattern: "{x:TITLE}", where: before anchor, within: anchors}]}
  after: {find: [{pattern: "{x:TITLE}", where: after anchor, within: anchors}]}
  left: {find: [nearest TITLE left in clause]}
  right: {find: [nearest TITLE right in clause]}
  left_clause: {find: [{pattern: "{x:TITLE}", where: before anchor, within: clause, nearest: true}]}
same: all
output: {amount: decimal, period: string, nearest: string, before: string, after: string, left: string, right: string, left_clause: string}
""",
}


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        ("amount", "Ann Roe has a salary of $100 and a salary of $200.", [100, 200]),
        ("amount", "Ann Roe has a salary of $100 and $200.", [100, 200]),
        (
            "period",
            "Ann Roe has a salary of $100 per year and a salary of $200 per month.",
            ["year", "month"],
        ),
        ("period", "Ann Roe has an annual salary of $100 and a salary of $200.", ["year", None]),
        ("nearest", "Ann Roe has a salary of $100 per year and a salary of $200.", ["year", "year"]),
        (
            "before",
            "Ann Roe has for treasurer a salary of $100 and for secretary a salary of $200 or controller.",
            ["treasurer", "secretary"],
        ),
        (
            "after",
            "Ann Roe has a salary of $100 for treasurer and a salary of $200 for secretary.",
            ["treasurer", "secretary"],
        ),
        (
            "left",
            "Ann Roe as treasurer has a salary of $100, as secretary a salary of $200.",
            ["treasurer", "secretary"],
        ),
        (
            "right",
            "Ann Roe has a salary of $100 as treasurer, a salary of $200 as secretary.",
            ["treasurer", "secretary"],
        ),
        (
            "left_clause",
            "Ann Roe as treasurer has a salary of $100, as secretary a salary of $200.",
            ["treasurer", "secretary"],
        ),
    ],
)
def test_rungs_around_anchors(rules, field, text, expected):
    found = [draft.values.get(field) for draft in rules(ANCHORED).resolve(text).events]
    assert [one.value if one else None for one in found] == expected
