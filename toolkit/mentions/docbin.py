"""Annotations that spaCy keeps in a DocBin (`.spacy`) as rows of given mentions.

Needs spaCy (extra [spacy]), no model. A Doc belongs to the document whose id its
`user_data["doc_id"]` holds, else to the only one with exactly its text.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from toolkit.errors import InputError, UsageError
from toolkit.side_files import read_side_file
from toolkit.types import Document

MOST_BYTES = 2_000_000_000  # of a file when unpacked; more is no annotation of texts


def read_docbin(path: Path, documents: Mapping[str, Document]) -> Iterator[tuple[str, Any]]:
    """(where, row) for every entity of every Doc; a row that fits no document is an error's text.

    Raises UsageError without spaCy, InputError for a file that is no DocBin.
    """
    try:
        from spacy.tokens import DocBin
        from spacy.vocab import Vocab
    except ImportError as error:
        hint = "pip install 'crossdoc-toolkit[spacy]'"
        raise UsageError("a .spacy file needs spaCy", where=path.name, hint=hint) from error
    try:
        docs = list(DocBin().from_bytes(_checked(path)).get_docs(Vocab()))
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=path.name) from error
    except Exception as error:  # whatever a damaged file makes of its tables
        what = f"no DocBin of spaCy ({type(error).__name__})"
        raise InputError(what, where=path.name, hint="Write it with DocBin.to_disk.") from error
    by_text: dict[str, list[str]] = {}
    for doc_id, document in documents.items():
        by_text.setdefault(document.text, []).append(doc_id)
    for number, doc in enumerate(docs, 1):
        where = f"{path.name}: document {number}"
        yield from rows_of_doc(where, doc, doc.user_data, documents, by_text)


def _checked(path: Path) -> bytes:
    """The bytes of the file, after a look at what they unpack to."""
    data = read_side_file(path, MOST_BYTES)
    unpacker = zlib.decompressobj()
    size, rest = 0, data
    while rest and not unpacker.eof:
        size += len(unpacker.decompress(rest, 1_000_000))
        rest = unpacker.unconsumed_tail
        if size > MOST_BYTES:
            raise ValueError("too large when unpacked")
    return data


def rows_of_doc(
    where: str, doc: Any, facts: Mapping[str, Any], documents: Mapping[str, Document],
    by_text: Mapping[str, list[str]],
) -> Iterator[tuple[str, Any]]:  # fmt: skip
    """(where, row) for every entity of a Doc, or the text of an error. The document is the one that
    `facts["doc_id"]` names, else the only one with exactly this text (`by_text`: doc_ids)."""
    named = str(facts.get("doc_id") or "")
    same = by_text.get(doc.text, [])
    if named and named not in documents:
        yield where, f"unknown document {named[:80]!r}"
    elif named and documents[named].text != doc.text:
        yield where, f"its text is not that of {named[:80]!r}"
    elif not named and len(same) != 1:
        what = "has the text of several documents" if same else "has the text of no document"
        yield where, f'{what}: give user_data["doc_id"] and store_user_data'
    else:
        for entity in doc.ents:
            yield (
                f"{where}, {entity.start_char}",
                {
                    "doc_id": named or same[0], "start": entity.start_char,
                    "end": entity.end_char, "text": entity.text, "type": entity.label_,
                },
            )  # fmt: skip
