"""`toolkit train`: a model of one's own, from gold, from judgements or from the texts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from toolkit.cli.options import Call, Output, Store, command
from toolkit.cli.plain import plain, table
from toolkit.cli.progress import patient
from toolkit.errors import UsageError

SHOWN = 12
HEAD = ("comparison", "level", "one thing", "two", "before", "after")


@command(
    "toolkit train forums.duckdb gold.jsonl --output forums-model.json",
    "toolkit train forums.duckdb --judgements --output forums-model.json",
    "toolkit train large.duckdb --texts --output large-model.json",
)
def train(
    call: Call,
    store: Store,
    output: Output,
    gold: Annotated[
        Path | None,
        typer.Argument(metavar="[GOLD.jsonl]", help="{doc_id, start, end, text, entity_id}."),
    ] = None,
    judgements: Annotated[
        bool, typer.Option("--judgements", help="Learn from the judgements of the store.")
    ] = False,
    texts: Annotated[
        bool,
        typer.Option("--texts", help="Learn without labels, from what the texts say outright."),
    ] = False,
    name: Annotated[
        str, typer.Option("--name", metavar="NAME", help="The name of the model; else the file's.")
    ] = "",
) -> None:
    """Learn the weights of the resolver anew and write a model file.

    Starts at the model of the settings; a level that was hardly seen keeps its weight. Refuses
    where there is too little to learn from, or where unseen pairs are told no better than before.
    """
    chosen = [n for n, on in (("gold", gold), ("judgements", judgements), ("texts", texts)) if on]
    if len(chosen) != 1:
        raise UsageError(
            "give one thing to learn from: a GOLD.jsonl, --judgements or --texts",
            where="toolkit train",
        )
    if output.suffix != ".json":
        raise UsageError("the name of a model file ends in .json", where=str(output))
    with call.look(store) as corpus, patient(call.screen) as show:
        found = corpus.train(chosen[0], gold=gold, name=name or output.stem, progress=show)
    call.screen.warn_all(found.skipped)
    found.save(output)
    call.screen.result(plain(str(found)), "", "What moved most, in bits:")
    call.screen.result(*table(HEAD, [_row(row) for row in found.moved[:SHOWN]]))
    call.screen.note(f"Wrote {plain(str(output))} and its card {plain(output.stem)}.md")
    call.screen.note(f"toolkit resolve ... --model {plain(str(output))} uses it")
    call.screen.data({**found.to_dict(), "model": str(output), "warnings": call.screen.warnings})


def _row(row: tuple[str, str, int, int, float, float]) -> tuple[str, ...]:
    comparison, level, same, two, before, after = row
    return comparison, level, str(same), str(two), f"{before:+.2f}", f"{after:+.2f}"
