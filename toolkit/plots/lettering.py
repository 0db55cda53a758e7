"""Names on a figure: on one line, of bounded length, in fonts that have their letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from toolkit.report.wording import shorten, visible

FIRST = "DejaVu Sans"  # comes with matplotlib, so that figures look alike everywhere
# Widely installed fonts with scripts that DejaVu Sans lacks, taken where they are there and needed.
FURTHER = (
    "Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans CJK KR", "Noto Sans SC", "Noto Sans JP",
    "Noto Sans KR", "PingFang SC", "Hiragino Sans", "Microsoft YaHei", "Yu Gothic", "Malgun Gothic",
    "Apple SD Gothic Neo", "WenQuanYi Zen Hei", "Noto Sans Devanagari", "Noto Sans Bengali",
    "Noto Sans Tamil", "Noto Sans Telugu", "Noto Sans Thai", "Noto Sans Ethiopic",
    "Noto Sans Khmer", "Noto Sans Myanmar", "Noto Sans Sinhala", "Noto Sans Arabic",
    "Noto Sans Hebrew", "Noto Sans", "Nirmala UI", "Arial Unicode MS", "Droid Sans Fallback",
    "Noto Sans Symbols 2", "Unifont",
)  # fmt: skip
SHOWN = 8  # missing letters in a note
AVERAGE = 0.57  # ems of a letter of a name


def fitted(name: str, width: float) -> str:
    """A name as a figure of that width (inches) has room for it; hidden characters as codes."""
    return cut(visible(name), 30 if width < 5 else 52)


def cut(text: str, most: int) -> str:
    """The text, or its beginning and "…", in the room of `most` average letters."""
    room = most * AVERAGE
    for at, letter in enumerate(text):
        room -= _advance(letter)
        if room < 0:
            return shorten(text, max(at, 2))
    return text


def inches(text: str, points: float) -> float:
    """How wide the text is when it is drawn."""
    return sum(map(_advance, text)) * points / 72


@lru_cache(maxsize=4096)
def _advance(letter: str) -> float:
    """The width of a letter in ems."""
    from matplotlib import font_manager
    from matplotlib.ft2font import FT2Font, LoadFlags

    if ord(letter) not in _letters(FIRST):
        return 1.3  # the box that stands for it is wider than most letters
    font = FT2Font(font_manager.findfont(FIRST))
    font.set_size(100, 72)
    glyph = font.load_char(ord(letter), flags=LoadFlags.NO_HINTING)
    return float(glyph.linearHoriAdvance) / 6_553_600  # 16.16 fixed, of 100 points


def families(texts: Iterable[str]) -> tuple[list[str], tuple[str, ...]]:
    """The fonts that these texts need, and notes on letters that no font here has."""
    needed = {c for text in texts for c in text if not c.isspace()}
    found = [FIRST]
    lacking = _lacking(needed, FIRST)
    for name in FURTHER if lacking else ():
        rest = _lacking(lacking, name)
        if len(rest) < len(lacking):
            found.append(name)
            lacking = rest
    return found, _notes(lacking)


def _notes(lacking: set[str]) -> tuple[str, ...]:
    if not lacking:
        return ()
    first = sorted(lacking)[:SHOWN]
    told = ", ".join(f"{c} (U+{ord(c):04X})" for c in first)
    more = f" and {len(lacking) - SHOWN} more" if len(lacking) > SHOWN else ""
    scripts = sorted({unicodedata.name(c, "?").split()[0].capitalize() for c in lacking})
    return (
        f"no font here has {told}{more}, which are drawn as boxes: install one that has "
        f"{', '.join(scripts[:SHOWN])}, such as a Noto font, and draw again",
    )


def _lacking(letters: set[str], family: str) -> set[str]:
    has = _letters(family)
    return {c for c in letters if ord(c) not in has}


@lru_cache(maxsize=64)
def _letters(family: str) -> frozenset[int]:
    """The code points of a font; none where it is not installed."""
    from matplotlib import font_manager
    from matplotlib.ft2font import FT2Font

    if family not in _installed():
        return frozenset()
    return frozenset(FT2Font(font_manager.findfont(family)).get_charmap())


@lru_cache(maxsize=1)
def _installed() -> frozenset[str]:
    from matplotlib import font_manager

    return frozenset(font_manager.get_font_names())
