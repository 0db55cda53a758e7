"""What became of the scored pairs, and why: columns, since a million pairs have few reasons."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from toolkit.matching.merging import Merger

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    from toolkit.matching.lists import Numbers

SCORED = ("record_l", "record_r", "match_weight")
MERGED, THROUGH, REFUSED, BELOW = "merged", "merged through others", "refused", "below threshold"
_VERDICTS = (MERGED, THROUGH, REFUSED, BELOW)
_BOTH_INSIDE = "both belong to others of the cluster"


class Decision(NamedTuple):
    """What became of a scored pair, and why in words. `verdict` is one of the four above."""

    record_l: str
    record_r: str
    match_weight: float
    verdict: str
    reason: str


def decide(merger: Merger, home: Mapping[str, str], pairs: pa.Table, threshold: float) -> pa.Table:
    """A table with the columns of Decision for every pair, ordered by its ends; `home` tells the
    cluster of every record."""
    import numpy as np

    pairs = ordered(pairs)
    ids = list(home)
    number = {root: at for at, root in enumerate(dict.fromkeys(home.values()))}
    cluster = np.fromiter((number[root] for root in home.values()), np.int64, len(home))
    left, right = (cluster[places(pairs, side, ids)] for side in SCORED[:2])
    apart, strong = left != right, pairs["match_weight"].to_numpy() >= threshold
    verdict = np.where(apart, np.where(strong, 2, 3), 1).astype(np.int8)
    inside, refused = np.flatnonzero(~apart), np.flatnonzero(apart & strong)
    joined = [pair in merger.merged for pair in _ends(pairs, inside)]
    verdict[inside[joined]] = 0
    reason, told = _measured(pairs, threshold)
    reason[verdict == 1] = len(told)
    known = {text: at for at, text in enumerate([*told, _BOTH_INSIDE])}
    reason[refused] = [known.setdefault(merger.reasons[pair], len(known))
                       for pair in _ends(pairs, refused)]  # fmt: skip
    return _table(pairs, verdict, reason, list(known))


def below(pairs: pa.Table, threshold: float) -> pa.Table:
    """As `decide`, of pairs that are too weak, and that nothing else joined."""
    import numpy as np

    return _table(pairs, np.full(pairs.num_rows, 3, np.int8), *_measured(pairs, threshold))


def rows(decided: pa.Table) -> Iterator[Decision]:
    return map(Decision, *(column.to_pylist() for column in decided.columns))


def those(decided: pa.Table, *verdicts: str) -> pa.Table:
    """The decisions with one of these verdicts."""
    import pyarrow as pa
    import pyarrow.compute as pc

    return decided.filter(pc.is_in(decided["verdict"].cast(pa.string()), pa.array(verdicts)))


def ordered(pairs: pa.Table) -> pa.Table:
    """The pairs ordered by their ends: mostly they are, and to see that is cheap."""
    import pyarrow.compute as pc

    left, right = (pairs[side].combine_chunks() for side in SCORED[:2])
    a, b, c, d = left[:-1], left[1:], right[:-1], right[1:]
    rising = pc.or_(pc.less(a, b), pc.and_(pc.equal(a, b), pc.less_equal(c, d)))
    if pc.all(rising, min_count=0).as_py():
        return pairs
    return pairs.sort_by([(side, "ascending") for side in SCORED[:2]])


def places(pairs: pa.Table, side: str, ids: Sequence[str]) -> Numbers:
    """For every pair the number of its left or right record among `ids`."""
    import pyarrow as pa
    import pyarrow.compute as pc

    found: Numbers = pc.index_in(pairs[side], pa.array(ids, pa.string())).to_numpy()
    return found


def _ends(pairs: pa.Table, at: Numbers) -> Iterator[tuple[str, str]]:
    return zip(*(pairs[side].take(at).to_pylist() for side in SCORED[:2]), strict=True)


def _measured(pairs: pa.Table, threshold: float) -> tuple[Numbers, list[str]]:
    """For every pair the number of its reason, which its weight is; and these reasons."""
    import numpy as np

    weights, at = np.unique(pairs["match_weight"].to_numpy(), return_inverse=True)
    known: dict[str, int] = {}
    numbers = [known.setdefault(_against(weight, threshold), len(known))
               for weight in weights.tolist()]  # fmt: skip
    return np.array(numbers, np.int64)[at], list(known)


@functools.lru_cache(maxsize=4096)
def _against(weight: float, threshold: float) -> str:
    return f"match weight {weight:+.2f}, threshold {threshold:+.2f}"


def _table(
    pairs: pa.Table, verdict: NDArray[np.int8], reason: Numbers, reasons: Sequence[str]
) -> pa.Table:
    import pyarrow as pa

    coded = pa.DictionaryArray.from_arrays
    return pa.table({
        **{name: pairs[name] for name in SCORED},
        "verdict": coded(pa.array(verdict, pa.int8()), pa.array(_VERDICTS, pa.string())),
        "reason": coded(pa.array(reason, pa.int32()), pa.array(reasons, pa.string())),
    })  # fmt: skip
