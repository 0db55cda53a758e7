"""Why two names are one entity, or two."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product

from toolkit.corpus.audit import read_pairs, records_named, score_now
from toolkit.corpus.judged import judged
from toolkit.entities import find
from toolkit.names.editions import full_name
from toolkit.names.normalise import name_key
from toolkit.store import Store
from toolkit.types import Explanation, Term

# Terms, match weight and probability of two names of a kind, without a corpus.
Alone = Callable[[str, str, str], tuple[tuple[Term, ...], float, float]]

MAX_RULES = 8  # within-document links shown
BESIDE = "by the date or place beside it"


def explain(store: Store, left: str, right: str, model: str, alone: Alone) -> Explanation:
    """The rules, comparison levels and constraint that decided about two names or entity ids.

    Raises NotFoundError, with close names, for a name that the store does not hold.
    """
    keys = {str(t): name_key(t) for (t,) in store.rows("SELECT DISTINCT text FROM mentions")}
    a, b = (_records(store, keys, name) for name in (left, right))
    rules = _shared_rules(store, keys, left, right)
    if rules or set(a) & set(b):
        tied = _tied(store, (left, right), (a, b), rules, alone)
        return judged(store, _with_candidates(store, tied, (a, b)), (a, b))
    own = _rules_of(store, sorted({*a, *b}))
    found = _best_pair(store, a, b) or score_now(store, a[0], b[0], model)
    same = _entity(store, found.left_id) == _entity(store, found.right_id)
    if same and found.verdict not in ("merged", "merged through others"):
        decided = f"both belong to others of one cluster; the pair alone: {found.decided_by}"
        found = replace(found, verdict="merged through others", decided_by=decided)
    if found.left_id not in a:
        found = replace(found, left_id=found.right_id, right_id=found.left_id)
    found = replace(found, left=left, right=right, chain_rules=own)
    return judged(store, _with_candidates(store, found, (a, b)), (a, b))


def _with_candidates(
    store: Store, found: Explanation, records: tuple[list[str], list[str]]
) -> Explanation:
    """With the entities that a short name of the two fits, where it fits several and joined none.

    A name that stands alone in one document may be explained in another, so the document is told.
    """
    listed = []
    for record in sorted({*records[0], *records[1]}):
        names = store.rows(
            "SELECT DISTINCT n.name, n.entity_id FROM pairs p JOIN record_chains r ON r.record_id "
            "= CASE WHEN p.record_l = $1 THEN p.record_r ELSE p.record_l END "
            "JOIN entity_chains e USING (chain_id) JOIN entities n USING (entity_id) "
            "WHERE (p.record_l = $1 OR p.record_r = $1) AND p.verdict = 'refused' "
            "AND starts_with(p.reason, 'the short name fits') ORDER BY ALL",
            [record],
        )
        if len(names) > 1:
            short, where = store.rows(
                "SELECT r.name, min(c.doc_id) FROM records r JOIN record_chains USING (record_id) "
                "JOIN chains c USING (chain_id) WHERE record_id = ? GROUP BY 1",
                [record],
            )[0]
            listed.append((where, " ".join(short.split()), " or ".join(n for n, _ in names)))
    lines = [f"“{short}” in {where}: {names}" for where, short, names in sorted(listed)]
    return replace(found, candidates=tuple(lines[:MAX_RULES]))


def _tied(
    store: Store, names: tuple[str, str], records: tuple[list[str], list[str]],
    rules: tuple[str, ...], alone: Alone,
) -> Explanation:  # fmt: skip
    """Names that one document ties, or that are one record: no score was needed. The terms show
    what the two names alone would weigh."""
    kind = str(store.value("SELECT kind FROM records WHERE record_id = ?", [records[0][0]]))
    terms, weight, probability = alone(*names, kind)
    if rules:
        verdict, decided = "same chain", "the text of a document ties them, whatever the score"
    else:
        verdict, decided = "merged", "equal names and features: one record, so one entity"
        rules = _rules_of(store, sorted({*records[0], *records[1]}))
    decided += "; the terms are of the two names alone"
    return Explanation(*names, verdict, decided, terms, weight, probability, rules)


def _records(store: Store, keys: dict[str, str], name: str) -> list[str]:
    found = records_named(store, keys, name_key(name))
    if found:
        return found
    entity_id = find(store, name)
    rows = store.rows(
        "SELECT DISTINCT r.record_id FROM record_chains r JOIN entity_chains e USING (chain_id) "
        "WHERE e.entity_id = ? ORDER BY 1",
        [entity_id],
    )
    return [str(row[0]) for row in rows]


def _best_pair(store: Store, a: list[str], b: list[str]) -> Explanation | None:
    """The strongest scored pair between two sets of records."""
    pairs = {(min(x, y), max(x, y)) for x, y in product(a, b)}
    rows = read_pairs(
        store,
        "WHERE p.record_l IN (SELECT unnest(?)) AND p.record_r IN (SELECT unnest(?))",
        [sorted({x for x, _ in pairs}), sorted({y for _, y in pairs})],
    )
    return next((row for row in rows if (row.left_id, row.right_id) in pairs), None)


def _entity(store: Store, record_id: str) -> str:
    found = store.value(
        "SELECT e.entity_id FROM entity_chains e JOIN record_chains r USING (chain_id) "
        "WHERE r.record_id = ? LIMIT 1",
        [record_id],
    )
    return str(found)


def _shared_rules(store: Store, keys: dict[str, str], left: str, right: str) -> tuple[str, ...]:
    """The links of a chain that holds both names; empty where no chain does."""
    texts = [[t for t, key in keys.items() if key == name_key(name)] for name in (left, right)]
    chain = store.value(
        "SELECT chain_id FROM mentions WHERE form <> 'nominal' GROUP BY chain_id "
        "HAVING bool_or(text IN (SELECT unnest(?))) AND bool_or(text IN (SELECT unnest(?))) "
        "ORDER BY chain_id LIMIT 1",
        texts,
    )
    if not chain:
        return ()
    wanted = {*texts[0], *texts[1]}
    rows = _links(store, "k.chain_id = ?", chain)
    direct = [row for row in rows if row[1] in wanted or row[3] in wanted]
    if name_key(left) == name_key(right):
        where = store.value("SELECT doc_id FROM chains WHERE chain_id = ?", [chain])
        return (f"{where}: equal after normalisation",)
    return said(direct or rows)


def _rules_of(store: Store, records: list[str]) -> tuple[str, ...]:
    """Links between different names inside the chains of some records, and their editions."""
    chains = (
        "chain_id IN (SELECT chain_id FROM record_chains WHERE record_id IN (SELECT unnest(?)))"
    )
    editions = store.rows(
        f"SELECT DISTINCT doc_id, text, norm FROM mentions WHERE {chains} "
        "AND starts_with(norm, text) AND norm <> text AND form <> 'nominal' ORDER BY ALL",
        [records],
    )
    told = [(doc_id, text, BESIDE, full_name(text, norm)) for doc_id, text, norm in editions
            if full_name(text, norm) == norm]  # fmt: skip
    return said([*_links(store, f"k.{chains}", records), *told])


def links_of(store: Store, chains: list[str]) -> list[tuple[str, str, str, str]]:
    """Links between different names inside some chains."""
    return _links(store, "k.chain_id IN (SELECT unnest(?))", chains)


def _links(store: Store, where: str, value: object) -> list[tuple[str, str, str, str]]:
    """(doc_id, name, rule, other name) of links between names that are written differently."""
    rows = store.rows(
        "SELECT DISTINCT m.doc_id, m.text, k.rule, t.text FROM links k "
        "JOIN mentions m ON m.mention_id = k.mention_id "
        f"JOIN mentions t ON t.mention_id = k.target_id WHERE {where} "
        "AND m.form <> 'nominal' ORDER BY ALL",
        [value],
    )
    return [row for row in rows if name_key(row[1]) != name_key(row[3])]


def said(rows: list[tuple[str, str, str, str]]) -> tuple[str, ...]:
    """Links in words, the first MAX_RULES of them."""
    lines = [
        f"{doc_id}: “{' '.join(name.split())}” – {rule} – “{' '.join(other.split())}”"
        for doc_id, name, rule, other in rows
    ]
    more = [f"and {len(lines) - MAX_RULES} more"] if len(lines) > MAX_RULES else []
    return tuple(lines[:MAX_RULES] + more)
