"""Persons inside a document: a bare surname or given name belongs to the one full name it fits."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from toolkit.knowledge import Knowledge
from toolkit.mentions.groups import Groups
from toolkit.mentions.relatives import is_another, spoken_of
from toolkit.mentions.told import told_alike
from toolkit.names.persons import PersonName, given_relation, parse
from toolkit.names.surnames import surname_sound
from toolkit.types import Mention, Role

MIN_SOUND = 4  # letters; shorter surnames sound alike by chance
NEAR = 90  # characters after a full name in which the text may say what the person is


class Roles:
    """What a text says of who holds which role: titles beside names and words that follow."""

    def __init__(
        self, text: str, roles: Iterable[tuple[tuple[int, int], Role]], knowledge: Knowledge
    ) -> None:
        self._text = text
        self._knowledge = knowledge
        self._nouns = knowledge.role_nouns
        self._titles: dict[tuple[int, int], set[str]] = defaultdict(set)
        for span, role in roles:
            self._titles[span].add(role.title.casefold())
        self._held: dict[tuple[int, str], tuple[int, bool]] = {}

    def titles(self, mention: Mention) -> set[str]:
        """Its titles as the extractor read them, and the one right before it."""
        before = self._text[max(0, mention.start - NEAR) : mention.start].casefold().split()
        ends = (" ".join(before[-size:]) for size in range(1, 4))
        return self._titles.get((mention.start, mention.end), set()) | (self._nouns & set(ends))

    def of_a_relative(self, groups: Groups, at: int, root: int) -> bool:
        """A title before a surname that the one full name is not given, where relatives are spoken
        of: "President Jan Doe ... his twin brother ... Prime Minister Doe". Or a relative told
        beside it."""
        mention = groups.mentions[at]
        full = [text for text, _ in groups.written(root) if len(text) > len(mention.text)]
        if is_another(self._text, mention, full, self._knowledge):
            return True
        titles = self.titles(mention)
        if not titles or any(self.held_by(groups, root, title) for title in titles):
            return False
        return spoken_of(self._text, mention, self._knowledge)

    def is_free(self, groups: Groups, at: int, full: Sequence[int]) -> bool:
        """May a surname that is only spelt like theirs be one of these? Not with a title that none
        of them is given: who spells it otherwise may mean another."""
        titles = self.titles(groups.mentions[at])
        roots = {groups.root(i) for i in full}
        return not titles or any(self.held_by(groups, r, t) for r in roots for t in titles)

    def told(self, groups: Groups, at: int, owners: Mapping[int, Sequence[int]]) -> int | None:
        """The one of several groups of whom the text tells what it tells of a surname alone."""
        named = {root: [groups.mentions[i] for i in found] for root, found in owners.items()}
        return told_alike(self._text, groups.mentions[at], named, self._knowledge)

    def held_by(self, groups: Groups, root: int, title: str) -> bool:
        """Does a group hold a title? It is asked again only where it has grown."""
        members = groups.members_of(root)
        size, holds = self._held.get((root, title), (0, False))
        if not holds and size != len(members):
            holds = self.holds(title, [groups.mentions[at] for at in members])
            self._held[root, title] = len(members), holds
        return holds

    def holds(self, title: str, mentions: Iterable[Mention]) -> bool:
        """Is one of the mentions given the title, or its words soon after in the sentence?"""
        for m in mentions:
            after = re.split(r"[.;!?](?:\s|$)", self._text[m.end : m.end + NEAR])[0].casefold()
            if title in self.titles(m) or re.search(rf"\b{re.escape(title)}\b", after):
                return True
        return False


def link_persons(groups: Groups, knowledge: Knowledge, roles: Roles) -> None:
    """Join persons' names; untyped mentions take part where a given name gives them away."""
    full, bare = _names(groups, knowledge)
    names = {at: read.name for at, read in full.items()}
    by_surname: dict[str, list[int]] = defaultdict(list)
    for at, read in full.items():
        by_surname[read.key].append(at)
    for same in by_surname.values():
        if len(same) > 1:
            _full_names(groups, names, same, knowledge.given_classes)
    _seated(groups, bare)
    if not (full and bare):
        return
    wanted = {read.key for read in bare.values()}
    fitting = _Fitting(groups, names, by_surname, wanted, knowledge.usual_surnames)
    for at, read in bare.items():
        _bare(groups, read.key, fitting, at, roles)


