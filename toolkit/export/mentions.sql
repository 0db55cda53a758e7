-- One row = one mention, with the entity that it was resolved to.
SELECT
    m.doc_id, m.start_at AS start, m.end_at AS "end", m.text, m.type, m.form,
    c.entity_id, e.name AS entity, m.chain_id, m.source, m.confidence, m.nested, m.zone
FROM mentions m
JOIN entity_chains c USING (chain_id)
JOIN entities e USING (entity_id)
ORDER BY m.doc_id, m.start_at, m.end_at, m.nested, m.copy
