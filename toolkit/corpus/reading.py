"""Documents -> rows of the store: an extractor and the chain rules over a batch of documents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

from toolkit import knowledge
from toolkit.config import MentionSettings
from toolkit.corpus.extractors import choose_extractor
from toolkit.corpus.pausing import seldom_collected
from toolkit.mentions import Extraction, Extractor, build_chains
from toolkit.store import ChainRows, chain_rows
from toolkit.types import Chain, Document, Sentence

Work = Sequence[tuple[Document, Sequence[Sentence]]]


@dataclass(frozen=True, slots=True)
class Batch:
    """The rows of some documents; `failed` are pairs of doc_id and what the extractor said."""

    documents: int
    rows: ChainRows
    failed: tuple[tuple[str, str], ...] = ()


class Reader:
    """Reads batches of documents with one extractor."""

    def __init__(self, extractor: Extractor, known: knowledge.Knowledge) -> None:
        self.extractor = extractor
        self.knowledge = known

    @staticmethod
    @lru_cache(maxsize=1)
    def make(settings: MentionSettings) -> Reader:
        """The reader that settings ask for; raises what `choose_extractor` raises."""
        known = knowledge.load(settings.packs)
        return Reader(choose_extractor(settings, known), known)

    def read(self, work: Work, tell: Callable[[int], None] | None = None) -> Batch:
        """A document that fails keeps no mentions, and the others go on. An extractor that reads
        several at once faster has a method `read_ahead` for it. `tell` hears of each document."""
        with suppress(Exception):  # what fails here fails again below, with its document
            getattr(self.extractor, "read_ahead", len)(work)
        chains: list[Chain] = []
        failed: list[tuple[str, str]] = []
        for document, sentences in work:
            try:
                found = self.extractor.extract(document, sentences)
            except Exception as error:  # a plug-in may fail in any way; the job goes on
                failed.append((document.doc_id, f"{self.extractor.name} failed ({error})"))
                found = Extraction(())
            chains += build_chains(document, found, self.knowledge)
            if tell is not None:
                tell(1)
        return Batch(len(work), chain_rows(chains), tuple(failed))


def read_batch(settings: MentionSettings, work: Work) -> Batch:
    """`Reader.read` with the reader of `settings`: what a worker process does."""
    with seldom_collected():
        return Reader.make(settings).read(work)
