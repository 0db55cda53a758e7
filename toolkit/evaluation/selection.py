"""What is asked of an evaluation: which mentions, how far identity reaches, what beside figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.evaluation.detection import Found, overlapping
from toolkit.evaluation.gold import Gold, GoldFile


@dataclass(frozen=True, slots=True)
class Question:
    """The default asks for the figures of all names over the whole corpus.

    `types` are the only types that count (empty = all). `linked_only` leaves gold of unknown
    identity out of detection, too. `regions` maps doc_ids to the part of the corpus inside which
    identity is judged (its group, or the document itself); across parts nothing is right or
    wrong. `replicates` are drawn with `seed` for the intervals. `errors` is how many of the worst
    wrong joins, and as many splits, are listed.
    """

    types: tuple[str, ...] = ()
    linked_only: bool = False
    regions: Mapping[str, str] = field(default_factory=dict)
    replicates: int = 0
    seed: int = 7
    errors: int = 0

    def region(self, doc_id: str) -> str:
        return self.regions.get(doc_id, "")


def select(
    gold: GoldFile, found: Sequence[Found], question: Question
) -> tuple[list[Gold], list[Found]]:
    """Gold and found mentions that count, each ordered by document and span.

    Gold that is asked for by nobody, and descriptions, are neither right nor wrong: the found
    mentions that go with them are left out, too.
    """
    annotated, types = set(gold.documents), question.types
    seen = [f for f in found if f.doc_id in annotated and (not types or f.type in types)]
    seen.sort(key=lambda f: (f.doc_id, f.start, f.end, f.type, f.entity_id))
    kept = [g for g in gold.mentions if _counts(g, question)]
    passed = [g for g in gold.mentions if not _counts(g, question)] + list(gold.passed)
    if passed:
        pairs = overlapping([*kept, *passed], seen)
        beside = {j for i, j in pairs if i >= len(kept)}
        seen = [f for j, f in enumerate(seen) if j not in beside]
    return kept, seen


def _counts(gold: Gold, question: Question) -> bool:
    right_type = not question.types or gold.type in question.types
    return right_type and (bool(gold.entity_id) or not question.linked_only)
