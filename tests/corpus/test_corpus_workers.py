"""Several processes give what one gives, in the same order; one that dies is replaced."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from pathlib import Path

import pytest

import toolkit
from toolkit import workers
from toolkit.config import MentionSettings
from toolkit.corpus import extraction
from toolkit.corpus.reading import Batch, Reader, Work, read_batch
from toolkit.documents import prepare
from toolkit.types import Document

TEXT = "Minister Anna Kowalska of Poland met NATO. The Harbour Defence Forum ({n}) opened in Oslo."
SETTINGS = MentionSettings(extractor="rules")
READ = functools.partial(read_batch, SETTINGS)


def works(count: int, size: int) -> list[Work]:
    loaded = [prepare(Document(f"d{n:02}", TEXT.format(n=n), lang="en"), "x") for n in range(count)]
    pairs = [(item.document, item.sentences) for item in loaded]
    return [pairs[at : at + size] for at in range(0, count, size)]


def test_workers_give_what_one_process_gives() -> None:
    given = works(9, 2)
    alone = [Reader.make(SETTINGS).read(work) for work in given]
    together = list(workers.each(READ, given, 2))
    assert [batch.rows for batch in together] == [batch.rows for batch in alone]
    assert all(batch.rows["mentions"].num_rows for batch in together)


def test_a_worker_that_dies_costs_no_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_START", "raise SystemExit(1)")
    given = works(4, 2)
    found = list(workers.each(READ, given, 2))
    assert [batch.documents for batch in found] == [2, 2]
    alone = [Reader.make(SETTINGS).read(work).rows for work in given]
    assert [batch.rows for batch in found] == alone


def test_a_large_job_is_split_and_a_small_one_is_not(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    documents = [Document(f"d{n}", TEXT.format(n=n), lang="en") for n in range(6)]
    asked: list[int] = []
    real = workers.each

    def counted(work: functools.partial[Batch], given: Iterable[Work], count: int, sample: Work):  # type: ignore[no-untyped-def]
        if getattr(work, "func", None) is read_batch:
            asked.append(count)
        return real(work, given, count, sample)

    def mentions(threads: int, worth: int) -> list[tuple[object, ...]]:
        monkeypatch.setattr(extraction, "WORTH_WORKERS", worth)
        monkeypatch.setattr(extraction, "BATCH", 1)
        monkeypatch.setattr(workers, "each", counted)
        overrides = {"mentions.extractor": "rules", "run.threads": threads}
        with toolkit.open(":memory:", overrides=overrides) as corpus:
            corpus.ingest(documents)
            corpus.resolve()
            return corpus._store.rows("SELECT * FROM mentions")

    small = mentions(2, 1_000_000)
    assert asked == []
    assert mentions(2, 1) == small and asked == [2]
    assert mentions(1, 1) == small and asked == [2]
