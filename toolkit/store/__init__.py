"""The DuckDB file that holds a corpus: schema, transactions, rows in and out."""

from toolkit.store.database import SCHEMA_VERSION, Store
from toolkit.store.rows import (
    ChainRows,
    chain_rows,
    read_chains,
    read_documents,
    read_mentions,
    read_sentences,
    write_chain_rows,
    write_chains,
    write_documents,
)
from toolkit.store.shared_text import read_marks, write_marks

__all__ = [
    "SCHEMA_VERSION",
    "ChainRows",
    "Store",
    "chain_rows",
    "read_chains",
    "read_documents",
    "read_marks",
    "read_mentions",
    "read_sentences",
    "write_chain_rows",
    "write_chains",
    "write_documents",
    "write_marks",
]
