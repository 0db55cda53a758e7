"""The groups over time, where documents have dates."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

from toolkit.comparison import statistics
from toolkit.comparison.figures import Leading, Timeline, TimeSlice
from toolkit.comparison.inputs import Selection

LISTED = 5
MOST_PERIODS = 12  # more are a blur; then the next longer unit is taken
UNITS = {"month": 1, "quarter": 3, "year": 12}  # in months
_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2]))?")


def timeline(selection: Selection) -> Timeline | None:
    """None where no document has a date.

    The unit is the shortest of month, quarter and year with at most twelve periods, and year if
    these are more too. A date that is only a year makes years the unit.
    """
    months: dict[str, int] = {}
    undated: Counter[str] = Counter()
    only_years = False
    for group in selection.groups:
        for document in selection.documents[group]:
            found = _DATE.match(document.date)
            if found is None:
                undated[group] += 1
                continue
            only_years |= found[2] is None
            months[document.doc_id] = 12 * int(found[1]) + int(found[2] or 1) - 1
    if not months:
        return None
    unit = "year" if only_years else _unit(months.values())
    length = UNITS[unit]
    period_of = {doc_id: month // length for doc_id, month in months.items()}
    return Timeline(unit, _slices(selection, period_of, unit), {
        group: undated[group] for group in selection.groups
    })  # fmt: skip


def period_of(date: str, unit: str) -> str:
    """The period of an ISO date as in `TimeSlice.period`; "" where there is no date."""
    found = _DATE.match(date)
    if found is None:
        return ""
    return _label((12 * int(found[1]) + int(found[2] or 1) - 1) // UNITS[unit], unit)


def _unit(months: Collection[int]) -> str:
    first, last = min(months), max(months)
    for unit, length in UNITS.items():
        if last // length - first // length < MOST_PERIODS:
            return unit
    return "year"


def _slices(selection: Selection, period_of: Mapping[str, int], unit: str) -> tuple[TimeSlice, ...]:
    place = {doc_id: (at, selection.group_of[doc_id]) for doc_id, at in period_of.items()}
    documents = Counter(place.values())
    mentions: Counter[tuple[int, str]] = Counter()
    actors: dict[tuple[int, str], set[tuple[str, str]]] = defaultdict(set)
    themes: dict[tuple[int, str], set[tuple[str, str]]] = defaultdict(set)
    for row in selection.rows:
        if where := place.get(row.mention.doc_id):
            mentions[where] += 1
            actors[where].add((row.mention.entity_id, row.mention.doc_id))
    for item in selection.evidence:
        if where := place.get(item.doc_id):
            themes[where].add((item.theme_id, item.doc_id))
    first, last = min(period_of.values()), max(period_of.values())
    periods: Sequence[int] = range(first, last + 1)
    if len(periods) > 10 * MOST_PERIODS:  # a stray date: only periods that have documents
        periods = sorted(set(period_of.values()))
    return tuple(
        TimeSlice(
            _label(at, unit), group, documents[at, group], mentions[at, group],
            _leading(actors[at, group], documents[at, group]),
            _leading(themes[at, group], documents[at, group]),
        )
        for at in periods
        for group in selection.groups
    )  # fmt: skip


def _leading(pairs: set[tuple[str, str]], documents: int) -> tuple[Leading, ...]:
    found = Counter(name for name, _ in pairs)
    first = sorted(found.items(), key=lambda item: (-item[1], item[0]))[:LISTED]
    return tuple(Leading(name, n, statistics.document_share(n, documents)) for name, n in first)


def _label(at: int, unit: str) -> str:
    if unit == "year":
        return f"{at:04}"
    if unit == "quarter":
        return f"{at // 4:04}-Q{at % 4 + 1}"
    return f"{at // 12:04}-{at % 12 + 1:02}"
