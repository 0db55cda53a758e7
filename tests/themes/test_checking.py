"""What a codebook finds, counted by theme and by pattern."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit import themes
from toolkit.types import BODY, Document, Sentence

TABLE = """\
theme,parent,pattern,not
water,,water supply,
,,drought,
saving,water,save ...3 water,save ...2 water bottle
nothing,,unicorn,
"""
TEXTS = ("The water supply failed. Save your water.", "Save the water bottle. Drought Fund.")


@pytest.fixture
def book(tmp_path: Path) -> themes.Codebook:
    path = tmp_path / "t.csv"
    path.write_text(TABLE, encoding="utf-8")
    return themes.load([str(path)])


def read(text: str, masked: tuple[tuple[int, int], ...] = ()) -> tuple[
    Document, list[Sentence], tuple[tuple[int, int], ...]
]:  # fmt: skip
    end = text.index(".") + 1
    sentences = [Sentence(0, 0, end, 0, BODY), Sentence(1, end + 1, len(text), 0, BODY)]
    return Document(text[:9], text), sentences, masked


def test_evidence_and_matches(book: themes.Codebook) -> None:
    fund = TEXTS[1].index("Drought")
    checked = themes.check(book, [read(TEXTS[0]), read(TEXTS[1], ((fund, fund + 12),))])
    assert (checked.documents, checked.words) == (2, 13)
    found = {t.theme_id: (t.documents, t.evidence, t.examples) for t in checked.themes}
    assert found == {
        "water": (1, 2, ("Save your water", "water supply")),
        "saving": (1, 1, ("Save your water",)),
        "nothing": (0, 0, ()),
    }
    used = {(p.key, p.pattern): p.matches for p in checked.patterns}
    assert used == {
        ("patterns", "water supply"): 1,
        ("patterns", "drought"): 0,  # only in a name, which is hidden
        ("patterns", "save ...3 water"): 2,  # one of them barred
        ("not", "save ...2 water bottle"): 1,
        ("patterns", "unicorn"): 0,
    }
    assert [p.pattern for p in checked.unused] == ["drought", "unicorn"]
    assert checked.silent == ["nothing"]


def test_some_themes_only(book: themes.Codebook) -> None:
    checked = themes.check(book, [read(TEXTS[0])]).of({"saving"})
    assert [t.theme_id for t in checked.themes] == ["saving"]
    assert {p.theme_id for p in checked.patterns} == {"saving"}
    assert checked.to_dict()["themes"][0]["evidence"] == 1


def test_nothing_to_read(book: themes.Codebook) -> None:
    checked = themes.check(book, [])
    assert checked.documents == 0 and len(checked.unused) == len(checked.patterns)
