"""The names seen near a name: evidence for who is meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.matching.alike import Alike
from toolkit.names.normalise import spelling_key
from toolkit.types import Chain

if TYPE_CHECKING:
    from toolkit.matching.alike import Numbers

NEAR = 300  # characters: about two sentences each way
RARE_SHARE = 0.05  # of the documents; names in fewer (or in up to three) are rare
MOST = 1000  # names kept of a record: with more, everything is near everything
AT_ONCE = 2_000_000  # pairs of mentions that are looked at together


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


def find(alike: Alike, record: Numbers, records: int) -> Surroundings:
    """Names within NEAR characters of the mentions of each of `records` records.

    `record` is the number of the record of every chain.
    """
    import numpy as np

    keys = [_key(chain) for chain in alike.examples]
    names = sorted(set(keys) - {""})
    number = {name: at for at, name in enumerate(names)} | {"": -1}
    of_chain = np.array([number[key] for key in keys], np.int64)[alike.example]
    named = of_chain[alike.holder] >= 0
    holder, start = alike.holder[named], alike.start[named]
    document = alike.document[holder]
    # places on one line, documents further apart than NEAR
    place = document * (int(start.max(initial=0)) + 2 * NEAR) + start
    order = np.argsort(place, kind="stable")
    place, holder, document = place[order], holder[order], document[order]
    name = of_chain[holder]
    count = max(1, len(names))
    met, times = _met(place, holder, record[holder] * count, name)
    met = met[_often(met // count, times)]
    bounds = np.searchsorted(met // count, np.arange(records + 1))
    found = (met % count).tolist()
    return Surroundings(names, _rare(name, document, count), found, bounds.tolist())


def _met(
    place: Numbers, holder: Numbers, record: Numbers, name: Numbers
) -> tuple[Numbers, Numbers]:
    """Distinct `record + name` of mentions at most NEAR apart that are of two chains, sorted, and
    how often each is. All are by mention, in the order of `place`."""
    import numpy as np

    low = np.searchsorted(place, place - NEAR)
    counts = np.searchsorted(place, place + NEAR) - low
    ends = np.cumsum(counts)
    found, times = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    first = 0
    while first < len(place):
        before = int(ends[first - 1]) if first else 0
        last = max(first + 1, int(np.searchsorted(ends, before + AT_ONCE)))
        left = np.repeat(np.arange(first, last), counts[first:last])
        within = np.arange(len(left)) - (ends[left] - counts[left] - before)
        right = low[left] + within
        two = holder[left] != holder[right]
        met, often = np.unique(record[left[two]] + name[right[two]], return_counts=True)
        found.append(met)
        times.append(often)
        first = last
    distinct, at = np.unique(np.concatenate(found), return_inverse=True)
    return distinct, np.bincount(at, np.concatenate(times), len(distinct)).astype(np.int64)


def _often(record: Numbers, times: Numbers) -> Numbers:
    """Which of the names met stay: of each record the MOST that are met most often, in order.
    Rows come sorted by record and name."""
    import numpy as np

    order = np.lexsort((np.arange(len(record)), -times, record))
    first = np.searchsorted(record, record)  # where the rows of a record begin
    return np.sort(order[np.arange(len(record)) - first < MOST])


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
