"""`toolkit export`: what is in a store, as a file."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from toolkit.cli.options import Call, Output, Store, command
from toolkit.cli.plain import plain

What = Literal["mentions", "entities", "pairs", "themes", "emerging", "graph", "comparison"]


@command(
    "toolkit export mentions forums.duckdb -o mentions.jsonl",
    "toolkit export graph forums.duckdb -o forums.graphml",
)
def export(
    call: Call,
    what: Annotated[What, typer.Argument(metavar="WHAT", help=" | ".join(What.__args__))],
    store: Store,
    output: Output,
) -> None:
    """Write what is in a store to a file.

    The suffix is the format: .jsonl .csv .parquet; graph: .graphml .gexf .json; entities also
    .jsonld.
    """
    with call.look(store) as corpus:
        corpus.export(what, output)
    call.screen.result(plain(output))
    call.screen.data(
        {"what": what, "outputs": {what: str(output)}, "warnings": call.screen.warnings}
    )
