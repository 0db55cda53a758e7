-- One row = one written form of an entity in one document, with how many of its mentions count.
SELECT
    e.entity_id, e.kind, e.name, e.knowledge_id, e.weakest_link,
    m.text, m.form, m.doc_id, d.group_id,
    count(*) FILTER (WHERE m.zone = 'body' AND NOT m.nested AND m.form <> 'nominal') AS counted
FROM entities e
LEFT JOIN entity_chains c ON c.entity_id = e.entity_id
LEFT JOIN mentions m ON m.chain_id = c.chain_id
LEFT JOIN documents d ON d.doc_id = m.doc_id
GROUP BY ALL
ORDER BY e.entity_id, m.doc_id, m.text, m.form
