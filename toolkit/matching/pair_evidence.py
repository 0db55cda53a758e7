"""Two names -> the levels of the comparisons of `pair_comparisons`."""

from __future__ import annotations

from functools import partial

from toolkit.matching.knowledge import MatchingKnowledge
from toolkit.matching.pair_comparisons import evidence_column
from toolkit.matching.pair_levels import other_levels, person_levels
from toolkit.matching.pair_words import (
    looks_like_person,
    may_be_person,
    other_words,
    person_words,
    same_given,
    same_word,
)
from toolkit.matching.person_features import is_person
from toolkit.names.alignment import align


def pair_evidence(left: str, right: str, kind: str, knowledge: MatchingKnowledge) -> dict[str, str]:
    """Evidence columns of a pair; a comparison that says nothing is left out. Symmetric.

    `kind` is a kind of entity or '' where it is unknown.
    """
    one, other = sorted((left, right))
    if are_persons(one, other, kind, knowledge):
        a, b = person_words(one, knowledge), person_words(other, knowledge)
        found = align(a.texts, b.texts, partial(same_given, knowledge=knowledge))
        levels = person_levels(a, b, found)
    else:
        a, b = other_words(one, knowledge), other_words(other, knowledge)
        found = align(a.texts, b.texts, partial(same_word, knowledge=knowledge))
        levels = other_levels(a, b, found)
    return {evidence_column(name): level for name, level in levels.items()}


def are_persons(left: str, right: str, kind: str, knowledge: MatchingKnowledge) -> bool:
    """Are two names to be compared as persons' names?

    Of unknown kind they are if one looks like a person's and the other may be one.
    """
    names = (left, right)
    if kind:
        return all(is_person(kind, (name,), knowledge) for name in names)
    return any(looks_like_person(name, knowledge) for name in names) and all(
        may_be_person(name, knowledge) for name in names
    )
