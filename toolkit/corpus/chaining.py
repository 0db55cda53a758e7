"""Given mentions of many documents -> rows of chains, on several processors."""

from __future__ import annotations

import functools
from collections.abc import Callable, Generator, Iterable, MutableMapping, Sequence
from itertools import islice
from typing import NamedTuple

from toolkit import knowledge
from toolkit.corpus.given_lines import Item, Left, Lines, read_line, skipped
from toolkit.errors import MentionError
from toolkit.mentions import build_chains
from toolkit.mentions.given import Span, completed, fitting_span
from toolkit.store import ChainRows, chain_rows
from toolkit.types import BODY, Chain, Document
from toolkit.workers import Team

AT_ONCE = 500  # documents of a batch
Batch = Sequence[tuple[Document, Sequence[Item]]]
# What makes a worker load all that chains need, before the others are made of it.
SAMPLE: Batch = [(Document("", "A"), [(0, 1, "A", "ORG", "name", "", BODY)])]


class Chained(NamedTuple):
    """Rows of the chains of some documents, how many mentions they hold and how many of the
    documents have any, and the lines that were left out."""

    rows: ChainRows
    mentions: int
    documents: int
    left: list[Left]


Work = Callable[[Batch], Chained]


def chaining(packs: tuple[str, ...], name: str) -> Work:
    """What makes chains of a batch: `packs` name the knowledge that completes the mentions, `name`
    is that of the file whose lines are still to be read."""
    return functools.partial(_chain_batch, packs, name)


def chains_of(
    documents: Iterable[Document], given: MutableMapping[str, list[Item]], work: Work, team: Team
) -> Generator[Chained]:
    """The chains of each batch of documents. `given` are their mentions by doc_id, taken out of it
    on the way; `work` is of `chaining`."""
    every = ((document, given.pop(document.doc_id, ())) for document in documents)
    batches = iter(lambda: list(islice(every, AT_ONCE)), [])
    yield from team.each(work, batches, len(given) / AT_ONCE, SAMPLE)


def _chain_batch(packs: tuple[str, ...], name: str, batch: Batch) -> Chained:
    known = knowledge.load(packs)
    chains: list[Chain] = []
    left: list[Left] = []
    counts = []
    for document, items in batch:
        spans = _spans(document, items, name, left)
        counts.append(len(spans))
        if spans:
            found = completed(document.doc_id, spans, known)
            chains += build_chains(document, found, known)
    return Chained(chain_rows(chains), sum(counts), sum(map(bool, counts)), left)


def _spans(document: Document, items: Sequence[Item], name: str, left: list[Left]) -> list[Span]:
    """The mentions of a document; lines that do not fit go to `left`."""
    documents, found = {document.doc_id: document}, []
    for item in items:
        if not isinstance(item, Lines):
            found.append(item)
            continue
        for number, row in enumerate(item.rows(), item.number):
            span = fitting_span(row, document) if isinstance(row, dict) else None
            try:
                found.append(span or read_line(row, f"{name}:{number}", documents)[1])
            except MentionError as error:
                left.append((number, skipped(error)))
    return found
