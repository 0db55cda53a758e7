"""Outputs renewed: what came out, with the "..." of what was shown where they still can stand."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from page_blocks import fits

ALIKE = 0.5  # of two lines of which one may have become the other


def renewed(shown: Sequence[str], came: Sequence[str]) -> list[str]:
    """Lines that fit `came`, as much like `shown` as can be; all of `came` where they are too
    different. Between two "..." the number of lines stays what it was."""
    cuts = [-1, *(n for n, line in enumerate(shown) if line.strip() == "..."), len(shown)]
    parts = [list(shown[a + 1 : b]) for a, b in pairwise(cuts)]
    found: list[str] = []
    position = 0
    for number, part in enumerate(parts):
        last = number == len(parts) - 1
        starts = range(position, len(came) - len(part) + 1)
        if number == 0:
            starts = starts[:1]
        elif last and part:
            starts = starts[-1:]
        if not starts:
            return list(came)
        start = max(starts, key=lambda at: (_alike(part, came[at:]), -at))
        if part and _alike(part, came[start:]) < ALIKE:
            return list(came)
        found += [s if fits([s], [c]) else c for s, c in zip(part, came[start:], strict=False)]
        found += [] if last else ["..."]
        position = start + len(part)
    return found if fits(found, list(came)) else list(came)


def _alike(part: Sequence[str], came: Sequence[str]) -> float:
    """Mean likeness of lines that would stand for one another."""
    pairs = list(zip(part, came, strict=False))
    ratios = [SequenceMatcher(None, a, b, autojunk=False).ratio() for a, b in pairs]
    return sum(ratios) / len(ratios) if ratios else 1.0
