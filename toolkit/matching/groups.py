"""Which chains are one record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from toolkit.matching.alike import Alike, distinct
from toolkit.matching.features import Features
from toolkit.types import Chain, content_id

if TYPE_CHECKING:
    from toolkit.matching.alike import Numbers

Featured = tuple[Chain, Features, str]


@dataclass(frozen=True)
class Groups:
    """`ids` are record ids in order, `features` those of each record, `record` the number of the
    record of every chain of `alike`."""

    alike: Alike
    ids: list[str]
    features: list[Features]
    record: Numbers

    @cached_property
    def _documents(self) -> tuple[list[int], list[int]]:
        """Numbers of the documents of each record, and where those of a record begin."""
        import numpy as np

        count = max(1, len(self.alike.documents))
        held = distinct(self.record * count + self.alike.document)
        bounds = np.searchsorted(held // count, np.arange(len(self.ids) + 1))
        return (held % count).tolist(), bounds.tolist()

    def documents(self, at: int) -> tuple[str, ...]:
        """Sorted doc_ids of a record."""
        held, bounds = self._documents
        return tuple([self.alike.documents[d] for d in held[bounds[at] : bounds[at + 1]]])

    def chain_ids(self) -> dict[str, tuple[str, ...]]:
        """Sorted chain ids by record id."""
        import numpy as np

        order = np.argsort(self.record, kind="stable")
        bounds = np.searchsorted(self.record[order], np.arange(len(self.ids) + 1)).tolist()
        chains = [self.alike.chain_ids[at] for at in order.tolist()]
        return {
            record_id: tuple(chains[bounds[at] : bounds[at + 1]])
            for at, record_id in enumerate(self.ids)
        }

    def home(self) -> dict[str, str]:
        """Record ids by chain id."""
        pairs = zip(self.alike.chain_ids, self.record.tolist(), strict=True)
        return {chain_id: self.ids[at] for chain_id, at in pairs}


def group(alike: Alike, featured: Sequence[Featured], short: Mapping[str, Set[str]]) -> Groups:
    """Chains with equal keys are one record; those with an ambiguous name only within a document.

    `featured` tells of every example its features and key, `short` who may bear a short name.
    """
    import numpy as np

    found: dict[str, Features] = {}
    numbers: dict[str, int] = {}

    def number_of(where: str, at: int) -> int:
        _, features, key = featured[at]
        record_id = content_id("r", where, key)
        known = found.setdefault(record_id, features)
        found[record_id] = min(known, features, key=lambda item: (item.name, item.long_forms))
        return numbers.setdefault(record_id, len(numbers))

    everywhere = [
        -1 if _ambiguous(features, short) else number_of("", at)
        for at, (_, features, _) in enumerate(featured)
    ]
    record = np.array(everywhere, np.int64)[alike.example]
    for chain in np.flatnonzero(record < 0).tolist():
        at = int(alike.example[chain])
        # the text itself tells two papers of one generic name apart; inside it, chains do
        alone = featured[at][1].bare == "generic"
        document = alike.documents[alike.document[chain]]
        record[chain] = number_of(alike.chain_ids[chain] if alone else document, at)
    ids = sorted(numbers)
    rank = np.empty(len(ids), np.int64)
    rank[[numbers[record_id] for record_id in ids]] = np.arange(len(ids))
    return Groups(alike, ids, [found[record_id] for record_id in ids], rank[record])


def _ambiguous(features: Features, short: Mapping[str, Set[str]]) -> bool:
    """Does the name alone mean several things?"""
    if features.bare in ("generic", "nominal"):
        return True
    return bool(features.bare) and len(short.get(short_key(features), ())) >= 2


def short_key(found: Features) -> str:
    """What a short name is looked up by: a surname or an acronym."""
    if found.nameclass == "person":
        return "p:" + found.surname
    return "a:" + " ".join(found.acronyms) if found.bare == "acronym" else ""
