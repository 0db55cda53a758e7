-- From version 4 to 5: what speaks against entities is kept, and the id that an entity has unless others
-- share it. Neither is known of these yet: the next run finds it.
ALTER TABLE entities RENAME TO entities_before;
CREATE TABLE entities (
    entity_id VARCHAR PRIMARY KEY, kind VARCHAR NOT NULL, name VARCHAR NOT NULL,
    knowledge_id VARCHAR NOT NULL, weakest_link DOUBLE, draft_id VARCHAR NOT NULL
);
INSERT INTO entities
SELECT entity_id, kind, name, knowledge_id, weakest_link, entity_id FROM entities_before;
DROP TABLE entities_before;
CREATE TABLE alarms (
    kind VARCHAR NOT NULL, text VARCHAR NOT NULL, left_name VARCHAR NOT NULL,
    right_name VARCHAR NOT NULL, left_id VARCHAR NOT NULL, right_id VARCHAR NOT NULL, weight DOUBLE
);
DELETE FROM meta WHERE key = 'linked';
