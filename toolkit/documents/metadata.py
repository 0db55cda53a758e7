"""What a text says about itself at its top: title, date, front matter."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Sequence

from toolkit.documents.language import function_words
from toolkit.documents.lines import Line, split_lines
from toolkit.types import Zone

TITLE_WORDS = 25
TITLE_LENGTH = 250
TOP_LINES = 12  # filled lines among which a date line is looked for
DATE_WORDS = 9

_ENTRY = re.compile(r"([A-Za-z_-]+)\s*:\s*(.*)")
_SAID = "(?:published|updated|posted|issued|released)"  # before a date, without a colon
_LABEL = re.compile(rf"(?:(?:[^\W\d][^\d]{{0,40}}?[,:|–—-]|{_SAID})\s*)?", re.IGNORECASE)
_ISO = re.compile(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b")
_MONTH = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?")
_QUOTES = "\"'"


def find_title(text: str, zones: Sequence[Zone] = ()) -> str:
    """The first heading marked with #, or the first filled line outside zones if it is short."""
    lines = [line for line in _outside(split_lines(text), zones) if line.text][:TOP_LINES]
    marked = next((line.text for line in lines if re.match(r"#{1,3}\s+\S", line.text)), "")
    if marked:
        return marked.strip("# \t")
    first = lines[0].text if lines else ""
    fits = len(first) <= TITLE_LENGTH and len(first.split()) <= TITLE_WORDS
    return first if fits else ""


def find_date(text: str) -> str:
    """ISO date of a line near the top that holds nothing but a date, a place and a label
    ("Brussels, 12 May 2025", "Published: 2025-05-12"), or "" where there is none."""
    lines = [line.text for line in split_lines(text[:20_000]) if line.text][:TOP_LINES]
    for line in lines:
        if len(line) <= 200 and len(line.split()) <= DATE_WORDS and (found := _date_of_line(line)):
            return found
    return ""


@functools.lru_cache(maxsize=10_000)  # tables repeat them
def iso_date(value: str) -> str:
    """`value` as YYYY, YYYY-MM or YYYY-MM-DD (a time is cut off), or "" where it is no ISO date."""
    value = value.strip()
    if not value or _MONTH.fullmatch(value):
        return value
    try:
        return datetime.date.fromisoformat(re.split(r"[T ]", value)[0]).isoformat()
    except ValueError:
        return ""


@functools.lru_cache(maxsize=1_000)
def language_code(value: str) -> str:
    """The two or three letters of a language tag ("en-GB" -> "en"), or ""."""
    code = re.split(r"[-_]", value.strip().lower())[0]
    return code if re.fullmatch(r"[a-z]{2,3}", code) else ""


def front_matter(text: str) -> dict[str, str]:
    """The `key: value` lines between two lines of three hyphens at the very top."""
    lines = split_lines(text[:20_000])
    if not lines or lines[0].text != "---":
        return {}
    found: dict[str, str] = {}
    for line in lines[1:]:
        if line.text == "---":
            return found
        entry = _ENTRY.fullmatch(line.text)
        if entry:
            found[entry[1].lower()] = entry[2].strip().strip(_QUOTES).strip()
    return {}


def _outside(lines: Sequence[Line], zones: Sequence[Zone]) -> list[Line]:
    return [
        line for line in lines[:400] if not any(z.start <= line.start < z.end for z in zones[:400])
    ]


@functools.cache
def _written_date() -> re.Pattern[str]:
    months = sorted(function_words().months, key=lambda name: (-len(name), name))
    names = "|".join(map(re.escape, months))
    label = rf"(?:(?:[^\W\d][^\d\n]{{0,40}}?(?:[,:|–—-]|\bon)|{_SAID})\s*)?"
    day_first = (
        rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th|\.|er|º)?\s+(?:de\s+)?(?P<m>{names})\.?,?\s+(?:de\s+)?"
    )
    month_first = rf"(?P<m2>{names})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+"
    year = r"(?P<y>(?:19|20)\d\d)"
    tail = r"(?:\s*(?:р|г|r)\.)?(?:[\s,|–—-]+(?:at\s+)?\d{1,2}[:.]\d\d.*|\s*[|•·].*)?\W*"
    return re.compile(rf"{label}(?:{day_first}|{month_first}){year}{tail}", re.IGNORECASE)


def _date_of_line(line: str) -> str:
    iso = _ISO.search(line)
    if iso and _LABEL.fullmatch(line[: iso.start()]):
        return _valid(int(iso[1]), int(iso[2]), int(iso[3]))
    found = _written_date().fullmatch(line)
    if not found:
        return ""
    month = function_words().months[(found["m"] or found["m2"]).casefold()]
    return _valid(int(found["y"]), month, int(found["d"] or found["d2"]))


def _valid(year: int, month: int, day: int) -> str:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return ""
