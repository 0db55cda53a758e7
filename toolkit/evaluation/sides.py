"""Two answers about the same mentions, side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.evaluation.clustering import Clustering, Entities, clustering


@dataclass(frozen=True, slots=True)
class Sides:
    """Gold and found entities of mentions, their texts and doc_ids, by number."""

    gold: Entities
    found: Entities
    texts: Mapping[int, str]
    homes: Mapping[int, str]

    @property
    def aligned(self) -> Sides:
        """Without the mentions that only one side has."""
        gold = {m: entity for m, entity in self.gold.items() if m in self.found}
        found = {m: entity for m, entity in self.found.items() if m in self.gold}
        return Sides(gold, found, self.texts, self.homes)

    def measured(self) -> Clustering:
        return clustering(self.gold, self.found, self.texts, self.homes)

    def by_document(self) -> dict[str, list[int]]:
        mentions: dict[str, list[int]] = defaultdict(list)
        for mention in sorted(self.gold.keys() | self.found.keys()):
            mentions[self.homes[mention]].append(mention)
        return mentions
