"""The parts of a Word file, read within limits: a zip archive of XML.

A part is read only up to the size that its archive declares, and that size is checked first, so
that a bomb is never unpacked. A document type declaration, which Word never writes and which could
define entities, is refused; entities are not resolved and nothing is fetched.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from lxml import etree

from toolkit.errors import InputError

MOST_PARTS = 10_000
_OLD = b"\xd0\xcf\x11\xe0"  # OLE: Word 97 to 2003, or a new file under a password
_SAVE_AGAIN = "open it in a word processor and save it as .docx or .pdf"


class Package:
    """An open Word file. Raises InputError for what is none, damaged, locked or too large."""

    def __init__(self, data: bytes, max_bytes: int) -> None:
        if data.startswith(_OLD):
            raise InputError("an old Word file, or one under a password", hint=_SAVE_AGAIN)
        self._limit = max_bytes
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            names = self._zip.namelist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise InputError("no Word file, or a damaged one", hint=_SAVE_AGAIN) from error
        if len(names) > MOST_PARTS:
            raise InputError(f"{len(names):,} parts: no Word file", hint=_SAVE_AGAIN)
        self._names = set(names)

    def xml(self, name: str) -> etree._Element | None:
        """The root of a part, None where there is no such part."""
        if name not in self._names:
            return None
        data = self._bytes(name)
        if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:4096]:
            raise InputError(f"{name} declares entities, as no Word file does", hint=_SAVE_AGAIN)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
            remove_comments=True, remove_pis=True,
        )  # fmt: skip
        try:
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise InputError(f"{name} is damaged", hint=_SAVE_AGAIN) from error

    def _bytes(self, name: str) -> bytes:
        try:
            size = self._zip.getinfo(name).file_size
            if size > self._limit:
                what = f"{name} unpacks to {size:,} bytes, over the limit"
                hint = "raise documents.max_bytes in the configuration if you trust the file"
                raise InputError(what, hint=hint)
            return self._zip.read(name)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError,
                NotImplementedError) as error:  # fmt: skip
            raise InputError(f"{name} is damaged or locked", hint=_SAVE_AGAIN) from error

    @property
    def main(self) -> str:
        """The name of the part that holds the text."""
        for kind, target in self.related(""):
            if kind == "officeDocument":
                return target
        return "word/document.xml"

    def related(self, name: str) -> Iterator[tuple[str, str]]:
        """(kind, name) of the parts that a part refers to, in the order of the file."""
        yield from self._relations(name).values()

    def _relations(self, name: str) -> Mapping[str, tuple[str, str]]:
        folder, leaf = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", f"{leaf}.rels"))
        found: dict[str, tuple[str, str]] = {}
        for number, row in enumerate(root if root is not None else ()):
            if row.get("TargetMode") == "External":
                continue
            target = row.get("Target") or ""
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            kind = (row.get("Type") or "").rpartition("/")[2]
            found[row.get("Id") or str(number)] = (kind, posixpath.normpath(path))
        return found
