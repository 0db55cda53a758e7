"""Documents that are prepared by several processes are those that one prepares."""

from __future__ import annotations

import pytest

from toolkit.documents import prepare, prepare_all, preparing
from toolkit.types import Document, Zone

TEXT = """Meeting of the Harbour Forum {n}

The ministers met in Oslo on 3 May 2024. They spoke of the ferries and of the {n} lighthouses.

Photo: the harbour of Oslo
"""


def test_several_processes_prepare_what_one_prepares(monkeypatch: pytest.MonkeyPatch) -> None:
    given = [
        (Document(f"d{n}", TEXT.format(n=n), lang="en" * (n % 2)), "x", (Zone(0, 7, "caption"),))
        for n in range(7)
    ]
    alone = [prepare(*one) for one in given]
    monkeypatch.setattr(preparing, "WORTH_WORKERS", 1)
    monkeypatch.setattr(preparing, "BATCH", 200)
    asked: list[int] = []
    real = preparing.workers.each
    monkeypatch.setattr(preparing.workers, "each", lambda *a: (asked.append(a[2]), real(*a))[1])
    assert prepare_all(given, 2) == alone
    assert asked == [2]
    assert all(item.sentences and item.document.lang == "en" for item in alone)


def test_no_documents_give_none() -> None:
    assert prepare_all([], 2) == []
