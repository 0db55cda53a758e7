"""Names that no list and no head noun gives away: acronyms, inner capitals, rare words.

Weaker evidence than the other rules, so confidence is lower and every rule asks for context.
"""

from __future__ import annotations

import re

from toolkit.knowledge import Knowledge
from toolkit.mentions.candidates import Candidate, Line
from toolkit.mentions.tails import CALENDAR
from toolkit.mentions.tokens import Token

ROMAN = re.compile(r"^[IVXLC]+$")
TOWN = frozenset("in on upon under sur sous de la le les am an ob au next super by en".split())
LEADING = frozenset(("von", "van", "der", "den", "zu"))  # before surnames, hardly elsewhere
ARTICLES = (("a",), ("an",), ("the",), ("our",), ("its",), ("their",), ("his",), ("her",))
ENDS_NOUN = frozenset("that which of in from for with by on at built made whose and".split())
WHERE = frozenset("in at near from to towards around across outside inside".split())
VARIANT = re.compile(r"^\d{1,2}[A-Z]+\d+[A-Z]*$")  # "2A4M"; not "6PR", a station
DESIGNATION = re.compile(r"^[A-Z]{1,3}\d{1,4}(?:[A-Z]\d{0,2})?$")
CLUSTER = re.compile(r"^(?:APT|UNC|FIN|TA)\d{2,5}$")  # actors, as firms of security number them
HOLDINGS = frozenset("shares shareholders stake subsidiary customers".split())
MEETING = re.compile(r"^[A-Z]{2,6}[1-3]\d$")  # "at CMF25": a meeting with its year or number
NUMBERED = re.compile(r"^\d{1,3}[A-Z]?$")
APPOSED = 6  # words between an article and the noun of an apposition


