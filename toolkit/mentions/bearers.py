"""Short ways to speak of one thing of the text: a role for its bearer, "the North" for a state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from toolkit.knowledge import Knowledge
from toolkit.mentions.groups import Groups
from toolkit.names.normalise import fold, name_key

COMPASS = frozenset("north south east west".split())
PLACES = ("GPE", "LOC")
_BELOW = ("vice", "deputy", "assistant", "former")  # a vice president is no president


def link_bearers(groups: Groups, knowledge: Knowledge) -> None:
    """ "Apple CEO" where the text has "Apple CEO Jane Doe" or "Jane Doe, the Apple CEO", and no
    other person with that role. Only for given mentions: found ones have nominals."""
    bearers: dict[str, list[int]] = defaultdict(list)
    phrases: dict[str, list[int]] = defaultdict(list)
    for at, mention in enumerate(groups.mentions):
        if mention.source != "given" or mention.type not in ("PERSON", "OTHER"):
            continue
        roles, named = _roles(mention.text, knowledge.titles)
        for role in roles:
            (bearers if named else phrases)[role].append(at)
    for role, found in phrases.items():
        held = bearers.get(role, [])
        if held and " " not in role:
            held = [*held, *_of_a_kind(role, bearers)]
        owners = {groups.root(at) for at in held}
        if len(owners) == 1:
            target = held[0]
            for at in found:
                groups.join(at, target, "role", groups.mentions[target].text)


def _of_a_kind(role: str, bearers: Mapping[str, list[int]]) -> list[int]:
    """Other presidents than "President Doe", of a state or a firm that is said."""
    return [
        at for longer, found in bearers.items() for at in found
        if longer.endswith(f" {role}") and longer.split()[-2] not in _BELOW
    ]  # fmt: skip


@lru_cache(maxsize=32768)
def _roles(text: str, titles: frozenset[str]) -> tuple[list[str], bool]:
    """The role phrases in a mention, and whether it also holds the name of the person."""
    name, _, clause = text.partition(", ")
    words = name.split()
    at = max((i for i, word in enumerate(words) if fold(word).rstrip(".,") in titles), default=-1)
    if at == len(words) - 1 and at >= 0 and not clause:
        return [name_key(text)], False
    found = [name_key(" ".join(words[: at + 1]))] if at >= 0 else []
    if clause and fold(clause.split()[-1]).rstrip(".,") in titles:
        found.append(name_key(clause))
    rest = words[at + 1 :]
    named = bool(rest) and all(word[:1].isupper() for word in rest)
    return found if named else [], named


@lru_cache(maxsize=32768)
def _compass(text: str) -> tuple[str, ...]:
    """The words of a name that begins with a point of the compass."""
    words = tuple(name_key(text).split())
    return words if words and words[0] in COMPASS else ()


def link_compass(groups: Groups) -> None:
    """ "the North" where exactly one place of the text begins with it ("North Korea")."""
    owners: dict[str, dict[int, int]] = defaultdict(dict)
    bare: list[tuple[int, str]] = []
    for at, mention in enumerate(groups.mentions):
        if mention.form == "nominal" or mention.type not in (*PLACES, "OTHER"):
            continue
        words = _compass(mention.text)
        if not words:
            continue
        if len(words) == 1 and any(map(str.isupper, mention.text)):
            bare.append((at, words[0]))
        elif len(words) == 2 and mention.knowledge_id:
            owners[words[0]].setdefault(groups.root(at), at)
    for at, word in bare:
        if len(owners[word]) == 1:
            target = next(iter(owners[word].values()))
            groups.join(at, target, "part of the name", groups.mentions[target].text)
