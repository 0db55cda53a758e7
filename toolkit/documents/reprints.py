"""Finds text that was printed before: whole documents and passages, word for word.

Documents are compared by shingles of eight words, exactly and all with all: a shingle is a number,
numbers are sorted once, and only documents that share many are looked at closely. Nothing is
sampled, so that the same documents give the same answer in any order. The original of a text is
its earliest document; without a date, or on the same day, the one whose id comes first.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from toolkit.documents.likely import PASSAGE, SHINGLE, Signature, Signatures, candidates
from toolkit.types import BODY, Document, Sentence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Hashes = NDArray[np.uint64]

PASSAGE_SENTENCES = 3
GAP = 10  # words inside a passage that may have been changed
WHOLE = 0.9  # of the words: from here on the document as a whole is a reprint, ...
OWN = 60  # ... unless it has more words of its own than this: a changed head, a date line
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Reprint:
    """`doc_id` prints `words` words of `source_id` again: `share` of its own words.

    `whole` is True where the document as a whole is a reprint. `sentences` are the numbers of the
    sentences of `doc_id` that were printed before.
    """

    doc_id: str
    source_id: str
    whole: bool
    words: int
    share: float
    sentences: tuple[int, ...] = ()


@dataclass(frozen=True)
class _Text:
    """The words of the body of one document, `numbers` one number for each different word and
    `sentence` the number of the sentence of each word; `shingles` begin at each word."""

    document: Document
    numbers: Hashes
    sentence: NDArray[np.int64]
    shingles: Hashes


Body = tuple[Document, Sequence[Sentence]]


def find_reprints(
    documents: Sequence[Document], sentences: Mapping[str, Sequence[Sentence]]
) -> list[Reprint]:
    """Reprints ordered by doc_id and source_id, within groups and across them.

    Only body sentences are compared. Within a group every earlier document may be the source;
    across groups the earliest document of each other group.
    """
    bodies = {d.doc_id: (d, sentences.get(d.doc_id, ())) for d in documents}
    return compare_all(candidates(Signatures.of(signatures(list(bodies.values())))), bodies)


def signatures(bodies: Sequence[Body]) -> list[Signature]:
    """A signature for each document with its sentences, in order."""
    import numpy as np

    return [
        Signature(
            text.document.doc_id, text.document.date, text.document.group, len(text.numbers),
            np.unique(text.shingles),
        )
        for text in _texts(bodies)
    ]  # fmt: skip


def compare_all(pairs: Iterable[tuple[str, str]], bodies: Mapping[str, Body]) -> list[Reprint]:
    """What the pairs (source, copy) of doc_ids have in common, ordered by doc_id, source_id."""
    pairs = sorted(pairs)
    asked = sorted({doc_id for pair in pairs for doc_id in pair})
    texts = dict(zip(asked, _texts([bodies[doc_id] for doc_id in asked]), strict=True))
    found = (_compare(texts[source], texts[copy]) for source, copy in pairs)
    return sorted(filter(None, found), key=lambda r: (r.doc_id, r.source_id))


class _Numbers(dict[str, int]):
    """A number for each word, the same whatever its case, on every machine and run."""

    def __missing__(self, word: str) -> int:
        folded = word.casefold().encode("utf-8", "surrogatepass")
        number = int.from_bytes(hashlib.blake2b(folded, digest_size=8).digest(), "little")
        self[word] = number
        return number


def _texts(bodies: Sequence[Body]) -> list[_Text]:
    """The bodies as words and shingles, which are worked out of all at once."""
    import numpy as np

    known = _Numbers()
    made = []
    for document, sentences in bodies:
        body = [s for s in sentences if s.zone == BODY]
        found = [_WORD.findall(document.text, s.start, s.end) for s in body]
        numbers = np.fromiter(map(known.__getitem__, chain.from_iterable(found)), dtype=np.uint64)
        owners = np.array([s.number for s in body], dtype=np.int64)
        made.append((document, numbers, np.repeat(owners, list(map(len, found)))))
    if not made:
        return []
    every = _shingles(np.concatenate([numbers for _, numbers, _ in made]))
    texts, at = [], 0
    for document, numbers, sentence in made:
        count = max(len(numbers) - SHINGLE + 1, 0)
        texts.append(_Text(document, numbers, sentence, every[at : at + count]))
        at += len(numbers)
    return texts


def _shingles(numbers: Hashes) -> Hashes:
    """A number for each run of eight words: equal runs have equal numbers."""
    import numpy as np

    count = max(len(numbers) - SHINGLE + 1, 0)
    mixed = numbers * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(29)
    total = np.zeros(count, dtype=np.uint64)
    for at in range(SHINGLE):
        total = total * np.uint64(0xBF58476D1CE4E5B9) + mixed[at : at + count]
    return total


def _compare(source: _Text, copy: _Text) -> Reprint | None:
    """What `copy` prints again of `source`, or None where that is a quotation or chance."""
    import numpy as np

    known = np.isin(copy.shingles, source.shingles)
    covered = np.zeros(len(copy.numbers), dtype=bool)
    for at in range(SHINGLE):
        covered[at : at + len(known)] |= known
    share = float(covered.mean())
    whole = share >= WHOLE and int((~covered).sum()) <= OWN
    taken = set(copy.sentence.tolist()) if whole else _passages(covered, copy.sentence)
    if not taken:
        return None
    words = int(covered.sum() if whole else covered[np.isin(copy.sentence, sorted(taken))].sum())
    return Reprint(
        copy.document.doc_id, source.document.doc_id, whole, words,
        round(words / len(covered), 4), tuple(sorted(taken)),
    )  # fmt: skip


def _passages(covered: NDArray[np.bool_], sentence: NDArray[np.int64]) -> set[int]:
    """Sentences most of whose words lie in a long enough stretch of covered words."""
    import numpy as np

    at = np.flatnonzero(covered)
    stretches = np.split(at, np.flatnonzero(np.diff(at) > GAP + 1) + 1)
    taken: set[int] = set()
    for stretch in stretches:
        if len(stretch) < PASSAGE:
            continue
        numbers, counts = np.unique(sentence[stretch], return_counts=True)
        inside = {
            int(number) for number, count in zip(numbers, counts, strict=True)
            if 2 * count > int((sentence == number).sum())
        }  # fmt: skip
        if len(inside) >= PASSAGE_SENTENCES:
            taken |= inside
    return taken
