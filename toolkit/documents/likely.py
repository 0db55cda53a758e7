"""Which documents share so many shingles that they may be reprints of one another.

All are compared with all: shingles are numbers, numbers are sorted once. Where a few documents came
or went, only those that share a shingle with one of them are compared again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    Hashes = NDArray[np.uint64]

SHINGLE = 8  # words
PASSAGE = 100  # words that must stand together for a copied passage: more than a quotation
LEAST_WORDS = 25  # shorter documents are not looked at
CANDIDATE = 0.3  # of the shingles of a passage that two documents must share to be looked at
UNDATED = "9999"
_LOW = (1 << 24) - 1  # the bits of shingles that are looked at before any is sorted


@dataclass(frozen=True, slots=True)
class Signature:
    """What tells whether a document may be a reprint: its words, and a number for each different
    run of eight of them, in order. It depends on nothing but the text of its body."""

    doc_id: str
    date: str
    group: str
    words: int
    shingles: Hashes


@dataclass(frozen=True)
class Signatures:
    """Those of many documents, the earliest first, without the shortest: `values` are their
    shingles in a row, those of document i end at ends[i]."""

    ids: Sequence[str]
    groups: Sequence[str]
    values: Hashes
    ends: NDArray[np.int64]

    @classmethod
    def of(cls, found: Iterable[Signature]) -> Signatures:
        import numpy as np

        texts = [text for text in found if text.words >= LEAST_WORDS]
        texts.sort(key=lambda text: (text.date or UNDATED, text.doc_id))
        shingles = [np.zeros(0, np.uint64), *(text.shingles for text in texts)]
        return cls(
            [text.doc_id for text in texts],
            [text.group for text in texts],
            np.concatenate(shingles),
            np.cumsum([len(part) for part in shingles[1:]], dtype=np.int64),
        )  # fmt: skip

    @classmethod
    def read(cls, table: pa.Table) -> Signatures:
        """From the columns doc_id, group_id, date and shingles (the bytes of their numbers)."""
        import numpy as np
        import pyarrow as pa

        keys = zip(*(table[name].to_pylist() for name in ("date", "doc_id")), strict=True)
        when = [(date or UNDATED, doc_id) for date, doc_id in keys]
        order = sorted(range(len(when)), key=when.__getitem__)
        table = table.set_column(3, "shingles", table["shingles"].cast(pa.large_binary()))
        table = table.take(pa.array(order, pa.int64()))
        held = table["shingles"].combine_chunks()
        _, bounds, data = held.buffers()
        ends = np.frombuffer(bounds, np.int64)[held.offset : held.offset + len(held) + 1]
        values = np.frombuffer(data or b"", np.uint8)[ends[0] : ends[-1]].view(np.uint64)
        return cls(
            table["doc_id"].to_pylist(), table["group_id"].to_pylist(), values,
            (ends[1:] - ends[0]) // 8,
        )  # fmt: skip

    def part(self, numbers: Sequence[int]) -> Signatures:
        """Those of these documents, in order."""
        import numpy as np

        begins = np.concatenate(([0], self.ends[:-1]))
        parts = [self.values[begins[at] : self.ends[at]] for at in numbers]
        return Signatures(
            [self.ids[at] for at in numbers], [self.groups[at] for at in numbers],
            np.concatenate([np.zeros(0, np.uint64), *parts]),
            np.cumsum([len(part) for part in parts], dtype=np.int64),
        )  # fmt: skip

    def having(self, shingles: Hashes) -> list[int]:
        """The numbers of the documents that have any of these shingles."""
        import numpy as np

        bits = np.zeros(_LOW + 1, bool)
        bits[shingles & np.uint64(_LOW)] = True
        at = np.flatnonzero(bits[self.values & np.uint64(_LOW)])
        at = at[np.isin(self.values[at], shingles)]
        owners: list[int] = np.unique(np.searchsorted(self.ends, at, side="right")).tolist()
        return owners


def candidates(texts: Signatures) -> list[tuple[str, str]]:
    """Pairs (earlier, later) of doc_ids that share enough shingles to be looked at."""
    import numpy as np

    if len(texts.ids) < 2:
        return []
    names = {name: n for n, name in enumerate(sorted(set(texts.groups)))}
    sizes = np.diff(texts.ends, prepend=0)
    values, owner = texts.values, np.repeat(np.arange(len(sizes)), sizes)
    # most values are of one text alone: those whose low bits no other has need not be sorted
    low = (values & np.uint64(_LOW)).astype(np.int64)
    maybe = np.bincount(low, minlength=_LOW + 1)[low] > 1
    values, owner = values[maybe], owner[maybe]
    order = np.argsort(values, kind="stable")  # by value, and within one by owner
    values, owner = values[order], owner[order]
    group = np.array([names[group] for group in texts.groups])[owner]
    shared = np.zeros(len(values), dtype=bool)
    shared[1:] = values[1:] == values[:-1]
    shared[:-1] |= shared[1:]
    if not shared.any():
        return []
    values, owner, group = values[shared], owner[shared], group[shared]
    pairs = np.concatenate([_inside(values, owner, group), _across(values, owner, group)])
    if not len(pairs):
        return []
    keys, counts = np.unique(pairs[:, 0] * len(sizes) + pairs[:, 1], return_counts=True)
    enough = counts >= CANDIDATE * np.minimum(PASSAGE - SHINGLE + 1, sizes[keys % len(sizes)])
    chosen = np.divmod(keys[enough], len(sizes))
    return [(texts.ids[one], texts.ids[other]) for one, other in np.stack(chosen, axis=1).tolist()]


def candidates_now(
    texts: Signatures, held: Iterable[tuple[str, str]], touched: Hashes
) -> list[tuple[str, str]]:
    """As `candidates`, ordered, from those `held` before texts came, went or changed, and the
    shingles `touched`, which these had or have. Only pairs of texts with such may have changed; to
    know of these, all texts must be seen that share any shingle with one of them."""
    import numpy as np

    near = texts.part(texts.having(touched))
    among, present = set(near.ids), set(texts.ids)
    alone = np.isin(near.values, touched).all()  # what came shares nothing with what is there
    now = candidates(near if alone else texts.part(texts.having(near.values)))
    pairs = {pair for pair in held if present.issuperset(pair) and not among.issuperset(pair)}
    return sorted(pairs.union(pair for pair in now if among.issuperset(pair)))


def _inside(
    values: NDArray[np.uint64], owner: NDArray[np.int64], group: NDArray[np.int64]
) -> NDArray[np.int64]:
    """For each shingle in a text, the first and the previous text of its group that has it."""
    import numpy as np

    order = np.lexsort((owner, group, values))
    values, owner, group = values[order], owner[order], group[order]
    first = _first_of_run((values[1:] != values[:-1]) | (group[1:] != group[:-1]))
    later = np.flatnonzero(first != np.arange(len(owner)))
    firsts = np.stack([owner[first[later]], owner[later]], axis=1)
    previous = np.stack([owner[later - 1], owner[later]], axis=1)
    # A text that follows the first directly is the same pair twice: count it once.
    return np.concatenate([firsts, previous[first[later] != later - 1]])


def _across(
    values: NDArray[np.uint64], owner: NDArray[np.int64], group: NDArray[np.int64]
) -> NDArray[np.int64]:
    """For each shingle in a text, the earliest text that has it, where it is of another group."""
    import numpy as np

    first = _first_of_run(values[1:] != values[:-1])
    later = np.flatnonzero(group[first] != group)
    return np.stack([owner[first[later]], owner[later]], axis=1)


def _first_of_run(begins: NDArray[np.bool_]) -> NDArray[np.int64]:
    """For each row the number of the first row of its run; `begins` is about all but the first."""
    import numpy as np

    rows = np.arange(len(begins) + 1)
    return np.maximum.accumulate(np.where(np.concatenate([[True], begins]), rows, 0))
