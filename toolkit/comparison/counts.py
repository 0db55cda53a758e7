"""How often each actor or theme is found in each document: the base of all document-level figures.

Documents, not mentions, are the units of every test and interval: the mentions of one document
are written by one hand on one subject and say little more than one of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toolkit.comparison.inputs import Selection
from toolkit.types import ThemeEvidence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Sparse = Any  # scipy.sparse.csr_matrix, which has no types


_LARGEST_LEVERAGE = 0.9  # one document that is nearly the whole group tells nothing of spread


@dataclass(frozen=True)
class DocumentCounts:
    """`counts` is sparse, rows x documents, documents in the order of the groups.

    `sizes` are what the counts are part of, by document: mentions of all actors, or sentences.
    `group` is the number of the group of each document, `strata` a number for what must not be
    mixed when documents are dealt out anew (all 0: nothing).
    """

    rows: tuple[str, ...]
    counts: Sparse
    sizes: NDArray[np.float64]
    group: NDArray[np.int64]
    strata: NDArray[np.int64]
    groups: int

    @property
    def documents(self) -> int:
        return len(self.sizes)

    def of_group(self, number: int) -> NDArray[np.float64]:
        """1 for the documents of a group, else 0."""
        found: NDArray[np.float64] = (self.group == number).astype(float)
        return found

    def residuals(self, labels: NDArray[np.float64], share: NDArray[np.float64]) -> NDArray[Any]:
        """By row: the sum over documents of (count - share x size)^2, each residual divided by
        1 - leverage (HC3: MacKinnon & White 1985, J. Econometrics 29, 305-325)."""
        import numpy as np

        sizes = self.sizes * labels
        whole = float(sizes.sum())
        weight = labels / (1 - np.minimum(sizes / whole, _LARGEST_LEVERAGE)) ** 2
        squares = self.counts.multiply(self.counts) @ weight
        products = self.counts @ (weight * sizes)
        found = squares - 2 * share * products + share**2 * float(weight @ sizes**2)
        positive: NDArray[np.float64] = np.maximum(found, 0)
        return positive

    def named(self) -> Sparse:
        """The same with 1 wherever something is found."""
        found = self.counts.copy()
        found.data[:] = 1.0
        return found


def actor_counts(selection: Selection, stratify: str = "") -> DocumentCounts:
    """Mentions by actor and document; sizes are the mentions of all actors."""
    found = [(row.mention.entity_id, row.mention.doc_id) for row in selection.rows]
    return _counts(selection, found, None, stratify)


def theme_counts(
    selection: Selection, evidence: Sequence[ThemeEvidence], stratify: str = ""
) -> DocumentCounts:
    """Sentences with evidence by theme and document; sizes are the body sentences."""
    places = {(e.theme_id, e.doc_id, e.sentence) for e in evidence}
    found = [(theme_id, doc_id) for theme_id, doc_id, _ in places]
    return _counts(selection, found, selection.sentences, stratify)


def _counts(
    selection: Selection, found: Sequence[tuple[str, str]], sizes: Mapping[str, int] | None,
    stratify: str,
) -> DocumentCounts:  # fmt: skip
    """How often each pair of row and document is in `found`; `sizes` are its sums if not given."""
    import numpy as np
    from scipy.sparse import csr_matrix

    documents = [d.doc_id for group in selection.groups for d in selection.documents[group]]
    column = {doc_id: number for number, doc_id in enumerate(documents)}
    rows = sorted({row for row, _ in found})
    place = {row: number for number, row in enumerate(rows)}
    at = ([place[row] for row, _ in found], [column[doc_id] for _, doc_id in found])
    # What stands at one place is added up.
    counts = csr_matrix((np.ones(len(found)), at), shape=(len(rows), len(documents)))
    of = counts.sum(axis=0).A1 if sizes is None else [sizes[doc_id] for doc_id in documents]
    numbers = {group: number for number, group in enumerate(selection.groups)}
    group = np.array([numbers[selection.group_of[d]] for d in documents], dtype=np.int64)
    return DocumentCounts(
        tuple(rows), counts, np.array(of, dtype=float), group, _strata(selection, stratify),
        len(selection.groups),
    )  # fmt: skip


def _strata(selection: Selection, stratify: str) -> NDArray[np.int64]:
    """A number for each value of a field of the documents; "year" is that of the date."""
    import numpy as np

    documents = [d for group in selection.groups for d in selection.documents[group]]
    if not stratify:
        return np.zeros(len(documents), dtype=np.int64)
    field = "date" if stratify == "year" else stratify
    values = [getattr(d, field)[: 4 if stratify == "year" else None] for d in documents]
    place = {value: number for number, value in enumerate(sorted(set(values)))}
    return np.array([place[value] for value in values], dtype=np.int64)
