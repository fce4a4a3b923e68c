import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.scoring.comparison import NO_RULE, by_rule, differences, facts, judged, rule_of
from engine.scoring.scores import Events, score

HIRE = {"type": "hire", "person": "Ann B. Roe", "roles": ["CEO"], "date": "2009-05-01"}
LATER = HIRE | {"date": "2009-06-01"}
QUIT = {"type": "resignation", "person": "Sam Poe", "roles": ["CFO"]}
RETIRED = QUIT | {"type": "retirement"}
PAID = {"type": "salary", "person": "Ann B. Roe", "amount": 240000, "period": "year"}
RAISED = PAID | {"amount": 300000}
GRANT = {"type": "option_grant", "person": "Ann B. Roe", "shares": 9000, "vesting": "four years"}
PROVEN = {
    "field": "trigger",
    "section": "5.02",
    "start": 3,
    "end": 12,
    "text": "appointed",
    "rule": "frames.one",
}
ELSEWHERE = {"section": "8.01", "evidence": [PROVEN | {"start": 90, "end": 99, "rule": "frames.two"}]}


def told(found):
    """Each difference as kind and the fields that changed."""
    return [(one.kind, {c.field: (c.before, c.after) for c in one.changes}) for one in found]


def between(specs, before, after):
    return told(differences({"a.txt": before}, {"a.txt": after}, specs))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([], [], []),
        ([HIRE, PAID], [HIRE, PAID], []),
        ([HIRE], [HIRE | ELSEWHERE], []),  # found elsewhere, and the same
        ([PAID], [PAID | {"amount": 240000.0}], []),  # numbers are equal by value
        ([], [HIRE], [("gained", {})]),
        ([HIRE], [], [("lost", {})]),
        ([HIRE], [LATER], [("changed", {"date": ("2009-05-01", "2009-06-01")})]),
        ([QUIT], [RETIRED], [("changed", {"type": ("resignation", "retirement")})]),  # ways of leaving
        ([QUIT], [QUIT | {"type": "hire"}], [("gained", {}), ("lost", {})]),
        ([HIRE], [HIRE | {"person": "Sam Poe"}], [("gained", {}), ("lost", {})]),
        ([HIRE], [HIRE | {"person": "Roe"}], [("changed", {"person": ("Ann B. Roe", "Roe")})]),
        ([HIRE], [HIRE | {"age": 51}], [("changed", {"age": (None, 51)})]),
        ([HIRE | {"age": 51}], [HIRE], [("changed", {"age": (51, None)})]),
        ([GRANT], [GRANT | {"vesting": "at once"}], [("changed", {"vesting": ("four years", "at once")})]),
        ([PAID, PAID], [PAID], [("lost", {})]),  # one of two twins
        ([PAID], [PAID, RAISED], [("gained", {})]),  # the twin answers first
        ([PAID, RAISED], [RAISED, PAID], []),
        ([HIRE | {"optional": True}], [], [("lost", {})]),  # a label's own keys mean nothing in a run
    ],
)
def test_what_lies_between(specs, before, after, expected):
    assert between(specs, before, after) == expected


def test_files_of_one_side_only_are_all_gained_or_lost(specs):
    found = differences({"a.txt": [HIRE]}, {"b.txt": [HIRE]}, specs)
    assert [(one.file, one.kind) for one in found] == [("a.txt", "lost"), ("b.txt", "gained")]


def test_a_type_that_nobody_knows_is_refused(specs):
    with pytest.raises(KeyError):
        between(specs, [HIRE | {"type": "wedding"}], [])


def judgements(specs, gold, before, after):
    before, after, gold = {"a.txt": before}, {"a.txt": after}, {"a.txt": gold}
    scores = [score(gold, side, specs, resamples=2) for side in (before, after)]
    found = judged(differences(before, after, specs), *scores)
    return [(one.kind, one.judgement, one.effect, [change.judged for change in one.changes]) for one in found]


OPEN = {"optional_fields": ["date"]}


