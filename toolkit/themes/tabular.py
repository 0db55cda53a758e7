"""Codebooks kept in a spreadsheet: a CSV table -> the same mapping that a YAML codebook is.

One row gives one or more patterns of a theme; docs/reference/codebook.md describes the columns.
"""

from __future__ import annotations

import csv
import difflib
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from toolkit.documents.decoding import Undecodable, decode
from toolkit.errors import ConfigError
from toolkit.themes.pattern import PatternError, compile_pattern

# What people call the columns.
COLUMNS = {
    "theme_id": ("theme_id", "id", "theme", "code", "category"),
    "label": ("label", "name", "title"),
    "description": ("description", "definition", "note", "notes"),
    "parent": ("parent", "parent_id", "parent_theme"),
    "pattern": ("pattern", "patterns", "term", "terms", "keyword", "keywords", "phrase", "phrases"),
    "not": ("not", "exclude", "excluded", "exclusion", "exclusions", "mask"),
    "within_names": ("within_names", "within_name"),
}
_NAMED = {written: column for column, names in COLUMNS.items() for written in names}
_ONCE = ("label", "description", "parent", "within_names")  # one value a theme
_TRUTH = {"yes": True, "true": True, "1": True, "x": True, "no": False, "false": False, "0": False}
_ALL = "*"  # in the place of a theme: what its `not` bars is evidence of no theme
_MARKS = frozenset("‘’“”„–—…«»€§ \xa0")
_FOREIGN = 0.25  # a larger share of letters beyond ASCII is another script
_DELIMITERS = ",;\t|"
_SEVERAL = re.compile(r"[\n\r;]+")  # neither is part of a pattern
_GUARDED = re.compile(r"'(?=[=+\-@])")  # keeps a spreadsheet from reading "=word" as a formula
Row = tuple[int, dict[str, str]]


def read_table(name: str, data: bytes) -> dict[str, Any]:
    """The codebook in the table `data`, as the mapping that its YAML file would hold.

    Encoding and delimiter are detected. A row without a theme belongs to the theme above it, a
    theme in braces is a word list, `*` bars its `not` for all themes. Raises ConfigError that
    names the row, counted as a spreadsheet counts.
    """
    rows = list(_rows(name, data))
    lists: dict[str, list[str]] = {}
    for number, row in rows:
        if key := _list_name(row["theme_id"]):
            _only(name, number, row, "pattern")
            lists.setdefault(key, []).extend(_split(row["pattern"]))
    mask: list[str] = []
    found: dict[str, dict[str, Any]] = {}
    given: dict[tuple[str, str], Any] = {}
    for number, row in rows:
        if _list_name(row["theme_id"]):
            continue
        _check_patterns(name, number, row, lists)
        if row["theme_id"] == _ALL:
            _only(name, number, row, "not")
            mask += _split(row["not"])
        else:
            theme = found.setdefault(row["theme_id"], {"label": _named(row["theme_id"])})
            theme |= _values(name, number, row, given)
            for column, key in (("pattern", "patterns"), ("not", "not")):
                if row[column]:
                    theme.setdefault(key, []).extend(_split(row[column]))
    return {"name": name.rpartition(".")[0], "words": lists, "mask": mask, "themes": found}


def to_yaml(pack: Mapping[str, Any], comment: str = "") -> str:
    """A codebook as the text of a YAML file; what is empty is left out."""
    import yaml

    kept = {key: value for key, value in pack.items() if value}
    text = yaml.safe_dump(kept, sort_keys=False, allow_unicode=True, width=100)
    return f"# {' '.join(comment.split())}\n{text}" if comment else str(text)


def _rows(name: str, data: bytes) -> Iterator[Row]:
    """Number and cells of every row that says something, the theme filled in from above."""
    try:
        decoded = decode(data)
    except Undecodable as error:
        raise ConfigError(f"{error.what}, at byte {error.offset}", where=name) from error
    text = (_western(data) if decoded.guessed else "") or decoded.text
    text = text.lstrip("\r\n")
    header = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=header.count)
    table = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 1
    try:
        columns = _columns(name, next(table, []))
        above = ""
        for number, cells in enumerate(table, 2):
            if not any(cell.strip() for cell in cells):
                continue
            row = _cells(name, number, columns, cells)
            above = row["theme_id"] = row["theme_id"] or _slug(row["label"]) or above
            if not above:
                raise _error(name, number, "no theme, and none in the rows above")
            yield number, row
    except csv.Error as error:
        raise _error(name, number + 1, f"not readable as a table: {error}") from error


