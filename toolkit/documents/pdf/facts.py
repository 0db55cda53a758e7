"""What a PDF says about itself: its information dictionary, its language, its XMP packet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.documents.metadata import iso_date, language_code

PACKET = 200_000  # bytes of an XMP packet that are read
_PACKET = re.compile(rb"<\?xpacket begin=.{0,200}?\?>(.*?)<\?xpacket end=", re.DOTALL)
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_DATE = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)")
# Titles that programs put there themselves: names of files, of programs, of templates.
_NO_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel)\b.*|untitled.*|unbenannt.*|sans titre.*|document\d*|"
    r"\(?anonymous\)?|\(?unspecified\)?|title|titel|titre|print|slide 1|layout \d+|"
    r".*\.(?:docx?|indd|pdf|qxp|qxd|rtf|odt|pptx?|xlsx?|tmp|cdr|pub))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Facts:
    title: str = ""
    created: str = ""
    lang: str = ""
    publisher: str = ""


def read_facts(info: Mapping[str, str], lang: str, data: bytes) -> Facts:
    """Facts of the information dictionary, completed from the XMP packet of the file."""
    packet = _packet(data)
    title = _title(info.get("Title", "")) or _title(packet.get("title", ""))
    found = _DATE.match(info.get("CreationDate", ""))
    created = iso_date("-".join(found.groups())) if found else iso_date(packet.get("date", ""))
    return Facts(
        title, created, language_code(lang or packet.get("language", "")),
        _one_line(packet.get("publisher", "")),
    )  # fmt: skip


def _title(value: str) -> str:
    value = _one_line(value)
    letters = sum(c.isalpha() for c in value)
    return "" if letters < 4 or _NO_TITLE.fullmatch(value) else value


def _one_line(value: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in value).split())[:500]


def _packet(data: bytes) -> dict[str, str]:
    """Dublin Core of the packet that describes the document, not one of its pictures."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    for found in _PACKET.finditer(data):
        body = found[1]
        if len(body) > PACKET or b"<!DOCTYPE" in body or b"application/pdf" not in body:
            continue
        try:
            root = etree.fromstring(body.strip(), parser)
        except (etree.XMLSyntaxError, ValueError):
            continue
        facts: dict[str, str] = {}
        for name in ("title", "publisher", "language", "date"):
            element = next(root.iter(_DC + name), None)
            if element is not None:
                item = next(element.iter(_RDF + "li"), element)
                facts[name] = (item.text or "").strip()
        return facts
    return {}
