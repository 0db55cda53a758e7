"""Precision, recall and F1, and how figures are set out in lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.value import Value

HEAD = ("precision", "recall", "F1")


@dataclass(frozen=True, slots=True)
class Score(Value):
    """Three shares, 0 to 1. A share of nothing is 0."""

    precision: float
    recall: float
    f1: float

    @classmethod
    def of(cls, right: float, found: float, held: float, gold: float) -> Score:
        """`right` of what was `found`, `held` of what is in the `gold`.

        The two counts of hits are the same number for most measures; F1 is the harmonic mean
        (van Rijsbergen 1979, Information Retrieval, chapter 7).
        """
        precision = right / found if found else 0.0
        recall = held / gold if gold else 0.0
        both = precision + recall
        return cls(precision, recall, 2 * precision * recall / both if both else 0.0)

    @classmethod
    def mean(cls, scores: Sequence[Score]) -> Score:
        """Each share averaged by itself: the F1 is the mean of the F1s."""
        n = len(scores)
        return cls(
            sum(s.precision for s in scores) / n,
            sum(s.recall for s in scores) / n,
            sum(s.f1 for s in scores) / n,
        )

    @property
    def cells(self) -> tuple[str, ...]:
        return tuple(f"{share:.3f}" for share in (self.precision, self.recall, self.f1))

    def __str__(self) -> str:
        return "  ".join(f"{name} {cell}" for name, cell in zip(HEAD, self.cells, strict=True))


def set_out(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Lines in columns, the first to the left and figures to the right."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    lines = []
    for row in (head, *rows):
        cells = [f"{cell:>{width}}" for cell, width in zip(row[1:], widths[1:], strict=True)]
        lines.append("  ".join([f"{row[0]:<{widths[0]}}", *cells]).rstrip())
    return "\n".join(lines)
