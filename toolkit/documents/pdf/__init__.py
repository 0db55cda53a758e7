"""PDF -> text: runs of characters with places, rows, columns, paragraphs, headers and footers."""

from toolkit.documents.pdf.reader import read_pdf

__all__ = ["read_pdf"]
