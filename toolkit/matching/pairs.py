"""Two names alone, as the model sees them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from toolkit.config import RunSettings
from toolkit.matching.features import name_features
from toolkit.matching.knowledge import MatchingKnowledge
from toolkit.matching.model import Model
from toolkit.matching.records import single_records
from toolkit.matching.scoring import score_chosen, waterfall
from toolkit.types import Term


def score_names(
    pairs: Sequence[tuple[str, str, str]],
    knowledge: MatchingKnowledge,
    model: Model,
    run: RunSettings | None = None,
) -> list[tuple[float, float]]:
    """(match weight in bits, probability) of each (left, right, type); type '' = unknown.

    No blocking, no corpus: only what the two names say.
    """
    rows = _score(pairs, knowledge, model, run)
    return [(row["match_weight"], row["probability"]) for row in rows]


def explain_names(
    left: str, right: str, kind: str, knowledge: MatchingKnowledge, model: Model
) -> tuple[tuple[Term, ...], float, float]:
    """Terms, match weight in bits and probability of two names, as `score_names` sees them."""
    row = _score([(left, right, kind)], knowledge, model, None)[0]
    return waterfall(row, model), row["match_weight"], row["probability"]


def _score(
    pairs: Sequence[tuple[str, str, str]],
    knowledge: MatchingKnowledge,
    model: Model,
    run: RunSettings | None,
) -> list[dict[str, Any]]:
    """A row of `score_chosen` for each pair, in order."""
    distinct = sorted({(text, kind) for left, right, kind in pairs for text in (left, right)})
    found = [name_features((text,), kind, "", knowledge) for text, kind in distinct]
    records = single_records(found, knowledge)
    ids = {key: row["record_id"] for key, row in zip(distinct, records.rows, strict=True)}
    # Equal names still need two records to be compared.
    twins = tuple(row | {"record_id": "t" + row["record_id"]} for row in records.rows)
    both = type(records)(records.rows + twins)
    wanted = [(ids[left, kind], "t" + ids[right, kind]) for left, right, kind in pairs]
    table = score_chosen(both, wanted, model, run or RunSettings())
    by_pair = {(row["record_l"], row["record_r"]): row for row in table.to_pylist()}
    return [by_pair[pair] for pair in wanted]
