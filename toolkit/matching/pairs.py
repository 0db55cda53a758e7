"""Two names alone, as the model sees them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from toolkit.config import RunSettings
from toolkit.matching.features import name_features
from toolkit.matching.knowledge import MatchingKnowledge
from toolkit.matching.model import Model
from toolkit.matching.pair_comparisons import EVIDENCE_COLUMNS
from toolkit.matching.pair_evidence import pair_evidence
from toolkit.matching.records import Records, lone_row, single_records
from toolkit.matching.scoring import score_chosen, waterfall
from toolkit.names.normalise import spelling_key
from toolkit.types import TYPES, Term

Pair = tuple[str, str, str]


def score_names(
    pairs: Sequence[tuple[str, str, str]],
    knowledge: MatchingKnowledge,
    model: Model,
    run: RunSettings | None = None,
) -> list[tuple[float, float]]:
    """(match weight in bits, probability) of each (left, right, type); type '' = unknown.

    No blocking, no corpus: only what the two names say.
    """
    rows = level_rows(pairs, knowledge, model, run)
    return [(row["match_weight"], row["probability"]) for row in rows]


def explain_names(
    left: str, right: str, kind: str, knowledge: MatchingKnowledge, model: Model
) -> tuple[tuple[Term, ...], float, float]:
    """Terms, match weight in bits and probability of two names, as `score_names` sees them."""
    row = level_rows([(left, right, kind)], knowledge, model)[0]
    return waterfall(row, model), row["match_weight"], row["probability"]


def level_rows(
    pairs: Sequence[tuple[str, str, str]],
    knowledge: MatchingKnowledge,
    model: Model,
    run: RunSettings | None = None,
) -> list[dict[str, Any]]:
    """A row of `score_chosen` for each (left, right, type), in order.

    A type that is no kind of entity (or OTHER) is taken as unknown.
    """
    kinds = set(TYPES) - {"OTHER"}
    known = [(min(left, right), max(left, right), kind if kind in kinds else "")
             for left, right, kind in pairs]  # fmt: skip
    distinct = sorted(set(known))
    score = _by_names if model.scope == "names" else _by_records
    found = dict(
        zip(distinct, score(distinct, knowledge, model, run or RunSettings()), strict=True)
    )
    return [found[pair] for pair in known]


def _by_names(
    pairs: Sequence[Pair], knowledge: MatchingKnowledge, model: Model, run: RunSettings
) -> list[dict[str, Any]]:
    """With what both names show side by side: every pair has two records of its own."""
    features = {
        (text, kind): name_features((text,), kind, _identity(text, knowledge), knowledge)
        for text, kind in sorted({(text, kind) for *names, kind in pairs for text in names})
    }
    rows = []
    for number, (left, right, kind) in enumerate(pairs):
        evidence = dict.fromkeys(EVIDENCE_COLUMNS, "") | pair_evidence(left, right, kind, knowledge)
        rows += [lone_row(f"{side}{number:09d}", features[text, kind]) | evidence
                 for side, text in (("l", left), ("r", right))]  # fmt: skip
    records = Records(tuple(rows), evidence=EVIDENCE_COLUMNS)
    wanted = [(f"l{number:09d}", f"r{number:09d}") for number in range(len(pairs))]
    rows_found: list[dict[str, Any]] = score_chosen(records, wanted, model, run).to_pylist()
    return rows_found


def _identity(name: str, knowledge: MatchingKnowledge) -> str:
    """The id of a well-known thing that the name means by itself, or ''."""
    return knowledge.known_keys.get(spelling_key(name), "")


def _by_records(
    pairs: Sequence[Pair], knowledge: MatchingKnowledge, model: Model, run: RunSettings
) -> list[dict[str, Any]]:
    """As a corpus sees them: every name is one record, whatever it is compared with."""
    distinct = sorted({(text, kind) for *names, kind in pairs for text in names})
    found = [name_features((text,), kind, "", knowledge) for text, kind in distinct]
    records = single_records(found, knowledge)
    ids = {key: row["record_id"] for key, row in zip(distinct, records.rows, strict=True)}
    # Equal names still need two records to be compared.
    twins = tuple(row | {"record_id": "t" + row["record_id"]} for row in records.rows)
    wanted = [(ids[left, kind], "t" + ids[right, kind]) for left, right, kind in pairs]
    table = score_chosen(Records(records.rows + twins), wanted, model, run)
    by_pair = {(row["record_l"], row["record_r"]): row for row in table.to_pylist()}
    return [by_pair[pair] for pair in wanted]
