"""Finds the running headers, footers and page numbers of a text in pages.

They are rows at the edge of pages that come back on others, but for their numbers. Rows count from
the edge inwards, up to the first that does not come back: text is never taken from the middle.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from toolkit.documents.lines import fold_line

EDGE_ROWS = 3
SHARE = 0.3  # of the pages that hold a running header (left and right pages may differ), ...
ENOUGH = 3  # ... or so many: chapters have headers of their own
LARGER = 1.15  # a row so much larger than its like on the other pages is the title itself
_DIGITS = re.compile(r"\b\d+\b")
_OF_TOTAL = re.compile(r"(?:[^\W\d]+ )?# (?:[^\W\d]{2,4} )?#")
_ROMAN = re.compile(r"[ivxlc]{1,7}")
_LETTERS = re.compile(r"[^\W\d_]{2}")

Page = Sequence[tuple[str, float]]  # (text, size of type) of each row, from top to bottom


def furniture(pages: Sequence[Page]) -> list[dict[int, str]]:
    """For each page, kind by number of row: page_header, page_footer or page_number."""
    kinds: list[dict[int, str]] = [{} for _ in pages]
    for kind, places in (
        ("page_header", [list(range(min(EDGE_ROWS, len(page)))) for page in pages]),
        ("page_footer", [list(range(len(page)))[::-1][:EDGE_ROWS] for page in pages]),
    ):
        keys = [[_key(page[i][0]) for i in at] for page, at in zip(pages, places, strict=True)]
        usual = _usual_sizes(pages, places, keys)
        for page, at, named, found in zip(pages, places, keys, kinds, strict=True):
            for number, key in zip(at, named, strict=True):
                if number in found or not _comes_back(key, usual, len(pages), page[number][1]):
                    break
                found[number] = kind if _LETTERS.search(key) else "page_number"
                if _OF_TOTAL.fullmatch(key):
                    found[number] = "page_number"
    return kinds


def _key(text: str) -> str:
    folded = fold_line(text)
    return "#" if _ROMAN.fullmatch(folded) else _DIGITS.sub("#", folded)


def _usual_sizes(
    pages: Sequence[Page], places: Sequence[Sequence[int]], keys: Sequence[Sequence[str]]
) -> dict[str, tuple[int, float]]:
    """On how many pages a row stands at this edge, and its smallest size."""
    counts: Counter[str] = Counter()
    sizes: dict[str, float] = {}
    for page, at, named in zip(pages, places, keys, strict=True):
        counts.update(set(named))
        for number, key in zip(at, named, strict=True):
            sizes[key] = min(sizes.get(key, page[number][1]), page[number][1])
    return {key: (count, sizes[key]) for key, count in counts.items()}


def _comes_back(key: str, usual: dict[str, tuple[int, float]], pages: int, size: float) -> bool:
    if not key:
        return False
    if pages == 1:  # "Page 1 of 3" of a single page that was saved
        return bool(_OF_TOTAL.fullmatch(key)) and bool(_LETTERS.search(key))
    count, smallest = usual[key]
    return count >= min(max(2, SHARE * pages), ENOUGH) and size <= LARGER * max(
        smallest, size and 0.1
    )
