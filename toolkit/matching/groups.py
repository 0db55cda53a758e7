"""Which chains are one record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toolkit.matching.alike import Alike, distinct, ranked
from toolkit.matching.lists import listed, plain
from toolkit.types import content_id

if TYPE_CHECKING:
    import pyarrow as pa

    from toolkit.matching.alike import Numbers
    from toolkit.matching.lists import Flags


@dataclass(frozen=True)
class Groups:
    """`ids` are record ids in order, `way` the number of the way of writing that stands for each
    record, `record` the number of the record of every chain of `alike`."""

    alike: Alike
    ids: list[str]
    way: Numbers
    record: Numbers

    def documents(self) -> pa.Array:
        """Sorted doc_ids of every record, coded."""
        import numpy as np
        import pyarrow as pa

        count = max(1, len(self.alike.documents))
        held = distinct(self.record * count + self.alike.document)
        bounds = np.searchsorted(held // count, np.arange(len(self.ids) + 1))
        names = pa.array(self.alike.documents, pa.string())
        codes = pa.array(held % count, pa.int32())
        return listed(pa.DictionaryArray.from_arrays(codes, names), bounds)

    def homes(self) -> pa.Table:
        """The number of its record and the chain_id of every chain, by record and id."""
        import numpy as np
        import pyarrow as pa

        order = np.argsort(self.record, kind="stable")
        chains = self.alike.chain_ids.take(pa.array(order))
        return pa.table({"record": pa.array(self.record[order], pa.int64()), "chain_id": chains})


def group(alike: Alike, ways: pa.Table, short: Mapping[str, int]) -> Groups:
    """Chains with equal keys are one record; those with an ambiguous name only within a document.

    `ways` tells what was worked out of every way of writing, `short` how many may bear a short
    name.
    """
    import numpy as np
    import pyarrow as pa

    apart = _ambiguous(ways, short)
    slot = np.cumsum(~apart) - 1  # of ways that are one record wherever they are
    ids = ways["whole"].combine_chunks().filter(pa.array(~apart)).to_pylist()
    of_slot = np.flatnonzero(~apart).tolist()
    of_chain = slot[alike.way]
    keys, bare = ways["key"].to_pylist(), ways["bare"].to_pylist()
    chains = np.flatnonzero(apart[alike.way])
    names = alike.chain_ids.take(pa.array(chains)).to_pylist()
    made: dict[tuple[str, int], int] = {}
    for chain, name in zip(chains.tolist(), names, strict=True):
        way = int(alike.way[chain])
        # the text itself tells two papers of one generic name apart; inside it, chains do
        where = name if bare[way] == "generic" else alike.documents[alike.document[chain]]
        at = made.get((where, way))
        if at is None:
            at = made[where, way] = len(ids)
            ids.append(content_id("r", where, keys[way]))
            of_slot.append(way)
        of_chain[chain] = at
    names, rank = ranked(pa.array(ids, pa.string()))
    return Groups(alike, names, _standing(ways, of_slot, rank, len(names)), rank[of_chain])


def _standing(ways: pa.Table, of_slot: list[int], rank: Numbers, records: int) -> Numbers:
    """For every record the way of writing that comes first by name and long forms."""
    import numpy as np

    names, forms = (plain(ways[column].combine_chunks()) for column in ("name", "long_forms"))
    order = sorted(range(len(names)), key=lambda way: (names[way], forms[way]))
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    first = np.full(records, len(order), np.int64)
    np.minimum.at(first, rank, place[np.array(of_slot, np.int64)])
    return np.array(order, np.int64)[first]


def _ambiguous(ways: pa.Table, short: Mapping[str, int]) -> Flags:
    """Of every way of writing: does the name alone mean several things?"""
    import numpy as np
    import pyarrow as pa

    found = np.zeros(ways.num_rows, bool)
    maybe = np.flatnonzero(ways["bare"].is_valid().to_numpy())
    rows = ways.select(SHORT_KEY).take(pa.array(maybe)).to_pylist()
    for at, row in zip(maybe.tolist(), rows, strict=True):
        found[at] = row["bare"] in ("generic", "nominal") or short.get(short_key(row), 0) >= 2
    return found


SHORT_KEY = ("bare", "nameclass", "surname", "acronyms")


def short_key(row: Mapping[str, Any]) -> str:
    """What a short name is looked up by: a surname or an acronym."""
    if row["nameclass"] == "person":
        return "p:" + (row["surname"] or "")
    return "a:" + " ".join(row["acronyms"] or ()) if row["bare"] == "acronym" else ""
