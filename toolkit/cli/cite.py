"""`toolkit cite`: a comparison in words for a paper."""

from __future__ import annotations

import dataclasses
from typing import Annotated

import typer

from toolkit.cli.options import Call, Store, command
from toolkit.cli.plain import plain


@command(
    "toolkit cite forums.duckdb",
    "toolkit cite forums.duckdb --groups nato,eu --bibtex > forums.bib",
)
def cite(
    call: Call,
    store: Store,
    groups: Annotated[
        str, typer.Option(metavar="A,B,...", help="Which groups, in this order; all if not given.")
    ] = "",
    date: Annotated[str, typer.Option(metavar="TEXT", help="A date for the citation.")] = "",
    bibtex: Annotated[bool, typer.Option("--bibtex", help="Only the BibTeX entries.")] = False,
) -> None:
    """Print methods paragraph, citation and BibTeX of a comparison."""
    chosen = [name.strip() for name in groups.split(",") if name.strip()]
    with call.look(store) as corpus:
        found = corpus.compare(*chosen).cite(date)
    text = found.bibtex if bibtex else str(found)
    call.screen.result(*(plain(line) for line in text.split("\n")))
    call.screen.data({**dataclasses.asdict(found), "warnings": call.screen.warnings})
