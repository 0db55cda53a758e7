"""Persons inside a document: a bare surname or given name belongs to the one full name it fits."""

from __future__ import annotations

from collections import defaultdict

from toolkit.knowledge import Knowledge
from toolkit.mentions.groups import Groups
from toolkit.names.persons import PersonName, given_relation, parse
from toolkit.names.phonetic import translit_key


def link_persons(groups: Groups, knowledge: Knowledge) -> None:
    """Join persons' names; untyped mentions take part where a given name gives them away."""
    names = _names(groups, knowledge)
    nicknames = {k: frozenset(v) for k, v in knowledge.nicknames.items()}
    by_surname: dict[str, list[int]] = defaultdict(list)
    for at, name in sorted(names.items()):
        if name.given:
            by_surname[name.key].append(at)
    for same in by_surname.values():
        _full_names(groups, names, same, nicknames)
    for at, name in sorted(names.items()):
        if not name.given:
            _bare(groups, names, by_surname, at)


def _names(groups: Groups, knowledge: Knowledge) -> dict[int, PersonName]:
    polite = knowledge.honorifics | knowledge.ranks | knowledge.role_nouns
    found: dict[int, PersonName] = {}
    full_keys: set[str] = set()
    single: dict[int, PersonName] = {}
    for at, mention in enumerate(groups.mentions):
        if mention.form == "nominal" or (mention.knowledge_id and mention.type != "PERSON"):
            continue
        if mention.type not in ("PERSON", "OTHER"):
            continue
        name = parse(mention.text, polite, knowledge.particles, knowledge.suffixes)
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
        ]  # fmt: skip
        if len({groups.root(other) for other in fits}) == 1:
            groups.join(at, fits[0], "person's name", groups.mentions[fits[0]].text)


def _bare(
    groups: Groups, names: dict[int, PersonName], by_surname: dict[str, list[int]], at: int
) -> None:
    key = names[at].key
    fits = by_surname.get(key, [])
    rule = "surname"
    if not fits:
        near = translit_key(key)
        fits = [i for k, same in sorted(by_surname.items()) for i in same
                if len(k) > 4 and translit_key(k) == near]  # fmt: skip
    given = [i for same in by_surname.values() for i in same
             if names[i].given.casefold() == key or names[i].full.split()[0] == key]  # fmt: skip
    if not fits:
        rule, fits = "given name", given
    owners = {groups.root(i) for i in (*fits, *given)}
    if len(owners) == 1:
        groups.join(at, fits[0], rule, groups.mentions[fits[0]].text)
