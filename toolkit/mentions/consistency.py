"""What a document names once, it names again: surnames, repeated names, misspelt places."""

from __future__ import annotations

import re
from collections.abc import Sequence

import jellyfish

from toolkit.knowledge import Knowledge
from toolkit.mentions.candidates import Candidate, Line
from toolkit.mentions.tokens import Token, tokenise

MIN_SURNAME = 3
MIN_MISSPELT = 6  # letters; shorter names have too many neighbours


def repeat_names(
    text: str, lines: Sequence[Line], found: Sequence[Candidate], knowledge: Knowledge
) -> list[Candidate]:
    """Further candidates: surnames of persons, exact repeats of names, near misses of places."""
    taken = _covered(found)
    more = _surnames(text, lines, found, knowledge)
    more += _repeats(text, lines, found, taken | _covered(more), knowledge)
    more += _misspelt(text, lines, found, taken | _covered(more), knowledge)
    return more


def _covered(found: Sequence[Candidate]) -> set[int]:
    return {c.start for c in found}


def _surnames(
    text: str, lines: Sequence[Line], found: Sequence[Candidate], knowledge: Knowledge
) -> list[Candidate]:
    """Bare surnames of the persons named in full, with their particles ("Von der Leyen")."""
    endings: dict[str, set[tuple[str, ...]]] = {}
    for c in found:
        if c.type != "PERSON" or c.form == "surname":
            continue
        words = [t.lower for t in tokenise(text, c.start, c.end)]
        size = 1
        while size < len(words) and words[-size - 1] in (knowledge.particles | {"-"}):
            size += 2 if words[-size - 1] == "-" else 1
        tail = tuple(words[-size:])
        if len(tail[-1]) >= MIN_SURNAME and size < len(words):
            endings.setdefault(tail[0], set()).add(tail)
            if size > 1 and "-" not in tail:
                endings.setdefault(tail[-1], set()).add(tail[-1:])
    whole = {(c.start, c.end) for c in found if c.type == "PERSON"}
    more = []
    for line in lines:
        tokens = line.tokens
        for at, token in enumerate(tokens):
            for tail in sorted(endings.get(token.lower, ()), key=lambda t: (-len(t), t)):
                piece = tokens[at : at + len(tail)]
                if _fits(piece, tail) and not _inside(piece, whole):
                    more.append(Candidate(token.start, piece[-1].end, "PERSON", "surname",
                                          "surname", 1, 0.9))  # fmt: skip
                    break
    return more


def _fits(piece: list[Token], words: tuple[str, ...]) -> bool:
    return (
        len(piece) == len(words)
        and all(t.lower == w for t, w in zip(piece, words, strict=True))
        and (piece[0].is_name or (piece[0].shape == "lower" and len(words) > 1))
        and piece[-1].is_name
    )


def _inside(piece: list[Token], spans: set[tuple[int, int]]) -> bool:
    start, end = piece[0].start, piece[-1].end
    return any(a <= start and end <= b for a, b in spans)


def _repeats(
    text: str, lines: Sequence[Line], found: Sequence[Candidate], taken: set[int],
    knowledge: Knowledge,
) -> list[Candidate]:  # fmt: skip
    """The same string again where the rules saw nothing (a heading, the start of a sentence)."""
    names: dict[str, Candidate] = {}
    for c in found:
        written = text[c.start : c.end]
        if c.rank <= 2 and len(written) > 3 and c.type != "PERSON" and "\n" not in written:
            if not (c.rule == "place" or written.casefold() in knowledge.generic):
                names.setdefault(written, c)
    for c in found:
        written = text[c.start : c.end]
        if c.rule in ("capitals", "capitalised") and c.confidence >= 0.5 and len(written) > 2:
            names.setdefault(written, c)
    if not names:
        return []
    longest = sorted(names, key=lambda n: (-len(n), n))
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)")
    more = []
    for line in lines:
        for match in pattern.finditer(text, line.sentence.start, line.sentence.end):
            if match.start() not in taken:
                like = names[match.group()]
                more.append(Candidate(match.start(), match.end(), like.type, like.form, "repeat", 3,
                                      0.7, like.norm, like.knowledge_id))  # fmt: skip
    return more


def _misspelt(
    text: str, lines: Sequence[Line], found: Sequence[Candidate], taken: set[int],
    knowledge: Knowledge,
) -> list[Candidate]:  # fmt: skip
    """A rare word one letter away from a place that the document spells right elsewhere."""
    places: dict[tuple[str, ...], Candidate] = {}
    for c in found:
        if c.rule == "place" and c.form == "name":
            words = tuple(t.lower for t in tokenise(text, c.start, c.end))
            if len(words[-1]) >= MIN_MISSPELT - 1 and len("".join(words)) >= MIN_MISSPELT:
                places.setdefault(words, c)
    more = []
    for line in lines:
        tokens = line.tokens
        for words, place in sorted(places.items()):
            for at in range(len(tokens) - len(words) + 1):
                piece = tokens[at : at + len(words)]
                last = piece[-1]
                if not last.is_name or last.lower == words[-1] or last.start in taken:
                    continue
                same = all(t.lower == w for t, w in zip(piece[:-1], words[:-1], strict=True))
                near = (
                    abs(len(last.lower) - len(words[-1])) <= 1
                    and same
                    and (jellyfish.damerau_levenshtein_distance(last.lower, words[-1]) == 1)
                )
                rare = last.lower not in knowledge.common_words
                if near and rare and last.lower not in knowledge.given_names:
                    more.append(Candidate(piece[0].start, last.end, place.type, "name",
                                          "misspelt place", 1, 0.7, place.norm,
                                          place.knowledge_id))  # fmt: skip
    return more
