"""Given mentions of many documents -> rows of chains, on several processors."""

from __future__ import annotations

import functools
from collections.abc import Generator, Iterable, Mapping, Sequence
from itertools import islice

from toolkit import knowledge, workers
from toolkit.mentions import build_chains, complete
from toolkit.mentions.given import Span, given_mention
from toolkit.store import ChainRows, chain_rows
from toolkit.types import Chain, Document

AT_ONCE = 500  # documents of a batch
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
    chains: list[Chain] = []
    for document, spans in batch:
        mentions = (given_mention(document.doc_id, span) for span in spans)
        chains += build_chains(document, complete(mentions, known), known)
    return chain_rows(chains)
