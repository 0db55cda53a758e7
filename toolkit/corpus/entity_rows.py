"""Rows of a table of entities -> documents and chains in a store.

A row becomes a short document: its name, and below it its description. The name is a mention of
the row's kind; what else the description names is found as in any text and is evidence for who is
meant.
"""

from __future__ import annotations

import functools
import importlib.resources
from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit import knowledge, workers
from toolkit.config import MentionSettings, Settings
from toolkit.corpus.entity_table import EntityRow
from toolkit.corpus.extraction import GIVEN
from toolkit.corpus.reading import Reader
from toolkit.documents.sentences import split_sentences
from toolkit.mentions import Extraction, build_chains, complete
from toolkit.names.casing import Casing, case_of
from toolkit.progress import Progress
from toolkit.store import ChainRows, Store, chain_rows, write_chain_rows, write_documents
from toolkit.types import Chain, Document, Mention, Sentence, content_id

AT_ONCE = 500  # rows of a batch
LONGEST = 2_000  # characters of a description that are read
SOURCE = "table"
# Rules by which the name of a row may have further forms in its description.
SURE = frozenset(
    ("same name", "definition", "long form", "bracket", "apposition", "acronym", "known name",
     "demonym", "plural")
)  # fmt: skip
Named = tuple[Document, Sequence[Sentence], int, str]  # a document, the length and kind of its name


def written_names(rows: Sequence[EntityRow], known: knowledge.Knowledge) -> list[str]:
    """The names as running text would write them, where the table has them all in one case."""
    case = case_of(row.name for row in rows)
    if not case:
        return [row.name for row in rows]
    everyday = known.common_words.keys() | known.given_names
    casing = Casing((row.description for row in rows), everyday.__contains__, case)
    return [casing.name(row.name, row.description) for row in rows]


def take_in(
    store: Store, rows: Sequence[EntityRow], names: Sequence[str], settings: Settings,
    progress: Progress,
) -> None:  # fmt: skip
    """Write the rows as documents with their chains. In them every row's id is a doc_id."""
    made = [_document(row, name) for row, name in zip(rows, names, strict=True)]
    batches = [made[at : at + AT_ONCE] for at in range(0, len(made), AT_ONCE)]
    count = workers.count(settings.run.threads, len(batches))
    work = functools.partial(read_batch, settings.mentions)
    doc_ids = [document.doc_id for document, *_ in made]

    def read() -> Iterator[ChainRows]:
        for number, found in enumerate(workers.each(work, batches, count, sample=[])):
            progress("mentions", min(len(made), (number + 1) * AT_ONCE), len(made))
            yield found

    with store.transaction():
        write_documents(store, SOURCE, [(document, sentences) for document, sentences, *_ in made])
        write_chain_rows(store, doc_ids, read(), GIVEN)
        _drop_lone(store)


def _drop_lone(store: Store) -> None:
    """Take names out that only one description has."""
    sql = importlib.resources.files("toolkit.corpus").joinpath("lone_context.sql")
    lone = store.table(sql.read_text(encoding="utf-8"))
    with store.lending("lone", lone):
        for table in ("links", "roles", "mentions", "chains"):
            store.rows(f"DELETE FROM {table} WHERE chain_id IN (SELECT chain_id FROM lone)")


def _document(row: EntityRow, name: str) -> Named:
    text = f"{name}\n\n{row.description[:LONGEST]}" if row.description else name
    sentences = split_sentences(text, (), "en")
    document = Document(row.row_id, text, group=SOURCE, title=name, source=row.label)
    return document, sentences, len(name), row.kind


def read_batch(settings: MentionSettings, batch: Sequence[Named]) -> ChainRows:
    """The chains of some rows: what a worker process does."""
    reader = Reader.make(settings)
    made: list[Chain] = []
    for document, sentences, length, kind in batch:
        found = Extraction(())
        if len(document.text) > length:
            found = reader.extractor.extract(document, sentences)
        found = _with_name(document, found, length, kind, reader.knowledge)
        for chain in build_chains(document, found, reader.knowledge):
            made += _apart(chain, kind)
    return chain_rows(made)


def _apart(chain: Chain, kind: str) -> Iterator[Chain]:
    """The chain without what only rules for running text tie to the name of the row.

    In a text a short name is the longer one before it. The name of a row is whole: "2016 Games" is
    not the "Swimming at the 2016 Games" of its description. Descriptions of it ("the company") go.
    """
    groups: dict[str, set[str]] = {m.mention_id: {m.mention_id} for m in chain.mentions}
    for link in chain.links:
        if link.rule in SURE:
            both = groups[link.mention_id] | groups[link.target_id]
            groups.update(dict.fromkeys(both, both))
    parts = {min(group): group for group in groups.values()}
    for group in (parts[key] for key in sorted(parts)):
        held = tuple(m for m in chain.mentions if m.mention_id in group)
        if all(m.form == "nominal" for m in held):
            continue
        named = held[0].rule == GIVEN
        yield Chain(
            content_id("c", chain.doc_id, held[0].start, held[0].end, held[0].nested),
            chain.doc_id,
            kind if named and kind != "OTHER" else chain.type,
            held,
            tuple(link for link in chain.links if {link.mention_id, link.target_id} <= group),
            chain.roles if len(parts) == 1 else (),
            next((m.knowledge_id for m in held if m.knowledge_id), ""),
        )


def _with_name(
    document: Document, found: Extraction, length: int, kind: str, known: knowledge.Knowledge
) -> Extraction:
    """The extraction with the name of the row as one mention, whatever was found in it."""
    own = Mention(
        document.doc_id, 0, length, document.text[:length], kind, source=GIVEN, rule=GIVEN
    )
    [name] = complete([own], known).mentions
    others = tuple(m for m in found.mentions if m.start >= length)
    aliases = tuple(a for a in found.aliases if a[0][0] >= length and a[1][0] >= length)
    roles = tuple(role for role in found.roles if role[0][0] >= length)
    return replace(found, mentions=(name, *others), aliases=aliases, roles=roles)
