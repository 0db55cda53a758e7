"""Names of editions of a series: "Riga Forum 2022", "Lakes Summit in Bergen"."""

from __future__ import annotations

import re
from typing import NamedTuple

_TOLD = re.compile(r"(?: (?P<year>\d{4}))?(?: in (?P<place>.+))?")


class Edition(NamedTuple):
    """Which event or paper of a series: its year and its town, '' where nothing says it."""

    year: str = ""
    place: str = ""

    def fits(self, other: Edition) -> bool:
        """Can both be one? They agree in all that both tell."""
        return all(not a or not b or a == b for a, b in zip(self, other, strict=True))


NONE = Edition()


def edition_name(name: str, edition: Edition) -> str:
    """The name with its edition, as `edition_of` reads it."""
    year, place = edition
    return name + f" {year}" * bool(year) + f" in {place}" * bool(place)


def edition_of(name: str, norm: str) -> Edition:
    """What `norm`, the name with its edition, tells beyond the name; NONE for any other norm."""
    if len(norm) <= len(name) or not norm.startswith(name):
        return NONE
    found = _TOLD.fullmatch(norm, len(name))
    return Edition(found["year"] or "", found["place"] or "") if found else NONE


def full_name(name: str, norm: str) -> str:
    """`norm` where it is the name with its edition, else the name."""
    return norm if any(edition_of(name, norm)) else name


def names_of(name: str, norm: str) -> tuple[str, ...]:
    """The name with its edition, if any; a meeting of a year is also called by its town: "Lakes
    summit 2022 in Bergen" is the "Bergen summit 2022"."""
    full = full_name(name, norm)
    year, place = edition_of(name, norm)
    if not place:
        name, _, place = name.partition(" in ")
    if not year or not place:
        return (full,)
    head = name.rpartition(" ")[2]
    return full, edition_name(f"{place} {head}", Edition(year))
