"""What must be read before any figure."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.comparison.inputs import Inputs, Selection
from toolkit.comparison.overlap import MINIMUM_DOCUMENTS
from toolkit.comparison.result import Group, Overlap
from toolkit.comparison.wording import join, number, plain
from toolkit.config import ComparisonSettings


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
    else:
        found.append(
            "Intervals treat mentions and sentences as independent. Those of one document are "
            "not, so the true uncertainty is larger."
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


def _descriptive(small: Sequence[Group]) -> str:
    sizes = join([(plain(f"{g.label} has {number(g.documents, 'document')}"),) for g in small])
    text = "".join(piece.text for piece in sizes)
    return (
        f"Descriptive only. {text}: with fewer than {MINIMUM_DOCUMENTS} documents in a group "
        "differences describe these texts, not their authors, and nothing is tested."
    )


def test_line(overlap: Overlap, settings: ComparisonSettings, seed: int) -> str:
    """How the overlap was tested, for the provenance; "" where it was not."""
    if overlap.p_value is None or overlap.smallest_p is None:
        return ""
    sampled = overlap.smallest_p == 1 / (settings.permutations + 1)
    how = f"{settings.permutations} random divisions (seed {seed})" if sampled else "all divisions"
    return (
        f"shared actors against {how} of the documents into groups of these sizes: "
        f"p = {overlap.p_value:.3g} that chance alone shares so few; the smallest that this test "
        f"can reach is {overlap.smallest_p:.3g}"
    )
