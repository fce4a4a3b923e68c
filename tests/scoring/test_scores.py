import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import UsageError
from engine.scoring.bootstrap import bootstrap
from engine.scoring.figures import MEASURES, Figures, SlotTally, Tally
from engine.scoring.labels import read_corpus
from engine.scoring.scores import score

HIRE = {"type": "hire", "person": "Ann B. Roe", "roles": ["CEO"], "date": "2009-05-01"}
QUIT = {"type": "resignation", "person": "Sam Poe", "roles": ["CEO"]}
PAID = {"type": "salary", "person": "Ann B. Roe", "amount": 240000, "period": "year"}
GRANT = {"type": "option_grant", "person": "Ann B. Roe", "shares": 9000, "exercise_price": 3.25}


def f1s(scores):
    return [tally.f1 for tally in scores.total.tallies().values()]


def quick(gold, predicted, specs, **more):
    return score(gold, predicted, specs, resamples=more.pop("resamples", 20), **more)


def test_gold_against_itself_is_one(specs):
    gold = {"a.txt": [HIRE, PAID], "b.txt": [QUIT], "c.txt": []}
    scores = quick(gold, gold, specs)
    assert f1s(scores) == [1.0] * 4
    assert all(figures.exact.f1 == 1.0 for figures in scores.by_type.values())


def test_gold_against_nothing_is_zero(specs):
    gold = {"a.txt": [HIRE, PAID], "b.txt": [QUIT]}
    assert f1s(quick(gold, {}, specs)) == f1s(quick(gold, {"a.txt": [], "b.txt": []}, specs)) == [0.0] * 4


@pytest.mark.parametrize("gold", [{}, {"a.txt": []}, {"a.txt": [HIRE | {"optional": True}]}])
def test_nothing_to_find_and_nothing_found_is_one(specs, gold):
    scores = quick(gold, {}, specs)
    assert f1s(scores) == [1.0] * 4
    assert scores.intervals["strict"].f1.low == 1.0


def test_figures_are_micro_averaged_over_filings(specs):
    gold = {"a.txt": [HIRE, PAID, GRANT], "b.txt": [QUIT], "c.txt": []}
    predicted = {"a.txt": [HIRE, PAID, GRANT], "b.txt": [], "c.txt": [QUIT]}
    scores = quick(gold, predicted, specs)
    assert scores.total.strict == Tally(3, 1, 1)
    assert scores.total.slot == Tally(12, 3, 3)
    assert scores.total.strict.f1 == 0.75
    assert scores.by_group["personnel"].strict == Tally(1, 1, 1)
    assert scores.by_group["equity"].strict == scores.by_group["pay"].strict == Tally(1, 0, 0)
    assert scores.by_type["resignation"].strict == Tally(0, 1, 1)
    assert scores.by_type["death"] == Figures()
    assert (scores.labels, scores.optional, scores.predictions) == (4, 0, 4)
    assert scores.by_slot["roles"] == SlotTally(correct=1, missing=1, spurious=1)
    assert list(scores.by_slot) == [
        "type",
        "person",
        "roles",
        "date",
        "shares",
        "exercise_price",
        "amount",
        "period",
    ]


def test_each_filing_keeps_its_own_figures(specs):
    scores = quick({"b.txt": [QUIT], "a.txt": [HIRE, PAID]}, {"a.txt": [HIRE]}, specs)
    assert [file.file for file in scores.files] == ["a.txt", "b.txt"]
    assert scores.files[0].by_type["hire"].strict == Tally(1, 0, 0)
    assert scores.files[0].by_type["salary"].strict == Tally(0, 0, 1)
    assert scores.files[1].by_type["resignation"].slot == Tally(0, 0, 3)


def test_filings_on_one_side_only_are_told(specs):
    gold = {f"{n}.txt": [HIRE] for n in "abcde"}
    scores = quick(gold, {"a.txt": [HIRE], "z.txt": [PAID]}, specs)
    assert scores.total.strict == Tally(1, 0, 4)  # nobody has said what is right in z.txt
    assert [(notice.code, notice.message) for notice in scores.notices] == [
        (
            "no-prediction",
            "4 filings labelled but without predictions: all is missed (b.txt, c.txt, d.txt …)",
        ),
        (
            "no-label",
            "1 filing predicted but without labels: left out of all figures (z.txt)",
        ),
    ]


