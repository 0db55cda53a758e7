"""Files that the tests read, written byte by byte: no samples, no library that writes them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape

Line = tuple[float, float, float, str]  # left, base line, size, text
WIDTHS = 0.5  # of the size: about what a letter of Helvetica takes


def pdf(
    pages: Sequence[Iterable[Line]],
    info: Mapping[str, str] | None = None,
    catalogue: str = "",
    objects: Sequence[bytes] = (),
) -> bytes:
    """A PDF of A4 pages with lines in Helvetica; `objects` follow the others, from number
    4 + 2 * pages on."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    made: list[bytes] = [
        f"<< /Type /Catalog /Pages 2 0 R {catalogue} >>".encode("latin-1"),
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(pages):
        body = b"".join(_show(*line) for line in lines)
        made.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font "
            b"<< /F1 3 0 R >> >> /Contents %d 0 R >>" % (5 + 2 * number)
        )
        made.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(body), body))
    made += objects
    entries = "".join(f" /{key} ({value})" for key, value in (info or {}).items())
    made.append(f"<<{entries} >>".encode("latin-1"))
    return _file(made)


def _show(left: float, base: float, size: float, text: str) -> bytes:
    raw = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT /F1 %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET\n" % (size, left, base, raw)


def _file(objects: Sequence[bytes]) -> bytes:
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    size = len(objects)
    trailer = b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    out.write(trailer % (size + 1, size, start))
    return out.getvalue()


def column(
    lines: Sequence[str], left: float = 72, top: float = 760, size: float = 11, step: float = 13
) -> list[Line]:
    """Lines of text below one another."""
    return [(left, top - step * n, size, text) for n, text in enumerate(lines)]


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def docx(body: str, parts: Mapping[str, str] | None = None, core: str = "") -> bytes:
    """A Word file with `body` as the XML of its body; `parts` are others of word/, by name such
    as "header1", "footnotes", "styles"; `core` are core properties."""
    parts = parts or {}
    links = "".join(
        f'<Relationship Id="r{n}" Type="{RELATIONS}/{name.rstrip("0123456789")}" '
        f'Target="{name}.xml"/>'
        for n, name in enumerate(parts)
    )
    space = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    main = f'<Relationship Id="m" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/>'
    files = {
        "_rels/.rels": f"<Relationships {space}>{main}</Relationships>",
        "word/_rels/document.xml.rels": f"<Relationships {space}>{links}</Relationships>",
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
        "docProps/core.xml": (
            '<c:coreProperties xmlns:c="http://schemas.openxmlformats.org/package/2006/metadata/'
            'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
            f'xmlns:dcterms="http://purl.org/dc/terms/">{core}</c:coreProperties>'
        ),
        **{f"word/{name}.xml": content for name, content in parts.items()},
    }
    return archive(files)


def archive(files: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return out.getvalue()


def p(text: str, style: str = "", extra: str = "") -> str:
    """A paragraph of a Word file; `extra` is XML behind its text."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{escape(text)}</w:t></w:r>{extra}</w:p>"
