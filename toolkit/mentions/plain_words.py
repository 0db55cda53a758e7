"""Short names that are also words: "Meteor", "Leonardo", "Congress", and "the Commission".

A pack says which things bear such a name. It is taken where the word has a capital inside a
sentence, stands alone and the document names other known things; an organ or a party needs its
state. The words of a register ("Tiger") need more: a noun for things of their type near them, or a
number that counts them. The bodies that texts call by their head noun ("the Council") are names
where the document names one in full, or the union whose organ it is; with the identity of the one,
without any where there are several.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from toolkit.knowledge import Knowledge
from toolkit.knowledge.known import KnownName
from toolkit.mentions.candidates import Candidate, Line
from toolkit.mentions.counts import COUNTS
from toolkit.mentions.overlaps import Spans
from toolkit.mentions.triggers import Triggers

COMPANY = 2  # known things that a document names before a word is one of them
NEAR = 6  # tokens between a word and the noun that tells what it is
GUESSED = 4  # rank of names of which no rule knows more than their capitals
OPENING = ",-–(&/"  # signs behind which a sentence goes on
GOES_ON = frozenset(("of", "for", "on", "-"))
PLAIN, BRIEF = "plain word", "brief name"


class PlainWordFinder:
    """Proposes names of one document, given the candidates of all other rules."""

    def __init__(self, knowledge: Knowledge, triggers: Triggers) -> None:
        self.knowledge = knowledge
        self._plain = {word: known for known in knowledge.names for word in known.plain}
        self._words = {known.word: known for known in knowledge.names if known.word}
        self._words |= {f"{word}s": known for word, known in self._words.items()
                        if known.type == "PRODUCT"}  # fmt: skip
        tells = self._plain.keys() | {word.capitalize() for word in knowledge.brief}
        self.needs = triggers.mark(tells | self._words.keys(), folded=False)
        self._names = knowledge.usual_names

    def find(self, text: str, lines: Sequence[Line], found: Sequence[Candidate]) -> list[Candidate]:
        """Candidates that lie in none of `found`."""
        brief = self.knowledge.brief
        worth = [line for line in lines if line.holds & self.needs and not line.shouted]
        if not worth:
            return []
        bodies: Mapping[str, set[str]] | None = None  # made where a brief name may stand
        named = {c.knowledge_id for c in found if c.knowledge_id}
        company = len({c.knowledge_id for c in found if c.rule == "known name"}) >= COMPANY
        more = []
        for line in worth:
            for at in line.names:
                known = self._plain.get(line.texts[at]) if company and not line.heading else None
                if known is not None:
                    if self._inside(line, at) and self._at_home(known, named):
                        more.append(_candidate(line, at, known.type, PLAIN, known))
                elif (word := self._words.get(line.texts[at])) and self._told(line, at, word.type):
                    more.append(_candidate(line, at, word.type, PLAIN, word))
                elif line.lowers[at] in brief and _led(line, at):
                    bodies = self._bodies(text, found) if bodies is None else bodies
                    end = _brief(line, at, bodies)
                    if not end:
                        continue
                    ids = bodies[" ".join(line.lowers[at:end])]
                    only = min(ids) if len(ids) == 1 else ""
                    one = _candidate(line, at, "ORG", BRIEF, None)
                    more.append(one._replace(end=line.tokens[end - 1].end, knowledge_id=only,
                                             norm=self._names.get(only, "")))  # fmt: skip
        more += _in_capitals(lines, [c for c in more if c.rule == PLAIN], text)
        held = Spans((c.start, c.end) for c in found if c.rank < GUESSED)
        return [c for c in more if not held.hold(c.start, c.end)]

    def _bodies(self, text: str, found: Sequence[Candidate]) -> Mapping[str, set[str]]:
        """Head noun -> the bodies with that head which the document names in full: identities,
        "" for those that no pack knows."""
        full = [c for c in found if c.type == "ORG" and c.form == "name"]
        identity = {(c.start, c.end): c.knowledge_id for c in full if c.knowledge_id}
        bodies: dict[str, set[str]] = defaultdict(set)
        for c in full:
            words = text[c.start : c.end].casefold().split()
            edges = {words[0], words[-1]}
            edges.update(word for word, of in pairwise(words) if of in ("of", "for"))
            for word in edges if len(words) > 1 else ():
                if word in self.knowledge.brief:
                    bodies[word].add(identity.get((c.start, c.end), ""))
        for head, organs in self._organs(found).items():
            if head not in bodies:
                bodies[head] = organs
        return bodies

    def _organs(self, found: Sequence[Candidate]) -> Mapping[str, set[str]]:
        """Head noun -> organs of the unions which the document names."""
        organs: dict[str, set[str]] = defaultdict(set)
        for union in {c.knowledge_id for c in found} & self.knowledge.brief_in.keys():
            for head, organ in self.knowledge.brief_in[union].items():
                organs[head].add(organ)
        return organs

    def _inside(self, line: Line, at: int) -> bool:
        """Inside a sentence, with no capitalised word of its own beside it?"""
        before, tokens = line.tokens[at - 1], line.tokens
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        if at == 0 or before.shape == "number" or at in line.taken:
            return False
        if before.shape == "sign" and (before.text not in OPENING or before.glued is False):
            return before.text in ",–("
        if before.is_name and at - 1 not in line.taken and before.lower in self.knowledge.openers:
            return False
        return after is None or not (
            after.is_name or (after.glued and after.text in "-'’" and after.shape == "sign")
        )

    def _told(self, line: Line, at: int, kind: str) -> bool:
        """Does a noun right behind the word say that it is one of `kind`, or, inside a sentence, a
        noun near it or a number that counts it?"""
        nouns, lowers = self.knowledge.class_nouns, line.lowers
        if nouns.get("".join(lowers[at + 1 : at + 2])) == kind:
            return True
        before = line.tokens[at - 1]
        if kind == "PRODUCT" and at and (before.shape == "number" or before.lower in COUNTS):
            return True
        if line.heading or not self._inside(line, at):
            return False
        near = lowers[max(0, at - NEAR) : at + 1 + NEAR]
        return any(nouns.get(word) == kind for word in near)

    def _at_home(self, known: KnownName, named: set[str]) -> bool:
        """An organ or a party needs its state in the text."""
        words = known.name.casefold().split()
        public = words[-1] in self.knowledge.organs or "party" in words
        return not public or known.place in named or known.known_id in named


def _candidate(line: Line, at: int, kind: str, rule: str, known: KnownName | None) -> Candidate:
    token = line.tokens[at]
    norm, known_id = (known.name, known.known_id) if known and known.known_id else ("", "")
    return Candidate(token.start, token.end, kind, "name", rule, 3, 0.75, norm, known_id)


def _in_capitals(lines: Sequence[Line], told: Sequence[Candidate], text: str) -> list[Candidate]:
    """The words of `told` again in lines of capitals throughout: "LEONARDO" above "Leonardo"."""
    known = {text[c.start : c.end].upper(): c for c in reversed(told)}
    return [
        known[word]._replace(start=line.starts[at], end=line.tokens[at].end)
        for line in lines
        if line.shouted and not known.keys().isdisjoint(line.texts)
        for at, word in enumerate(line.texts)
        if word in known
    ]


def _led(line: Line, at: int) -> bool:
    """ "the Commission": a capital behind the article."""
    return at > 0 and line.lowers[at - 1] == "the" and line.tokens[at].shape == "cap"


def _brief(line: Line, at: int, bodies: Mapping[str, set[str]]) -> int:
    """Index after "Commission" in "the Commission", after "Court of Justice", where nothing makes
    the name longer; 0 where there is none."""
    sizes = [n for n in (3, 1) if at + n <= len(line.tokens)]
    end = next((at + n for n in sizes if " ".join(line.lowers[at : at + n]) in bodies), 0)
    after = line.tokens[end] if 0 < end < len(line.tokens) else None
    return end if after is None or not (after.is_name or after.lower in GOES_ON) else 0