class _Read(NamedTuple):
    """A person's name, the key of its surname, and its given name folded."""

    name: PersonName
    key: str
    first: str


def person_name(text: str, knowledge: Knowledge) -> PersonName:
    """The parts of a person's name, as the lists of a knowledge tell them."""
    return parse(
        text, knowledge.polite, knowledge.particles, knowledge.suffixes, knowledge.family_first
    )


@lru_cache(maxsize=32768)
def _read(text: str, knowledge: Knowledge) -> _Read:
    name = person_name(text, knowledge)
    return _Read(name, name.key, name.given.rstrip(".").casefold())


def _names(groups: Groups, knowledge: Knowledge) -> tuple[dict[int, _Read], dict[int, _Read]]:
    """Full names and those without a given name, by their mentions, in order."""
    full: dict[int, _Read] = {}
    bare: dict[int, _Read] = {}
    for at, mention in enumerate(groups.mentions):
        if mention.type not in ("PERSON", "OTHER") or mention.form == "nominal":
            continue
        if mention.knowledge_id and mention.type != "PERSON":
            continue
        read = _read(mention.text, knowledge)
        if not read.name.given:
            bare[at] = read
        elif mention.type == "PERSON" or read.first in knowledge.given_names:
            full[at] = read
    given_away = {part for read in full.values() for part in (read.key, read.first)}
    usual = knowledge.usual_surnames
    told = {at: read for at, read in bare.items()
            if groups.mentions[at].type == "PERSON" or read.key in given_away}  # fmt: skip
    rest = [at for at, read in bare.items() if at not in told and _sounds(read.key, usual)]
    if full and rest:
        sounds = {surname_sound(r.key, usual) for r in full.values() if _sounds(r.key, usual)}
        told |= {at: bare[at] for at in rest if surname_sound(bare[at].key, usual) in sounds}
        told = dict(sorted(told.items()))
    return full, told


def _full_names(
    groups: Groups, names: dict[int, PersonName], same: list[int],
    nicknames: dict[str, frozenset[str]],
) -> None:  # fmt: skip
    """ "Mark Rutte" and "M. Rutte"; an initial that fits two full names joins neither.

    A long text repeats few names: they are compared once, and of the mentions of one name those
    are kept that stand for different groups, the first of all before them.
    """
    seen: dict[PersonName, list[int]] = {}
    fitting: dict[PersonName, list[PersonName]] = {}
    for at in same:
        name = names[at]
        if name not in fitting:
            fitting[name] = []
            for other in fitting:
                if _fit(name, other, nicknames):
                    fitting[name].append(other)
                    if other != name:
                        fitting[other].append(name)
        fits = [seen[other] for other in fitting[name] if other in seen]
        if _are_one(groups, fits):
            first = min(found[0] for found in fits)
            groups.join(at, first, "person's name", groups.mentions[first].text)
        held = seen.setdefault(name, [at])
        if groups.root(at) != groups.root(held[0]):
            held.append(at)


def _fit(a: PersonName, b: PersonName, nicknames: dict[str, frozenset[str]]) -> bool:
    if a == b:
        return True
    relation = given_relation(a, b, nicknames)
    return relation in ("equal", "compatible") and not _father_and_son(a, b)


def _are_one(groups: Groups, fits: Iterable[Sequence[int]]) -> bool:
    """Whether there are mentions, and all of one group."""
    roots: set[int] = set()
    for at in chain.from_iterable(fits):
        roots.add(groups.root(at))
        if len(roots) > 1:
            return False
    return bool(roots)


