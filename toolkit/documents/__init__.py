"""Files -> documents: a reader per format, zones of boilerplate, sentences with exact offsets."""

from toolkit.documents.language import guess_language
from toolkit.documents.reading import prepare, read
from toolkit.documents.result import Loaded, ReadResult, Skipped
from toolkit.documents.sentences import split_sentences
from toolkit.documents.zones import find_zones

__all__ = [
    "Loaded",
    "ReadResult",
    "Skipped",
    "find_zones",
    "guess_language",
    "prepare",
    "read",
    "split_sentences",
]
