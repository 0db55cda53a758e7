"""What the tables and packs of the knowledge hold: one value for each row."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from toolkit.errors import ConfigError
from toolkit.knowledge.word_lists import folded_tuple
from toolkit.names.normalise import fold
from toolkit.types import TYPES

_NO_LETTERS = re.compile(r"[^a-z0-9]+")
# A province is what a state is divided into, and what governs itself; a region has no government.
PLACE_KINDS = {
    "country": "GPE", "city": "GPE", "province": "GPE", "region": "LOC", "continent": "LOC",
}  # fmt: skip


class Place(NamedTuple):
    """One written form of a place. `any_case`: counts in lower case too ("russia")."""

    place_id: str
    kind: str
    country: str
    name: str
    form: str
    any_case: bool


class KnownName(NamedTuple):
    """What a pack knows. `known_id` is '' where it knows no more than what the name is: of a list
    of names two may mean one thing. Its `acronyms` need the document to spell the name out where
    `ambiguous`; `definite` are descriptions ("the Alliance") that mean it once the document names
    it, `members` is what those who belong to it are called ("Allies")."""

    known_id: str
    type: str
    name: str
    aliases: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    definite: tuple[str, ...] = ()
    ambiguous: bool = False
    place: str = ""  # place id of the state or region it belongs to
    members: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()  # short names that are also words or given names
    word: str = ""  # such a name that needs a noun for things of its type beside it


@dataclass(frozen=True, slots=True)
class Homonym:
    """A place that bears the name of a better known one: meant where the text holds one of
    `cues` and none of `against`."""

    name: str
    place_id: str
    norm: str
    cues: tuple[str, ...]
    against: tuple[str, ...]


class OfficeHolder(NamedTuple):
    """A person who shares the surname with another holder of a high office. `names` are the usual
    one and others; `terms` are offices by their key in roles.yml with first and last year.
    `pronoun` is "he" or "she"."""

    holder_id: str
    names: tuple[str, ...]
    terms: tuple[tuple[str, int, int], ...]
    pronoun: str


def known_names(entries: Any, where: str) -> list[KnownName]:
    """The names of a pack. Raises ConfigError with the entry that is wrong."""
    rows = entries.get("names", entries) if isinstance(entries, dict) else entries
    parts = list(rows.values()) if isinstance(rows, dict) else [rows]
    if not all(part is None or isinstance(part, list) for part in parts):
        raise ConfigError("no list of names", where=where, hint="Needed: - {type: .., name: ..}")
    found: list[KnownName] = []
    for number, row in enumerate((row for part in parts for row in part or ()), 1):
        try:
            if row["type"] not in TYPES:
                raise KeyError(f"unknown type {row['type']!r}")
            found += [_known(row)] if "name" in row else _register(row)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            what = f"entry {number} is not valid ({error!r})"
            raise ConfigError(what, where=where, hint="Needed: type, name.") from error
    return found


def _known(row: Mapping[str, Any]) -> KnownName:
    return KnownName(
        known_id=str(row.get("id") or f"x-{row['name']}"),
        type=row["type"], name=row["name"],
        aliases=_texts(row, "aliases"),
        acronyms=_texts(row, "acronyms"),
        definite=folded_tuple(
            (*_texts(row, "definite"), *(f"the {s}" for s in _texts(row, "short")))
        ),
        ambiguous=bool(row.get("ambiguous", False)),
        place=str(row.get("in") or ""),
        members=folded_tuple(_texts(row, "members")),
        plain=_texts(row, "plain"),
    )  # fmt: skip


def _register(row: Mapping[str, Any]) -> Iterator[KnownName]:
    """The things of a row of a register, all of one type: `names`, each with its aliases where it
    is a list, and `words`, names that are words, too, and are called in full with their `noun`.
    Only aliases tell of one thing; a name without them has no identity of its own."""
    kind, names, words = row["type"], row.get("names") or [], _texts(row, "words")
    if not isinstance(names, list) or not (names or words):
        raise KeyError("name")
    for one in names:
        name, *aliases = map(str, one if isinstance(one, list) else (one,))
        yield KnownName(slug(name) if aliases else "", kind, name, tuple(aliases))
    for word in words:
        name = f"{word} {row['noun']}"
        yield KnownName("", kind, name, word=word)


def slug(name: str) -> str:
    return "x-" + _NO_LETTERS.sub("-", fold(name)).strip("-")


def homonym(row: Mapping[str, Any], places: Iterable[Place]) -> Homonym:
    """A row of the homonyms; its usual name is that of its place."""
    named = (p.name for p in places if p.place_id == row["id"])
    norm = str(row.get("norm") or next(named, row["name"]))
    return Homonym(row["name"], row["id"], norm, _texts(row, "cues"), _texts(row, "against"))


def office_holder(name: str, offices: Collection[str]) -> OfficeHolder:
    """A row of the office holders: "president 1989-1993"; behind a last dash there is no end."""
    terms = []
    pronoun = "she" if "she" in offices else "he"
    for term in (term for term in offices if term != pronoun):
        office, _, years = term.rpartition(" ")
        first, _, last = years.partition("-")
        terms.append((office, int(first), int(last or 9999)))
    names = tuple(name.split(" / "))
    return OfficeHolder(f"person:{fold(names[0])}", names, tuple(terms), pronoun)


def _texts(row: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """A list of texts; a bare text would be taken letter by letter."""
    found = row.get(key) or []
    if not isinstance(found, list):
        raise TypeError(f"{key} is not a list")
    return tuple(map(str, found))


def place(line: str, number: int) -> Place:
    """A row of the places. Raises ConfigError with its number."""
    cells = line.split("\t")
    if len(cells) != 6 or cells[1] not in PLACE_KINDS:
        raise ConfigError("not six columns of a known kind", where=f"places.tsv:{number}")
    return Place(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5] == "any")
