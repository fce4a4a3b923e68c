"""What each rule is worth, against cases counted by hand."""

import pytest

from engine.errors import UsageError
from engine.explaining.account import RuleAccount, account
from engine.explaining.documents import read_filing, resolved
from engine.explaining.leaveout import leave_out
from engine.explaining.overlaps import Overlap
from engine.explaining.rulechoice import droppable, without, wordings
from engine.pipeline import Engine, make_pipeline

HEAD = "Item 5.02 Departure of Directors.\n\n"
RESIGNED, LEFT = "frames.leaving.resigned", "frames.leaving.left"
# A wording beside "resigned" that matches on its words, too, and says of the going that it was sudden.
BOTH = {
    "frames/leaving/left.yaml": """\
about: Somebody leaves, also an office that is his.
pattern: "{person} (%resign|left) (at once)?"
set: {how: sudden}
examples:
  match: ["[[Mr. Roe|person]] left."]
  no_match: ["Mr. Roe stays."]
""",
    "fills/leaving/post.yaml": """\
about: The office that was left.
fills: [resignation]
slots: {role: TITLE}
pattern: "post was {role}"
of: last
examples:
  match: ["The post was [[Treasurer|role]]."]
  no_match: ["The post is vacant."]
""",
}
FILINGS = {
    # right, by "resigned" alone of the two that match
    "a.txt": (HEAD + "Mr. Roe resigned as Treasurer.", [("Roe", "Treasurer")]),
    # right alone, by "left", with a value of the fill
    "b.txt": (HEAD + "Mr. Poe left. The post was Secretary.", [("Poe", "Secretary")]),
    # spurious, by "left"
    "c.txt": (HEAD + "Mr. Doe left.", []),
    # neither: the label is optional
    "d.txt": (HEAD + "Mr. Coe left.", [("Coe", None)]),
}


def labels(events, **more):
    return [
        {"type": "resignation", "person": person} | ({"role": role} if role else {}) | more
        for person, role in events
    ]


@pytest.fixture
def engine(engine_with):
    return engine_with(BOTH)


@pytest.fixture
def corpus(engine, corpus_of):
    more = {"d.txt": {"optional": True}}
    filings = {file: (text, labels(events, **more.get(file, {}))) for file, (text, events) in FILINGS.items()}
    return corpus_of(engine, filings)


@pytest.mark.parametrize(
    "expected",
    [
        RuleAccount(RESIGNED, "wording", fired=1, right=1, wrong=0, alone=0),
        RuleAccount(LEFT, "wording", fired=3, right=1, wrong=1, alone=1),
        RuleAccount("fills.leaving.post", "fill", fired=1, right=1, wrong=0, alone=1),
        RuleAccount("tags.PERSON.honorific", "tag", fired=4, right=2, wrong=1, alone=2),
        RuleAccount("tags.TITLE.office", "tag", fired=2, right=1, wrong=0, alone=1),
    ],
    ids=lambda one: one.rule,
)
def test_accounts(engine, corpus, expected):
    assert expected in account(engine, corpus).rules


def test_rules_that_never_fire(engine, corpus_of):
    found = account(engine, corpus_of(engine, {"a.txt": (HEAD + "Mr. Poe left.", [])}))
    assert found.silent == [RESIGNED, "fills.leaving.post", "tags.TITLE.office"]


def test_wordings_that_match_the_same_words(engine, corpus):
    assert account(engine, corpus).overlaps == (Overlap(LEFT, RESIGNED, 1, contradict=False),)


def test_wordings_that_say_different_things(engine_with, corpus_of, tiny_rules):
    planned = tiny_rules["frames/leaving/resigned.yaml"].replace(
        "examples:", "set: {how: planned}\nexamples:"
    )
    engine = engine_with({**BOTH, "frames/leaving/resigned.yaml": planned})
    found = account(engine, corpus_of(engine, {"a.txt": (HEAD + "Mr. Roe resigned.", [])}))
    assert found.overlaps == (Overlap(LEFT, RESIGNED, 1, contradict=True),)


def test_left_out_a_rule_is_gone_and_the_others_are_the_same(engine):
    rules = engine.ruleset
    assert wordings(without(rules, [LEFT])) == [RESIGNED]
    assert without(rules, ["fills.leaving.post"]).fills == ()
    assert without(rules, []).frames == rules.frames
    assert wordings(rules) == [LEFT, RESIGNED]  # as it was
    assert droppable(rules) == [LEFT, RESIGNED, "fills.leaving.post"]


@pytest.mark.parametrize(
    ("rule", "advice"),
    [
        ("frames.leaving.resign", "did you mean frames.leaving.resigned"),
        ("tags.TITLE.office", "give the id of a wording, a fill or a table"),
    ],
)
def test_a_rule_that_cannot_be_left_out(engine, corpus, rule, advice):
    with pytest.raises(UsageError, match=advice):
        leave_out(engine, corpus, [rule])


def test_losses(engine, corpus):
    """With all rules 2 are right and 1 spurious: F1 2·2/(2·2+1) = 0.8. Without "left" 1 is right and 1 missed:
    2/3. Without "resigned", "left" finds the same event, without its office. Slots: 6 of 6, and 2 spurious.
    """
    losses = {loss.rule: loss for loss in leave_out(engine, corpus, [RESIGNED, LEFT, "fills.leaving.post"])}
    assert losses[LEFT].strict == pytest.approx(2 / 3 - 0.8)
    assert losses[LEFT].slot == pytest.approx(2 * 3 / (2 * 3 + 3) - 12 / 14)
    assert losses[RESIGNED].strict == 0
    assert losses[RESIGNED].slot == pytest.approx(10 / 13 - 12 / 14)
    assert losses["fills.leaving.post"].exact == pytest.approx(2 * 1 / (2 * 1 + 2 + 1) - 0.8)
    assert [losses[rule].filings for rule in (RESIGNED, LEFT, "fills.leaving.post")] == [1, 4, 1]


def test_losses_are_those_of_a_rule_set_without_the_rule(engine_with, corpus_of):
    """The short way (resolve again where the rule matches) comes out as the long one."""
    whole = engine_with(BOTH)
    filings = {file: (text, labels(events)) for file, (text, events) in FILINGS.items()}
    corpus = corpus_of(whole, filings)
    short = without(whole.ruleset, [LEFT])
    engine = Engine(short, make_pipeline(short))
    events = {file: read_filing(engine, corpus.folder, file).events for file in filings}
    assert [len(found) for found in events.values()] == [1, 0, 0, 0]
    for file, found in events.items():
        assert resolved(read_filing(whole, corpus.folder, file).doc, short)[1] == found


def test_the_greatest_loss_first(engine, corpus):
    assert [loss.rule for loss in leave_out(engine, corpus, [RESIGNED, LEFT])] == [LEFT, RESIGNED]
