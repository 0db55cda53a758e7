"""Those who belong to a body: "Allies", "EU Member States", "all 30 NATO members".

They are no names and are never counted. Which body is meant says the word before, or the only
body of the document that calls its members so. "Several Allies" are not the Allies: a part of
them is found, but stands for nothing that another text could mean.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from toolkit.knowledge import Knowledge
from toolkit.mentions.candidates import Line
from toolkit.mentions.earlier import Taken
from toolkit.mentions.tokens import Token
from toolkit.mentions.triggers import Triggers
from toolkit.names.acronyms import FUNCTION_WORDS
from toolkit.types import BODY, Document, Mention

RULE = "members"
SOME = frozenset(
    "some several many most few other certain various individual fellow new both eastern western "
    "northern southern southeastern baltic nordic european leading major big bigger larger smaller "
    "older founding remaining richest poorer its our their these those".split()
)
COUNTS = frozenset(
    "two three four five six seven eight nine ten eleven twelve thirteen fifteen twenty thirty "
    "dozen half none one".split()
)
VAGUE = (("members",),)  # "Members of the House": only behind the name of the body
ADJECTIVE = ("allied",)  # "Allied forces", but not "Allied with", "Allied to"
OWN = frozenset(("its", "our", "their", "these", "those", "fellow"))  # of SOME: yet all of them


class MemberFinder:
    """Proposes groups of members of one document, given its mentions."""

    def __init__(self, knowledge: Knowledge, source: str, triggers: Triggers) -> None:
        self.source = source
        # By last word: the words of a phrase and the bodies whose members it means.
        self._phrases: dict[str, list[tuple[tuple[str, ...], set[str]]]] = defaultdict(list)
        bodies: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for known in knowledge.names:
            for phrase in known.members:
                bodies[tuple(phrase.casefold().split())].add(known.known_id)
        for words, ids in sorted(bodies.items(), key=lambda item: (-len(item[0]), item[0])):
            self._phrases[words[-1]].append((words, ids))
        self.needs = triggers.mark(self._phrases.keys())

    def find(
        self, document: Document, lines: Sequence[Line], names: Sequence[Mention]
    ) -> list[Mention]:
        """Mentions with form nominal; `knowledge_id` is `members:` and the id of the body."""
        worth = [line for line in lines if line.holds & self.needs]
        if not worth:
            return []
        at_end = {m.end: m for m in names if m.type == "ORG" and m.form != "nominal"}
        named = {m.knowledge_id for m in at_end.values()}
        taken = Taken([m for m in names if m.type != "ORG"])
        whole = {(m.start, m.end) for m in names}  # a model takes "Several Allies" for a name
        found = []
        for line in worth:
            for at in [i for i, word in enumerate(line.lowers) if word in self._phrases]:
                one = self._group(line, at, at_end, named)
                if one is None:
                    continue
                start, end, body = one
                if (start, end) in whole or any(start < m.end for m in taken.near(start, end)):
                    continue
                known = f"{RULE}:{body}" if body else ""
                found.append(Mention(
                    document.doc_id, start, end, document.text[start:end], "ORG", "nominal", "",
                    known, self.source, RULE, 0.8, BODY,
                ))  # fmt: skip
        return found

    def _group(
        self, line: Line, last: int, at_end: dict[int, Mention], named: set[str]
    ) -> tuple[int, int, str] | None:
        """Start, end and body of a group whose last word is at `last`; no body for a part."""
        tokens = line.tokens
        for words, ids in self._phrases[line.lowers[last]]:
            first = last + 1 - len(words)
            if first < 0 or line.lowers[first : last + 1] != words or _goes_on(tokens, last):
                continue
            if words == ADJECTIVE and not _describes(tokens, last):
                continue
            before = tokens[first - 1] if first else None
            owned = before is not None and before.shape == "possessive"
            body = at_end.get(tokens[first - 1 - owned].end) if before is not None else None
            if body is not None:
                if body.knowledge_id not in ids:
                    return None
                whose = body.knowledge_id
                first = line.index(body.start)
            else:
                meant = ids & named
                capital = tokens[first].is_name and not line.heading
                if len(meant) != 1 or not capital or owned or words in VAGUE:
                    return None
                whose = min(meant)
            first, all_of_them = _quantified(tokens, first)
            return tokens[first].start, tokens[last].end, whose if all_of_them else ""
        return None


def _goes_on(tokens: list[Token], last: int) -> bool:
    """Is the phrase only the beginning of a longer name, or joined to a word?"""
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if after is None:
        return False
    return (after.is_name and not after.glued) or (after.text == "-" and after.glued)


def _describes(tokens: list[Token], last: int) -> bool:
    """Does an ordinary word follow that the adjective belongs to?"""
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    return after is not None and after.shape == "lower" and after.lower not in FUNCTION_WORDS


def _quantified(tokens: list[Token], first: int) -> tuple[int, bool]:
    """Index of the first word with "all", "the 32" or "several", and whether all are meant."""
    before = tokens[first - 1] if first else None
    if before is None:
        return first, True
    word = before.lower
    if word in ("and", "or", "&"):
        return first, False  # "the two EU and NATO members"
    if word in SOME:
        return (first, True) if word in OWN else (first - 1, False)
    if before.shape == "number" or word in COUNTS:
        whole = first > 1 and tokens[first - 2].lower in ("all", "the", "our")
        return (first - 1 - (whole and tokens[first - 2].lower == "all"), whole)
    if word == "all":
        return first - 1, True
    if before.shape == "cap" and not before.glued and before.lower not in ("the", "a", "an"):
        return first, False  # "Nordic Allies", at the start of a sentence as well
    return first, True
