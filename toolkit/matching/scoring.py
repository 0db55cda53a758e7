"""Records -> scored pairs, and why two records have the weight that they have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from toolkit.config import MatchingSettings, RunSettings
from toolkit.errors import ConfigError
from toolkit.matching import blocking, engine
from toolkit.matching.model import Model, column, rarity_frequency, splink_settings
from toolkit.matching.records import Records
from toolkit.types import Term

if TYPE_CHECKING:
    import pyarrow as pa

DIGITS = 10
_SILENT = "not compared"


def score(records: Records, model: Model, settings: MatchingSettings, run: RunSettings) -> pa.Table:
    """All blocked pairs at or above `settings.keep_above`, ordered by record_l, record_r.

    Columns: record_l < record_r, match_weight (bits, rounded), probability, blocking_rule, and
    for every comparison level_<name> (None = not compared) and mw_<name> (bits), and mw_rarity.
    Raises BudgetError if the blocking rules could make more than `settings.pair_budget` pairs, and
    ConfigError for a model that is made for two names alone.
    """
    if model.scope != "records":
        raise ConfigError("made for names alone, not for a corpus", where=f"model {model.name}")
    _check_ids(records)
    blocking.check_budget(records.rows, settings.pair_budget)
    if len(records.rows) < 2:
        return _finish([], model)
    table = _with_rarity(records)
    lean = engine.predict(table, splink_settings(model, False), run, above=settings.keep_above)
    rules = dict(zip(map(str, range(len(blocking.RULES))), blocking.RULES, strict=True))
    by = {
        (row["record_id_l"], row["record_id_r"]): blocking.WHAT[rules[row["match_key"]]]
        for row in lean.select(["record_id_l", "record_id_r", "match_key"]).to_pylist()
    }
    return score_chosen(records, sorted(by), model, run, by)


def score_chosen(
    records: Records,
    pairs: Sequence[tuple[str, str]],
    model: Model,
    run: RunSettings,
    rules: Mapping[tuple[str, str], str] | None = None,
) -> pa.Table:
    """As `score`, for exactly these pairs of record ids, blocked or not."""
    if not pairs:
        return _finish([], model)
    chosen = sorted({(min(pair), max(pair)) for pair in pairs})
    wanted = {record_id for pair in chosen for record_id in pair}
    part = replace(records, rows=tuple(r for r in records.rows if r["record_id"] in wanted))
    found = engine.predict(_with_rarity(part), splink_settings(model, True), run, pairs=chosen)
    names = ["record_id_l", "record_id_r", "match_weight"]
    names += [name for name in found.column_names if name.startswith(("gamma_", "mw_"))]
    rows = [_tidy(row, model, rules or {}) for row in found.select(names).to_pylist()]
    return _finish(rows, model)


def _check_ids(records: Records) -> None:
    ids = [row["record_id"] for row in records.rows]
    if len(set(ids)) != len(ids) or not all(ids):
        raise ValueError("record ids must be unique and not empty")


def _with_rarity(records: Records) -> pa.Table:
    import pyarrow as pa

    frequencies = [rarity_frequency(row["bearers"]) for row in records.rows]
    return records.table().append_column("tf_surname", pa.array(frequencies, pa.float64()))


def _tidy(
    row: Mapping[str, Any], model: Model, rules: Mapping[tuple[str, str], str]
) -> dict[str, Any]:
    left, right = row["record_id_l"], row["record_id_r"]
    tidy: dict[str, Any] = {"record_l": min(left, right), "record_r": max(left, right)}
    weight = model.prior_weight
    for comparison in model.comparisons:
        name = column(comparison)
        gamma = row[f"gamma_{name}"]
        level = None if gamma < 0 else comparison.levels[len(comparison.levels) - 1 - gamma][0]
        bits = 0.0 if level is None else model.weights[comparison.name][level]
        tidy |= {f"level_{name}": level, f"mw_{name}": bits}
        weight += bits
    rarity = sum(row[name] or 0.0 for name in row if name.startswith("mw_tf_adj_"))
    tidy["mw_rarity"] = round(rarity, DIGITS)
    total = round(row["match_weight"], DIGITS)
    if abs(total - weight - rarity) > 1e-6:
        raise AssertionError(f"terms of {left} and {right} do not sum to {total}")
    pair = (tidy["record_l"], tidy["record_r"])
    rule = rules.get(pair) or rules.get((pair[1], pair[0])) or ""
    probability = model.probability(total)
    return tidy | {"match_weight": total, "probability": probability, "blocking_rule": rule}


def _finish(rows: list[dict[str, Any]], model: Model) -> pa.Table:
    import pyarrow as pa

    fields = [("record_l", pa.string()), ("record_r", pa.string())]
    fields += [("match_weight", pa.float64()), ("probability", pa.float64())]
    fields += [("blocking_rule", pa.string())]
    for comparison in model.comparisons:
        name = column(comparison)
        fields += [(f"level_{name}", pa.string()), (f"mw_{name}", pa.float64())]
    fields += [("mw_rarity", pa.float64())]
    rows.sort(key=lambda row: (row["record_l"], row["record_r"]))
    return pa.Table.from_pylist(rows, schema=pa.schema(fields))


def waterfall(pair: Mapping[str, Any], model: Model) -> tuple[Term, ...]:
    """The terms of one row of `score`: prior, comparisons that spoke, rarity; they sum to it."""
    terms = [Term("prior", round(model.prior_weight, DIGITS), f"model {model.name}")]
    for comparison in model.comparisons:
        level = pair[f"level_{column(comparison)}"]
        if level is not None:
            terms.append(Term(comparison.name, pair[f"mw_{column(comparison)}"], level))
    if pair["mw_rarity"]:
        terms.append(Term("rarity", pair["mw_rarity"], "several full names share the surname"))
    return tuple(terms)


def explain(
    records: Records, left: str, right: str, model: Model, run: RunSettings | None = None
) -> tuple[tuple[Term, ...], float, float]:
    """Terms, match weight in bits and probability of any two records, blocked or not."""
    pair = score_chosen(records, [(left, right)], model, run or RunSettings()).to_pylist()[0]
    return waterfall(pair, model), pair["match_weight"], pair["probability"]
