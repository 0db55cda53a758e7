"""Inputs that want to break a run: what each is, and what has to become of it.

Everything is made anew by code. `documents` are files in a folder of documents, `situations` are
command lines with files that people exchange: stores, models, settings, codebooks, decisions.
"""

from __future__ import annotations

import gzip
import json
import os
import socket
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from hostile_files import PAGE, TEXT, read_all_the_same, skipped
from made_files import W, archive, column, docx, p, pdf

Make = Callable[[Path], object]


@dataclass(frozen=True)
class Input:
    """`reason` is a part of what is said of it, "" where it is read; `lines` says that the reason
    is told of lines of the file, and others of it are read."""

    name: str
    make: Make
    reason: str = ""
    lines: bool = False


def _content(data: bytes) -> Make:
    return lambda path: path.write_bytes(data)


def documents() -> list[Input]:
    made = [Input(name, _content(data), why) for name, (data, why) in skipped().items()]
    read = {n: d for n, d in read_all_the_same().items() if n != "lines.jsonl"}
    made += [Input(name, _content(data)) for name, data in read.items()]
    return made + _texts() + _tables() + _parsed() + _places()


def _texts() -> list[Input]:
    return [
        Input("noise.txt", _content(_noise(300_000).replace(b"\0", b"\1")), "known encoding"),
        Input("picture.txt", _content(b"\x89PNG\r\n\x1a\n" + _noise(9_000)), "NUL"),
        Input("latin.txt", _content("Die Behörde für Häfen traf sich in Köln.".encode("cp1252"))),
        Input("wide.txt", _content(("\ufeff" + TEXT).encode("utf-16-le"))),
        Input("half_wide.txt", _content(("\ufeff" + TEXT).encode("utf-16-le")[:-1]), "not valid"),
        Input("overlong.txt", _content(b"caf\xc3\xa9 \xc0\xaf\xc0\xae " + TEXT.encode()),
              ""),
        Input("surrogate.txt", _content(TEXT.encode() + b" \xed\xa0\x80" + b" \xc3\xa9" * 9),
              "damaged UTF-8"),
        Input("one_line.txt", _content(b"a" * 50_000_000), "larger than"),
        Input("one_word.txt", _content(b"A" * 3_000_000)),
        Input("escape.txt", _content(f"\x1b[2J\x1b]0;title\x07 {TEXT}".encode())),
        Input("combining.txt", _content(("Z" + "\u0301" * 50_000 + " " + TEXT).encode())),
        Input("packed_twice.txt.gz", _content(gzip.compress(gzip.compress(TEXT.encode()))), "NUL"),
        Input("zip.md", _content(archive({"a.txt": TEXT})), "NUL"),
        Input("front.md", _content(b"---\n" + b"a: &a [*a]\n" * 500 + b"---\n" + TEXT.encode())),
        Input("open_front.md", _content(b"---\ntitle: x\n" + TEXT.encode())),
    ]  # fmt: skip


