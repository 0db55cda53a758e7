"""What an acronym of several bodies may stand for, with the words of their fields."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from toolkit.knowledge.known import KnownName, slug

OTHERWISE = "ORG"


class Sense(NamedTuple):
    """One meaning of an acronym. `cues` are words in small letters that tell of its field,
    `usual`: the one that a text means which says nothing else."""

    known_id: str
    type: str
    name: str
    cues: frozenset[str]
    usual: bool


def senses(
    lists: Mapping[str, Any], known: Iterable[KnownName], heads: Mapping[str, tuple[str, bool]]
) -> dict[str, tuple[Sense, ...]]:
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
            cues = frozenset[str]().union(*(fields.get(w, (w,)) for w in words.split()))
            row[one.known_id] = _sense(one, acronym, cues)
        for one in by_acronym[acronym]:
            row.setdefault(one.known_id, _sense(one, acronym))
        found[acronym] = tuple(row.values())
    return found


def _kind(name: str, heads: Mapping[str, tuple[str, bool]]) -> str:
    """Papers are told by their last word, all else is taken for a body."""
    kind, _ = heads.get(name.rsplit(" ", 1)[-1].casefold(), (OTHERWISE, True))
    return kind if kind == "DOCUMENT" else OTHERWISE


def _sense(one: KnownName, acronym: str, cues: frozenset[str] = frozenset()) -> Sense:
    named = acronym == one.name or acronym in one.aliases
    usual = named or (acronym in one.acronyms and not one.ambiguous)
    return Sense(one.known_id, one.type, one.name, cues, usual)
