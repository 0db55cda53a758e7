"""A reader per format. A reader turns one file into raw documents.

A reader is given a File and yields Raw documents and Skipped places. It raises InputError for a
file that cannot be read as a whole.
"""

from __future__ import annotations

import gzip
import stat
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from toolkit.documents.decoding import Decoded, Undecodable, decode
from toolkit.documents.figures import caption_zones, keep_captions
from toolkit.documents.metadata import front_matter, iso_date, language_code
from toolkit.documents.result import Skipped, printable
from toolkit.errors import InputError
from toolkit.types import Zone

NO_CLOCK = "2100-01-01"  # the latest date that a page may claim: no result depends on today
_TEXTS = (".txt", ".md", ".html", ".htm", ".jsonl", ".csv")
# The suffix in lower case with the dot, of packed files the last two.
FORMATS = frozenset((*_TEXTS, *(f"{suffix}.gz" for suffix in _TEXTS), ".pdf", ".docx"))
# What people keep documents in and we cannot read: worth a word, not silence.
UNREAD = frozenset(
    (".doc", ".rtf", ".odt", ".pages", ".epub", ".ppt", ".pptx", ".odp", ".eml", ".msg", ".mht",
     ".mhtml", ".djvu", ".ps", ".tex", ".xps")
)  # fmt: skip
DAMAGED = (OSError, EOFError, zlib.error)


@dataclass(frozen=True, slots=True)
class File:
    """A file to read: `name` is its path below the given folder, POSIX; `root` is the label of
    the input, `home` tells inputs of one label apart without naming where they are. `max_bytes`
    bounds a text, `max_total` a PDF and what a packed table holds. Of a table of one document a
    line the first `begin` bytes, which are `lines` whole lines, are passed over."""

    path: Path
    name: str
    root: str
    max_bytes: int
    home: str = ""
    max_total: int = 200_000_000
    begin: int = 0
    lines: int = 0

    @property
    def origin(self) -> str:
        """Equal for files of one input, on one machine."""
        return f"{self.root} {self.home}".strip()

    @property
    def is_packed(self) -> bool:
        return self.path.suffix.lower() == ".gz"

    @property
    def where(self) -> str:
        """For messages: never an absolute path, never a control character."""
        return printable(self.name if self.name == self.root else f"{self.root}/{self.name}")


@dataclass(frozen=True, slots=True)
class Raw:
    """One document as a reader finds it; empty fields are filled from the path and the text.

    `zones` are those that only the format shows (running headers). `created` is when the file was
    made: the date of the document where its text gives none.
    """

    text: str
    doc_id: str = ""
    group: str = ""
    title: str = ""
    date: str = ""
    lang: str = ""
    publisher: str = ""
    source: str = ""
    line: int = 0  # in its file, 0 = the whole file
    warning: str = ""
    zones: tuple[Zone, ...] = ()
    created: str = ""


Reader = Callable[[File], Iterator[Raw | Skipped]]


def read_text(file: File) -> Iterator[Raw | Skipped]:
    decoded = load(file)
    yield Raw(decoded.text, warning=_guess_warning(decoded))


def read_markdown(file: File) -> Iterator[Raw | Skipped]:
    """Markdown stays as it is; front matter gives title, date, group, lang, publisher."""
    decoded = load(file)
    given = front_matter(decoded.text)
    yield Raw(
        decoded.text,
        group=given.get("group", ""),
        title=given.get("title", ""),
        date=iso_date(given.get("date", "")),
        lang=language_code(given.get("lang", given.get("language", ""))),
        publisher=given.get("publisher", ""),
        warning=_guess_warning(decoded),
    )


