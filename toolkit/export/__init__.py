"""Tables, graph and comparison as files: one module per format."""

from toolkit.export.writing import FORMATS, SUFFIXES, suffix_of, write, write_arrow

__all__ = ["FORMATS", "SUFFIXES", "suffix_of", "write", "write_arrow"]
