"""What a document has named before a place in it: bodies by their state, holders of titles.

Kept by where they end, so that a long text full of descriptions takes no longer than it has words.
"""

from __future__ import annotations

import functools
import operator
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from operator import attrgetter

from toolkit.mentions.titles import Title
from toolkit.mentions.tokens import Token
from toolkit.names.normalise import name_key
from toolkit.types import Mention

BESIDE = 40  # characters before a title that may belong to it
_start, _end = attrgetter("start"), attrgetter("end")


class Earlier:
    """Names of one document, in text order with the descriptions after them, and its titles.
    `home` has the states of known bodies, `modifiers` words that add nothing to a title."""

    def __init__(
        self, text: str, names: Sequence[Mention], titles: Sequence[Title],
        home: Mapping[str, str], modifiers: Collection[str],
    ) -> None:  # fmt: skip
        self._text, self._titles = text, titles
        self._names = [m for m in names if not m.nested]
        self._home, self._modifiers = home, modifiers
        self._held: dict[tuple[tuple[str, bool], ...], _Holders] = {}

    # --- bodies ---------------------------------------------------------------------------------

    @functools.cached_property
    def _bodies(self) -> dict[str, tuple[list[Mention], list[Mention]]]:
        """Organisations by what they are: their names, and descriptions of them."""
        found: dict[str, tuple[list[Mention], list[Mention]]] = {}
        for m in self._names:
            if m.type == "ORG":
                key = m.knowledge_id or name_key(m.text)
                found.setdefault(key, ([], []))[m.form == "nominal"].append(m)
        return found

    @functools.cached_property
    def _firsts(self) -> list[tuple[int, str]]:
        """Where each organisation is first named, and which."""
        return sorted((min(m.end for part in parts for m in part[:1]), key)
                      for key, parts in self._bodies.items())  # fmt: skip

    @functools.cached_property
    def _at_home(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for key in self._bodies:
            if key in self._home:
                found[self._home[key]].append(key)
        return found

    def only_body(self, at: int) -> Mention | None:
        """The last mention before `at` of the only organisation that is named so far."""
        if bisect_right(self._firsts, at, key=lambda first: first[0]) != 1:
            return None
        return self._last(self._firsts[0][1], at)

    def body_of(self, states: Collection[str], at: int) -> Mention | None:
        """The same of the only one of some states."""
        keys = [key for state in sorted(states) for key in self._at_home.get(state, ())]
        before = [found for found in (self._last(key, at) for key in keys) if found is not None]
        return before[0] if len(before) == 1 else None

    def _last(self, key: str, at: int) -> Mention | None:
        for part in reversed(self._bodies[key]):
            count = bisect_right(part, at, key=_end)
            if count:
                return part[count - 1]
        return None

    # --- persons with titles ----------------------------------------------------------------------

    @functools.cached_property
    def _persons(self) -> dict[tuple[int, int], Mention]:
        return {(m.start, m.end): m for m in self._names if m.type == "PERSON"}

    @functools.cached_property
    def _by_word(self) -> dict[tuple[str, str], list[int]]:
        """Titles of persons by their last word and each word in or before them; under "" all."""
        found: dict[tuple[str, str], list[int]] = defaultdict(list)
        for at, title in enumerate(self._titles):
            if title.person in self._persons:
                last = title.text.casefold().split()[-1]
                start = max(0, title.start - BESIDE)
                window = self._text[start : title.end].rpartition(",")[2].casefold().split()
                for word in {"", *window}:
                    found[last, word].append(at)
        return found

    def holder(self, words: Sequence[Token], before: Sequence[Token], stated: bool) -> (
        Mention | None
    ):  # fmt: skip
        """Who the description in `words` means: the person right before an apposition, else the
        one person so far who has the title; not where a state is said that it may not have.
        `before` are the words before it and its article."""
        key = tuple([(word.lower, word.is_name) for word in words])
        held = self._held.get(key)
        if held is None:
            held = self._held[key] = _Holders(self._fitting(words))
        if len(before) > 2 and before[-2].text == ",":
            apposed = held.ending(before[-3].end)
            if apposed is not None:
                return apposed
        return None if stated else held.only(before[-1].start)

    def _fitting(self, words: Sequence[Token]) -> list[Mention]:
        """Bearers of titles that have every word which the description adds ("health minister")."""
        said = [w.lower for w in words[:-1] if not w.is_name and w.lower not in self._modifiers]
        lists = [self._by_word.get((words[-1].lower, word), []) for word in ("", *said)]
        fewest, *others = sorted(lists, key=len)
        fitting = set(fewest).intersection(*others)
        return [self._persons[self._titles[at].person] for at in sorted(fitting)]


class _Holders:
    """Persons who hold one title, by where they are named."""

    def __init__(self, persons: Sequence[Mention]) -> None:
        self._persons = sorted(persons, key=_end)
        surnames = [name_key(m.text).split()[-1] for m in self._persons]
        self._one = next(
            (at for at, name in enumerate(surnames) if name != surnames[0]), len(surnames)
        )

    def ending(self, end: int) -> Mention | None:
        count = bisect_right(self._persons, end, key=_end)
        return self._persons[count - 1] if count and self._persons[count - 1].end == end else None

    def only(self, at: int) -> Mention | None:
        """The last before `at`, if all before it have one surname."""
        count = bisect_right(self._persons, at, key=_end)
        return self._persons[count - 1] if 0 < count <= self._one else None


class Taken:
    """Spans of names by where they start; arranged when asked."""

    def __init__(self, names: Sequence[Mention]) -> None:
        self._given = names

    @functools.cached_property
    def _arranged(self) -> tuple[list[Mention], list[int], int]:
        """Names by where they start, these starts, and the length of the longest."""
        names = sorted(self._given, key=_start)  # stable: outer names come first
        starts, ends = list(map(_start, names)), map(_end, names)
        return names, starts, max(map(operator.sub, ends, starts), default=0)

    def near(self, start: int, end: int) -> list[Mention]:
        """Names that may share characters with `start:end`."""
        names, starts, longest = self._arranged
        first = bisect_left(starts, start - longest)
        return names[first : bisect_left(starts, end)]
