"""Annotations of other tools as rows of given mentions: CoNLL/BIO, brat, W3C Web
Annotation, spaCy's DocBin.

Every reader gives (where, row): a row has doc_id, start, end, text and type, or is the text of an
error that says what does not fit. Rows are checked against their documents afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from toolkit.errors import InputError
from toolkit.mentions.docbin import read_docbin
from toolkit.side_files import TABLES, parse_json, read_side_file
from toolkit.types import Document

Documents = Mapping[str, Document]
Rows = Iterator[tuple[str, dict[str, Any] | str]]
DOC_ID = re.compile(r"#\s*(?:newdoc\s+id|doc_id)\s*=\s*(\S.*?)\s*$")
TAG = re.compile(r"(?:([BIESLU])-(\S+)|O|_|-)$")
OURS = "urn:toolkit:document:"  # how `toolkit export mentions` calls documents in .jsonld
BLANK = re.compile(r"\s*")
SPAN = re.compile(r"(\S+)((?: \d+ \d+)(?:;\d+ \d+)*)$")


def read_annotations(path: Path, documents: Documents) -> Rows | None:
    """Rows of a file in one of these formats, or of a folder of .ann files; None for others.

    Raises InputError where the file cannot be read.
    """
    if path.is_dir():
        return _brat_folder(path)
    if path.suffix.lower() == ".spacy":
        return read_docbin(path, documents)
    reader = READERS.get(path.suffix.lower())
    return None if reader is None else reader(path, _text(path), documents)


def _text(path: Path) -> str:
    try:
        return read_side_file(path, TABLES).decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=path.name) from error
    except UnicodeDecodeError as error:
        raise InputError("not in UTF-8", where=path.name) from error


# --- CoNLL: a token a line, its BIO tag last; "# newdoc id = X" before each document -------------


def _conll(path: Path, text: str, documents: Documents) -> Rows:
    """The tokens have to be those of the document, in order; blanks between them do not matter."""
    doc_id, at, lost = path.stem, 0, False
    name: dict[str, Any] | None = None
    for number, line in enumerate(text.split("\n"), 1):
        where, cells = f"{path.name}:{number}", line.split()
        if given := DOC_ID.match(line):
            if name:
                yield where, name
            doc_id, at, lost, name = given[1], 0, False, None
            continue
        if not cells or line.startswith("#") or cells[0] == "-DOCSTART-":
            continue
        document, tag = documents.get(doc_id), TAG.match(cells[-1])
        if lost or document is None or tag is None or len(cells) < 2:
            if not lost:
                yield where, _conll_problem(document, doc_id, cells)
            lost = lost or document is None
            continue
        start = BLANK.match(document.text, at).end()  # type: ignore[union-attr]
        if not document.text.startswith(cells[0], start):
            lost = True
            seen = document.text[start : start + 20]
            yield where, f"token {cells[0][:40]!r}, but {doc_id} goes on with {seen!r} at {start}"
            continue
        at = start + len(cells[0])
        if name and (not tag[1] or tag[1] in "BSU" or tag[2] != name["type"]):
            yield where, name
            name = None
        if tag[1]:
            first = name["start"] if name else start
            name = {"doc_id": doc_id, "start": first, "end": at, "type": tag[2],
                    "text": document.text[first:at]}  # fmt: skip
    if name:
        yield path.name, name


def _conll_problem(document: Document | None, doc_id: str, cells: list[str]) -> str:
    if document is None:
        return f"unknown document {doc_id[:80]!r}; put a line '# newdoc id = DOC_ID' before it"
    return f"no token and BIO tag (B-ORG, I-ORG, O): {' '.join(cells)[:60]!r}"


# --- brat: T1<tab>PERSON 0 5<tab>text, in a file named as its document ---------------------------


def _brat(path: Path, text: str, documents: Documents) -> Rows:
    yield from _brat_lines(path.name, path.stem, text)


def _brat_folder(folder: Path) -> Rows:
    found = sorted(folder.rglob("*.ann"))
    if not found:
        hint = "Give a file of mentions, or a folder of .ann files of brat."
        raise InputError("no .ann file in this folder", where=folder.name, hint=hint)
    for path in found:
        name = path.relative_to(folder).with_suffix("").as_posix()
        yield from _brat_lines(f"{name}.ann", name, _text(path))


def _brat_lines(label: str, doc_id: str, text: str) -> Rows:
    """Text-bound annotations; relations, events and notes say nothing about spans. A span in
    pieces is taken from its first to its last character, where the text between is its own."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.startswith("T"):
            continue
        cells = line.rstrip("\r").split("\t")
        span = SPAN.match(cells[1]) if len(cells) == 3 else None
        if span is None:
            yield f"{label}:{number}", f"not 'T1<tab>TYPE START END<tab>TEXT': {line[:60]!r}"
            continue
        offsets = [int(n) for n in re.findall(r"\d+", span[2])]
        yield f"{label}:{number}", {"doc_id": doc_id, "start": offsets[0], "end": offsets[-1],
                                    "text": cells[2], "type": span[1]}  # fmt: skip


