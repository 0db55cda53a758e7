"""Running the extractor on the documents that need it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence

from toolkit import workers
from toolkit.config import Settings
from toolkit.corpus.extractors import choose_extractor, mark
from toolkit.corpus.reading import Batch, Reader, Work, read_batch
from toolkit.corpus.results import keep_results
from toolkit.corpus.shared_text import unmarked, without_marks
from toolkit.knowledge import Knowledge
from toolkit.progress import Progress
from toolkit.store import Store, read_documents, read_sentences, write_chain_rows

GIVEN = "given"
FAILED = "failed"
BATCH = 50  # documents that a reader takes at a time
WORTH_WORKERS = 3_000_000  # characters; fewer are read sooner than processes have started


def to_extract(store: Store, settings: Settings, knowledge: Knowledge) -> list[str]:
    """The documents of the store that the chosen extractor has not read yet. Raises UsageError."""
    current = mark(choose_extractor(settings.mentions, knowledge))
    rows = store.rows("SELECT doc_id, extraction FROM documents ORDER BY doc_id")
    return [str(doc_id) for doc_id, made in rows if made not in (GIVEN, current)]


def extract_missing(
    store: Store, settings: Settings, knowledge: Knowledge, progress: Progress, force: bool
) -> tuple[str, ...]:
    """Read the documents that the chosen extractor has not read yet; given mentions stay.

    A document that fails keeps no mentions; its error is returned and the others go on. Raises
    UsageError for an unknown extractor.
    """
    extractor = choose_extractor(settings.mentions, knowledge)
    current = mark(extractor)
    stale = [
        str(row[0])
        for row in store.rows("SELECT doc_id, extraction FROM documents ORDER BY doc_id")
        if row[1] != GIVEN and (force or row[1] != current)
    ]
    if not stale:
        return ()
    keep_results(store)
    sentences = {doc_id: unmarked(rows) for doc_id, rows in read_sentences(store, stale).items()}
    documents = map(without_marks, read_documents(store, stale))
    pairs = [(document, sentences.get(document.doc_id, ())) for document in documents]
    works = [pairs[at : at + BATCH] for at in range(0, len(pairs), BATCH)]
    done = 0

    def tell(read: int) -> None:
        nonlocal done
        done += read
        progress("mentions", done, len(stale))

    reader = Reader(extractor, knowledge, settings.run.document_seconds)
    batches = list(_batches(reader, settings, works, tell))
    failed = [pair for batch in batches for pair in batch.failed]
    with store.transaction():
        write_chain_rows(store, stale, (batch.rows for batch in batches), current)
        if failed:  # no fingerprint of an extractor, so that the next run tries again
            sql = "UPDATE documents SET extraction = ? WHERE doc_id IN (SELECT unnest(?))"
            store.rows(sql, [FAILED, [doc_id for doc_id, _ in failed]])
    return tuple(f"{doc_id}: {what}" for doc_id, what in failed)


def _batches(
    reader: Reader, settings: Settings, works: Sequence[Work], tell: Callable[[int], None]
) -> Iterator[Batch]:
    """Results in the order of `works`, by several processes where that is sooner."""
    size = sum(len(document.text) for work in works for document, _ in work)
    count = workers.count(settings.run.threads, len(works))
    if count > 1 and size >= WORTH_WORKERS and getattr(reader.extractor, "parallel", False):
        read = functools.partial(read_batch, settings.mentions, seconds=reader.seconds)
        for batch in workers.each(read, works, count, sample=[]):
            tell(batch.documents)
            yield batch
    else:
        yield from (reader.read(work, tell) for work in works)
