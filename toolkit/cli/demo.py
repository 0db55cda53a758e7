"""`toolkit demo`: the bundled documents, resolved and compared."""

from __future__ import annotations

import contextlib
import importlib.resources
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli.options import Call, command
from toolkit.cli.plain import plain, sentence
from toolkit.cli.progress import progress
from toolkit.errors import InputError

if TYPE_CHECKING:
    from toolkit.corpus.views import ComparisonView

LABELS = {"nato": "NATO forum", "eu": "EU forum"}
FINDINGS = 3


@command("toolkit demo", "toolkit demo --output somewhere")
def demo(
    call: Call,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Where to write; it is made.")
    ] = Path("reports"),
) -> None:
    """Resolve and compare the bundled documents. Start here."""
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"cannot be made: {error.strerror}", where=str(output)) from error
    store, page = output / "demo.duckdb", output / "demo.html"
    draft = output / ".demo.part.duckdb"
    _remove(draft)
    try:
        view = _run(call, draft, page)
        draft.replace(store)
    finally:
        _remove(draft)
    screen = call.screen
    screen.result(screen.heading(sentence(view.answer)))
    screen.result(*(f"- {sentence(text)}" for text in view.findings[:FINDINGS]))
    screen.result(*(f"Caveat: {sentence(text)}" for text in view.caveats[:1]))
    screen.result(f"Report: {plain(page)}")
    screen.data(
        {
            "answer": view.answer,
            "findings": list(view.findings),
            "caveats": list(view.caveats),
            "outputs": {"store": str(store), "report": str(page)},
            "warnings": screen.warnings,
        }
    )
    screen.next(["show", str(store), "NATO"])


def _run(call: Call, store: Path, page: Path) -> ComparisonView:
    import toolkit
    from toolkit.config import data_root

    samples = data_root("sample_docs")
    with (
        importlib.resources.as_file(samples) as folder,
        toolkit.open(store, config=call.config, overrides=call.overrides()) as corpus,
    ):
        ingested = corpus.ingest(folder, progress="none")
        with progress(call.screen) as show:
            resolved = corpus.resolve(progress=show)
        call.screen.warn_all([*ingested.skipped, *resolved.problems])
        view = corpus.compare(*LABELS, labels=LABELS, progress="none")
        view.report().save(page)
        return view


def _remove(store: Path) -> None:
    """A store and the log that DuckDB keeps beside it."""
    for path in (store, Path(f"{store}.wal")):
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
