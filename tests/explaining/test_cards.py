import pytest

from engine.explaining.cards import cards
from engine.explaining.documents import readable
from engine.scoring.scores import score

HEAD, TAIL = "Item 5.02 Departure of Directors.\n\n", "\n\nItem 9.01 Exhibits.\n\nNone.\n"


def leave(person, quote="", role=None):
    fields = {"quote": quote, "role": role}
    return {"type": "resignation", "person": person} | {k: v for k, v in fields.items() if v}


@pytest.fixture
def cards_of(engine_with, corpus_of):
    """The cards of filings, each given as its text and labels; predictions are the engine's if not given."""

    def make(filings, predicted=None):
        engine = engine_with()
        corpus = corpus_of(
            engine, {name: (HEAD + text + TAIL, labels) for name, (text, labels) in filings.items()}
        )
        found = {read.filing.file: read.events for read in readable(engine, corpus.folder, corpus.labels)}
        scores = score(corpus.labels, found if predicted is None else predicted, engine.specs, resamples=1)
        return cards(engine, corpus.folder, scores)

    return make


def marked(pieces):
    return [(piece.text, *piece.fields) for piece in pieces if piece.marked]


def test_a_missed_event(cards_of):
    (card,) = cards_of({"a.txt": ("Mr. Roe left.", [leave("Roe", "Mr. Roe left")])})
    assert (card.what, card.types, card.pivot, card.file) == ("missed", ("resignation",), "Roe", "a.txt")
    assert (card.slots, card.causes) == (("whole event",), ("frame missing",))
    assert [marked(passage.labelled) for passage in card.passages] == [[("Mr. Roe", "person")]]
    assert [marked(passage.found) for passage in card.passages] == [[]]


def test_a_spurious_event(cards_of):
    (card,) = cards_of({"a.txt": ("Mr. Roe resigned.", [])})
    assert (card.what, card.slots, card.causes) == ("spurious", ("whole event",), ("spurious",))
    assert ("resigned", "trigger", "how") in marked(card.passages[0].found)


def test_a_wrong_value(cards_of):
    label = leave("Roe", "Mr. Roe resigned", "Secretary")
    (card,) = cards_of({"a.txt": ("Mr. Roe resigned as Treasurer. The Secretary stays.", [label])})
    assert (card.what, card.slots, card.causes) == ("wrong", ("role",), ("wrong value",))
    assert [(v.labelled, v.found, v.wrong) for v in card.values if v.field == "role"] == [
        ("Secretary", "Treasurer", True)
    ]
    (passage,) = card.passages
    assert ("Secretary", "role") in marked(passage.labelled)
    assert ("Treasurer", "role") in marked(passage.found)


def test_the_worst_filing_comes_first(cards_of):
    found = cards_of(
        {
            "a.txt": ("Nothing.", [leave("Roe")]),
            "b.txt": ("Nothing.", [leave("Roe"), leave("Poe")]),
            "c.txt": ("Mr. Roe resigned.", [leave("Roe")]),
        }
    )
    assert [(card.file, card.rank) for card in found] == [("b.txt", 0), ("b.txt", 0), ("a.txt", 1)]


def test_words_that_stand_nowhere(cards_of):
    (card,) = cards_of({"a.txt": ("Nothing.", [leave("Woe", "Woe went")])})
    assert card.passages == ()
    assert "None of its words" in card.note


def test_stored_predictions_need_no_evidence(cards_of):
    (card,) = cards_of(
        {"a.txt": ("Nothing.", [])}, {"a.txt": [{"type": "resignation", "person": "Roe", "role": "Clerk"}]}
    )
    assert [(v.field, v.found, v.rules) for v in card.values] == [
        ("type", "resignation", ()),
        ("person", "Roe", ()),
        ("role", "Clerk", ()),
    ]
    assert card.note


def test_an_empty_filing_says_why_it_has_no_text(engine_with, corpus_of):
    engine = engine_with()
    corpus = corpus_of(engine, {"a.txt": ("", [leave("Roe")])})
    (card,) = cards(engine, corpus.folder, score(corpus.labels, {}, engine.specs, resamples=1))
    assert card.causes == ("unreadable",)
    assert card.note.startswith("The filing cannot be read: ")
