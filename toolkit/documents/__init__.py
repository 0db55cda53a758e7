"""Files -> documents: a reader per format, zones of boilerplate, sentences with exact offsets."""

from toolkit.documents.language import guess_language
from toolkit.documents.lines import page_of
from toolkit.documents.preparing import prepare, prepare_all
from toolkit.documents.reading import read
from toolkit.documents.repetition import find_repeated
from toolkit.documents.reprints import Reprint, find_reprints
from toolkit.documents.result import Loaded, ReadResult, Skipped
from toolkit.documents.sentences import split_sentences
from toolkit.documents.zones import find_zones

__all__ = [
    "Loaded",
    "ReadResult",
    "Reprint",
    "Skipped",
    "find_repeated",
    "find_reprints",
    "find_zones",
    "guess_language",
    "page_of",
    "prepare",
    "prepare_all",
    "read",
    "split_sentences",
]
