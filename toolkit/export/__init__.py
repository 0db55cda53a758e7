"""Tables, graph and comparison as files: one module per format."""

from toolkit.export.writing import FORMATS, SUFFIXES, suffix_of, write

__all__ = ["FORMATS", "SUFFIXES", "suffix_of", "write"]
