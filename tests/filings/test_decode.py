"""Bytes to text."""

import pytest

from engine.errors import FilingUnreadable
from engine.filings.decode import decode, refuse_binary

TEXTS = [
    (b"plain", "plain"),
    ("the “Company’s” café".encode(), "the “Company’s” café"),
    ("the “Company’s” café".encode("cp1252"), "the “Company’s” café"),
    ("\ufeffwith a mark".encode(), "with a mark"),
    ("sixteen bits".encode("utf-16"), "sixteen bits"),
    (b"one\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
    (b"undefined \x81 byte", "undefined   byte"),
    ("controls \x93of\x94 Windows".encode(), "controls “of” Windows"),
    ("“one” “two” café"[:-1].encode() + "é".encode()[:1], "“one” “two” caf\ufffd"),
]


@pytest.mark.parametrize(("data", "text"), TEXTS)
def test_decoding(data, text):
    assert decode(data)[0] == text


DECLARED = [
    ('<?xml encoding="utf-8"?>café'.encode("cp1252"), True),
    ('<meta charset="utf-8">café'.encode(), False),
    ('<meta charset="iso-8859-1">café'.encode("cp1252"), False),
    ('<meta charset="windows-1252">café’s'.encode(), True),
    (b'<meta charset="us-ascii">cafe', False),
    (b'<meta charset="x-unknown">cafe', True),
    ("café".encode("cp1252"), False),
]


@pytest.mark.parametrize(("data", "wrong"), DECLARED)
def test_a_wrong_declaration_is_noticed(data, wrong):
    assert [notice.code for notice in decode(data)[1]] == ["mislabelled-encoding"] * wrong


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.4 text", b"PK\x03\x04 text", b"\x89PNG\r\n", b"\x00\x01\x02 text" * 9, b"\x1f\x8b\x08text"],
)
def test_binary_is_refused(data):
    with pytest.raises(FilingUnreadable) as refused:
        refuse_binary(data)
    assert (refused.value.code, refused.value.stage) == ("binary", "filings")


@pytest.mark.parametrize(
    "data",
    [b"text\n\ttab\x0cpage\x1a", "text".encode("utf-16"), "—".encode("cp1252") * 9, b"x" * 99 + b"\x00"],
)
def test_text_is_not_refused(data):
    refuse_binary(data)
