"""Chains -> records: chains with equal names and kinds become one row of features."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import TYPE_CHECKING, Any

from toolkit.config import RunSettings
from toolkit.matching import blocking, surroundings
from toolkit.matching.alike import ChainTables, find_alike, tables_of
from toolkit.matching.bearers import bearers_of, fitting_by_forms
from toolkit.matching.columns import COLUMNS, MISSING, Rows, digests, texts
from toolkit.matching.engine import work_database
from toolkit.matching.features import FEATURES, Features, columns
from toolkit.matching.groups import Groups, group
from toolkit.matching.keys import add_keys
from toolkit.matching.knowledge import MatchingKnowledge
from toolkit.matching.levels import OFFICE
from toolkit.matching.lists import codes, column_of, rows_of, table_of, with_columns
from toolkit.matching.worked import Worked
from toolkit.names.normalise import name_key
from toolkit.types import Chain
from toolkit.workers import Team

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]
TOLD_AT_ONCE = 1_000  # records written as JSON together: more need more memory than 50 MB


class Records:
    """Records, ordered by record_id. They are columns; rows are made of them where someone asks.

    `columns` has those of COLUMNS, and `evidence`: further columns of text, for pairs of names
    that are compared alone. `homes` tells the number of its record and the chain_id of every
    chain.
    """

    _digests: pa.Array | None = None

    def __init__(
        self,
        rows: Sequence[Row] = (),
        chain_ids: Mapping[str, Sequence[str]] | None = None,
        evidence: tuple[str, ...] = (),
    ) -> None:
        """Records of rows: dicts with the keys of COLUMNS and `evidence`."""
        self.evidence = evidence
        self.rows = tuple(rows)
        if chain_ids is not None:
            self.chain_ids = {record_id: tuple(ids) for record_id, ids in chain_ids.items()}

    @classmethod
    def of(cls, columns: pa.Table, homes: pa.Table | None = None) -> Records:
        made = cls.__new__(cls)
        made.evidence, made.columns = (), columns
        if homes is not None:
            made.homes = homes
        return made

    @cached_property
    def columns(self) -> pa.Table:
        return table_of(self.rows, COLUMNS | dict.fromkeys(self.evidence, "text"))

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The records as dicts with the keys of COLUMNS."""
        return tuple(rows_of(self.columns))

    @cached_property
    def ids(self) -> list[str]:
        if "columns" in self.__dict__:
            found: list[str] = self.columns["record_id"].to_pylist()
            return found
        return [row["record_id"] for row in self.rows]

    @cached_property
    def homes(self) -> pa.Table:
        import pyarrow as pa

        held = [self.__dict__.get("chain_ids", {}).get(record_id, ()) for record_id in self.ids]
        return pa.table({
            "record": pa.array([at for at, ids in enumerate(held) for _ in ids], pa.int64()),
            "chain_id": pa.array([chain_id for ids in held for chain_id in ids], pa.string()),
        })  # fmt: skip

    @cached_property
    def chain_ids(self) -> dict[str, tuple[str, ...]]:
        """The chains of every record, sorted."""
        found: dict[str, list[str]] = {record_id: [] for record_id in self.ids}
        for at, chain_id in zip(*(c.to_pylist() for c in self.homes.columns), strict=True):
            found[self.ids[at]].append(chain_id)
        return {record_id: tuple(chains) for record_id, chains in found.items()}

    def __len__(self) -> int:
        return len(self.ids)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Records)
            and bool(self.columns.equals(other.columns))
            and bool(self.homes.equals(other.homes))
        )

    __hash__ = None  # type: ignore[assignment]

    def table(self) -> pa.Table:
        """What is compared: the columns, long lists of texts as lists of numbers; what is missing
        is NULL, never '' or an empty list."""
        found = self.columns
        for name, kind in COLUMNS.items():
            if kind == "coded":
                at = found.column_names.index(name)
                found = found.set_column(at, name, codes(found[name].combine_chunks()))
        for name, stand_in in blocking.NOTHING.items():
            at = found.column_names.index(name)
            filled = [value or stand_in for value in found[name].to_pylist()]
            found = found.set_column(at, name, column_of(filled, "words"))
        return found

    def by_id(
        self, first: Iterable[str] = (), columns: Sequence[str] = tuple(COLUMNS)
    ) -> Mapping[str, Row]:
        """The rows by id with at least these columns; those `first` asked for are made at once,
        others on the way."""
        if "rows" in self.__dict__:
            return {row["record_id"]: row for row in self.rows}
        rows = Rows(self.columns.select(columns), self.ids)
        rows.load(first)
        return rows

    def known(self) -> dict[str, list[str]]:
        """The records of each known identity, both in order of the records."""
        found: dict[str, list[str]] = defaultdict(list)
        if "columns" in self.__dict__:
            given = self.columns["identity"].to_pylist()
        else:
            given = [row["identity"] for row in self.rows]
        for identity, record_id in zip(given, self.ids, strict=True):
            if identity:
                found[identity].append(record_id)
        return dict(found)

    def part(self, ids: Iterable[str]) -> Records:
        """Those of these ids, without their chains."""
        wanted = frozenset(ids)
        return self.at([at for at, record_id in enumerate(self.ids) if record_id in wanted])

    def at(self, numbers: Sequence[int]) -> Records:
        """Those of these numbers, without their chains."""
        import pyarrow as pa

        if "rows" in self.__dict__:
            return Records([self.rows[at] for at in numbers], evidence=self.evidence)
        wanted = pa.array(numbers, pa.int64())
        made = Records.of(self.columns.take(wanted))
        if self._digests is not None:
            made._digests = self._digests.take(wanted)
        return made

    def texts(self, run: RunSettings) -> Iterator[pa.Array]:
        """The records as JSON, as the store keeps them so that any pair can be explained later;
        some at a time."""
        with work_database(run, f"writing {len(self):,} records") as work:
            for at in range(0, len(self), TOLD_AT_ONCE):
                yield texts(self.columns.slice(at, TOLD_AT_ONCE), COLUMNS, work)

    def digests(self, run: RunSettings) -> pa.Array:
        """A number for every record that is another one where anything of it is other."""
        if self._digests is None:
            with work_database(run, f"comparing {len(self):,} records with the last run") as work:
                self._digests = digests(self.columns.select(list(COLUMNS)), work)
        return self._digests

    def forget(self) -> None:
        """Let go of the columns, once they are written."""
        self.columns = self.columns.schema.empty_table()

    def with_columns(self, columns: pa.Table) -> Records:
        """The same records and chains with other values."""
        return Records.of(columns, self.homes)


