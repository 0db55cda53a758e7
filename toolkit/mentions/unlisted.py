"""Names that no list and no head noun gives away: acronyms, inner capitals, rare words.

Weaker evidence than the other rules, so confidence is lower and every rule asks for context.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.knowledge import Knowledge
from toolkit.mentions.candidates import Candidate, Line
from toolkit.mentions.class_nouns import ClassNouns, ordinary
from toolkit.mentions.counts import counted, dated, numbered
from toolkit.mentions.runs import PARTICLES, RunReader
from toolkit.mentions.tokens import Token
from toolkit.names.normalise import fold

ROMAN = re.compile(r"^[IVXLC]+$")
LEADING = frozenset(("von", "van", "der", "den", "zu"))  # before surnames, hardly elsewhere
WHERE = frozenset("in at near from to towards around across outside inside".split())
VARIANT = re.compile(r"^\d{1,2}[A-Z]+\d+[A-Z]*$")  # "2A4M"; not "6PR", a station
DESIGNATION = re.compile(r"^[A-Z]{1,3}\d{1,4}(?:[A-Z]\d{0,2})?$")
CLUSTER = re.compile(r"^(?:APT|UNC|FIN|TA)\d{2,5}$")  # actors, as firms of security number them
MEETING = re.compile(r"^[A-Z]{2,6}[1-3]\d$")  # "at CMF25": a meeting with its year or number
LETTERS = 5  # of an acronym that begins the name of a firm
LONG = 6  # letters of a word whose end tells a type
SHARED = 0.7  # confidence of a type that a list shares
NUMBERED = re.compile(r"^\d{1,4}[A-Z]?$")


class UnlistedFinder:
    """Proposes names in what is still free of a line."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self._nouns = ClassNouns(knowledge)
        self._runs = RunReader(knowledge)

    def find(
        self, line: Line, free: list[bool], places: Sequence[Candidate] = ()
    ) -> list[Candidate]:
        """`free[i]` says that token i lies in no other candidate; `places` are those of a list."""
        if line.shouted or not self._left(line, free):
            return []
        found: list[Candidate] = self._runs.behind_places(line, free, places)
        reached, listed = 0, ""
        for at in line.names:
            if at < reached or not free[at]:
                continue
            reached = self._runs.end(line, at, free)
            if reached <= at:
                continue
            listed = listed if found and self._goes_on(line, found[-1].end, at) else ""
            listed = listed or self._nouns.several(line, at)
            candidate = self._name(line, at, reached, listed)
            if candidate is not None:
                found.append(candidate)
                shared = self._nouns.shared(line, reached) if len(found) > 1 else ""
                if shared:
                    self._share(line, found, shared)
        return found

    def _left(self, line: Line, free: list[bool]) -> bool:
        """Is any word in the shape of a name left that does not only open a sentence?"""
        left = [line.lowers[at] for at in line.names if free[at]]
        return not self.knowledge.openers.issuperset(left)

    def _share(self, line: Line, found: list[Candidate], kind: str) -> None:
        """Gives the names of a list the type that a plural behind the last says of all."""
        for i in range(len(found) - 2, -1, -1):
            if not self._goes_on(line, found[i].end, line.index(found[i + 1].start)):
                return
            found[i] = found[i]._replace(type=kind, confidence=SHARED)

    def _goes_on(self, line: Line, end: int, at: int) -> bool:
        """Is the word at `at` the next of a list that reached a text offset?"""
        between = line.lowers[line.index(end) : at]
        if between and between[-1] == "the":
            between = between[:-1]
        return between in ((",",), ("and",), (",", "and"), ("or",))

    def _name(self, line: Line, at: int, end: int, listed: str = "") -> Candidate | None:
        """The name in a run of words; `listed` is the type of the list that it stands in."""
        tokens = line.tokens
        while at < end and (
            (self._opens(line, at) and ordinary(self.knowledge, tokens[at]))
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
            found = self._acronym(line, at)
            return found._replace(type=listed, confidence=0.75) if found and listed else found
        rare = [t for t in run if t.is_name and not ordinary(self.knowledge, t)]
        inner = any(re.search(r"[a-z][A-Z]", t.text) for t in run)
        if not rare and not (inner or listed or self._nouns.before(line, at)
                             or self._nouns.beside_word(line, at, end)
                             or numbered(self.knowledge, line, at, end)):  # fmt: skip
            return None
        opening = len(run) == 1 and self._opens(line, at) and not inner
        if opening and line.heading:
            return None
        if at == 0 and dated(line, end):
            return Candidate(run[0].start, run[-1].end, "GPE", "name", "capitalised", 4, 0.75)
        led = at
        while led and tokens[led - 1].lower in LEADING:
            led -= 1
        if led < at and len(run) == 1:
            span = (tokens[led].start, run[-1].end)
            return Candidate(*span, "PERSON", "surname", "particle", 3, 0.7)
        kind, sure = (listed, 0.75) if listed else self._kind(line, at, end, inner)
        joined = len(run) == 3 and run[1].text == "-" and run[0].shape == run[2].shape == "upper"
        form = "acronym" if joined else "name"  # "ABC-DEF"
        rule = "opening" if opening else "capitalised"
        return Candidate(run[0].start, run[-1].end, kind, form, rule, 4, sure)

    def _says_nothing(self, token: Token) -> bool:
        known = self.knowledge
        alone = len(token.text) == 1 or token.shape == "initial"
        return alone or token.text in known.abbreviations or token.lower in known.legal_forms

    def _acronym(self, line: Line, at: int) -> Candidate | None:
        token = line.tokens[at]
        text = token.text
        letters = sum(c.isalpha() for c in text)
        behind = self._nouns.behind(line, at + 1, at)
        if letters == 1 and behind == "PRODUCT" and DESIGNATION.match(text):
            return Candidate(token.start, token.end, behind, "acronym", "capitals", 4, 0.7)
        if text in self.knowledge.abbreviations or ROMAN.match(text) or letters < 2:
            return None
        if text.replace(".", "") != text or len(text) > 10 or (len(text) < 3 and not line.heading):
            return None
        if len(text) > 4 and token.lower in self.knowledge.common_words and not behind:
            return None  # a word that is merely shouted
        model = VARIANT.match(text) or (DESIGNATION.match(text) and letters <= 3)
        kind = "PRODUCT" if model else "ORG"
        if MEETING.match(text) and at and line.lowers[at - 1] == "at":
            kind = "EVENT"
        said = self._nouns.before(line, at)
        kind = "ORG" if CLUSTER.match(text) else behind or said or kind
        return Candidate(token.start, token.end, kind, "acronym", "capitals", 4, 0.6)

    def _kind(self, line: Line, at: int, end: int, inner: bool) -> tuple[str, float]:
        """A type from the words around: "the firm X", "X initiative", "X GmbH", "in X"."""
        following = self._nouns.behind(line, end, at)
        if following == "FACILITY" and self._town(line, at, end):
            return "GPE", 0.7  # "the Marlow refinery": named by its town
        if following:
            return following, 0.7
        if end - at > 1 and line.tokens[end - 1].lower in self.knowledge.legal_forms:
            return "ORG", 0.8
        said = self._nouns.beside(line, at, end)
        if said:
            return said, 0.75
        foreign = [k for w in line.lowers[at:end] if (k := self.knowledge.foreign.get(w))]
        if foreign and end - at > 1:
            return foreign[0], 0.75  # "Banque Marwick"
        if any(t.shape == "lower" and t.text not in PARTICLES for t in line.tokens[at:end]):
            return "GPE", 0.75  # "Walton-on-Thames"
        if self._employs(line, at):
            return "ORG", 0.7
        if counted(line, at, end):
            return "PRODUCT", 0.7
        ending = self._ending(line, at, end)
        if ending:
            return ending, 0.7
        if inner:
            return "ORG", 0.6
        if end - at > 1 and NUMBERED.match(line.texts[end - 1]):
            return "PRODUCT", 0.5  # "Marlin 6A"
        names = [t for t in line.tokens[at:end] if t.is_name]
        if len(names) > 1 and names[0].shape == "upper" and names[1].shape == "cap":
            if 2 < len(names[0].text) <= LETTERS and names[0].text.isalpha():
                return "ORG", 0.7  # "ZVM Impex"
        if all(t.shape == "upper" for t in names):  # capitals throughout are no person
            model = DESIGNATION.match(names[0].text) or line.tokens[end - 1].shape == "number"
            return ("PRODUCT" if model else "ORG"), 0.6
        before = line.lowers[at - 1] if at else ""
        after = line.tokens[end].lower if end < len(line.tokens) else ""
        if before in WHERE:
            return "GPE", 0.5
        size = end - at - sum(t.text in PARTICLES for t in line.tokens[at:end])
        if after in self.knowledge.speech_verbs or before in self.knowledge.speech_verbs:
            return "PERSON", 0.6
        last = names[-1]
        if last.shape == "upper" and not ROMAN.match(last.text) and len(last.text) < LETTERS and (
            names[0].lower not in self.knowledge.given_names
        ):  # fmt: skip
            return "ORG", 0.5  # "Marwick JS"
        if 2 <= size <= 3 and not any(ordinary(self.knowledge, t) for t in names):
            return "PERSON", 0.45
        return ("ORG", 0.45) if size > 1 else ("OTHER", 0.4)

    def _town(self, line: Line, at: int, end: int) -> bool:
        words = " ".join(line.texts[at:end]).replace(" - ", "-")
        return fold(words) in self.knowledge.towns

    def _ending(self, line: Line, at: int, end: int) -> str:
        """The type that the end of a word of no list tells: "Dorvenbank", "Marlugrad"."""
        word = line.lowers[at]
        if end - at > 1 or len(word) < LONG or word in self.knowledge.given_names:
            return ""
        return next((k for k, ends in self.knowledge.endings.items() if word.endswith(ends)), "")

    def _employs(self, line: Line, at: int) -> bool:
        """ "analysts at X", "a professor at X": who works somewhere."""
        if at < 2:
            return False
        who, known = line.lowers[at - 2], self.knowledge.role_nouns
        if line.lowers[at - 1] == "at":
            return who in known or (who.endswith("s") and who[:-1] in known)
        return False

    def _opens(self, line: Line, at: int) -> bool:
        """Is the word capitalised because of where it stands?"""
        if at == 0 or line.heading:
            return True
        before = line.tokens[at - 1]
        opening = before.shape == "sign" and before.text not in ",-–(&/'’"
        return opening or before.shape == "number"
