"""What reading gives back: documents that were loaded, and inputs that were left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.types import Document, Sentence
from toolkit.value import Value

if TYPE_CHECKING:
    from toolkit.documents.remembering import Seen


@dataclass(frozen=True, slots=True)
class Skipped(Value):
    """An input that was left out: `where` is a file, a file:line or a byte in a file."""

    where: str
    what: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" + (f" ({self.hint})" if self.hint else "")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A document with its sentences and the label of the input that it came from; `home` tells
    inputs of one label apart (a hash of the place, never the place). `file` is its file below the
    input, `made` a hash of all that it was made from ('' = not known)."""

    document: Document
    sentences: tuple[Sentence, ...]
    root: str
    home: str = ""
    file: str = ""
    made: str = ""

    @property
    def origin(self) -> str:
        """Equal for documents of one input, on one machine."""
        return f"{self.root} {self.home}".strip()


@dataclass(frozen=True, slots=True)
class ReadResult:
    """Documents ordered by doc_id, skipped inputs in reading order, warnings likewise.

    A warning is about a document that was read all the same (a guessed encoding, a date that is
    not ISO). `kept` maps the doc_ids that are as they were, and were not prepared again, to origin
    and file; `files` are all files, as they are now.
    """

    documents: tuple[Loaded, ...]
    skipped: tuple[Skipped, ...] = ()
    warnings: tuple[str, ...] = ()
    kept: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    files: tuple[Seen, ...] = ()


def printable(name: str) -> str:
    """A file name for a message: control characters are written as escapes."""
    if name.isprintable():
        return name
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in name)
