-- The store of toolkit, version 6. One DuckDB file; one writer at a time.
-- Ids are made from content (toolkit/types.py), so equal input gives equal rows.
-- Offsets are Unicode code points into documents.text; spans are half-open.

-- What this file is. Keys: format ('toolkit'), schema_version, shared_text (settings with which
-- text that documents share was marked), linked (what the records and pairs were made with),
-- tallied (what the tallies of phrases were made with), made_from (the run whose results a working
-- copy started from).
CREATE TABLE meta (key VARCHAR PRIMARY KEY, value VARCHAR NOT NULL);

-- One row a document. `root` is the label of the input it came from, `file` its file there ('' for
-- a value), `made` a hash of all that it was made from ('' = not known); unreadable documents are
-- reported, not kept. `extraction` is the fingerprint of the extractor and settings that made its
-- mentions ('' = none yet, 'failed' = it could not be read by the extractor, 'given' = mentions came
-- from outside). `themed` and `phrased` say by which codebook its theme_evidence and phrases were
-- found ('' = they are not up to date), `resolved` whether nothing of it changed since the last run.
CREATE TABLE documents (
    doc_id VARCHAR PRIMARY KEY, text VARCHAR NOT NULL, group_id VARCHAR NOT NULL,
    title VARCHAR NOT NULL, date VARCHAR NOT NULL, lang VARCHAR NOT NULL,
    publisher VARCHAR NOT NULL, source VARCHAR NOT NULL, root VARCHAR NOT NULL,
    file VARCHAR NOT NULL, made VARCHAR NOT NULL, sha256 VARCHAR NOT NULL, words INTEGER NOT NULL,
    extraction VARCHAR NOT NULL, themed VARCHAR NOT NULL, phrased VARCHAR NOT NULL,
    resolved BOOLEAN NOT NULL
);

-- Files that were read, so that one that did not change is not read again. `stat` is what the file
-- system says of it, `sha256` its bytes, `reading` how it was read; `told` is the JSON of its size
-- and of what was said of it: inputs left out, warnings.
CREATE TABLE files (
    root VARCHAR NOT NULL, file VARCHAR NOT NULL, stat VARCHAR NOT NULL, sha256 VARCHAR NOT NULL,
    reading VARCHAR NOT NULL, told VARCHAR NOT NULL, PRIMARY KEY (root, file)
);

-- Stretches of a document that are shown but never counted, with the reason.
CREATE TABLE zones (
    doc_id VARCHAR NOT NULL, start_at INTEGER NOT NULL, end_at INTEGER NOT NULL, kind VARCHAR NOT NULL
);

-- Sentences, numbered from 0 in their document; zone is 'body' or the kind of the zone they lie in.
CREATE TABLE sentences (
    doc_id VARCHAR NOT NULL, number INTEGER NOT NULL, start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL, paragraph INTEGER NOT NULL, zone VARCHAR NOT NULL
);

-- Who prints text of whom again: `words` words of doc_id stand in source_id, which is earlier; they
-- are `share` of its own. whole: the document as a whole. Within a group they count once and are
-- zones of kind 'reprint'; across groups they count in each.
CREATE TABLE reprints (
    doc_id VARCHAR NOT NULL, source_id VARCHAR NOT NULL, whole BOOLEAN NOT NULL,
    words INTEGER NOT NULL, share DOUBLE NOT NULL
);

-- What is compared to find shared text: the shingles of a document (numbers of 64 bits), and its
-- paragraphs that may be boilerplate, by hash, with the numbers of their sentences.
CREATE TABLE shingles (doc_id VARCHAR PRIMARY KEY, words INTEGER NOT NULL, shingles BLOB NOT NULL);
CREATE TABLE paragraphs (
    doc_id VARCHAR NOT NULL, paragraph VARCHAR NOT NULL, sentences INTEGER[] NOT NULL
);

-- Documents that share so many shingles that they are compared word by word.
CREATE TABLE likely_reprints (source_id VARCHAR NOT NULL, doc_id VARCHAR NOT NULL);

-- Mentions: exact spans. Only zone = 'body' and NOT nested and form <> 'nominal' are counted.
CREATE TABLE mentions (
    mention_id VARCHAR NOT NULL, doc_id VARCHAR NOT NULL, start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL, text VARCHAR NOT NULL, type VARCHAR NOT NULL, form VARCHAR NOT NULL,
    norm VARCHAR NOT NULL, knowledge_id VARCHAR NOT NULL, source VARCHAR NOT NULL,
    rule VARCHAR NOT NULL, confidence DOUBLE NOT NULL, zone VARCHAR NOT NULL,
    nested BOOLEAN NOT NULL, copy INTEGER NOT NULL, chain_id VARCHAR NOT NULL
);

-- Chains: what one document names. knowledge_id '' = not in the curated knowledge.
CREATE TABLE chains (
    chain_id VARCHAR NOT NULL, doc_id VARCHAR NOT NULL, type VARCHAR NOT NULL,
    knowledge_id VARCHAR NOT NULL
);

-- Why a mention is in its chain.
CREATE TABLE links (
    chain_id VARCHAR NOT NULL, mention_id VARCHAR NOT NULL, target_id VARCHAR NOT NULL,
    rule VARCHAR NOT NULL, detail VARCHAR NOT NULL
);

-- Roles that a text gives a person: evidence, not identity.
CREATE TABLE roles (
    chain_id VARCHAR NOT NULL, doc_id VARCHAR NOT NULL, title VARCHAR NOT NULL,
    organisation VARCHAR NOT NULL, start_at INTEGER NOT NULL, end_at INTEGER NOT NULL
);

