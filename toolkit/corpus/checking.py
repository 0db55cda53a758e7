"""What must hold of the results of a run before they replace those of the last one."""

from __future__ import annotations

from toolkit.store import Store

# Rows of one table without the row of another that they need: (what is wrong, table, other, key).
NEEDED = (
    ("chains of entities are gone", "entity_chains", "chains", "chain_id"),
    ("chains of records are gone", "record_chains", "chains", "chain_id"),
    ("entities hold nothing", "entities", "entity_chains", "entity_id"),
    ("entities are missing", "entity_chains", "entities", "entity_id"),
    ("records hold nothing", "records", "record_chains", "record_id"),
    ("records are missing", "record_chains", "records", "record_id"),
    ("pieces of evidence are of no theme", "theme_evidence", "themes", "theme_id"),
    ("pieces of evidence are of no document", "theme_evidence", "documents", "doc_id"),
)
# Each chain stands in these once, and none that is gone: so as many rows are the same chains.
COMPLETE = (
    ("chains are in no entity", "entity_chains"),
    ("chains are in no record", "record_chains"),
)
PAIRS = """
SELECT count(*) FROM pairs WHERE record_l NOT IN (SELECT record_id FROM records)
OR record_r NOT IN (SELECT record_id FROM records)
"""
# By numbers first, which need a quarter of the memory: no two pairs of a sound store share one.
DOUBLE = """
SELECT count(*) - count(DISTINCT (record_l, record_r)) FROM pairs
WHERE hash(record_l, record_r) IN (
    SELECT hash(record_l, record_r) FROM pairs GROUP BY ALL HAVING count(*) > 1)
"""


def check_whole(store: Store) -> None:
    """Raises AssertionError where the results do not hold together: a fault of the toolkit, after
    which the transaction is rolled back and the last results stay."""
    checks = {
        what: f"SELECT count(*) FROM {table} ANTI JOIN {other} USING ({key})"
        for what, table, other, key in NEEDED
    } | {"pairs are of no record": PAIRS, "pairs stand twice": DOUBLE}
    checks |= {
        what: f"SELECT (SELECT count(*) FROM chains) - (SELECT count(*) FROM {table})"
        for what, table in COMPLETE
    }
    for what, sql in checks.items():
        if wrong := store.value(sql):
            raise AssertionError(f"{wrong} {what}: the results of this run are not kept")
