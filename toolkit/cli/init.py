"""`toolkit init`: the commented configuration with its defaults."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from toolkit.cli.files import write_text
from toolkit.cli.options import Call, command
from toolkit.cli.plain import plain
from toolkit.errors import UsageError


@command("toolkit init", "toolkit init forums.toml", settings=False)
def init(
    call: Call,
    file: Annotated[Path, typer.Argument(metavar="[FILE]", help="Where to write it.")] = Path(
        "toolkit.toml"
    ),
    force: Annotated[bool, typer.Option("--force", help="Write over a file.")] = False,
) -> None:
    """Write a commented configuration file with the defaults."""
    from toolkit.config import data_root

    if file.exists() and not force:
        raise UsageError("exists already", where=str(file), hint="Add --force to write over it.")
    text = (data_root("configs") / "default.toml").read_text(encoding="utf-8")
    write_text(file, text)
    call.screen.result(plain(file))
    call.screen.data({"outputs": {"config": str(file)}, "warnings": call.screen.warnings})
    call.screen.next(["resolve", "documents/", "--store", "s.duckdb", "--config", str(file)])
