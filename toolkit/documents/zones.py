"""Finds the lines of a document that are shown but never counted: captions, forms, links.

The method looks at features of lines (length, neighbours, position, phrases of
configs/knowledge/boilerplate.yml), never at one site. Every detector names lines with a kind; the
first that claims a line keeps it, in the order of `DETECTORS`; lines in another language come
last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.documents.boilerplate import phrases
from toolkit.documents.furniture import furniture
from toolkit.documents.language import guess_language, is_foreign
from toolkit.documents.lines import Line, fold_line, split_lines
from toolkit.documents.menus import TEXT_END, Claims, Detector, breadcrumbs, contents, menus
from toolkit.types import Zone

CAPTION_WORDS = 25
CREDIT_WORDS = 15
CATEGORY_WORDS = 15
TITLE_WORDS = 20  # of a title in a list of links
EDGE_LINES = 10  # lines at the top and at the bottom where a category line may stand
BYLINE_WORDS = 12
RUNNING_WORDS = 8  # of a line that is running text and tells the language
FORM_LINES = 8  # lines below a comment form where its fields may stand
FRONT_MATTER_LINES = 40

_FOOTER = re.compile(r"(?:©|copyright)\W*(?:copyright\W*)?(?:19|20)\d\d\b", re.IGNORECASE)
_ENTRY = re.compile(r"\s*[\w-]+\s*:|\s*-\s|\s+\S|\s*#|\s*$")


def find_zones(text: str, lang: str = "", known: Sequence[Zone] = ()) -> tuple[Zone, ...]:
    """Zones of whole lines, in order, not overlapping; adjacent lines of a kind are one zone.

    Blank lines between two lines of one kind belong to the zone. `lang` is the language of the
    document ("" = unknown, then no line counts as foreign). `known` are zones that the format of
    the file showed; their lines keep their kind.
    """
    lines = split_lines(text)
    kinds = _kinds(text, lines, lang, known)
    _claim(_other_language, lines, kinds, lang)
    return _zones(lines, kinds)


def find_language_and_zones(text: str, known: Sequence[Zone] = ()) -> tuple[str, tuple[Zone, ...]]:
    """The language of a text and its zones (`find_zones`). Menus, notices and forms do not vote:
    an English article on a French page is English. "" where the vote is not clear."""
    lines = split_lines(text)
    kinds = _kinds(text, lines, "", known)
    free = [line for line, kind in zip(lines, kinds, strict=True) if line.text and not kind]
    running = [line.text for line in free if line.words >= RUNNING_WORDS]
    lang = ""
    for voters in (running, [line.text for line in free], [text]):
        lang = lang or guess_language("\n".join(voters))
    _claim(_other_language, lines, kinds, lang)
    return lang, _zones(lines, kinds)


def _kinds(text: str, lines: Sequence[Line], lang: str, known: Sequence[Zone]) -> list[str]:
    """The kind of every line, "" of text; but for the lines in another language."""
    kinds = [""] * len(lines)
    shown = {zone.start: zone.kind for zone in known}
    for number, line in enumerate(lines if shown else ()):
        begin = text[line.start : line.end]
        kinds[number] = shown.get(line.end - len(begin.lstrip()), "")
    for detect in DETECTORS:
        _claim(detect, lines, kinds, lang)
    return kinds


def _claim(detect: Detector, lines: Sequence[Line], kinds: list[str], lang: str) -> None:
    for number, kind in detect(lines, kinds, lang):
        kinds[number] = kinds[number] or kind


def _zones(lines: Sequence[Line], kinds: Sequence[str]) -> tuple[Zone, ...]:
    zones: list[Zone] = []
    previous = ""  # kind of the last line that is not blank
    for line, kind in zip(lines, kinds, strict=True):
        if not line.text:
            continue
        if kind and kind == previous:
            zones[-1] = Zone(zones[-1].start, line.end, kind)
        elif kind:
            zones.append(Zone(line.start, line.end, kind))
        previous = kind
    return tuple(zones)


def _front_matter(lines: Sequence[Line], kinds: Sequence[str], lang: str) -> Claims:
    """`key: value` lines between two lines of three hyphens at the very top."""
    if not lines or lines[0].text != "---":
        return
    for number, line in enumerate(lines[1:FRONT_MATTER_LINES], start=1):
        if line.text == "---":
            yield from ((i, "front_matter") for i in range(number + 1) if lines[i].text)
            return
        if not _ENTRY.match(line.text):
            return


def _phrase_lines(lines: Sequence[Line], kinds: Sequence[str], lang: str) -> Claims:
    known = phrases()
    for number, line in enumerate(lines):
        if line.text and (kind := known.kind_of(line.text)):
            yield number, kind


def _form_fields(lines: Sequence[Line], kinds: Sequence[str], lang: str) -> Claims:
    """Labels of input fields close below a comment form."""
    fields, last_form = phrases().fields, -FORM_LINES - 1
    for number, line in enumerate(lines):
        if kinds[number] == "comment_form":
            last_form = number
        elif line.text and number - last_form <= FORM_LINES and _folds_to(line.text, fields):
            last_form = number
            yield number, "comment_form"


def _share_rows(lines: Sequence[Line], kinds: Sequence[str], lang: str) -> Claims:
    """Lines made of names of networks: two on a line, or a line next to another such line."""
    networks = phrases().networks
    only = [
        len(line.text) <= 80 and bool(line.text) and all(
            _folds_to(word, networks) for word in re.split(r"[\s|,/·•]+", line.text) if word
        )
        for line in lines
    ]  # fmt: skip
    for number, line in enumerate(lines):
        if only[number]:
            near = [i for i in (_before(lines, number), _after(lines, number)) if i >= 0]
            beside = any(only[i] or kinds[i] == "share_buttons" for i in near)
            if beside or line.words > 1:
                yield number, "share_buttons"


def _credits(lines: Sequence[Line], kinds: Sequence[str], lang: str) -> Claims:
    """Credit lines, each with the caption right above it when that line opens its block."""
    for number, line in enumerate(lines):
        words = line.words
        if not line.text or words > CAPTION_WORDS + CREDIT_WORDS:
            continue
        if _FOOTER.match(line.text):
            yield number, "copyright"
        elif _is_credit(line.text, words):
            yield number, "image_caption"
            above = number - 1
            if above >= 0 and _is_caption(lines, kinds, above):
                yield above, "image_caption"
        elif _ends_in_credit(line.text):
            yield number, "image_caption"


def _is_credit(text: str, words: int) -> bool:
    """A line that is only a credit: "© Name", "Photo: Name", "Image courtesy of Name"."""
    if words > CREDIT_WORDS:
        return False
    if text.startswith("©"):  # not "(c)", which numbers the items of legal texts
        return True
    label = phrases().labels["image_credit"].match(text.lstrip("([*_ "))
    if label is None:
        return False
    rest = text.lstrip("([*_ ")[label.end():]  # fmt: skip
    if re.match(r"\s*[:©|]", rest):
        return True
    return " " in label[0].strip() and bool(re.match(r"\s+(?:the\s+)?[A-Z©]", rest))


def _ends_in_credit(text: str) -> bool:
    """A caption whose credit stands at its end: "... in Kyiv (Photo: Name)", "... © Name"."""
    mark = text.rfind("©")
    if mark > 0 and not TEXT_END.search(text[mark:].rstrip(")")):
        return len(text[mark:].split()) <= CREDIT_WORDS
    for label in phrases().labels["image_credit"].finditer(text):
        before = text[: label.start()].rstrip()
        opened = before.endswith(("(", "[", "|")) or before[-1:] in (".", "!", "?")
        if opened and re.match(r"\s*[:©]", text[label.end():]):  # fmt: skip
            return len(text[label.end():].split()) <= CREDIT_WORDS  # fmt: skip
    return False


def _is_caption(lines: Sequence[Line], kinds: Sequence[str], number: int) -> bool:
    line = lines[number]
    opens_block = number == 0 or not lines[number - 1].text or bool(kinds[number - 1])
    return bool(line.text) and opens_block and line.words <= CAPTION_WORDS


def _categories(lines: Sequence[Line], kinds: Sequence[str], lang: str) -> Claims:
    """A line of categories or tags at the top or the bottom, or a label with its short lines."""
    filled = [i for i, line in enumerate(lines) if line.text]
    for number in sorted({*filled[:EDGE_LINES], *filled[-EDGE_LINES:]}):
        line = lines[number]
        label = phrases().labels["category"].match(line.text)
        if label is None or line.words > CATEGORY_WORDS:
            continue
        rest = line.text[label.end():].strip()  # fmt: skip
        if rest.strip(":"):
            if rest[0] in ":#|" or (rest[0].isupper() and not TEXT_END.search(rest)):
                yield number, "category"
            continue
        yield number, "category"
        for below in range(number + 1, len(lines)):
            if not lines[below].text or lines[below].words > 4:
                break
            yield below, "category"


def _links(lines: Sequence[Line], kinds: Sequence[str], lang: str) -> Claims:
    """The titles below "You may also like": to the next blank line, or to the end of the text
    where nothing but titles follows. "Read more: Title" on one line too."""
    known = phrases()
    to_end = len(lines)  # from here on nothing but titles
    while to_end and (kinds[to_end - 1] or _is_title(lines[to_end - 1])):
        to_end -= 1
    reached = -1  # the last line that a list of titles took along
    for number, line in enumerate(lines):
        head, colon, rest = line.text.partition(":")
        inline = bool(colon and rest.strip()) and line.words <= TITLE_WORDS + 5
        if inline and known.kind_of(head) == "related_links":
            yield number, "related_links"
        elif kinds[number] == "related_links" and number > reached:
            for below in range(number + 1, len(lines)):
                if number < to_end and not (lines[below].text and _is_title(lines[below])):
                    break
                if lines[below].text:
                    reached = below
                    yield below, "related_links"
            if number >= to_end:
                return


def _is_title(line: Line) -> bool:
    return line.words <= TITLE_WORDS and not TEXT_END.search(line.text)


def _bylines(lines: Sequence[Line], kinds: Sequence[str], lang: str) -> Claims:
    """Lines at the edges of the text that only say who wrote it: "By Jane Doe, Brussels"."""
    filled = [i for i, line in enumerate(lines) if line.text]
    for number in sorted({*filled[:EDGE_LINES], *filled[-3:]}):
        line = lines[number]
        label = phrases().labels["byline"].match(line.text)
        if label is None or line.words > BYLINE_WORDS or TEXT_END.search(line.text):
            continue
        name = line.text[label.end():].lstrip(" :").split()[:2]  # fmt: skip
        if len(name) == 2 and all(word[0].isupper() for word in name):
            yield number, "byline"


def _page_furniture(lines: Sequence[Line], kinds: Sequence[str], lang: str) -> Claims:
    """Running headers and footers of a text that is divided into pages by form feeds."""
    pages: list[list[int]] = [[]]
    for number, line in enumerate(lines):
        if line.feeds:
            pages.append([])
        if line.text and not kinds[number]:
            pages[-1].append(number)
    if len(pages) > 1:
        found = furniture([[(lines[i].text, 0.0) for i in page] for page in pages])
        for page, kind in zip(pages, found, strict=True):
            yield from ((page[row], kind[row]) for row in sorted(kind))


def _other_language(lines: Sequence[Line], kinds: Sequence[str], lang: str) -> Claims:
    if lang:
        for number, line in enumerate(lines):
            if line.text and not kinds[number] and is_foreign(line.text, lang):
                yield number, "other_language"


def _before(lines: Sequence[Line], number: int) -> int:
    return next((i for i in range(number - 1, -1, -1) if lines[i].text), -1)


def _after(lines: Sequence[Line], number: int) -> int:
    return next((i for i in range(number + 1, len(lines)) if lines[i].text), -1)


def _folds_to(text: str, known: frozenset[str]) -> bool:
    return fold_line(text) in known


DETECTORS: tuple[Detector, ...] = (
    _front_matter, _page_furniture, _bylines, _phrase_lines, _form_fields, _share_rows, _credits,
    _categories, _links, breadcrumbs, menus, contents,
)  # fmt: skip
