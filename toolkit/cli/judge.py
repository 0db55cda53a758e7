"""`toolkit judge`: a person's decision about two names."""

from __future__ import annotations

from typing import Annotated

import typer

from toolkit.cli.options import Call, Store, command
from toolkit.cli.plain import plain
from toolkit.errors import UsageError


@command(
    "toolkit judge forums.duckdb ASD 'Autism Spectrum Disorder' --different --by lg",
)
def judge(
    call: Call,
    store: Store,
    left: Annotated[str, typer.Argument(metavar="NAME", help="A name as written, or an id.")],
    right: Annotated[str, typer.Argument(metavar="NAME", help="The other one.")],
    same: Annotated[bool, typer.Option("--same", help="Both mean one thing.")] = False,
    different: Annotated[bool, typer.Option("--different", help="They mean two things.")] = False,
    by: Annotated[str, typer.Option(metavar="WHO", help="Who decides.")] = "",
    why: Annotated[str, typer.Option(metavar="TEXT", help="The reason.")] = "",
) -> None:
    """Decide that two names mean one thing, or two.

    The next `resolve` obeys.
    """
    import toolkit

    if same == different:
        raise UsageError("say which", where="toolkit judge", hint="Add --same or --different.")
    with toolkit.open(
        store, config=call.config, overrides=call.overrides(), create=False
    ) as corpus:
        corpus.judge(left, right, same=same, by=by, why=why)
    verdict = "same" if same else "different"
    call.screen.result(f"{plain(left)} | {plain(right)}: {verdict}")
    call.screen.data(
        {"left": left, "right": right, "verdict": verdict, "warnings": call.screen.warnings}
    )
