"""Tables of names that mean one thing: knowledge of one's own, as sure as a judgement.

One row: `name`, `alias`, and where it is known `knowledge_id` (a Wikidata id, say). Names of the
corpus that one thing of the table has are one entity, which gets the id, and is called `name` where
it is written so. What a person judged about the same two names is worth more. An alias that stands
for two things of the table ties nothing, and a note says so.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from toolkit.documents.rows import cell, read_rows, strictly
from toolkit.entities import Held, Judgement
from toolkit.errors import InputError
from toolkit.knowledge.labels import label_key
from toolkit.names.normalise import name_key
from toolkit.store import Store

# What people call the columns.
COLUMNS = {
    "name": ("name", "canonical_name", "preferred", "label", "entity"),
    "alias": ("alias", "form", "variant", "other_name", "synonym", "altlabel"),
    "knowledge_id": ("knowledge_id", "id", "wikidata", "qid"),
}
SHOWN = 5  # ambiguous aliases in a note
BY = "alias table"


@dataclass(frozen=True, slots=True)
class Alias:
    """A row: two names of one thing; `alias` may be "" where a row only gives the id."""

    name: str
    alias: str
    knowledge_id: str
    where: str


@dataclass(frozen=True)
class Aliases:
    """The rows of all tables; `fingerprint` changes with them, "" without any."""

    rows: tuple[Alias, ...] = ()
    fingerprint: str = ""


@dataclass(frozen=True)
class Known:
    """What the tables say of the names of a corpus: `same` ties them, `ids` and `names` are the
    knowledge id by the key of a name and the usual name by id."""

    same: tuple[Judgement, ...] = ()
    ids: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def read(paths: Iterable[str | Path]) -> Aliases:
    """The rows of .csv .tsv .jsonl .parquet tables, in order. Raises InputError with file:line."""
    rows = tuple(row for path in paths for row in _read(Path(path)))
    if not rows:
        return Aliases()
    told = json.dumps(sorted((r.name, r.alias, r.knowledge_id) for r in rows))
    return Aliases(rows, hashlib.sha256(told.encode()).hexdigest()[:16])


def _read(path: Path) -> Iterable[Alias]:
    for where, row in strictly(read_rows(path)):
        by_key = {label_key(str(column)): column for column in row}
        name, alias, known = (
            next((cell(row, by_key[label_key(c)]) for c in usual if label_key(c) in by_key), "")
            for usual in COLUMNS.values()
        )
        if not any(cell(row, column) for column in row):
            continue  # an empty line
        if not name or not (alias or known):
            hint = "A row needs name and alias, or name and knowledge_id."
            missing = "name" if not name else "alias"
            raise InputError(f"no column {missing!r}, or it is empty", where=where, hint=hint)
        yield Alias(name, alias, known, where)


def known_in(store: Store, aliases: Aliases) -> Known:
    """What the tables say of names that documents of the store hold."""
    if not aliases.rows:
        return Known()
    texts = store.rows("SELECT DISTINCT text FROM mentions WHERE form <> 'nominal' ORDER BY 1")
    written: dict[str, str] = {}
    for (text,) in texts:
        written.setdefault(name_key(text), " ".join(text.split()))
    things = _things(aliases.rows)
    meant: dict[str, set[int]] = defaultdict(set)
    for number, rows in enumerate(things):
        for key in {name_key(n) for row in rows for n in (row.name, row.alias) if n}:
            meant[key].add(number)
    same: list[Judgement] = []
    ids: dict[str, str] = {}
    names: dict[str, str] = {}
    for rows in things:
        places = {name_key(n): row for row in reversed(rows) for n in (row.alias, row.name) if n}
        held = [key for key in sorted(places) if key in written and len(meant[key]) == 1]
        usual = name_key(rows[0].name)
        first = usual if usual in held else held[0] if held else ""
        for key in held:
            if key != first:
                by = f"{BY} {places[key].where}"
                same.append(Judgement(written[first], written[key], "same", by=by))
        if known := next((row.knowledge_id for row in rows if row.knowledge_id), ""):
            ids.update(dict.fromkeys(held, known))
            names[known] = rows[0].name
    return Known(tuple(same), ids, names, _notes(meant, written))


def _things(rows: Sequence[Alias]) -> list[list[Alias]]:
    """Rows of one name or one knowledge id, together."""
    home: dict[str, list[Alias]] = {}
    for row in rows:
        keys = ["n:" + name_key(row.name), *(["i:" + row.knowledge_id] if row.knowledge_id else [])]
        found = list({id(home[k]): home[k] for k in keys if k in home}.values())
        joined = [*(r for part in found for r in part), row]
        for part in joined:
            home["n:" + name_key(part.name)] = joined
            if part.knowledge_id:
                home["i:" + part.knowledge_id] = joined
    return list({id(thing): thing for thing in home.values()}.values())


def _notes(meant: Mapping[str, set[int]], written: Mapping[str, str]) -> tuple[str, ...]:
    several = [written[key] for key in sorted(meant) if len(meant[key]) > 1 and key in written]
    if not several:
        return ()
    more = f" and {len(several) - SHOWN} more" if len(several) > SHOWN else ""
    listed = ", ".join(f"“{name}”" for name in several[:SHOWN])
    return (f"aliases that stand for several things tie nothing: {listed}{more}",)


def with_known(held: Mapping[str, Held], known: Known) -> dict[str, Held]:
    """The clusters with the knowledge ids of the tables, which are worth more than others."""
    if not known.ids:
        return dict(held)
    found = {}
    for cluster_id, one in held.items():
        counts: Counter[str] = Counter()
        for form in one.forms:
            if form.form != "nominal" and (knowledge_id := known.ids.get(name_key(form.text))):
                counts[knowledge_id] += form.count
        found[cluster_id] = replace(one, known=counts) if counts else one
    return found


def as_facts(known: Known) -> dict[str, Any]:
    """What a run keeps of the tables, so that its store explains itself; nothing without any."""
    same = [[j.left, j.right, j.by] for j in known.same]
    told = {"aliases": same, "alias_notes": list(known.notes)}
    return {name: value for name, value in told.items() if value}


def of_last_run(store: Store) -> list[Judgement]:
    """The lines that the tables added to the judgements of the last run."""
    facts = store.value("SELECT facts FROM runs ORDER BY number DESC LIMIT 1")
    rows = json.loads(facts).get("aliases", []) if facts else []
    return [Judgement(left, right, "same", by=by) for left, right, by in rows]
