import pytest

from engine.scoring.bootstrap import Interval
from engine.scoring.paired import Shift, shifts
from engine.scoring.scores import score

HIRE = {"type": "hire", "person": "Ann B. Roe"}
QUIT = {"type": "resignation", "person": "Sam Poe"}
FILES = [f"{number}.txt" for number in range(30)]


def compared(specs, gold, before, after, **more):
    old, new = (score(gold, side, specs, resamples=2) for side in (before, after))
    return shifts(old, new, specs, resamples=200, **more)


def everywhere(*events):
    return {file: list(events) for file in FILES}


def test_every_figure_has_its_difference(specs):
    found = compared(specs, everywhere(HIRE, QUIT), everywhere(HIRE), everywhere(HIRE, QUIT))
    strict = found["total"]["strict"]
    assert (strict["recall"].before, strict["recall"].after, strict["recall"].difference) == (0.5, 1.0, 0.5)
    assert (strict["precision"].before, strict["precision"].after) == (1.0, 1.0)
    assert strict["f1"].difference == pytest.approx(1 / 3)
    assert list(found) == ["total", "personnel", "equity", "pay", "auditors", *specs]
    assert list(found["hire"]) == ["strict", "lenient", "slot", "exact"]
    assert found["resignation"]["exact"]["f1"].difference == 1.0
    assert found["hire"]["strict"]["f1"].word == found["death"]["slot"]["f1"].word == "same"


def test_pairing_leaves_out_what_is_hard_for_both(specs):
    """Each filing gains the same, so every resample does, whatever filings it draws."""
    gain = compared(specs, everywhere(HIRE, QUIT), everywhere(HIRE), everywhere(HIRE, QUIT))["total"][
        "strict"
    ]
    assert gain["recall"].interval == Interval(0.5, 0.5)
    assert gain["recall"].word == "better"


@pytest.mark.parametrize(
    ("changed", "word"),
    [(0, "same"), (1, "may be noise"), (15, "better")],
)
def test_how_many_filings_must_gain(specs, changed, word):
    before = everywhere(HIRE)
    after = before | {file: [HIRE, QUIT] for file in FILES[:changed]}
    assert compared(specs, everywhere(HIRE, QUIT), before, after)["total"]["strict"]["f1"].word == word
    turned = {"same": "same", "may be noise": "may be noise", "better": "worse"}[word]
    assert compared(specs, everywhere(HIRE, QUIT), after, before)["total"]["strict"]["f1"].word == turned


def test_gains_and_losses_that_balance_may_be_noise(specs):
    before = everywhere(HIRE) | {file: [HIRE, QUIT] for file in FILES[:5]}
    after = everywhere(HIRE) | {file: [HIRE, QUIT] for file in FILES[5:10]}
    strict = compared(specs, everywhere(HIRE, QUIT), before, after)["total"]["strict"]["f1"]
    assert strict.difference == 0
    assert strict.interval.low < 0 < strict.interval.high
    assert strict.word == "may be noise"


@pytest.mark.parametrize(
    ("low", "high", "after", "word"),
    [
        (0.1, 0.3, 0.7, "better"),
        (-0.3, -0.1, 0.3, "worse"),
        (0.0, 0.3, 0.6, "may be noise"),  # zero is inside
        (-0.3, 0.0, 0.4, "may be noise"),
        (0.0, 0.0, 0.5, "same"),
        (0.0, 0.0, 0.51, "may be noise"),
    ],
)
def test_the_word(low, high, after, word):
    assert Shift(0.5, after, Interval(low, high)).word == word


def test_a_run_against_itself_is_the_same_in_every_figure(specs):
    found = compared(specs, everywhere(HIRE, QUIT), everywhere(HIRE), everywhere(HIRE))
    words = {shift.word for by in found.values() for shares in by.values() for shift in shares.values()}
    assert words == {"same"}


def test_the_order_of_filings_changes_nothing_and_the_seed_fixes_the_rest(specs):
    gold, before = everywhere(HIRE, QUIT), everywhere(HIRE)
    after = before | {file: [QUIT] for file in FILES[::3]} | {file: [HIRE, QUIT] for file in FILES[1::3]}
    mixed = [*FILES[1::2], *reversed(FILES[::2])]
    found = compared(specs, gold, before, after, seed=7)
    assert compared(specs, {file: gold[file] for file in mixed}, before, after, seed=7) == found
    assert compared(specs, gold, before, after, seed=8) != found


def test_nothing_labelled_is_the_same(specs):
    assert compared(specs, {}, {}, {})["total"]["strict"]["f1"].word == "same"


def test_scores_of_other_filings_are_refused(specs):
    one, other = (score({file: [HIRE]}, {}, specs, resamples=2) for file in ("a.txt", "b.txt"))
    with pytest.raises(ValueError, match="not of the same filings"):
        shifts(one, other, specs)
