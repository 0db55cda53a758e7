"""`toolkit judge`: a person's decision about two names."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli.options import Call, Store, command
from toolkit.cli.plain import plain
from toolkit.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from toolkit.corpus import Corpus


@command(
    "toolkit judge forums.duckdb ASD 'Autism Spectrum Disorder' --different --by lg",
    "toolkit judge forums.duckdb --from decisions.csv",
)
def judge(
    call: Call,
    store: Store,
    left: Annotated[
        str, typer.Argument(metavar="NAME", help="A name as written, or an id.", show_default=False)
    ] = "",
    right: Annotated[
        str, typer.Argument(metavar="NAME", help="The other one.", show_default=False)
    ] = "",
    same: Annotated[bool, typer.Option("--same", help="Both mean one thing.")] = False,
    different: Annotated[bool, typer.Option("--different", help="They mean two things.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take the judgement back.")] = False,
    by: Annotated[str, typer.Option(metavar="WHO", help="Who decides.")] = "",
    why: Annotated[str, typer.Option(metavar="TEXT", help="The reason.")] = "",
    left_doc: Annotated[
        str, typer.Option(metavar="DOC", help="The first name means the bearer of this document.")
    ] = "",
    right_doc: Annotated[
        str, typer.Option(metavar="DOC", help="The other name means that of this document.")
    ] = "",
    source: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", help="Many at once, from .csv .tsv .parquet .jsonl"),
    ] = None,
) -> None:
    """Decide that two names mean one thing, or two.

    The next `resolve` obeys. All that bear a name are meant, unless --left-doc or --right-doc says
    which one; --undo takes back all that was judged of two names.

    --from takes over many decisions: a file with the columns left, right, verdict (same, different,
    related, unsure), and where wanted by, at, why, doc_id, left_doc, right_doc, undone. A wrong
    line is named, and then nothing of the file is taken over.
    """
    if source is not None:
        if left or same or different or undo or by or why or left_doc or right_doc:
            hint = "Give either two names with a verdict, or --from FILE."
            raise UsageError("a file holds names and verdicts itself", where="--from", hint=hint)
        return _take_over(call, store, source)
    if not (left and right) or same + different + undo != 1:
        hint = "Add two names and one of --same, --different and --undo; or --from FILE."
        raise UsageError("say which", where="toolkit judge", hint=hint)
    if undo and (left_doc or right_doc):
        hint = "Leave --left-doc and --right-doc out: all that was judged of the names is meant."
        raise UsageError("documents do not go with --undo", where="toolkit judge", hint=hint)
    with _open(call, store) as corpus:
        if undo:
            corpus.undo(left, right, by=by, why=why, at=_now())
        else:
            said = {"by": by, "why": why, "at": _now()}
            corpus.judge(
                left, right, same=same, left_doc=left_doc, right_doc=right_doc, **said
            )  # fmt: skip
        call.screen.warn_all(_unknown(corpus, left, right))
    verdict = "undone" if undo else "same" if same else "different"
    call.screen.result(f"{plain(left)} | {plain(right)}: {verdict}")
    call.screen.data(
        {"left": left, "right": right, "verdict": verdict, "warnings": call.screen.warnings}
    )
    call.screen.note("It holds from the next `toolkit resolve` into this store.")


def _open(call: Call, store: Path) -> Corpus:
    import toolkit

    return toolkit.open(store, config=call.config, overrides=call.overrides(), create=False)


def _take_over(call: Call, store: Path, source: Path) -> None:
    with _open(call, store) as corpus:
        before = len(corpus.judgements())
        lines = corpus.read_judgements(source)
        added = len(corpus.judgements()) - before
    known = f" ({lines - added} were known)" if lines > added else ""
    call.screen.result(f"{added} judgements taken over{known}")
    call.screen.data({"counts": {"lines": lines, "added": added}, "warnings": call.screen.warnings})
    call.screen.note("They hold from the next `toolkit resolve` into this store.")


def _unknown(corpus: Corpus, *names: str) -> Iterator[str]:
    """The judgement stands all the same: the name may come with the next documents."""
    for name in names:
        try:
            corpus.entity(name)
        except NotFoundError as error:
            yield f"{error.what} {error.hint}".strip()


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
