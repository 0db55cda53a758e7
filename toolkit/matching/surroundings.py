"""The names seen near a name: evidence for who is meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.matching.alike import Alike, distinct
from toolkit.matching.lists import kept, listed

if TYPE_CHECKING:
    import pyarrow as pa
    from scipy.sparse import csr_array

    from toolkit.matching.alike import Numbers
    from toolkit.matching.lists import Flags

    Met = tuple[Numbers, Numbers]  # numbers of records, numbers of names

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
    shape = (records, max(1, len(names)))
    met = _strongest(_counted(_met(place, holder, record[holder], name), shape))
    return Surroundings(
        pa.array(names, pa.string()), _rare(name, document, shape[1]), met.indices, met.indptr
    )


def _met(place: Numbers, holder: Numbers, record: Numbers, name: Numbers) -> Iterator[Met]:
    """Record and name of mentions at most NEAR apart that are of two chains, some at a time. All
    are by mention, in the order of `place`."""
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
        yield record[left[two]].astype(np.int32), name[right[two]].astype(np.int32)
        first = last


def _counted(parts: Iterable[Met], shape: tuple[int, int]) -> csr_array:
    """How often each record (row) meets each name; little more than these counts is held."""
    import numpy as np
    from scipy.sparse import coo_array, csr_array

    known = csr_array(shape, dtype=np.int32)
    waiting: list[csr_array] = []
    for record, name in parts:
        ones = np.ones(len(record), np.int32)
        waiting.append(coo_array((ones, (record, name)), shape).tocsr())
        if sum(part.nnz for part in waiting) > max(AT_ONCE, known.nnz):
            known, waiting = sum(waiting, known), []
    known = sum(waiting, known)
    known.sort_indices()
    return known


def _strongest(met: csr_array) -> csr_array:
    """Of records that meet more than MOST names those met most often, ties by name."""
    import numpy as np

    many = np.flatnonzero(np.diff(met.indptr) > MOST)
    if not len(many):
        return met
    keep = np.ones(met.nnz, bool)
    for row in many.tolist():
        inside = slice(met.indptr[row], met.indptr[row + 1])
        order = np.lexsort((met.indices[inside], -met.data[inside]))
        keep[inside.start + order[MOST:]] = False
    bounds = np.concatenate(([0], np.cumsum(keep)))[met.indptr]
    return type(met)((met.data[keep], met.indices[keep], bounds), met.shape)


def _rare(name: Numbers, document: Numbers, names: int) -> Flags:
    """Of every name, whether few documents hold it."""
    import numpy as np

    documents = int(document.max(initial=0)) + 1
    few = max(3.0, RARE_SHARE * np.count_nonzero(np.bincount(document)))
    held = distinct(name * documents + document)
    found: Flags = np.bincount(held // documents, minlength=names) <= few
    return found
