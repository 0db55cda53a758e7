"""Chains -> records: chains with equal names and kinds become one row of features."""

from __future__ import annotations

import functools
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain as chained
from json.encoder import encode_basestring_ascii
from typing import TYPE_CHECKING, Any

from toolkit import workers
from toolkit.config import RunSettings
from toolkit.matching import blocking, surroundings
from toolkit.matching.alike import ChainTables, find_alike, tables_of
from toolkit.matching.engine import work_database
from toolkit.matching.features import Features, Named, columns, name_features, named
from toolkit.matching.groups import Groups, group, short_key
from toolkit.matching.knowledge import MatchingKnowledge
from toolkit.matching.person_features import bare_surname, is_person
from toolkit.matching.worked import Worked
from toolkit.names import acronyms
from toolkit.names.normalise import name_key
from toolkit.types import Chain

if TYPE_CHECKING:
    import pyarrow as pa

# "words"/"numbers" are lists that are NULL when empty; "text" is NULL when ''.
COLUMNS: dict[str, str] = {
    "record_id": "text", "kind": "text", "nameclass": "text", "name": "text",
    "identity": "text", "bare": "text", "keys": "words", "acronyms": "words",
    "long_forms": "words", "core": "words", "cores": "words", "rare": "words",
    "information": "number", "head": "text", "part_head": "text", "lead": "text",
    "translit": "text", "places": "words", "years": "numbers", "counts": "numbers",
    "surname": "text", "surname_key": "text", "given": "text", "given_forms": "words",
    "given_starts": "words", "last_middle": "text",
    "initials": "text", "given_short": "flag", "middle": "text", "full_names": "words",
    "words": "text", "place_key": "text", "place_translit": "text",
    "place_skeleton": "text", "location": "text", "described": "flag", "behind": "text",
    "fits": "words", "roles": "words", "documents": "words", "near_rare": "words",
    "near_common": "words", "bearers": "count",
} | dict.fromkeys(blocking.RULES, "words")  # fmt: skip


AT_ONCE = 4000  # ways of writing that are worked out together
# Long lists of names that are only ever intersected: numbers do, and are many times faster.
NUMBERED = ("documents", "near_rare", "near_common")


@dataclass(frozen=True)
class Records:
    """`rows` are dicts with the keys of COLUMNS, ordered by record_id; `chain_ids` by record.

    `evidence` are further columns of text, for pairs of names that are compared alone.
    """

    rows: tuple[dict[str, Any], ...]
    chain_ids: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    evidence: tuple[str, ...] = ()

    def table(self) -> pa.Table:
        """The rows as Arrow; missing is NULL, never '' or an empty list."""
        import pyarrow as pa

        types = {
            "text": pa.string(), "words": pa.list_(pa.string()), "numbers": pa.list_(pa.int64()),
            "number": pa.float64(), "flag": pa.bool_(), "count": pa.int64(),
        }  # fmt: skip
        plain = ("number", "flag", "count")
        arrays = {}
        for name, kind in (COLUMNS | dict.fromkeys(self.evidence, "text")).items():
            values = [row[name] for row in self.rows]
            if name in NUMBERED:
                arrays[name] = _numbered(values)
                continue
            empty = blocking.NOTHING.get(name)
            given = values if kind in plain else [value or empty for value in values]
            arrays[name] = pa.array(given, types[kind])
        return pa.table(arrays)

    def by_id(self) -> dict[str, dict[str, Any]]:
        return {row["record_id"]: row for row in self.rows}


def _numbered(values: Sequence[Sequence[str]]) -> pa.Array:
    """Lists of texts as lists of numbers, equal for equal texts; NULL for empty lists."""
    import pyarrow as pa

    numbers: dict[str, int] = {}
    lists = [[numbers.setdefault(text, len(numbers)) for text in value] for value in values]
    return pa.array([found or None for found in lists], pa.list_(pa.int32()))


def to_json(row: Mapping[str, Any]) -> str:
    """A record as it is kept in the store, so that any pair can be explained later."""
    return _to_json(row)


_to_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


def from_json(
    rows: Iterable[str], chain_ids: Mapping[str, tuple[str, ...]] | None = None
) -> Records:
    """The records that `to_json` wrote."""
    read = sorted((json.loads(row) for row in rows), key=lambda row: str(row["record_id"]))
    return Records(tuple(read), chain_ids or {})


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
    tables = chains if isinstance(chains, ChainTables) else tables_of(chains)
    what = f"grouping {tables.chains.num_rows:,} chains"
    with work_database(run or RunSettings(), what) as work:
        alike = find_alike(tables, work)
        worked = worked or Worked()
        featured = _featured(alike.examples, knowledge, (run or RunSettings()).threads, worked)
        short, fits = _bearers((found for _, found, _ in featured), worked)
        groups = group(alike, featured, short)
        near = surroundings.find(alike, groups.record, len(groups.ids))
    roles = _roles(tables, groups)
    rows = [
        columns(found)
        | {
            "record_id": record_id, "roles": roles.get(record_id, ()),
            "documents": groups.documents(at), "fits": fits.get(found.long_forms, ()),
            "bearers": max(1, len(short.get(short_key(found), ()))),
        }
        | near.of(at)
        for at, (record_id, found) in enumerate(zip(groups.ids, groups.features, strict=True))
    ]  # fmt: skip
    blocking.add_keys(rows, knowledge)
    return Records(tuple(rows), groups.chain_ids())


