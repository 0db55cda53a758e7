"""Two comparisons, made once: the bundled documents, and three groups with hostile names."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import toolkit
from toolkit.corpus.views import ComparisonView

LABELS = {"a": "$\\frac{1}{0}$ & <script>alert(1)</script>", "b": "\u202egnihtyna", "c": "Third"}
WORDS = ("The Northern Ports Alliance met Ivo Brandt in Vienna. Sanctions and cyber security were "
         "discussed. ")  # fmt: skip
MORE = {
    "a": "The Danube Harbour Agency praised joint procurement with the Northern Ports Alliance. ",
    "b": "Oslo asked the Northern Ports Alliance for new sanctions. ",
    "c": "Ivo Brandt spoke of sanctions in Oslo. The Danube Harbour Agency agreed. ",
}


def documents() -> list[toolkit.Document]:
    return [
        toolkit.Document(f"{group}/{n}", f"{WORDS}{MORE[group] * (1 + n % 3)}Note {n} of {group}.",
                         group=group, date=f"202{n}-0{1 + n}-01" if n else "")
        for group in MORE for n in range(5)
    ]  # fmt: skip


@pytest.fixture(scope="session")
def three() -> Iterator[ComparisonView]:
    with toolkit.open(":memory:") as corpus:
        corpus.ingest(documents())
        corpus.resolve()
        yield corpus.compare("a", "b", "c", labels=LABELS)


@pytest.fixture(scope="session")
def demo() -> Iterator[ComparisonView]:
    with toolkit.open(":memory:") as corpus:
        corpus.ingest(toolkit.sample_documents())
        corpus.resolve()
        yield corpus.compare("nato", "eu")
