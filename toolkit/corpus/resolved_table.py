"""What resolving a table of entities gives: its rows with clusters, one row a cluster, a map of
names, the pairs behind it, and relationships between the new names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from toolkit.corpus.entity_table import Columns, as_arrow
from toolkit.corpus.folding import fold, grouped
from toolkit.documents.rows import cell
from toolkit.errors import UsageError
from toolkit.knowledge.labels import label_key
from toolkit.table import Table
from toolkit.value import Value, safe

ADDED = ("cluster_id", "canonical_id", "canonical_name", "canonical_kind", "cluster_rows",
         "weakest_link", "probability")  # fmt: skip
# What other tools call the ends of a relationship.
ENDS = (("source", "target"), ("src_id", "tgt_id"), ("src", "dst"), ("subject", "object"),
        ("head", "tail"), ("from", "to"), ("start", "end"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rewired(Value):
    """Relationships between the canonical names. `changed` rows got another end, `loops` were
    left out since both ends are one thing now, `folded` became part of an equal one; ends that
    are in no row of the entities, or mean several, are counted in `unknown` and stay."""

    table: Table
    changed: int
    loops: int
    folded: int
    unknown: int

    def __str__(self) -> str:
        return (
            f"{len(self.table)} relationships: {self.changed} renamed, {self.loops} loops left "
            f"out, {self.folded} folded into equal ones, {self.unknown} ends unknown"
        )


@dataclass(frozen=True, repr=False)
class ResolvedTable(Value):
    """The rows of a table of entities, resolved. A value: nothing changes it.

    `rows`: every row as it was, with cluster_id, canonical_id and canonical_name (those of the row
    that stands for the cluster), canonical_kind, cluster_rows, weakest_link (bits; null where no
    scored pair was needed) and its calibrated probability. `pairs`: the scored pairs of names with
    verdict, reason and waterfall. `columns` say which columns were read, `notes` what a person
    should know, `skipped` are numbers of rows (from 1) without a name: in no cluster.
    """

    rows: Table
    pairs: Table
    columns: Columns
    notes: tuple[str, ...] = ()
    skipped: tuple[int, ...] = ()
    _leaders: dict[str, int] = field(default_factory=dict)

    @property
    def clusters(self) -> int:
        return len(self._leaders)

    @property
    def joined(self) -> int:
        """Rows that were joined to another one that stands for them."""
        return len(self.rows) - len(self.skipped) - self.clusters

    @property
    def merged(self) -> Table:
        """One row a cluster: the row that stands for it, with lists united, descriptions joined,
        frequencies summed; then cluster_id, merged_ids and merged_names."""
        import pyarrow as pa

        arrow = self.rows.arrow
        keys = arrow["cluster_id"].to_pylist()
        groups = grouped(keys, self._leaders)
        kept = [name for name in arrow.column_names if name not in ADDED]
        found = fold(arrow.select(kept), groups, [self.columns.description])
        names, ids = self._texts(self.columns.name), self._ids()
        for column, values in (
            ("cluster_id", [keys[group[0]] for group in groups]),
            ("merged_ids", [[ids[n] for n in group] for group in groups]),
            ("merged_names", [list(dict.fromkeys(names[n] for n in group)) for group in groups]),
        ):
            found = found.append_column(column, pa.array(values))
        return Table(found)

    @property
    def renames(self) -> Table:
        """old_id, old_name, new_id, new_name of every row: for rewriting what refers to it."""
        import pyarrow as pa

        arrow = self.rows.arrow
        columns = {
            "old_id": self._ids(), "old_name": self._texts(self.columns.name),
            "new_id": [cell({"": v}, "") or None for v in arrow["canonical_id"].to_pylist()],
            "new_name": arrow["canonical_name"].to_pylist(),
        }  # fmt: skip
        return Table(pa.table({n: pa.array(v, pa.string()) for n, v in columns.items()}))

    def rewire(self, relationships: Any, *, source: str = "", target: str = "") -> Rewired:
        """Relationships with their ends renamed, by name or by id, whichever fits more ends.

        `relationships` is what `toolkit.resolve_table` takes; `source` and `target` are its columns
        of ends, found by their usual names. Raises UsageError where they are not there.
        """
        table = as_arrow(relationships)
        ends = _ends(table.column_names, source, target)
        old = [[cell({"": v}, "") for v in table[end].to_pylist()] for end in ends]
        known = self._meaning(old[0] + old[1])
        new = [[known.get(name, name) for name in side] for side in old]
        changed = sum(a != c or b != d for a, b, c, d in zip(*old, *new, strict=True))
        keys = [
            None if c == d and a != b else (c, d) for a, b, c, d in zip(*old, *new, strict=True)
        ]
        for end, values in zip(ends, new, strict=True):
            at = table.column_names.index(end)
            table = table.set_column(at, end, _typed(values, table.schema.field(end).type))
        moved = {k for k, a, b in zip(keys, *old, strict=True) if k is not None and k != (a, b)}
        single = [k if k in moved or k is None else (k, n) for n, k in enumerate(keys)]
        found = fold(table, grouped(single))
        loops = keys.count(None)
        unknown = sum(name not in known for side in old for name in side)
        folded = table.num_rows - loops - found.num_rows
        return Rewired(Table(found), changed, loops, folded, unknown)

    def _meaning(self, ends: Sequence[str]) -> dict[str, str]:
        """New name (or id) by old one, of those that mean one cluster."""
        found = []
        for old, new in (
            (self._texts(self.columns.name), "canonical_name"), (self._ids(), "canonical_id"),
        ):  # fmt: skip
            means: dict[str, set[str]] = defaultdict(set)
            for name, becomes in zip(old, self.rows.arrow[new].to_pylist(), strict=True):
                if becomes is not None:
                    means[name].add(cell({"": becomes}, ""))
            found.append({name: min(new) for name, new in means.items() if len(new) == 1})
        return max(found, key=lambda meaning: sum(end in meaning for end in ends))

    def _texts(self, column: str) -> list[str]:
        return [cell({"": value}, "") for value in self.rows.arrow[column].to_pylist()]

    def _ids(self) -> list[str]:
        """As the table has them, else the numbers of the rows."""
        if self.columns.id:
            return self._texts(self.columns.id)
        return [f"row {number + 1}" for number in range(len(self.rows))]

    def __str__(self) -> str:
        return f"{len(self.rows)} rows, {self.clusters} things: {self.joined} rows joined to others"

    __repr__ = __str__

    def largest(self, limit: int = 10) -> list[tuple[str, list[str]]]:
        """The clusters with most different names: canonical name, the other names."""
        names: dict[str, Counter[str]] = defaultdict(Counter)
        arrow = self.rows.arrow
        for name, key in zip(self._texts(self.columns.name), arrow["cluster_id"].to_pylist(),
                             strict=True):  # fmt: skip
            if key is not None:
                names[key][name] += 1
        leads = {key: self._texts(self.columns.name)[at] for key, at in self._leaders.items()}
        several = [(leads[key], sorted(set(held) - {leads[key]})) for key, held in names.items()]
        found = [(name, others) for name, others in several if others]
        return sorted(found, key=lambda item: (-len(item[1]), item[0]))[:limit]

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><th>{safe(name)}</th><td>{safe('; '.join(others))}</td></tr>"
            for name, others in self.largest()
        )
        return f"<p>{safe(str(self))}</p><table><tbody>{rows}</tbody></table>"

    def save(self, path: str | Path) -> Path:
        """Write `rows` to a file; its suffix is the format: .parquet .csv .jsonl."""
        from toolkit.export import write_arrow

        return write_arrow(self.rows.arrow, Path(path))


def _typed(values: Sequence[str], kind: Any) -> Any:
    """Ends in the type that they had, where the new ones fit it."""
    import pyarrow as pa

    texts = pa.array(values, pa.string())
    try:
        return texts.cast(kind)
    except pa.ArrowException:
        return texts


def _ends(names: Sequence[str], source: str, target: str) -> tuple[str, str]:
    by_key = {label_key(name): name for name in reversed(names)}
    for asked in filter(None, (source, target)):
        if asked not in names:
            hint = f"Columns: {', '.join(names) or 'none'}"
            raise UsageError(f"no column {asked!r}", hint=hint)
    for left, right in ENDS:
        one = source or by_key.get(label_key(left), "")
        other = target or by_key.get(label_key(right), "")
        if one and other and one != other:
            return one, other
    hint = f"Say which with source and target. Columns: {', '.join(names) or 'none'}"
    raise UsageError("no columns are known to hold the ends of relationships", hint=hint)
