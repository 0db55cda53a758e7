"""Codebooks: themes with the patterns that show them, read from YAML and checked.

The shipped ones are configs/themes/*.yml; docs/reference/codebook.md describes the format.
"""

from __future__ import annotations

import difflib
import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from toolkit.config import data_root
from toolkit.errors import ConfigError
from toolkit.side_files import CODEBOOK, WEIGHTS, read_side_file
from toolkit.themes.emerging import PREFIX, is_emerging
from toolkit.themes.finding import Finder
from toolkit.themes.pattern import Pattern, PatternError, compile_pattern
from toolkit.themes.tabular import read_table
from toolkit.types import Document, Sentence, ThemeEvidence

TABLES = (".csv", ".tsv")
YAML = (".yml", ".yaml")
MERGE = "tag:yaml.org,2002:merge"
_PACK_KEYS = ("name", "description", "words", "mask", "themes")
_KINDS = {"label": str, "description": str, "parent": str, "within_names": bool}
_THEME_KEYS = ("label", "description", "parent", "patterns", "not", "within_names")


@dataclass(frozen=True, slots=True)
class Theme:
    """What a codebook says of one theme. `parent` is a theme_id or ""."""

    theme_id: str
    label: str
    description: str
    parent: str
    patterns: tuple[Pattern, ...]
    masks: tuple[Pattern, ...]
    within_names: bool


class Codebook:
    """Themes in the order of their packs. A later pack replaces themes of the same id."""

    def __init__(self, themes: Sequence[Theme]) -> None:
        self.themes = tuple(themes)
        self.labels = {theme.theme_id: theme.label for theme in self.themes}
        self.parents = {theme.theme_id: theme.parent for theme in self.themes}
        self._finder = Finder(self.themes)

    @property
    def fingerprint(self) -> str:
        """Changes whenever what the codebook finds or says does."""
        rows = [
            (t.theme_id, t.label, t.description, t.parent, t.within_names,
             [p.source for p in t.patterns], [p.source for p in t.masks])
            for t in self.themes
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(rows).encode()).hexdigest()[:16]

    def may_show(self, text: str, masked: Sequence[tuple[int, int]]) -> bool:
        """False where no sentence of a text can hold evidence: a quick look at its words."""
        return self._finder.may_show(text, masked)

    def find(
        self, document: Document, sentences: Sequence[Sentence], masked: Sequence[tuple[int, int]]
    ) -> list[ThemeEvidence]:
        """Evidence in the body sentences, ordered by start, end and theme.

        `masked` are the spans of entity names: what a name says is no evidence, unless the theme
        is `within_names`. Evidence of a child is evidence of its ancestors too. The spans of one
        theme do not overlap.
        """
        return self._finder.find(document, sentences, masked)

    def fits(
        self, document: Document, sentences: Sequence[Sentence], masked: Sequence[tuple[int, int]]
    ) -> Counter[tuple[str, str, str]]:
        """How often each pattern fits, by (theme_id, "patterns" or "not", pattern)."""
        return self._finder.fits(document, sentences, masked)


def load(packs: Sequence[str]) -> Codebook:
    """The codebook of `packs`: names of shipped ones or paths of .yml and .csv files.

    Raises ConfigError that names file, theme and key, or the row of a table.
    """
    return _load(tuple(_written(pack) for pack in packs))


@lru_cache(maxsize=4)  # compiling takes longer than most runs on a few documents
def _load(packs: tuple[_Written, ...]) -> Codebook:
    themes: dict[str, Theme] = {}
    for pack in packs:
        themes |= _themes(pack.name, pack.mapping())
    for theme in themes.values():
        _check_parents(theme, themes)
    return Codebook(list(themes.values()))


def load_own(pack: str) -> dict[str, Theme]:
    """The themes of one codebook by id; parents may be in others."""
    return _themes(*read_pack(pack))


def read_pack(pack: str) -> tuple[str, dict[str, Any]]:
    """The name of a codebook's file and what is written there: name, words, mask, themes."""
    written = _written(pack)
    return written.name, written.mapping()


class _Written(NamedTuple):
    """A codebook as its file has it."""

    name: str
    data: bytes
    tabular: bool
    shipped: bool

    def mapping(self) -> dict[str, Any]:
        if self.tabular:
            return read_table(self.name, self.data)
        loader = _ShippedLoader if self.shipped else _Loader
        return _mapping(self.name, "the codebook", _parse(self.name, self.data, loader))


def _written(pack: str) -> _Written:
    source = _locate(pack)
    tabular = pack.lower().endswith(TABLES)
    try:
        data = read_side_file(source, WEIGHTS if tabular else CODEBOOK)
    except OSError as error:
        raise ConfigError(f"not readable: {error.strerror}", where=source.name) from error
    shipped = not pack.lower().endswith((*TABLES, *YAML))
    return _Written(source.name, data, tabular, shipped)


