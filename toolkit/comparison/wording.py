"""Small pieces of sentences: lists, plurals, links."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from toolkit.comparison.result import Actor, Group, Segment, Theme

Pieces = tuple[Segment, ...]


def plain(text: str) -> Segment:
    return Segment(text)


def actor_link(actor: Actor, text: str = "", group: str = "") -> Segment:
    """A link to the mentions of an actor, in one group or in all."""
    return Segment(text or actor.name, "actor", actor.entity_id, group)


def theme_link(theme: Theme, text: str = "", group: str = "") -> Segment:
    """A link to the evidence of a theme, in one group or in all."""
    return Segment(text or f"“{theme.label}”", "theme", theme.theme_id, group)


def number(count: int, noun: str, plural: str = "") -> str:
    """ "1 sentence", "2 sentences"."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def percent(share: float) -> str:
    """A share as a whole percentage; what is not 0 never reads 0 %."""
    return "under 1%" if 0 < share < 0.01 else f"{100 * share:.0f}%"


def join(parts: Sequence[Pieces], word: str = "and") -> Pieces:
    """Pieces with commas and, before the last, a word: "A, B and C"."""
    joined: list[Segment] = []
    for position, part in enumerate(parts):
        if position:
            joined.append(plain(f" {word} " if position == len(parts) - 1 else ", "))
        joined += part
    return tuple(joined)


def listed(links: Iterable[Segment], top: int) -> Pieces:
    """ "A, B and C", or with more than `top`: the first ones "and 7 more"."""
    found = list(links)
    if len(found) > top:
        rest = len(found) - top
        found = [*found[:top], plain(f"{rest:,} more")]
    return join([(link,) for link in found])


def names(groups: Sequence[Group]) -> str:
    """The labels of groups as a list in words."""
    return "".join(piece.text for piece in join([(plain(group.label),) for group in groups]))


def texts(groups: Sequence[Group]) -> str:
    """ "The EU text", "The EU texts", "The EU and NATO texts"."""
    one = len(groups) == 1 and groups[0].documents == 1
    return f"The {names(groups)} {'text' if one else 'texts'}"
