"""Comparing groups of documents."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.comparison import tally
from toolkit.comparison.answer import Draft, answer
from toolkit.comparison.caveats import caveats, test_lines, with_doubt
from toolkit.comparison.contrast import contrasts
from toolkit.comparison.counts import DocumentCounts, actor_counts, theme_counts
from toolkit.comparison.dispersion import dispersion
from toolkit.comparison.divisions import Divisions, divisions
from toolkit.comparison.doubting import doubts
from toolkit.comparison.figures import Overlap
from toolkit.comparison.findings import findings
from toolkit.comparison.inputs import Inputs, Selection, select
from toolkit.comparison.networking import network
from toolkit.comparison.overlap import overlap
from toolkit.comparison.profiles import profiles
from toolkit.comparison.redrawn import Redrawn
from toolkit.comparison.result import Actor, Comparison, Group, Theme
from toolkit.comparison.shares import shares
from toolkit.comparison.silence import silent_actors
from toolkit.comparison.timeline import timeline
from toolkit.config import ComparisonSettings
from toolkit.types import ThemeEvidence


def compare(
    inputs: Inputs, groups: Sequence[str], settings: ComparisonSettings, seed: int,
    redrawn: Redrawn | None = None,
) -> Comparison:  # fmt: skip
    """Compare `groups` (one or more, in this order; none = all of them).

    The result holds all that its figures rest on. `seed` is for the permutation tests only;
    `redrawn` are alternative resolutions, without which the uncertainty is not told.
    Raises NotFoundError for a group without documents.
    """
    selection = select(inputs, groups, settings)
    sides = tally.group_rows(selection, inputs)
    counts = actor_counts(selection, settings.stratify)
    dealt = divisions(counts, settings.permutations, seed)
    actors, common = _actors(selection, sides, counts, dealt)
    stratify = settings.stratify
    themes = _themes(selection, selection.evidence, inputs, stratify, dealt)
    emerging = _themes(selection, selection.emerging, inputs, stratify, dealt)
    evidence = tally.evidence_rows(selection)
    draft = Draft(sides, actors, themes, evidence, selection.documents, inputs.mentions)
    said = (answer(draft), findings(draft))
    unsure = doubts(redrawn, selection, actors, common, said)
    warned = caveats(inputs, selection, sides, settings)
    return Comparison(
        groups=sides,
        actors=actors,
        themes=themes,
        overlap=common,
        answer=said[0],
        findings=said[1],
        caveats=with_doubt(warned, unsure),
        ties=tally.tie_rows(selection),
        audit=inputs.audit,
        sources=tally.source_rows(selection, inputs),
        evidence=evidence,
        provenance={**inputs.provenance, **test_lines(common, actors, themes, settings, dealt)},
        silent=silent_actors(actors, sides),
        descriptive=draft.descriptive,
        profiles=profiles(selection, actors, themes),
        timeline=timeline(selection),
        emerging=emerging,
        uncertainty=unsure,
        network=network(selection, inputs, seed),
    )


def _actors(
    selection: Selection, sides: Sequence[Group], counts: DocumentCounts, dealt: Divisions | None
) -> tuple[tuple[Actor, ...], Overlap]:
    """The rows of actors with their tests, and what the groups share."""
    documents = [d.doc_id for group in selection.groups for d in selection.documents[group]]
    words = {at: selection.spoken[doc_id] for at, doc_id in enumerate(documents)}
    rows = tally.actor_rows(selection, sides, contrasts(counts, dealt), dispersion(counts, words))
    return rows, overlap(selection.groups, rows, counts, dealt)


def _themes(
    selection: Selection, evidence: Sequence[ThemeEvidence], inputs: Inputs, stratify: str,
    dealt: Divisions | None,
) -> tuple[Theme, ...]:  # fmt: skip
    """Rows of codebook themes, or of emerging ones: each are tested for themselves, against the
    same divisions of the documents."""
    counts = theme_counts(selection, evidence, stratify)
    parts = shares(counts, clustered=dealt is not None)
    return tally.theme_rows(selection, evidence, inputs, contrasts(counts, dealt), parts)
