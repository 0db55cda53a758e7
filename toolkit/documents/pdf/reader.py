"""The reader of PDF files. It runs in a process of its own: see toolkit.documents.guard."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator, Sequence

from toolkit.documents.formats import File, Raw, read_bytes
from toolkit.documents.pdf.facts import Facts, read_facts
from toolkit.documents.pdf.layout import lay_out, unread
from toolkit.documents.pdf.runs import Run, page_runs
from toolkit.documents.result import Skipped
from toolkit.errors import InputError

MOST_PAGES = 50_000
MOST_BROKEN = 500  # pages that cannot be read: then it is damaged, and the rest is not tried
LEAST_READABLE = 0.7  # of the characters must be letters, digits, blanks or marks of a text
NEEDS_OCR = "recognise its text first (OCR), and give the PDF with text or the text itself"
_PASSWORD, _SECURITY = 4, 5  # error codes of pdfium


def read_pdf(file: File) -> Iterator[Raw | Skipped]:
    """The text of a PDF with zones for running headers, footers and page numbers.

    Raises InputError for what is no PDF, damaged, or locked by a password.
    """
    import pypdfium2 as pdfium

    data = read_bytes(file, file.max_total)
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise _refusal(data, getattr(error, "err_code", None)) from error
    try:
        facts = read_facts(document.get_metadata_dict(), _language(document), data)
        pages, broken = _pages(document, file.max_bytes)
    finally:
        document.close()
    yield _document(file, pages, broken, facts)


def _pages(document: object, limit: int) -> tuple[list[list[Run]], int]:
    """The runs of each page, and how many pages could not be read."""
    import pypdfium2 as pdfium

    assert isinstance(document, pdfium.PdfDocument)
    pages: list[list[Run]] = []
    broken = 0
    if len(document) > MOST_PAGES:
        hint = "divide it, or take it out"
        raise InputError(f"says that it has {len(document):,} pages", hint=hint)
    for number in range(len(document)):
        try:
            page = document[number]
            runs = page_runs(page, limit)
            page.close()
        except pdfium.PdfiumError:
            runs, broken = [], broken + 1
        if broken > MOST_BROKEN:
            raise InputError(f"more than {MOST_BROKEN} damaged pages", hint="take it out")
        pages.append(runs)
        limit -= sum(len(run.text) for run in runs)
        if limit <= 0:
            hint = "raise documents.max_bytes in the configuration"
            raise InputError("more text than documents.max_bytes allows", hint=hint)
    return pages, broken


def _document(
    file: File, pages: Sequence[Sequence[Run]], broken: int, facts: Facts
) -> Raw | Skipped:
    found = lay_out(pages)
    text = found.text
    if not text.strip():
        count = f"{len(pages)} page{'s' * (len(pages) != 1)}"
        return Skipped(file.where, f"no text in the PDF ({count}, scanned?)", NEEDS_OCR)
    if not _is_readable(text):
        return Skipped(file.where, "the PDF does not say which letters its signs are", NEEDS_OCR)
    empty = list(unread(pages))
    warnings = [f"no text on page {_ranges(empty)} (scanned or empty)"] if empty else []
    if broken:
        warnings.append(f"{broken} damaged pages left out")
    return Raw(
        text, title=facts.title or found.title, lang=facts.lang, publisher=facts.publisher,
        zones=tuple(found.zones), created=facts.created, warning="; ".join(warnings),
    )  # fmt: skip


def _is_readable(text: str) -> bool:
    """Whether most characters are those of a text; fonts without a table give anything else."""
    signs = [c for c in text if not c.isspace()]
    good = sum(unicodedata.category(c)[0] in "LNP" and c != "\ufffd" for c in signs)
    return good >= LEAST_READABLE * len(signs)


def _ranges(numbers: Sequence[int]) -> str:
    """ "3", "3-5", "1, 3-5 and 4 more"."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and parts[-1][-1] == number - 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    shown = [str(p[0]) if len(p) == 1 else f"{p[0]}-{p[-1]}" for p in parts]
    more = f" and {len(shown) - 8} more" if len(shown) > 8 else ""
    return ", ".join(shown[:8]) + more


def _language(document: object) -> str:
    from pypdfium2 import PdfDocument, raw

    assert isinstance(document, PdfDocument)
    size = raw.FPDFCatalog_GetLanguage(document.raw, None, 0)
    if not 2 < size < 200:
        return ""
    buffer = (raw.FPDF_WCHAR * (size // 2 + 1))()
    raw.FPDFCatalog_GetLanguage(document.raw, buffer, size)
    return ctypes.string_at(buffer, size - 2).decode("utf-16-le", "replace")


def _refusal(data: bytes, code: int | None) -> InputError:
    if code in (_PASSWORD, _SECURITY):
        return InputError("locked by a password", hint="save a copy without the password")
    if b"%PDF-" not in data[:1024]:
        return InputError("no PDF, whatever its name says", hint="give it its right suffix")
    return InputError("a damaged PDF", hint="open and save it again, or take it out")
