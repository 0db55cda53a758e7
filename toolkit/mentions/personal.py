"""Persons inside a document: a bare surname or given name belongs to the one full name it fits."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from toolkit.knowledge import Knowledge
from toolkit.mentions.groups import Groups
from toolkit.names.persons import PersonName, given_relation, parse
from toolkit.names.phonetic import translit_key
from toolkit.types import Mention, Role

NEAR = 90  # characters after a full name in which the text may say what the person is
GENERATIONS = frozenset(("Jr", "Jr.", "Sr", "Sr.", "Junior", "Senior", "II", "III", "IV"))


class Roles:
    """What a text says of who holds which role: titles beside names and words that follow."""

    def __init__(
        self, text: str, roles: Iterable[tuple[tuple[int, int], Role]], knowledge: Knowledge
    ) -> None:
        self._text = text
        self._nouns = knowledge.role_nouns
        self._titles: dict[tuple[int, int], set[str]] = defaultdict(set)
        for span, role in roles:
            self._titles[span].add(role.title.casefold())

    def titles(self, mention: Mention) -> set[str]:
        """Its titles as the extractor read them, and the one right before it."""
        before = self._text[max(0, mention.start - NEAR) : mention.start].casefold().split()
        ends = (" ".join(before[-size:]) for size in range(1, 4))
        return self._titles.get((mention.start, mention.end), set()) | (self._nouns & set(ends))

    def holds(self, title: str, mentions: Iterable[Mention]) -> bool:
        """Is one of the mentions given the title, or its words soon after in the sentence?"""
        for m in mentions:
            after = re.split(r"[.;!?](?:\s|$)", self._text[m.end : m.end + NEAR])[0].casefold()
            if title in self.titles(m) or re.search(rf"\b{re.escape(title)}\b", after):
                return True
        return False


def link_persons(groups: Groups, knowledge: Knowledge, roles: Roles) -> None:
    """Join persons' names; untyped mentions take part where a given name gives them away."""
    names = _names(groups, knowledge)
    by_surname: dict[str, list[int]] = defaultdict(list)
    for at, name in sorted(names.items()):
        if name.given:
            by_surname[name.key].append(at)
    for same in by_surname.values():
        _full_names(groups, names, same, knowledge.given_classes)
    fitting = _Fitting(names, by_surname)
    for at, name in sorted(names.items()):
        if not name.given:
            _bare(groups, name.key, fitting, at, roles)


def _names(groups: Groups, knowledge: Knowledge) -> dict[int, PersonName]:
    found: dict[int, PersonName] = {}
    full_keys: set[str] = set()
    single: dict[int, PersonName] = {}
    for at, mention in enumerate(groups.mentions):
        if mention.form == "nominal" or (mention.knowledge_id and mention.type != "PERSON"):
            continue
        if mention.type not in ("PERSON", "OTHER"):
            continue
        name = parse(
            mention.text, knowledge.polite, knowledge.particles, knowledge.suffixes,
            knowledge.family_first,
        )  # fmt: skip
        first = name.given.rstrip(".").casefold()
        if not name.given:
            single[at] = name
        elif mention.type == "PERSON" or first in knowledge.given_names:
            found[at] = name
            full_keys |= {name.key, first}
    for at, name in single.items():
        if groups.mentions[at].type == "PERSON" or name.key in full_keys:
            found[at] = name
    return found


def _full_names(
    groups: Groups, names: dict[int, PersonName], same: list[int],
    nicknames: dict[str, frozenset[str]],
) -> None:  # fmt: skip
    """ "Mark Rutte" and "M. Rutte"; an initial that fits two full names joins neither."""
    for i, at in enumerate(same):
        fits = [
            other for other in same[:i]
            if given_relation(names[at], names[other], nicknames) in ("equal", "compatible")
            and not _father_and_son(names[at], names[other])
        ]  # fmt: skip
        if len({groups.root(other) for other in fits}) == 1:
            groups.join(at, fits[0], "person's name", groups.mentions[fits[0]].text)


def _father_and_son(a: PersonName, b: PersonName) -> bool:
    """Written alike but for "Jr.": a text that means one person writes his name one way."""
    return a.full == b.full and (a.suffix in GENERATIONS) != (b.suffix in GENERATIONS)


class _Fitting:
    """Full names by their surname, by how it sounds, by their given name and first word."""

    def __init__(
        self, names: Mapping[int, PersonName], by_surname: Mapping[str, list[int]]
    ) -> None:
        self.surname = by_surname
        self.sound: dict[str, list[int]] = defaultdict(list)
        self.given: dict[str, list[int]] = defaultdict(list)
        for key, same in sorted(by_surname.items()):
            if len(key) > 4:
                self.sound[translit_key(key)] += same
        for same in by_surname.values():
            for at in same:
                for first in {names[at].given.casefold(), names[at].full.split()[0]}:
                    self.given[first].append(at)


def _bare(groups: Groups, key: str, fitting: _Fitting, at: int, roles: Roles) -> None:
    fits = fitting.surname.get(key, [])
    rule = "surname"
    if not fits:
        fits = fitting.sound.get(translit_key(key), [])
    given = fitting.given.get(key, [])
    if not fits:
        rule, fits = "given name", given
    owners = {groups.root(i) for i in (*fits, *given)}
    for title in sorted(roles.titles(groups.mentions[at])) if len(owners) > 1 else ():
        held = {
            root
            for root in owners
            if roles.holds(title, [groups.mentions[i] for i in groups.members_of(root)])
        }
        if len(held) == 1:
            owners, rule = held, f"{rule} and title"
            fits = [i for i in (*fits, *given) if groups.root(i) in held]
    if len(owners) == 1:
        groups.join(at, fits[0], rule, groups.mentions[fits[0]].text)
