"""Tag figures by hand, and that no order of spans or documents changes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nervaluate import Evaluator

from engine.explaining.tagscores import MEASURES, Count, Span, outermost, score_tags

LABELS = ("AGE", "DATE", "PERSON")


def P(start, end):  # noqa: N802  # reads as the label
    return Span(start, end, "PERSON")


def D(start, end):  # noqa: N802
    return Span(start, end, "DATE")


def counts(scored, row, measure):
    one = scored[row][measure]
    return one.correct, one.incorrect, one.partial, one.missed, one.spurious


@pytest.mark.parametrize(
    ("gold", "found", "expected"),
    [
        ([P(0, 5)], [P(0, 5)], [(1, 0, 0, 0, 0), (1, 0, 0, 0, 0), (1, 0, 0, 0, 0), (1, 0, 0, 0, 0)]),
        ([P(0, 5)], [], [(0, 0, 0, 1, 0), (0, 0, 0, 1, 0), (0, 0, 0, 1, 0), (0, 0, 0, 1, 0)]),
        ([], [P(0, 5)], [(0, 0, 0, 0, 1), (0, 0, 0, 0, 1), (0, 0, 0, 0, 1), (0, 0, 0, 0, 1)]),
        ([P(0, 5)], [P(0, 4)], [(0, 1, 0, 0, 0), (0, 1, 0, 0, 0), (0, 0, 1, 0, 0), (1, 0, 0, 0, 0)]),
        ([P(0, 5)], [D(0, 5)], [(0, 1, 0, 0, 0), (1, 0, 0, 0, 0), (1, 0, 0, 0, 0), (0, 1, 0, 0, 0)]),
        ([P(0, 5)], [D(0, 4)], [(0, 1, 0, 0, 0), (0, 1, 0, 0, 0), (0, 0, 1, 0, 0), (0, 1, 0, 0, 0)]),
        ([P(0, 5)], [P(5, 9)], [(0, 0, 0, 1, 1), (0, 0, 0, 1, 1), (0, 0, 0, 1, 1), (0, 0, 0, 1, 1)]),
    ],
    ids=["right", "missed", "spurious", "bounds", "label", "both", "beside"],
)
def test_one_span(gold, found, expected):
    scored = score_tags({"a": gold}, {"a": found}, LABELS)
    assert [counts(scored, "total", measure) for measure in MEASURES] == expected


def test_figures():
    gold = {"a": [P(0, 5), P(10, 15)], "b": [D(0, 4), P(9, 12)]}
    found = {"a": [P(0, 5), P(11, 15)], "b": [D(0, 4)], "c": [P(0, 9)]}
    scored = score_tags(gold, found, LABELS)
    assert list(scored) == ["DATE", "PERSON", "total"]
    assert scored["PERSON"]["strict"] == Count(1, 1, 0, 1, 0, 1 / 2, 1 / 3, 0.4)
    assert scored["PERSON"]["partial"] == Count(1, 0, 1, 1, 0, 3 / 4, 1 / 2, 0.6)
    assert counts(scored, "total", "ent_type") == (3, 0, 0, 1, 0)
    assert scored["total"]["ent_type"].f1 == pytest.approx(6 / 7)


def test_another_label_is_missed_and_spurious_in_the_rows():
    scored = score_tags({"a": [P(0, 5)]}, {"a": [D(0, 5)]}, LABELS)
    assert counts(scored, "PERSON", "strict") == (0, 0, 0, 1, 0)
    assert counts(scored, "DATE", "strict") == (0, 0, 0, 0, 1)


def test_nothing_against_nothing():
    assert score_tags({"a": []}, {}, LABELS) == {
        "total": dict.fromkeys(MEASURES, Count(0, 0, 0, 0, 0, 0.0, 0.0, 0.0))
    }


@pytest.mark.parametrize(
    ("spans", "kept"),
    [
        ([P(0, 9), D(2, 5)], [P(0, 9)]),
        ([D(0, 5), P(0, 9)], [P(0, 9)]),
        ([D(4, 9), P(0, 9)], [P(0, 9)]),
        ([P(0, 5), D(0, 5)], [D(0, 5)]),
        ([P(0, 5), D(3, 9)], [P(0, 5), D(3, 9)]),
    ],
)
def test_of_nested_spans_the_outer_counts(spans, kept):
    assert outermost(spans) == kept


def test_labels_outside_the_gold_do_not_count():
    assert (
        score_tags({"a": [P(0, 5)]}, {"a": [P(0, 5), Span(0, 9, "NUMBER")]}, LABELS)["total"]["strict"].f1
        == 1.0
    )


def test_nervaluate_alone_depends_on_the_order():
    """Why spans are sorted before it sees them; when this fails, the sorting may go."""
    gold = [[{"label": "PERSON", "start": 0, "end": 4}]]
    part, whole = {"label": "PERSON", "start": 0, "end": 2}, {"label": "PERSON", "start": 0, "end": 4}
    results = [
        Evaluator(gold, [found], tags=["PERSON"], loader="dict").evaluate()["overall"]["strict"].correct
        for found in ([part, whole], [whole, part])
    ]
    assert results == [0, 1]


spans = st.builds(
    lambda a, n, label: Span(a, a + n, label), st.integers(0, 30), st.integers(1, 9), st.sampled_from(LABELS)
)
documents = st.dictionaries(st.sampled_from("abcd"), st.lists(spans, max_size=8), min_size=1)


@given(documents, documents, st.randoms(use_true_random=False))
def test_no_order_matters(gold, found, random):
    def mixed(side):
        names = random.sample(sorted(side), len(side))
        return {name: random.sample(side[name], len(side[name])) for name in names}

    assert score_tags(mixed(gold), mixed(found), LABELS) == score_tags(gold, found, LABELS)


@given(documents)
def test_gold_against_itself_and_against_nothing(gold):
    if any(gold.values()):
        for row in score_tags(gold, gold, LABELS).values():
            assert {count.f1 for count in row.values()} == {1.0}
        assert {count.f1 for count in score_tags(gold, {}, LABELS)["total"].values()} == {0.0}
