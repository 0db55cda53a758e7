"""Files that want to break their reader, made anew for each test."""

from __future__ import annotations

import gzip
import zlib

from made_files import W, archive, column, docx, p, pdf

TEXT = "The council of the harbour met in Oslo. It was a long meeting of all its members."
PAGE = pdf([column([TEXT])])
DECLARED = (
    '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">'
    '<!ENTITY x SYSTEM "file:///etc/passwd">]>'
)


def skipped() -> dict[str, tuple[bytes, str]]:
    """Content and a part of the reason by file name."""
    body = f"<w:document {W}><w:body>{p('&x;&b;').replace('&amp;', '&')}</w:body></w:document>"
    names = {"word/document.xml": DECLARED + body}
    deep = "<w:p>" * 5_000 + "</w:p>" * 5_000
    loop = PAGE.replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]")
    return {
        "no.pdf": (TEXT.encode(), "no PDF"),
        "empty.pdf": (b"", "no PDF"),
        "cut.pdf": (PAGE[:200], "PDF"),
        "loop.pdf": (loop, "PDF"),
        "locked.pdf": (_locked(), "password"),
        "bomb.docx": (archive({"word/document.xml": b" " * 60_000_000}), "unpacks to 60,000,000"),
        "entities.docx": (archive(names), "declares entities"),
        "deep.docx": (docx(deep), "is damaged"),
        "no.docx": (b"PK\x03\x04" + b"\0" * 100, "no Word file"),
        "old.docx": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old Word file"),
        "sheet.docx": (archive({"xl/workbook.xml": "<workbook/>"}), "no Word file"),
        "bomb.txt.gz": (gzip.compress(b"a" * 60_000_000), "larger than"),
        "cut.txt.gz": (gzip.compress(TEXT.encode())[:40], "damaged .gz"),
        "no.txt.gz": (TEXT.encode(), "damaged .gz"),
        "cut.jsonl.gz": (gzip.compress(b'{"doc_id": "x"')[:-6], "damaged .gz"),
        "nul.txt": (b"one\0two\0" * 9, "NUL"),
        "a_pdf.txt": (PAGE.replace(b"4 0 R", b"4\0 R"), "NUL"),
        "empty.txt": (b"", "no text"),
        "blank.md": (b" \n\t\n", "no text"),
        "columns.csv": (b"id;words\n1;abc\n", "no column 'text'"),
        "mixed.txt": ("Pläne für Länder ".encode() + b"\xe4 und mehr", "damaged UTF-8"),
    }


def read_all_the_same() -> dict[str, bytes]:
    """Files that are odd and yet hold a text."""
    script = b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"
    attached = b"<< /Length 3 >>\nstream\nabc\nendstream"
    return {
        "line.txt": (TEXT + " ").encode() * 125_000,
        "bidi.txt": f"\u202e{TEXT}\u202c\u200b\u2066{TEXT}\u2069\ufeff".encode(),
        "feeds.txt": TEXT.encode() + b"\f" * 200_000,
        "breaks.txt": b"\n" * 100_000 + TEXT.encode(),
        "tags.html": f"<html><body><article><p>{TEXT}</p></article>".encode() + b"<b>" * 20_000,
        "script.pdf": pdf([column([TEXT])], None, "/OpenAction 6 0 R", [script, attached]),
        "repaired.pdf": PAGE.replace(b"startxref", b"startxxxx"),
        "lines.jsonl": b'{"doc_id": "j", "text": "A text."}\n{broken\n[1]\n\xff\xfe\n',
    }


def _locked() -> bytes:
    """A PDF that says it is encrypted, with a key that no password opens."""
    entry = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (b"00" * 32, b"11" * 32)
    made = pdf([column([TEXT])], objects=[entry])
    return made.replace(b"/Info", b"/ID [<00> <00>] /Encrypt 6 0 R /Info")


def broken(seed: int) -> bytes:
    """The good PDF with some bytes changed or taken out, the same for one seed."""
    data = bytearray(PAGE)
    state = zlib.crc32(str(seed).encode())
    for _ in range(1 + seed % 30):
        state = zlib.crc32(state.to_bytes(4, "big"))
        at = state % len(data)
        if state & 1024:
            del data[at : at + state % 50]
        else:
            data[at] = state >> 16 & 255
    return bytes(data)
