"""Finds curated names by their words: places with demonyms, known organisations.

Names are matched word by word, so line breaks, quotes and hyphens in the text do not matter and
no match starts or ends inside a word. Longest first.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.knowledge import Knowledge
from toolkit.knowledge.curated import PLACE_KINDS
from toolkit.mentions.candidates import Candidate, Line
from toolkit.mentions.tokens import Token, fold_word, tokenise

SMALL = frozenset("of the and for on in de la le des du to a an at & - '".split())


PLACE_FORMS = {"demonym": "demonym", "abbreviation": "acronym", "code": "acronym"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One written form. `case` is any, exact or name (capitalised as names are)."""

    words: tuple[str, ...]
    written: tuple[str, ...]
    type: str
    form: str
    norm: str
    knowledge_id: str
    case: str
    rule: str


class Gazetteer:
    """Look-up of all written forms of the curated knowledge."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._by_first: dict[str, list[Entry]] = defaultdict(list)
        self.codes: dict[str, Entry] = {}
        self.definite: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for place in knowledge.places:
            kind = PLACE_KINDS[place.kind]
            case = "any" if place.any_case else "exact"
            norm = knowledge.place_names.get(place.place_id, place.name)
            entry = _entry(place.name, kind, PLACE_FORMS.get(place.form, "name"), norm, place.place_id,
                           case, "place")  # fmt: skip
            if place.form == "code":
                self.codes[place.name] = entry
            else:
                self._by_first[entry.words[0]].append(entry)
        for known in knowledge.names:
            for written in (known.name, *known.aliases):
                short = written.isupper() and " " not in written
                form, case = ("acronym", "exact") if short else ("name", "name")
                entry = _entry(written, known.type, form, known.name, known.known_id, case,
                               "known name")  # fmt: skip
                self._by_first[entry.words[0]].append(entry)
            rule = "ambiguous acronym" if known.ambiguous else "known name"
            for written in known.acronyms:
                entry = _entry(written, known.type, "acronym", known.name, known.known_id,
                               "exact", rule)  # fmt: skip
                self._by_first[entry.words[0]].append(entry)
            for phrase in known.definite:
                self.definite[phrase].append((known.known_id, known.name))
        for entries in self._by_first.values():
            entries.sort(key=lambda e: (-len(e.words), e.rule != "known name", e.knowledge_id))

    def find(self, line: Line) -> Iterator[Candidate]:
        """Longest curated name at each word; overlapping shorter ones are not proposed."""
        tokens = line.tokens
        at = 0
        while at < len(tokens):
            entry = self._at(tokens, at, line.shouted)
            if entry is None:
                at += 1
                continue
            last = at + len(entry.words) - 1
            yield Candidate(tokens[at].start, tokens[last].end, entry.type, entry.form, entry.rule,
                            1, 0.95, entry.norm, entry.knowledge_id)  # fmt: skip
            code = self._code_after(tokens, last + 1) if entry.rule == "place" else None
            if code is not None:
                last = code[0]
                token = tokens[last]
                yield Candidate(token.start, token.end, "GPE", "acronym", "country code", 1, 0.8,
                                code[1].norm, code[1].knowledge_id)  # fmt: skip
            at = last + 1

    def whole(self, text: str) -> Entry | None:
        """The entry whose written form is all of `text`, capitals as they are."""
        tokens = [token for token in tokenise(text, 0, len(text)) if token.shape != "possessive"]
        if tokens and tokens[0].lower == "the" and len(tokens) > 1:
            entry = self._at(tokens, 1, shouted=False)
            if entry is not None and len(entry.words) == len(tokens) - 1:
                return entry
        entry = self._at(tokens, 0, shouted=False) if tokens else None
        return entry if entry is not None and len(entry.words) == len(tokens) else None

    def _at(self, tokens: list[Token], at: int, shouted: bool) -> Entry | None:
        for entry in self._by_first.get(tokens[at].lower, ()):
            size = len(entry.words)
            piece = tokens[at : at + size]
            if len(piece) == size and all(
                token.lower == word for token, word in zip(piece, entry.words, strict=True)
            ):
                if _case_fits(piece, entry, shouted):
                    return entry
        return None

    def _code_after(self, tokens: list[Token], at: int) -> tuple[int, Entry] | None:
        """A country code right after a place: "The Hague, NL"."""
        if at < len(tokens) and tokens[at].text in (",", "("):
            at += 1
        if at < len(tokens) and tokens[at].text in self.codes:
            return at, self.codes[tokens[at].text]
        return None


def _entry(
    written: str, kind: str, form: str, norm: str, known_id: str, case: str, rule: str
) -> Entry:
    tokens = tokenise(written, 0, len(written))
    words = tuple(token.lower for token in tokens)
    return Entry(words, tuple(t.text for t in tokens), kind, form, norm, known_id, case, rule)


def _case_fits(piece: list[Token], entry: Entry, shouted: bool) -> bool:
    if shouted or entry.case == "any":
        # in a line of capitals only, an acronym that is also a word says nothing
        return entry.case != "exact" or not shouted or len(entry.words) > 1 or len(entry.norm) > 3
    if entry.case == "exact":
        return all(
            fold_quotes(t.text) == fold_quotes(w) for t, w in zip(piece, entry.written, strict=True)
        )
    return all(token.is_name or token.shape in ("number", "sign") or token.lower in SMALL
               or written[0].islower()
               for token, written in zip(piece, entry.written, strict=True))  # fmt: skip


def fold_quotes(word: str) -> str:
    return word.replace("’", "'").replace("ʼ", "'")


@functools.lru_cache(maxsize=4)
def gazetteer(knowledge: Knowledge) -> Gazetteer:
    """The look-up for this knowledge; built once."""
    return Gazetteer(knowledge)


__all__ = ["Entry", "Gazetteer", "fold_word", "gazetteer"]
