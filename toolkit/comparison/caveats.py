"""What must be read before any figure."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.comparison.divisions import MINIMUM_DOCUMENTS, Divisions
from toolkit.comparison.figures import Overlap
from toolkit.comparison.inputs import Inputs, Selection
from toolkit.comparison.result import Actor, Group, Theme
from toolkit.comparison.uncertainty import Uncertainty
from toolkit.comparison.wording import join, number, plain
from toolkit.config import ComparisonSettings

NAMED = 2  # small groups that are named; of more, how many they are


def caveats(
    inputs: Inputs, selection: Selection, groups: Sequence[Group], settings: ComparisonSettings
) -> tuple[str, ...]:
    """Sentences, the weightiest first; the caller's own notes last."""
    found = []
    small = [group for group in groups if group.documents < MINIMUM_DOCUMENTS]
    if small:
        found.append(_descriptive(small))
    if len(groups) == 1:
        found.append("One group only: there is nothing to compare it with.")
    elif small:
        found.append(
            "Intervals treat mentions and sentences as independent. Those of one document are "
            "not, so the true uncertainty is larger."
        )
    else:
        found.append(
            "Of the differences called clear, at most 5% are expected to be chance. Tests take "
            "documents as units; documents that speak of one another are not independent."
        )
    found.append(
        "Zero means that no mention was found, not that the matter is absent: what extraction or "
        "the codebook misses is missing here."
    )
    if inputs.extractor:
        found.append(f"Names were found by the extractor {inputs.extractor}.")
    if selection.left_out:
        found.append(
            f"Left out of all figures by configuration (hosts): {', '.join(selection.left_out)}."
        )
    if settings.kinds:
        found.append(f"Only actors of these kinds are counted: {', '.join(settings.kinds)}.")
    return (*found, *inputs.notes)


def with_doubt(found: Sequence[str], unsure: Uncertainty | None) -> tuple[str, ...]:
    """The caveats with what other resolutions would change, behind the first of them."""
    if unsure is None:
        return tuple(found)
    return (*found[:1], unsure.sentence, *found[1:])


def _descriptive(small: Sequence[Group]) -> str:
    sizes = join([(plain(f"{g.label} has {number(g.documents, 'document')}"),) for g in small])
    text = "".join(piece.text for piece in sizes)
    if len(small) > NAMED:
        text = f"{len(small)} groups have fewer than {MINIMUM_DOCUMENTS} documents"
    return (
        f"Descriptive only. {text}: below {MINIMUM_DOCUMENTS} documents in a group, differences "
        "describe these texts, not their authors, and nothing is tested."
    )


def test_lines(
    overlap: Overlap, actors: Sequence[Actor], themes: Sequence[Theme],
    settings: ComparisonSettings, dealt: Divisions | None,
) -> dict[str, str]:  # fmt: skip
    """How the overlap and the differences were tested, for the provenance; empty where nothing
    was."""
    if dealt is None or overlap.p_value is None or overlap.smallest_p is None:
        return {}
    sampled = f"{dealt.tried:,} random divisions (seed {dealt.seed})"
    how = "all divisions" if dealt.exact else sampled
    if settings.stratify:
        how += f", documents changing places only within one {settings.stratify}"
    tested = [
        sum(any(d.p_value is not None for d in row.distinctiveness.values()) for row in rows)
        for rows in (actors, themes)
    ]
    return {
        "Overlap test": (
            f"shared actors against {how} of the documents into groups of these sizes: "
            f"p = {overlap.p_value:.3g} that chance alone shares so few; the smallest that this "
            f"test can reach is {overlap.smallest_p:.3g}"
        ),
        "Difference tests": (
            f"{number(tested[0], 'actor')} and {number(tested[1], 'theme')} found in at least 3 "
            f"documents against the same divisions; false discovery rate 5% "
            "(Benjamini-Hochberg), actors and themes each for themselves"
        ),
    }
