"""The XML of a Word file -> paragraphs of text.

What a reader of the printed page sees is read: inserted text, content controls, text boxes, notes.
What is struck out, hidden, a comment or the code of a field is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

# Elements whose content is no text of the document.
_LEFT_OUT = frozenset(
    ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr",
     "commentReference", "fldData", "ruby", "rubyPr", "sdtPr")
)  # fmt: skip
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
LIST_MARK = "• "


@dataclass
class Styles:
    """Names of paragraph styles by id, and which of them make lists."""

    names: dict[str, str] = field(default_factory=dict)
    lists: frozenset[str] = frozenset()

    @classmethod
    def read(cls, root: etree._Element | None) -> Styles:
        names: dict[str, str] = {}
        lists = set()
        for style in root if root is not None else ():
            if local(style) != "style" or attribute(style, "type") != "paragraph":
                continue
            ident = attribute(style, "styleId")
            name = next((attribute(e, "val") for e in style if local(e) == "name"), "")
            names[ident] = name.casefold()
            if any(local(e) == "numPr" for e in style.iter()):
                lists.add(ident)
        return cls(names, frozenset(lists))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`style` is the name of its style in lower case ("title", "heading 1"), `close` says that the
    one before it belongs to the same table."""

    text: str
    style: str = ""
    close: bool = False


class BodyReader:
    """Reads parts of one file. `notes` are the notes that were referred to, in order."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self.notes: list[tuple[str, str]] = []

    def paragraphs(self, element: etree._Element) -> Iterator[Paragraph]:
        """The paragraphs and rows of tables in `element`, in order."""
        for child in element:
            name = local(child)
            if name == "p":
                yield from self._paragraph(child)
            elif name == "tbl":
                yield from self._table(child)
            elif name == "AlternateContent":
                yield from self.paragraphs(_chosen(child))
            elif name not in _LEFT_OUT:
                yield from self.paragraphs(child)

    def _paragraph(self, element: etree._Element) -> Iterator[Paragraph]:
        boxes: list[etree._Element] = []
        text = _clean("".join(self._text(element, boxes)))
        ident, listed = self._style(element)
        style = self._styles.names.get(ident, ident.casefold())
        if text:
            is_item = listed and not style.startswith(("heading", "title"))
            yield Paragraph(LIST_MARK + text if is_item else text, style)
        for box in boxes:
            yield from self.paragraphs(box)

    def _style(self, element: etree._Element) -> tuple[str, bool]:
        """The id of the style of a paragraph, and whether it is an item of a list."""
        properties = next((e for e in element if local(e) == "pPr"), None)
        ident, numbered = "", None
        for entry in properties if properties is not None else ():
            if local(entry) == "pStyle":
                ident = attribute(entry, "val")
            elif local(entry) == "numPr":
                numbers = [attribute(e, "val") for e in entry if local(e) == "numId"]
                numbered = bool(numbers) and numbers[0] != "0"
        return ident, ident in self._styles.lists if numbered is None else numbered

    def _text(self, element: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
        for child in element:
            name = local(child)
            if name == "t":
                yield child.text or ""
            elif name in _SIGNS:
                yield _SIGNS[name]
            elif name in _NOTES:
                self.notes.append((_NOTES[name], attribute(child, "id")))
                yield f"[{len(self.notes)}]"
            elif name == "txbxContent":
                boxes.append(child)
            elif name == "AlternateContent":
                yield from self._text(_chosen(child), boxes)
            elif name not in _LEFT_OUT and not (name == "r" and _is_hidden(child)):
                yield from self._text(child, boxes)

    def _table(self, element: etree._Element) -> Iterator[Paragraph]:
        """Rows as "| a | b |"; a table of one column is a frame around paragraphs."""
        rows = [list(_inside(row, "tc")) for row in _inside(element, "tr")]
        if all(len(row) < 2 for row in rows):
            for row in rows:
                for cell in row:
                    yield from self.paragraphs(cell)
            return
        close = False
        for row in rows:
            cells = [" ".join(" ".join(p.text.split()) for p in self.paragraphs(c)) for c in row]
            if any(cells):
                yield Paragraph("| " + " | ".join(cells) + " |", "table", close)
                close = True


def _inside(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Children of a name, also those in content controls and tracked insertions."""
    for child in element:
        if local(child) == name:
            yield child
        elif local(child) in ("sdt", "sdtContent", "ins", "moveTo", "customXml"):
            yield from _inside(child, name)


def _chosen(element: etree._Element) -> etree._Element:
    """One of the alternatives that are written for newer and older programs."""
    choices = [e for e in element if local(e) in ("Choice", "Fallback")]
    return choices[0] if choices else etree.Element("empty")


def _is_hidden(run: etree._Element) -> bool:
    for properties in run:
        if local(properties) == "rPr":
            return any(
                local(e) == "vanish" and attribute(e, "val") not in ("0", "false")
                for e in properties
            )
    return False


def _clean(text: str) -> str:
    lines = (" ".join(line.replace("\t", " ").split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def local(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    """An attribute by its name without namespace, "" where there is none."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def plain(paragraphs: Iterable[Paragraph]) -> str:
    """Paragraphs on one line."""
    return " ".join(" ".join(p.text.split()) for p in paragraphs)
