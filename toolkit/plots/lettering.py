"""Names on a figure: on one line, of bounded length, in fonts that have their letters."""

from __future__ import annotations

import re
import unicodedata
import warnings
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from toolkit.plots.sheet import quiet_fonts
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
# Fonts of boxes and of mathematics, whose letters are not what their places say; and of pictures
# in colours, which matplotlib does not draw.
NO_LETTERS = re.compile(r"\.?Last ?Resort|cm[a-z]+10|STIX(Non|Size)|Adobe Blank|.*Colou?r Emoji")
MARKS = 4  # that stand on one letter: more would tower over the rows above
SHOWN = 8  # missing letters in a note
ASKED = 4  # calls up from `families`: a figure's function, its method, who asked
LEFT_TO_RIGHT = "\u200e"  # a mark without width
AVERAGE = 0.57  # ems of a letter of a name


def legible(name: str) -> str:
    """A name on one line as a figure can hold it: what hides, turns text round or is no character
    at all is shown as a code, and no tower of marks stands on a letter."""
    kept, marks = [], 0
    for c in visible(name):
        sort = unicodedata.category(c)
        marks = marks + 1 if sort in ("Mn", "Me") else 0
        if marks <= MARKS:
            kept.append(f"[U+{ord(c):04X}]" if sort in ("Cn", "Cs") else c)
    return "".join(kept)


def fitted(name: str, width: float) -> str:
    """A name as a figure of that width (inches) has room for it; hidden characters as codes."""
    return cut(legible(name), 30 if width < 5 else 52)


def cut(text: str, most: int) -> str:
    """The text, or its beginning and "…", in the room of `most` average letters."""
    room = most * AVERAGE
    for at, letter in enumerate(text):
        room -= _advance(letter)
        if room < 0:
            return shorten(text, max(at, 2))
    return text


def apart(name: str) -> str:
    """A name as a part of a longer text: from right to left it would turn the rest round, too."""
    if any(unicodedata.bidirectional(c) in ("R", "AL") for c in name):
        return f"{LEFT_TO_RIGHT}{name}{LEFT_TO_RIGHT}"
    return name


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
    """The fonts that these texts need, and notes on letters that no font here has.

    First those of FURTHER, then all that are installed, by name. Where letters are still lacking, a
    warning says so at the line that asked for the figure, since a picture does not show its notes.
    """
    needed = {c for text in texts for c in text if not c.isspace()}
    found = [FIRST]
    lacking = _lacking(needed, FIRST)
    for name in (*FURTHER, *sorted(_installed())) if lacking else ():
        rest = _lacking(lacking, name)
        if len(rest) < len(lacking):
            found.append(name)
            lacking = rest
        if not lacking:
            break
    notes = _notes(lacking)
    for note in notes:
        warnings.warn(note, UserWarning, stacklevel=ASKED)
    return found, notes


def face(text: str, **wanted: Any) -> dict[str, Any]:
    """`wanted` (style="italic", fontweight="bold") where that face has all letters of a text; a
    font often has fewer of them slanted or bold than upright. Else nothing."""
    has = _letters(FIRST, wanted.get("style", "normal"), wanted.get("fontweight", "normal"))
    return wanted if all(ord(c) in has for c in text if not c.isspace()) else {}


def _notes(lacking: set[str]) -> tuple[str, ...]:
    if not lacking:
        return ()
    first = sorted(lacking)[:SHOWN]
    told = ", ".join(f"{c} (U+{ord(c):04X})" for c in first)
    more = f" and {len(lacking) - SHOWN} more" if len(lacking) > SHOWN else ""
    named = (unicodedata.name(c, "?").split()[0] for c in lacking if c.isalpha())
    scripts = sorted({name if name == "CJK" else name.capitalize() for name in named})
    has = f" that has {', '.join(scripts[:SHOWN])}" if scripts else ""
    return (
        f"no font here has {told}{more}: drawn as boxes; install one{has}, such as a Noto font, "
        "and draw again",
    )


def _lacking(letters: set[str], family: str) -> set[str]:
    has = _letters(family)
    return {c for c in letters if ord(c) not in has}


@lru_cache(maxsize=64)
def _letters(family: str, style: Any = "normal", weight: str = "normal") -> frozenset[int]:
    """The code points of a font; none where it is not installed or cannot be drawn."""
    from matplotlib import font_manager
    from matplotlib.ft2font import FT2Font

    if family not in _installed():
        return frozenset()
    try:
        asked = font_manager.FontProperties(family=family, style=style, weight=weight)
        with quiet_fonts():
            font = FT2Font(font_manager.findfont(asked))
        return frozenset(font.get_charmap()) if font.scalable else frozenset()
    except (OSError, RuntimeError, ValueError):  # a damaged file
        return frozenset()


@lru_cache(maxsize=1)
def _installed() -> frozenset[str]:
    from matplotlib import font_manager

    return frozenset(n for n in font_manager.get_font_names() if not NO_LETTERS.match(n))
