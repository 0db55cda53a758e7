"""Institutions that every state has one of: which state's, and which institution.

"Ministry of Defence of the Netherlands", "Dutch Defence Ministry" and "the Netherlands' Ministry
of Defence" are one body, "the Supreme Court" of two states are two. The state is inside the name
or right beside it (`owned.py`); both together are an identity (`nl:ministry-defense`), or
the one that the curated knowledge has for that body.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace

from toolkit.knowledge import Knowledge
from toolkit.mentions.owned import LEAD, dateline, owner
from toolkit.mentions.tokens import MOST_WORDS
from toolkit.names.acronyms import FUNCTION_WORDS
from toolkit.names.normalise import spell, tokens
from toolkit.names.places import Lookup, find
from toolkit.types import Mention

CODE = 2  # letters of the id of a state
DEPARTMENTS = frozenset(("ministry", "department"))
SEVERAL = frozenset("embassy congress police department ministry treasury intelligence".split())
LEVELS = frozenset("federal union".split())  # of government, in a name
SAYS_LITTLE = frozenset("national federal affairs".split())  # inside a ministry


class _Holds(dict[str, bool]):
    """word -> is it the head of an organ, in one spelling? Remembered, as words come again."""

    def __init__(self, heads: Set[str]) -> None:
        self._heads = heads

    def __missing__(self, word: str) -> bool:
        if len(self) >= MOST_WORDS:
            self.clear()
        self[word] = found = spell(word) in self._heads
        return found


class OrganReader:
    """Reads names of organs of states; made once for a knowledge."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._states = Lookup(
            (" ".join(tokens(p.name)), p.place_id)
            for p in reversed(knowledge.places)
            if p.kind == "country" and p.form != "code"
        )
        self._organs = {_key(organ) for organ in knowledge.organs} - {""}
        self._organs |= {_singular(organ) for organ in self._organs}
        self._short = {
            word: tuple(map(spell, tokens(name))) for word, name in knowledge.organs_short.items()
        }
        heads = (
            {organ.rsplit(" ", 1)[-1] for organ in self._organs} | DEPARTMENTS | self._short.keys()
        )
        self._holds = _Holds(heads)
        self._read = functools.lru_cache(maxsize=32768)(self._find)
        self._curated: dict[tuple[str, str], str] = {}
        for known in knowledge.names:
            bodies = known.type == "ORG" and known.known_id
            for name in (known.name, *known.aliases) if bodies else ():
                read = self._read(name)
                if read is not None:
                    self._curated.setdefault(read, known.known_id)

    def identity(self, name: str, state: str = "") -> str:
        """Identity of the body that the name means, '' where it is no organ of one state.
        `state` is the place id of the state where the words around the name say it."""
        read = self._read(name, state)
        if read is None:
            return ""
        return self._curated.get(read) or ":".join(read)

    def organ(self, name: str) -> str:
        """The institution that a name means, of whatever state, or ''."""
        read = self._read(name, "?")
        return read[1] if read is not None else ""

    def may_hold(self, words: Sequence[str]) -> bool:
        """Can words that start like these be an organ? Quick, since most are none."""
        return any(map(self._holds.__getitem__, words))

    def phrase(self, words: Sequence[str]) -> bool:
        """Are these words, folded, an organ without its state: "armed forces"?"""
        edges = {words[0], words[-1]} if words else set()
        return not edges & FUNCTION_WORDS and self._organ(tuple(map(spell, words))) != ""

    def state(self, name: str) -> str:
        """Place id of the state that the whole text names, or ''."""
        return self._states.get(" ".join(tokens(name)), "")

    def _find(self, name: str, state: str = "") -> tuple[str, str] | None:
        words = tokens(name)
        spans = find(words, self._states)
        codes = {span.code for span in spans} or ({state} - {""})
        if len(codes) != 1:
            return None
        inside = {at for span in spans for at in range(span.start, span.end)}
        organ = self._organ(tuple(spell(w) for at, w in enumerate(words) if at not in inside))
        return (codes.pop(), organ) if organ else None

    def _organ(self, words: tuple[str, ...]) -> str:
        """The institution that the words name, in one spelling, or ''."""
        words = self._short.get(words[0], words) if len(words) == 1 else words
        content = [word for word in words if word not in FUNCTION_WORDS]
        head = DEPARTMENTS & set(content)
        if len(head) == 1:
            portfolio = sorted(set(content) - DEPARTMENTS - SAYS_LITTLE)
            return "-".join((*head, *portfolio)) if portfolio else ""
        name = " ".join(content)
        return name.replace(" ", "-") if name in self._organs else ""


def _key(organ: str) -> str:
    words = [spell(word) for word in tokens(organ) if word not in FUNCTION_WORDS]
    return "" if SEVERAL & set(words) else " ".join(words)


def _singular(organ: str) -> str:
    return organ.removesuffix("s") if organ.endswith("forces") else organ


@functools.lru_cache(maxsize=4)
def organ_reader(knowledge: Knowledge) -> OrganReader:
    return OrganReader(knowledge)


def identified(text: str, mentions: Iterable[Mention], knowledge: Knowledge) -> list[Mention]:
    """The mentions of a document, organs of states with their identity: of the state that is in
    the name, else of the one beside it, else of the only one whose organ of that sort the text has
    named before, else, at the beginning, of the one where it was written."""
    reader = organ_reader(knowledge)
    found = list(mentions)
    unowned: dict[str, list[int]] = defaultdict(list)
    owned: dict[str, list[int]] = defaultdict(list)
    for at, m in enumerate(found):
        if m.type not in ("ORG", "OTHER"):
            continue
        organ = reader.organ(m.text)
        if not organ:
            continue
        state = owner(text, found, at, knowledge) if not m.knowledge_id or m.norm else ""
        identity = reader.identity(m.text, state)
        if m.knowledge_id:
            if state and identity and identity != m.knowledge_id:
                # "the Department of Defence in Canberra" is not the best-known one
                found[at] = replace(m, knowledge_id=identity, norm="")
        elif identity:
            found[at] = replace(m, knowledge_id=identity)
            owned[organ].append(at)
        else:
            unowned[organ].append(at)
    home = dateline(text, found, knowledge) if unowned else ""
    for organ, held in unowned.items():
        for at in held:
            m = found[at]
            same = [i for i in owned.get(organ, ()) if _may_mean(m, found[i])]
            said = {found[i].knowledge_id for i in same}
            before = [i for i in same if i < at]
            identity = next(iter(said)) if len(said) == 1 and before else ""
            if identity and _elsewhere(text, found[before[-1] : at]):
                identity = ""
            if not said and home and m.start < LEAD and organ.startswith("ministry"):
                identity = reader.identity(m.text, home)
            if identity:
                found[at] = replace(m, knowledge_id=identity)
    return found


def _elsewhere(text: str, mentions: Sequence[Mention]) -> bool:
    """Does a sentence behind an organ, the first of `mentions`, open with another state: "Estonia's
    Ministry ... . Latvia did so, too. There the Ministry"?"""
    home, _, organ = mentions[0].knowledge_id.partition(":")
    opened = [m.knowledge_id for m in mentions[1:]
              if m.form == "name" and len(m.knowledge_id) == CODE
              and text[: m.start].rstrip().endswith((".", "!", "?"))]  # fmt: skip
    return bool(organ and opened) and opened[-1] != home


def _may_mean(mention: Mention, owned: Mention) -> bool:
    """May an organ without its state be one that is named with it? "The Federal Ministry" is not
    that of a Land."""
    return LEVELS & set(tokens(mention.text)) <= set(tokens(owned.text))
