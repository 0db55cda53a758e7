"""A comparison in a notebook cell: a small static piece of HTML, no script, no style, no ids.

It shows the first rows of the page, from the same view data. Shapes and colours are attributes of
the drawings, since viewers of notebooks take styles away; every drawing repeats numbers beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from toolkit.comparison.result import Comparison
from toolkit.report.actors import actor_table, regions
from toolkit.report.contrasts import DifferenceTable, difference_tables, theme_table
from toolkit.report.data import group_views, header
from toolkit.report.doubts import doubts
from toolkit.report.evidence import build_index
from toolkit.report.templating import environment
from toolkit.report.wording import visible, whole

TOP, THEMES, PHRASES = 10, 6, 6
ENDS = 3  # differences at each end
FIGURES = 3  # ranges of the uncertainty

# Seen on light and on dark ground; shapes as in page.html.j2.
COLOURS = ("#2b7bc0", "#cf5f1c", "#1f9068", "#9a5bbd", "#a07a10", "#cc4784")
SHAPES = (
    "M-5 0A5 5 0 1 0 5 0 5 5 0 1 0-5 0Z", "M0-6 6 0 0 6-6 0Z", "M0-6 6 5H-6Z",
    "M-4.7-4.7H4.7V4.7H-4.7Z", "M0 6 6-5H-6Z", "M-2-6H2V-2H6V2H2V6H-2V2H-6V-2H-2Z",
)  # fmt: skip
BOTH = "#7d7594"


@dataclass(frozen=True, slots=True)
class Phrase:
    """An emerging phrase with its sentences by group, in comparison order."""

    label: str
    sentences: tuple[str, ...]


def notebook_view(comparison: Comparison, labels: Mapping[str, str] | None = None) -> str:
    """Answer, findings, overlap, the first actors, differences and themes, emerging phrases and
    what the headline hangs on; `labels` replaces what people read for a group."""
    index = build_index(comparison)
    groups = group_views(comparison, dict(labels or {}))
    found = doubts(comparison, groups, index)
    tables = difference_tables(comparison, groups, index)
    page = environment().get_template("notebook.html.j2")
    return page.render(
        groups=groups,
        head=header(comparison, groups, index, "", ""),
        regions=regions(comparison, groups, index, TOP) if len(groups) == 2 else (),
        overlap=comparison.overlap,
        only=[whole(comparison.overlap.regions.get(group.id, 0)) for group in comparison.groups],
        actors=actor_table(comparison, groups, index, TOP),
        differences=_ends(tables[0]) if len(groups) == 2 else None,
        themes=theme_table(comparison, groups, index),
        phrases=[
            Phrase(visible(p.label), tuple(whole(p.counts[g.id].sentences)
                                           for g in comparison.groups))
            for p in comparison.emerging[:PHRASES]
        ],
        doubts=found,
        most={"themes": THEMES, "figures": FIGURES},
        descriptive=comparison.descriptive,
        colours=COLOURS,
        shapes=SHAPES,
        both=BOTH,
    )  # fmt: skip


def _ends(table: DifferenceTable) -> DifferenceTable:
    """The actors that stand out most on either side."""
    rows = table.rows
    return replace(table, rows=(*rows[:ENDS], *rows[max(ENDS, len(rows) - ENDS) :]))
