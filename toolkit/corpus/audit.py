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


def read_pairs(store: Store, where: str = "", parameters: Iterable[Any] = ()) -> list[Explanation]:
    """Scored pairs as explanations, strongest first; `where` is SQL of ours, values parameters."""
    order = " ORDER BY p.match_weight DESC, l.name, r.name, p.record_l, p.record_r"
    return [
        Explanation(
            left, right, verdict, reason, tuple(Term(*term) for term in json.loads(terms)),
            weight, probability, (), left_id, right_id,
        )
        for left_id, right_id, left, right, weight, probability, terms, verdict, reason
        in store.rows(PAIRS + where + order, list(parameters))
    ]  # fmt: skip


def build_audit(store: Store, review_above: float, threshold: float) -> Audit:
    """What the report shows of the resolution, ordered by entity name and by weight."""
    rules: dict[str, Counter[str]] = defaultdict(Counter)
    for entity_id, rule, count in store.rows(
        "SELECT e.entity_id, k.rule, count(*) FROM links k "
        "JOIN entity_chains e USING (chain_id) GROUP BY ALL ORDER BY ALL"
    ):
        rules[entity_id][rule] = count
    entity_of = dict(store.rows(
        "SELECT DISTINCT r.record_id, e.entity_id FROM record_chains r "
        "JOIN entity_chains e USING (chain_id)"
    ))  # fmt: skip
    merged: dict[str, list[Explanation]] = defaultdict(list)
    for pair in read_pairs(store, "WHERE p.verdict = 'merged'"):
        if pair.left.casefold() != pair.right.casefold():
            merged[entity_of[pair.left_id]].append(pair)
    resolved = [
        ResolvedName(entity_id, name, kind, dict(rules[entity_id]),
                     tuple(merged[entity_id][-MAX_PAIRS:]), weakest)
        for entity_id, name, kind, weakest in store.rows(
            "SELECT entity_id, name, kind, weakest_link FROM entities ORDER BY name, entity_id"
        )
        if rules[entity_id] or merged[entity_id]
    ]  # fmt: skip
    voices = Voices(store)
    refused = [
        replace(pair, judgements=voices.parting([(pair.left_id, pair.right_id)]))
        for pair in read_pairs(store, "WHERE p.verdict = 'refused'")[:MAX_LISTED]
    ]
    border = read_pairs(
        store, "WHERE p.verdict = 'below threshold' AND p.match_weight >= ?", [review_above]
    )
    apart = [p for p in border if entity_of[p.left_id] != entity_of[p.right_id]]
    return Audit(tuple(resolved), tuple(refused), tuple(apart[:MAX_LISTED]),
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
