"""A page as runs: characters that stand together on one line, with their place on the page."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pypdfium2

SPACE = 0.22  # of the size of the type: a gap from here on is a blank
CELL = 1.3  # of the size: a gap from here on separates columns or cells
STRETCHED = 4.0  # of the size: a gap that a blank of the file may be drawn out to (justified text)
RISE = 0.2  # of the size: another base line
LARGEST = 2_000.0  # points; what is larger is no size
UPRIGHT = 0.2  # radians
_HYPHEN = 2  # what pdfium gives for a hyphen at the end of a line
_SYMBOLS = {0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "•", 0xF0FC: "•", 0xF02D: "-", 0xAD: "-"}


class Run(NamedTuple):
    """`left` and `right` in points from the left edge, `bottom` the base line and `top` a size
    above it, in points from the lower edge; `size` is that of the type. `upright` is False for
    turned text (a watermark, a margin note)."""

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
        wide, high = sorted((left, right)), sorted((bottom, top))
        builder = _Builder()
        box, across, up = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        to_box, to_across, to_up = map(ctypes.byref, (box, across, up))
        handle = text_page.raw
        for index in range(min(text_page.count_chars(), limit)):
            code = raw.FPDFText_GetUnicode(handle, index)
            if code in (10, 13):
                builder.close()
            elif code == 32:
                builder.blank(written=raw.FPDFText_IsGenerated(handle, index) == 0)
            elif (character := _character(code)) and raw.FPDFText_GetLooseCharBox(
                handle, index, to_box
            ):
                raw.FPDFText_GetCharOrigin(handle, index, to_across, to_up)
                middle = (box.left + box.right) / 2
                inside = wide[0] <= middle <= wide[1] and high[0] <= up.value <= high[1]
                if inside and builder.add(character, box.left, box.right, up.value):
                    builder.type = _type(handle, index, box.top - box.bottom)
        builder.close()
        return builder.found
    finally:
        text_page.close()


def _type(handle: object, index: int, height: float) -> tuple[float, bool]:
    """The size of the type of one character, and whether it stands upright."""
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(handle, index, ctypes.byref(matrix))
    size = raw.FPDFText_GetFontSize(handle, index) * math.hypot(matrix.c, matrix.d)
    angle = raw.FPDFText_GetCharAngle(handle, index) % (2 * math.pi)
    sound = size if 1 <= size <= LARGEST else max(height, 1.0)
    return sound, min(angle, 2 * math.pi - angle) < UPRIGHT


class _Builder:
    """Collects characters into runs. `type` is the size of the open run, and whether it stands
    upright."""

    def __init__(self) -> None:
        self.found: list[Run] = []
        self.type = (1.0, True)
        self._text: list[str] = []
        self._left = self._right = self._base = 0.0
        self._written = False  # whether the file itself writes the last blank

    def add(self, character: str, left: float, right: float, base: float) -> bool:
        """Add one character; whether it began a new run."""
        if self._text:
            size, upright = self.type
            gap = left - self._right
            widest = STRETCHED if self._written else CELL
            same_line = abs(base - self._base) < RISE * size
            if upright and same_line and -0.5 * size < gap < widest * size:
                if gap > SPACE * size:
                    self.blank()
                self._written = False
                self._left, self._right = min(self._left, left), max(self._right, right)
                self._text.append(character)
                return False
            self.close()
        self._text, self._left, self._right, self._base = [character], left, right, base
        return True

    def blank(self, written: bool = False) -> None:
        self._written = written
        if self._text and self._text[-1] != " ":
            self._text.append(" ")

    def close(self) -> None:
        text = unicodedata.normalize("NFC", "".join(self._text).strip())
        if text:
            size, upright = self.type
            top = self._base + size
            self.found.append(Run(text, self._left, self._base, self._right, top, size, upright))
        self._text, self._written = [], False


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
