"""What names say, worked out once for each way of writing, as Arrow columns.

It depends on the way of writing alone and on nothing else of the corpus; the store keeps it between
runs.
"""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from json.encoder import encode_basestring_ascii
from typing import TYPE_CHECKING, Any, NamedTuple

from toolkit.config import RunSettings
from toolkit.matching import keys
from toolkit.matching.alike import Alike
from toolkit.matching.columns import COLUMNS, SQL_TYPES, json_sql
from toolkit.matching.engine import work_database
from toolkit.matching.features import FEATURES, Features, Named, feature_row, named
from toolkit.matching.knowledge import MatchingKnowledge
from toolkit.matching.lists import plain, schema_of, table_of
from toolkit.matching.person_features import bare_surname, is_person
from toolkit.names.normalise import name_key, spelling_key
from toolkit.types import content_id
from toolkit.workers import Team

if TYPE_CHECKING:
    import pyarrow as pa

# Besides the features: `whole`, the record id of chains that are one record wherever they are;
# `key`, what else tells records apart, of names that alone may mean several things; `seen`, the
# name that others nearby see; `family`, surnames of full names; `alone`, a word that may be one;
# and the keys of blocking that names alone make.
WORKED: dict[str, str] = {
    "written": "text", "whole": "text", "key": "text", "seen": "text", "family": "words",
    "alone": "text",
} | {name: COLUMNS[name] for name in (*FEATURES, *keys.OF_NAMES)}  # fmt: skip
# What is kept of each way of writing, as JSON.
KEPT = {name: kind for name, kind in WORKED.items() if name != "written"}
ASKED = ("nameclass", "identity", "long_forms", "fits", "acronyms")
TOLD_AT_ONCE = 500  # rows that are written as JSON together
AT_ONCE = 4000  # ways of writing that are worked out together
# Names that make workers load what they need to know.
SAMPLE = (("PERSON", "Jane Doe"), ("ORG", "Northern Harbour Agency"), ("GPE", "Nordland"))
EARLY = 50_000  # chains: of so many, workers are likely to be needed
Forms = tuple[str, ...]


def worked_shape() -> str:
    """What `Worked.told` gives, as DuckDB's from_json asks for it."""
    return json.dumps({name: SQL_TYPES[kind] for name, kind in KEPT.items()})


class _Form(NamedTuple):
    """How something is written: a mention without its place."""

    text: str
    form: str
    norm: str


class Worked:
    """`table` has the columns of WORKED for every way that is known, `fits` the acronyms that fit
    long forms, of the `acronyms` that were looked at. `new` are the rows that came, `used` the
    ways that were asked for, once `of` was called."""

    def __init__(self, table: pa.Table | None = None, records: pa.Table | None = None) -> None:
        """`table` is what `told` gave before; `records` are those of the last run, of which the
        columns of ASKED are needed."""
        self.table = table_of((), WORKED) if table is None else table.cast(schema_of(WORKED))
        self.fits: dict[Forms, Forms] = {}
        self.acronyms: frozenset[str] = frozenset()
        if records is not None:
            self._take(records)
        self.new = self.table.slice(0, 0)
        self.used = self.table["written"].combine_chunks().slice(0, 0)

    def _take(self, records: pa.Table) -> None:
        told = [plain(records[name].combine_chunks()) for name in ASKED]
        self.acronyms = frozenset(chain.from_iterable(told[-1]))
        for nameclass, identity, forms, fits, _ in zip(*told, strict=True):
            # as in `fitting_by_forms`: the others were not asked
            if forms and nameclass != "person" and not (nameclass == "place" and identity):
                self.fits[forms] = fits

    def get_ready(self, chains: int, knowledge: MatchingKnowledge, team: Team) -> None:
        """Let workers load what they need, if that many chains are likely to need them."""
        if chains >= EARLY and not self.table.num_rows:
            team.get_ready(functools.partial(work_out, knowledge), _sample(), math.inf)

    def of(self, alike: Alike, knowledge: MatchingKnowledge, team: Team) -> pa.Table:
        """The rows of all ways of `alike`, in their order.

        A single word of unknown kind that is the surname of a person of the corpus, also behind
        a title, is taken for that surname.
        """
        import pyarrow as pa
        import pyarrow.compute as pc

        found = self._rows(alike.written, alike, knowledge, team)
        self.used = alike.written
        # whose surnames count is settled before anyone is taken for a person
        surnames = pc.unique(found["family"].combine_chunks().flatten())
        person = pc.and_(pc.is_in(found["alone"], surnames), pc.is_valid(found["alone"]))
        if not pc.any(person).as_py():
            return found
        written = pc.if_else(person, alike.as_person, alike.written).combine_chunks()
        self.used = pa.concat_arrays([alike.written, written.filter(person.combine_chunks())])
        return self._rows(written, alike, knowledge, team, person=True)

    def forget(self) -> None:
        """Let go of all rows, once they are written and records are made of them."""
        self.table = self.new = self.table.schema.empty_table()  # an empty slice would hold all

    def told(self, run: RunSettings) -> Iterator[pa.Table]:
        """The rows of `new` as the store keeps them, some at a time: written, and the rest as
        JSON."""
        import pyarrow as pa

        sql = f"SELECT {json_sql(KEPT)} AS told FROM part"
        with work_database(run, f"writing {self.new.num_rows:,} names") as work:
            for at in range(0, self.new.num_rows, TOLD_AT_ONCE):
                part = self.new.slice(at, TOLD_AT_ONCE)
                work.register("part", part)
                features = work.sql(sql).to_arrow_table()["told"]
                work.unregister("part")
                yield pa.table({"naming": part["written"], "features": features})

    def _rows(
        self, written: pa.Array, alike: Alike, knowledge: MatchingKnowledge, team: Team,
        person: bool = False,
    ) -> pa.Table:  # fmt: skip
        """The row of every text; what is not known is worked out, as of persons if so asked."""
        import pyarrow as pa
        import pyarrow.compute as pc

        at = pc.index_in(written, self.table["written"])
        missing = at.is_null().to_numpy(zero_copy_only=False).nonzero()[0].tolist()
        if missing:
            ways = alike.ways(missing)
            if person:
                ways = ways.set_column(0, "type", pa.array(["PERSON"] * len(missing)))
            made = _work_out_all(ways, knowledge, team)
            texts = written.take(pa.array(missing, pa.int64()))
            made = made.set_column(0, "written", texts)
            self.new, self.table = _joined(self.new, made), _joined(self.table, made)
            at = pc.index_in(written, self.table["written"])
        if at.equals(pa.array(range(self.table.num_rows), at.type)):
            return self.table
        return self.table.take(at)


