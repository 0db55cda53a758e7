"""Documents -> rows of the store: an extractor and the chain rules over a batch of documents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

from toolkit import knowledge
from toolkit.config import MentionSettings
from toolkit.corpus.deadline import TookTooLong, within
from toolkit.corpus.extractors import choose_extractor
from toolkit.mentions import Extractor, build_chains
from toolkit.pausing import seldom_collected
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
    """Reads batches of documents with one extractor, each in at most `seconds` (0 = no limit)."""

    def __init__(
        self, extractor: Extractor, known: knowledge.Knowledge, seconds: float = 0
    ) -> None:
        self.extractor = extractor
        self.knowledge = known
        self.seconds = seconds

    @staticmethod
    @lru_cache(maxsize=1)
    def make(settings: MentionSettings, seconds: float = 0) -> Reader:
        """The reader that settings ask for; raises what `choose_extractor` raises."""
        known = knowledge.load(settings.packs)
        return Reader(choose_extractor(settings, known), known, seconds)

    def read(self, work: Work, tell: Callable[[int], None] | None = None) -> Batch:
        """A document that fails keeps no mentions, and the others go on. An extractor that reads
        several at once faster has a method `read_ahead` for it. `tell` hears of each document."""
        # what fails or takes too long here does so again below, with its document
        with suppress(Exception, TookTooLong), within(self.seconds * len(work)):
            getattr(self.extractor, "read_ahead", len)(work)
        chains: list[Chain] = []
        failed: list[tuple[str, str]] = []
        for document, sentences in work:
            made: Sequence[Chain] = ()
            try:
                with within(self.seconds):
                    found = self.extractor.extract(document, sentences)
                    made = build_chains(document, found, self.knowledge)
            except TookTooLong:
                what = f"{self.extractor.name} took longer than {self.seconds:g} seconds"
                failed.append((document.doc_id, f"{what} (run.document_seconds)"))
            except Exception as error:  # a plug-in may fail in any way; the job goes on
                failed.append((document.doc_id, f"{self.extractor.name} failed ({error})"))
            chains += made
            if tell is not None:
                tell(1)
        return Batch(len(work), chain_rows(chains), tuple(failed))


def read_batch(settings: MentionSettings, work: Work, seconds: float = 0) -> Batch:
    """`Reader.read` with the reader of `settings`: what a worker process does."""
    with seldom_collected():
        return Reader.make(settings, seconds).read(work)
