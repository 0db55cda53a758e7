-- One row = an actor that a sentence names together with evidence of a theme: a statement to code.
-- A person speaks for the organisation of the first role that the same document gives with one.
WITH counted AS (
    SELECT m.doc_id, m.start_at, m.end_at, m.text, m.type, m.chain_id, e.name
    FROM mentions m
    JOIN entity_chains c USING (chain_id)
    JOIN entities e USING (entity_id)
    WHERE m.zone = 'body' AND NOT m.nested AND m.form <> 'nominal'
        AND e.kind IN ('PERSON', 'ORG', 'GPE')
),
speaks_for AS (
    SELECT r.chain_id, arg_min(
        coalesce(o.name, r.organisation), r.start_at::BIGINT * 4294967296 + coalesce(o.start_at, 0)
    ) AS organisation
    FROM roles r
    LEFT JOIN counted o ON o.doc_id = r.doc_id AND o.type <> 'PERSON' AND o.text = r.organisation
    WHERE r.organisation <> ''
    GROUP BY r.chain_id
),
said AS (
    SELECT DISTINCT v.theme_id, v.doc_id, v.sentence
    FROM theme_evidence v WHERE NOT starts_with(v.theme_id, 'emerging:')
)
SELECT DISTINCT
    d.doc_id AS document_id, d.title, d.date, d.publisher AS source, d.group_id AS section,
    s.start_at, s.end_at,
    CASE WHEN a.type = 'PERSON' THEN a.name ELSE '' END AS person,
    CASE WHEN a.type = 'PERSON' THEN coalesce(f.organisation, '') ELSE a.name END AS organization,
    t.label AS concept, t.theme_id
FROM said
JOIN themes t USING (theme_id)
JOIN documents d USING (doc_id)
JOIN sentences s ON s.doc_id = said.doc_id AND s.number = said.sentence
JOIN counted a ON a.doc_id = s.doc_id AND a.start_at >= s.start_at AND a.end_at <= s.end_at
LEFT JOIN speaks_for f ON f.chain_id = a.chain_id
ORDER BY document_id, s.start_at, concept, person, organization
