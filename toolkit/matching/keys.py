"""The keys by which records are compared: what names make, and what the corpus makes of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from toolkit.matching.blocking import MANY, RULES
from toolkit.matching.knowledge import MatchingKnowledge
from toolkit.matching.lists import (
    column_of,
    counted,
    holding,
    kept,
    plain,
    replaced,
    rows_of,
    with_columns,
)
from toolkit.names.phonetic import skeleton, translit_key

if TYPE_CHECKING:
    import pyarrow as pa

Row = Mapping[str, Any]
OF_NAMES = ("block_names", "block_people", "block_places", "block_words")  # told by names alone
_FEW = 40  # records that may share a word for it to count as rare
_FEW_SHARE = 0.01
_SHORT = ("acronym", "surname", "given", "generic")


def keys_of(row: Row, knowledge: MatchingKnowledge) -> dict[str, tuple[str, ...]]:
    """The keys of OF_NAMES that the features of a name make by themselves; whether a word is rare
    is for `add_keys` to say."""
    if row["bare"] == "nominal":  # descriptions never link documents by their words
        return dict.fromkeys(OF_NAMES, ())
    people: set[str] = set()
    if row["nameclass"] == "person":
        people = {row["surname_key"], *row["words"].split()}
    elif not row["kind"] and len(row["core"]) == 1:
        people = {row["translit"]}
    places = {row["place_translit"]} if row["nameclass"] == "place" else set()
    identity = {"id:" + row["identity"]} if row["identity"] else set()
    names = {*row["keys"], *row["cores"], *identity, row["behind"]} - {""}
    return {
        "block_names": tuple(sorted(names)), "block_people": tuple(sorted(people - {""})),
        "block_places": tuple(sorted(places - {""})), "block_words": tuple(_words(row, knowledge)),
    }  # fmt: skip


def add_keys(records: pa.Table) -> pa.Table:
    """The columns of records with those of RULES; those of OF_NAMES are as `keys_of` made them."""
    import numpy as np
    import pyarrow.compute as pc

    words = records["block_words"].combine_chunks()
    coded = words.flatten().dictionary_encode()
    code = coded.indices.to_numpy()
    counts = np.bincount(code, minlength=len(coded.dictionary))
    limit = min(max(_FEW, int(_FEW_SHARE * records.num_rows)), MANY)
    rare = kept(words, ((counts > 1) & (counts <= limit))[code])
    nominal = pc.fill_null(pc.equal(records["bare"], "nominal"), False).to_pylist()
    own, fits = (plain(records[name].combine_chunks()) for name in ("acronyms", "fits"))
    letters = [
        () if skip else tuple(sorted({*a, *b})) if a and b else a or b
        for a, b, skip in zip(own, fits, nominal, strict=True)
    ]
    found = with_columns(
        records, {"block_words": rare, "block_acronyms": column_of(letters, "words")}
    )
    return _set_apart(found)


def _set_apart(records: pa.Table) -> pa.Table:
    """Move the keys of names that would make pairs with the square of their number.

    One is a short name that a record of very many documents has; the other the long forms that fit
    an acronym, where these are very many.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    at_short = _where(pc.is_in(records["bare"], pa.array(_SHORT)))
    keys = plain(records["keys"].combine_chunks().take(pa.array(at_short, pa.int64())))
    bearers = Counter(keys)
    crowd = [at for at, key in zip(at_short, keys, strict=True) if bearers[key] > MANY]
    wide = {key for key, count in counted(records["fits"]).items() if count > MANY}
    if not crowd and not wide:
        return records
    asked = ("acronyms", "fits", *RULES)
    rows = _rows(records, crowd, asked)
    wanted = {key for row in rows for key in _sought(row)} | {f"a:{key}" for key in wide}
    changed = {
        at: row | dict.fromkeys(RULES, ()) | {"block_short": tuple(sorted(_sought(row)))}
        for at, row in zip(crowd, rows, strict=True)
    }
    plain_keys = pa.array(sorted(key[2:] for key in wanted), pa.string())
    touched = {
        at for rule in ("block_acronyms", "block_people")
        for at in holding(records[rule], plain_keys)
    } - changed.keys()  # fmt: skip
    others = sorted(touched)
    for at, row in zip(others, _rows(records, others, asked), strict=True):
        own = {f"a:{key}" for key in row["acronyms"] if key in wide}
        letters = set(row["block_acronyms"]) - (wide - set(row["acronyms"]))
        changed[at] = row | {
            "block_short": tuple(sorted(own)),
            "block_long": tuple(sorted((_sought(row) & wanted) - own)),
            "block_acronyms": tuple(sorted(letters)),
        }
    order = sorted(changed)
    columns = {rule: column_of([changed[at][rule] for at in order], "words") for rule in RULES}
    return replaced(records, order, columns)


def _where(flags: pa.ChunkedArray) -> list[int]:
    import pyarrow.compute as pc

    found: list[int] = pc.indices_nonzero(pc.fill_null(flags, False)).to_pylist()
    return found


def _rows(records: pa.Table, at: Sequence[int], columns: Sequence[str]) -> list[dict[str, Any]]:
    import pyarrow as pa

    return rows_of(records.select(columns).take(pa.array(at, pa.int64())))


def _sought(row: Row) -> set[str]:
    """By what a short name finds the long one: acronyms and name words by sound."""
    return {f"a:{key}" for key in (*row["acronyms"], *row["fits"])} | {
        f"p:{key}" for key in row["block_people"]
    }


def _words(row: Row, knowledge: MatchingKnowledge) -> list[str]:
    """Rare words by sound, pairs of neighbouring words, the first word."""
    if row["bare"] == "nominal":
        return []
    core = row["core"]
    letters = "~" + skeleton("".join(core))
    if row["nameclass"] == "person" or row["identity"]:
        return [letters] if len(letters) > 4 else []
    single = [translit_key(word) for word in core if not knowledge.is_common(word)]
    pairs = [f"{a} {b}" for a, b in pairwise(core)]
    first = [f"first {word}" for word in core[:1]]
    return sorted({*single, *pairs, *first, *([letters] if len(letters) > 4 else [])})
