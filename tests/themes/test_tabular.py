"""Codebooks in spreadsheets: what a table gives, and what is said of a bad one."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from toolkit import themes
from toolkit.errors import ConfigError
from toolkit.themes.tabular import read_table, to_yaml
from toolkit.types import Document, Sentence

TABLE = """\
Theme,Label,Parent,Pattern,Not,Within names
water,Water,,water supply|quality,,
,,,"drought; =rains",,
saving,Saving water,water,{save} ...3 water,cut ...2 water supply,
rivers,River programmes,,river ...2 fund,,yes
{save},,,save,,
,,,"cut
use less",,
*,,,,minister for <Capitals>,
"""


def mapping(text: str, encoding: str = "utf-8") -> dict[str, object]:
    return read_table("t.csv", text.encode(encoding))


def test_rows_become_a_codebook(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(TABLE, encoding="utf-8")
    book = themes.load([str(path)])
    assert [t.theme_id for t in book.themes] == ["water", "saving", "rivers"]
    water, saving, rivers = book.themes
    assert [p.text for p in water.patterns] == ["water supply|quality", "drought", "=rains"]
    assert (saving.parent, rivers.within_names, water.within_names) == ("water", True, False)
    assert [p.text for p in saving.masks] == ["minister for <Capitals>", "cut ...2 water supply"]
    text = "Cities use less drinking water."
    found = book.find(Document("d", text), [Sentence(0, 0, len(text), 0)], [])
    assert [(row.theme_id, row.text) for row in found] == [
        ("water", "use less drinking water"), ("saving", "use less drinking water"),
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encoding_and_delimiter_are_detected(encoding: str, delimiter: str) -> None:
    rows = [["Label", "Pattern"], ["Öffentlichkeit für alle", "öffentlich"], ["Überwachung", "x"]]
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    found = mapping(text.getvalue(), encoding)["themes"]
    assert isinstance(found, dict)
    assert list(found) == ["offentlichkeit_fur_alle", "uberwachung"]
    assert found["offentlichkeit_fur_alle"]["patterns"] == ["öffentlich"]


def test_a_label_is_made_of_the_id_where_none_is_given() -> None:
    assert mapping("theme_id,pattern\nsea_level,sea level\n")["themes"] == {
        "sea_level": {"label": "Sea level", "patterns": ["sea level"]}
    }


def test_a_quote_that_guards_a_formula_is_dropped() -> None:
    assert mapping("id,pattern\nworks,'=works\n")["themes"] == {
        "works": {"label": "Works", "patterns": ["=works"]}
    }


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("theme,patern\na,b\n", "row 1", "unknown column 'patern'"),
        ("label,description\na,b\n", "row 1", "needs the columns"),
        ("id,theme,pattern\na,b,c\n", "row 1", "two columns give the theme_id"),
        ("", "row 1", "needs the columns"),
        ("id,pattern\n,water\n", "row 2", "no theme"),
        ("id,pattern\na,b\n\na,one ...\n", "row 4", "begins and ends with a word"),
        ("id,pattern\na,{none}\n", "row 2", "no word list is named 'none'"),
        ("id,label,pattern\na,A,b\na,B,c\n", "row 3", "label of 'a' is 'B' here and 'A' above"),
        ("id,pattern,within names\na,b,perhaps\n", "row 2", "neither yes nor no"),
        ("id,pattern\na,b,c\n", "row 2", "stands in no named column"),
        ("id,pattern,label\n{w},b,L\n", "row 2", "label has no meaning for '{w}'"),
        ("id,pattern\n*,b\n", "row 2", "pattern has no meaning for '*'"),
        ('id,pattern\na,"b\n', "row 2", "not readable as a table"),
    ],
)
def test_errors_name_the_row(text: str, where: str, what: str) -> None:
    with pytest.raises(ConfigError) as caught:
        mapping(text)
    assert caught.value.where == f"t.csv, {where}" and what in caught.value.what


def test_a_binary_file_is_refused() -> None:
    with pytest.raises(ConfigError, match="binary"):
        read_table("t.csv", b"PK\x03\x04\0\0")


def test_a_theme_without_patterns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("id,label,pattern\na,A,\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"themes\.a: 'patterns' is missing"):
        themes.load([str(path)])


def test_yaml_of_a_table_is_the_same_codebook(tmp_path: Path) -> None:
    table, text = tmp_path / "t.csv", tmp_path / "t.yml"
    table.write_text(TABLE, encoding="utf-8")
    text.write_text(to_yaml(themes.read_pack(str(table))[1], "Made\nfrom t.csv."), "utf-8")
    assert text.read_text(encoding="utf-8").startswith("# Made from t.csv.\nname: t\n")
    assert themes.load([str(text)]).fingerprint == themes.load([str(table)]).fingerprint


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)


@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=6))
def test_any_table_is_read_or_refused_with_its_row(rows: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([["theme", "pattern", "not"], *rows])
    try:
        pack = mapping(text.getvalue())
    except ConfigError as error:
        assert error.where.startswith("t.csv")
    else:
        kept = {key: value for key, value in pack.items() if value}
        assert yaml.safe_load(to_yaml(pack)) == kept
