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


PAGE = """Accueil
Actualités
Défense
Se connecter

Nous utilisons des cookies pour améliorer votre expérience.

The harbours of the north will be lit

Published 12 March 2025 | 3 min read

The ministers agreed that the harbours of the north will be lit from the autumn.

Laisser un commentaire
Votre adresse e-mail ne sera pas publiée.
Enregistrer mon nom et mon site dans le navigateur pour mon prochain commentaire.
"""


def test_the_page_around_a_text_does_not_say_its_language() -> None:
    loaded = prepare(Document("d", PAGE), "x")
    assert loaded.document.lang == "en"
    assert loaded.document.title == "The harbours of the north will be lit"
    assert loaded.document.date == "2025-03-12"
    body = [PAGE[s.start : s.end] for s in loaded.sentences if s.zone == "body"]
    assert body == [
        "The harbours of the north will be lit", "Published 12 March 2025 | 3 min read",
        "The ministers agreed that the harbours of the north will be lit from the autumn.",
    ]  # fmt: skip
