"""The documents that travel with the package."""

from __future__ import annotations

from pathlib import Path

from toolkit.config import data_root
from toolkit.errors import InputError


def sample_documents() -> Path:
    """The folder of the bundled documents, to try things on: 14 short English texts, seven about a
    forum of NATO (group `nato`) and seven about one of the EU (`eu`).

    They were written for toolkit on public facts and are no official texts. Raises InputError
    where the package is not installed as files (in a zip archive).

        corpus.ingest(toolkit.sample_documents())
    """
    folder = data_root("sample_docs")
    if not isinstance(folder, Path):
        hint = "Install the package with pip, which unpacks it."
        raise InputError("the bundled documents are inside an archive", hint=hint)
    return folder