def _locate(pack: str) -> Traversable:
    if pack.lower().endswith((*TABLES, *YAML)):
        path = Path(pack)
        if not path.is_file():
            raise ConfigError("no such codebook", where=path.name)
        return path
    folder = data_root("configs") / "themes"
    names = sorted(entry.name.removesuffix(".yml") for entry in folder.iterdir())
    if pack not in names:
        close = difflib.get_close_matches(pack, names, n=1)
        hint = f"Did you mean {close[0]!r}?" if close else "Known: " + ", ".join(names)
        raise ConfigError(f"no codebook is named {pack!r}", where="themes.packs", hint=hint)
    return folder / f"{pack}.yml"


class _Strict(yaml.constructor.SafeConstructor):
    """Refuses a key that is written twice; plain YAML would silently keep the last. Refuses keys
    that are lists or merge others: a few lines of them can stand for billions."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode) or key.tag == MERGE:
                raise yaml.YAMLError(f"line {line}: a key has to be one word")
            if key.value in seen:
                raise yaml.YAMLError(f"line {line}: {key.value!r} is written twice")
            seen.add(key.value)
        return dict(super().construct_mapping(node, deep=deep))


class _Loader(_Strict, yaml.SafeLoader):
    """For files of others: not the loader in C, which falls over lists in lists in lists."""


class _ShippedLoader(_Strict, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """For our own files: ten times faster."""


def _parse(name: str, data: bytes, loader: type[_Strict]) -> Any:
    try:
        return yaml.load(data.decode("utf-8-sig"), loader)  # type: ignore[arg-type]
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ConfigError(f"not a readable YAML file: {error}", where=name) from error


def _themes(name: str, pack: dict[str, Any]) -> dict[str, Theme]:
    _check_keys(name, "the codebook", pack, _PACK_KEYS)
    lists = {
        str(key): _strings(name, f"words.{key}", entries)
        for key, entries in _mapping(name, "words", pack.get("words") or {}).items()
    }
    mask = _patterns(name, "mask", pack.get("mask") or [], lists)
    entries = _mapping(name, "themes", pack.get("themes"))
    for theme_id in entries:
        if is_emerging(str(theme_id)):
            raise ConfigError(f"themes.{theme_id}: {PREFIX!r} marks phrases found", where=name)
    return {
        str(theme_id): _theme(name, str(theme_id), entry, lists, mask)
        for theme_id, entry in entries.items()
    }


def _theme(
    name: str, theme_id: str, entry: Any, lists: Mapping[str, list[str]], mask: tuple[Pattern, ...]
) -> Theme:
    where = f"themes.{theme_id}"
    _check_keys(name, where, entry, _THEME_KEYS)
    for key in ("label", "patterns"):
        if not entry.get(key):
            raise ConfigError(f"{where}: {key!r} is missing", where=name)
    for key, kind in _KINDS.items():
        if key in entry and not isinstance(entry[key], kind):
            raise ConfigError(f"{where}.{key}: expected a {kind.__name__}", where=name)
    own = _patterns(name, f"{where}.not", entry.get("not") or [], lists)
    return Theme(
        theme_id,
        entry["label"],
        entry.get("description", ""),
        entry.get("parent", ""),
        _patterns(name, f"{where}.patterns", entry["patterns"], lists),
        mask + own,
        entry.get("within_names", False),
    )


def _patterns(
    name: str, where: str, texts: Any, lists: Mapping[str, list[str]]
) -> tuple[Pattern, ...]:
    compiled = []
    for text in _strings(name, where, texts):
        try:
            compiled.append(compile_pattern(text, lists))
        except PatternError as error:
            raise ConfigError(f"{where}: {text!r}: {error}", where=name) from error
    return tuple(compiled)


def _strings(name: str, where: str, value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise ConfigError(
            f"{where}: expected a list of texts", where=name,
            hint="Put numbers and words such as yes, no, on and off in quotes.",
        )  # fmt: skip
    return value


def _mapping(name: str, where: str, value: Any) -> dict[Any, Any]:
    if not isinstance(value, dict):
        raise ConfigError(f"{where}: expected names with values below them", where=name)
    return value


def _check_keys(name: str, where: str, value: Any, known: Sequence[str]) -> None:
    for key in _mapping(name, where, value):
        if key not in known:
            close = difflib.get_close_matches(str(key), known, n=1)
            hint = f"Did you mean {close[0]!r}?" if close else "Known: " + ", ".join(known)
            raise ConfigError(f"{where}: unknown key {key!r}", where=name, hint=hint)


def _check_parents(theme: Theme, themes: Mapping[str, Theme]) -> None:
    where, seen = f"themes.{theme.theme_id}.parent", {theme.theme_id}
    while theme.parent:
        if theme.parent not in themes:
            close = difflib.get_close_matches(theme.parent, themes, n=1)
            hint = f"Did you mean {close[0]!r}?" if close else "Load the pack that has it."
            raise ConfigError(f"{where}: no theme {theme.parent!r}", where="themes", hint=hint)
        if theme.parent in seen:
            raise ConfigError(f"{where}: a theme cannot be its own ancestor", where="themes")
        seen.add(theme.parent)
        theme = themes[theme.parent]
