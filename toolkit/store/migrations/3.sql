-- From version 3 to 4: what tells quickly that a record, a tally of phrases or a pair of documents that
-- may be reprints is as it was. It is not known of these yet: the next run finds it.
ALTER TABLE records RENAME TO records_before;
CREATE TABLE records (
    record_id VARCHAR PRIMARY KEY, kind VARCHAR NOT NULL, name VARCHAR NOT NULL,
    nameclass VARCHAR NOT NULL, identity VARCHAR NOT NULL, long_forms VARCHAR[] NOT NULL,
    fits VARCHAR[] NOT NULL, acronyms VARCHAR[] NOT NULL, features VARCHAR NOT NULL,
    digest UBIGINT NOT NULL, cluster_id VARCHAR NOT NULL
);
INSERT INTO records
SELECT record_id, kind, name, '', '', [], [], [], features, 0, cluster_id
FROM records_before;
DROP TABLE records_before;
CREATE TABLE likely_reprints (source_id VARCHAR NOT NULL, doc_id VARCHAR NOT NULL);
DROP TABLE phrases;
CREATE TABLE phrases (
    doc_id VARCHAR NOT NULL, sentence INTEGER NOT NULL, phrase VARCHAR NOT NULL,
    start_at INTEGER NOT NULL, end_at INTEGER NOT NULL, text VARCHAR NOT NULL,
    whole VARCHAR NOT NULL
);
UPDATE documents SET phrased = '';
CREATE TABLE tallies (
    phrase VARCHAR NOT NULL, places INTEGER NOT NULL, inside INTEGER NOT NULL,
    wholes INTEGER NOT NULL, documents INTEGER NOT NULL
);
CREATE TABLE untallied (phrase VARCHAR NOT NULL);
DELETE FROM meta WHERE key IN ('shared_text', 'linked');
