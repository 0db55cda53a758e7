"""Mentions joined into groups, with the reason of every join. Two groups that must not be one
(two persons, two known names, two editions) refuse to join."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.names.editions import NONE, Edition, edition_of
from toolkit.names.organisations import numbers
from toolkit.types import Link, Mention

# What a type says of whether it is that of persons; an unknown one says nothing.
_SORTS = {"PERSON": "person", "OTHER": ""}
SERIES = ("EVENT", "DOCUMENT")  # that have editions


class Groups:
    """A union-find over the mentions of one document."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self.mentions = list(mentions)
        self._root = list(range(len(mentions)))
        self._members: dict[int, list[int]] = {}  # of groups of several
        self._links: dict[int, list[Link]] = {}
        # What a group is known to be, so that a join need not ask each member; '' if nothing.
        self._known = [[m.knowledge_id for m in self.mentions],
                       [_SORTS.get(m.type, "else") for m in self.mentions]]  # fmt: skip
        editions = [edition(m) if m.type in SERIES else NONE for m in self.mentions]
        if any(map(any, editions)):
            self._known += [[told.year for told in editions], [told.place for told in editions]]
        self._written: dict[int, frozenset[tuple[str, str]]] = {}  # of groups that were asked

    def root(self, at: int) -> int:
        while self._root[at] != at:
            self._root[at] = self._root[self._root[at]]
            at = self._root[at]
        return at

    def members_of(self, at: int) -> list[int]:
        """The group of a mention, in order."""
        root = self.root(at)
        members = self._members.get(root)
        if members is None:
            return [root]
        members.sort()  # of a few sorted runs: no more than a look at each
        return members

    def written(self, at: int) -> frozenset[tuple[str, str]]:
        """The different texts in the group of a mention, each with its form."""
        root = self.root(at)
        found = self._written.get(root)
        if found is None:
            held = map(self.mentions.__getitem__, self._members.get(root, (root,)))
            found = self._written[root] = frozenset((m.text, m.form) for m in held)
        return found

    def join(self, at: int, target: int, rule: str, detail: str = "") -> bool:
        """Join the groups of two mentions; False where they are one already or must not be."""
        a, b = self.root(at), self.root(target)
        if a == b or not self.may_join(a, b):
            return False
        low, high = min(a, b), max(a, b)
        self._root[high] = low
        few, many = sorted(
            (self._members.pop(high, [high]), self._members.get(low, [low])), key=len
        )
        many += few
        self._members[low] = many
        for known in self._known:
            known[low] = known[low] or known[high]
        self._join_written(low, high)
        link = Link(self.mentions[at].mention_id, self.mentions[target].mention_id, rule, detail)
        self._links.setdefault(at, []).append(link)
        return True

    def _join_written(self, low: int, high: int) -> None:
        one, other = self._written.pop(low, None), self._written.pop(high, None)
        if one is not None and other is not None:
            self._written[low] = one if other <= one else one | other

    def may_join(self, a: int, b: int) -> bool:
        """Not two known things, not a person with something else, not two editions."""
        a, b = self.root(a), self.root(b)
        return all(not told[a] or not told[b] or told[a] == told[b] for told in self._known)

    def members(self) -> Iterator[list[int]]:
        """Groups by their first mention."""
        for at, root in enumerate(self._root):
            if at == root:
                yield self.members_of(at)

    def links(self, members: Sequence[int]) -> tuple[Link, ...]:
        return tuple([link for i in members if i in self._links for link in self._links[i]])


def edition(mention: Mention) -> Edition:
    """The edition that stands beside a name, or the year of an event that stands in it."""
    told = edition_of(mention.text, mention.norm)
    if any(told) or mention.type != "EVENT":
        return told
    years = numbers(mention.text).years
    return Edition(str(years[0])) if len(years) == 1 else NONE
