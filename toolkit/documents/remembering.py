"""Which files need not be read again, because nothing of them or of how they are read changed."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from toolkit.documents.formats import File, Raw
from toolkit.documents.result import Skipped
from toolkit.types import Document

# A file that changed so shortly before it was read may change again without a new time.
SETTLED = 2_000_000_000  # nanoseconds
_CHUNK = 1 << 20
Place = tuple[str, str]  # origin of the input, path below it


@dataclass(frozen=True, slots=True)
class Seen:
    """A file that was read. `stat` is what the file system said of it ('' = it may change without
    saying so), `sha256` of its `size` bytes, `reading` how it was read; `skipped` and `warnings`
    are what was said of it."""

    origin: str
    name: str
    stat: str
    sha256: str
    reading: str
    skipped: tuple[Skipped, ...] = ()
    warnings: tuple[str, ...] = ()
    size: int = 0

    @property
    def place(self) -> Place:
        return (self.origin, self.name)


@dataclass(frozen=True, slots=True)
class Look:
    """A file as it is now (None for what is no regular file, or cannot be read), whether all its
    documents are those that are known, and else of how many bytes and lines at its beginning."""

    seen: Seen | None = None
    same: bool = False
    begin: int = 0
    lines: int = 0


@dataclass(frozen=True)
class Memory:
    """What a store knows: `reading` is how files are read now, `seen` and `documents` tell of each
    file what was read and which documents it gave, `made` of each document a hash of all that it
    was made from."""

    reading: str = ""
    seen: Mapping[Place, Seen] = field(default_factory=dict)
    documents: Mapping[Place, tuple[str, ...]] = field(default_factory=dict)
    made: Mapping[str, str] = field(default_factory=dict)

    def look(self, file: File) -> Look:
        """What of the file is known."""
        before = self.seen.get((file.origin, file.name))
        known = before is not None and before.reading == self.reading
        try:
            found = file.path.stat()
            if not stat.S_ISREG(found.st_mode) or found.st_size > file.max_total:
                return Look()
            state = _state(found)
            if known and before is not None and state and before.stat == state:
                return Look(before, True)
            digest = _Digest(file, before.size if known and before is not None else 0)
        except OSError:
            return Look()
        now = Seen(file.origin, file.name, state, digest.whole, self.reading, size=digest.size)
        if known and before is not None and before.sha256 == digest.whole:
            return Look(replace(before, stat=state), True)
        if known and before is not None and before.sha256 == digest.first and not before.skipped:
            # lines were appended to a table: the documents before them are those that are known
            return Look(replace(now, warnings=before.warnings), False, before.size, digest.lines)
        return Look(now)

    @property
    def places(self) -> dict[str, Place]:
        """Where each known document comes from."""
        return {doc_id: place for place, ids in self.documents.items() for doc_id in ids}

    def is_known(self, document: Document, made: str) -> bool:
        return bool(made) and self.made.get(document.doc_id) == made


def made_from(reading: str, document: Document, raw: Raw) -> str:
    """A hash of all that a document is made from, before it is prepared."""
    parts = (
        reading, document.doc_id, document.text, document.group, document.title, document.date,
        document.lang, document.publisher, document.source, raw.created,
        *(f"{z.start} {z.end} {z.kind}" for z in (*document.zones, *raw.zones)),
    )  # fmt: skip
    told = f"{list(map(len, parts))}{''.join(parts)}"
    return hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _state(found: os.stat_result) -> str:
    """Equal only for a file that did not change; '' where it changed a moment ago."""
    if time.time_ns() - max(found.st_mtime_ns, found.st_ctime_ns) < SETTLED:
        return ""
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}"


class _Digest:
    """`whole` of a file of `size` bytes; of a table of one document a line also `first`, that of
    its first bytes, where these are `lines` whole lines."""

    def __init__(self, file: File, first: int) -> None:
        digest, self.first, self.lines, self.size = hashlib.sha256(), "", 0, 0
        first = first if file.path.suffix.lower() == ".jsonl" else 0
        with file.path.open("rb") as stream:
            while chunk := stream.read(min(_CHUNK, first - self.size) if first else _CHUNK):
                digest.update(chunk)
                self.size += len(chunk)
                self.lines += chunk.count(b"\n") if first else 0
                if first and self.size == first:
                    self.first = digest.hexdigest() if chunk.endswith(b"\n") else ""
                    first = 0
        self.whole = digest.hexdigest()
