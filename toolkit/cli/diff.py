"""`toolkit diff`: what changed from one resolved store to another."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from toolkit.cli.options import Call, command
from toolkit.cli.plain import plain, sentence
from toolkit.errors import UsageError

SHOWN = 10


@command(
    "toolkit diff before.duckdb after.duckdb",
    "toolkit diff before.duckdb after.duckdb --groups nato,eu --fail-on-change",
)
def diff(
    call: Call,
    before: Annotated[Path, typer.Argument(metavar="A.duckdb", help="The earlier store.")],
    after: Annotated[Path, typer.Argument(metavar="B.duckdb", help="The later store.")],
    groups: Annotated[
        str, typer.Option(metavar="A,B,...", help="Which groups to compare; all common ones else.")
    ] = "",
    show_all: Annotated[
        bool, typer.Option("--all", help="Every change, not the first ones of each sort.")
    ] = False,
    fail_on_change: Annotated[
        bool, typer.Option("--fail-on-change", help="Exit code 1 where anything differs.")
    ] = False,
) -> int:
    """Tell what merged, split, appeared, and which conclusions changed.

    Entities are matched by the names that they share in documents of equal text. Nothing is
    written.
    """
    if before.exists() and after.exists() and before.samefile(after):
        raise UsageError(
            "both are the same file", where=str(after),
            hint="Keep a copy of a store before you resolve into it again.",
        )  # fmt: skip
    chosen = [name.strip() for name in groups.split(",") if name.strip()]
    with call.look(before) as old, call.look(after) as new:
        found = old.diff(new, *chosen)
    screen = call.screen
    screen.result(sentence(found.summary))
    for heading, lines in found.sections():
        shown = lines if show_all else lines[:SHOWN]
        screen.result("", screen.heading(plain(heading)), *(f"  {sentence(x)}" for x in shown))
        if len(lines) > len(shown):
            screen.result(f"  ... and {len(lines) - len(shown):,} more (--all lists them)")
    if found.conclusions is None:
        screen.warn("the stores have no group in common: comparisons were not set side by side")
    screen.data({**found.to_dict(), "warnings": screen.warnings})
    if not found.equal:
        screen.next(["compare", str(after)], ["review", str(after)])
    return 1 if fail_on_change and not found.equal else 0
