"""The names seen near a name: evidence for who is meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.matching.alike import Alike, distinct
from toolkit.matching.lists import kept, listed

if TYPE_CHECKING:
    import pyarrow as pa

    from toolkit.matching.alike import Numbers
    from toolkit.matching.lists import Flags

NEAR = 300  # characters: about two sentences each way
RARE_SHARE = 0.05  # of the documents; names in fewer (or in up to three) are rare
MOST = 1000  # names kept of a record: with more, everything is near everything
AT_ONCE = 2_000_000  # pairs of mentions that are looked at together


@dataclass(frozen=True)
class Surroundings:
    """Names near each record: `found` are numbers of `names` from `bounds[record]` on, `rare`
    says of each name whether few documents hold it."""

    names: pa.Array
    rare: Flags
    found: Numbers
    bounds: Numbers

    def columns(self) -> dict[str, pa.Array]:
        """The columns `near_rare` and `near_common` of all records."""
        import pyarrow as pa

        codes = pa.array(self.found, pa.int32())
        near = listed(pa.DictionaryArray.from_arrays(codes, self.names), self.bounds)
        rare = self.rare[self.found]
        return {"near_rare": kept(near, rare), "near_common": kept(near, ~rare)}


def find(alike: Alike, seen: pa.ChunkedArray, record: Numbers, records: int) -> Surroundings:
    """Names within NEAR characters of the mentions of each of `records` records.

    `seen` is the name that others see of every way of writing, `record` the number of the record
    of every chain.
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    names = pc.unique(seen).drop_null()
    names = names.take(pc.sort_indices(names))
    of_way = pc.index_in(seen, names).fill_null(-1).to_numpy().astype(np.int64)
    of_chain = of_way[alike.way]
    named = of_chain[alike.holder] >= 0
    holder, start = alike.holder[named], alike.start[named]
    document = alike.document[holder]
    # places on one line, documents further apart than NEAR
    place = document * (int(start.max(initial=0)) + 2 * NEAR) + start
    order = np.argsort(place, kind="stable")
    place, holder, document = place[order], holder[order], document[order]
    name = of_chain[holder]
    count = max(1, len(names))
    code = record[holder] * count
    met = _gathered(_met(place, holder, code, name))
    bounds = np.searchsorted(met, np.arange(records + 1) * count)
    many = np.flatnonzero(np.diff(bounds) > MOST)
    if len(many):
        among = np.isin(record[holder], many)
        met = np.setdiff1d(met, _seldom(met, _met(place, holder, code, name, among), count))
        bounds = np.searchsorted(met, np.arange(records + 1) * count)
    return Surroundings(
        pa.array(names, pa.string()), _rare(name, document, count), met % count, bounds
    )


def _met(
    place: Numbers, holder: Numbers, record: Numbers, name: Numbers, among: Flags | None = None
) -> Iterator[Numbers]:
    """`record + name` of mentions at most NEAR apart that are of two chains, some at a time. All
    are by mention, in the order of `place`; `among` says which mentions to look around."""
    import numpy as np

    low = np.searchsorted(place, place - NEAR)
    counts = np.searchsorted(place, place + NEAR) - low
    if among is not None:
        counts = counts * among
    ends = np.cumsum(counts)
    first = 0
    while first < len(place):
        before = int(ends[first - 1]) if first else 0
        last = max(first + 1, int(np.searchsorted(ends, before + AT_ONCE)))
        left = np.repeat(np.arange(first, last), counts[first:last])
        within = np.arange(len(left)) - (ends[left] - counts[left] - before)
        right = low[left] + within
        two = holder[left] != holder[right]
        yield record[left[two]] + name[right[two]]
        first = last


def _gathered(parts: Iterable[Numbers]) -> Numbers:
    """The distinct values, sorted; little more than these is held."""
    import numpy as np

    known = np.empty(0, np.int64)
    waiting: list[Numbers] = []
    for part in parts:
        waiting.append(distinct(part))
        if sum(map(len, waiting)) > max(AT_ONCE, len(known)):
            known, waiting = distinct(np.concatenate((known, *waiting))), []
    return distinct(np.concatenate((known, *waiting)))


def _seldom(met: Numbers, parts: Iterable[Numbers], count: int) -> Numbers:
    """What goes of the records that met more than MOST names: all but those met most often."""
    import numpy as np

    times = np.zeros(len(met), np.int32)
    for part in parts:
        values, often = np.unique(part, return_counts=True)
        times[np.searchsorted(met, values)] += often.astype(np.int32)
    counted = np.flatnonzero(times)
    of_record = met[counted] // count
    order = np.lexsort((met[counted], -times[counted], of_record))
    rank = np.arange(len(order)) - np.searchsorted(of_record, of_record[order])
    gone: Numbers = met[counted[order[rank >= MOST]]]
    return gone


def _rare(name: Numbers, document: Numbers, names: int) -> Flags:
    """Of every name, whether few documents hold it."""
    import numpy as np

    few = max(3.0, RARE_SHARE * len(np.unique(document)))
    held = np.unique(np.stack((name, document)), axis=1)[0]
    found: Flags = np.bincount(held, minlength=names) <= few
    return found
