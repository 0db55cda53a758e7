"""A page as runs: characters that stand together on one line, with their place on the page."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pypdfium2

SPACE = 0.22  # of the size of the type: a gap from here on is a blank
CELL = 1.1  # of the size: a gap from here on separates columns or cells
STRETCHED = 4.0  # of the size: a gap that a blank of the file may be drawn out to (justified text)
RISE = 0.35  # of the size: another base line
UPRIGHT = 0.2  # radians
_HYPHEN = 2  # what pdfium gives for a hyphen at the end of a line
_SYMBOLS = {0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "•", 0xF0FC: "•", 0xF02D: "-", 0xAD: "-"}


class Run(NamedTuple):
    """`left`, `bottom`, `right`, `top` in points from the lower left corner; `size` is the height
    of its line of type; `upright` is False for turned text (a watermark, a margin note)."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    upright: bool = True


def page_runs(page: pypdfium2.PdfPage, limit: int) -> list[Run]:
    """Runs in the order of the file, of what lies on the page; at most `limit` characters."""
    from pypdfium2 import raw

    text_page = page.get_textpage()
    try:
        left, bottom, right, top = page.get_bbox()
        frame = (min(left, right) - 1, min(bottom, top) - 1,
                 max(left, right) + 1, max(bottom, top) + 1)  # fmt: skip
        builder = _Builder()
        box = raw.FS_RECTF()
        pointer = ctypes.byref(box)
        handle = text_page.raw
        for index in range(min(text_page.count_chars(), limit)):
            code = raw.FPDFText_GetUnicode(handle, index)
            if code in (10, 13):
                builder.close()
            elif code == 32:
                builder.blank(written=raw.FPDFText_IsGenerated(handle, index) == 0)
            elif (character := _character(code)) and raw.FPDFText_GetLooseCharBox(
                handle, index, pointer
            ):
                place = (box.left, box.bottom, box.right, box.top)
                if _inside(place, frame):
                    fresh = builder.add(character, place)
                    if fresh:
                        builder.upright = _is_upright(raw.FPDFText_GetCharAngle(handle, index))
        builder.close()
        return builder.found
    finally:
        text_page.close()


class _Builder:
    """Collects characters into runs."""

    def __init__(self) -> None:
        self.found: list[Run] = []
        self.upright = True
        self._text: list[str] = []
        self._box = (0.0, 0.0, 0.0, 0.0)
        self._written = False  # whether the file itself writes the last blank

    def add(self, character: str, place: tuple[float, float, float, float]) -> bool:
        """Add one character; whether it began a new run."""
        left, bottom, right, top = place
        if self._text:
            size = max(self._box[3] - self._box[1], 1.0)
            gap = left - self._box[2]
            same_line = abs(bottom - self._box[1]) < RISE * size
            widest = STRETCHED if self._written else CELL
            if same_line and -0.5 * size < gap < widest * size and self.upright:
                if gap > SPACE * size:
                    self.blank()
                self._written = False
                box = self._box
                self._box = (min(box[0], left), min(box[1], bottom),
                             max(box[2], right), max(box[3], top))  # fmt: skip
                self._text.append(character)
                return False
            self.close()
        self._text, self._box = [character], place
        return True

    def blank(self, written: bool = False) -> None:
        self._written = written
        if self._text and self._text[-1] != " ":
            self._text.append(" ")

    def close(self) -> None:
        text = unicodedata.normalize("NFC", "".join(self._text).strip())
        if text:
            left, bottom, right, top = self._box
            size = max(top - bottom, 1.0)
            self.found.append(Run(text, left, bottom, right, top, size, self.upright))
        self._text, self.upright, self._written = [], True, False


def _character(code: int) -> str:
    """One code as text: ligatures as letters, marks of symbol fonts as bullets, controls gone."""
    if code == _HYPHEN:
        return "-"
    if code in _SYMBOLS:
        return _SYMBOLS[code]
    if code < 32 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000 or not 0 < code < 0x110000:
        return ""
    if code in (0xFFFE, 0xFFFF, 0xFEFF, 0x200B):
        return ""
    character = chr(code)
    if 0xFB00 <= code <= 0xFB06:
        return unicodedata.normalize("NFKC", character)
    return " " if character.isspace() else character


def _inside(
    place: tuple[float, float, float, float], frame: tuple[float, float, float, float]
) -> bool:
    across, up = (place[0] + place[2]) / 2, (place[1] + place[3]) / 2
    return frame[0] <= across <= frame[2] and frame[1] <= up <= frame[3]


def _is_upright(angle: float) -> bool:
    turned = angle % (2 * math.pi)
    return min(turned, 2 * math.pi - turned) < UPRIGHT
