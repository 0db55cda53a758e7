"""Splits a text into paragraphs and sentences with exact offsets.

Every character that is not white space belongs to exactly one sentence. A line break ends a
paragraph unless the text was wrapped there: the line ends in a word that cannot end a heading, the
next one goes on in lower case, or the next word would not have fitted into the width of the text.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from toolkit.documents.language import function_words, read_knowledge
from toolkit.documents.lines import Line, split_lines
from toolkit.types import BODY, Sentence, Zone

WIDEST_WRAP = 140  # characters; text is not wrapped by hand wider than this
NARROWEST_WRAP = 40
FILLED = 0.92  # of the width: a line that the next word would make longer was wrapped
WRAPPED_SHARE = 0.6  # of the lines followed by another must be filled in a wrapped text

_MARKER = re.compile(r"(?:\(?\d{1,3}[.)]|\(?[ivx]{1,5}\)|\(?[a-zA-Z]\)|[•*–—▪◦‣·●■-])\s|#|\|")
_NUMBERING = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[ivxIVX]{1,5}|[a-zA-Z])$")
_ENDED = re.compile(r"[.!?…:;。！？][\"'”’“»)\]]*$")
_OPEN_END = re.compile(r"[,(\[–—/&-]$")
_CANDIDATE = re.compile(
    r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*(?:\[\d{1,3}\])*\s++(?=[\"'“‘”„«(\[¿¡*_]*[^\W_])|[。！？]+[」』”）]*"
)
_NEXT_WORD = re.compile(r"[\"'“‘”„«(\[¿¡*_]*([^\W_]+)")
_LAST_TOKEN = re.compile(r"[^\s(\[\"“‘„«/–—]+$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]$")
TOKEN_LENGTH = 24
INDENT = 40


@functools.cache
def _abbreviations() -> dict[str, frozenset[str]]:
    """Abbreviations by kind: titles, leading, numbered, open (configs/knowledge)."""
    found = read_knowledge("abbreviations.yml")
    return {kind: frozenset(words.split()) for kind, words in found.items()}


def split_sentences(text: str, zones: Sequence[Zone] = (), lang: str = "") -> list[Sentence]:
    """Sentences in order, numbered from 0, with paragraph numbers and the kind of their zone.

    Sentences never cross the edge of a zone. `lang` tells which function words and ordinals
    ("24. Juni") to expect; "" is read as English.
    """
    zones = sorted(zones, key=lambda zone: zone.start)
    starts = [zone.start for zone in zones]
    edges = {edge for zone in zones for edge in (zone.start, zone.end)}
    cuts = sorted(edges.union(_sentence_ends(text, lang or "en")))
    sentences: list[Sentence] = []
    position = 0
    for number, (start, end) in enumerate(_paragraphs(split_lines(text), edges)):
        while position < len(cuts) and cuts[position] <= start:
            position += 1
        last = position
        while last < len(cuts) and cuts[last] < end:
            last += 1
        bounds = [start, *cuts[position:last], end]
        for low, high in pairwise(bounds):
            piece = text[low:high]
            begin = low + len(piece) - len(piece.lstrip())
            if begin < high:
                index = bisect_right(starts, begin) - 1
                zone = zones[index].kind if index >= 0 and begin < zones[index].end else BODY
                finish = low + len(piece.rstrip())
                sentences.append(Sentence(len(sentences), begin, finish, number, zone))
        position = last
    return sentences


def _paragraphs(lines: Sequence[Line], edges: set[int]) -> list[tuple[int, int]]:
    """Spans of lines that run on, in order."""
    width = _wrap_width(lines)
    spans: list[tuple[int, int]] = []
    previous: Line | None = None
    for line in lines:
        if not line.text:
            previous = None
            continue
        if (
            previous is not None
            and line.start not in edges
            and previous.end not in edges
            and _runs_on(previous, line, width)
        ):
            spans[-1] = (spans[-1][0], line.end)
        else:
            spans.append((line.start, line.end))
        previous = line
    return spans


def _wrap_width(lines: Sequence[Line]) -> int:
    """The width at which a text was wrapped by hand, or 0 where it was not."""
    lengths = sorted(
        line.end - line.start for line, following in pairwise(lines) if line.text and following.text
    )
    if len(lengths) < 3:
        return 0
    width = lengths[len(lengths) * 9 // 10]
    if not NARROWEST_WRAP <= width <= WIDEST_WRAP:
        return 0
    filled = sum(length >= 0.8 * width for length in lengths)
    return width if filled >= WRAPPED_SHARE * len(lengths) else 0


def _runs_on(previous: Line, line: Line, width: int) -> bool:
    """Whether the break between two filled lines stands inside a paragraph."""
    if _MARKER.match(line.text) or previous.text.startswith("#"):
        return False
    if not _ENDED.search(previous.text):
        if _OPEN_END.search(previous.text) or line.text[0].islower():
            return True
        last = previous.text[previous.text.rfind(" ") + 1:].lower()  # fmt: skip
        if len(last) > 1 and last in function_words().joining:
            return True
    elif _keeps_open(_LAST_TOKEN.search(previous.text[-TOKEN_LENGTH:-1])):
        return True
    if not width:
        return False
    word = line.text.split(None, 1)[0]
    return previous.end - previous.start + 1 + len(word) > FILLED * width


def _keeps_open(token: re.Match[str] | None) -> bool:
    """Whether a full stop after `token` is part of an abbreviation that needs what follows."""
    if token is None:
        return False
    word, known = token[0].lower(), _abbreviations()
    return word in known["leading"] or (word in known["titles"] and token[0][0].isupper())


def _sentence_ends(text: str, lang: str) -> Iterator[int]:
    for found in _CANDIDATE.finditer(text):
        start, end = found.span()
        following = _NEXT_WORD.match(text, end)
        word = following[1] if following else ""
        if word[:1].islower():
            continue
        plain = bool(word) and found[0].rstrip() == "."
        if not (plain and _is_abbreviation(text, start, word, lang)):
            yield end


def _is_abbreviation(text: str, stop: int, following: str, lang: str) -> bool:
    """Whether the full stop at `stop` belongs to an abbreviation, an initial or a number."""
    token = _LAST_TOKEN.search(text[max(0, stop - TOKEN_LENGTH):stop])  # fmt: skip
    if token is None:
        return False
    if _keeps_open(token):
        return True
    word = token[0].lower()
    if word in _abbreviations()["numbered"] and following[0].isdigit():
        return True
    begin = stop - len(token[0])
    if _NUMBERING.match(token[0]) and _opens_line(text[max(0, begin - INDENT):begin]):  # fmt: skip
        return True
    open_ended = word in _abbreviations()["open"] or _INITIALS.match(token[0])
    ordinal = lang == "de" and word.isdigit() and len(word) < 3
    if not (open_ended or ordinal):
        return False
    return lang not in function_words().languages.get(following.casefold(), ())


def _opens_line(before: str) -> bool:
    """Whether nothing but blanks stands between a line break and what follows `before`."""
    filled = before.rstrip(" \t\u00a0(")
    return not filled or filled[-1] in "\n\r\u2028\u2029"
