"""Bytes to text: what declares itself first, then strict UTF-8, then what newsrooms used before it."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes


class DecodeError(ValueError):
    """These bytes are no text in any encoding we know."""


# Longest first: the UTF-32 mark begins with the UTF-16 one.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Control characters that no text holds; a file with more than one in a thousand is no text.
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
CONTROL_SHARE = 0.001
# Windows-1252 leaves five bytes undefined; a text that has them is something else.
_UNDEFINED_1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
# So many bytes show the encoding of the rest.
SAMPLE_BYTES = 65_536


def find_encoding(data: bytes) -> str:
    """The name of the codec that reads `data` (its beginning will do).

    Raises DecodeError for binary data.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    sample = data[:SAMPLE_BYTES]
    # UTF-16 without a mark: every other byte of Latin text is zero.
    if len(sample) >= 8 and b"\x00" in sample:
        even, odd = sample[0::2].count(0) / len(sample[0::2]), sample[1::2].count(0) / len(sample[1::2])
        if odd > 0.4 and even < 0.05:
            return "utf-16-le"
        if even > 0.4 and odd < 0.05:
            return "utf-16-be"
    if len(_CONTROL.findall(sample)) > CONTROL_SHARE * len(sample):
        raise DecodeError("binary data, expected text")
    try:
        # A sample may end inside a character: only an error before its last bytes counts.
        codecs.getincrementaldecoder("utf-8")().decode(sample, final=len(sample) == len(data))
        return "utf-8"
    except UnicodeDecodeError:
        pass
    if not _UNDEFINED_1252.search(sample):
        return "cp1252"
    best = from_bytes(sample).best()
    if best is None:
        raise DecodeError("no known encoding, expected UTF-8, UTF-16 or Windows-1252")
    return best.encoding


def decode(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """The text of `data` and the name of the encoding it was read in. `encoding` overrides the search.

    Raises DecodeError, with the byte at fault where there is one.

    >>> decode("“48 percent”".encode("cp1252"))
    ('“48 percent”', 'cp1252')
    """
    name = encoding or find_encoding(data)
    try:
        return data.decode(name), name
    except UnicodeDecodeError as error:
        if encoding is None and name == "utf-8" and not _UNDEFINED_1252.search(data):
            # The sample was plain ASCII; the Windows-1252 bytes come later.
            return data.decode("cp1252"), "cp1252"
        raise DecodeError(
            f"byte {error.start} (0x{data[error.start]:02x}) is no {name}; expected {name} throughout"
        ) from error
    except LookupError as error:
        raise DecodeError(f"unknown encoding {name!r}") from error
