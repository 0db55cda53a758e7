-- From version 5 to 6: mentions and chains are no keys of an index. Their ids are made of their content
-- and told apart where rows are made; the index took half the time of writing them.
ALTER TABLE mentions RENAME TO mentions_before;
CREATE TABLE mentions (
    mention_id VARCHAR NOT NULL, doc_id VARCHAR NOT NULL, start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL, text VARCHAR NOT NULL, type VARCHAR NOT NULL, form VARCHAR NOT NULL,
    norm VARCHAR NOT NULL, knowledge_id VARCHAR NOT NULL, source VARCHAR NOT NULL,
    rule VARCHAR NOT NULL, confidence DOUBLE NOT NULL, zone VARCHAR NOT NULL,
    nested BOOLEAN NOT NULL, copy INTEGER NOT NULL, chain_id VARCHAR NOT NULL
);
INSERT INTO mentions SELECT * FROM mentions_before;
DROP TABLE mentions_before;
ALTER TABLE chains RENAME TO chains_before;
CREATE TABLE chains (
    chain_id VARCHAR NOT NULL, doc_id VARCHAR NOT NULL, type VARCHAR NOT NULL,
    knowledge_id VARCHAR NOT NULL
);
INSERT INTO chains SELECT * FROM chains_before;
DROP TABLE chains_before;
