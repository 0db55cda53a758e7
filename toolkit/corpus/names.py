"""Two names alone, without documents, as the model sees them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from toolkit import config, matching
from toolkit.corpus.wiring import matching_knowledge
from toolkit.errors import InputError
from toolkit.knowledge import load
from toolkit.listing import Rows

MODEL = "names"


def score_pairs(
    rows: Iterable[Mapping[str, Any]], *, model: str = "", threshold: float | None = None
) -> Rows:
    """Each {left, right, type?} with match_weight (bits), probability and match, in order.

    `model` is by default one made for two names alone, `names`: its prior is 1/2, since someone
    picked the pair. `match` says whether the weight reaches `threshold`, in bits; its default is
    the weight of the model's prior, where what the names show speaks neither for nor against
    (0 bits, probability 1/2, with `names`). The order of left and right changes nothing.
    Raises InputError for a row without left or right.

        toolkit.score_pairs([{"left": "EU", "right": "European Union", "type": "ORG"}])
    """
    settings = config.load()
    kept = [dict(row) for row in rows]
    for number, row in enumerate(kept, 1):
        if not isinstance(row.get("left"), str) or not isinstance(row.get("right"), str):
            raise InputError("a pair needs left and right", where=f"pair {number}")
    weights = matching.load_model(model or MODEL)
    scores = matching.score_names(
        [(row["left"], row["right"], str(row.get("type") or "")) for row in kept],
        matching_knowledge(load(settings.mentions.packs)),
        weights,
        settings.run,
    )
    cut = weights.prior_weight if threshold is None else threshold
    return Rows("pairs", (
        row | {"match_weight": weight, "probability": probability, "match": weight >= cut}
        for row, (weight, probability) in zip(kept, scores, strict=True)
    ))  # fmt: skip
