"""Alternative resolutions of a store, and the names on which its comparison hangs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from toolkit import comparison, matching
from toolkit.comparison.uncertainty import Hinge
from toolkit.config import ClusteringSettings, ComparisonSettings
from toolkit.corpus.questions import Question
from toolkit.corpus.replaying import Replay
from toolkit.store import Store

GRID = tuple(step / 2 for step in range(-4, 13))  # bits
LISTED = 20  # hinges
RECORDS = (
    "SELECT m.mention_id, r.record_id FROM mentions m JOIN record_chains r USING (chain_id) "
    "WHERE m.zone = 'body' AND NOT m.nested AND m.form <> 'nominal' AND r.record_id IN "
    "(SELECT unnest(?)) ORDER BY ALL"
)
# Equal names joined by their weight are one spelling, and what one entity has is joined already.
PASSED = """
SELECT count(DISTINCT (least(l.name, r.name), greatest(l.name, r.name)))
FROM pairs p JOIN records l ON l.record_id = p.record_l JOIN records r ON r.record_id = p.record_r
WHERE p.verdict = ? AND p.match_weight >= ? AND p.match_weight < ?
  AND CASE WHEN ? THEN lower(l.name) <> lower(r.name) ELSE NOT EXISTS (
    SELECT 1 FROM record_chains a JOIN entity_chains e USING (chain_id)
    JOIN entity_chains f USING (entity_id) JOIN record_chains b ON b.chain_id = f.chain_id
    WHERE a.record_id = p.record_l AND b.record_id = p.record_r) END
"""


def read_alternatives(
    store: Store, cuts: ClusteringSettings, settings: ComparisonSettings, seed: int,
    labels: Mapping[str, str], groups: Sequence[str] = (),
) -> comparison.Redrawn | None:  # fmt: skip
    """The last run drawn again, with the questions about `groups` (none = all) that matter most.

    None where the settings ask for no draws, or there are more pairs than they allow.
    """
    if not settings.alternatives or too_many_pairs(store, settings):
        return None
    found = drawn(store, cuts, settings, seed)
    ids = sorted({r for c in found.components for part in c.outcomes[c.now] for r in part})
    record_of = dict(store.rows(RECORDS, [ids])) if ids else {}
    hinges, total = _hinges(store, cuts, labels, groups) if ids else ((), 0)
    passed = tuple(_passed(store, cut, cuts.threshold) for cut in found.grid)
    return comparison.Redrawn(found, record_of, hinges, total, passed)


def _passed(store: Store, cut: float, threshold: float) -> int:
    """Pairs of names that the run joined or left apart by their weight, and that lie on the
    other side of `cut`."""
    merged = cut > threshold
    verdict = "merged" if merged else "below threshold"
    ends = [threshold, cut] if merged else [cut, threshold]
    return int(store.value(PASSED, [verdict, *ends, merged]))


def too_many_pairs(store: Store, settings: ComparisonSettings) -> int:
    """The number of scored pairs where it is beyond what is drawn again, else 0."""
    pairs = int(store.value("SELECT count(*) FROM pairs"))
    return pairs if pairs > settings.alternatives_up_to else 0


def undrawn_notes(store: Store, settings: ComparisonSettings) -> tuple[str, ...]:
    """That the uncertainty of the resolution is not told, where it would take too long."""
    pairs = too_many_pairs(store, settings) if settings.alternatives else 0
    if not pairs:
        return ()
    return (
        f"How far the headline hangs on doubtful names is not worked out: {pairs:,} pairs of names "
        f"were scored, more than the {settings.alternatives_up_to:,} that are drawn again "
        "(comparison.alternatives_up_to). Review lists the names in doubt.",
    )


def drawn(
    store: Store, cuts: ClusteringSettings, settings: ComparisonSettings, seed: int
) -> matching.Alternatives:
    """The records of the last run over alternative resolutions."""
    replay = Replay.read(store, cuts.threshold, probable=1 - settings.certain)
    drawing = matching.Drawing(
        settings.alternatives, seed, settings.certain, settings.calibration_spread
    )
    links = (replay.must_links, replay.cannot_links)
    return matching.alternatives(
        replay.records, replay.pairs, cuts.threshold, links, drawing, GRID
    )  # fmt: skip


def _hinges(
    store: Store, cuts: ClusteringSettings, labels: Mapping[str, str], groups: Sequence[str]
) -> tuple[tuple[Hinge, ...], int]:
    from toolkit.corpus.reviewing import questions

    queue = questions(store, cuts, labels, LISTED, groups, quoted=False)
    return tuple(map(_hinge, queue)), queue.total


def _hinge(question: Question) -> Hinge:
    left, right, effect = question.left, question.right, question.effect
    return Hinge(
        question.question_id, left.name, right.name, left.doc_id, right.doc_id, question.joined,
        question.reason, question.probability, effect.shared, effect.documents, effect.mentions,
        question.priority, question.if_different if question.joined else question.if_same,
    )  # fmt: skip