def _featured(
    chains: Sequence[Chain], knowledge: MatchingKnowledge, threads: int, worked: Worked
) -> list[tuple[Chain, Features, str]]:
    """Chains with their features and keys; equal names are worked out once. A single word of
    unknown kind that is the surname of a person of the corpus, also behind a title, is taken for
    that surname."""
    surnames = _surnames(chains, knowledge)
    namings: list[Named] = []
    for chain in chains:
        naming = named(chain, knowledge.particles)
        alone = naming[0][0] if naming[1] == "OTHER" and len(naming[0]) == 1 else ""
        if bare_surname(alone, knowledge) in surnames:
            naming = (naming[0], "PERSON", *naming[2:])
        namings.append(naming)
    held = {naming: worked.find(naming) for naming in dict.fromkeys(namings)}
    new = [naming for naming, known in held.items() if known is None]
    batches = [new[at : at + AT_ONCE] for at in range(0, len(new), AT_ONCE)]
    made = workers.each(
        functools.partial(_work_out, knowledge), batches, workers.count(threads, len(batches))
    )
    found = {naming: (known, _key(known)) for naming, known in held.items() if known is not None}
    for naming, (features, key) in zip(new, chained.from_iterable(made), strict=True):
        found[naming] = (features, key)
        worked.add(naming, features)
    return [(chain, *found[naming]) for chain, naming in zip(chains, namings, strict=True)]


def _work_out(knowledge: MatchingKnowledge, namings: Sequence[Named]) -> list[tuple[Features, str]]:
    """Features and key of each naming."""
    made = []
    for names, kind, identity, only in namings:
        found = name_features(names, kind, identity, knowledge, only)
        made.append((found, _key(found)))
    return made


def _surnames(chains: Sequence[Chain], knowledge: MatchingKnowledge) -> set[str]:
    """Last words of the full names of persons, also of those whose kind nobody gave."""
    people = {
        m.text
        for chain in chains if chain.type in ("PERSON", "OTHER")
        for m in chain.mentions
        if m.form == "name"
        and (chain.type == "PERSON" or is_person("", (m.text,), knowledge))
    }  # fmt: skip
    keys = (name_key(text).split() for text in people)
    return {words[-1] for words in keys if len(words) > 1}


def _key(found: Features) -> str:
    """What makes chains one record: everything but typography."""
    return "{" + ", ".join([f'"{name}": {_json(getattr(found, name))}' for name in _TELLING]) + "}"


_TELLING = sorted(set(columns(Features())) - {"name", "long_forms"})


def _json(value: object) -> str:
    """As json.dumps writes it, many times faster for the texts and lists of texts of features."""
    if isinstance(value, str):
        return encode_basestring_ascii(value) if value else '""'
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_json, value)) + "]" if value else "[]"
    return json.dumps(value)


def _roles(tables: ChainTables, groups: Groups) -> dict[str, tuple[str, ...]]:
    """Keys of titles and organisations of the roles, by record id."""
    found: dict[str, set[str]] = defaultdict(set)
    if tables.roles.num_rows:
        home = groups.home()
        for row in tables.roles.to_pylist():
            texts = (row["title"], row["organisation"])
            found[home[row["chain_id"]]] |= {name_key(text) for text in texts if text.strip()}
    return {record_id: tuple(sorted(keys)) for record_id, keys in found.items()}


def single_records(features: Sequence[Features], knowledge: MatchingKnowledge) -> Records:
    """One record per name, in the given order, for names that come without a corpus."""
    _, fits = _bearers(features, Worked())
    rows = [lone_row(f"n{number:09d}", found) | {"fits": fits.get(found.long_forms, ())}
            for number, found in enumerate(features)]  # fmt: skip
    return Records(tuple(rows))


def lone_row(record_id: str, found: Features) -> dict[str, Any]:
    """The row of a name without a corpus: nothing is near it, nothing blocks it."""
    empty = {"roles": (), "documents": (), "near_rare": (), "near_common": (), "bearers": 1}
    return columns(found) | empty | {"record_id": record_id, "fits": ()} | dict.fromkeys(
        blocking.RULES, ()
    )  # fmt: skip


def _bearers(
    features: Iterable[Features], worked: Worked
) -> tuple[dict[str, set[str]], dict[tuple[str, ...], tuple[str, ...]]]:
    """Who a short name may be: full names per surname, long forms per acronym.

    Also, for every set of long forms, the acronyms of the corpus that fit one of them.
    """
    features = list(features)
    found: dict[str, set[str]] = defaultdict(set)
    known = {letters for item in features for letters in item.acronyms}
    every, new = _by_letter(known), _by_letter(known - worked.acronyms)
    fits: dict[tuple[str, ...], tuple[str, ...]] = {}
    for item in features:
        if item.nameclass == "person":
            if item.given:
                found["p:" + item.surname].add(item.given)
            continue
        if (item.nameclass == "place" and item.identity) or not item.long_forms:
            continue
        if item.long_forms not in fits:
            before = worked.fits.get(item.long_forms)
            found_now = _fitting(item.long_forms, every if before is None else new)
            fits[item.long_forms] = tuple(sorted(found_now | known.intersection(before or ())))
        for letters in {*fits[item.long_forms], *item.acronyms}:
            found["a:" + letters].add(item.cores[0] if item.cores else item.name)
    return found, fits


def _by_letter(acronyms_known: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for letters in acronyms_known:
        found[letters[:1]].append(letters)
    return found


def _fitting(long_forms: tuple[str, ...], by_letter: Mapping[str, list[str]]) -> set[str]:
    """Those of the acronyms that fit one of the long forms."""
    fitting: set[str] = set()
    for form in long_forms:
        words = [word for word in form.replace("-", " ").split()
                 if word.casefold() not in acronyms.FUNCTION_WORDS]  # fmt: skip
        letters = acronyms.usable_letters(form)
        for first in {word[0].upper() for word in words[:2]}:
            fitting.update(
                acronym for acronym in by_letter.get(first, ())
                if letters.issuperset(acronym) and acronyms.matches(acronym, form)
            )  # fmt: skip
    return fitting
