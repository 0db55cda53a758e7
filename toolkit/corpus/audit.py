"""How names were resolved, read back from the store: for explanations and the report."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from toolkit.comparison.result import Audit, ResolvedName
from toolkit.corpus.alarming import read_alarms
from toolkit.corpus.judged import Voices
from toolkit.matching import explain as explain_records
from toolkit.matching import from_json, load_model
from toolkit.store import Store
from toolkit.types import Explanation, Term

MAX_PAIRS = 6  # pairs shown for an entity
MAX_LISTED = 40  # refused and borderline pairs shown

PAIRS = """
SELECT p.record_l, p.record_r, l.name, r.name, p.match_weight, p.probability, p.terms, p.verdict,
       p.reason
FROM pairs p JOIN records l ON l.record_id = p.record_l JOIN records r ON r.record_id = p.record_r
"""
HOMES = """
(SELECT record_id, min(entity_id) AS entity_id
 FROM record_chains JOIN entity_chains USING (chain_id) GROUP BY record_id)
"""
# The weakest merged pairs of unlike names of every entity.
WEAKEST = f"""
JOIN {HOMES} e ON e.record_id = p.record_l
WHERE p.verdict = 'merged' AND lower(l.name) <> lower(r.name)
QUALIFY row_number() OVER (PARTITION BY e.entity_id ORDER BY
    p.match_weight, l.name DESC, r.name DESC, p.record_l DESC, p.record_r DESC) <= ?
"""
# Pairs below the threshold that nothing else joined.
BORDERLINE = f"""
JOIN {HOMES} a ON a.record_id = p.record_l JOIN {HOMES} b ON b.record_id = p.record_r
WHERE p.verdict = 'below threshold' AND p.match_weight >= ? AND a.entity_id <> b.entity_id
"""


def read_pairs(
    store: Store, where: str = "", parameters: Iterable[Any] = (), most: int | None = None
) -> list[Explanation]:
    """Scored pairs as explanations, the strongest first, `most` of them at most (None = all);
    `where` is SQL of ours, values parameters."""
    order = " ORDER BY p.match_weight DESC, l.name, r.name, p.record_l, p.record_r LIMIT ?"
    return [
        Explanation(
            left, right, verdict, reason, tuple(Term(*term) for term in json.loads(terms)),
            weight, probability, (), left_id, right_id,
        )
        for left_id, right_id, left, right, weight, probability, terms, verdict, reason
        in store.rows(PAIRS + where + order, [*parameters, most])
    ]  # fmt: skip


def build_audit(store: Store, review_above: float, threshold: float) -> Audit:
    """What the report shows of the resolution, ordered by entity name and by weight."""
    rules: dict[str, Counter[str]] = defaultdict(Counter)
    for entity_id, rule, count in store.rows(
        "SELECT e.entity_id, k.rule, count(*) FROM links k "
        "JOIN entity_chains e USING (chain_id) GROUP BY ALL ORDER BY ALL"
    ):
        rules[entity_id][rule] = count
    entity_of = dict(store.rows(f"SELECT record_id, entity_id FROM {HOMES}"))
    merged: dict[str, list[Explanation]] = defaultdict(list)
    for pair in read_pairs(store, WEAKEST, [MAX_PAIRS]):
        merged[entity_of[pair.left_id]].append(pair)
    resolved = [
        ResolvedName(entity_id, name, kind, dict(rules[entity_id]),
                     tuple(merged[entity_id]), weakest)
        for entity_id, name, kind, weakest in store.rows(
            "SELECT entity_id, name, kind, weakest_link FROM entities ORDER BY name, entity_id"
        )
        if rules[entity_id] or merged[entity_id]
    ]  # fmt: skip
    voices = Voices(store)
    refused = [
        replace(pair, judgements=voices.parting([(pair.left_id, pair.right_id)]))
        for pair in read_pairs(store, "WHERE p.verdict = 'refused'", most=MAX_LISTED)
    ]
    border = read_pairs(store, BORDERLINE, [review_above], MAX_LISTED)
    return Audit(tuple(resolved), tuple(refused), tuple(border),
                 unresolved(store), tuple(read_alarms(store, threshold)))  # fmt: skip


def unresolved(store: Store) -> tuple[str, ...]:
    """Bare names that fit several entities and joined none, with the candidates."""
    facts = store.value("SELECT facts FROM runs ORDER BY number DESC LIMIT 1")
    return tuple(json.loads(facts).get("unresolved", ())) if facts else ()


def records_named(store: Store, keys: Mapping[str, str], name: str) -> list[str]:
    """Records that hold a mention with the folded name; `keys` maps mention text to its key."""
    texts = [text for text, key in keys.items() if key == name]
    rows = store.rows(
        "SELECT DISTINCT r.record_id FROM record_chains r JOIN mentions m USING (chain_id) "
        "WHERE m.form <> 'nominal' AND m.text IN (SELECT unnest(?)) ORDER BY 1",
        [texts],
    )
    return [str(row[0]) for row in rows]


def score_now(store: Store, left: str, right: str, model: str) -> Explanation:
    """Two records that no blocking rule brought together, scored for this question."""
    rows = store.rows(
        "SELECT features FROM records WHERE record_id IN (?, ?) ORDER BY record_id", [left, right]
    )
    records = from_json(row[0] for row in rows)
    names = {row["record_id"]: row["name"] for row in records.rows}
    terms, weight, probability = explain_records(records, left, right, load_model(model))
    return Explanation(
        names[left], names[right], "not compared", "no blocking rule brought the names together",
        terms, weight, probability, (), left, right,
    )  # fmt: skip
