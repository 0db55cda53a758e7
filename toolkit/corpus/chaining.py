"""Given mentions of many documents -> rows of chains, on several processors."""

from __future__ import annotations

import functools
from collections.abc import Generator, Iterable, Mapping, Sequence
from itertools import islice

from toolkit import knowledge, workers
from toolkit.mentions import build_chains, complete
from toolkit.store import ChainRows, chain_rows
from toolkit.types import Document, Mention

AT_ONCE = 500  # documents of a batch
# A mention but for its document: start, end, text, type, form, norm, zone.
Span = tuple[int, int, str, str, str, str, str]
Batch = Sequence[tuple[Document, Sequence[Span]]]


def chains_of(
    documents: Iterable[Document], given: Mapping[str, Sequence[Span]], packs: tuple[str, ...],
    threads: int,
) -> Generator[ChainRows]:  # fmt: skip
    """Rows of the chains of each batch of documents; `given` are their mentions by doc_id.

    `packs` name the knowledge that completes the mentions, `threads` is as in the settings.
    """
    every = ((document, given.get(document.doc_id, ())) for document in documents)
    batches = iter(lambda: list(islice(every, AT_ONCE)), [])
    number = workers.count(threads, len(given) / AT_ONCE)
    work = functools.partial(_chain_batch, packs)
    yield from workers.each(work, batches, number, sample=[(Document("", ""), ())])


def _chain_batch(packs: tuple[str, ...], batch: Batch) -> ChainRows:
    known = knowledge.load(packs)
    return chain_rows([
        chain for document, spans in batch
        for chain in build_chains(
            document, complete((_mention(document.doc_id, span) for span in spans), known), known
        )
    ])  # fmt: skip


def span_of(mention: Mention) -> Span:
    """What `chains_of` needs of a given mention."""
    m = mention
    return (m.start, m.end, m.text, m.type, m.form, m.norm, m.zone)


def _mention(doc_id: str, span: Span) -> Mention:
    start, end, text, kind, form, norm, zone = span
    return Mention(
        doc_id, start, end, text, kind, form, norm, source="given", rule="given", zone=zone
    )
