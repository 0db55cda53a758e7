"""How far a name reaches behind its head noun: what "of", "for" or "on" ties to it, lists of
ordinary words, years and numbers of editions, the country of a mission."""

from __future__ import annotations

from collections.abc import Container

from toolkit.knowledge import Knowledge
from toolkit.mentions.candidates import Candidate, Line
from toolkit.mentions.phrases import index_after
from toolkit.mentions.tokens import Token
from toolkit.names.organisations import numbers

RIGHT = frozenset(("of", "for", "on", "against", "de", "des", "du", "della"))
BEHIND = RIGHT | {"to"}
CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow mr mrs ms "
    "january february march may april june july august september october november december".split()
)
YEARS = range(1900, 2101)
NUMBERED = ("EVENT", "DOCUMENT", "PROGRAMME")  # what has editions
MISSIONS = frozenset(("mission", "force", "presence"))  # that are sent to a country
FORMATIONS = MISSIONS | {"fleet", "operation"}
TIES = {
    "on": ("ORG", "EVENT", "PROGRAMME", "DOCUMENT"),
    "against": ("ORG", "PROGRAMME", "DOCUMENT"),
}
FIELDS = frozenset("defence defense space steel oil gas materials foods air rail cyber".split())
PREFIXES = frozenset("co non anti counter post pre inter sub multi self".split())


class TailReader:
    """Reads what follows a head noun in a line."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    def right(self, line: Line, end: int, known: dict[int, Candidate], kind: str) -> int:
        """Index after the last token of the name whose head ends before `end`."""
        tokens, last = line.tokens, end
        while last < len(tokens) and line.lowers[last] in BEHIND:
            longer = self._tied(line, last, known, kind, first=last == end)
            if longer is None:
                break
            last = longer
        if last == len(tokens) or kind not in NUMBERED:
            return last
        after = tokens[last]
        return last + ((is_year(after) and not after.glued) or _is_roman(after))

    def _tied(
        self, line: Line, at: int, known: dict[int, Candidate], kind: str, first: bool
    ) -> int | None:
        """Index after "of Defence", "for the Baltic Sea", "to 2030", or None."""
        tokens = line.tokens
        word = tokens[at].lower
        if word == "to" and at + 1 < len(tokens) and is_year(tokens[at + 1]):
            return at + 2
        if kind not in TIES.get(word, (kind,)):
            return None  # "the Dam on the ..." says where it is
        if word == "on" and (tokens[at - 1].lower in FORMATIONS or (kind == "ORG" and not first)):
            return None  # "the Northern Fleet on the ...", "the Council of Europe on the ..."
        if word not in RIGHT or not (first or word in ("of", "on", "for")):
            return None
        start = at + 1
        if start < len(tokens) and tokens[start].lower in ("the", "la", "l"):
            start += 1
        if start >= len(tokens) or not tokens[start].is_name or start in line.taken:
            return None
        if tokens[start].lower in CALENDAR:
            return None
        if word != "of" and not first and start in known:
            return None
        firm = tokens[at - 1].lower in self.knowledge.companies or (
            first and kind == "ORG" and tokens[at - 1].lower in FIELDS
        )
        if firm and start in known:
            return None
        end = self.run(line, start, known)
        if start in known:  # "of the People's Liberation Army"
            end = max(end, index_after(tokens, known[start].end))
        return end

    def sent(
        self, tokens: list[Token], span: tuple[int, int, int], known: dict[int, Candidate],
        kind: str,
    ) -> tuple[int, str]:  # fmt: skip
        """With the place that a mission is sent to ("Support Mission in Somalia"), which makes it
        an organisation, or the region of a treaty or a body ("Security and Co-operation in
        Europe"); with its type."""
        at, end, right = span
        word = tokens[right].lower if right < len(tokens) else ""
        start = right + 1 + (right + 1 < len(tokens) and tokens[right + 1].lower == "the")
        place = known.get(start) if word in ("in", "to") else None
        if place is None or place.form != "name" or place.type not in ("GPE", "LOC"):
            return right, kind
        mission = tokens[end - 1].lower in MISSIONS and right == end and at > 0
        if mission and tokens[at - 1].is_name:
            return index_after(tokens, place.end), "ORG"
        regional = kind in ("DOCUMENT", "ORG") and word == "in" and place.type == "LOC"
        return (index_after(tokens, place.end) if regional and right > end else right), kind

    def run(self, line: Line, at: int, known: Container[int] = ()) -> int:
        """Index after a run of capitalised words from `at`, with "and" lists of ordinary words; a
        `known` name begins another one."""
        tokens, cursor = line.tokens, at
        while cursor < len(tokens) and cursor not in line.taken:
            token = tokens[cursor]
            if token.is_name:
                cursor += 1
            elif token.text in "-–" and token.glued and self._name(line, cursor + 1):
                cursor += 2
            elif token.text == "-" and token.glued and self._prefixed(tokens, cursor):
                cursor += 2
            elif token.lower == "and" and cursor + 1 in known:
                break
            elif token.lower in ("and", "&") and self._both_plain(line, cursor):
                cursor += 2
            elif token.text == "," and self._list_goes_on(line, cursor):
                cursor += 2
            else:
                break
        return cursor

    def _prefixed(self, tokens: list[Token], hyphen: int) -> bool:
        """ "Co-operation", "Non-proliferation": one word with a hyphen."""
        after = hyphen + 1
        return (
            0 < hyphen < len(tokens) - 1
            and tokens[hyphen - 1].lower in PREFIXES
            and tokens[after].shape == "lower"
            and tokens[after].glued
        )

    def _name(self, line: Line, at: int) -> bool:
        return at < len(line.tokens) and line.tokens[at].is_name and at not in line.taken

    def _both_plain(self, line: Line, sign: int) -> bool:
        words = self.knowledge.common_words
        return (
            self._name(line, sign + 1)
            and line.tokens[sign - 1].lower in words
            and line.tokens[sign + 1].lower in words
            and line.tokens[sign + 1].shape == "cap"
        )

    def _list_goes_on(self, line: Line, comma: int) -> bool:
        """ "Economy, Environment and Agriculture": a comma inside a list that ends with "and"."""
        ahead = comma
        for _ in range(4):
            if not self._both_plain(line, ahead):
                return False
            ahead += 2
            if ahead < len(line.tokens) and line.tokens[ahead].lower == "and":
                return self._both_plain(line, ahead)
            if ahead >= len(line.tokens) or line.tokens[ahead].text != ",":
                return False
        return False


def is_year(token: Token) -> bool:
    return token.shape == "number" and token.text.isdecimal() and int(token.text) in YEARS


def _is_roman(token: Token) -> bool:
    """A Roman number of two letters or more: a single one is rather an initial."""
    return len(token.text) > 1 and bool(numbers(f"edition {token.text}").romans)
