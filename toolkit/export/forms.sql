-- One row = one written form of an entity, on one line, with how often and where it counts.
SELECT
    trim(regexp_replace(m.text, '\s+', ' ', 'g')) AS form, e.entity_id, e.name AS entity, e.kind,
    count(*) FILTER (WHERE m.zone = 'body' AND NOT m.nested AND m.form <> 'nominal') AS mentions,
    count(DISTINCT m.doc_id) AS documents,
    CASE WHEN regexp_full_match(e.knowledge_id, 'Q[1-9][0-9]*') THEN e.knowledge_id ELSE '' END
        AS wikidata,
    e.knowledge_id, e.weakest_link
FROM entities e
JOIN entity_chains c USING (entity_id)
JOIN mentions m USING (chain_id)
WHERE m.form <> 'nominal'
GROUP BY ALL
ORDER BY e.name, e.entity_id, mentions DESC, form
