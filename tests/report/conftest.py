"""The bundled documents, resolved and compared once: the page and the data of the same view."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from page_tree import Element, parse

import toolkit
from toolkit.config import data_root


@pytest.fixture(scope="session")
def both() -> Iterator[tuple[Element, dict[str, Any]]]:
    """The page and the data of `compare --json`."""
    with toolkit.open(":memory:") as corpus:
        corpus.ingest(str(data_root("sample_docs")))
        corpus.resolve()
        view = corpus.compare("nato", "eu")
        yield parse(view.report().html), dict(view.to_dict())
