-- One row = one span of a document that shows an emerging theme: a phrase that no codebook knows.
SELECT
    t.theme_id, t.label, t.parent, v.doc_id, d.group_id AS "group", v.start_at AS start,
    v.end_at AS "end", v.text, v.sentence
FROM theme_evidence v
JOIN themes t USING (theme_id)
JOIN documents d USING (doc_id)
WHERE starts_with(t.theme_id, 'emerging:')
ORDER BY t.theme_id, v.doc_id, v.start_at, v.end_at
