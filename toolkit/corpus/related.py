"""What the store knows of relations between entities: roles of persons, and judgements."""

from __future__ import annotations

from collections import defaultdict

from toolkit.entities.judgements import kept, standing
from toolkit.graph import Statement
from toolkit.store import Store

# One row a role: the person, where the words stand, its sentence, and the organisation's entity,
# where exactly one entity of that document is written or called so.
ROLES = """
WITH named AS (
    SELECT DISTINCT m.doc_id, e.entity_id, e.name,
        trim(regexp_replace(m.text, '\\s+', ' ', 'g')) AS text
    FROM mentions m JOIN entity_chains c USING (chain_id) JOIN entities e USING (entity_id)
    WHERE e.kind <> 'PERSON' AND m.form <> 'nominal'
), called AS (
    SELECT doc_id, entity_id, text FROM named
    UNION SELECT doc_id, entity_id, name FROM named
), only_one AS (
    SELECT doc_id, text, min(entity_id) AS entity_id FROM called
    GROUP BY ALL HAVING count(DISTINCT entity_id) = 1
)
SELECT DISTINCT c.entity_id, o.entity_id, r.doc_id, s.number, r.title
FROM roles r JOIN entity_chains c USING (chain_id)
JOIN only_one o ON o.doc_id = r.doc_id
    AND o.text = trim(regexp_replace(r.organisation, '\\s+', ' ', 'g'))
JOIN sentences s ON s.doc_id = r.doc_id AND s.start_at <= r.start_at AND r.start_at < s.end_at
WHERE r.title <> '' AND s.zone = 'body'
ORDER BY ALL
"""


def read_statements(store: Store) -> list[Statement]:
    """role_in of person and organisation, each with its sentence; related of judged pairs, which
    have no place yet (`doc_id` ""): the sentences that name both are its evidence."""
    found = [
        Statement(person, "role_in", organisation, doc_id, number, title)
        for person, organisation, doc_id, number, title in store.rows(ROLES)
    ]
    judged = [j for j in standing(kept(store)) if j.verdict == "related"]
    ids = _entities_by_name(store) if judged else {}
    for judgement in judged:
        left, right = ids.get(judgement.left, set()), ids.get(judgement.right, set())
        if len(left) == len(right) == 1 and left != right:
            found.append(Statement(min(left), "related", min(right), "", -1))
    return found


def _entities_by_name(store: Store) -> dict[str, set[str]]:
    """Entity ids by id, name and written form."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, entity_id in store.rows(
        "SELECT name, entity_id FROM entities UNION SELECT entity_id, entity_id FROM entities "
        "UNION SELECT m.text, c.entity_id FROM mentions m JOIN entity_chains c USING (chain_id) "
        "WHERE m.form <> 'nominal'"
    ):
        found[name].add(entity_id)
    return found
