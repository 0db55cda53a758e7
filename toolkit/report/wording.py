"""How names, numbers and kinds are written on the page, and which ids they get."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from toolkit.types import content_id

KINDS = {
    "PERSON": "Person",
    "ORG": "Organisation",
    "GPE": "State or city",
    "LOC": "Place",
    "EVENT": "Event",
    "PROGRAMME": "Programme",
    "DOCUMENT": "Document",
    "PRODUCT": "Product",
    "FACILITY": "Facility",
    "OTHER": "Other",
}
ZONES = {"caption": "picture caption", "credit": "photo credit", "form": "web form",
         "page_header": "running header", "page_footer": "running footer",
         "margin_text": "text in the margin", "reprint": "printed before, counted once",
         "repeated": "the same in many documents of the publisher"}  # fmt: skip
MINUS = "\u2212"
_KEPT = "\n\t\u200c\u200d"  # the joiners are needed by several scripts and by emoji
_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
# letters and marks that leave the place empty, for some of which no category tells
_EMPTY = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0") | set(map(chr, range(0xFE00, 0xFE10)))
_SAFE_ID = re.compile(r"[A-Za-z0-9]+(?:[_.-][A-Za-z0-9]+)*")


def visible(name: str) -> str:
    """A name or label on one line, with characters that hide or reverse text shown as codes, and
    all of them where nothing else would be seen of it."""
    shown = " ".join(name.split())
    if _EMPTY.issuperset(shown.replace(" ", "")):
        return "".join(map(_code, name))
    return coded(shown)


def coded(text: str) -> str:
    """`visible` for a part of a sentence: spaces at its ends stay."""
    return "".join(_code(c) if _hides(c) else c for c in text)


def exact(text: str) -> str:
    """Running text of the same length, without what HTML cannot hold (NUL, lone surrogates)."""
    return "".join(_stand_in(c) if _breaks(c) else c for c in text)


def slug(raw: str, prefix: str) -> str:
    """`raw` where it is plainly safe in an element id and a link, else an id made from it."""
    return raw if len(raw) <= 40 and _SAFE_ID.fullmatch(raw) else content_id(prefix, raw)


def kind_label(kind: str) -> str:
    return KINDS.get(kind) or visible(kind).replace("_", " ").capitalize() or KINDS["OTHER"]


def zone_label(kind: str) -> str:
    return ZONES.get(kind) or visible(kind).replace("_", " ") or "other text"


def whole(number: int) -> str:
    return f"{number:,}"


def plural(number: int, noun: str) -> str:
    return f"1 {noun}" if number == 1 else f"{number:,} {noun}s"


def percent(share: float) -> str:
    """A share as a percentage; a small one keeps a decimal so that it is not read as zero."""
    value = 100 * share
    return f"{value:.1f}%" if 0 < value < 1 else f"{value:.0f}%"


def signed(value: float, digits: int = 1) -> str:
    text = f"{abs(value):.{digits}f}"
    if float(text) == 0:
        return text
    return (MINUS if value < 0 else "+") + text


def shorten(name: str, limit: int) -> str:
    return name if len(name) <= limit else name[: limit - 1].rstrip() + "…"


def joined(words: Sequence[str], last: str = "and") -> str:
    """ "a", "a and b", "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def utf16(text: str) -> int:
    """Length as JavaScript counts it: the panel cuts sentences by these offsets."""
    return len(text) + sum(ord(c) > 0xFFFF for c in text)


def _hides(c: str) -> bool:
    return unicodedata.category(c) in _HIDDEN and c not in _KEPT


def _code(c: str) -> str:
    return f"[U+{ord(c):04X}]"


def _breaks(c: str) -> bool:
    return (c < " " and c not in "\t\n") or "\ud800" <= c <= "\udfff" or "\x7f" <= c <= "\x9f"


def _stand_in(c: str) -> str:
    return {"\r": "\n", "\f": " "}.get(c, "\ufffd")
