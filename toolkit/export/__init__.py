"""Tables, graph and comparison as files: one module per format."""

from toolkit.export.writing import SUFFIXES, write

__all__ = ["SUFFIXES", "write"]
