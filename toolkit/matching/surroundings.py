"""The names seen near a name: evidence for who is meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.matching.alike import Alike
from toolkit.names.normalise import spelling_key
from toolkit.types import Chain

if TYPE_CHECKING:
    import duckdb

    from toolkit.matching.alike import Numbers

NEAR = 300  # characters: about two sentences each way
RARE_SHARE = 0.05  # of the documents; names in fewer (or in up to three) are rare
# Pairs of a record and a name near one of its mentions; a chain is not near itself. Places are
# joined by stretches of NEAR characters, so that long documents cost no more than short ones.
MET = f"""
SELECT DISTINCT a.record, b.name FROM (
    SELECT *, start_at // {NEAR} + unnest([-1, 0, 1]) AS stretch FROM named
) a JOIN (SELECT *, start_at // {NEAR} AS stretch FROM named) b USING (document, stretch)
WHERE b.start_at >= a.start_at - {NEAR} AND b.start_at < a.start_at + {NEAR}
    AND b.chain <> a.chain
ORDER BY a.record, b.name
"""


@dataclass(frozen=True)
class Surroundings:
    """Names near each record: `found` are numbers of `names` from `bounds[record]` on, `rare`
    says of each name whether few documents hold it."""

    names: list[str]
    rare: list[bool]
    found: list[int]
    bounds: list[int]

    def of(self, record: int) -> dict[str, tuple[str, ...]]:
        """The columns `near_rare` and `near_common` of a record."""
        near = self.found[self.bounds[record] : self.bounds[record + 1]]
        return {
            "near_rare": tuple([self.names[at] for at in near if self.rare[at]]),
            "near_common": tuple([self.names[at] for at in near if not self.rare[at]]),
        }


def find(
    alike: Alike, record: Numbers, records: int, work: duckdb.DuckDBPyConnection
) -> Surroundings:
    """Names within NEAR characters of the mentions of each of `records` records.

    `record` is the number of the record of every chain.
    """
    import numpy as np
    import pyarrow as pa

    keys = [_key(chain) for chain in alike.examples]
    names = sorted(set(keys) - {""})
    number = {name: at for at, name in enumerate(names)} | {"": -1}
    of_chain = np.array([number[key] for key in keys], np.int64)[alike.example]
    holder = alike.holder[of_chain[alike.holder] >= 0]
    start = alike.start[of_chain[alike.holder] >= 0]
    name, document = of_chain[holder], alike.document[holder]
    work.register("named", pa.table({
        "document": document, "start_at": start, "chain": holder, "name": name,
        "record": record[holder],
    }))  # fmt: skip
    met = work.sql(MET).to_arrow_table()
    bounds = np.searchsorted(met["record"].to_numpy(), np.arange(records + 1))
    return Surroundings(
        names, _rare(name, document, len(names)), met["name"].to_pylist(), bounds.tolist()
    )


def _rare(name: Numbers, document: Numbers, names: int) -> list[bool]:
    """Of every name, whether few documents hold it."""
    import numpy as np

    few = max(3.0, RARE_SHARE * len(np.unique(document)))
    held = np.unique(np.stack((name, document)), axis=1)[0]
    found: list[bool] = (np.bincount(held, minlength=names) <= few).tolist()
    return found


def _key(chain: Chain) -> str:
    texts: Sequence[str] = sorted({m.norm or m.text for m in chain.mentions if m.form != "nominal"})
    return chain.knowledge_id or spelling_key(max(texts, key=len, default=""))
