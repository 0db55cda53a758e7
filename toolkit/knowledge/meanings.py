"""What an acronym of several bodies may stand for, with the words of their fields."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from typing import Any, NamedTuple

from toolkit.knowledge.known import KnownName, slug

OTHERWISE = "ORG"
_WORD = re.compile(r"[^\W\d_]{4,}")
_TELLS_LITTLE = frozenset(
    "national international european general world global united states state central "
    "federal american public people with from that social democratic republic group system "
    "organization organisation".split()
)
# Where much is written of that has its seat elsewhere.
_SEATS = frozenset("washington paris london brussels vienna geneva rome berlin moscow york".split())


class Sense(NamedTuple):
    """One meaning of an acronym. `cues` are words in small letters that tell of its field,
    `strong` those of them that tell of this meaning and are no common words, `sides` those of
    each field; `usual`: the one that a text means which says nothing else."""

    known_id: str
    type: str
    name: str
    cues: frozenset[str]
    usual: bool
    strong: frozenset[str] = frozenset()
    sides: tuple[frozenset[str], ...] = ()

    def told(self, words: frozenset[str] | set[str]) -> int:
        """How much some words tell of this meaning: one for each cue, two for a strong one, and
        one more where they are of two fields: a state and a trade."""
        found = self.cues & words
        if not found:
            return 0
        sides = len(found) > 1 and sum(not side.isdisjoint(found) for side in self.sides) > 1
        return len(found) + len(self.strong & found) + sides


def senses(
    lists: Mapping[str, Any], known: Iterable[KnownName], heads: Mapping[str, tuple[str, bool]],
    common: Container[str] = frozenset(),
) -> dict[str, tuple[Sense, ...]]:  # fmt: skip
    """acronym -> its meanings: those of the register, and without cues what only a pack has.

    A meaning is usual where a pack has the acronym without calling it ambiguous.
    """
    fields = {name: frozenset(map(str, words)) for name, words in lists["fields"].items()}
    listed = lists["acronyms"]
    by_name: dict[str, KnownName] = {}
    by_acronym: dict[str, list[KnownName]] = defaultdict(list)
    for one in known:
        if one.known_id:
            by_name.update(dict.fromkeys((one.name, *one.aliases), one))
        for acronym in one.acronyms:
            by_acronym[acronym].append(one)
    found: dict[str, tuple[Sense, ...]] = {}
    for acronym, meanings in listed.items():
        row: dict[str, Sense] = {}
        for name, words in meanings.items():
            one = by_name.get(name) or KnownName(slug(name), _kind(name, heads), name)
            sides = tuple(fields[word] for word in words.split() if word in fields)
            cues = _own_words(name).union(frozenset(words.split()) - fields.keys(), *sides)
            strong = frozenset(words.split()) - fields.keys() - _SEATS
            strong = frozenset(word for word in strong if word not in common)
            row[one.known_id] = _sense(one, acronym, cues, strong)._replace(sides=sides)
        for one in by_acronym[acronym]:
            row.setdefault(one.known_id, _sense(one, acronym))
        found[acronym] = tuple(row.values())
    return found


def _own_words(name: str) -> frozenset[str]:
    """Words of the name itself that tell: what it is ("the agency") and what it is for."""
    words = frozenset(map(str.casefold, _WORD.findall(name)))
    return words - _TELLS_LITTLE


def _kind(name: str, heads: Mapping[str, tuple[str, bool]]) -> str:
    """Papers are told by their last word, all else is taken for a body."""
    kind, _ = heads.get(name.rsplit(" ", 1)[-1].casefold(), (OTHERWISE, True))
    return kind if kind == "DOCUMENT" else OTHERWISE


def _sense(
    one: KnownName, acronym: str, cues: frozenset[str] = frozenset(),
    strong: frozenset[str] = frozenset(),
) -> Sense:  # fmt: skip
    named = acronym == one.name or acronym in one.aliases
    usual = named or (acronym in one.acronyms and not one.ambiguous)
    return Sense(one.known_id, one.type, one.name, cues, usual, strong)
