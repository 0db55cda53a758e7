"""Mentions joined into groups, with the reason of every join. Two groups that must not be one
(two persons, two known names) refuse to join."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.types import Link, Mention


class Groups:
    """A union-find over the mentions of one document."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self.mentions = list(mentions)
        self._root = list(range(len(mentions)))
        self._members: dict[int, list[int]] = {i: [i] for i in self._root}
        self._links: dict[int, list[Link]] = {}

    def root(self, at: int) -> int:
        while self._root[at] != at:
            self._root[at] = self._root[self._root[at]]
            at = self._root[at]
        return at

    def members_of(self, at: int) -> list[int]:
        return self._members[self.root(at)]

    def join(self, at: int, target: int, rule: str, detail: str = "") -> bool:
        """Join the groups of two mentions; False where they are one already or must not be."""
        a, b = self.root(at), self.root(target)
        if a == b or not self.may_join(a, b):
            return False
        low, high = min(a, b), max(a, b)
        self._root[high] = low
        self._members[low] = sorted(self._members[low] + self._members.pop(high))
        link = Link(self.mentions[at].mention_id, self.mentions[target].mention_id, rule, detail)
        self._links.setdefault(at, []).append(link)
        return True

    def may_join(self, a: int, b: int) -> bool:
        """Not two known things, and not a person with something else."""
        left, right = self.members_of(a), self.members_of(b)
        ids = [{self.mentions[i].knowledge_id for i in part} - {""} for part in (left, right)]
        if ids[0] and ids[1] and ids[0] != ids[1]:
            return False
        persons = [{self.mentions[i].type == "PERSON" for i in part
                    if self.mentions[i].type != "OTHER"} for part in (left, right)]  # fmt: skip
        return not (persons[0] and persons[1] and persons[0] != persons[1])

    def members(self) -> Iterator[list[int]]:
        """Groups by their first mention."""
        for root in sorted(self._members):
            yield self._members[root]

    def links(self, members: Sequence[int]) -> tuple[Link, ...]:
        return tuple(link for i in members for link in self._links.get(i, ()))
