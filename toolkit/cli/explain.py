"""`toolkit explain`: why two names were joined or kept apart, as a waterfall."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli.options import Call, Store, command
from toolkit.cli.plain import columns, plain, shorten

if TYPE_CHECKING:
    from toolkit.types import Explanation, Term

SUM, LABEL = "match weight", 40
HALF = 12  # columns for weights below zero, and as many above


@command("toolkit explain forums.duckdb ASD 'Autism Spectrum Disorder'")
def explain(
    call: Call,
    store: Store,
    left: Annotated[str, typer.Argument(metavar="NAME", help="A name as written, or an id.")],
    right: Annotated[str, typer.Argument(metavar="NAME", help="The other one.")],
) -> None:
    """Say why two names were joined or kept apart.

    Shows the weight of every piece of evidence, in bits: +1 makes it twice as likely that both
    names mean one thing.
    """
    with call.look(store) as corpus:
        explanation = corpus.explain(left, right)
    call.screen.result(*waterfall(call, explanation))
    call.screen.data({**explanation.to_dict(), "warnings": call.screen.warnings})


def waterfall(call: Call, found: Explanation) -> list[str]:
    """The verdict, what decided it, rules inside documents, each weight with its bar, the sum."""
    title = call.screen.heading(f"{plain(found.left)}  |  {plain(found.right)}")
    lines = [title, f"{plain(found.verdict)}: {plain(found.decided_by)}"]
    said = (
        ("Judgements", found.judgements), ("May be", found.candidates),
        ("In the documents", found.chain_rules),
    )  # fmt: skip
    for heading, texts in said:
        if texts:
            lines += ["", heading, *(f"  {plain(text)}" for text in texts)]
    if found.terms:
        lines += ["", "Evidence (bits)", *_bars(found.terms)]
    if found.match_weight is not None:
        chance = f"  probability {found.probability:.3f}" if found.probability is not None else ""
        lines += [f"  {SUM:<{_width(found.terms)}}  {found.match_weight:+7.2f}{chance}"]
    return lines


def _width(terms: tuple[Term, ...]) -> int:
    return max(columns(shorten(label, LABEL)) for label in (SUM, *(t.label for t in terms)))


def _bars(terms: tuple[Term, ...]) -> list[str]:
    width = _width(terms)
    largest = max(abs(term.weight) for term in terms) or 1.0
    lines = []
    for term in terms:
        label = shorten(term.label, LABEL)
        label += " " * (width - columns(label))
        bar = "#" * round(abs(term.weight) / largest * HALF)
        left, right = (bar, "") if term.weight < 0 else ("", bar)
        line = f"  {label}  {term.weight:+7.2f}  {left:>{HALF}}|{right:<{HALF}}"
        lines.append(f"{line}  {plain(term.detail)}".rstrip())
    return lines