-- Records: chains with equal features, collapsed; what Splink sees. `features` is the JSON of the
-- feature columns (toolkit/matching), kept so that any pair can be explained later; `digest` is a
-- number made of them by this version of DuckDB, so that the next run sees which records changed.
-- `nameclass` to `acronyms` are features that every run asks for.
CREATE TABLE records (
    record_id VARCHAR PRIMARY KEY, kind VARCHAR NOT NULL, name VARCHAR NOT NULL,
    nameclass VARCHAR NOT NULL, identity VARCHAR NOT NULL, long_forms VARCHAR[] NOT NULL,
    fits VARCHAR[] NOT NULL, acronyms VARCHAR[] NOT NULL, features VARCHAR NOT NULL,
    digest UBIGINT NOT NULL, cluster_id VARCHAR NOT NULL
);
CREATE TABLE record_chains (record_id VARCHAR NOT NULL, chain_id VARCHAR PRIMARY KEY);

-- Short names that fit several clusters and joined none: the record and one of these clusters.
CREATE TABLE unresolved (record_id VARCHAR NOT NULL, cluster_id VARCHAR NOT NULL);

-- What people tied (same) or kept apart at the last run, record_l < record_r.
CREATE TABLE ties (record_l VARCHAR NOT NULL, record_r VARCHAR NOT NULL, same BOOLEAN NOT NULL);

-- What names say, worked out once for each way of writing: its digest (of kind, known identity and
-- forms), and JSON.
CREATE TABLE namings (naming VARCHAR PRIMARY KEY, features VARCHAR NOT NULL);

-- Scored pairs of records, record_l < record_r. `terms` is the JSON of the waterfall. verdict is
-- merged, 'merged through others', refused or 'below threshold'; reason says by what.
CREATE TABLE pairs (
    record_l VARCHAR NOT NULL, record_r VARCHAR NOT NULL, match_weight DOUBLE NOT NULL,
    probability DOUBLE NOT NULL, terms VARCHAR NOT NULL, blocking_rule VARCHAR NOT NULL,
    verdict VARCHAR NOT NULL, reason VARCHAR NOT NULL
);

-- Entities and what they hold. weakest_link: lowest match weight (bits) that holds it together,
-- NULL where no scored pair was needed. draft_id: the id that it has unless several share that.
CREATE TABLE entities (
    entity_id VARCHAR PRIMARY KEY, kind VARCHAR NOT NULL, name VARCHAR NOT NULL,
    knowledge_id VARCHAR NOT NULL, weakest_link DOUBLE, draft_id VARCHAR NOT NULL
);
CREATE TABLE entity_chains (entity_id VARCHAR NOT NULL, chain_id VARCHAR PRIMARY KEY);

-- What speaks against joined entities, by two of their records, left_id and right_id, and their names;
-- weight is of their pair (bits), NULL without one.
CREATE TABLE alarms (
    kind VARCHAR NOT NULL, text VARCHAR NOT NULL, left_name VARCHAR NOT NULL,
    right_name VARCHAR NOT NULL, left_id VARCHAR NOT NULL, right_id VARCHAR NOT NULL, weight DOUBLE
);

-- What became of earlier ids: change is renamed, merged, split or vanished.
CREATE TABLE entity_history (
    old_id VARCHAR NOT NULL, new_id VARCHAR NOT NULL, change VARCHAR NOT NULL
);

-- Themes and the spans that show them.
CREATE TABLE themes (theme_id VARCHAR PRIMARY KEY, label VARCHAR NOT NULL, parent VARCHAR NOT NULL);
CREATE TABLE theme_evidence (
    theme_id VARCHAR NOT NULL, doc_id VARCHAR NOT NULL, start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL, text VARCHAR NOT NULL, sentence INTEGER NOT NULL
);

-- Phrases that may become emerging themes, where they stand; `whole` is the longest phrase that one
-- is part of, `text` what is written there. Words of a phrase are separated by spaces, its head comes
-- first.
CREATE TABLE phrases (
    doc_id VARCHAR NOT NULL, sentence INTEGER NOT NULL, phrase VARCHAR NOT NULL,
    start_at INTEGER NOT NULL, end_at INTEGER NOT NULL, text VARCHAR NOT NULL,
    whole VARCHAR NOT NULL
);

-- Of the phrases in about enough documents: how often each stands in all, how often as part of a longer
-- one, of how many different ones, and in how many documents. `untallied` are phrases whose places
-- changed since.
CREATE TABLE tallies (
    phrase VARCHAR NOT NULL, places INTEGER NOT NULL, inside INTEGER NOT NULL,
    wholes INTEGER NOT NULL, documents INTEGER NOT NULL
);
CREATE TABLE untallied (phrase VARCHAR NOT NULL);

-- Decisions of people, appended, never changed; `undone` takes an earlier line back. doc_id
-- limits a line to one document; left_doc and right_doc say which bearer of a name is meant: the
-- one of that document ('' = all of them).
CREATE TABLE judgements (
    line INTEGER NOT NULL, left_name VARCHAR NOT NULL, right_name VARCHAR NOT NULL,
    verdict VARCHAR NOT NULL, doc_id VARCHAR NOT NULL, left_doc VARCHAR NOT NULL,
    right_doc VARCHAR NOT NULL, by_whom VARCHAR NOT NULL, at_time VARCHAR NOT NULL, why VARCHAR NOT NULL,
    undone BOOLEAN NOT NULL
);

-- Runs: number counts up; facts is JSON (versions, model, configuration, counts). finished_at is
-- the only clock time in the store and reaches no export and no report.
CREATE TABLE runs (
    number INTEGER PRIMARY KEY, fingerprint VARCHAR NOT NULL, facts VARCHAR NOT NULL,
    finished_at VARCHAR NOT NULL
);
