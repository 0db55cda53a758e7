"""Why two sides were wrongly joined or split: the rule, the pair or the constraint behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from toolkit.corpus.audit import read_pairs, score_now
from toolkit.corpus.explanation import links_of, said
from toolkit.evaluation import ClusterError, Side
from toolkit.store import Store
from toolkit.types import Explanation

MERGED = "merged"
PAIRS = "WHERE p.record_l IN (SELECT unnest(?)) AND p.record_r IN (SELECT unnest(?))"
SENTENCE = """
SELECT d.text, s.start_at, s.end_at FROM mentions m JOIN documents d USING (doc_id)
JOIN sentences s ON s.doc_id = m.doc_id AND m.start_at >= s.start_at AND m.start_at < s.end_at
WHERE m.chain_id IN (SELECT unnest(?)) AND m.form <> 'nominal'
ORDER BY m.doc_id, m.start_at, m.end_at LIMIT 1
"""


def explained(store: Store, error: ClusterError, model: str) -> ClusterError:
    """The error with a sentence for each side and what joined or parted them."""
    left, right = (replace(s, sentence=_sentence(store, s)) for s in (error.left, error.right))
    return replace(error, left=left, right=right, explanation=_why(store, left, right, model))


def _why(store: Store, left: Side, right: Side, model: str) -> Explanation:
    """One chain, else one record, else the strongest pair, else the weakest pair of the path."""
    names = (left.names[0], right.names[0])
    both = sorted(set(left.chains) & set(right.chains))
    if both:
        decided = "the text of a document ties them, whatever the score"
        rules = said(links_of(store, both))
        return Explanation(*names, "same chain", decided, chain_rules=rules)
    a, b = _records(store, left.chains), _records(store, right.chains)
    if set(a) & set(b):
        return Explanation(*names, MERGED, "equal names and features: one record, so one entity")
    direct = _between(store, a, b)
    if direct is not None and direct.verdict != "merged through others":
        return direct
    found = _weakest_on_path(store, a, b) or direct
    if found is not None:
        return found
    if _identity(store, a) & _identity(store, b):
        return Explanation(*names, MERGED, "both are the same known thing")
    return score_now(store, a[0], b[0], model)


def _between(store: Store, a: Sequence[str], b: Sequence[str]) -> Explanation | None:
    """The strongest scored pair of the two sides, merged ones first."""
    rows = read_pairs(store, PAIRS, [a, b]) + read_pairs(store, PAIRS, [b, a])
    rows.sort(key=lambda row: (row.verdict != MERGED, -(row.match_weight or 0.0), row.left_id,
                               row.right_id))  # fmt: skip
    return rows[0] if rows else None


def _weakest_on_path(store: Store, a: Sequence[str], b: Sequence[str]) -> Explanation | None:
    """The weakest of the merged pairs that lead from one side to the other through others."""
    clusters = store.rows(
        "SELECT DISTINCT cluster_id FROM records WHERE record_id IN (SELECT unnest(?))", [[*a, *b]]
    )
    if len(clusters) != 1:
        return None
    inside = "WHERE l.cluster_id = ? AND p.verdict = 'merged'"
    pairs = read_pairs(store, inside, [clusters[0][0]])
    path = _path(pairs, a, set(b))
    if not path:
        return None
    weakest = min(path, key=lambda row: (row.match_weight or 0.0, row.left_id, row.right_id))
    steps = "; ".join(f"{row.left} | {row.right}" for row in path)
    decided = f"{weakest.decided_by}, the weakest step of: {steps}" if path[1:] else ""
    return replace(weakest, decided_by=decided or weakest.decided_by)


def _path(pairs: Sequence[Explanation], start: Iterable[str], goal: set[str]) -> list[Explanation]:
    """The shortest way over `pairs`; empty where there is none."""
    steps: dict[str, list[tuple[str, Explanation]]] = defaultdict(list)
    for row in pairs:
        steps[row.left_id].append((row.right_id, row))
        steps[row.right_id].append((row.left_id, row))
    ways: dict[str, list[Explanation]] = {record: [] for record in sorted(start)}
    queue = list(ways)
    for record in queue:  # grows while it is read
        if record in goal:
            return ways[record]
        for other, row in steps[record]:
            if other not in ways:
                ways[other] = [*ways[record], row]
                queue.append(other)
    return []


def _records(store: Store, chains: Sequence[str]) -> list[str]:
    rows = store.rows(
        "SELECT DISTINCT record_id FROM record_chains WHERE chain_id IN (SELECT unnest(?)) "
        "ORDER BY 1", [list(chains)],
    )  # fmt: skip
    return [str(row[0]) for row in rows]


def _identity(store: Store, records: Sequence[str]) -> set[str]:
    rows = store.rows(
        "SELECT DISTINCT json_extract_string(features, '$.identity') FROM records "
        "WHERE record_id IN (SELECT unnest(?))", [list(records)],
    )  # fmt: skip
    return {str(row[0]) for row in rows if row[0]}


def _sentence(store: Store, side: Side) -> str:
    rows = store.rows(SENTENCE, [list(side.chains)])
    return " ".join(rows[0][0][rows[0][1] : rows[0][2]].split()) if rows else ""