# --- W3C Web Annotation, JSON-LD: text position selectors ---------------------------------------


def _web(path: Path, text: str, documents: Documents) -> Rows:
    try:
        content = parse_json(text)
    except ValueError as error:
        raise InputError(f"not JSON: {error}", where=path.name) from error
    for number, annotation in enumerate(_items(content), 1):
        yield f"{path.name}: annotation {number}", _web_row(annotation, documents)


def _items(content: Any) -> list[Any]:
    """The annotations of a list, a page, a collection, or one alone."""
    if isinstance(content, list):
        return content
    if not isinstance(content, dict):
        return [content]
    first = content.get("first")
    items = (first if isinstance(first, dict) else content).get("items")
    return items if isinstance(items, list) else [content]


def _web_row(annotation: Any, documents: Documents) -> dict[str, Any] | str:
    target = annotation.get("target") if isinstance(annotation, dict) else None
    if not isinstance(target, dict):
        return "no target with a source and a selector"
    selectors = target.get("selector")
    given = [s for s in (selectors if isinstance(selectors, list) else [selectors])
             if isinstance(s, dict)]  # fmt: skip
    by_type = {str(s.get("type")): s for s in given}
    position, quote = by_type.get("TextPositionSelector"), by_type.get("TextQuoteSelector", {})
    if position is None:
        return "no TextPositionSelector with start and end"
    doc_id = _document_of(target.get("source"), documents)
    start, end = position.get("start"), position.get("end")
    text = quote.get("exact")
    if text is None and doc_id in documents and isinstance(start, int) and isinstance(end, int):
        text = documents[doc_id].text[start:end]
    return {"doc_id": doc_id, "start": start, "end": end, "text": text or "",
            "type": _tag(annotation.get("body")),
            "form": _value(annotation.get("body"), ("describing",))}  # fmt: skip


def _document_of(source: Any, documents: Documents) -> str:
    """A doc_id, or an address that ends in one (with or without a suffix)."""
    name = str(source.get("id") if isinstance(source, dict) else source or "")
    if name.startswith(OURS) and (own := unquote(name.removeprefix(OURS))) in documents:
        return own
    bare = re.sub(r"\.\w{1,5}$", "", name)
    ends = [d for d in documents if name == d or bare == d or bare.endswith(f"/{d}")]
    return max(ends, key=len, default=name)


def _tag(body: Any) -> str:
    """The value of the body that tags; other bodies comment."""
    return body if isinstance(body, str) else _value(body, (None, "tagging", "classifying"))


def _value(body: Any, purposes: tuple[str | None, ...]) -> str:
    bodies = body if isinstance(body, list) else [body]
    rows = [b for b in bodies if isinstance(b, dict) and b.get("value")]
    return next((str(b["value"]) for b in rows if b.get("purpose") in purposes), "")


READERS: Mapping[str, Callable[[Path, str, Documents], Rows]] = {
    ".conll": _conll, ".bio": _conll, ".iob": _conll, ".ann": _brat, ".jsonld": _web,
}  # fmt: skip
