"""Files, folders and tables -> documents with zones and sentences."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Literal

from toolkit.config import DocumentSettings
from toolkit.documents.formats import FORMATS, UNREAD, File, Raw, format_of, reader_of
from toolkit.documents.guard import GUARDED, Guard
from toolkit.documents.preparing import prepare_all
from toolkit.documents.result import Loaded, ReadResult, Skipped, printable
from toolkit.errors import InputError, UsageError
from toolkit.types import Document, content_id

GroupsFrom = Literal["folder", "field", "file"]
NO_GROUP = "all"


def read(
    inputs: Sequence[Path], settings: DocumentSettings, groups_from: str = "folder",
    threads: int = 1,
) -> ReadResult:  # fmt: skip
    """Read folders (all below them), single files and tables of documents.

    `doc_id` is the path below the given folder without suffix, in a table the field. `group` is
    the `group` field of a table, else the first folder level (`folder`); only the field, also of
    Markdown front matter (`field`); or the path of each file (`file`); "all" where there is none.
    `threads` is as in the settings.

    Raises InputError when an input does not exist, when a file given by name has an unknown
    format, when two documents have one doc_id, and when no document was found.
    """
    if groups_from not in ("folder", "field", "file"):
        raise UsageError(f"unknown groups_from {groups_from!r}", hint="folder, field or file")
    skipped: list[Skipped] = []
    warnings: list[str] = []
    places: dict[str, str] = {}
    found: list[tuple[Document, File, Raw]] = []
    with Guard(settings) as guard:
        for file in _files(inputs, settings, skipped):
            for raw in _read_file(file, guard, skipped):
                document = _document(file, raw, groups_from)
                where = f"{file.where}:{raw.line}" if raw.line else file.where
                if document.doc_id in places:
                    raise InputError(
                        f"two documents are called {printable(document.doc_id)!r}: "
                        f"{places[document.doc_id]} and {where}",
                        hint="Rename one of them, or give the folder above both.",
                    )
                if not document.text.strip():
                    skipped.append(Skipped(where, "no text in it"))
                    continue
                places[document.doc_id] = where
                if raw.warning:
                    warnings.append(f"{where}: {raw.warning}")
                found.append((document, file, raw))
    if not found:
        raise _nothing_found(inputs, skipped)
    made = prepare_all([(document, file.root, raw.zones) for document, file, raw in found], threads)
    loaded = [_finished(one, file, raw) for one, (_, file, raw) in zip(made, found, strict=True)]
    loaded.sort(key=lambda entry: entry.document.doc_id)
    return ReadResult(tuple(loaded), tuple(skipped), tuple(warnings))


def _finished(found: Loaded, file: File, raw: Raw) -> Loaded:
    """Where nothing tells the date of a document, its file says when it was made."""
    if raw.created and not found.document.date:
        found = replace(found, document=replace(found.document, date=raw.created))
    return replace(found, home=file.home)


def _document(file: File, raw: Raw, groups_from: str) -> Document:
    path = PurePosixPath(file.name)
    stem = path.as_posix()[: len(path.as_posix()) - len(format_of(path.name))]
    if groups_from == "file":
        group = stem
    elif groups_from == "field" or raw.line:
        group = raw.group
    else:
        group = ""
    if not group and groups_from == "folder" and len(path.parts) > 1:
        group = path.parts[0]
    return Document(
        doc_id=raw.doc_id or stem, text=raw.text, group=group or NO_GROUP, title=raw.title,
        date=raw.date, lang=raw.lang, publisher=raw.publisher, source=raw.source or file.name,
    )  # fmt: skip


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
