"""Every DuckDB connection of toolkit is sealed: it reaches its own file and nothing else.

A store may come from somebody else, and SQL can read files, fetch addresses, load extensions and
look at variables of the program that runs it. None of that is needed here, so all of it is off,
and the configuration is locked: no statement turns it on again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

Option = str | bool | int | float | list[str]

# What has to be said when a database is opened.
OPTIONS: Mapping[str, Option] = {
    "allow_community_extensions": "false",
    "allow_persistent_secrets": "false",  # those in the home of the user
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",  # a name in SQL is never a variable of Python
}
# What a store holds besides tables was put there by somebody else.
_ALIEN = (
    "SELECT 'view' AS kind, view_name AS name FROM duckdb_views() WHERE NOT internal "
    "UNION ALL SELECT 'macro', function_name FROM duckdb_functions() WHERE NOT internal "
    "UNION ALL SELECT 'trigger', trigger_name FROM duckdb_triggers() ORDER BY kind, name"
)


def seal(connection: duckdb.DuckDBPyConnection) -> None:
    """No file but that of the database (and its temporary ones), no network, no extension."""
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def alien(connection: duckdb.DuckDBPyConnection) -> str:
    """The first view, macro or trigger of a database ("view 'documents'"), "" where it has none.

    They are SQL that would run when a table of that name is read.
    """
    found = connection.execute(_ALIEN).fetchone()
    return f"{found[0]} {found[1][:60]!r}" if found else ""
