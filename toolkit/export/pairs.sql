-- One row = one scored pair of records, strongest first, with the entity of each side.
WITH sides AS (
    SELECT r.record_id, r.name, r.kind, min(c.entity_id) AS entity_id
    FROM records r
    LEFT JOIN record_chains USING (record_id)
    LEFT JOIN entity_chains c USING (chain_id)
    GROUP BY ALL
)
SELECT
    p.record_l, p.record_r, l.name AS left, r.name AS right, l.kind AS left_kind,
    r.kind AS right_kind, p.match_weight, p.probability, p.verdict, p.reason, p.blocking_rule,
    p.terms, l.entity_id AS left_entity_id, r.entity_id AS right_entity_id
FROM pairs p
JOIN sides l ON l.record_id = p.record_l
JOIN sides r ON r.record_id = p.record_r
ORDER BY p.match_weight DESC, p.record_l, p.record_r
