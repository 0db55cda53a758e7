-- From version 1 to 2: text that documents share, and judgements that name the bearer they mean.
CREATE TABLE reprints (
    doc_id VARCHAR NOT NULL, source_id VARCHAR NOT NULL, whole BOOLEAN NOT NULL,
    words INTEGER NOT NULL, share DOUBLE NOT NULL
);
ALTER TABLE judgements RENAME TO judgements_before;
CREATE TABLE judgements (
    line INTEGER NOT NULL, left_name VARCHAR NOT NULL, right_name VARCHAR NOT NULL,
    verdict VARCHAR NOT NULL, doc_id VARCHAR NOT NULL, left_doc VARCHAR NOT NULL,
    right_doc VARCHAR NOT NULL, by_whom VARCHAR NOT NULL, at_time VARCHAR NOT NULL, why VARCHAR NOT NULL,
    undone BOOLEAN NOT NULL
);
INSERT INTO judgements
SELECT line, left_name, right_name, verdict, doc_id, '', '', by_whom, at_time, why, undone
FROM judgements_before;
DROP TABLE judgements_before;
