"""What a text says of itself: its language, title and date, its zones, its sentences.

Many documents are prepared by several processes; what comes back of a document is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from toolkit import workers
from toolkit.documents.metadata import find_date, find_title
from toolkit.documents.result import Loaded
from toolkit.documents.sentences import split_sentences
from toolkit.documents.zones import find_language_and_zones, find_zones
from toolkit.progress import told
from toolkit.types import Document, Sentence, Zone

BATCH = 300_000  # characters that a process takes at a time
WORTH_WORKERS = 3_000_000  # characters; fewer are prepared sooner than processes have started
Found = tuple[Document, Sequence[Zone]]  # a document and the zones that its format showed
Given = tuple[Document, str, Sequence[Zone]]  # the same with the label of its input
# A Sentence but for its number: start, end, paragraph, zone. Objects would be slow to send.
Span = tuple[int, int, int, str]
Prepared = tuple[str, tuple[Zone, ...], str, str, list[Span]]  # lang, zones, title, date


def prepare(document: Document, root: str, zones: Sequence[Zone] = ()) -> Loaded:
    """A document with its zones and sentences; language, title and date are looked for in the
    text where they are not given. Zones of the document are kept as they are; `zones` are those
    that its format showed, to which others are added."""
    return _loaded(document, root, _prepared(document, zones))


def prepare_all(found: Sequence[Given], threads: int) -> list[Loaded]:
    """`prepare` of every document, in order; `threads` is as in the settings."""
    size = sum(len(document.text) for document, *_ in found)
    count = workers.count(threads, size / BATCH) if size >= WORTH_WORKERS else 1
    batches = _batches((document, zones) for document, _, zones in found)
    sample: list[Found] = [(Document("", "An example. Of text."), ())]
    made = chain.from_iterable(workers.each(_prepare_batch, batches, count, sample))
    pairs = told("preparing", zip(found, made, strict=True), len(found))
    return [_loaded(*given[:2], one) for given, one in pairs]


def _batches(found: Iterable[Found]) -> Iterator[list[Found]]:
    batch: list[Found] = []
    size = 0
    for document, zones in found:
        batch.append((document, zones))
        size += len(document.text)
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _prepare_batch(batch: Sequence[Found]) -> list[Prepared]:
    return [_prepared(document, zones) for document, zones in batch]


def _prepared(document: Document, shown: Sequence[Zone]) -> Prepared:
    lang, zones = document.lang, tuple(document.zones)
    if not lang:
        lang, found = find_language_and_zones(document.text, shown)
        zones = zones or found
    elif not zones:
        zones = find_zones(document.text, lang, shown)
    title = document.title or find_title(document.text, zones)
    date = document.date or find_date(document.text)
    spans = [
        (s.start, s.end, s.paragraph, s.zone) for s in split_sentences(document.text, zones, lang)
    ]
    return lang, zones, title, date, spans


def _loaded(document: Document, root: str, made: Prepared) -> Loaded:
    lang, zones, title, date, spans = made
    filled = replace(document, lang=lang, zones=zones, title=title, date=date)
    return Loaded(filled, tuple([Sentence(n, *span) for n, span in enumerate(spans)]), root)
