"""`toolkit resolve`: documents in, a store with resolved entities out."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from toolkit.cli.options import Call, Strict, command
from toolkit.cli.plain import plain, table
from toolkit.cli.progress import patient, progress
from toolkit.cli.unfinished import telling_what_stays
from toolkit.errors import InputError, ToolkitError

if TYPE_CHECKING:
    from toolkit.corpus import Corpus
    from toolkit.corpus.ingestion import Ingested
    from toolkit.corpus.summaries import Resolved

PARTLY = 4
SHOWN = ("documents", "mentions", "entities", "pairs", "merged", "refused", "themes")


@command(
    "toolkit resolve documents/ --store forums.duckdb",
    "toolkit resolve docs.jsonl --store s.duckdb --mentions mine.jsonl --groups-from field",
)
def resolve(
    call: Call,
    inputs: Annotated[
        list[Path], typer.Argument(metavar="INPUT", help="Files, folders, JSONL or CSV tables.")
    ],
    store: Annotated[
        Path, typer.Option(metavar="FILE.duckdb", help="The store; it is made if it is not there.")
    ],
    mentions: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Of others: .jsonl .csv .parquet .jsonld .conll .ann"),
    ] = None,
    groups_from: Annotated[
        Literal["folder", "field", "file"], typer.Option(help="What makes the groups.")
    ] = "folder",
    extractor: Annotated[
        str | None, typer.Option(metavar="NAME", help="auto, rules, spacy, hybrid or a plug-in.")
    ] = None,
    model: Annotated[
        str | None, typer.Option(metavar="FILE", help="Weights: a bundled name or a file.")
    ] = None,
    backend: Annotated[
        Literal["duckdb", "spark"] | None, typer.Option(help="What compares the pairs of names.")
    ] = None,
    spark_master: Annotated[
        str | None, typer.Option(metavar="URL", help="Where Spark runs; this machine if not given.")
    ] = None,
    judgements: Annotated[
        Path | None, typer.Option(metavar="J.jsonl", help="Decisions to take over; .csv too.")
    ] = None,
    aliases: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="Names that mean one thing: name, alias, knowledge_id."),
    ] = None,
    keep_missing: Annotated[
        bool, typer.Option("--keep-missing", help="Keep documents whose files are gone.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Do everything again, also what is current.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would change; write nothing.")
    ] = False,
    strict: Strict = False,
) -> int:
    """Read documents, find names and themes, join the names.

    Names are joined when they mean one thing. Only what changed since the last time is done
    again. The folders that are given are synchronised: documents whose files are gone leave the
    store.
    """
    values = call.overrides(
        mentions__extractor=extractor, matching__model=model,
        matching__aliases=list(map(str, aliases)) if aliases else None,
        matching__backend=backend, spark__master=spark_master,
    )  # fmt: skip
    ingest = {"groups_from": groups_from, "keep_missing": keep_missing, "force": force}
    if dry_run:
        return _preview(call, store, inputs, values, ingest)
    started = time.monotonic()
    new = not store.exists()
    with _open(call, store, values) as corpus, telling_what_stays(call.screen, corpus):
        with _leaving_nothing(corpus, store, new):
            with patient(call.screen) as show:
                ingested = _ingest(corpus, inputs, ingest | {"progress": show}, strict)
            skipped = [*ingested.skipped]
            if mentions is not None:
                skipped += corpus.add_mentions(mentions, strict=strict).skipped
            if judgements is not None:
                call.screen.note(f"{corpus.read_judgements(judgements)} judgements taken over")
        with progress(call.screen) as show:
            resolved = corpus.resolve(progress=show, force=force)
        groups = corpus.groups
    if strict and resolved.problems:
        raise InputError(resolved.problems[0], where=str(store))
    state = "Resolved" if resolved.changed else "Up to date, nothing to do: checked"
    call.screen.note(f"{state} in {time.monotonic() - started:.1f} s")
    call.screen.warn_all([*skipped, *ingested.warnings, *resolved.problems, *resolved.notes])
    left_out = len(skipped) + len(resolved.problems)
    _print(call, store, ingested, resolved, left_out)
    if resolved.history:
        call.screen.note(moved(resolved.history))
    if resolved.alarms:
        many = f"{resolved.alarms} alarm{'s' * (resolved.alarms > 1)}"
        call.screen.note(f"{many}: an entity may be several things (toolkit review STORE --alarms)")
    _say_next(call, store, groups)
    return PARTLY if left_out else 0


def moved(history: Sequence[tuple[str, str, str]]) -> str:
    """How many entities of the last run became something else."""
    kinds = Counter({old: change for old, _, change in history}.values())
    told = ", ".join(f"{count} {change}" for change, count in sorted(kinds.items()))
    many = len({old for old, *_ in history})
    which = "entity of the last run has" if many == 1 else "entities of the last run have"
    return f"{many} {which} another id or are several ({told}); old ids still lead to the new ones"


def _print(call: Call, store: Path, ingested: Ingested, resolved: Resolved, left_out: int) -> None:
    counts = {name: getattr(resolved, name) for name in SHOWN} | {"skipped": left_out}
    call.screen.result(*table(list(counts), [list(counts.values())]))
    call.screen.note(*(plain(note) for note in ingested.notes))
    call.screen.data(
        {
            "counts": counts,
            "documents": _documents(ingested),
            "reprints": list(ingested.notes),
            "up_to_date": not resolved.changed,
            "extractor": resolved.extractor,
            "alarms": resolved.alarms,
            "moved": [list(change) for change in resolved.history],
            "outputs": {"store": str(store)},
            "warnings": call.screen.warnings,
        }
    )


@contextmanager
def _leaving_nothing(corpus: Corpus, store: Path, new: bool) -> Iterator[None]:
    """A new store is taken away again when the inputs turn out to be wrong."""
    try:
        yield
    except ToolkitError:
        if new:
            corpus.close()
            store.unlink(missing_ok=True)
        raise


def _open(call: Call, store: Path, values: dict[str, Any]) -> Corpus:
    import toolkit

    return toolkit.open(store, config=call.config, overrides=values)


def _ingest(corpus: Corpus, inputs: list[Path], how: dict[str, Any], strict: bool) -> Ingested:
    """Read the inputs; when strict, a first look makes sure that nothing would be skipped."""
    if strict:
        for first in corpus.ingest(*inputs, dry_run=True, **how).skipped:
            raise InputError(first.what, where=first.where, hint=first.hint)
    return corpus.ingest(*inputs, **how)


def _preview(
    call: Call, store: Path, inputs: list[Path], values: dict[str, Any], ingest: dict[str, Any]
) -> int:
    """What a run would do to the documents. A store that is not there yet is not made."""
    import toolkit

    place: dict[str, Any] = {"read_only": True} if store.exists() else {}
    path = store if store.exists() else ":memory:"
    with toolkit.open(path, config=call.config, overrides=values, **place) as corpus:
        with patient(call.screen) as show:
            found = corpus.ingest(*inputs, dry_run=True, progress=show, **ingest)
        waiting = corpus.to_read(found)
    changes = _documents(found)
    counts = {name: len(ids) for name, ids in changes.items()} | {"skipped": len(found.skipped)}
    call.screen.warn_all([*found.skipped, *found.warnings])
    call.screen.result(*table(list(counts), [list(counts.values())]))
    if not (found.added or found.changed or found.removed):
        call.screen.note("Would make no changes to the documents.")
    noun = "document" if waiting == 1 else "documents"
    call.screen.note(f"Would look for mentions in {waiting:,} {noun}.")
    data = {"counts": counts, "documents": changes, "to_read": waiting}
    call.screen.data(data | {"warnings": call.screen.warnings})
    return PARTLY if found.skipped else 0


def _documents(found: Ingested) -> dict[str, list[str]]:
    """doc_ids by what happened to them."""
    names = ("added", "changed", "unchanged", "removed")
    return {name: list(getattr(found, name)) for name in names}


def _say_next(call: Call, store: Path, groups: tuple[str, ...]) -> None:
    name = str(store)
    page = store.with_suffix(".html").name
    look = ["export", "entities", name, "-o", store.with_suffix(".csv").name]
    if len(groups) > 1:
        call.screen.next(["compare", name, "--report", page], look)
    else:
        call.screen.next(look)
