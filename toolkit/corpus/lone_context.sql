-- One row = a chain of a description that tells nothing: no row is called so, and no other row
-- names it. (A name is evidence for who is meant where two rows have it near them.)
WITH written AS (
    SELECT m.chain_id, m.doc_id, bool_or(m.start_at = 0 AND m.source = 'given') AS is_row,
        coalesce(nullif(any_value(c.knowledge_id), ''), lower(arg_max(m.text, length(m.text)))) AS name
    FROM mentions m JOIN chains c USING (chain_id)
    GROUP BY m.chain_id, m.doc_id
),
telling AS (
    SELECT name FROM written GROUP BY name HAVING count(DISTINCT doc_id) > 1 OR bool_or(is_row)
)
SELECT chain_id FROM written WHERE NOT is_row AND name NOT IN (SELECT name FROM telling)
