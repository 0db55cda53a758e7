"""`toolkit score-pairs`: what the model alone says about pairs of names."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from toolkit.cli.files import lines_of, write_text
from toolkit.cli.options import Call, Strict, command
from toolkit.cli.plain import plain
from toolkit.errors import InputError
from toolkit.side_files import TABLES, parse_json, read_lines

PARTLY = 4
LONGEST = 1_000  # characters of a name
_BROKEN = re.compile("[\0\ud800-\udfff]")


@command("toolkit score-pairs pairs.jsonl -o scored.jsonl")
def score_pairs(
    call: Call,
    pairs: Annotated[
        Path, typer.Argument(metavar="PAIRS.jsonl", help="{left, right, type?} per line.")
    ],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="OUT.jsonl", help="Else stdout.")
    ] = None,
    model: Annotated[
        str | None, typer.Option(metavar="FILE", help="Weights: a bundled name or a file.")
    ] = None,
    strict: Strict = False,
) -> int:
    """Score pairs of names, without any document.

    Adds to each pair, in the order given: match_weight, what the names show in bits (0 = speaks
    neither way, each bit doubles the odds); probability, that they mean one thing if half of the
    pairs at hand do; match, true from 0 bits on. type is PERSON, ORG, ...; unknown if left out.

    The weights are those of the model `names`, which is made for two names alone, whatever model
    the configuration has for corpora.
    """
    import toolkit

    rows, skipped = [], []
    for where, row in _read(pairs):
        if isinstance(row, dict):
            rows.append(row)
        elif strict:
            raise InputError(row, where=where, hint='A line is {"left": "...", "right": "..."}.')
        else:
            skipped.append(f"{where}: {row}")
    scored = toolkit.score_pairs(rows, model=model or "")
    call.screen.warn_all(skipped)
    outputs = {}
    if output is not None:
        outputs["pairs"] = str(write_text(output, lines_of(scored, ascii_only=False)))
        call.screen.result(f"{len(scored)} pairs: {plain(output)}")
    elif not call.screen.as_json:
        sys.stdout.write(lines_of(scored, ascii_only=True))
    call.screen.data(
        {
            "counts": {"pairs": len(scored), "skipped": len(skipped)},
            **({"outputs": outputs} if outputs else {"pairs": scored}),
            "warnings": call.screen.warnings,
        }
    )
    return PARTLY if skipped else 0


def _read(path: Path) -> Iterator[tuple[str, dict[str, Any] | str]]:
    """(where, row); a line that is no pair is the text of its error."""
    for where, line in read_lines(path, TABLES):
        try:
            row = parse_json(line)
        except ValueError:
            yield where, "not JSON in UTF-8"
            continue
        names = [row.get(side) for side in ("left", "right")] if isinstance(row, dict) else []
        good = len(names) == 2 and all(isinstance(name, str) and name.strip() for name in names)
        good = good and not any(len(n) > LONGEST or _BROKEN.search(n) for n in map(str, names))
        yield where, row if good else "left and right have to be names"
