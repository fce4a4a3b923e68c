"""Filings that were damaged on the way: each is read or fails with a code that the page names."""

import random
import re
from pathlib import Path

import pytest

from engine.errors import FilingUnreadable
from engine.filings import read

SAMPLE = sorted((Path(__file__).parents[2] / "corpora" / "sample" / "filings").iterdir())
CODES = {"read", "empty", "binary", "no-text", "too-large", "malformed"}
TIMES = 64  # for each of eight kinds: more than 500 in all


def cut_behind(data, chance):
    return data[: chance.randrange(len(data))]


def cut_before(data, chance):
    return data[chance.randrange(len(data)) :]


def flipped(data, chance):
    damaged = bytearray(data)
    for _ in range(chance.choice([1, 30, 500])):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def tags_left_open(data, chance):
    return re.sub(rb"</\w+>", lambda tag: tag.group() if chance.random() < 0.5 else b"", data)


def nested(data, chance):
    at = chance.randrange(len(data))
    tag = chance.choice([b"<div>", b"<table><tr><td>", b"<font>", b"<ul><li>", b"(", b"["])
    return data[:at] + tag * chance.choice([50, 1500]) + data[at:]


def in_another_encoding(data, chance):
    encoding = chance.choice(["utf-16", "utf-16-le", "cp500", "utf-8-sig", "cp1252", "shift_jis"])
    return data.decode("utf-8", "replace").encode(encoding, "replace")


def repeated(data, chance):
    start = chance.randrange(len(data))
    end = start + chance.choice([10, 400])
    return data[:end] + data[start:end] * chance.choice([20, 100]) + data[end:]


def shuffled(data, chance):
    first, second, third = sorted(chance.randrange(len(data)) for _ in range(3))
    return data[:first] + data[second:third] + data[first:second] + data[third:]


KINDS = [cut_behind, cut_before, flipped, tags_left_open, nested, in_another_encoding, repeated, shuffled]


def outcome(data, headings):
    try:
        return "read" if read(data, "a.txt", headings, exhibits=True).sections else "no section"
    except FilingUnreadable as reason:
        return reason.code


@pytest.mark.parametrize("damage", KINDS, ids=lambda kind: kind.__name__)
def test_a_damaged_filing_is_read_or_fails_by_name(headings, damage):
    chance = random.Random(damage.__name__)  # noqa: S311  # the same filings in every run, no secret
    damaged = (damage(chance.choice(SAMPLE).read_bytes(), chance) for _ in range(TIMES))
    assert {outcome(data, headings) for data in damaged} <= CODES


HUGE = [
    (b"Item 5.02\n" * 800_000, "too-large"),
    (b"<html><p>Item 5.02" + b"<x>y" * 1_100_000, "too-large"),
    (b"a" * 49_000_000, "too-large"),
    (b"<html>" + b"<div>" * 20_000, "malformed"),
    (b"Item 5.02 " * 25_000, "malformed"),
]


@pytest.mark.parametrize(("data", "code"), HUGE, ids=range(len(HUGE)))
def test_what_no_filing_can_be_is_refused(headings, data, code):
    with pytest.raises(FilingUnreadable) as refused:
        read(data, "a.txt", headings)
    assert refused.value.code == code


def test_thirty_megabytes_of_attachment_cost_nothing(headings):
    line = b"M_]C_X  02D9)1@ ! 0$ 2 !( #_X0!U17AI9@  34T \n"
    graphic = (
        b"<DOCUMENT>\n<TYPE>GRAPHIC\n<TEXT>\nbegin 644 a.jpg\n"
        + line * 650_000
        + b"end\n</TEXT>\n</DOCUMENT>\n"
    )
    form = (
        b"<DOCUMENT>\n<TYPE>8-K\n<TEXT>\nItem 8.01 Other Events\n\nA treasurer left.\n</TEXT>\n</DOCUMENT>\n"
    )
    filing = read(graphic + form + graphic, "a.txt", headings, exhibits=True)
    assert [section.text for section in filing.sections] == ["A treasurer left."]