def _tables() -> list[Input]:
    deep = b"[" * 100_000 + b"]" * 100_000
    long = json.dumps({"doc_id": "long", "text": "a" * 30_000_000}).encode()
    return [
        Input("deep.jsonl", _content(_row("d1") + deep + b"\n"), "no valid JSON", lines=True),
        Input("long.jsonl", _content(_row("l1") + long + b"\n"), "longer than", lines=True),
        Input("huge.jsonl", _content(_row("h1") + b" " * 100_000_000 + b"\n"), "longer", True),
        Input("number.jsonl", _content(_row("n1") + b'{"doc_id": ' + b"9" * 9_000 + b"}\n"),
              "no valid JSON", lines=True),
        Input("half.jsonl", _content(_row("s1") + b'{"doc_id": "x", "text": "\\ud800"}\n'),
              "surrogate", lines=True),
        Input("nul.jsonl", _content(_row("z1") + b'{"doc_id": "x\\u0000", "text": "a"}\n'),
              "NUL", lines=True),
        Input("title.jsonl", _content(_row("t1") + b'{"doc_id": "x", "text": "a", "title": []}\n'),
              "is no text", lines=True),
        Input("name.jsonl", _content(_row("m1") + json.dumps(
            {"doc_id": "x" * 100_000, "text": TEXT}).encode() + b"\n"), "too long", lines=True),
        Input("infinite.jsonl", _content(_row("i1") + b'{"doc_id": "i2", "text": NaN}\n'),
              "no text", lines=True),
        Input("path.jsonl", _content(_row("../../../../etc/passwd") + _row("/abs") + _row("C:\\x")
                                     + _row("a\nb\x1b[2J"))),
        Input("lines.jsonl", _content(_row("b1") + b"{}\n" * 2_100_000 + _row("b2")),
              "the rest is left out: over 2,000,000 lines", lines=True),
        Input("endless.jsonl.gz", _content(gzip.compress(_row("e1") + b"a" * 250_000_000, 6)),
              "the rest is left out", lines=True),
        Input("rows_of_nothing.csv.gz", _content(gzip.compress(b"doc_id,text\n" * 11_000_000)),
              "more than 10,000,000 lines"),
        Input("mentions.jsonl", _content(
            b'{"doc_id": "a", "start": 1, "end": 2, "text": "x"}\n'), "table of mentions"),
        Input("array.jsonl", _content(b"[" + _row("x").strip() + b"]\n"), "no JSON object", True),
        Input("cells.csv", _content(b'doc_id,text\nc1,"' + TEXT.encode() + b'"\nc2,"open ...'),
              ""),
        Input("wide.csv", _content(b"doc_id,text" + b"," * 200_000 + b"\nw1,abc\n")),
        Input("field.csv", _content(b'doc_id,text\nf1,"' + b"a b " * 1_000_000 + b'"\n')),
        Input("rows.csv", _content(b"doc_id,text\nr1," + TEXT.encode() + b"\n,\n,x\nr2\n"),
              "'doc_id' is missing", lines=True),
        Input("formula.csv", _content(b"doc_id,text,group\n=1+1,=HYPERLINK(1),@a\n")),
        Input("bomb.jsonl.gz", _content(gzip.compress(b"\n" * 150_000_000, 6)), "left out"),
        Input("bomb.csv.gz", _content(gzip.compress(b"doc_id,text\n" + b"\n" * 250_000_000)),
              "larger than"),
    ]  # fmt: skip


def _parsed() -> list[Input]:
    inner = gzip.compress(b"0" * 10_000_000)
    entity = '<!DOCTYPE r [<!ENTITY a "' + "x" * 100 + '">' + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    ) + "]>"  # fmt: skip
    outside = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    return [
        Input("deep.html", _content(b"<div>" * 100_000 + TEXT.encode() + b"</div>" * 100_000),
              "no text found"),
        Input("entities.html", _content(f"{entity}<p>{TEXT} &i;</p>".encode()), "no text found"),
        Input("outside.html", _content(f"{outside}<article><p>{TEXT} &x;</p></article>".encode())),
        Input("attributes.html", _content(
            b"<p " + b" ".join(b"a%d=1" % n for n in range(200_000)) + b">" + TEXT.encode()),
              "not read within"),
        Input("tables.html", _content(b"<table>" * 20_000 + TEXT.encode()), "no text found"),
        Input("packed.html.gz", _content(gzip.compress(b"<p>" * 20_000_000)), "larger than"),
        Input("flate.pdf", _content(_flate_bomb()), "flate.pdf"),  # memory or time ends it
        Input("pages.pdf", _content(pdf([column([TEXT])]).replace(b"/Count 1", b"/Count 999999")),
              "999,999 pages"),
        Input("xref.pdf", _content(PAGE.replace(b"startxref\n", b"startxref\n99999999"))),
        Input("self.pdf", _content(pdf([column([TEXT])]).replace(
            b"/Contents 5 0 R", b"/Contents 4 0 R")), "no text"),
        Input("many.docx", _content(archive(
            {f"word/{n}.xml": "" for n in range(12_000)})), "12,000 parts"),
        Input("lies.docx", _content(_lying_archive()), "damaged"),
        Input("gz.docx", _content(inner), "no Word file"),
        Input("cut.docx", _content(docx(p(TEXT))[:-40]), "no Word file"),
        Input("encrypted.docx", _content(_locked_archive()), "locked"),
        Input("slip.docx", _content(archive({"../../../evil": "x", "word/document.xml":
            f"<w:document {W}><w:body>{p(TEXT)}</w:body></w:document>"}))),
        Input("circle.docx", _content(archive({"word/document.xml": f"<w:document {W}><w:body>"
            f"{p(TEXT)}</w:body></w:document>", "word/_rels/document.xml.rels":
            '<R><Relationship Id="a" Type="x/header" Target="document.xml"/></R>'}))),
        Input("runs.docx", _content(docx("<w:p>" + "<w:r><w:t>a </w:t></w:r>" * 60_000 + "</w:p>"
                                         + p(TEXT)))),
    ]  # fmt: skip