def _western(data: bytes) -> str:
    """Text in the encoding of Western spreadsheets, "" where it hardly is: a codebook is too short
    to guess well, and this is what is met most."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return ""
    high = [c for c in text if ord(c) > 127]
    letters = sum(c.isalpha() for c in text)
    fits = all(c.isalpha() or c in _MARKS for c in high) and len(high) < letters * _FOREIGN
    return text if fits else ""


def _columns(name: str, header: list[str]) -> list[str]:
    """The column that each cell of the header names; "" for a cell that is empty."""
    columns = []
    for cell in header:
        written = re.sub(r"[\s\-]+", "_", cell.strip().lower())
        if written and written not in _NAMED:
            close = difflib.get_close_matches(written, _NAMED, n=1)
            known = f"Did you mean {close[0]!r}?" if close else "Known: " + ", ".join(COLUMNS)
            raise _error(name, 1, f"unknown column {cell.strip()!r}", known)
        columns.append(_NAMED.get(written, ""))
    named = [column for column in columns if column]
    if twice := sorted({column for column in named if named.count(column) > 1}):
        raise _error(name, 1, f"two columns give the {twice[0]}")
    if "pattern" not in named or not {"theme_id", "label"} & set(named):
        raise _error(
            name, 1, "needs the columns pattern and theme_id or label",
            "Columns are separated by a comma, a semicolon, a tab or |.",
        )  # fmt: skip
    return columns


def _cells(name: str, number: int, columns: list[str], cells: list[str]) -> dict[str, str]:
    row = dict.fromkeys(COLUMNS, "")
    for place, cell in enumerate(cells):
        value = _GUARDED.sub("", cell.strip(), count=1)
        column = columns[place] if place < len(columns) else ""
        if column:
            row[column] = value
        elif value:
            raise _error(name, number, f"{value!r} stands in no named column",
                         "Put a cell that holds the delimiter in quotes.")  # fmt: skip
    return row


def _values(
    name: str, number: int, row: dict[str, str], given: dict[tuple[str, str], Any]
) -> dict[str, Any]:
    """What a row says once for its theme; `given` keeps what the rows above said."""
    values: dict[str, Any] = {}
    for column in _ONCE:
        if not row[column]:
            continue
        value = _truth(name, number, row[column]) if column == "within_names" else row[column]
        first = given.setdefault((row["theme_id"], column), value)
        if first != value:
            what = f"{column} of {row['theme_id']!r} is {value!r} here and {first!r} above"
            raise _error(name, number, what)
        values[column] = value
    return values


def _truth(name: str, number: int, written: str) -> bool:
    if written.lower() not in _TRUTH:
        raise _error(name, number, f"within_names: {written!r} is neither yes nor no")
    return _TRUTH[written.lower()]


def _check_patterns(
    name: str, number: int, row: dict[str, str], lists: Mapping[str, list[str]]
) -> None:
    for text in (*_split(row["pattern"]), *_split(row["not"])):
        try:
            compile_pattern(text, lists)
        except PatternError as error:
            raise _error(name, number, f"{text!r}: {error}") from error


def _only(name: str, number: int, row: dict[str, str], column: str) -> None:
    """Refuse a row that gives more than its theme and one column."""
    if more := [key for key, value in row.items() if value and key not in ("theme_id", column)]:
        what = f"{more[0]} has no meaning for {row['theme_id']!r}, only {column}"
        raise _error(name, number, what)


def _list_name(theme: str) -> str:
    """`save` for the theme `{save}`, else ""."""
    return theme[1:-1].strip() if theme.startswith("{") and theme.endswith("}") else ""


def _split(cell: str) -> list[str]:
    parts = (_GUARDED.sub("", part.strip(), count=1) for part in _SEVERAL.split(cell))
    return [part for part in parts if part]


def _named(theme_id: str) -> str:
    return theme_id.replace("_", " ").capitalize()


def _slug(label: str) -> str:
    """A theme_id made of a label: lower case, words joined by "_", without accents."""
    plain = unicodedata.normalize("NFKD", label.lower())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"\W+", "_", plain).strip("_")


def _error(name: str, number: int, what: str, hint: str = "") -> ConfigError:
    return ConfigError(what, where=f"{name}, row {number}", hint=hint)
