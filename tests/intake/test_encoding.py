"""Bytes that newsrooms really send."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.intake.encoding import DecodeError, decode

PRINTED = "Señor Roe said “48.2 percent” – about £3m."

READ = [
    ("utf-8", PRINTED.encode(), "utf-8"),
    ("utf-8 with a mark", b"\xef\xbb\xbf" + PRINTED.encode(), "utf-8-sig"),
    ("utf-16 with a mark", PRINTED.encode("utf-16"), "utf-16"),
    ("utf-16 little-endian, no mark", "Roe won the seat by 48.2 percent".encode("utf-16-le"), "utf-16-le"),
    ("utf-16 big-endian, no mark", "Roe won the seat by 48.2 percent".encode("utf-16-be"), "utf-16-be"),
    ("windows-1252", PRINTED.encode("cp1252"), "cp1252"),
    ("windows-1252 after a long plain start", b"x" * 70_000 + "“48”".encode("cp1252"), "cp1252"),
    ("a sample that ends inside a character", b"x" * 65_535 + "é".encode(), "utf-8"),
    ("nothing", b"", "utf-8"),
]


@pytest.mark.parametrize(("what", "data", "name"), READ, ids=[row[0] for row in READ])
def test_reads(what, data, name):
    text, used = decode(data)
    assert used == name
    assert "�" not in text
    assert "\ufeff" not in text


BINARY = [
    ("a picture", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20),
    ("zeros", b"\x00" * 1000),
]


@pytest.mark.parametrize(("what", "data"), BINARY, ids=[row[0] for row in BINARY])
def test_refuses_what_is_no_text(what, data):
    with pytest.raises(DecodeError, match="expected"):
        decode(data)


def test_a_given_encoding_is_taken_at_its_word():
    assert decode(b"\xa33m", "latin-1") == ("£3m", "latin-1")
    with pytest.raises(DecodeError, match="byte 2"):
        decode(b"ab\xff", "utf-8")
    with pytest.raises(DecodeError, match="unknown encoding"):
        decode(b"ab", "utf-99")


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data):
    try:
        text, _ = decode(data)
    except DecodeError:
        return
    assert isinstance(text, str)
