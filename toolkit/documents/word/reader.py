"""The reader of Word files. It runs in a process of its own: see toolkit.documents.guard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.documents.formats import File, Raw, read_bytes
from toolkit.documents.metadata import iso_date, language_code
from toolkit.documents.result import Skipped
from toolkit.documents.word.body import BodyReader, Paragraph, Styles, attribute, local, plain
from toolkit.documents.word.package import Package
from toolkit.errors import InputError
from toolkit.types import Zone

TEMPLATE_DATE = "2013-12-23"  # of the empty file that the library python-docx starts from
_CORE = "docProps/core.xml"


def read_docx(file: File) -> Iterator[Raw | Skipped]:
    """The text of a Word file, notes at its end; headers and footers are zones.

    Raises InputError for what is no Word file, damaged, locked or too large when unpacked.
    """
    package = Package(read_bytes(file, file.max_total), file.max_bytes)
    root = package.xml(package.main)
    if root is None or local(root) != "document":
        raise InputError("no Word file: it holds no document", hint="give it its right suffix")
    parts = list(package.related(package.main))
    styles = next((name for kind, name in parts if kind == "styles"), "word/styles.xml")
    reader = BodyReader(Styles.read(package.xml(styles)))
    body = list(reader.paragraphs(root))
    body += _notes(package, parts, reader)
    text, zones = _assemble(
        _furniture(package, parts, "header"), body, _furniture(package, parts, "footer")
    )
    if not any(paragraph.text.strip() for paragraph in body):
        hint = "if it holds pictures of text, recognise the text first (OCR)"
        yield Skipped(file.where, "no text in the Word file", hint)
        return
    facts = _facts(package)
    yield Raw(
        text, title=facts.get("title", "") or _title(body), lang=facts.get("language", ""),
        zones=zones, created=facts.get("created", ""),
    )  # fmt: skip


def _notes(
    package: Package, parts: Sequence[tuple[str, str]], reader: BodyReader
) -> list[Paragraph]:
    """Footnotes and endnotes, numbered as the text refers to them."""
    found: dict[tuple[str, str], str] = {}
    for kind, name in parts:
        root = package.xml(name) if kind in ("footnotes", "endnotes") else None
        for note in root if root is not None else ():
            text = plain(BodyReader(Styles()).paragraphs(note))
            found[kind.rstrip("s"), attribute(note, "id")] = text
    asked = [found.get(key, "") for key in reader.notes]
    return [Paragraph(f"[{n}] {text}") for n, text in enumerate(asked, 1) if text]


def _furniture(package: Package, parts: Sequence[tuple[str, str]], kind: str) -> list[str]:
    """The distinct lines of all headers or footers."""
    lines: dict[str, None] = {}
    for found, name in parts:
        root = package.xml(name) if found == kind else None
        if root is not None:
            for paragraph in BodyReader(Styles()).paragraphs(root):
                lines.update(dict.fromkeys(paragraph.text.split("\n")))
    return list(lines)


def _assemble(
    headers: Sequence[str], body: Sequence[Paragraph], footers: Sequence[str]
) -> tuple[str, tuple[Zone, ...]]:
    """One text of all paragraphs, and the zones of headers and footers in it."""
    top = [(Paragraph(line), "page_header") for line in headers]
    bottom = [(Paragraph(line), "page_footer") for line in footers]
    pieces: list[str] = []
    zones: list[Zone] = []
    end = 0
    for paragraph, kind in [*top, *((p, "") for p in body), *bottom]:
        blank = "" if not end else "\n" if paragraph.close else "\n\n"
        start = end + len(blank)
        end = start + len(paragraph.text)
        pieces += [blank, paragraph.text]
        if kind:
            zones.append(Zone(start, end, kind))
    return "".join(pieces) + "\n", tuple(zones)


def _title(body: Sequence[Paragraph]) -> str:
    """The first paragraph in the style of a title, else the first heading of the first level."""
    for style in ("title", "heading 1"):
        for paragraph in body:
            if paragraph.style == style:
                return " ".join(paragraph.text.split())
    return ""


def _facts(package: Package) -> dict[str, str]:
    """Title, language and day of making, from the core properties."""
    try:
        root = package.xml(_CORE)
    except InputError:
        return {}
    values = {local(e): (e.text or "").strip() for e in root} if root is not None else {}
    title = " ".join(values.get("title", "").split())[:500]
    created = iso_date(values.get("created", ""))
    return {
        "title": title if any(c.isalpha() for c in title) else "",
        "language": language_code(values.get("language", "")),
        "created": "" if created == TEMPLATE_DATE else created,
    }
