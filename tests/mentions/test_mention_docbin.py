"""spaCy's DocBin as given mentions; what fits no document is told, not guessed."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

import toolkit
from toolkit.errors import InputError, UsageError
from toolkit.mentions import read_annotations
from toolkit.types import Document

spacy = pytest.importorskip("spacy")
pytestmark = pytest.mark.spacy
DOCUMENTS = {"a/1": Document("a/1", "Ana Ruiz met NATO in Oslo."), "b": Document("b", "Oslo.")}


def write(path: Path, rows: list[tuple[str, str, list[tuple[int, int, str]]]]) -> Path:
    from spacy.tokens import DocBin

    nlp, kept = spacy.blank("en"), DocBin(store_user_data=True)
    for doc_id, text, spans in rows:
        doc = nlp(text)
        doc.ents = [doc.char_span(start, end, label=label) for start, end, label in spans]
        if doc_id:
            doc.user_data["doc_id"] = doc_id
        kept.add(doc)
    kept.to_disk(path)
    return path


def read(path: Path) -> list[tuple[str, object]]:
    return list(read_annotations(path, DOCUMENTS) or ())


def test_entities_have_the_offsets_of_the_document(tmp_path: Path) -> None:
    spans = [(0, 8, "PERSON"), (13, 17, "ORG"), (21, 25, "GPE")]
    for doc_id in ("a/1", ""):  # by its id, and by its text alone
        path = write(tmp_path / "found.spacy", [(doc_id, DOCUMENTS["a/1"].text, spans)])
        rows = [row for _, row in read(path)]
        assert [(r["start"], r["end"], r["type"]) for r in rows] == spans  # type: ignore[index]
        assert {r["doc_id"] for r in rows} == {"a/1"}  # type: ignore[index]


def test_what_fits_no_document_is_told(tmp_path: Path) -> None:
    rows = [("zz", "Oslo.", []), ("b", "Another text.", []), ("", "Nobody has this.", [])]
    found = read(write(tmp_path / "found.spacy", rows))  # type: ignore[arg-type]
    assert [where for where, _ in found] == [f"found.spacy: document {n}" for n in (1, 2, 3)]
    assert "unknown document 'zz'" in str(found[0][1])
    assert "not that of 'b'" in str(found[1][1]) and "no document" in str(found[2][1])


@pytest.mark.parametrize("data", [b"", b"no zip", zlib.compress(b"no table")])
def test_a_file_that_is_no_docbin_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "bad.spacy").write_bytes(data)
    with pytest.raises(InputError, match="no DocBin"):
        read(tmp_path / "bad.spacy")


def test_through_the_corpus(tmp_path: Path) -> None:
    path = write(tmp_path / "found.spacy", [("a/1", DOCUMENTS["a/1"].text, [(13, 17, "ORG")])])
    with toolkit.open(":memory:") as corpus:
        corpus.ingest([DOCUMENTS["a/1"]])
        assert corpus.add_mentions(path).mentions == 1


def test_without_spacy_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "spacy.tokens", None)
    with pytest.raises(UsageError, match="needs spaCy"):
        read(tmp_path / "found.spacy")
