"""`toolkit cite`: a comparison in words for a paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli.options import Call, command
from toolkit.cli.plain import plain
from toolkit.cli.progress import patient

if TYPE_CHECKING:
    from toolkit.report import Citation


@command(
    "toolkit cite forums.duckdb",
    "toolkit cite forums.duckdb --groups nato,eu --bibtex > forums.bib",
)
def cite(
    call: Call,
    store: Annotated[
        Path | None, typer.Argument(metavar="STORE", help="Without one: toolkit itself.")
    ] = None,
    groups: Annotated[
        str, typer.Option(metavar="A,B,...", help="Which groups, in this order; all if not given.")
    ] = "",
    date: Annotated[str, typer.Option(metavar="TEXT", help="A date for the citation.")] = "",
    bibtex: Annotated[bool, typer.Option("--bibtex", help="Only the BibTeX entries.")] = False,
) -> None:
    """Print methods paragraph, citation and BibTeX of a comparison.

    Without STORE the citation of toolkit itself.
    """
    chosen = [name.strip() for name in groups.split(",") if name.strip()]
    found = _software() if store is None else _comparison(call, store, chosen, date)
    text = found.bibtex if bibtex else str(found)
    call.screen.result(*(plain(line) for line in text.split("\n")))
    call.screen.data({**found.to_dict(), "warnings": call.screen.warnings})


def _comparison(call: Call, store: Path, groups: list[str], date: str) -> Citation:
    with call.look(store) as corpus, patient(call.screen) as show:
        return corpus.compare(*groups, progress=show).cite(date)


def _software() -> Citation:
    import toolkit
    from toolkit.report import cite_software

    return cite_software(toolkit.__version__)