def from_json(
    rows: Iterable[str], chain_ids: Mapping[str, tuple[str, ...]] | None = None
) -> Records:
    """Records from the JSON that the store keeps of them."""
    read = ({**MISSING, **json.loads(row)} for row in rows)
    ordered = sorted(read, key=lambda row: str(row["record_id"]))
    return Records(tuple(ordered), chain_ids or {})


def build_records(
    chains: Iterable[Chain] | ChainTables,
    knowledge: MatchingKnowledge,
    run: RunSettings | None = None,
    worked: Worked | None = None,
) -> Records:
    """Collapse chains to records. What `worked` knows of names is not worked out again.

    Names that alone mean several things keep their document in the key: generic names and
    nominals always, bare surnames and acronyms where the corpus has two or more bearers.
    Raises BudgetError where grouping the chains needs more memory than `run` allows.
    """
    run, worked = run or RunSettings(), worked or Worked()
    tables = chains if isinstance(chains, ChainTables) else tables_of(chains)
    number = tables.chains.num_rows
    with work_database(run, f"grouping {number:,} chains") as work:
        with Team(run.threads) as team:
            worked.get_ready(number, knowledge, team)
            alike = find_alike(tables, work)
            ways = worked.of(alike, knowledge, team)
            ways = ways.append_column("fits", fitting_by_forms(ways, worked, team))
        groups = group(alike, ways, bearers_of(ways))
    with ThreadPoolExecutor(1) as beside:  # most of it is sorting, which needs no interpreter
        asked = alike, ways["seen"], groups.record, len(groups.ids)
        near = beside.submit(surroundings.find, *asked)
        columns = add_keys(_columns(tables, ways, groups, knowledge))
    return Records.of(with_columns(columns, near.result().columns()), groups.homes())


def _columns(
    tables: ChainTables, ways: pa.Table, groups: Groups, knowledge: MatchingKnowledge
) -> pa.Table:
    """The columns of all records, those of blocking as names alone make them; what is near them is
    left empty."""
    import pyarrow as pa

    roles = _roles(tables, groups, knowledge)
    named = ways.take(pa.array(groups.way))
    given = {
        "record_id": pa.array(groups.ids, pa.string()),
        "roles": column_of([roles.get(record_id, ()) for record_id in groups.ids], "words"),
        "documents": groups.documents(),
    }
    empty = column_of([()] * len(groups.ids), "words")
    names = set(named.column_names)
    return pa.table({
        name: given[name] if name in given else named[name] if name in names else empty
        for name in COLUMNS
    })  # fmt: skip


def _roles(
    tables: ChainTables, groups: Groups, knowledge: MatchingKnowledge
) -> dict[str, tuple[str, ...]]:
    """Keys of titles, organisations and offices of the roles, by record id."""
    import pyarrow.compute as pc

    found: dict[str, set[str]] = defaultdict(set)
    chains = pc.index_in(tables.roles["chain_id"], groups.alike.chain_ids).to_pylist()
    for chain, row in zip(chains, tables.roles.to_pylist(), strict=True):
        texts = (row["title"], row["organisation"])
        home = groups.ids[int(groups.record[chain])]
        found[home] |= {name_key(text) for text in texts if text.strip()}
        office = knowledge.office(name_key(row["title"]))
        if office:
            found[home].add(OFFICE + office)
    return {record_id: tuple(sorted(keys)) for record_id, keys in found.items()}


def single_records(features: Sequence[Features], knowledge: MatchingKnowledge) -> Records:
    """One record per name, in the given order, for names that come without a corpus."""
    names = table_of([columns(found) for found in features], {n: COLUMNS[n] for n in FEATURES})
    fits = fitting_by_forms(names, Worked()).to_pylist()
    rows = [lone_row(f"n{number:09d}", found) | {"fits": tuple(fits[number] or ())}
            for number, found in enumerate(features)]  # fmt: skip
    return Records(rows)


def lone_row(record_id: str, found: Features) -> Row:
    """The row of a name without a corpus: nothing is near it, nothing blocks it."""
    empty = {"roles": (), "documents": (), "near_rare": (), "near_common": ()}
    return columns(found) | empty | {"record_id": record_id, "fits": ()} | dict.fromkeys(
        blocking.RULES, ()
    )  # fmt: skip
