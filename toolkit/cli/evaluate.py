"""`toolkit evaluate`: how good the mentions and entities of a store are, by gold."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from toolkit.cli.options import Call, Store, Strict, command
from toolkit.cli.plain import plain, sentence, table
from toolkit.errors import CheckFailed

if TYPE_CHECKING:
    from toolkit.evaluation import Evaluation

PARTLY = 4


@command(
    "toolkit evaluate forums.duckdb gold.jsonl",
    "toolkit evaluate forums.duckdb gold.jsonl --min-f1 0.8 --misses",
)
def evaluate(
    call: Call,
    store: Store,
    gold: Annotated[
        Path,
        typer.Argument(metavar="GOLD.jsonl", help="{doc_id, start, end, text, ...} per line."),
    ],
    min_f1: Annotated[
        float | None,
        typer.Option(
            "--min-f1", metavar="X", min=0.0, max=1.0,
            help="Fail (exit 1) when the F1 of overlap + type is lower.",
        ),
    ] = None,
    misses: Annotated[
        bool, typer.Option("--misses", help="List what is not as in the gold.")
    ] = False,
    strict: Strict = False,
) -> int:  # fmt: skip
    """Measure a store against gold: names found, names joined.

    Precision, recall and F1 of the mentions by span and type, and of the entities by B-cubed, MUC,
    CEAF-e, LEA, pairs and aliases. docs/reference/evaluation.md has the formulas.
    """
    with call.look(store) as corpus:
        found = corpus.evaluate(gold, strict=strict)
    screen = call.screen
    screen.warn_all(found.skipped)
    if found.elsewhere:
        screen.note(f"{found.elsewhere} lines of gold are of documents that are not in the store.")
    screen.result(str(found))
    if misses:
        screen.result("", *_listed(found))
    screen.data({**_data(found, misses), "warnings": screen.warnings})
    reached = found.detection.overlap_typed.f1
    if min_f1 is not None and reached < min_f1:
        what = f"F1 of overlap + type is {reached:.4f}, below {min_f1:g}"
        raise CheckFailed(what, where=plain(gold.name), hint="--misses lists what is missing.")
    return PARTLY if found.skipped else 0


def _listed(found: Evaluation) -> list[str]:
    head = ["", "document", "start", "gold", "type", "found", "type"]
    rows = [
        (m.what, m.doc_id, m.start, sentence(m.gold), m.gold_type, sentence(m.found), m.found_type)
        for m in found.misses
    ]
    return table(head, rows) if rows else ["Everything is as in the gold."]


def _data(found: Evaluation, misses: bool) -> dict[str, Any]:
    detection, joined = found.detection, (found.clustering, found.clustering_aligned)
    values = {
        "counts": {
            "documents": found.documents, "gold": detection.gold, "found": detection.found,
            "left_out": found.left_out, "elsewhere": found.elsewhere,
            "skipped": len(found.skipped),
        },
        "detection": dataclasses.asdict(detection),
        "clustering": dataclasses.asdict(joined[0]) if joined[0] else None,
        "clustering_aligned": dataclasses.asdict(joined[1]) if joined[1] else None,
    }  # fmt: skip
    return values | ({"misses": [dataclasses.asdict(m) for m in found.misses]} if misses else {})
