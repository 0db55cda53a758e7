"""Lists of words of the curated files as the rules look them up: folded to lower case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def folded(words: Iterable[object]) -> frozenset[str]:
    return frozenset(folded_tuple(words))


def folded_tuple(words: Iterable[object]) -> tuple[str, ...]:
    return tuple(str(word).replace("’", "'").casefold() for word in words)


def organs_in(unions: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """Union -> head in lower case -> the identity of its organ, "" where it may be any."""
    return {
        union: {head.casefold(): "" if organ == "any" else organ for head, organ in organs.items()}
        for union, organs in unions.items()
    }


def particles(lists: Mapping[str, Any]) -> frozenset[str]:
    """Single words of "van der", without those that are words of running text ("op", "in")."""
    words = {word for phrase in folded(lists["particles"]) for word in phrase.split()}
    return frozenset(words - folded(lists["sentence_openers"]) - {"und", "op", "y", "e", "an"})


def heads(lists: Mapping[str, Any]) -> dict[str, tuple[str, bool]]:
    """Head phrases of all types; every head has one type."""
    found: dict[str, tuple[str, bool]] = {}
    for kind in ("ORG", "EVENT", "PROGRAMME", "DOCUMENT", "FACILITY", "GPE", "LOC", "PRODUCT"):
        for strength in ("strong", "weak"):
            for head in lists[kind].get(strength) or ():
                (word,) = folded_tuple((head,))
                found.setdefault(word, (kind, strength == "strong"))
    for head in folded(lists["clusters"]):
        found.setdefault(head, ("ORG", True))
    return found
