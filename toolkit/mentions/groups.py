"""Mentions joined into groups, with the reason of every join. Two groups that must not be one
(two persons, two known names) refuse to join."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.types import Link, Mention

_NOTHING: frozenset[str] = frozenset()
# Of a type whether it is that of persons; of an unknown one nothing.
_SORTS = {"PERSON": frozenset((True,)), "OTHER": frozenset[bool]()}
_ELSE = frozenset((False,))


class Groups:
    """A union-find over the mentions of one document."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self.mentions = list(mentions)
        self._root = list(range(len(mentions)))
        self._members = {i: [i] for i in self._root}
        self._links: dict[int, list[Link]] = {}
        # What the members of a group are known to be, so that a join need not ask each of them.
        self._ids: list[frozenset[str]] = [
            frozenset((m.knowledge_id,)) if m.knowledge_id else _NOTHING for m in self.mentions
        ]
        self._persons = [_SORTS.get(m.type, _ELSE) for m in self.mentions]
        self._written = [frozenset(((m.text, m.form),)) for m in self.mentions]

    def root(self, at: int) -> int:
        while self._root[at] != at:
            self._root[at] = self._root[self._root[at]]
            at = self._root[at]
        return at

    def members_of(self, at: int) -> list[int]:
        """The group of a mention, in order."""
        members = self._members[self.root(at)]
        if len(members) > 1:
            members.sort()  # of a few sorted runs: no more than a look at each
        return members

    def written(self, at: int) -> frozenset[tuple[str, str]]:
        """The different texts in the group of a mention, each with its form."""
        return self._written[self.root(at)]

    def join(self, at: int, target: int, rule: str, detail: str = "") -> bool:
        """Join the groups of two mentions; False where they are one already or must not be."""
        a, b = self.root(at), self.root(target)
        if a == b or not self.may_join(a, b):
            return False
        low, high = min(a, b), max(a, b)
        self._root[high] = low
        few, many = sorted((self._members.pop(high), self._members[low]), key=len)
        many += few
        self._members[low] = many
        self._ids[low] |= self._ids[high]
        self._persons[low] |= self._persons[high]
        if not self._written[high] <= self._written[low]:
            self._written[low] |= self._written[high]
        link = Link(self.mentions[at].mention_id, self.mentions[target].mention_id, rule, detail)
        self._links.setdefault(at, []).append(link)
        return True

    def may_join(self, a: int, b: int) -> bool:
        """Not two known things, and not a person with something else."""
        a, b = self.root(a), self.root(b)
        for known in (self._ids, self._persons):
            if known[a] and known[b] and known[a] != known[b]:
                return False
        return True

    def members(self) -> Iterator[list[int]]:
        """Groups by their first mention."""
        for root in sorted(self._members):
            yield self.members_of(root)

    def links(self, members: Sequence[int]) -> tuple[Link, ...]:
        return tuple([link for i in members if i in self._links for link in self._links[i]])
