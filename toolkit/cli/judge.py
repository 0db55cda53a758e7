"""`toolkit judge`: a person's decision about two names."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli.options import Call, Store, command
from toolkit.cli.plain import plain
from toolkit.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from toolkit.corpus import Corpus


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
    undo: Annotated[bool, typer.Option("--undo", help="Take the judgement back.")] = False,
    by: Annotated[str, typer.Option(metavar="WHO", help="Who decides.")] = "",
    why: Annotated[str, typer.Option(metavar="TEXT", help="The reason.")] = "",
) -> None:
    """Decide that two names mean one thing, or two.

    The next `resolve` obeys.
    """
    import toolkit

    if same + different + undo != 1:
        hint = "Add one of --same, --different and --undo."
        raise UsageError("say which", where="toolkit judge", hint=hint)
    with toolkit.open(
        store, config=call.config, overrides=call.overrides(), create=False
    ) as corpus:
        if undo:
            corpus.undo(left, right, by=by, why=why, at=_now())
        else:
            corpus.judge(left, right, same=same, by=by, why=why, at=_now())
        call.screen.warn_all(_unknown(corpus, left, right))
    verdict = "undone" if undo else "same" if same else "different"
    call.screen.result(f"{plain(left)} | {plain(right)}: {verdict}")
    call.screen.data(
        {"left": left, "right": right, "verdict": verdict, "warnings": call.screen.warnings}
    )
    call.screen.note("It holds from the next `toolkit resolve` into this store.")


def _unknown(corpus: Corpus, *names: str) -> Iterator[str]:
    """The judgement stands all the same: the name may come with the next documents."""
    for name in names:
        try:
            corpus.entity(name)
        except NotFoundError as error:
            yield f"{error.what} {error.hint}".strip()


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
