"""`toolkit compare`: groups of documents side by side, as a page and as data."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from toolkit.cli.files import write_json
from toolkit.cli.options import Call, Store, command
from toolkit.cli.plain import plain, sentence
from toolkit.cli.progress import patient
from toolkit.cli.unfinished import warn_of_earlier
from toolkit.errors import UsageError

FINDINGS = 3


@command(
    "toolkit compare forums.duckdb --report forums.html",
    "toolkit compare forums.duckdb --report forums.html --redact PERSON --no-sources",
    'toolkit compare forums.duckdb --groups nato,eu --labels nato="NATO forum" --json data.json',
)
def compare(
    call: Call,
    store: Store,
    groups: Annotated[
        str, typer.Option(metavar="A,B,...", help="Which groups, in this order; all if not given.")
    ] = "",
    labels: Annotated[
        list[str] | None,
        typer.Option(metavar="GROUP=TEXT", help="What people read for a group; may be repeated."),
    ] = None,
    report: Annotated[
        Path | None, typer.Option(metavar="R.html", help="Write the page: one file, no network.")
    ] = None,
    json: Annotated[
        str, typer.Option("--json", metavar="R.json", help="Write the data; - for stdout.")
    ] = "",
    date: Annotated[str, typer.Option(metavar="TEXT", help="A date to print on the page.")] = "",
    no_sources: Annotated[
        bool, typer.Option("--no-sources", help="Leave the full texts out of the page.")
    ] = False,
    redact: Annotated[
        str,
        typer.Option(metavar="KINDS", help="Replace the names of these kinds: PERSON,ORG,..."),
    ] = "",
    max_size: Annotated[
        float | None,
        typer.Option(metavar="MB", help="Largest page; a larger one carries a sample. [5]"),
    ] = None,
) -> None:
    """Compare groups of documents, as a page and as data.

    Which actors and themes they share, which are distinctive of one, and the sentences that say so.
    """
    import toolkit

    kinds = [kind.strip().upper() for kind in redact.split(",") if kind.strip()]
    values = call.overrides(
        report__sources=False if no_sources else None,
        report__redact=kinds or None,
        report__max_size=max_size,
    )
    chosen = [name.strip() for name in groups.split(",") if name.strip()]
    with toolkit.open(
        store, config=call.config, overrides=values, create=False, read_only=True
    ) as corpus:
        warn_of_earlier(call.screen, store)
        with patient(call.screen) as show:
            view = corpus.compare(*chosen, labels=_labels(labels or []) or None, progress=show)
        outputs = {}
        if report is not None:
            page = view.report(date=date)
            outputs["report"] = str(page.save(report))
            if page.tables:
                outputs["tables"] = str(report.with_name(f"{report.stem}-tables"))
        if json and json != "-":
            outputs["data"] = str(write_json(Path(json), view.to_dict()))
    call.screen.as_json = json == "-"
    call.screen.result(sentence(view.answer))
    call.screen.result(*(f"- {sentence(text)}" for text in view.findings[:FINDINGS]))
    unsure = view.value.uncertainty
    told = unsure.sentence if unsure else ""
    call.screen.result(*(f"Uncertainty: {sentence(text)}" for text in (told,) if text))
    call.screen.result(*(f"Caveat: {sentence(text)}" for text in view.caveats if text != told))
    call.screen.result(*(f"{name.capitalize()}: {plain(path)}" for name, path in outputs.items()))
    call.screen.data({**view.to_dict(), "outputs": outputs, "warnings": call.screen.warnings})
    if json != "-":
        next_ = [] if outputs else [["compare", str(store), "--report", f"{store.stem}.html"]]
        if unsure and unsure.hinges:
            next_.append(["review", str(store)])
        if next_:
            call.screen.next(*next_)


def _labels(given: list[str]) -> dict[str, str]:
    labels = {}
    for text in given:
        group, equals, label = text.partition("=")
        if not equals or not group.strip():
            raise UsageError(
                f"{text!r} is no label", where="--labels", hint='Write --labels nato="NATO forum".'
            )
        labels[group.strip()] = label.strip()
    return labels
