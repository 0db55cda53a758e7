"""Captions of figures in web pages: they would vanish with their pictures.

Each is put as a paragraph where its figure stands, so that it is shown in the text; its line is a
zone of captions and counts for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from toolkit.documents.lines import split_lines
from toolkit.types import Zone

KIND = "image_caption"
_SPACE = re.compile(r"\s+")
_MOST = 500  # figures of a page; a page with more is a gallery


def keep_captions(page: Any) -> frozenset[str]:
    """The captions of an lxml tree, each in a paragraph of its own from now on."""
    found = set()
    for caption in list(page.iter("figcaption"))[:_MOST]:
        text = _SPACE.sub(" ", caption.text_content()).strip()
        figure = next((up for up in caption.iterancestors("figure")), caption)
        parent = figure.getparent()
        if not text or parent is None:
            continue
        paragraph = page.makeelement("p", {})
        paragraph.text = text
        if caption.getparent() is not None and figure is not caption:
            caption.drop_tree()
        parent.insert(parent.index(figure) + 1, paragraph)
        paragraph.tail, figure.tail = figure.tail, None
        if figure is caption:
            caption.drop_tree()
        found.add(text)
    return frozenset(found)


def caption_zones(text: str, captions: Collection[str]) -> tuple[Zone, ...]:
    """The lines of a text that are one of the captions."""
    return tuple(
        Zone(line.end - len(text[line.start : line.end].lstrip()), line.end, KIND)
        for line in split_lines(text) if captions
        if _SPACE.sub(" ", line.text).strip() in captions
    )  # fmt: skip
