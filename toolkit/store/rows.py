"""Row types in and out of the store's tables."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from operator import attrgetter
from types import MappingProxyType

import pyarrow as pa

from toolkit.store.changes import mark_changed
from toolkit.store.database import Store, arrow
from toolkit.store.phrases import note_phrases
from toolkit.store.shared_text import zone_mentions
from toolkit.types import Chain, Document, Link, Mention, Role, Sentence, Zone

DOCUMENT_COLUMNS = (
    "doc_id", "text", "group_id", "title", "date", "lang", "publisher", "source", "root",
    "file", "made", "sha256", "words", "extraction", "themed", "phrased", "resolved",
)  # fmt: skip
MENTION_COLUMNS = (
    "mention_id", "doc_id", "start_at", "end_at", "text", "type", "form", "norm", "knowledge_id",
    "source", "rule", "confidence", "zone", "nested", "copy", "chain_id",
)  # fmt: skip
CHAIN_COLUMNS = ("chain_id", "doc_id", "type", "knowledge_id")
_MENTION_CELLS = tuple(map(attrgetter, (
    "mention_id", "doc_id", "start", "end", *MENTION_COLUMNS[4:-1]
)))  # fmt: skip
Origin = tuple[str, str]  # the file of a document below its input, a hash of all it was made from
ChainRows = Mapping[str, "pa.Table"]  # rows by the name of their table
BATCH = 50_000  # chains that are written at once
DOCUMENTS = 2_000  # documents that are written at once
PER_DOCUMENT = ("zones", "sentences", "mentions", "chains", "roles", "theme_evidence", "phrases",
                "shingles", "paragraphs")  # fmt: skip


def read_documents(store: Store, doc_ids: Sequence[str] | None = None) -> list[Document]:
    """Documents ordered by doc_id, all or those asked for."""
    where = "" if doc_ids is None else "WHERE doc_id IN (SELECT unnest(?))"
    parameters = [] if doc_ids is None else [list(doc_ids)]
    zones: dict[str, list[Zone]] = defaultdict(list)
    for doc_id, start, end, kind in store.rows(
        f"SELECT doc_id, start_at, end_at, kind FROM zones {where} ORDER BY doc_id, start_at",
        parameters,
    ):
        zones[doc_id].append(Zone(start, end, kind))
    rows = store.rows(
        "SELECT doc_id, text, group_id, title, date, lang, publisher, source "
        f"FROM documents {where} ORDER BY doc_id",
        parameters,
    )
    return [replace(Document(*row), zones=tuple(zones[row[0]])) for row in rows]


def read_sentences(store: Store, doc_ids: Sequence[str] | None = None) -> dict[str, list[Sentence]]:
    """Sentences by doc_id, in order, of all documents or of those asked for."""
    found: dict[str, list[Sentence]] = defaultdict(list)
    where = "" if doc_ids is None else "WHERE doc_id IN (SELECT unnest(?))"
    for doc_id, *rest in store.rows(
        "SELECT doc_id, number, start_at, end_at, paragraph, zone FROM sentences "
        f"{where} ORDER BY doc_id, number",
        [] if doc_ids is None else [list(doc_ids)],
    ):
        found[doc_id].append(Sentence(*rest))
    return dict(found)


def read_mentions(store: Store) -> dict[str, list[Mention]]:
    """Mentions by chain_id, in document order."""
    found: dict[str, list[Mention]] = defaultdict(list)
    for chain_id, *rest in store.rows(
        "SELECT chain_id, doc_id, start_at, end_at, text, type, form, norm, knowledge_id, source, "
        "rule, confidence, zone, nested, copy FROM mentions "
        "ORDER BY doc_id, start_at, end_at DESC, nested, copy"
    ):
        found[chain_id].append(Mention(*rest))
    return dict(found)


def read_chains(store: Store) -> list[Chain]:
    """Chains with their mentions, links and roles, ordered by chain_id."""
    mentions = read_mentions(store)
    links: dict[str, list[Link]] = defaultdict(list)
    for chain_id, *rest in store.rows(
        "SELECT chain_id, mention_id, target_id, rule, detail FROM links "
        "ORDER BY chain_id, mention_id, target_id, rule"
    ):
        links[chain_id].append(Link(*rest))
    roles: dict[str, list[Role]] = defaultdict(list)
    for chain_id, *rest in store.rows(
        "SELECT chain_id, title, organisation, start_at, end_at FROM roles "
        "ORDER BY chain_id, start_at, end_at, title"
    ):
        roles[chain_id].append(Role(*rest))
    rows = store.rows("SELECT chain_id, doc_id, type, knowledge_id FROM chains ORDER BY chain_id")
    return [
        Chain(chain_id, doc_id, kind, tuple(mentions.get(chain_id, ())),
              tuple(links[chain_id]), tuple(roles[chain_id]), knowledge_id)
        for chain_id, doc_id, kind, knowledge_id in rows
    ]  # fmt: skip


def remove_documents(store: Store, doc_ids: Iterable[str]) -> None:
    """Take documents out, with everything that was read from them."""
    known = "SELECT doc_id FROM documents WHERE doc_id IN (SELECT unnest(?)) ORDER BY doc_id"
    gone = [[row[0] for row in store.rows(known, [list(doc_ids)])]]
    if not gone[0]:
        return
    note_phrases(store, gone[0])
    store.rows(
        "DELETE FROM links WHERE chain_id IN "
        "(SELECT chain_id FROM chains WHERE doc_id IN (SELECT unnest(?)))", gone,
    )  # fmt: skip
    for table in (*PER_DOCUMENT, "documents"):
        store.rows(f"DELETE FROM {table} WHERE doc_id IN (SELECT unnest(?))", gone)


def write_documents(
    store: Store, root: str, documents: Sequence[tuple[Document, Sequence[Sentence]]],
    origins: Mapping[str, Origin] = MappingProxyType({}),
) -> None:  # fmt: skip
    """Insert documents with zones and sentences; equal doc_ids are replaced. `origins` tell of
    what each was made."""
    remove_documents(store, [document.doc_id for document, _ in documents])
    for at in range(0, len(documents), DOCUMENTS):
        _insert_documents(store, root, documents[at : at + DOCUMENTS], origins)


def _insert_documents(
    store: Store, root: str, documents: Sequence[tuple[Document, Sequence[Sentence]]],
    origins: Mapping[str, Origin],
) -> None:  # fmt: skip
    store.append("documents", DOCUMENT_COLUMNS, [
        (d.doc_id, d.text, d.group, d.title, d.date, d.lang, d.publisher, d.source, root,
         *origins.get(d.doc_id, ("", "")), d.sha256, _words(d, sentences), "", "", "", False)
        for d, sentences in documents
    ])  # fmt: skip
    store.append("zones", ("doc_id", "start_at", "end_at", "kind"), [
        (d.doc_id, z.start, z.end, z.kind) for d, _ in documents for z in d.zones
    ])  # fmt: skip
    columns = ("doc_id", "number", "start_at", "end_at", "paragraph", "zone")
    store.append("sentences", columns, [
        (d.doc_id, s.number, s.start, s.end, s.paragraph, s.zone)
        for d, sentences in documents for s in sentences
    ])  # fmt: skip


def write_chains(
    store: Store, doc_ids: Sequence[str], chains: Iterable[Chain], extraction: str
) -> None:
    """Replace what was extracted from `doc_ids` by these chains, and note by which extraction.

    `chains` may be made on the way: a batch at a time is held.
    """
    every = iter(chains)
    batches = iter(lambda: list(islice(every, BATCH)), [])
    write_chain_rows(store, doc_ids, map(chain_rows, batches), extraction)


def write_chain_rows(
    store: Store, doc_ids: Sequence[str], batches: Iterable[ChainRows], extraction: str
) -> None:
    """As `write_chains`, of chains that are rows already."""
    gone = [list(doc_ids)]
    store.rows(
        "DELETE FROM links WHERE chain_id IN "
        "(SELECT chain_id FROM chains WHERE doc_id IN (SELECT unnest(?)))", gone,
    )  # fmt: skip
    for table in ("mentions", "chains", "roles"):
        store.rows(f"DELETE FROM {table} WHERE doc_id IN (SELECT unnest(?))", gone)
    for rows in batches:
        for table in sorted(rows):
            store.append_arrow(table, rows[table])
    store.rows(
        "UPDATE documents SET extraction = ? WHERE doc_id IN (SELECT unnest(?))",
        [extraction, list(doc_ids)],
    )
    mark_changed(store, doc_ids)
    zone_mentions(store, doc_ids)


def chain_rows(chains: Sequence[Chain]) -> ChainRows:
    """Chains as rows of the tables that hold them; a table without rows is left out.

    Raises ValueError where two mentions or two chains have one id: an extractor gave one twice.
    """
    mentions = [m for c in chains for m in c.mentions]
    _tell_apart([m.mention_id for m in mentions])
    _tell_apart([c.chain_id for c in chains])
    found: dict[str, tuple[Sequence[str], Sequence[Sequence[object]]]] = {
        "links": (("chain_id", "mention_id", "target_id", "rule", "detail"), [
            (c.chain_id, link.mention_id, link.target_id, link.rule, link.detail)
            for c in chains for link in c.links
        ]),
        "roles": (("chain_id", "doc_id", "title", "organisation", "start_at", "end_at"), [
            (c.chain_id, c.doc_id, r.title, r.organisation, r.start, r.end)
            for c in chains for r in c.roles
        ]),
    }  # fmt: skip
    tables = {table: arrow(columns, rows) for table, (columns, rows) in found.items() if rows}
    if mentions:
        # the large ones column by column, which is sooner done
        columns = [list(map(read, mentions)) for read in _MENTION_CELLS]
        columns.append([c.chain_id for c in chains for _ in c.mentions])
        tables["mentions"] = pa.table(columns, names=MENTION_COLUMNS)
    if chains:
        columns = [list(map(attrgetter(name), chains)) for name in CHAIN_COLUMNS]
        tables["chains"] = pa.table(columns, names=CHAIN_COLUMNS)
    return tables


def _tell_apart(ids: Sequence[str]) -> None:
    if len(set(ids)) < len(ids):
        twice = next(i for i, times in Counter(ids).items() if times > 1)
        raise ValueError(f"two rows of one id: {twice}")


def _words(document: Document, sentences: Sequence[Sentence]) -> int:
    """Words of the body: white-space separated, boilerplate left out."""
    return sum(len(document.text[s.start : s.end].split()) for s in sentences if s.zone == "body")
