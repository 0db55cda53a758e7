"""`toolkit thresholds`: how much the result depends on the threshold, and which one to take."""

from __future__ import annotations

from typing import Annotated

import typer

from toolkit.cli.options import Call, Store, command
from toolkit.cli.plain import plain, table
from toolkit.cli.progress import patient
from toolkit.errors import UsageError

MOST = 200


@command(
    "toolkit thresholds forums.duckdb",
    "toolkit thresholds forums.duckdb --cost-wrong 10 --cost-missed 1",
)
def thresholds(
    call: Call,
    store: Store,
    lowest: Annotated[
        float, typer.Option("--from", metavar="BITS", help="The lowest threshold.")
    ] = -2.0,
    highest: Annotated[
        float, typer.Option("--to", metavar="BITS", help="The highest threshold.")
    ] = 6.0,
    step: Annotated[float, typer.Option(metavar="BITS", help="From one to the next.")] = 0.5,
    cost_wrong: Annotated[
        float, typer.Option(metavar="COST", help="What a wrong merge costs.")
    ] = 3.0,
    cost_missed: Annotated[
        float, typer.Option(metavar="COST", help="What a missed merge costs.")
    ] = 1.0,
) -> None:
    """Show how many entities and shared actors each threshold gives.

    The stored pairs are clustered again; nothing is scored and nothing is changed.
    """
    if step <= 0 or lowest > highest or (highest - lowest) / step > MOST:
        what = f"no grid of at most {MOST} steps: from {lowest:g} to {highest:g} by {step:g}"
        raise UsageError(what, where="toolkit thresholds")
    grid = [round(lowest + n * step, 6) for n in range(int((highest - lowest) / step + 1e-9) + 1)]
    with call.look(store) as corpus, patient(call.screen) as show:
        found = corpus.thresholds(
            grid, cost_wrong=cost_wrong, cost_missed=cost_missed, progress=show
        )
    from toolkit.corpus.sensitivity import HEAD, cells

    rows = [
        (*(cells(row)), "<- last run" if row.threshold == found.current else "")
        for row in found.rows
    ]
    call.screen.result(*table((*HEAD, ""), rows))
    call.screen.result("", plain(found.advice))
    call.screen.note("threshold = ... under [clustering] in a configuration sets it.")
    call.screen.data({**found.to_dict(), "warnings": call.screen.warnings})
