"""What a cluster says of itself, and why two clusters cannot be one thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product, starmap
from typing import Any

from jellyfish import jaro_winkler_similarity

from toolkit.matching.levels import near_kinds

Row = Mapping[str, Any]
Given = tuple[str, tuple[str, ...], tuple[str, ...], str, bool, str, str, str]
Called = tuple[str, str, tuple[str, ...]]  # body in front, head, words of an event
Expanded = tuple[tuple[str, ...], str, tuple[str, ...]]  # acronyms, head, words of the long form
# What `Cluster.of` looks at.
COLUMNS = (
    "record_id", "nameclass", "kind", "bare", "name", "identity", "documents", "given",
    "given_forms", "given_starts", "initials", "given_short", "middle", "last_middle", "words",
    "places", "years", "counts", "acronyms", "long_forms", "head", "core",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cluster:
    """The distinct values of the members, each as one row gave them."""

    records: frozenset[str]
    identities: frozenset[str]
    kinds: frozenset[str]
    givens: frozenset[Given]
    places: frozenset[tuple[str, ...]]
    years: frozenset[tuple[int, ...]]
    counts: frozenset[tuple[int, ...]]
    acronyms: frozenset[tuple[str, ...]]
    editions: frozenset[str]  # documents that name an event with its number
    series: frozenset[str]  # documents that name it in full without one
    juniors: frozenset[str]  # documents that name a person in full with "Jr.", "II" ...
    elders: frozenset[str]  # documents that name one in full without it
    expanded: frozenset[Expanded]
    called: frozenset[Called]

    @classmethod
    def of(cls, row: Row) -> Cluster:
        person, place = row["nameclass"] == "person", row["nameclass"] == "place"
        named = not person and not place
        event = row["kind"] in ("EVENT", "")  # or of unknown kind
        documents = frozenset(row["documents"])
        given: Given = (
            row["given"], tuple(row["given_forms"]), tuple(row["given_starts"]), row["initials"],
            row["given_short"], row["middle"], row["last_middle"], row["words"],
        )  # fmt: skip
        dated = row["counts"] or (row["years"] and not row["identity"])
        full = documents if person and row["given"] else frozenset()
        junior = bool(row["counts"])
        expanded = row["acronyms"] and row["long_forms"] and named
        return cls(
            frozenset([row["record_id"]]),
            _some(row["identity"]),
            _some(row["kind"]),
            frozenset([given]) if person and row["given"] else frozenset(),
            _some(tuple(row["places"]) if named else ()),
            _some(tuple(row["years"])),
            _some(tuple(row["counts"])),
            _some(tuple(row["acronyms"]) if named else ()),
            documents if event and dated else frozenset(),
            documents if event and _undated(row) else frozenset(),
            full if junior else frozenset(),
            frozenset() if junior else full,
            _some((tuple(row["acronyms"]), row["head"], tuple(row["core"])) if expanded else ()),
            _some(_called(row) if row["kind"] == "EVENT" and not row["bare"] else ()),
        )

    def joined(self, other: Cluster) -> Cluster:
        return Cluster(*(getattr(self, name) | getattr(other, name) for name in self.__slots__))

    def conflict(self, other: Cluster) -> str:
        """Why the two are different things, in words; '' if nothing speaks against it."""
        if self.identities and other.identities and len(self.identities | other.identities) > 1:
            return "two different known things: " + _list(self.identities | other.identities)
        if self.kinds != other.kinds or len(self.kinds) > 1:
            for a in sorted(self.kinds):
                for b in sorted(other.kinds):
                    if kinds_conflict(a, b):
                        return f"different kinds: {a} and {b}"
        if self.givens and other.givens:
            for one in sorted(self.givens):
                for two in sorted(other.givens):
                    if givens_conflict(one, two):
                        return f"different given names: {one[0]} and {two[0]}"
        if self.editions & other.series or self.series & other.editions:
            return "one document names both an edition and the series"
        if self.juniors & other.elders or self.elders & other.juniors:
            return "one document names both, one of them with Jr. or the like"
        if any(starmap(_only_head, product(self.expanded, other.expanded))):
            return "two long forms of one acronym that share nothing but the head noun"
        if any(starmap(_called_apart, product(self.called, other.called))):
            return "events of one sort, called after two bodies"
        both_named = self.givens and other.givens
        numbers = "different generations" if both_named else "different numbers or editions"
        return (
            _disjoint(self.places, other.places, "different places")
            or _disjoint(self.years, other.years, "different years")
            or _disjoint(self.counts, other.counts, numbers)
            or _disjoint(self.acronyms, other.acronyms, "different acronyms of their own", True)
        )


def conflict(left: Row, right: Row) -> str:
    """Why two records cannot be one thing by what their names say, in words; '' if they can."""
    return Cluster.of(left).conflict(Cluster.of(right))


def _some(value: Any) -> frozenset[Any]:
    return frozenset([value]) if value else frozenset()


def _list(values: Iterable[str]) -> str:
    return " and ".join(sorted(values))


def _disjoint(
    left: frozenset[tuple[Any, ...]], right: frozenset[tuple[Any, ...]], what: str,
    acronyms: bool = False,
) -> str:  # fmt: skip
    if not left or not right:
        return ""
    for a in sorted(left):
        for b in sorted(right):
            if set(a) & set(b) or (acronyms and any(_shortens(x, y) for x in a for y in b)):
                continue
            return f"{what}: {', '.join(map(str, a))} and {', '.join(map(str, b))}"
    return ""


def _shortens(a: str, b: str) -> bool:
    """US and USA, GFAP and GFAPB: one acronym begins the other."""
    return a.startswith(b) or b.startswith(a)


def _undated(row: Row) -> bool:
    """A series: an event without number in a name that may not leave it out."""
    return not row["counts"] and not row["years"] and not row["bare"]


def _called(row: Row) -> Called | tuple[()]:
    """("nato", "forum", words) of "NATO Summit Defence Industry Forum": a body by its acronym in
    front of several words."""
    front = re.split(r"[\s-]", row["name"])[0]
    if len(row["core"]) < 3 or not (front.isupper() and front.isalpha() and len(front) > 1):
        return ()
    return (front.casefold(), row["head"], tuple(row["core"]))


def _called_apart(a: Called, b: Called) -> bool:
    """The EU-Ukraine Forum is not the NATO Forum of the same year."""
    (front_a, head_a, words_a), (front_b, head_b, words_b) = a, b
    return head_a == head_b and front_a not in words_b and front_b not in words_a


def _only_head(a: Expanded, b: Expanded) -> bool:
    """ "Syrian Democratic Forces" and "Self-Defense Forces", both SDF."""
    (letters_a, head_a, words_a), (letters_b, head_b, words_b) = a, b
    shared = set(words_a) & set(words_b)
    return bool(set(letters_a) & set(letters_b)) and head_a == head_b and shared == {head_a}


def kinds_conflict(a: str, b: str) -> bool:
    """Can one thing not be of both kinds? Organisations may be named after their meetings."""
    return not (a == b or near_kinds(a, b) or {a, b} == {"EVENT", "ORG"})


def givens_conflict(a: Given, b: Given) -> bool:
    """Are these given names of two persons: as the levels of `name_levels.PERSON` test it."""
    (given_a, forms_a, starts_a, initials_a, short_a, *middles_a, words_a) = a
    (given_b, forms_b, starts_b, initials_b, short_b, *middles_b, words_b) = b
    if words_a == words_b:
        return False  # the same words in another order
    if given_a == given_b:
        return any(map(_words_differ, middles_a, middles_b))
    if set(forms_a) & {*forms_b, *starts_b} or set(starts_a) & set(forms_b):
        return False
    fits = initials_a.startswith(initials_b) or initials_b.startswith(initials_a)
    return not ((short_a or short_b) and fits)


def _words_differ(a: str, b: str) -> bool:
    if not a or not b:
        return False
    unlike = len(a) > 1 and len(b) > 1 and jaro_winkler_similarity(a, b) < 0.8
    return a[0] != b[0] or unlike
