"""`toolkit runs`: what was done to a store."""

from __future__ import annotations

from toolkit.cli.options import Call, Store, command
from toolkit.cli.plain import table


@command("toolkit runs forums.duckdb", "toolkit runs forums.duckdb --json")
def runs(call: Call, store: Store) -> None:
    """List the past runs of a store."""
    with call.look(store) as corpus:
        found = corpus.runs()
    names = list(dict.fromkeys(
        name for run in found for name, value in run.items() if isinstance(value, str | int | float)
    ))  # fmt: skip
    call.screen.result(*table(names, [[run.get(name, "") for name in names] for run in found]))
    if not found:
        call.screen.note("No runs yet.")
    call.screen.data({**found.to_dict(), "warnings": call.screen.warnings})
