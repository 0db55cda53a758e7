"""`toolkit export`: what is in a store, as a file."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from toolkit.cli.options import Call, Output, Store, command
from toolkit.cli.plain import plain

What = Literal[
    "mentions", "entities", "pairs", "themes", "emerging", "judgements", "documents", "graph",
    "comparison",
]  # fmt: skip
Form = Literal[
    "jsonl", "csv", "parquet", "json", "jsonld", "followthemoney", "openrefine", "dna", "graphml",
    "gexf",
]  # fmt: skip
_PANEL = "Graph"


def _listed(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in text.split(","))))


@command(
    "toolkit export mentions forums.duckdb -o mentions.jsonl",
    "toolkit export entities forums.duckdb -o forums.ftm.json",
    "toolkit export themes forums.duckdb -o statements.csv --format dna",
    "toolkit export graph forums.duckdb -o forums.gexf",
    "toolkit export graph forums.duckdb -o backbone.graphml --projection entity-document "
    "--backbone 0.05",
)
def export(
    call: Call,
    what: Annotated[What, typer.Argument(metavar="WHAT", help=" | ".join(What.__args__))],
    store: Store,
    output: Output,
    form: Annotated[Form | None, typer.Option("--format", metavar="NAME",
        help="The format, where the name of the file does not say it: " + " ".join(Form.__args__),
    )] = None,
    groups: Annotated[str, typer.Option(
        help="Compare these groups (a,b); all by default.")] = "",
    relations: Annotated[str, typer.Option(
        help="Edges of these relations only (co_mention,tie).", rich_help_panel=_PANEL)] = "",
    minimum_weight: Annotated[int, typer.Option(
        min=1, help="Leave out lighter edges.", rich_help_panel=_PANEL)] = 1,
    projection: Annotated[str, typer.Option(
        help="entity-sentence, entity-document, entity-theme, theme-sentence, theme-document or "
        "theme-entity: the first, tied by the second.", rich_help_panel=_PANEL)] = "",
    backbone: Annotated[float, typer.Option(
        min=0, max=1, help="Of the projection, ties with q at most this; 0 = all.",
        rich_help_panel=_PANEL)] = 0.0,
    layout: Annotated[bool, typer.Option(
        help="Positions in GEXF.", rich_help_panel=_PANEL)] = True,
) -> None:  # fmt: skip
    """Write what is in a store to a file.

    The suffix is the format: .jsonl .csv .parquet; graph: .graphml .gexf .json; entities also
    .jsonld (schema.org, PROV), .ftm.json (FollowTheMoney), .openrefine.csv; mentions also .jsonld
    (Web Annotation); themes also .dna.csv (Discourse Network Analyzer).
    """
    from toolkit.corpus import GraphChoice

    choice = GraphChoice(
        _listed(groups), _listed(relations), minimum_weight, projection, backbone, layout
    )
    with call.look(store) as corpus:
        corpus.export(what, output, graph=choice, form=form or "")
    call.screen.result(plain(output))
    call.screen.data(
        {"what": what, "outputs": {what: str(output)}, "warnings": call.screen.warnings}
    )