class UnlistedFinder:
    """Proposes names in what is still free of a line."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    def find(self, line: Line, free: list[bool]) -> list[Candidate]:
        """`free[i]` says that token i lies in no other candidate."""
        if line.shouted:
            return []
        found: list[Candidate] = []
        reached, listed = 0, ""
        for at in line.names:
            if at < reached or not free[at]:
                continue
            listed = listed if found and self._goes_on(line, found[-1].end, at) else ""
            reached = self._run(line, at, free)
            candidate = self._name(line, at, reached, listed) if reached > at else None
            if candidate is not None:
                found.append(candidate)
                listed = listed or self._several(line, at)
        return found

    def _goes_on(self, line: Line, end: int, at: int) -> bool:
        """Is the word at `at` the next of a list that reached a text offset?"""
        between = line.lowers[line.index(end) : at]
        return between in ((",",), ("and",), (",", "and"), ("or",))

    def _several(self, line: Line, at: int) -> str:
        """The type that a plural before a name says of all names of a list, or ''."""
        before = line.lowers[at - 1] if at else ""
        return self.knowledge.class_nouns.get(before, "") if before.endswith("s") else ""

    def _run(self, line: Line, at: int, free: list[bool]) -> int:
        """Index after a run of free capitalised words, without an opening ordinary word."""
        tokens, cursor = line.tokens, at
        while cursor < len(tokens) and free[cursor] and cursor not in line.taken:
            token = tokens[cursor]
            if token.is_name and token.lower not in self.knowledge.stop_names:
                cursor += 1
            elif cursor > at and token.text in "-&'’" and self._joined(tokens, cursor, free):
                cursor += 2
            elif cursor > at and token.text == "-" and self._town(tokens, cursor):
                cursor += 4
            elif cursor > at and token.shape == "number" and len(token.text) < 4:
                cursor += 1
                break
            else:
                break
        return cursor

    def _joined(self, tokens: list[Token], at: int, free: list[bool]) -> bool:
        following = at + 1
        return (
            following < len(tokens) and free[following] and tokens[following].is_name
            and (tokens[at].text == "&" or (tokens[at].glued and tokens[following].glued))
        )  # fmt: skip

    def _town(self, tokens: list[Token], at: int) -> bool:
        """ "-on-Thames" of "Walton-on-Thames"."""
        piece = tokens[at : at + 4]
        return (
            len(piece) == 4 and piece[1].lower in TOWN and piece[2].text == "-"
            and piece[3].is_name and all(token.glued for token in piece)
        )  # fmt: skip

    def _name(self, line: Line, at: int, end: int, listed: str = "") -> Candidate | None:
        """The name in a run of words; `listed` is the type of the list that it stands in."""
        tokens = line.tokens
        while at < end and (
            (self._opens(line, at) and self._ordinary(tokens[at]))
            or tokens[at].lower in self.knowledge.openers
        ):
            at += 1
        while end > at and tokens[end - 1].shape == "number" and end - at == 1:
            end -= 1
        if at >= end:
            return None
        run = tokens[at:end]
        if len(run) == 1 and self._says_nothing(run[0]):
            return None
        if len(run) == 1 and run[0].shape == "upper":
            return self._acronym(line, at)
        rare = [t for t in run if t.is_name and not self._ordinary(t)]
        inner = any(re.search(r"[a-z][A-Z]", t.text) for t in run)
        if not rare and not (inner or listed or self._class_before(line, at)
                             or self._class_behind(line, at, end)):  # fmt: skip
            return None
        if len(run) == 1 and self._opens(line, at) and not inner:
            return None  # one rare word at the start of a sentence says too little
        led = at
        while led and tokens[led - 1].lower in LEADING:
            led -= 1
        if led < at and len(run) == 1:
            span = (tokens[led].start, run[-1].end)
            return Candidate(*span, "PERSON", "surname", "particle", 3, 0.7)
        kind, sure = (listed, 0.75) if listed else self._kind(line, at, end, inner)
        joined = len(run) == 3 and run[1].text == "-" and run[0].shape == run[2].shape == "upper"
        form = "acronym" if joined else "name"  # "ABC-DEF"
        return Candidate(run[0].start, run[-1].end, kind, form, "capitalised", 4, sure)

    def _says_nothing(self, token: Token) -> bool:
        known = self.knowledge
        alone = len(token.text) == 1 or token.shape == "initial"
        return alone or token.text in known.abbreviations or token.lower in known.legal_forms

    def _acronym(self, line: Line, at: int) -> Candidate | None:
        token = line.tokens[at]
        text = token.text
        letters = sum(c.isalpha() for c in text)
        if text in self.knowledge.abbreviations or ROMAN.match(text) or letters < 2:
            return None
        if text.replace(".", "") != text or len(text) > 10 or (len(text) < 3 and not line.heading):
            return None
        if len(text) > 4 and token.lower in self.knowledge.common_words:
            return None  # a word that is merely shouted
        model = VARIANT.match(text) or (DESIGNATION.match(text) and letters <= 3)
        kind = "PRODUCT" if model else "ORG"
        if MEETING.match(text) and at and line.lowers[at - 1] == "at":
            kind = "EVENT"
        kind = "ORG" if CLUSTER.match(text) else self._by_next(line, at + 1) or kind
        return Candidate(token.start, token.end, kind, "acronym", "capitals", 4, 0.6)

    def _kind(self, line: Line, at: int, end: int, inner: bool) -> tuple[str, float]:
        """A type from the words around: "the firm X", "X initiative", "X GmbH", "in X"."""
        following = self._by_next(line, end)
        if following is not None:
            return following, 0.7
        if end - at > 1 and line.tokens[end - 1].lower in self.knowledge.legal_forms:
            return "ORG", 0.8
        said = self._class_before(line, at) or self._class_apposed(line, end)
        if said:
            return said, 0.75
        if any(t.shape == "lower" for t in line.tokens[at:end]):
            return "GPE", 0.75  # "Walton-on-Thames"
        if self._employs(line, at):
            return "ORG", 0.7
        if inner:
            return "ORG", 0.6
        if end - at > 1 and NUMBERED.match(line.texts[end - 1]):
            return "PRODUCT", 0.5  # "Marlin 6A"
        names = [t for t in line.tokens[at:end] if t.is_name]
        if all(t.shape == "upper" for t in names):  # capitals throughout are no person
            model = DESIGNATION.match(names[0].text) or line.tokens[end - 1].shape == "number"
            return ("PRODUCT" if model else "ORG"), 0.6
        before = line.lowers[at - 1] if at else ""
        after = line.tokens[end].lower if end < len(line.tokens) else ""
        if before in WHERE:
            return "GPE", 0.5
        size = end - at
        if after in self.knowledge.speech_verbs or before in self.knowledge.speech_verbs:
            return "PERSON", 0.6
        if 2 <= size <= 3 and not any(self._ordinary(t) for t in line.tokens[at:end]):
            return "PERSON", 0.45
        return ("ORG", 0.45) if size > 1 else ("OTHER", 0.4)

    def _employs(self, line: Line, at: int) -> bool:
        """ "analysts at X", "a professor at X": who works somewhere; "shares of X"."""
        if at < 2:
            return False
        who, known = line.lowers[at - 2], self.knowledge.role_nouns
        if line.lowers[at - 1] == "at":
            return who in known or (who.endswith("s") and who[:-1] in known)
        return line.lowers[at - 1] in ("of", "in") and who in HOLDINGS

    def _class_before(self, line: Line, at: int) -> str:
        """The type that a noun right before the name says: "the firm X", "the tanker X"."""
        before = line.lowers[at - 1] if at else ""
        if before in ("up", "ups") and at >= 3 and line.texts[at - 2] == "-":
            return "ORG" if line.lowers[at - 3] == "start" else ""
        kind = self.knowledge.class_nouns.get(before, "")
        return "" if line.lowers[at] in CALENDAR else kind

    def _class_apposed(self, line: Line, end: int) -> str:
        """The type that an apposition says: "Dorada, a large cargo vessel that ..."."""
        lowers = line.lowers
        if lowers[end : end + 1] != (",",) or lowers[end + 1 : end + 2] not in ARTICLES:
            return ""
        for at in range(end + 2, min(end + 2 + APPOSED, len(lowers))):
            if line.tokens[at].shape == "sign" and lowers[at] != "-":
                return ""
            follows = line.tokens[at + 1] if at + 1 < len(lowers) else None
            if follows is None or follows.shape == "sign" or follows.lower in ENDS_NOUN:
                return self.knowledge.class_nouns.get(lowers[at], "")
        return ""

    def _class_behind(self, line: Line, at: int, end: int) -> bool:
        """ "the Thunder rocket": a word of the language, a name by its capital and the noun."""
        if not 0 < at < len(line.tokens) or end >= len(line.tokens) or end - at > 2:
            return False
        known = self.knowledge
        noun = line.lowers[end] in known.behind and line.tokens[end].shape == "lower"
        led = line.lowers[at - 1] in ("the", "a", "an", "its", "their") or (
            line.tokens[at - 1].shape == "possessive"
        )
        plain = any(w in known.heads or w in known.titles for w in line.lowers[at:end])
        return noun and led and not plain

    def _by_next(self, line: Line, at: int) -> str | None:
        """A head noun in small letters right after the name ("the Marlin initiative")."""
        if at < len(line.tokens) and line.tokens[at].shape == "lower":
            head = self.knowledge.heads.get(" ".join(line.lowers[at : at + 2]))
            head = head or self.knowledge.heads.get(line.lowers[at])
            if head is not None and head[0] not in ("LOC",):
                return head[0]
            noun = self.knowledge.class_nouns.get(line.lowers[at])
            return noun if noun == "FACILITY" else None  # "the Marwick mine"
        return None

    def _ordinary(self, token: Token) -> bool:
        return token.shape == "cap" and (
            token.lower in self.knowledge.common_words or token.lower in self.knowledge.openers
        )

    def _opens(self, line: Line, at: int) -> bool:
        """Is the word capitalised because of where it stands?"""
        if at == 0 or line.heading:
            return True
        before = line.tokens[at - 1]
        opening = before.shape == "sign" and before.text not in ",-–(&/'’"
        return opening or before.shape == "number"
