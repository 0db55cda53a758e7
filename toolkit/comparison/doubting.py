"""The headline of a comparison over alternative resolutions: ranges, claims, and in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from toolkit.comparison.figures import Overlap
from toolkit.comparison.inputs import Selection
from toolkit.comparison.redrawn import Part, Redrawing, Redrawn, actor_doubts, spread
from toolkit.comparison.result import Actor, Finding, Segment
from toolkit.comparison.uncertainty import (
    HANGS,
    AtThreshold,
    ClaimDoubt,
    Hinge,
    Range,
    Uncertainty,
)
from toolkit.comparison.wording import number

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

NAMED = 3  # hinges that the sentence names
TOO_MANY = (
    "{:,} pairs of names are in doubt, too many to draw alternative resolutions: how much of the "
    "headline hangs on them is not known. toolkit review asks about those that matter most."
)
SETTLED = (
    "No pair of names is in doubt: alternative resolutions would not change any figure on actors. "
    "What extraction missed, and names that were never compared, could."
)


def doubts(
    redrawn: Redrawn | None, selection: Selection, actors: Sequence[Actor], overlap: Overlap,
    said: tuple[Sequence[Segment], Sequence[Finding]],
) -> Uncertainty | None:  # fmt: skip
    """What other resolutions would change; None where none were drawn. `said` are the answer and
    the findings."""
    if redrawn is None:
        return None
    drawing, cut = redrawn.alternatives.drawing, redrawn.alternatives.threshold
    if not redrawn.alternatives.components:
        none: dict[str, Range] = {}
        counts = (drawing.draws, drawing.seed, 0, 0)
        if found := redrawn.alternatives.pairs:
            counts = (0, drawing.seed, found, 0)
        state, told = ("too many", TOO_MANY.format(found)) if found else ("settled", SETTLED)
        return Uncertainty(state, *counts, none, none, none, (), (), (), 0, (), cut, told)
    redrawing = Redrawing(redrawn, selection, actors)
    moving = actor_doubts(redrawing)
    regions = redrawing.regions()
    draws = redrawing.draws
    everywhere = tuple(range(len(selection.groups)))
    figures = _figures(redrawing, selection, overlap, regions)
    shared = _of(regions, draws + len(redrawing.grid), lambda key: key == everywhere)
    total = _of(regions, draws + len(redrawing.grid), lambda _: True)
    passed = redrawn.passed or (0,) * len(redrawing.grid)
    grid = tuple(
        AtThreshold(cut, int(total[draws + at]), int(shared[draws + at]), passed[at])
        for at, cut in enumerate(redrawing.grid)
    )
    claims = _claims(redrawing, actors, said, float((shared[:draws] == overlap.shared).mean()))
    return Uncertainty(
        "drawn", draws, drawing.seed, redrawn.alternatives.pairs, len(moving), figures,
        _regions(regions, selection.groups, overlap, draws),
        _groups(regions, selection, actors, draws), moving, claims, redrawn.hinges,
        redrawn.questions, grid, cut,
        _sentence(figures, len(selection.groups), draws, redrawn.hinges),
    )  # fmt: skip


def _of(
    regions: Mapping[tuple[int, ...], Numbers], size: int, wanted: Callable[[tuple[int, ...]], bool]
) -> Numbers:
    """The actors of all regions that are wanted."""
    import numpy as np

    total = np.zeros(size)
    for key, values in regions.items():
        if wanted(key):
            total += values
    return total


def _figures(
    redrawing: Redrawing, selection: Selection, overlap: Overlap,
    regions: Mapping[tuple[int, ...], Numbers],
) -> dict[str, Range]:  # fmt: skip
    import numpy as np

    draws, groups = redrawing.draws, len(selection.groups)
    size = draws + len(redrawing.grid)
    total = _of(regions, size, lambda _: True)[:draws]
    shared = _of(regions, size, lambda key: len(key) == groups)[:draws]
    found = {"actors": spread(overlap.total, total), "shared": spread(overlap.shared, shared)}
    if groups != 2:
        return found
    sides = [
        _of(regions, size, lambda key: 0 in key)[:draws],
        _of(regions, size, lambda key: 1 in key)[:draws],
    ]
    mentions = [0, 0]
    for row in selection.rows:
        mentions[selection.groups.index(selection.group_of[row.mention.doc_id])] += 1
    drawn = {
        "jaccard": shared / np.maximum(1, total),
        "overlap_coefficient": shared / np.maximum(1, np.minimum(*sides)),
        "weighted_jaccard": redrawing.weighted_jaccard(mentions),
        "rank_biased_overlap": redrawing.rank_biased_overlap(),
    }
    for name, values in drawn.items():
        found[name] = spread(float(getattr(overlap, name) or 0.0), values)
    return found


def _regions(
    regions: Mapping[tuple[int, ...], Numbers], groups: Sequence[str], overlap: Overlap, draws: int
) -> dict[str, Range]:
    """In the order of Overlap, then those that only draws have."""
    import numpy as np

    named = {" & ".join(groups[at] for at in key): v[:draws] for key, v in regions.items()}
    keys = [*overlap.regions, *sorted(named.keys() - overlap.regions.keys())]
    none = np.zeros(draws)
    return {key: spread(overlap.regions.get(key, 0), named.get(key, none)) for key in keys}


def _groups(
    regions: Mapping[tuple[int, ...], Numbers], selection: Selection, actors: Sequence[Actor],
    draws: int,
) -> dict[str, Range]:  # fmt: skip
    """The actors of each group."""
    import numpy as np

    found = {}
    for at, group in enumerate(selection.groups):
        drawn = np.zeros(draws)
        for key, values in regions.items():
            if at in key:
                drawn += values[:draws]
        found[group] = spread(sum(group in a.groups for a in actors), drawn)
    return found


def _claims(
    redrawing: Redrawing, actors: Sequence[Actor],
    said: tuple[Sequence[Segment], Sequence[Finding]], same_number: float,
) -> tuple[ClaimDoubt, ...]:  # fmt: skip
    """The number of shared actors, what the answer says of each actor that it names, and every
    finding."""
    answer, findings = said
    by_id = {actor.entity_id: actor for actor in actors}
    holds = {
        entity_id: _holds(redrawing, by_id[entity_id], parts, drawn)
        for entity_id, (parts, drawn) in redrawing.followed().items()
        if entity_id in by_id
    }
    found = []
    if len(redrawing.groups) > 1:
        text = "".join(piece.text for piece in answer)
        found.append(ClaimDoubt("answer", "shared_actors", text, same_number))
    for name in dict.fromkeys(piece.id for piece in answer if piece.target == "actor"):
        actor = by_id[name]
        here = [g for g in redrawing.groups if g in actor.groups]
        text = f"{actor.name} is named in {', '.join(here)}"
        share = float(holds[name].mean()) if name in holds else 1.0
        found.append(ClaimDoubt("answer", "named", text, share))
    for finding in findings:
        found.append(_finding(finding, holds))
    return tuple(found)


def _finding(finding: Finding, holds: Mapping[str, Numbers]) -> ClaimDoubt:
    """A finding holds where what it says of every actor does."""
    ids = {piece.id for piece in finding.body if piece.target == "actor"}
    together: Numbers | None = None
    for name in sorted(ids & holds.keys()):
        together = holds[name] if together is None else together * holds[name]
    share = 1.0 if together is None else float(together.mean())
    return ClaimDoubt("finding", finding.rule, finding.statement, share, bool(ids))


def _holds(
    redrawing: Redrawing, actor: Actor, parts: Sequence[Part], drawn: NDArray[np.int64]
) -> Numbers:
    """1 for each draw in which the same groups name an actor, in the same order by how often."""
    import numpy as np

    now = tuple(actor.counts[group].mentions for group in redrawing.groups)
    sizes = [max(1, _mentions(redrawing.actors, group)) for group in redrawing.groups]
    fits = [_order(part.mentions, sizes) == _order(now, sizes) for part in parts]
    values: Numbers = np.array(fits, dtype=float)[drawn]
    return values


def _mentions(actors: Sequence[Actor], group: str) -> int:
    return sum(actor.counts[group].mentions for actor in actors)


def _order(mentions: Sequence[int], sizes: Sequence[int]) -> tuple[object, ...]:
    """Which groups name it, and how its shares of the mentions compare, two by two."""
    named = tuple(count > 0 for count in mentions)
    gaps = [
        mentions[a] * sizes[b] - mentions[b] * sizes[a] for a in range(len(sizes)) for b in range(a)
    ]
    return (named, tuple((gap > 0) - (gap < 0) for gap in gaps))


def _sentence(
    figures: Mapping[str, Range], groups: int, draws: int, hinges: Sequence[Hinge]
) -> str:
    total = figures["actors"]
    start = f"With names in doubt resolved in {draws:,} other ways, "
    if groups > 1:
        shared = figures["shared"]
        text = (
            f"{start}{_ends(shared)} of {_ends(total)} actors are shared in 95% of them; here "
            f"{shared.value:,.0f} of {total.value:,.0f}."
        )
        # Who joins less has more actors, and fewer that groups share.
        more = shared.value < shared.low or total.value > total.high
        less = shared.value > shared.high or total.value < total.low
        if more != less:
            text += f" This resolution is {'more' if more else 'less'} cautious than most of them."
    else:
        text = f"{start}there are {_ends(total)} actors in 95% of them; here {total.value:,.0f}."
    shown = [hinge for hinge in hinges if hinge.shared or groups == 1][:NAMED]
    if shown:
        told = "; ".join(_told(hinge) for hinge in shown)
        text += f" {HANGS} {number(len(shown), 'decision')}: {told}."
    return text


def _ends(figure: Range) -> str:
    if figure.low == figure.high:
        return f"{figure.low:,.0f}"
    return f"{figure.low:,.0f} to {figure.high:,.0f}"


def _told(hinge: Hinge) -> str:
    verb = "joined with" if hinge.joined else "kept apart from"
    left, right = (" ".join(name.split()) for name in (hinge.left, hinge.right))
    told = f"“{left}” {verb} “{right}”" if left != right else f"one “{left}” {verb} another"
    return f"{told} (p = {hinge.probability:.2f})"
