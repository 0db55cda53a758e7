"""Records -> scored pairs, and why two records have the weight that they have."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence, Set
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from toolkit.config import MatchingSettings, RunSettings
from toolkit.errors import ConfigError
from toolkit.matching import backends, blocking, engine
from toolkit.matching.comparison import Comparison
from toolkit.matching.model import Model, column, splink_settings
from toolkit.matching.records import Records
from toolkit.types import Term

if TYPE_CHECKING:
    import pyarrow as pa

DIGITS = 10
_UNLIKE = 1e-6  # bits; weights that are nearer to one another do not tell levels apart


def within_budget(records: Records, settings: MatchingSettings) -> tuple[Records, tuple[str, ...]]:
    """The records without the blocking keys that make most of the pairs, where these are more
    than `settings.pair_budget` or than large corpora need, and what was given up, in words."""
    needed = max(blocking.ENOUGH, blocking.ENOUGH_EACH * len(records))
    columns, dropped = blocking.tighten(records.columns, min(settings.pair_budget, needed))
    return records.with_columns(columns) if dropped else records, tuple(map(str, dropped))


def score(
    records: Records, model: Model, settings: MatchingSettings, run: RunSettings,
    changed: Set[str] | None = None, compared: Callable[[int], None] = lambda _: None,
) -> pa.Table:  # fmt: skip
    """All blocked pairs at or above `settings.keep_above`, ordered by record_l, record_r; with
    `changed`, ids of records, only those that one of these belongs to. `compared` is told how many
    there are as soon as it is known.

    Columns: record_l < record_r, match_weight (bits, rounded), probability, blocking_rule, and
    for every comparison level_<name> (None = not compared) and mw_<name> (bits), coded, since
    they have few values.
    Raises BudgetError if the blocking rules could make more than `settings.pair_budget` pairs, and
    ConfigError for a model that is made for two names alone.
    """
    if model.scope != "records":
        raise ConfigError("made for names alone, not for a corpus", where=f"model {model.name}")
    _check_ids(records)
    blocking.check_budget(records.columns, settings.pair_budget)
    pairs = None
    if changed is not None:
        at = [number for number, record_id in enumerate(records.ids) if record_id in changed]
        pairs = blocking.pairs_with(records.columns, at)
        records = records.part(_ends(pairs))
    if len(records) < 2:
        return schema_of(model).empty_table()
    found = backends.comparing()(
        records.table(), splink_settings(model, True), level_sql(model), run,
        pairs=pairs, above=settings.keep_above,
    )  # fmt: skip
    compared(found.num_rows)
    return _tidy(found, model, _rules(found))


def _rules(found: pa.Table) -> pa.Array:
    """What brought each pair together, in words."""
    import pyarrow as pa

    said = pa.array([blocking.WHAT[left] for left, _ in blocking.JOINS], pa.string())
    at = found["match_key"].combine_chunks().cast(pa.int8())
    return pa.DictionaryArray.from_arrays(at, said)


def _ends(pairs: pa.Table) -> Set[str]:
    """The records of pairs as Splink takes them."""
    return {*pairs["join_key_l"].to_pylist(), *pairs["join_key_r"].to_pylist()}


def score_chosen(
    records: Records, pairs: Sequence[tuple[str, str]], model: Model, run: RunSettings
) -> pa.Table:
    """As `score`, for exactly these pairs of record ids, blocked or not."""
    import pyarrow as pa

    if not pairs:
        return schema_of(model).empty_table()
    chosen = sorted({(min(pair), max(pair)) for pair in pairs})
    asked = pa.table({
        "match_key": pa.array(["0"] * len(chosen), pa.string()),
        "join_key_l": pa.array([left for left, _ in chosen], pa.string()),
        "join_key_r": pa.array([right for _, right in chosen], pa.string()),
    })  # fmt: skip
    found = engine.predict(
        records.part(_ends(asked)).table(), splink_settings(model, True), level_sql(model), run,
        pairs=asked,
    )  # fmt: skip
    return _tidy(found, model, pa.array([""] * found.num_rows, pa.string()).dictionary_encode())


def _check_ids(records: Records) -> None:
    if len(set(records.ids)) != len(records) or not all(records.ids):
        raise ValueError("record ids must be unique and not empty")


def level_sql(model: Model) -> dict[str, str]:
    """For every comparison the SQL of the number of its level; NULL where it says nothing.

    Where all levels weigh differently, and none of them nothing, the weight that Splink found
    tells the level; where not, the two records are asked again.
    """
    found = {}
    for item in model.comparisons:
        name = column(item)
        weights = [model.weights[item.name][level] for level, _ in item.levels]
        telling = all(b - a > _UNLIKE for a, b in pairwise(sorted([0.0, *weights])))
        found[f"at_{name}"] = _weighed(f"mw_{name}", weights) if telling else _number_of_level(item)
    return found


def _weighed(bits: str, weights: Sequence[float]) -> str:
    near = _UNLIKE / 2
    cases = [
        f"WHEN {bits} BETWEEN {weight - near:.8f} AND {weight + near:.8f} THEN {number}"
        for number, weight in enumerate(weights)
    ]
    return f"CASE {' '.join(cases)} END"


def _number_of_level(comparison: Comparison) -> str:
    *tested, _ = comparison.levels
    cases = [f"WHEN {sql} THEN {number}" for number, (_, sql) in enumerate(tested)]
    return f"CASE WHEN {comparison.silent} THEN NULL {' '.join(cases)} ELSE {len(tested)} END"


def _tidy(found: pa.Table, model: Model, rules: pa.Array) -> pa.Table:
    """The table that `score` promises, of what the engine found."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    weights, same = np.unique(found["match_weight"].to_numpy(), return_inverse=True)
    exact = [round(weight, DIGITS) for weight in weights.tolist()]  # a few thousand of a million
    total = np.array(exact)[same]
    left, right = (found[f"record_id_{side}"].combine_chunks() for side in "lr")
    ordered = pc.less(left, right)
    columns: dict[str, Any] = {
        "record_l": pc.if_else(ordered, left, right), "record_r": pc.if_else(ordered, right, left),
        "match_weight": total, "blocking_rule": rules,
        "probability": np.array([model.probability(weight) for weight in exact])[same],
    }  # fmt: skip
    summed = np.full(len(total), model.prior_weight)
    told = pa.DictionaryArray.from_arrays
    for item in model.comparisons:
        name = column(item)
        at = found[f"at_{name}"].combine_chunks().cast(pa.int8())
        levels = [level for level, _ in item.levels]
        bits = np.array([*(model.weights[item.name][level] for level in levels), 0.0])
        weighed = at.fill_null(len(levels))
        columns[f"level_{name}"] = told(at, pa.array(levels, pa.string()))
        columns[f"mw_{name}"] = told(weighed, pa.array(bits))
        summed += bits[weighed.to_numpy()]
    for wrong in np.flatnonzero(np.abs(summed - total) > 1e-6).tolist():
        ends = f"{columns['record_l'][wrong]} and {columns['record_r'][wrong]}"
        raise AssertionError(f"terms of {ends} do not sum to the match weight")
    schema = schema_of(model)
    table = pa.table({name: columns[name] for name in schema.names}, schema=schema)
    return table.sort_by([("record_l", "ascending"), ("record_r", "ascending")])