def _joined(before: pa.Table, made: pa.Table) -> pa.Table:
    """Both, and no copy of what is large where the other is empty."""
    import pyarrow as pa

    return pa.concat_tables([before, made]).combine_chunks() if before.num_rows else made


def _work_out_all(ways: pa.Table, knowledge: MatchingKnowledge, team: Team) -> pa.Table:
    import pyarrow as pa

    begins = range(0, ways.num_rows, AT_ONCE)
    # copies: of a slice all that it was cut from would be sent
    batches = (ways.take(pa.array(range(ways.num_rows)[at : at + AT_ONCE])) for at in begins)
    made = team.each(functools.partial(work_out, knowledge), batches, len(begins), _sample())
    return pa.concat_tables(made).combine_chunks()


def _sample() -> pa.Table:
    """Ways of writing as `Alike` gives them."""
    import pyarrow as pa

    kinds, names = (list(column) for column in zip(*SAMPLE, strict=True))
    lists = [[name] for name in names], [["name"]] * len(names), [[""]] * len(names)
    columns = [kinds, [""] * len(names), *lists]
    return pa.table(columns, names=["type", "knowledge_id", "text", "form", "norm"])


def work_out(knowledge: MatchingKnowledge, ways: pa.Table) -> pa.Table:
    """The columns of WORKED of these ways, which are as `Alike` gives them; "written" is left
    empty. Equal names are worked out once."""
    known: dict[Named, dict[str, Any]] = {}
    rows = []
    for kind, identity, *forms in zip(
        *(column.to_pylist() for column in ways.columns), strict=True
    ):
        mentions = list(map(_Form, *forms))
        naming = named(mentions, kind, identity, knowledge.particles)
        if naming not in known:
            known[naming] = _told(naming, knowledge)
        rows.append(known[naming] | {
            "written": "", "seen": identity or _seen(mentions),
            "family": _family(mentions, kind, knowledge), "alone": _alone(naming, knowledge),
        })  # fmt: skip
    return table_of(rows, WORKED)


def _told(naming: Named, knowledge: MatchingKnowledge) -> dict[str, Any]:
    names, kind, identity, only = naming
    row = feature_row(names, kind, identity, knowledge, only)
    key, blocked = record_key(row), keys.keys_of(row, knowledge)
    return row | blocked | {"whole": content_id("r", "", key), "key": key if row["bare"] else ""}


def _seen(mentions: Sequence[_Form]) -> str:
    if len(mentions) == 1:
        text, form, norm = mentions[0]
        return spelling_key(norm or text) if form != "nominal" else ""
    texts = sorted({m.norm or m.text for m in mentions if m.form != "nominal"})
    return spelling_key(max(texts, key=len, default=""))


def _family(mentions: Iterable[_Form], kind: str, knowledge: MatchingKnowledge) -> tuple[str, ...]:
    """Last words of full names of persons, also of those whose kind nobody gave."""
    if kind not in ("PERSON", "OTHER"):
        return ()
    people = {
        m.text for m in mentions
        if m.form == "name" and (kind == "PERSON" or is_person("", (m.text,), knowledge))
    }  # fmt: skip
    every = (name_key(text).split() for text in people)
    return tuple(sorted({words[-1] for words in every if len(words) > 1}))


def _alone(naming: Named, knowledge: MatchingKnowledge) -> str:
    names, kind, *_ = naming
    return bare_surname(names[0], knowledge) if kind == "OTHER" and len(names) == 1 else ""


def record_key(values: Mapping[str, Any]) -> str:
    """What makes chains one record: everything in their features but typography."""
    told = [
        f"{told}{write(value)}" if (value := values[name]) else empty
        for name, told, write, empty in _TELLING
    ]
    return "{" + ", ".join(told) + "}"


def _words(values: Iterable[str]) -> str:
    """As json.dumps writes a list of texts, several times faster."""
    return f"[{', '.join(map(encode_basestring_ascii, values))}]"


def _telling(name: str) -> tuple[str, str, Callable[[Any], str], str]:
    """Of a feature: its name, what is before its value, what writes it, all where it is empty."""
    write = _WRITE.get(COLUMNS[name], json.dumps)
    return name, f'"{name}": ', write, f'"{name}": {json.dumps(getattr(Features(), name))}'


_WRITE: dict[str, Callable[[Any], str]] = {
    "text": encode_basestring_ascii, "words": _words, "number": float.__repr__,
}  # fmt: skip
_TELLING = [_telling(name) for name in sorted(set(FEATURES) - {"name", "long_forms"})]
