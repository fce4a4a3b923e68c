"""The gold of tags is read strictly, moved when texts change, and the one of the project fits its filings."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from engine import pipeline
from engine.errors import LabelsRefused, UsageError
from engine.explaining.taggold import GoldFiling, aligned, digest, moved, read_gold, write_gold
from engine.explaining.tagplaces import anchored

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("FILING_ENGINE_SHARED", ROOT.parent / "shared"))
TEXT = "The Board appointed Ann B. Roe as Treasurer."
PERSON = anchored("5.02", TEXT, 20, 30, "PERSON")
TITLE = anchored("5.02", TEXT, 34, 43, "TITLE")
GOLD = GoldFiling("a.txt", {"5.02": digest(TEXT)}, (PERSON, TITLE))
TAG = ["5.02", 20, 30, "PERSON", "0" * 8, "1" * 8, "2" * 8]
LINE = {"file": "a.txt", "sections": {"5.02": "0" * 64}, "tags": [TAG]}


@pytest.fixture
def corpus(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    return tmp_path


def test_written_and_read_again(corpus):
    gold = (replace(GOLD, lost=(TITLE,), tags=(PERSON,)),)
    write_gold(corpus, gold)
    assert read_gold(corpus, corpus) == gold


def tagged(*, section="5.02", start=20, end=30, label="PERSON", words="0" * 8):
    return [section, start, end, label, words, *TAG[5:]]


@pytest.mark.parametrize(
    ("line", "finding"),
    [
        ("{", "line: Invalid JSON"),
        ({**LINE, "text": TEXT}, "text: Extra inputs are not permitted"),
        ({"file": "a.txt", "tags": []}, "sections: Field required"),
        ({**LINE, "file": "b.txt"}, "there is no filing b.txt"),
        ({**LINE, "file": "../a.txt"}, "../a.txt leaves the folder"),
        ({**LINE, "sections": {"5.02": "abc"}}, "sections.5.02: String should match"),
        ({**LINE, "tags": [tagged(section="8.01")]}, "a tag in section 8.01, of which there is no hash"),
        ({**LINE, "tags": [tagged(end=20)]}, "PERSON at 20 to 20 of 5.02 is empty"),
        ({**LINE, "tags": [tagged(start=-1)]}, "tags.0.1: Input should be greater than or equal to 0"),
        ({**LINE, "tags": [tagged(start="20")]}, "tags.0.1: Input should be a valid integer"),
        ({**LINE, "tags": [tagged(label="NAME")]}, "tags.0.3: Input should be 'PERSON', 'TITLE'"),
        ({**LINE, "tags": [tagged(words="Ann Roe")]}, "tags.0.4: String should match"),
        (
            {**LINE, "tags": [TAG, tagged(start=25, end=35, label="ORG")]},
            "PERSON at 20 and ORG at 25 of 5.02 overlap",
        ),
    ],
)
def test_a_bad_line_is_refused_with_its_number(corpus, line, finding):
    good = json.dumps({**LINE, "file": "c.txt"})
    (corpus / "c.txt").write_text(TEXT)
    (corpus / "tags.jsonl").write_text(f"{good}\n\n{line if isinstance(line, str) else json.dumps(line)}\n")
    with pytest.raises(LabelsRefused) as refused:
        read_gold(corpus, corpus)
    assert [found.line for found in refused.value.findings] == [3]
    assert finding in str(refused.value)


def test_a_filing_stands_on_one_line(corpus):
    (corpus / "tags.jsonl").write_text(2 * (json.dumps(LINE) + "\n"))
    with pytest.raises(LabelsRefused, match=r"tags\.jsonl:2:1: file: a\.txt stands on a line before"):
        read_gold(corpus, corpus)


def test_no_gold(tmp_path):
    with pytest.raises(UsageError, match=r"no tags\.jsonl there"):
        read_gold(tmp_path, tmp_path)


@pytest.mark.parametrize(
    ("texts", "sections"),
    [({"5.02": TEXT}, ()), ({"5.02": TEXT + " "}, ("5.02",)), ({"8.01": TEXT}, ("5.02",))],
)
def test_which_sections_have_moved(texts, sections):
    assert moved(GOLD, texts) == sections


def test_what_has_not_moved_stays_as_it_is():
    assert aligned(GOLD, {"5.02": TEXT, "8.01": "More."}) is GOLD


def test_what_has_moved_follows_its_words():
    text = "Page 2\n" + TEXT
    new = aligned(GOLD, {"5.02": text, "8.01": "More."})
    assert [(tag.start, tag.end) for tag in new.tags] == [(27, 37), (41, 50)]
    assert new.sections == {"5.02": digest(text)}
    assert not moved(new, {"5.02": text})


def test_what_is_lost_is_kept_and_found_again():
    new = aligned(GOLD, {"5.02": TEXT.replace("Treasurer", "Tre- asurer")})
    assert ([tag.label for tag in new.tags], new.lost) == (["PERSON"], (TITLE,))
    back = aligned(new, {"5.02": TEXT})
    assert [(tag.start, tag.label) for tag in back.tags] == [(20, "PERSON"), (34, "TITLE")]
    assert back.lost == ()


def test_the_gold_of_the_project_fits_the_filings():
    filings = SHARED / "gold" / "dev" / "filings"
    if not filings.is_dir():
        pytest.skip(f"no labelled filings: {filings} is no folder (FILING_ENGINE_SHARED names its root)")
    engine = pipeline.load(ROOT / "rules")
    gold = read_gold(ROOT / "corpora" / "tags-dev", filings)
    assert (len(gold), [one.lost for one in gold if one.lost]) == (20, [])
    for one in gold:
        read = engine.read((filings / one.file).read_bytes(), one.file)
        texts = {section.id: section.text for section in read.sections}
        assert not moved(one, texts), f"{one.file}: reading has changed; run `filing-engine tags align`"
        assert one.tags == tuple(
            anchored(t.section, texts[t.section], t.start, t.end, t.label) for t in one.tags
        )