def schema_of(model: Model) -> pa.Schema:
    """The columns of `score`."""
    import pyarrow as pa

    few, bits = (pa.dictionary(pa.int8(), kind) for kind in (pa.string(), pa.float64()))
    fields = [("record_l", pa.string()), ("record_r", pa.string())]
    fields += [("match_weight", pa.float64()), ("probability", pa.float64())]
    fields.append(("blocking_rule", few))
    for comparison in model.comparisons:
        name = column(comparison)
        fields += [(f"level_{name}", few), (f"mw_{name}", bits)]
    return pa.schema(fields)


def waterfall(pair: Mapping[str, Any], model: Model) -> tuple[Term, ...]:
    """The terms of one row of `score`: prior and comparisons that spoke; they sum to it."""
    terms = [Term("prior", round(model.prior_weight, DIGITS), f"model {model.name}")]
    for comparison in model.comparisons:
        level = pair[f"level_{column(comparison)}"]
        if level is not None:
            terms.append(Term(comparison.name, pair[f"mw_{column(comparison)}"], level))
    return tuple(terms)


def terms_json(pairs: pa.Table, model: Model) -> pa.DictionaryArray:
    """The waterfall of every row of `score` as JSON: label, weight and detail of each term.

    Pairs at the same levels have the same terms, and a million pairs are a few thousand of these.
    """
    import numpy as np
    import pyarrow as pa

    told = [f"level_{column(item)}" for item in model.comparisons]
    code = np.zeros(pairs.num_rows, np.int64)
    for name in told:
        levels = pairs[name].combine_chunks().dictionary_encode()
        at = levels.indices.fill_null(-1).to_numpy()
        code = np.unique(code * (len(levels.dictionary) + 1) + at + 1, return_inverse=True)[1]
    _, first, same = np.unique(code, return_index=True, return_inverse=True)
    texts = [
        json.dumps([[term.label, term.weight, term.detail] for term in waterfall(pair, model)])
        for pair in pairs.take(first).to_pylist()
    ]
    return pa.DictionaryArray.from_arrays(pa.array(same, pa.int32()), pa.array(texts, pa.string()))


def explain(
    records: Records, left: str, right: str, model: Model, run: RunSettings | None = None
) -> tuple[tuple[Term, ...], float, float]:
    """Terms, match weight in bits and probability of any two records, blocked or not."""
    pair = score_chosen(records, [(left, right)], model, run or RunSettings()).to_pylist()[0]
    return waterfall(pair, model), pair["match_weight"], pair["probability"]
