"""`toolkit evaluate`: how good the mentions and entities of a store are, by gold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli.explain import waterfall
from toolkit.cli.options import Call, Store, Strict, command
from toolkit.cli.plain import plain, sentence, shorten, table
from toolkit.cli.progress import patient
from toolkit.errors import CheckFailed

if TYPE_CHECKING:
    from toolkit.evaluation import ClusterError, Evaluation, Side

PARTLY = 4
SENTENCE = 160  # columns of a sentence that shows a side
MADE = {"joined": "wrongly joined", "split": "wrongly split"}

Scope = Annotated[
    str,
    typer.Option(
        "--scope", metavar="WHERE",
        help="How far identity is judged: over the corpus, inside a group or a document.",
    ),
]  # fmt: skip
Types = Annotated[
    str, typer.Option("--types", metavar="T,T", help="Only these types (PERSON,ORG,...).")
]
LinkedOnly = Annotated[
    bool,
    typer.Option("--linked-only", help="Detection, too, without gold of unknown identity."),
]
Bootstrap = Annotated[
    int,
    typer.Option("--bootstrap", metavar="N", min=0, help="95 % intervals from N draws."),
]
Errors = Annotated[
    int,
    typer.Option("--errors", metavar="N", min=0, help="The N worst joins and splits, explained."),
]


@command(
    "toolkit evaluate forums.duckdb gold.jsonl",
    "toolkit evaluate forums.duckdb gold.jsonl --min-f1 0.8 --misses",
    "toolkit evaluate forums.duckdb gold.jsonl --bootstrap 1000 --errors 5",
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
    scope: Scope = "corpus",
    types: Types = "",
    linked_only: LinkedOnly = False,
    bootstrap: Bootstrap = 0,
    errors: Errors = 0,
    strict: Strict = False,
) -> int:  # fmt: skip
    """Measure a store against gold: names found, names joined.

    Precision, recall and F1 of the mentions by span and type, and of the entities by B-cubed, MUC,
    CEAF, LEA, pairs, aliases and cells. docs/reference/evaluation.md has the formulas.
    """
    only = [name.strip().upper() for name in types.split(",") if name.strip()]
    with call.look(store) as corpus, patient(call.screen) as show:
        found = corpus.evaluate(
            gold, strict=strict, scope=scope, types=only, linked_only=linked_only,
            bootstrap=bootstrap, errors=errors, progress=show,
        )  # fmt: skip
    screen = call.screen
    screen.warn_all(found.skipped)
    if found.elsewhere:
        screen.note(f"{found.elsewhere} lines of gold are of documents that are not in the store.")
    screen.result(str(found))
    if misses:
        screen.result("", *_listed(found))
    for error in found.errors:
        screen.result("", *_told(call, error))
    values = found.to_dict() | {"warnings": screen.warnings}
    if not misses:
        del values["misses"]
    screen.data(values)
    _check(found, gold, min_f1)
    return PARTLY if found.skipped else 0


def _check(found: Evaluation, gold: Path, min_f1: float | None) -> None:
    reached = found.detection.overlap_typed.f1
    if min_f1 is not None and reached < min_f1:
        what = f"F1 of overlap + type is {reached:.4f}, below {min_f1:g}"
        raise CheckFailed(what, where=plain(gold.name), hint="--misses lists what is missing.")


def _listed(found: Evaluation) -> list[str]:
    head = ["", "document", "start", "gold", "type", "found", "type"]
    rows = [
        (m.what, m.doc_id, m.start, sentence(m.gold), m.gold_type, sentence(m.found), m.found_type)
        for m in found.misses
    ]
    return table(head, rows) if rows else ["Everything is as in the gold."]


def _told(call: Call, error: ClusterError) -> Iterator[str]:
    """What went wrong and what it cost, both sides, why."""
    cost = f"{error.pairs} pairs of mentions, {error.cells} cells"
    yield call.screen.heading(f"{MADE[error.what]}: {cost}")
    for side in (error.left, error.right):
        yield from _side(side)
    if error.explanation is not None:
        yield from (f"  {line}".rstrip() for line in waterfall(call, error.explanation))


def _side(side: Side) -> Iterator[str]:
    names = ", ".join(f"“{plain(name)}”" for name in side.names)
    where = plain(side.documents[0]) if len(side.documents) == 1 else f"{len(side.documents)}"
    of = "document" if len(side.documents) == 1 else "documents"
    yield f"  {side.mentions} x {names} ({of}: {where}; entity {plain(side.entity)})"
    if side.sentence:
        yield f"      {shorten(side.sentence, SENTENCE)}"
