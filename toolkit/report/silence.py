"""Rows of actors that one group names and another never."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.comparison.result import Comparison
from toolkit.report.data import ActorRef, GroupView, Link, actor_link, actor_ref
from toolkit.report.evidence import EvidenceIndex
from toolkit.report.wording import percent, whole

LISTED = 7


@dataclass(frozen=True, slots=True)
class SilentRow:
    """`share` is of the documents of `group`; `bound` what those of `absent` could still hide."""

    actor: ActorRef
    group: GroupView
    absent: GroupView
    mentions: Link
    share: str
    bound: str
    reading: str


@dataclass(frozen=True, slots=True)
class SilentTable:
    rows: tuple[SilentRow, ...]
    total: int


def silent_table(
    comparison: Comparison, groups: Sequence[GroupView], index: EvidenceIndex
) -> SilentTable:
    rows = []
    for row in comparison.silent[:LISTED]:
        at = index.actor_index[row.entity_id]
        here, there = (groups[index.group_index[name]] for name in (row.group, row.absent))
        rows.append(
            SilentRow(
                actor_ref(index, at), here, there,
                actor_link(index, at, here.index, whole(row.mentions)),
                f"{whole(row.documents)} of {whole(here.documents)}", percent(row.bound),
                "sure" if row.sure else "may be chance",
            )
        )  # fmt: skip
    return SilentTable(tuple(rows), len(comparison.silent))
