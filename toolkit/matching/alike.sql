-- One row of `members` = one chain, numbered by its id, with the number of the way it is written;
-- one row of `ways` = one way of writing; one row of `places` = one mention of a numbered chain.
-- Most chains are one mention: their lists need no sorting.
CREATE TABLE written AS
WITH first AS (
    SELECT chain_id, any_value(form) AS form, any_value(text) AS text, any_value(norm) AS norm,
        count(*) = 1 AS lone
    FROM mentions GROUP BY chain_id
)
SELECT chain_id, [{'form': form, 'text': text, 'norm': norm}] AS forms FROM first WHERE lone
UNION ALL
SELECT chain_id, list_sort(list(DISTINCT {'form': form, 'text': text, 'norm': norm})) AS forms
FROM mentions WHERE chain_id IN (SELECT chain_id FROM first WHERE NOT lone) GROUP BY chain_id;
CREATE TABLE ways AS
SELECT type, knowledge_id, forms, row_number() OVER (ORDER BY min(chain_id)) - 1 AS way
FROM chains JOIN written USING (chain_id)
GROUP BY type, knowledge_id, forms;
CREATE TABLE members AS
SELECT chain_id, doc_id, way, row_number() OVER (ORDER BY chain_id) - 1 AS chain
FROM chains JOIN written USING (chain_id) JOIN ways USING (type, knowledge_id, forms);
CREATE TABLE places AS
SELECT chain, start_at::BIGINT AS start_at FROM mentions JOIN members USING (chain_id);
-- A way as a digest (128 bits of SHA-256). A lone word of unknown kind may be a person: that is
-- `as_person`.
CREATE TABLE told AS
WITH texts AS (
    SELECT way, to_json({'type': type, 'known': knowledge_id, 'forms': forms})::VARCHAR AS own,
        CASE WHEN type = 'OTHER' THEN
            to_json({'type': 'PERSON', 'known': knowledge_id, 'forms': forms})::VARCHAR
        END AS person
    FROM ways
)
SELECT way, substr(sha256(own), 1, 32) AS written, substr(sha256(person), 1, 32) AS as_person
FROM texts;