def read_html(file: File) -> Iterator[Raw | Skipped]:
    """The main text of a page as trafilatura finds it, with the metadata of the page; captions of
    figures stand where their figures stood, as zones."""
    import logging

    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it reports on broken pages
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    decoded = load(file)
    dates = {"extensive_search": False, "original_date": True, "max_date": NO_CLOCK}
    try:
        page = trafilatura.load_html(decoded.text)
        captions = keep_captions(page) if page is not None else frozenset[str]()
        text = trafilatura.extract(
            decoded.text if page is None else page,
            include_comments=False, include_tables=True, output_format="txt",
            favor_precision=False, date_extraction_params=dates,
        )  # fmt: skip
        found = trafilatura.extract_metadata(decoded.text, date_config=dates, extensive=False)
    except Exception as error:  # whatever a hostile page makes the parser do
        raise InputError(f"the page cannot be parsed: {type(error).__name__}") from error
    if not text or not text.strip():
        yield Skipped(file.where, "no text found in the page", "save the text as .txt")
        return
    yield Raw(
        text,
        title=(found.title or "").strip(),
        date=iso_date(found.date or ""),
        lang=language_code(found.language or ""),
        publisher=(found.sitename or "").strip(),
        warning=_guess_warning(decoded),
        zones=caption_zones(text, captions),
    )


def load(file: File, limit: int = 0) -> Decoded:
    """The decoded content of a regular file, unpacked if it is a .gz. Raises InputError, also
    where it is larger than `limit` bytes (0 = max_bytes)."""
    data = read_bytes(file, limit or file.max_bytes)
    try:
        return decode(data)
    except Undecodable as error:
        hint = _what_it_is(data) or "save it as UTF-8, or take it out of the folder"
        raise InputError(f"{error.what}, at byte {error.offset}", hint=hint) from error


def read_bytes(file: File, limit: int) -> bytes:
    """At most `limit` bytes of a regular file; a .gz is unpacked no further than that."""
    with open_file(file) as stream:
        try:
            data = stream.read(limit + 1)
        except DAMAGED as error:
            raise damage(error) from error
    if len(data) > limit:
        hint = "raise documents.max_bytes or max_total_bytes in the configuration"
        raise InputError(f"larger than {limit:,} bytes, over the limit", hint=hint)
    return data


def open_file(file: File) -> BinaryIO:
    """The bytes of a regular file, unpacked if it is a .gz. Raises InputError."""
    try:
        if not stat.S_ISREG(file.path.stat().st_mode):
            raise InputError("not a regular file")
        stream = file.path.open("rb")
    except OSError as error:
        raise damage(error) from error
    return cast(BinaryIO, gzip.GzipFile(fileobj=stream)) if file.is_packed else stream


def damage(error: Exception) -> InputError:
    """What went wrong while reading bytes, in words."""
    if isinstance(error, gzip.BadGzipFile | EOFError | zlib.error):
        return InputError("a damaged .gz file", hint="pack it again, or give it unpacked")
    reason = getattr(error, "strerror", None) or type(error).__name__
    return InputError(f"cannot be read: {reason}")


def _what_it_is(data: bytes) -> str:
    """A hint for what has the name of a text and the beginning of something else."""
    kinds = ((b"%PDF-", "a PDF: call it .pdf"), (b"PK\x03\x04", "a zip archive: Word's is .docx"),
             (b"\x1f\x8b", "packed: add .gz to its name"))  # fmt: skip
    return next((f"it looks like {what}" for mark, what in kinds if data.startswith(mark)), "")


def _guess_warning(decoded: Decoded) -> str:
    return f"not UTF-8, read as {decoded.guessed}" if decoded.guessed else ""


def reader_of(form: str) -> Reader:
    """The reader of one of FORMATS; parsers are imported when they are needed."""
    plain = form.removesuffix(".gz")
    if plain == ".pdf":
        from toolkit.documents.pdf import read_pdf

        return read_pdf
    if plain == ".docx":
        from toolkit.documents.word import read_docx

        return read_docx
    if plain in (".jsonl", ".csv"):
        from toolkit.documents.tables import read_csv, read_jsonl

        return read_jsonl if plain == ".jsonl" else read_csv
    return {".txt": read_text, ".md": read_markdown}.get(plain, read_html)


@lru_cache(maxsize=1_000)  # the lines of a table are of one file
def format_of(name: str) -> str:
    """The format of a file name: ".pdf", ".txt.gz", "" where it has no suffix."""
    suffixes = PurePosixPath(name.lower()).suffixes
    return "".join(suffixes[-2:] if suffixes[-1:] == [".gz"] else suffixes[-1:])
