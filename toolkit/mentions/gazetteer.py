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
from toolkit.mentions.tokens import MOST_WORDS, Token, tokenise

SMALL = frozenset("of the and for on in de la le des du to a an at & - '".split())


# Words of names of bodies that are spelt two ways.
AMERICAN = {
    "Defence": "Defense", "Centre": "Center", "Programme": "Program", "Labour": "Labor",
    "Organisation": "Organization", "Co-operation": "Cooperation", "Harbour": "Harbor",
    "Stabilisation": "Stabilization", "Modernisation": "Modernization",
}  # fmt: skip
BRITISH = {american: british for british, american in AMERICAN.items() if "-" not in british}
LOOSE = ("number", "sign", "possessive")  # shapes that say nothing of capitals
PLACE_FORMS = {"demonym": "demonym", "abbreviation": "acronym", "code": "acronym"}


@dataclass(frozen=True)
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

    @functools.cached_property
    def plain(self) -> tuple[str, ...]:
        """`written` with straight quotes."""
        return tuple(map(fold_quotes, self.written))


class Gazetteer:
    """Look-up of all written forms of the curated knowledge."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._entries: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
        # By first word: the names that are that word, longer ones by their second word, longest
        # first.
        self._single: dict[str, list[Entry]] = {}
        self._longer: dict[str, dict[str, list[tuple[tuple[str, ...], list[Entry]]]]] = {}
        self._opening: dict[str, bool] = {}  # by word: does a name or a code start with it?
        self._whole = functools.lru_cache(maxsize=65536)(self._find_whole)
        self.codes: dict[str, Entry] = {}
        self.definite: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._words = frozenset(knowledge.common_words) | knowledge.openers
        for entry in (*_places(knowledge), *_known(knowledge)):
            if entry.rule == "country code":
                self.codes[entry.written[0]] = entry
            else:
                self._entries[entry.words].append(entry)
        for known in knowledge.names:
            for phrase in known.definite:
                self.definite[phrase].append((known.known_id, known.name))
        self._arrange()

    def _arrange(self) -> None:
        for words, entries in sorted(self._entries.items(), key=lambda item: -len(item[0])):
            entries.sort(key=lambda e: (e.rule != "known name", e.knowledge_id))
            if len(words) == 1:
                self._single[words[0]] = entries
            else:
                longer = self._longer.setdefault(words[0], {})
                longer.setdefault(words[1], []).append((words, entries))

    def find(self, line: Line) -> Iterator[Candidate]:
        """Longest curated name at each word; overlapping shorter ones are not proposed."""
        tokens, opening, codes = line.tokens, self._opening, self.codes
        reached = 0
        for at in [i for i, t in enumerate(tokens) if opening.get(t[2], True)]:
            if at < reached:
                continue
            token = tokens[at]
            if not (opening.get(token.text) or self._opens(token)):
                continue
            entry = self._at(tokens, at, line.shouted)
            if entry is None:
                if token.text in codes and self._bracketed(tokens, at):
                    yield self.code(token)
                continue
            last = at + len(entry.words) - 1
            yield Candidate(token.start, tokens[last].end, entry.type, entry.form, entry.rule,
                            1, 0.95, entry.norm, entry.knowledge_id)  # fmt: skip
            if last > at:
                yield from self._nested(tokens, at, last + 1, line.shouted)
            placed = entry.rule == "place" and not line.shouted
            following = self.code_after(tokens, last + 1) if placed else None
            if following is not None:
                yield self.code(following)
            reached = last + 1

    def _opens(self, token: Token) -> bool:
        """Does a curated name or a code start with this word? Remembered by word."""
        if len(self._opening) >= MOST_WORDS:
            self._opening.clear()
        lower, codes = token.lower, self.codes
        opens = lower in self._single or lower in self._longer or token.text in codes
        self._opening[token.text] = opens
        return opens

    def _nested(
        self, tokens: list[Token], first: int, end: int, shouted: bool
    ) -> Iterator[Candidate]:
        """Shorter curated names inside a longer one: NATO in "NATO Parliamentary Assembly"."""
        for at in range(first, end):
            inside = tokens[at : end - (at == first)]
            entry = self._at(inside, 0, shouted) if inside else None
            if entry is not None:
                last = at + len(entry.words) - 1
                yield Candidate(tokens[at].start, tokens[last].end, entry.type, entry.form,
                                entry.rule, 1, 0.95, entry.norm, entry.knowledge_id)  # fmt: skip

    def whole(self, text: str) -> Entry | None:
        """The entry whose written form is all of `text`, capitals as they are."""
        return self._whole(text)

    def _find_whole(self, text: str) -> Entry | None:
        tokens = [token for token in tokenise(text, 0, len(text)) if token.shape != "possessive"]
        for skip in (1, 0) if tokens and tokens[0].lower == "the" and len(tokens) > 1 else (0,):
            entry = self._at(tokens, skip, shouted=False) if tokens else None
            if entry is not None and len(entry.words) == len(tokens) - skip:
                return entry
        return None

    def code(self, token: Token) -> Candidate:
        entry = self.codes[token.text]
        return Candidate(token.start, token.end, "GPE", "acronym", "country code", 1, 0.8,
                         entry.norm, entry.knowledge_id)  # fmt: skip

    def code_after(self, tokens: list[Token], at: int) -> Token | None:
        """A country code right after a place: "The Hague, NL"."""
        if at < len(tokens) and tokens[at].text == ",":
            at += 1
        return tokens[at] if at < len(tokens) and tokens[at].text in self.codes else None

    def _bracketed(self, tokens: list[Token], at: int) -> bool:
        """A country code alone in brackets: "Mark Rutte (NL)"."""
        return (
            0 < at < len(tokens) - 1 and tokens[at - 1].text == "(" and tokens[at + 1].text == ")"
        )

    def _at(self, tokens: list[Token], at: int, shouted: bool) -> Entry | None:
        first = tokens[at].lower
        longer = self._longer.get(first)
        if longer is not None and at + 1 < len(tokens):
            for words, entries in longer.get(tokens[at + 1].lower, ()):
                piece = tokens[at : at + len(words)]
                if tuple([token[3] for token in piece]) == words:
                    for entry in entries:
                        if self._case_fits(piece, entry, shouted):
                            return entry
        for entry in self._single.get(first, ()):
            if self._case_fits([tokens[at]], entry, shouted):
                return entry
        return None

    def _case_fits(self, piece: list[Token], entry: Entry, shouted: bool) -> bool:
        if entry.case == "any":
            return True
        if shouted:  # in a line of capitals an acronym that is also a word says nothing
            return len(piece) > 1 or piece[0].lower not in self._words or entry.form == "name"
        if len(piece) == 1 and entry.rule == "place" and piece[0].text.isupper():
            return entry.form == "acronym" or len(piece[0].text) > 3  # a dateline: "BERLIN, ..."
        if entry.case == "exact":
            written = tuple([token[2] for token in piece])
            return written == entry.written or tuple(map(fold_quotes, written)) == entry.plain
        return all(
            t.is_name or t.shape in LOOSE or t.lower in SMALL or t.text == word
            for t, word in zip(piece, entry.written, strict=True)
        )


def _places(knowledge: Knowledge) -> Iterator[Entry]:
    for place in knowledge.places:
        kind = PLACE_KINDS[place.kind]
        norm = knowledge.place_names.get(place.place_id, place.name)
        rule = "country code" if place.form == "code" else "place"
        form = PLACE_FORMS.get(place.form, "name")
        case = "any" if place.any_case else "exact"
        yield _entry(place.name, kind, form, norm, place.place_id, case, rule)


def _known(knowledge: Knowledge) -> Iterator[Entry]:
    for known in knowledge.names:
        for written in (known.name, *known.aliases):
            short = written.isupper() and " " not in written
            form, case = ("acronym", "exact") if short else ("name", "name")
            written = written.removeprefix("The ").removeprefix("the ")
            for spelt in _spellings(written) if case == "name" else (written,):
                yield _entry(
                    spelt, known.type, form, known.name, known.known_id, case, "known name"
                )
        rule = "ambiguous acronym" if known.ambiguous else "known name"
        for written in known.acronyms:
            yield _entry(written, known.type, "acronym", known.name, known.known_id, "exact", rule)


def _spellings(written: str) -> Iterator[str]:
    """A name as it stands, in British and in American spelling, and without its hyphens."""
    words = written.split(" ")
    british = " ".join(BRITISH.get(word, word) for word in words)
    american = " ".join(AMERICAN.get(word, word) for word in words)
    yield from dict.fromkeys((written, british, american, written.replace("-", " ")))


def _entry(
    written: str, kind: str, form: str, norm: str, known_id: str, case: str, rule: str
) -> Entry:
    tokens = tokenise(written, 0, len(written))
    words = tuple(token.lower for token in tokens)
    return Entry(words, tuple(t.text for t in tokens), kind, form, norm, known_id, case, rule)


def fold_quotes(word: str) -> str:
    return word.replace("’", "'").replace("ʼ", "'")


@functools.lru_cache(maxsize=4)
def gazetteer(knowledge: Knowledge) -> Gazetteer:
    """The look-up for this knowledge; built once."""
    return Gazetteer(knowledge)
