"""Who stands where in the network of actors: ranks, bridges, communities, and what ties them.

All figures are those of `network` in `compare --json`; the first rows of each list are shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.comparison.networking import network_figures
from toolkit.comparison.result import Comparison
from toolkit.report.data import ActorRef, GroupView, Link, actor_link, actor_ref
from toolkit.report.evidence import EvidenceIndex
from toolkit.report.wording import percent, visible, whole

CENTRAL, BROKERS, PAIRS, COMMUNITIES, MEMBERS = 8, 4, 5, 4, 5
STATED = {
    "role_in": "has a role in", "part_of": "is part of", "succeeded_by": "was succeeded by",
    "related": "was judged related to",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CentralRow:
    """`ranks` of the groups alone, "–" where one does not name it along with others."""

    actor: ActorRef
    rank: str
    range: str
    ranks: tuple[str, ...]
    neighbours: Link
    between: str


@dataclass(frozen=True, slots=True)
class BrokerRow:
    actor: ActorRef
    bridging: Link
    participation: str


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two actors in the same sentences (`says` is "and"), or what a text states of them."""

    left: ActorRef
    says: str
    right: ActorRef
    sentences: Link
    documents: str


@dataclass(frozen=True, slots=True)
class CommunityRow:
    actors: str
    mentions: str
    groups: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Positions:
    central: tuple[CentralRow, ...]
    brokers: tuple[BrokerRow, ...]
    pairs: tuple[PairRow, ...]
    communities: tuple[CommunityRow, ...]
    actors: int
    more_communities: int
    notes: tuple[str, ...]


def positions(
    comparison: Comparison, groups: Sequence[GroupView], index: EvidenceIndex
) -> Positions | None:
    """None where there is no network (a redacted comparison) or no two actors in one sentence."""
    if comparison.network is None:
        return None
    found = network_figures(comparison.network)
    if not found["totals"].get("co_mention"):
        return None
    ids = [group.id for group in comparison.groups]
    known = index.actor_index
    told = [row for row in found["entities"] if row["entity_id"] in known and row["degree"]]
    brokers = [row for row in found["brokers"] if row["entity_id"] in known and row["bridging"]]
    ties = [row for row in map(_ends, found["edges"]) if row[0] in known and row[1] in known]
    together = [row for row in ties if row[2]["relation"] == "co_mention"][:PAIRS]
    stated = [row for row in ties if row[2]["relation"] in STATED][:PAIRS]
    places = _places(comparison) if stated else {}
    listed = found["communities"][:COMMUNITIES]
    return Positions(
        central=tuple(_central(row, ids, index) for row in told[:CENTRAL]),
        brokers=tuple(_broker(row, index) for row in brokers[:BROKERS] if len(ids) > 1),
        pairs=tuple(_pair(row, index, places) for row in (*together, *stated)),
        communities=tuple(_community(row, groups, ids) for row in listed),
        actors=len(comparison.actors),
        more_communities=comparison.network.communities.num_rows - len(listed),
        notes=tuple(f"{visible(name)}: {visible(text)}" for name, text in found["notes"].items()),
    )


def _central(row: dict[str, Any], ids: Sequence[str], index: EvidenceIndex) -> CentralRow:
    at = index.actor_index[row["entity_id"]]
    low, high = row.get("rank_low"), row.get("rank_high")
    ranks = [row.get(f"rank_in_{group}") for group in ids]
    return CentralRow(
        actor=actor_ref(index, at),
        rank=whole(row["rank"]),
        range=f"{whole(low)} to {whole(high)}" if low and high else "",
        ranks=tuple(whole(rank) if rank else "–" for rank in ranks),
        neighbours=actor_link(index, at, None, whole(row["degree"])),
        between=percent(row["betweenness"]),
    )


def _broker(row: dict[str, Any], index: EvidenceIndex) -> BrokerRow:
    at = index.actor_index[row["entity_id"]]
    bridging = actor_link(index, at, None, percent(row["bridging"]))
    return BrokerRow(actor_ref(index, at), bridging, f"{row['participation']:.2f}")


def _ends(edge: dict[str, Any]) -> tuple[str, str, dict[str, Any]]:
    """The entities of an edge and the edge."""
    left, right = (edge[side].removeprefix("entity:") for side in ("source", "target"))
    return left, right, edge


def _places(comparison: Comparison) -> dict[str, int]:
    """Place of an edge ("doc_id#sentence") -> number of the sentence on the page."""
    keys = (
        f"{s.document.doc_id}#{line.number}" for s in comparison.sources for line in s.sentences
    )
    return {key: number for number, key in enumerate(keys)}


def _pair(
    row: tuple[str, str, dict[str, Any]], index: EvidenceIndex, places: dict[str, int]
) -> PairRow:
    left, right = (index.actor_index[entity] for entity in row[:2])
    edge, text = row[2], whole(row[2]["weight"])
    says = STATED.get(edge["relation"], "and")
    if edge["relation"] == "co_mention":
        both = set(index.sentences(index.actors[left])) & set(index.sentences(index.actors[right]))
        link = Link(text, index.lead(sorted(both)), left, other=right)
    else:  # the sentences that say so, not all that name both
        link = Link(text, index.lead(sorted(places[place] for place in edge["evidence"])))
    if edge["relation"] == "role_in" and edge["text"]:
        says = f"{visible(edge['text'])} of"
    return PairRow(
        actor_ref(index, left), says, actor_ref(index, right), link, whole(edge["documents"])
    )


def _community(
    row: dict[str, Any], groups: Sequence[GroupView], ids: Sequence[str]
) -> CommunityRow:
    labels = dict(zip(ids, (group.label for group in groups), strict=True))
    named = [labels.get(part, visible(part)) for part in row["groups"].split(" & ")]
    return CommunityRow(
        whole(row["entities"]), whole(row["mentions"]), ", ".join(named),
        tuple(visible(name) for name in row["members"][:MEMBERS]),
    )  # fmt: skip
