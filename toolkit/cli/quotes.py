"""A sentence of a document with the name in it marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.cli.plain import sentence

if TYPE_CHECKING:
    from toolkit.cli.screen import Screen
    from toolkit.corpus.summaries import Quote

AROUND = 110  # characters shown on each side of the name where a sentence is cut


def marked(screen: Screen, quote: Quote, brackets: bool = False, cut: bool = False) -> str:
    """One printable line, the mention in bold where there is bold, else in `brackets` if wanted.

    `cut` leaves out what is far from the name.
    """
    before, name = quote.sentence[: quote.start], quote.sentence[quote.start : quote.end]
    after = quote.sentence[quote.end :]
    if cut:
        before = "…" + before[-AROUND:] if len(before) > AROUND else before
        after = after[:AROUND] + "…" if len(after) > AROUND else after
    left = " " if before[-1:].isspace() else ""
    right = " " if after[:1].isspace() else ""
    plain_name = sentence(name)
    shown = screen.heading(plain_name)
    if brackets and shown == plain_name:
        shown = f"[{plain_name}]"
    return f"{sentence(before)}{left}{shown}{right}{sentence(after)}"