def _places() -> list[Input]:
    """What stands in a folder besides files, and files with odd names."""
    return [
        Input("folder.txt", lambda path: path.mkdir(), "-"),
        Input("nowhere.txt", lambda path: path.symlink_to("gone"), "cannot be read"),
        Input("loop.txt", lambda path: path.symlink_to(path.name), "cannot be read"),
        Input("out.txt", lambda path: path.symlink_to("/etc/hostname"), "a link out"),
        Input("out_of_it", lambda path: path.symlink_to("/etc"), "a link out"),
        Input("up", lambda path: path.symlink_to(".."), "a link out"),
        Input("zero.txt", lambda path: path.symlink_to("/dev/zero"), "a link out"),
        Input("pipe.txt", os.mkfifo, "not a regular file"),
        Input("socket.txt", _socket, "not a regular file"),
        Input("a\n\x1b[31merror: b.txt", _content(TEXT.encode())),
        Input("\u202etxt.exe.txt", _content(TEXT.encode())),
        Input("n" * 240 + ".txt", _content(TEXT.encode())),
        Input("..txt..txt", _content(TEXT.encode())),
        Input("-rf.txt", _content(TEXT.encode())),
        Input("'; DROP TABLE documents; --.txt", _content(TEXT.encode())),
        Input(os.fsdecode(b"\xff\xfe.txt"), _content(TEXT.encode()), "not UTF-8"),
        Input("old.rtf", _content(b"{\\rtf1}"), "is not read"),
    ]


def _row(doc_id: str) -> bytes:
    return json.dumps({"doc_id": doc_id, "text": TEXT}).encode() + b"\n"


def _noise(size: int) -> bytes:
    """Bytes without a pattern, always the same."""
    state, out = b"seed", bytearray()
    while len(out) < size:
        state = zlib.crc32(state).to_bytes(4, "big") + state[:12]
        out += state[:4]
    return bytes(out[:size])


def _socket(path: Path) -> None:
    """A socket of the file system; its name has to be short, so it is bound from beside it."""
    before = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(before)


def _flate_bomb() -> bytes:
    """A page whose drawing unpacks to 300 MB of text."""
    show = b"BT /F1 9 Tf (" + b"a" * 4_000 + b") Tj ET\n"
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(show) for _ in range(75_000)) + packer.flush()
    stream = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)
    return pdf([[]], objects=[stream]).replace(b"/Contents 5 0 R", b"/Contents 6 0 R")


def _lying_archive() -> bytes:
    """A Word file whose main part says that it is small and unpacks to 60 MB."""
    data = archive({"word/document.xml": b"<w/>" + b" " * 60_000_000})
    return data.replace((60_000_004).to_bytes(4, "little"), (1_000).to_bytes(4, "little"))


def _locked_archive() -> bytes:
    """The flag of encryption set on every part."""
    data = bytearray(docx(p(TEXT)))
    with zipfile.ZipFile(BytesIO(bytes(data))) as made:
        offsets = [info.header_offset for info in made.infolist()]
    for at in offsets:
        data[at + 6] |= 1
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)
