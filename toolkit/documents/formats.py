"""A reader per format. A reader turns one file into raw documents; `READERS` maps suffixes.

A reader is given a File and yields Raw documents and Skipped places. It raises InputError for a
file that cannot be read as a whole.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from toolkit.documents.decoding import Decoded, Undecodable, decode
from toolkit.documents.metadata import front_matter, iso_date, language_code
from toolkit.documents.result import Skipped, printable
from toolkit.errors import InputError

NO_CLOCK = "2100-01-01"  # the latest date that a page may claim: no result depends on today


@dataclass(frozen=True, slots=True)
class File:
    """A file to read: `name` is its path below the given folder, POSIX; `root` is the label of
    the input, `home` tells inputs of one label apart without naming where they are."""

    path: Path
    name: str
    root: str
    max_bytes: int
    home: str = ""

    @property
    def where(self) -> str:
        """For messages: never an absolute path, never a control character."""
        return printable(self.name if self.name == self.root else f"{self.root}/{self.name}")


@dataclass(frozen=True, slots=True)
class Raw:
    """One document as a reader finds it; empty fields are filled from the path and the text."""

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
    """The main text of a page as trafilatura finds it, with the metadata of the page."""
    import logging

    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it reports on broken pages
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    decoded = load(file)
    dates = {"extensive_search": False, "original_date": True, "max_date": NO_CLOCK}
    try:
        text = trafilatura.extract(
            decoded.text, include_comments=False, include_tables=True, output_format="txt",
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
    )


def load(file: File, limit: bool = True) -> Decoded:
    """The decoded content of a regular file. Raises InputError; `limit` applies max_bytes."""
    try:
        status = file.path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise InputError("not a regular file")
        if limit and status.st_size > file.max_bytes:
            hint = "raise documents.max_bytes in the configuration"
            raise InputError(f"{status.st_size:,} bytes, over the limit", hint=hint)
        data = file.path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or type(error).__name__}") from error
    try:
        return decode(data)
    except Undecodable as error:
        hint = "save it as UTF-8, or take it out of the folder"
        raise InputError(f"{error.what}, at byte {error.offset}", hint=hint) from error


def _guess_warning(decoded: Decoded) -> str:
    return f"not UTF-8, read as {decoded.guessed}" if decoded.guessed else ""


def readers() -> dict[str, Reader]:
    """Readers by suffix, lower case with the dot."""
    from toolkit.documents.tables import read_csv, read_jsonl

    return {
        ".txt": read_text,
        ".md": read_markdown,
        ".html": read_html,
        ".htm": read_html,
        ".jsonl": read_jsonl,
        ".csv": read_csv,
    }
