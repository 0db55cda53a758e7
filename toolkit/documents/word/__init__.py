"""Word files (.docx) -> text: body, lists, tables, boxes, notes; headers and footers as zones."""

from toolkit.documents.word.reader import read_docx

__all__ = ["read_docx"]