def _father_and_son(a: PersonName, b: PersonName) -> bool:
    """Written alike but for "Jr.": a text that means one person writes his name one way."""
    return a.full == b.full and a.generation != b.generation


def _seated(groups: Groups, bare: Mapping[int, _Read]) -> None:
    """ "Lord Doe of Port Ellen" and "Doe"."""
    seats: dict[str, dict[int, int]] = defaultdict(dict)
    for at, read in bare.items():
        if " of " in groups.mentions[at].text:
            seats[read.key].setdefault(groups.root(at), at)
    for at, read in bare.items() if seats else ():
        held = seats.get(read.key, {})
        if len(held) == 1:
            target = next(iter(held.values()))
            groups.join(at, target, "surname", groups.mentions[target].text)


class _Fitting:
    """Full names by their surname, by how it sounds, by their given name and first word: of each
    group the first that is written so. Only those that one of the bare names `wanted` asks for."""

    def __init__(
        self, groups: Groups, names: Mapping[int, PersonName],
        by_surname: Mapping[str, list[int]], wanted: Set[str], usual: Mapping[str, str],
    ) -> None:  # fmt: skip
        self._usual = usual
        sounds = {surname_sound(key, usual) for key in wanted - by_surname.keys()}
        sound: dict[str, list[int]] = defaultdict(list)
        given: dict[str, list[int]] = defaultdict(list)
        for key, same in sorted(by_surname.items()) if sounds else ():
            if _sounds(key, usual) and surname_sound(key, usual) in sounds:
                sound[surname_sound(key, usual)] += same
        for same in by_surname.values():
            for at in same:
                for first in _firsts(names[at]) & wanted:
                    given[first].append(at)

        def of_each(lists: Mapping[str, list[int]]) -> dict[str, list[int]]:
            return {key: _first_of_each(groups, same) for key, same in lists.items()}

        asked = {key: by_surname[key] for key in wanted & by_surname.keys()}
        self.surname, self.sound, self.given = map(of_each, (asked, sound, given))

    def like(self, key: str) -> list[int]:
        """Those whose surname sounds so."""
        return self.sound.get(surname_sound(key, self._usual), [])


def _sounds(key: str, usual: Mapping[str, str]) -> bool:
    """Short surnames sound alike by chance."""
    return len(key) > MIN_SOUND or key in usual


@lru_cache(maxsize=32768)
def _firsts(name: PersonName) -> frozenset[str]:
    """How a person may be called by the given name: as it stands, and the first word of all."""
    return frozenset((name.given.casefold(), name.full.split()[0]))


def _first_of_each(groups: Groups, mentions: Iterable[int]) -> list[int]:
    """The first mention of each group, in order."""
    first: dict[int, int] = {}
    for at in mentions:
        first.setdefault(groups.root(at), at)
    return list(first.values())


def _bare(groups: Groups, key: str, fitting: _Fitting, at: int, roles: Roles) -> None:
    fits = fitting.surname.get(key, [])
    rule = "surname"
    if not fits and (alike := fitting.like(key)) and roles.is_free(groups, at, alike):
        fits = alike
    given = fitting.given.get(key, [])
    if not fits:
        rule, fits = "given name", given
    owners = {groups.root(i) for i in (*fits, *given)}
    for title in sorted(roles.titles(groups.mentions[at])) if len(owners) > 1 else ():
        held = {root for root in owners if roles.held_by(groups, root, title)}
        if len(held) == 1:
            owners, rule = held, f"{rule} and title"
            fits = [i for i in (*fits, *given) if groups.root(i) in held]
    if len(owners) > 1:
        told = roles.told(groups, at, {root: [i for i in (*fits, *given) if groups.root(i) == root]
                                       for root in sorted(owners)})  # fmt: skip
        if told is not None:
            owners, rule = {told}, f"{rule} and what is told"
            fits = [i for i in (*fits, *given) if groups.root(i) == told]
    if len(owners) == 1 and not roles.of_a_relative(groups, at, groups.root(fits[0])):
        groups.join(at, fits[0], rule, groups.mentions[fits[0]].text)
