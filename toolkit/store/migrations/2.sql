-- From version 2 to 3: what was read, found and linked is kept for each document, so that the next
-- run does only what is new. Nothing is known of these documents yet: the next run finds it.
ALTER TABLE documents RENAME TO documents_before;
CREATE TABLE documents (
    doc_id VARCHAR PRIMARY KEY, text VARCHAR NOT NULL, group_id VARCHAR NOT NULL,
    title VARCHAR NOT NULL, date VARCHAR NOT NULL, lang VARCHAR NOT NULL,
    publisher VARCHAR NOT NULL, source VARCHAR NOT NULL, root VARCHAR NOT NULL,
    file VARCHAR NOT NULL, made VARCHAR NOT NULL, sha256 VARCHAR NOT NULL, words INTEGER NOT NULL,
    extraction VARCHAR NOT NULL, themed VARCHAR NOT NULL, phrased VARCHAR NOT NULL,
    resolved BOOLEAN NOT NULL
);
INSERT INTO documents
SELECT doc_id, text, group_id, title, date, lang, publisher, source, root, '', '', sha256, words,
    extraction, '', '', false
FROM documents_before;
DROP TABLE documents_before;
CREATE TABLE files (
    root VARCHAR NOT NULL, file VARCHAR NOT NULL, stat VARCHAR NOT NULL, sha256 VARCHAR NOT NULL,
    reading VARCHAR NOT NULL, told VARCHAR NOT NULL, PRIMARY KEY (root, file)
);
CREATE TABLE shingles (doc_id VARCHAR PRIMARY KEY, words INTEGER NOT NULL, shingles BLOB NOT NULL);
CREATE TABLE paragraphs (
    doc_id VARCHAR NOT NULL, paragraph VARCHAR NOT NULL, sentences INTEGER[] NOT NULL
);
CREATE TABLE unresolved (record_id VARCHAR NOT NULL, cluster_id VARCHAR NOT NULL);
CREATE TABLE ties (record_l VARCHAR NOT NULL, record_r VARCHAR NOT NULL, same BOOLEAN NOT NULL);
CREATE TABLE namings (naming VARCHAR PRIMARY KEY, features VARCHAR NOT NULL);
CREATE TABLE phrases (
    doc_id VARCHAR NOT NULL, sentence INTEGER NOT NULL, phrase VARCHAR NOT NULL,
    start_at INTEGER NOT NULL, end_at INTEGER NOT NULL, whole VARCHAR NOT NULL
);
DELETE FROM meta WHERE key = 'shared_text';
