"""`toolkit show`: one entity with its forms, counts and sentences."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli.options import Call, Store, command
from toolkit.cli.plain import plain, table
from toolkit.cli.quotes import marked

if TYPE_CHECKING:
    from toolkit.corpus.summaries import EntityView, Quote

PER_GROUP = 5


@command("toolkit show forums.duckdb ASD", "toolkit show forums.duckdb 'European Union' --all")
def show(
    call: Call,
    store: Store,
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name as written, or an id.")],
    all_: Annotated[bool, typer.Option("--all", help="Every sentence.")] = False,
) -> None:
    """Show one entity: forms, counts, roles and sentences."""
    with call.look(store) as corpus:
        view = corpus.entity(name)
    entity, screen = view.entity, call.screen
    screen.result(screen.heading(plain(entity.name)), f"{plain(entity.kind)}  {entity.entity_id}")
    screen.result(view.counts, "")
    screen.result(*table(["group", "mentions"], list(entity.groups.items())), "")
    screen.result(*table(["written", "form", "mentions"], view.forms))
    screen.result(*(f"role: {plain(role)}" for role in entity.roles))
    for alarm in view.alarms:
        label = screen.paint("alarm:", "yellow", sys.stdout)
        screen.result(f"{label} {plain(alarm.kind)}: {plain(alarm.text)}")
    more = _print_quotes(call, view, all_)
    for name, other in view.also:
        screen.note(f"also written so: {plain(name)} ({other})")
    if view.again:
        screen.note(f"{view.again} more in reprinted text, which counts once")
    if view.alarms:
        first = view.alarms[0]
        screen.next(["explain", str(store), first.left, first.right], ["review", str(store)])
    if more:
        screen.note(f"{more} more sentences: --all shows them")
    screen.data(
        {
            **view.to_dict(),
            "warnings": screen.warnings,
        }
    )


def _print_quotes(call: Call, view: EntityView, every: bool) -> int:
    """The sentences by group, each once however often it names the entity; how many are left."""
    groups: dict[str, dict[tuple[str, str], Quote]] = {}
    for quote in view.quotes:
        sentences = groups.setdefault(quote.group, {})
        sentences.setdefault((quote.doc_id, quote.sentence), quote)
    left = 0
    for group, sentences in groups.items():
        chosen = list(sentences.values())[: None if every else PER_GROUP]
        call.screen.result("", call.screen.heading(plain(group)))
        for quote in chosen:
            page = f" p. {quote.page}" if quote.page else ""
            call.screen.result(f"  {plain(quote.doc_id)}{page}: {marked(call.screen, quote)}")
        left += len(sentences) - len(chosen)
    return left
