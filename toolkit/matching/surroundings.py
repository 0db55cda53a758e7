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

    Counts = tuple[Numbers, Numbers]  # sorted values, how often each

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
    near, bounds = _strongest(_counted(_met(place, holder, record[holder] * count, name)),
                              records, count)  # fmt: skip
    return Surroundings(pa.array(names, pa.string()), _rare(name, document, count), near, bounds)


def _met(place: Numbers, holder: Numbers, record: Numbers, name: Numbers) -> Iterator[Numbers]:
    """The sum of `record` and `name` for mentions at most NEAR apart that are of two chains, some
    at a time. All are by mention, in the order of `place`."""
    import numpy as np

    low = np.searchsorted(place, place - NEAR)
    counts = np.searchsorted(place, place + NEAR) - low
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


def _counted(parts: Iterable[Numbers]) -> Counts:
    """How often each value stands in all parts together; little more than these counts is held.

    By sorting: a sparse matrix of scipy counts twice as fast, but importing it takes longer than
    all of this takes in a corpus of ten thousand documents.
    """
    import numpy as np

    known, tally = np.zeros(0, np.int64), np.zeros(0, np.int64)
    for part in parts:
        ordered = np.sort(part)
        first = np.flatnonzero(np.diff(ordered, prepend=-1))
        values, counts = ordered[first], np.diff(first, append=len(ordered))
        at = np.searchsorted(known, values)
        new = np.ones(len(values), bool)
        inside = at < len(known)
        new[inside] = known[at[inside]] != values[inside]
        tally[at[~new]] += counts[~new]
        known = np.insert(known, at[new], values[new])
        tally = np.insert(tally, at[new], counts[new])
    return known, tally


def _strongest(met: Counts, records: int, names: int) -> tuple[Numbers, Numbers]:
    """The numbers of the names that each record meets, and where those of each begin; of records
    that meet more than MOST names those met most often, ties by name."""
    import numpy as np

    values, counts = met
    near = values % names
    bounds = np.searchsorted(values, np.arange(records + 1) * names)
    many = np.flatnonzero(np.diff(bounds) > MOST)
    if not len(many):
        return near, bounds
    keep = np.ones(len(near), bool)
    for row in many.tolist():
        inside = slice(bounds[row], bounds[row + 1])
        order = np.lexsort((near[inside], -counts[inside]))
        keep[inside.start + order[MOST:]] = False
    return near[keep], np.concatenate(([0], np.cumsum(keep)))[bounds]


def _rare(name: Numbers, document: Numbers, names: int) -> Flags:
    """Of every name, whether few documents hold it."""
    import numpy as np

    documents = int(document.max(initial=0)) + 1
    few = max(3.0, RARE_SHARE * np.count_nonzero(np.bincount(document)))
    held = distinct(name * documents + document)
    found: Flags = np.bincount(held // documents, minlength=names) <= few
    return found
