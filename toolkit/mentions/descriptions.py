"""Descriptions that say whose they are: "the Polish president", "the Finnish parliament".

Like all nominals they are never counted. A role goes to the one person of the text so far who
has it, "the Swedish company" to the one body of that state, "the group" to the only body there
is, and an organ of a state ("Finland's parliament") is that organ wherever it is described.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.knowledge import Knowledge
from toolkit.mentions.candidates import Line
from toolkit.mentions.earlier import Earlier, Taken
from toolkit.mentions.organs import organ_reader
from toolkit.mentions.titles import Title
from toolkit.mentions.tokens import Token, fold_word
from toolkit.mentions.triggers import Triggers
from toolkit.types import BODY, Document, Mention

BODIES = frozenset(
    "company firm group organisation organization manufacturer party movement agency association "
    "alliance bank airline militia charity foundation bloc union institute broadcaster".split()
)
SUCH = frozenset(("the", "this", "that"))
LONGEST = 4  # words between "the" and the noun
PLACES = ("GPE", "LOC")


@dataclass(frozen=True, slots=True)
class Found:
    """A description and what it stands for: the key of a name, or an identity."""

    start: int
    end: int
    type: str
    norm: str
    knowledge_id: str
    rule: str


class DescriptionFinder:
    """Proposes descriptions of one document, given its mentions and titles."""

    def __init__(self, knowledge: Knowledge, source: str, triggers: Triggers) -> None:
        self.knowledge = knowledge
        self.source = source
        self.organs = organ_reader(knowledge)
        self._home = {known.known_id: known.place for known in knowledge.names if known.place}
        roles = {role.rsplit(" ", 1)[-1] for role in knowledge.role_nouns if " of " not in role}
        self._nouns = BODIES.union(r for r in roles if r.isalpha() and len(r) > 3)
        self._noun, self._of = triggers.mark(self._nouns), triggers.mark({"of"})
        self._such = triggers.mark(SUCH)
        self._organs = triggers.test(lambda text: self.organs.may_hold((fold_word(text),)))

    def find(
        self, document: Document, lines: Sequence[Line], names: Sequence[Mention],
        titles: Sequence[Title],
    ) -> list[Mention]:  # fmt: skip
        """Mentions with form nominal; those of organs hold the name of their state."""
        places = {m.start: m for m in names if m.type in PLACES and not m.nested}
        taken = Taken([m for m in names if m.type not in PLACES])
        demonyms = Taken([m for m in names if m.form == "demonym"])
        earlier = Earlier(document.text, names, titles, self._home, self.knowledge.role_modifiers)
        found: list[Found] = []
        reached = 0
        for line in lines:
            for at in self._worth_reading(line, places):
                one = self._organ(document.text, line, at, places) or self._described(
                    line.tokens, at, demonyms, earlier
                )
                if one is None or one.start < reached:
                    continue
                if not any(_clashes(one, name) for name in taken.near(one.start, one.end)):
                    found.append(one)
                    reached = one.end
        return [
            Mention(
                document.doc_id, f.start, f.end, document.text[f.start : f.end], f.type, "nominal",
                f.norm, f.knowledge_id, self.source, f.rule, 0.8, BODY,
            )
            for f in found
        ]  # fmt: skip

    def _worth_reading(self, line: Line, places: Mapping[int, Mention]) -> list[int]:
        """Indices where a description may start: at a place, up to LONGEST words before "of" and
        a place (both only beside an organ), at "the" not long before a noun. Told here at once, as
        most words start none."""
        found = set()
        if line.holds & self._noun and line.holds & self._such:
            nouns = [at for at, word in enumerate(line.lowers) if word in self._nouns]
            found.update([
                at for noun in nouns for at in range(max(0, noun - LONGEST), noun)
                if line.lowers[at] in SUCH
            ])  # fmt: skip
        if line.holds & self._organs:
            found.update(map(line.index, places.keys() & line.starts))
        if found and line.holds & self._organs and line.holds & self._of:
            for at in [at for at, word in enumerate(line.lowers) if word == "of"]:
                if self._owner(line.tokens, at, places) is not None:
                    found.update(range(max(0, at - LONGEST), at))
        return sorted(found)

    def _owner(
        self, tokens: list[Token], of: int, places: Mapping[int, Mention]
    ) -> tuple[int, Mention] | None:
        """Index and mention of the place in "of Japan", "of the Netherlands"."""
        at = of + 1 + (of + 1 < len(tokens) and tokens[of + 1].lower == "the")
        place = places.get(tokens[at].start) if at < len(tokens) else None
        return None if place is None else (at, place)

    # --- organs of states -------------------------------------------------------------------

    def _organ(self, text: str, line: Line, at: int, places: dict[int, Mention]) -> Found | None:
        """ "Finland's parliament", "the Finnish parliament", "government of Japan"."""
        tokens, lowers, start = line.tokens, line.lowers, line.starts[at]
        place = places.get(start)
        if place is not None:
            first = line.index(place.end)
            first = first if first < len(tokens) else at
            owned = first < len(tokens) and tokens[first].shape == "possessive"
            end = self._phrase(lowers, first + owned)
            if end is None or (end < len(tokens) and lowers[end] == "of"):
                return None  # "Poland's Presidency of the Council"
        else:
            after = self._phrase(lowers, at) if lowers[at] not in SUCH else None
            if after is None or after >= len(tokens) or lowers[after] != "of":
                return None
            owner = self._owner(tokens, after, places)
            if owner is None:
                return None
            end, place = owner
            while end + 1 < len(tokens) and tokens[end + 1].start < place.end:
                end += 1
            end += 1
        known = self.organs.identity(text[start : tokens[end - 1].end])
        return Found(start, tokens[end - 1].end, "ORG", "", known, "organ") if known else None

    def _phrase(self, lowers: Sequence[str], at: int) -> int | None:
        """Index after the longest organ that starts at `at`."""
        words = lowers[at : at + LONGEST]
        if self.organs.may_hold(words):
            for size in range(len(words), 0, -1):
                if self.organs.phrase(words[:size]):
                    return at + size
        return None

    # --- one of those named before ---------------------------------------------------------

    def _described(
        self, tokens: list[Token], at: int, demonyms: Taken, earlier: Earlier
    ) -> Found | None:
        if tokens[at].lower not in SUCH or at + 1 >= len(tokens):
            return None
        for noun in range(at + 1, min(at + 1 + LONGEST, len(tokens))):
            token = tokens[noun]
            if token.shape == "sign" and token.text != "-":
                return None
            if token.lower in self._nouns and self._ends(tokens, noun):
                states = {m.knowledge_id for m in demonyms.near(tokens[at].end, token.start)
                          if tokens[at].end <= m.start and m.end <= token.start}  # fmt: skip
                if token.lower not in BODIES:
                    words, before = tokens[at + 1 : noun + 1], tokens[max(0, at - 2) : at + 1]
                    target = earlier.holder(words, before, bool(states))
                elif states:  # the one organisation of the state that is said
                    target = earlier.body_of(states, tokens[at].start)
                else:  # the only organisation so far
                    target = earlier.only_body(tokens[at].start) if noun == at + 1 else None
                if target is None:
                    return None
                return Found(tokens[at].start, token.end, target.type, target.text, "",
                             "nominal: description")  # fmt: skip
        return None

    def _ends(self, tokens: list[Token], noun: int) -> bool:
        """Nothing after the noun makes it a longer name or somebody else's."""
        if noun + 1 >= len(tokens):
            return True
        after = tokens[noun + 1]
        if after.text == "," and noun + 2 < len(tokens) and tokens[noun + 2].is_name:
            return False  # "the minister, Jane Doe, ..."
        return not (after.is_name or after.text in "-'’" or after.shape == "possessive"
                    or after.lower in ("of", "for", "on", "who", "that", "which"))  # fmt: skip


def _clashes(found: Found, name: Mention) -> bool:
    """Does a name share characters with a description, other than the body that it says:
    "the NATO Secretary General"?"""
    inside = found.start < name.start and name.end < found.end
    said = inside and name.type == "ORG" and found.rule != "organ"
    return name.start < found.end and found.start < name.end and not said
