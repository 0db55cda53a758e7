"""Bytes -> text: UTF-8 first, then the best guess; binary and damaged files are refused."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from toolkit.documents.alphabets import likely_encoding

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"),
          (codecs.BOM_UTF16_BE, "utf-16-be"))  # fmt: skip
SHORTEST_WIDE = 16  # characters; less is no evidence for UTF-16 without its mark
WIDE_ZEROS = 0.08  # of the high bytes: the blanks of any script
# Of Latin, Greek, Cyrillic, Armenian, Hebrew and Arabic letters, of punctuation and currencies.
_HIGH_BYTES = frozenset((*range(7), 0x1E, 0x1F, 0x20, 0x21, 0x22))
PLAIN_SHARE = 0.97  # of the characters are letters, digits, blanks and marks
_MARKS_OF_TEXT = frozenset(".,;:!?-–—'\"“”‘’„«»()[]/&%€$§#*+=_@…·•")
_MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
# Encodings in which texts of our languages are met. Guessing among all that exist finds exotic
# ones for short texts.
_GUESSED = [
    "cp1252", "cp1250", "cp1251", "koi8_r", "koi8_u", "iso8859_2", "iso8859_5", "iso8859_15",
    "mac_roman", "cp1253", "cp1254", "cp1257",
]  # fmt: skip


class Undecodable(ValueError):
    """The bytes are no text: `what` is wrong at byte `offset`."""

    def __init__(self, what: str, offset: int) -> None:
        super().__init__(what)
        self.what, self.offset = what, offset


@dataclass(frozen=True, slots=True)
class Decoded:
    """`guessed` is the name of the encoding where it had to be guessed, else ""."""

    text: str
    guessed: str = ""


def decode(data: bytes) -> Decoded:
    """Text of `data` without its byte order mark; line breaks stay as they are.

    Raises Undecodable for NUL bytes, for UTF-8 with damaged places and for what no encoding fits.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_strict(data[len(mark):], encoding, len(mark)))  # fmt: skip
    if (zero := data.find(b"\0")) >= 0:
        if wide := _without_mark(data):
            return wide
        raise Undecodable("a NUL byte: a binary file, no text", zero)
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        first = error.start
    damaged = data.decode("utf-8", "replace").count("\ufffd")
    if len(_MULTIBYTE.findall(data)) > damaged:
        raise Undecodable("damaged UTF-8", first)
    return _guess(data, first)


def _without_mark(data: bytes) -> Decoded | None:
    """UTF-16 that lacks its mark: every second byte of its blanks and Latin letters is zero."""
    if len(data) % 2 or len(data) < 2 * SHORTEST_WIDE:
        return None
    for encoding, high in (("utf-16-le", data[1::2]), ("utf-16-be", data[::2])):
        if high.count(0) != data.count(0) or high.count(0) < WIDE_ZEROS * len(high):
            continue
        if not _HIGH_BYTES.issuperset(high):
            continue
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        plain = sum(c.isalnum() or c.isspace() or c in _MARKS_OF_TEXT for c in text)
        if plain >= PLAIN_SHARE * len(text):
            return Decoded(text, encoding)
    return None


def _strict(data: bytes, encoding: str, offset: int) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Undecodable(f"not valid {encoding.upper()}", offset + error.start) from error
    if (zero := text.find("\0")) >= 0:
        before = len(text[:zero].encode(encoding))
        raise Undecodable("a NUL character: a binary file, no text", offset + before)
    return text


def _guess(data: bytes, first: int) -> Decoded:
    likely = likely_encoding(data)
    if likely:
        return Decoded(data.decode(likely), likely)
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=_GUESSED).best()
    if best is None:
        raise Undecodable("neither UTF-8 nor a known encoding", first)
    text = str(best)
    if any(ord(c) < 32 and c not in "\t\n\r\f\v" for c in text):
        raise Undecodable("control characters: a binary file, no text", first)
    return Decoded(data.decode(best.encoding), best.encoding)
