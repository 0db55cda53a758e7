"""Known answers -> labelled pairs of records, the food of `training`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toolkit.matching.levels import COMPARISONS
from toolkit.matching.model import column
from toolkit.matching.records import Records
from toolkit.types import Chain

if TYPE_CHECKING:
    import pyarrow as pa

PURE = 0.7  # share of the mentions of a record that must mean one thing for the record to have it
Span = tuple[str, int, int]  # document, start, end
Level = tuple[str, str]  # comparison, level


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """Two records, the levels that their comparisons reached, and whether they are one thing.

    `part` names the material that the pair comes from: parts with many pairs weigh less per pair.
    """

    records: tuple[str, str]
    levels: tuple[Level, ...]
    same: bool
    part: str = ""


def entity_of_records(
    chains: Sequence[Chain], records: Records, entities: Mapping[Span, str]
) -> dict[str, str]:
    """The entity that most labelled mentions of each record mean; impure records have none."""
    by_id = {chain.chain_id: chain for chain in chains}
    found = {}
    for record_id, chain_ids in records.chain_ids.items():
        votes = Counter(
            entities[m.doc_id, m.start, m.end]
            for chain_id in chain_ids
            for m in by_id[chain_id].mentions
            if (m.doc_id, m.start, m.end) in entities
        )
        if votes:
            entity, count = min(votes.items(), key=lambda item: (-item[1], item[0]))
            if count >= PURE * votes.total():
                found[record_id] = entity
    return found


def label_pairs(
    pairs: pa.Table,
    entities: Mapping[str, str],
    part: str = "",
    scope: Mapping[str, frozenset[str]] | None = None,
) -> list[LabelledPair]:
    """The scored pairs (a table of `scoring.score`) of which both records have a known entity.

    `scope` maps records to the groups in which their entity ids hold: pairs without a common group
    are left out.
    """
    found = []
    for row in pairs.to_pylist():
        left, right = row["record_l"], row["record_r"]
        if left not in entities or right not in entities:
            continue
        if scope is not None and not scope[left] & scope[right]:
            continue
        found.append(labelled(row, entities[left] == entities[right], part))
    return found


def labelled(row: Mapping[str, Any], same: bool, part: str = "") -> LabelledPair:
    """One row of the table of `scoring.score` with its answer."""
    levels = tuple(
        (item.name, row[f"level_{column(item)}"])
        for item in COMPARISONS
        if row[f"level_{column(item)}"] is not None
    )
    return LabelledPair((row["record_l"], row["record_r"]), levels, same, part)
