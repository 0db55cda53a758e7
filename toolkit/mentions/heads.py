"""Names by their head noun: "... Forum", "Ministry of ...", "... Association of Europe".

The head says what kind of thing is named; capitalised words to its left belong to the name, and
so does what "of", "for" or "on" ties to its right. Lists inside a name ("Aerospace, Security and
Defence Industries Association") are read when their parts are ordinary words, not names.
"""

from __future__ import annotations

from toolkit.knowledge import Knowledge
from toolkit.mentions.candidates import Candidate, Line
from toolkit.mentions.head_evidence import HeadEvidence
from toolkit.mentions.tails import BEHIND, CALENDAR, NUMBERED, TailReader, is_year
from toolkit.mentions.tokens import Token, tokenise
from toolkit.names.organisations import is_number

PLACES = ("GPE", "LOC")
JOINING = frozenset(("cap", "upper", "initial", "number", "sign", "possessive"))
SENT = (("in",), ("to",))
ITEM = 8  # words
APOSTROPHES = ("'", "’", "ʼ")
WHOLE = 3  # words before a head that make a name which needs no owner behind it


class HeadFinder:
    """Proposes names by head nouns. Needs persons and titles to be marked as taken."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.tails = TailReader(knowledge)
        self._evidence = HeadEvidence(knowledge)
        self._heads: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
        for head, (kind, strong) in knowledge.heads.items():
            words = tuple(token.lower for token in tokenise(head, 0, len(head)))
            self._heads.setdefault(words[0], []).append((words, kind, strong))
        for rows in self._heads.values():
            rows.sort(key=lambda row: (-len(row[0]), row[0]))

    def find(self, line: Line, known: dict[int, Candidate]) -> list[Candidate]:
        """Candidates of a line, longest head first at each word; they may overlap."""
        found = []
        tokens = line.tokens
        for at in [i for i in line.names if line.lowers[i] in self._heads]:
            if at in line.taken or line.shouted:
                continue
            head = self.head_at(tokens, at)
            if head is None:
                continue
            end, kind, strong = head
            if end == at + 1 and self._alone(line, at):
                continue
            right = self.tails.right(line, end, known, kind)
            if kind == "EVENT" and tokens[at].lower in self.knowledge.leading and right > end:
                continue  # "Typhoon of the ...": a storm has its name behind it
            if line.lowers[right : right + 1] in SENT:
                right, kind = self.tails.sent(tokens, (at, end, right), known, kind)
            first = self._left(line, at, known, kind)
            if end - first >= WHOLE and self._evidence.owner(line, end, right, known):
                right = end
            if kind in PLACES and self._within(tokens, first, known, (at, right)):
                continue
            left = first
            if tokens[at].lower in self.knowledge.formations:
                left = self._numbered_unit(line, first)
            elif kind in NUMBERED and (first < at or right > end):
                left = self._edition(line, first)
            phrase = " ".join(line.lowers[at:end])
            if right == end and phrase in self.knowledge.leading:
                right = self.tails.run(line, end)
                dated = kind == "EVENT" and right < len(tokens) and is_year(tokens[right])
                right += dated and not tokens[right].glued
            elif tokens[left].lower in self.knowledge.leading:  # "Operation ... Bridge"
                first_kind = self.knowledge.heads.get(tokens[left].lower, (kind, strong))[0]
                if not (first_kind in PLACES and strong):  # "Lake Chad Basin Commission"
                    kind = first_kind
            if kind == "PROGRAMME" and self._evidence.employs(line, left):
                kind = "ORG"
            if kind == "EVENT" and self._evidence.cluster(line, left, (at, end, right)):
                kind = "ORG"
            if self._evidence.enough(line, known, (left, at, end, right), strong):
                sure = 0.85 if strong else 0.75
                found.append(Candidate(tokens[left].start, tokens[right - 1].end, kind, "name",
                                       "head noun", 2, sure))  # fmt: skip
        return found

    def _alone(self, line: Line, at: int) -> bool:
        """Does nothing beside a head of one word belong to a name? Told at once, as many stand in
        running text."""
        tokens = line.tokens
        if at + 1 < len(tokens) and (
            tokens[at + 1].shape in JOINING or line.lowers[at + 1] in BEHIND
        ):
            return False
        if not at:
            return True
        joined = tokens[at - 1].shape in JOINING or line.lowers[at - 1] in ("and", "of")
        return not joined and not (at > 1 and line.texts[at - 2] in APOSTROPHES)

    def head_at(self, tokens: list[Token], at: int) -> tuple[int, str, bool] | None:
        """(index after, type, strong?) of the longest head that starts at `at`."""
        for words, kind, strong in self._heads.get(tokens[at].lower, ()):
            if len(words) == 1:
                return (at + 1, kind, strong) if tokens[at].is_name else None
            if at + 1 == len(tokens) or tokens[at + 1].lower != words[1]:
                continue  # most phrases end here
            piece = tokens[at : at + len(words)]
            if len(piece) == len(words) and all(
                t.lower == w and (t.is_name or t.lower in ("of", "and", "for", "the", "-", "'"))
                for t, w in zip(piece, words, strict=True)
            ):
                return at + len(words), kind, strong
        return None

    # --- how far a name reaches ---------------------------------------------------------------

    def _left(self, line: Line, at: int, known: dict[int, Candidate], kind: str) -> int:
        """Index of the first token of the name whose head starts at `at`. Persons give their
        names to sites and schools ("Ada Marwick Square", "Ada Marwick University")."""
        tokens, first, listed = line.tokens, at, False
        while first > 0:
            before = first - 1
            token = tokens[before]
            whose = token.shape == "cap" and (
                kind == "FACILITY" or tokens[at].lower in self.knowledge.named_after
            )
            if before in line.taken and not whose:
                break
            if token.text in self.knowledge.abbreviations:
                break
            if token.lower in self.knowledge.openers and self._opens(line, before):
                break
            if token.is_name and token.lower not in CALENDAR:
                first = before
            elif token.text in "-–/" and token.glued and before and tokens[before - 1].is_name and (
                token.text != "/" or tokens[first].shape == "cap"
            ):  # fmt: skip
                first = before - 1
            elif token.lower in ("and", "&") and self._lists(tokens, before, known):
                first, listed = before - 1, True
            elif token.text == "," and listed and self._lists(tokens, before, known):
                first = before - 1
            elif token.lower == "of" and (head := self._head_before(line, before)):
                first = head
            elif before and token.glued and self._of_people(tokens, before, known):
                first = before - 1
            elif before > 1 and token.glued and self._in_word(tokens, before):
                first = before - 2  # "Ta'ang"
            elif token.text == ":" and before and self._coded(tokens[before - 1]):
                first = before - 1
                break
            else:
                break
        return first

    def _within(
        self, tokens: list[Token], first: int, known: dict[int, Candidate], span: tuple[int, int]
    ) -> bool:
        """Is the head the end of a known place, behind a name: "... Centre" + "Indian Ocean"?"""
        at, right = span
        return any(
            first < start <= at and known[start].rule == "place"
            and known[start].end == tokens[right - 1].end
            for start in range(first + 1, at + 1) if start in known
        )  # fmt: skip

    def _in_word(self, tokens: list[Token], last: int) -> bool:
        """The last part of a word with an apostrophe inside it, and no possessive."""
        first, mark, part = tokens[last - 2 : last + 1]
        joined = mark.text in "'’ʼ" and mark.glued
        return joined and first.shape == "cap" and part.shape == "lower" and len(part.text) > 1

    def _edition(self, line: Line, first: int) -> int:
        """With the ordinal before a name that has editions: "the 3rd ... Forum", "the second
        ... Action Plan"."""
        before = line.tokens[first - 1] if first else None
        if before is None or first - 1 in line.taken or before.text.isdigit():
            return first
        return first - 1 if is_number(before.lower) else first

    def _numbered_unit(self, line: Line, first: int) -> int:
        """With the number or ordinal of a formation: "3rd Armoured Division", "207 Squadron"."""
        before = line.tokens[first - 1] if first and first - 1 not in line.taken else None
        if before is None or not is_number(before.lower) or len(before.text.rstrip("stndrh")) > 3:
            return first
        return first - 1

    def _coded(self, token: Token) -> bool:
        """A code of a series before a colon: "DFNC2: EU Edition", "COP28: ... Forum"."""
        return token.shape == "upper" and token.text[-1].isdigit() and token.text[0].isalpha()

    def _opens(self, line: Line, at: int) -> bool:
        """Is an opener capitalised only because a sentence or a quotation starts with it?"""
        token = line.tokens[at]
        if token.shape != "cap" or not (
            at == 0 or line.tokens[at - 1].shape in ("sign", "number")
            or token.lower in ("the", "a", "an")
        ):  # fmt: skip
            return False
        # a list item or heading may be nothing but a name
        return any(t.shape == "lower" for t in line.tokens) or (
            sum(t.shape not in ("sign", "number") for t in line.tokens) > ITEM
        )

    def _lists(self, tokens: list[Token], sign: int, known: dict[int, Candidate]) -> bool:
        """Is the word before "and" or a comma an ordinary word, part of a list inside a name?"""
        if sign == 0:
            return False
        token = tokens[sign - 1]
        if token.shape != "cap" or token.lower not in self.knowledge.common_words:
            return False
        if self._two_heads(tokens, sign) or self._proper(tokens, sign - 1, known):
            return False
        if sign > 1 and tokens[sign - 2].lower in self.knowledge.leading:
            return False  # "Fort Marsh and ..."
        if sign + 1 in known and known[sign + 1].rule == "known name":
            return False  # what follows is a name of its own
        if token.lower in self.knowledge.heads and self._unknown(tokens, sign - 2, known):
            return False  # "ABC Space and ...": an acronym with a head is a name of its own
        covered = any(c.start <= token.start < c.end for c in known.values())
        return not covered and token.lower not in self.knowledge.given_names

    def _two_heads(self, tokens: list[Token], sign: int) -> bool:
        """ "Harbour Bank and River Bank": one head on both sides, so two names."""
        head = tokens[sign - 1].lower
        later = tokens[sign + 2 : sign + 6]  # the word right behind may be "Bank of ..." itself
        named = [t.lower for t in later if t.is_name]
        return head in self.knowledge.heads and head in named and tokens[sign - 2].is_name

    def _proper(self, tokens: list[Token], last: int, known: dict[int, Candidate]) -> bool:
        """Do the words up to `last` hold one that is no ordinary word, so that they are a name of
        their own: "Dorvenko Technology and ..."?"""
        first = last
        while first > 0 and tokens[first - 1].shape == "cap":
            first -= 1
            token = tokens[first]
            if token.lower not in self.knowledge.common_words and not any(
                c.start <= token.start < c.end for c in known.values()
            ):
                return True
        return False

    def _unknown(self, tokens: list[Token], at: int, known: dict[int, Candidate]) -> bool:
        """Is the word an acronym that no list knows?"""
        token = tokens[at]
        spread = any(c.start <= token.start < c.end for c in known.values())
        return at >= 0 and token.shape == "upper" and token.text.isalpha() and not spread

    def _of_people(self, tokens: list[Token], sign: int, known: dict[int, Candidate]) -> bool:
        """The possessive of an ordinary word, inside a name: "People's", "Ministers'"."""
        owner, mark = tokens[sign - 1], tokens[sign]
        several = mark.text in ("'", "’") and owner.lower.endswith("s")
        if not (mark.shape == "possessive" or several):
            return False
        return owner.text not in self.knowledge.abbreviations and self._lists(tokens, sign, known)

    def _head_before(self, line: Line, of: int) -> int | None:
        """Start of a head that ends right before "of": "House" in "House of Commons Committee"."""
        for size in (3, 2, 1):
            start = of - size
            if start >= 0 and start not in line.taken and line.tokens[start].is_name:
                words = " ".join(t.lower for t in line.tokens[start:of])
                if words in self.knowledge.heads:
                    return start
        return None