@pytest.mark.parametrize("unknown", [{"type": "merger", "person": "Ann Roe"}, {"person": "Ann Roe"}])
def test_a_type_that_the_rule_set_lacks_is_refused(specs, unknown):
    with pytest.raises(UsageError, match=r"a\.txt: a prediction is of type .* which the rule set does not"):
        quick({"a.txt": [HIRE]}, {"a.txt": [unknown]}, specs)
    with pytest.raises(UsageError, match="a label is of type"):
        quick({"a.txt": [unknown]}, {}, specs)


def filings(*figures):
    """Rows of one column, each with the same tally in every measure."""
    return [[Figures(*([Tally(*counts)] * 4))] for counts in figures]


def test_an_interval_holds_the_figure():
    rows = filings(*[(2, 1, 0), (1, 0, 2), (4, 0, 0), (0, 1, 1)] * 5)
    (intervals,) = bootstrap(rows, seed=0, resamples=400)
    pooled = sum((row[0].slot for row in rows), Tally())
    for name in ("precision", "recall", "f1"):
        interval = getattr(intervals["slot"], name)
        assert 0 < interval.low < getattr(pooled, name) < interval.high < 1


def test_equal_filings_leave_nothing_to_chance():
    (intervals,) = bootstrap(filings(*[(2, 1, 1)] * 9), seed=0, resamples=150)
    for measure in MEASURES:
        assert (intervals[measure].f1.low, intervals[measure].f1.high) == pytest.approx((2 / 3, 2 / 3))


def test_an_interval_gives_the_quantiles_of_its_resamples():
    # Of two filings, one wholly right and one wholly missed, a resample is right, half or wrong
    # with the chances 1/4, 1/2, 1/4: the middle 95 % reach from the worst to the best.
    (intervals,) = bootstrap(filings((1, 0, 0), (0, 0, 1)), seed=1, resamples=500)
    assert (intervals["exact"].recall.low, intervals["exact"].recall.high) == (0.0, 1.0)


def test_the_seed_decides(specs):
    gold = {f"{n}.txt": [HIRE, PAID, QUIT] for n in range(12)}
    predicted = {f"{n}.txt": [HIRE, PAID, QUIT][: n % 4] for n in range(12)}
    first, again = (quick(gold, predicted, specs, resamples=200, seed=7) for _ in range(2))
    assert first == again
    other = quick(gold, predicted, specs, resamples=200, seed=8)
    assert other.intervals != first.intervals
    assert other.total == first.total


EVENTS = st.lists(
    st.one_of(
        st.sampled_from([HIRE, QUIT, PAID, GRANT]),
        st.fixed_dictionaries(
            {
                "type": st.sampled_from(["hire", "resignation", "retirement", "departure"]),
                "person": st.sampled_from(["Ann B. Roe", "A. Roe", "Sam Poe"]),
                "date": st.sampled_from(["2005", "2006"]),
                "roles": st.lists(st.sampled_from(["CEO", "Director"]), max_size=2),
            }
        ),
    ),
    max_size=5,
)
RUNS = st.dictionaries(st.sampled_from(["a.txt", "b.txt", "c.txt"]), EVENTS, max_size=3)


@settings(max_examples=40)
@given(st.data(), RUNS, RUNS)
def test_the_order_of_lines_changes_nothing(specs, data, gold, predicted):
    def shuffled(run):
        files = data.draw(st.permutations(list(run)))
        return {file: data.draw(st.permutations(run[file])) for file in files}

    mixed = quick(shuffled(gold), shuffled(predicted), specs)
    assert mixed == quick(gold, predicted, specs)


@settings(max_examples=40)
@given(RUNS, RUNS)
def test_laws_of_the_measures(specs, gold, predicted):
    figures = quick(gold, predicted, specs).total
    assert figures.exact.correct <= figures.strict.correct <= figures.lenient.correct
    for tally in (figures.strict, figures.lenient, figures.exact):
        assert tally.correct + tally.missed == sum(len(events) for events in gold.values())
    assert (
        figures.strict.spurious - figures.lenient.spurious == figures.lenient.correct - figures.strict.correct
    )
    assert quick(gold, gold, specs).total.exact.f1 == 1.0


@pytest.mark.parametrize("measure", MEASURES)
def test_real_labels_against_themselves_and_nothing(specs, labelled_filings, measure):
    labels = read_corpus(labelled_filings, specs).labels
    same, nothing = quick(labels, labels, specs), quick(labels, {}, specs)
    assert same.total.tallies()[measure].f1 == 1.0
    assert nothing.total.tallies()[measure].f1 == 0.0
    lines = (labelled_filings / "labels.jsonl").read_text(encoding="utf-8").splitlines()
    optional = [event.get("optional", False) for line in lines for event in json.loads(line)["events"]]
    assert (same.labels, same.optional) == (optional.count(False), optional.count(True))
