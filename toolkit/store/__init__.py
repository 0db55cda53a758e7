"""The DuckDB file that holds a corpus: schema, transactions, rows in and out."""

from toolkit.store.database import SCHEMA_VERSION, Store
from toolkit.store.rows import (
    chain_tables,
    read_chains,
    read_documents,
    read_mentions,
    read_sentences,
    write_chain_tables,
    write_chains,
    write_documents,
)

__all__ = [
    "SCHEMA_VERSION",
    "Store",
    "chain_tables",
    "read_chains",
    "read_documents",
    "read_mentions",
    "read_sentences",
    "write_chain_tables",
    "write_chains",
    "write_documents",
]
