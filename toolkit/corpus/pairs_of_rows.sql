-- One row = a scored pair of records that both hold names of rows of a table, strongest first.
WITH named AS (
    SELECT c.record_id, min(d.title) AS name, min(e.entity_id) AS cluster_id, count(*) AS rows
    FROM mentions m
    JOIN documents d ON d.doc_id = m.doc_id
    JOIN record_chains c USING (chain_id)
    JOIN entity_chains e USING (chain_id)
    WHERE m.start_at = 0 AND m.source = 'given'
    GROUP BY c.record_id
)
SELECT
    l.name AS "left", r.name AS "right", p.match_weight, p.probability, p.verdict, p.reason,
    l.rows AS left_rows, r.rows AS right_rows, l.cluster_id AS left_cluster_id,
    r.cluster_id AS right_cluster_id, p.blocking_rule, p.terms
FROM pairs p
JOIN named l ON l.record_id = p.record_l
JOIN named r ON r.record_id = p.record_r
ORDER BY p.match_weight DESC, l.name, r.name, p.record_l, p.record_r
