"""Encodings of short texts; each sentence is ours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.documents.alphabets import likely_encoding
from toolkit.documents.decoding import Undecodable, decode

SAID = {
    "cp1252": [
        "Le maire a été reçu à l’hôtel de ville.", "Der Bürgermeister sagte: „Wir prüfen das“.",
        "La señora Peña llegó mañana a Cádiz.", "Borgmesteren så på den gamle færge i Ålborg.",
        "O senhor não disse que a câmara é nova.", "The café’s new menu costs €5.",
    ],
    "cp1250": [
        "Příští týden začne třetí kolo jednání.", "Zażółć gęślą jaźń, powiedział ktoś w Łodzi.",
        "A miniszter győzött a szűk őszi szavazáson.", "Primarul şi oraşul sînt în ştiri.",
    ],
    "cp1251": ["Мэр города открыл новый мост.", "Міністр приїхав до Києва з її планом."],
    "cp1253": ["Ο δήμαρχος άνοιξε τη νέα γέφυρα."],
    "cp1254": ["Başkan İzmir'de yeni köprüyü açtı, dağ çok yağışlı."],
    "cp1257": ["Meras atidarė naują tiltą į Šiaulių miestą ir žiūrėjo, ką jų vaikai mėgsta."],
}  # fmt: skip
CASES = [(encoding, text) for encoding, texts in SAID.items() for text in texts]


@pytest.mark.parametrize(("encoding", "text"), CASES, ids=lambda case: str(case)[:24])
@pytest.mark.parametrize("times", [1, 5])
def test_a_sentence_is_enough(encoding: str, text: str, times: int) -> None:
    written = "\n".join([text] * times)
    assert decode(written.encode(encoding)).text == written


@given(st.binary(min_size=1, max_size=80))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        found = decode(data)
    except Undecodable:
        return
    assert not found.guessed or data.decode(found.guessed) == found.text
    assert likely_encoding(data) in ("", found.guessed) or not found.guessed
