"""The names seen near a name: evidence for who is meant."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from toolkit.names.normalise import spelling_key
from toolkit.types import Chain

NEAR = 300  # characters: about two sentences each way
RARE_SHARE = 0.05  # of the documents; names in fewer (or in up to three) are rare


@dataclass(frozen=True)
class Surroundings:
    """Keys of names near each chain, and those of them that few documents hold."""

    near: dict[str, frozenset[str]]
    rare: frozenset[str]

    def of(self, chain_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The columns `near_rare` and `near_common` of a record with these chains."""
        keys = sorted(set().union(*(self.near.get(chain_id, ()) for chain_id in chain_ids)))
        return {
            "near_rare": tuple(key for key in keys if key in self.rare),
            "near_common": tuple(key for key in keys if key not in self.rare),
        }


def find(chains: Sequence[Chain]) -> Surroundings:
    """Names within NEAR characters, per chain; a chain is not near itself."""
    by_document: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    documents: dict[str, set[str]] = defaultdict(set)
    for chain in chains:
        texts = {m.norm or m.text for m in chain.mentions if m.form != "nominal"}
        key = chain.knowledge_id or spelling_key(max(sorted(texts), key=len, default=""))
        if key:
            documents[key].add(chain.doc_id)
            by_document[chain.doc_id] += [(m.start, chain.chain_id, key) for m in chain.mentions]
    near: dict[str, set[str]] = defaultdict(set)
    for places in by_document.values():
        places.sort()
        starts = [start for start, _, _ in places]
        for start, chain_id, _ in places:
            window = places[bisect_left(starts, start - NEAR) : bisect_left(starts, start + NEAR)]
            near[chain_id] |= {key for _, other, key in window if other != chain_id}
    few = max(3.0, RARE_SHARE * len(by_document))
    rare = frozenset(key for key, found in documents.items() if len(found) <= few)
    return Surroundings({chain_id: frozenset(keys) for chain_id, keys in near.items()}, rare)
