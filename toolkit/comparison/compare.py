"""Comparing groups of documents."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.comparison import tally
from toolkit.comparison.answer import Draft, answer
from toolkit.comparison.caveats import caveats, test_line
from toolkit.comparison.findings import findings
from toolkit.comparison.inputs import Inputs, select
from toolkit.comparison.overlap import overlap
from toolkit.comparison.result import Comparison
from toolkit.config import ComparisonSettings


def compare(
    inputs: Inputs, groups: Sequence[str], settings: ComparisonSettings, seed: int
) -> Comparison:
    """Compare `groups` (one or more, in this order; none = all of them).

    The result holds all that its figures rest on. `seed` is for the permutation test only.
    Raises NotFoundError for a group without documents.
    """
    selection = select(inputs, groups, settings)
    sides = tally.group_rows(selection, inputs)
    actors = tally.actor_rows(selection, sides)
    themes = tally.theme_rows(selection, sides, inputs)
    evidence = tally.evidence_rows(selection)
    common = overlap(selection, actors, settings.permutations, seed)
    draft = Draft(sides, actors, themes, evidence, selection.documents, inputs.mentions)
    provenance = dict(inputs.provenance)
    if line := test_line(common, settings, seed):
        provenance["Overlap test"] = line
    return Comparison(
        groups=sides,
        actors=actors,
        themes=themes,
        overlap=common,
        answer=answer(draft),
        findings=findings(draft),
        caveats=caveats(inputs, selection, sides, settings),
        ties=tally.tie_rows(selection),
        audit=inputs.audit,
        sources=tally.source_rows(selection, inputs),
        evidence=evidence,
        provenance=provenance,
    )
