"""Whatever a file holds: a reader reads or refuses it, and offsets are those of the text."""

from __future__ import annotations

import gzip
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_files import docx, p, pdf

from toolkit.documents import prepare
from toolkit.documents.formats import FORMATS, File, Raw, reader_of
from toolkit.errors import InputError
from toolkit.types import Document

letters = st.text(st.characters(codec="cp1252", exclude_categories=("Cc",)), max_size=60)
places = st.tuples(
    st.floats(-50, 600), st.floats(-50, 900), st.sampled_from([6.0, 9.0, 11.0, 18.0]), letters
)


def check(name: str, data: bytes) -> list[Raw]:
    """The documents of a file; their zones and sentences must lie in their texts."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"a{name}")
        path.write_bytes(data)
        try:
            for raw in reader_of(name)(File(path, path.name, "docs", 100_000)):
                if isinstance(raw, Raw):
                    found.append(raw)
        except InputError as error:
            assert error.what
    for raw in found:
        loaded = prepare(Document("a", raw.text), "docs", raw.zones)
        known = {raw.text[z.start : z.end] for z in raw.zones}
        assert all(raw.text[z.start : z.end] for z in raw.zones) and "" not in known
        for part in (*loaded.sentences, *loaded.document.zones):
            assert 0 <= part.start < part.end <= len(raw.text)
    return found


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(sorted(FORMATS)), st.binary(max_size=400))
def test_any_bytes_under_any_name(name: str, data: bytes) -> None:
    check(name, data)
    if name.endswith(".gz"):
        check(name, gzip.compress(data))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.lists(places, max_size=12), min_size=1, max_size=4))
def test_any_page_of_a_pdf(pages: list[list[tuple[float, float, float, str]]]) -> None:
    """Every word that lies well on a page is in the text once more or less: none is invented."""
    found = check(".pdf", pdf(pages))
    written = {sign for page in pages for *_, text in page for sign in text}
    for raw in found:
        extra = set(raw.text) - written - set(" \n\f|[]-")
        assert all(not sign.isalnum() for sign in extra), extra


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), max_size=80)))
def test_any_paragraphs_of_a_word_file(texts: list[str]) -> None:
    found = check(".docx", docx("".join(p(text) for text in texts)))
    words = [word for text in texts for word in text.split()]
    assert [word for raw in found for word in raw.text.split()] == words
