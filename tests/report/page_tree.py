"""Reads a page into a small tree, so that tests ask for elements instead of searching strings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "input", "br", "link", "img", "circle", "path", "line", "rect", "use"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    def __iter__(self) -> Iterator[Element]:
        """This element and all below it, in document order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child

    def all(self, tag: str = "", **attributes: str | None) -> list[Element]:
        """Elements with a tag and attributes; None asks only that the attribute is there."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            element
            for element in self
            if (not tag or element.tag == tag)
            and all(
                name in element.attributes and value in (None, element.attributes[name])
                for name, value in wanted.items()
            )
        ]

    def one(self, tag: str = "", **attributes: str | None) -> Element:
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{len(found)} elements {tag} {attributes}"
        return found[0]

    @property
    def text(self) -> str:
        return "".join(c if isinstance(c, str) else c.text for c in self.children)


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {n: v or "" for n, v in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(html: str) -> Element:
    """The tree of a page. Fails on tags that are not closed in order."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    assert len(builder.open) == 1, f"<{builder.open[-1].tag}> is never closed"
    return builder.root


def aims(tree: Element) -> Iterator[tuple[Element, int | None, int | None, int | None]]:
    """Every link to evidence with the indices of its actor, theme and group, as the script reads
    them: written on the link, in its address, or given by its row and column."""
    for link in tree.all("a", href=None):
        given = [link.attributes.get(f"data-{letter}") for letter in "atg"]
        if given[:2] != [None, None]:
            actor, theme, group = (None if text is None else int(text) for text in given)
            yield link, actor, theme, group
        elif short := re.fullmatch(r"#([at])(\d+)", link.attributes["href"]):
            number = int(short[2])
            yield link, *((number, None) if short[1] == "a" else (None, number)), None
    for name in ("actor", "theme"):
        for table in tree.all("table", id=f"{name}-table"):
            for at, row in enumerate(table.one("tbody").all("tr")):
                things = (at, None) if name == "actor" else (None, at)
                yield from ((link, *things, None) for link in row.one("th").all("a"))
                for group, cell in enumerate(count_cells(row)):
                    yield from ((link, *things, group) for link in cell.all("a"))


def count_cells(row: Element) -> list[Element]:
    """The cells of the groups in a row of the tables of actors and themes."""
    return [
        cell
        for cell in row.all("td")
        if cell.attributes.get("class", " ")[0] == "c" or (not cell.attributes and cell.text == "0")
    ]


def sentences(tree: Element) -> list[Element]:
    """The sentences of the source texts."""
    found = tree.one("section", id="sources").all("span", id=None)
    return [span for span in found if re.fullmatch(r"s\d+", span.attributes["id"])]
