"""Files -> documents: a reader per format, zones of boilerplate, sentences with exact offsets."""

from toolkit.documents.formats import Raw
from toolkit.documents.language import guess_language
from toolkit.documents.likely import (
    LEAST_WORDS,
    Signature,
    Signatures,
    candidates,
    candidates_now,
)
from toolkit.documents.lines import page_of
from toolkit.documents.preparing import prepare, prepare_all
from toolkit.documents.reading import read
from toolkit.documents.remembering import Memory, Seen, made_from
from toolkit.documents.repetition import LEAST_DOCUMENTS, find_repeated, paragraphs_of
from toolkit.documents.reprints import Reprint, compare_all, find_reprints, signatures
from toolkit.documents.result import Loaded, ReadResult, Skipped
from toolkit.documents.sentences import split_sentences
from toolkit.documents.zones import find_language_and_zones, find_zones

__all__ = [
    "LEAST_DOCUMENTS",
    "LEAST_WORDS",
    "Loaded",
    "Memory",
    "Raw",
    "ReadResult",
    "Reprint",
    "Seen",
    "Signature",
    "Signatures",
    "Skipped",
    "candidates",
    "candidates_now",
    "compare_all",
    "find_language_and_zones",
    "find_repeated",
    "find_reprints",
    "find_zones",
    "guess_language",
    "made_from",
    "page_of",
    "paragraphs_of",
    "prepare",
    "prepare_all",
    "read",
    "signatures",
    "split_sentences",
]
