"""Files, folders and tables -> documents with zones and sentences."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Literal

from toolkit.config import DocumentSettings
from toolkit.documents.formats import FORMATS, UNREAD, File, Raw, format_of, reader_of
from toolkit.documents.guard import GUARDED, Guard
from toolkit.documents.preparing import prepare_all
from toolkit.documents.remembering import Memory, Seen, made_from
from toolkit.documents.result import Loaded, ReadResult, Skipped, printable
from toolkit.errors import InputError, UsageError
from toolkit.progress import told
from toolkit.types import Document, content_id

GroupsFrom = Literal["folder", "field", "file"]
NO_GROUP = "all"


def read(
    inputs: Sequence[Path], settings: DocumentSettings, groups_from: str = "folder",
    threads: int = 1, memory: Memory | None = None,
) -> ReadResult:  # fmt: skip
    """Read folders (all below them), single files and tables of documents.

    `doc_id` is the path below the given folder without suffix, in a table the field. `group` is
    the `group` field of a table, else the first folder below the given one, or that one for what
    lies in none (`folder`); only the field, also of Markdown front matter (`field`); or the path of
    each file (`file`); "all" where there is none.
    `threads` is as in the settings. What `memory` knows to be unchanged is not read again.

    Raises InputError when an input does not exist, when a file given by name has an unknown
    format, when two documents have one doc_id, and when no document was found.
    """
    if groups_from not in ("folder", "field", "file"):
        raise UsageError(f"unknown groups_from {groups_from!r}", hint="folder, field or file")
    skipped: list[Skipped] = []
    with Guard(settings) as guard:
        reading = _Reading(memory or Memory(), groups_from, guard, skipped)
        for file in told("reading", _files(inputs, settings, skipped)):
            reading.take(file)
    if not reading.places:
        raise _nothing_found(inputs, skipped)
    found = reading.found
    made = prepare_all([(f.document, f.file.root, f.raw.zones) for f in found], threads)
    loaded = [_finished(one, entry) for one, entry in zip(made, found, strict=True)]
    loaded.sort(key=lambda entry: entry.document.doc_id)
    return ReadResult(
        tuple(loaded), tuple(skipped), tuple(reading.warnings), reading.kept, tuple(reading.files)
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """A document that has to be prepared."""

    document: Document
    file: File
    raw: Raw
    made: str


class _Reading:
    """What was found so far. `places` tell where each doc_id stands."""

    def __init__(
        self, memory: Memory, groups_from: str, guard: Guard, skipped: list[Skipped]
    ) -> None:
        self._memory, self._groups_from = memory, groups_from
        self._guard, self._skipped = guard, skipped
        self.places: dict[str, str] = {}
        self.found: list[_Found] = []
        self.kept: dict[str, tuple[str, str]] = {}
        self.warnings: list[str] = []
        self.files: list[Seen] = []

    def take(self, file: File) -> None:
        look = self._memory.look(file)
        before = len(self._skipped), len(self.warnings)
        seen = look.seen
        if seen is not None and (look.same or look.begin) and self._known(seen):
            for doc_id in self._known(seen):
                self._place(doc_id, file.where)
                self.kept[doc_id] = seen.place
            self._skipped += seen.skipped
            self.warnings += seen.warnings
            if look.same:
                self.files.append(seen)
                return
            file = replace(file, begin=look.begin, lines=look.lines)
        for raw in _read_file(file, self._guard, self._skipped):
            self._take_document(file, raw)
        if seen is not None:
            said = tuple(self._skipped[before[0] :]), tuple(self.warnings[before[1] :])
            self.files.append(replace(seen, skipped=said[0], warnings=said[1]))

    def _known(self, seen: Seen) -> tuple[str, ...]:
        """The doc_ids that a file gave when it was read before."""
        return self._memory.documents.get(seen.place, ())

    def _take_document(self, file: File, raw: Raw) -> None:
        document = _document(file, raw, self._groups_from)
        where = f"{file.where}:{raw.line}" if raw.line else file.where
        self._place(document.doc_id, where)
        if not document.text.strip():
            del self.places[document.doc_id]
            self._skipped.append(Skipped(where, "no text in it"))
            return
        if raw.warning:
            self.warnings.append(f"{where}: {raw.warning}")
        made = made_from(self._memory.reading, document, raw)
        if self._memory.is_known(document, made):
            self.kept[document.doc_id] = (file.origin, file.name)
        else:
            self.found.append(_Found(document, file, raw, made))

    def _place(self, doc_id: str, where: str) -> None:
        if doc_id in self.places:
            raise InputError(
                f"two documents are called {printable(doc_id)!r}: {self.places[doc_id]} and "
                f"{where}",
                hint="Rename one of them, or give the folder above both.",
            )
        self.places[doc_id] = where


def _finished(loaded: Loaded, found: _Found) -> Loaded:
    """Where nothing tells the date of a document, its file says when it was made."""
    if found.raw.created and not loaded.document.date:
        loaded = replace(loaded, document=replace(loaded.document, date=found.raw.created))
    file = found.file
    return replace(loaded, home=file.home, file=file.name, made=found.made)


def _document(file: File, raw: Raw, groups_from: str) -> Document:
    stem, folder = _stem_and_folder(file.name)
    given = file.root if file.name != file.root else ""  # a folder: `toolkit resolve nato eu`
    if groups_from == "file":
        group = stem
    elif groups_from == "field" or raw.line:
        group = raw.group
    else:
        group = ""
    if not group and groups_from == "folder":
        group = folder or given
    return Document(
        doc_id=raw.doc_id or stem, text=raw.text, group=group or NO_GROUP, title=raw.title,
        date=raw.date, lang=raw.lang, publisher=raw.publisher, source=raw.source or file.name,
    )  # fmt: skip


@lru_cache(maxsize=1_000)  # the lines of a table are of one file
def _stem_and_folder(name: str) -> tuple[str, str]:
    """A path without the suffix of its format, and its first folder, "" where it is in none."""
    path = PurePosixPath(name)
    stem = path.as_posix()[: len(path.as_posix()) - len(format_of(path.name))]
    return stem, path.parts[0] if len(path.parts) > 1 else ""


def _read_file(file: File, guard: Guard, skipped: list[Skipped]) -> Iterator[Raw]:
    form = format_of(file.name)
    try:
        for found in guard.read(file) if form in GUARDED else reader_of(form)(file):
            if isinstance(found, Skipped):
                skipped.append(found)
            else:
                yield found
    except InputError as error:
        skipped.append(Skipped(error.where or file.where, error.what, error.hint))


def _files(
    inputs: Sequence[Path], settings: DocumentSettings, skipped: list[Skipped]
) -> Iterator[File]:
    bounds = {"max_bytes": settings.max_bytes, "max_total": settings.max_total_bytes}
    for given in inputs:
        label = given.name if given.name not in ("", "..") else given.resolve().name
        home = content_id("", given.resolve().as_posix())[:8]
        if given.is_dir():
            for name in _below(given, label, skipped):
                yield File(given / name, name, label, home=home, **bounds)
        elif not os.path.lexists(given):
            raise InputError("no such file or folder", where=printable(str(given)))
        elif format_of(given.name) not in FORMATS:
            known = " ".join(sorted(FORMATS))
            raise InputError("unknown format", where=printable(given.name), hint=f"Known: {known}")
        else:
            yield File(given, given.name, label, home=home, **bounds)


def _below(folder: Path, label: str, skipped: list[Skipped]) -> list[str]:
    """Paths of the files with a known suffix below `folder`, sorted. Hidden ones are left out;
    documents in formats that are not read are listed."""
    names: list[str] = []
    home = os.path.realpath(folder)

    def leads_out(path: Path) -> bool:
        """Unlike Path.resolve, realpath also answers for links that lead to themselves."""
        return path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(home)

    def skip(path: Path, what: str, hint: str = "") -> None:
        where = f"{label}/{path.relative_to(folder).as_posix()}"
        skipped.append(Skipped(printable(where), what, hint))

    def unreadable(error: OSError) -> None:
        skip(Path(error.filename), f"cannot be read: {error.strerror}")

    for at, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in folders:
            path = Path(at, name)
            if leads_out(path):
                skip(path, "a link out of the given folder", "give its target as an input")
        for name in sorted(files):
            path = Path(at, name)
            if name.startswith((".", "~$")):  # "~$" are the locks of open Word files
                continue
            if path.suffix.lower() in UNREAD:
                skip(path, f"{path.suffix.lower()} is not read", "save it as .docx or .pdf")
                continue
            if format_of(name) not in FORMATS:
                continue
            relative = path.relative_to(folder).as_posix()
            if not relative.isascii() and any("\udc80" <= c <= "\udcff" for c in relative):
                skip(path, "the file name is not UTF-8", "rename the file")
            elif leads_out(path):
                skip(path, "a link out of the given folder", "give its target as an input")
            else:
                names.append(relative)
    return sorted(names)


def _nothing_found(inputs: Sequence[Path], skipped: Sequence[Skipped]) -> InputError:
    where = ", ".join(printable(path.name or str(path)) for path in inputs)
    hint = "Looked for " + " ".join(sorted(FORMATS)) + " files with text in them."
    if skipped:
        hint += f" Skipped {len(skipped)}, the first: {skipped[0]}"
    return InputError("no documents found", where=where, hint=hint)
