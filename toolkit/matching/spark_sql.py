"""The conditions of the comparisons, which are DuckDB's SQL, in Spark's SQL.

Every function that a condition may use is named here: one that is not would mean something else in
Spark, or nothing, and is refused. Two functions on letters are our own in Spark, since Spark's
give other results (docs/decisions/0030).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

JARO_WINKLER, DAMERAU = "toolkit_jaro_winkler", "toolkit_damerau_levenshtein"
# Alike in both. `length` is of texts, `len` of lists.
_ALIKE = {"coalesce", "least", "greatest", "left", "contains", "length"}
_CALLED = {
    "len": "array_size",
    "list_contains": "array_contains",
    "list_distinct": "array_distinct",
    "list_filter": "filter",
    "list_has_any": "arrays_overlap",
    "list_intersect": "array_intersect",
    "jaro_winkler_similarity": JARO_WINKLER,
    "damerau_levenshtein": DAMERAU,
    "starts_with": "startswith",
}
_CALL = re.compile(r"\b([a-z_]+)\(")
_LAMBDA = re.compile(r"\blambda (\w+):")
_KEYWORDS = {"and", "or", "not", "when", "then", "else", "in", "case"}


def to_spark(sql: str) -> str:
    """A condition or a number of a level in Spark's SQL. Raises ValueError for what is unknown."""
    import sqlglot
    from sqlglot import exp

    for name in sorted(set(_CALL.findall(sql)) - _KEYWORDS - _ALIKE):
        if name not in _HIDDEN:
            raise ValueError(f"the function {name!r} of a level has no known form in Spark")
    # Under a name that sqlglot does not know, a function is left alone with its arguments.
    hidden = _CALL.sub(lambda found: f"{_HIDDEN.get(found[1], found[1])}(", sql)
    tree = sqlglot.parse_one(_LAMBDA.sub(r"lambda \1 :", hidden), read="duckdb")
    return str(tree.transform(_in_spark, exp).sql(dialect="spark"))


def _in_spark(node: Any, exp: Any) -> Any:
    if isinstance(node, exp.Anonymous):
        name = node.name.removeprefix(_MARK)
        # what takes the place of a node is not looked into again
        given = [item.transform(_in_spark, exp) for item in node.expressions]
        if name in _SPECIAL:
            return _SPECIAL[name](exp, *given)
        return exp.Anonymous(this=_CALLED[name], expressions=given)
    if isinstance(node, exp.Bracket):  # an item, or the first items, of a list
        whole, asked = node.this.transform(_in_spark, exp), node.expressions[0]
        if isinstance(asked, exp.Slice):
            first, last = asked.this, asked.args["expression"].transform(_in_spark, exp)
            return exp.Anonymous(this="slice", expressions=[whole, first, last])
        # sqlglot counts from 0, try_element_at from 1 as DuckDB does
        at = exp.Literal.number(int(asked.name) + 1)
        return exp.Anonymous(this="try_element_at", expressions=[whole, at])
    return node


def _has_all(exp: Any, whole: Any, part: Any) -> Any:
    rest = exp.Anonymous(this="array_except", expressions=[part, whole])
    size = exp.Anonymous(this="array_size", expressions=[rest])
    return exp.EQ(this=size, expression=exp.Literal.number(0))


def _split(exp: Any, text: Any, at: Any) -> Any:
    """Spark splits at a regular expression; ours is a space."""
    if at.name != " ":
        raise ValueError("a level splits at something else than a space")
    return exp.Anonymous(this="split", expressions=[text, at])


_SPECIAL: dict[str, Callable[..., Any]] = {"list_has_all": _has_all, "string_split": _split}
_MARK = "toolkit_hidden_"
_HIDDEN = {name: _MARK + name for name in (*_CALLED, *_SPECIAL)}