@pytest.mark.parametrize(
    ("gold", "before", "after", "expected"),
    [
        ([HIRE], [], [HIRE], ("gained", "right", "better", [])),
        ([HIRE], [], [LATER], ("gained", "right", "better", [])),  # the event is right, its date is not
        ([], [], [HIRE], ("gained", "wrong", "worse", [])),
        ([HIRE | {"optional": True}], [], [HIRE], ("gained", "free", "even", [])),
        ([HIRE], [HIRE], [], ("lost", "right", "worse", [])),
        ([], [HIRE], [], ("lost", "wrong", "better", [])),
        ([HIRE | {"optional": True}], [HIRE], [], ("lost", "free", "even", [])),
        ([QUIT], [], [RETIRED], ("gained", "wrong", "worse", [])),
        ([HIRE], [LATER], [HIRE], ("changed", None, "better", [("wrong", "right")])),
        ([HIRE], [HIRE], [LATER], ("changed", None, "worse", [("right", "wrong")])),
        ([HIRE | {"date": "2010-01-01"}], [HIRE], [LATER], ("changed", None, "even", [("wrong", "wrong")])),
        ([HIRE | OPEN], [LATER], [HIRE], ("changed", None, "better", [("free", "free")])),
        ([HIRE | {"optional": True}], [LATER], [HIRE], ("changed", None, "even", [("free", "free")])),
        ([], [LATER], [HIRE], ("changed", None, "even", [("wrong", "wrong")])),
        ([], [PAID], [PAID | {"currency": "GBP"}], ("changed", None, "worse", [("free", "wrong")])),
        ([RETIRED], [QUIT], [RETIRED], ("changed", None, "better", [("wrong", "right")])),
        ([HIRE], [HIRE | {"person": "Roe"}], [HIRE], ("changed", None, "even", [("right", "right")])),
        ([GRANT], [GRANT | {"vesting": "never"}], [GRANT], ("changed", None, "even", [("free", "free")])),
    ],
)
def test_labels_judge(specs, gold, before, after, expected):
    assert judgements(specs, gold, before, after) == [expected]


def test_a_filing_without_labels_stays_unjudged(specs):
    before: Events = {"a.txt": []}
    after: Events = {"a.txt": [HIRE]}
    nothing = score({"b.txt": []}, {}, specs, resamples=2)
    (found,) = judged(differences(before, after, specs), nothing, nothing)
    assert (found.judgement, found.effect) == (None, None)


def test_differences_are_grouped_by_the_rule_of_their_trigger(specs):
    before: list[dict[str, object]] = [QUIT | {"evidence": [PROVEN | {"rule": "frames.leaving"}]}, PAID]
    after: list[dict[str, object]] = [
        HIRE | {"evidence": [PROVEN, PROVEN | {"start": 20}, PROVEN | {"rule": "fills.more"}]}
    ]
    groups = by_rule(differences({"a.txt": before}, {"a.txt": after}, specs))
    assert {rule: [one.kind for one in group] for rule, group in groups.items()} == {
        "frames.leaving": ["lost"],
        "frames.one + fills.more": ["gained"],
        NO_RULE: ["lost"],
    }


def test_a_change_is_of_the_later_rule(specs):
    before, after = HIRE | {"evidence": [PROVEN]}, LATER | ELSEWHERE
    (found,) = differences({"a.txt": [before]}, {"a.txt": [after]}, specs)
    assert (found.rule, found.before, found.after) == ("frames.two", before, after)
    assert rule_of(before, "date") == NO_RULE
    assert rule_of(before, "type") == "frames.one"


EVENTS = st.lists(
    st.sampled_from([HIRE, LATER, QUIT, RETIRED, PAID, RAISED, GRANT, HIRE | ELSEWHERE]), max_size=6
)
RUNS = st.dictionaries(st.sampled_from(["a.txt", "b.txt", "c.txt"]), EVENTS, max_size=3)


def counts(found):
    return [
        (one.file, one.kind, one.before and facts(one.before), one.after and facts(one.after))
        for one in found
    ]


@settings(max_examples=30, deadline=None)
@given(run=RUNS)
def test_a_run_and_itself_differ_in_nothing(specs, run):
    assert differences(run, {file: list(events) for file, events in run.items()}, specs) == ()


@settings(max_examples=30, deadline=None)
@given(before=RUNS, after=RUNS, random=st.randoms(use_true_random=False))
def test_the_order_of_events_and_filings_changes_nothing(specs, before, after, random):
    def shuffled(run):
        files = random.sample(list(run), len(run))
        return {file: random.sample(run[file], len(run[file])) for file in files}

    mixed = differences(shuffled(before), shuffled(after), specs)
    assert counts(mixed) == counts(differences(before, after, specs))


@settings(max_examples=30, deadline=None)
@given(before=RUNS, after=RUNS)
def test_what_one_way_gains_the_other_loses(specs, before, after):
    there, back = differences(before, after, specs), differences(after, before, specs)
    for kind, opposite in (("gained", "lost"), ("lost", "gained"), ("changed", "changed")):
        assert len([d for d in there if d.kind == kind]) == len([d for d in back if d.kind == opposite])
    balance = sum(one.kind == "gained" for one in there) - sum(one.kind == "lost" for one in there)
    assert balance == sum(map(len, after.values())) - sum(map(len, before.values()))
