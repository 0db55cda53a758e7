"""Finds the entity that a person means by a name or an id."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping

from toolkit.entities.naming import clean
from toolkit.errors import NotFoundError
from toolkit.names.normalise import fold, name_key
from toolkit.store import Store

LISTED = 12  # candidates in an error


def find(store: Store, name_or_id: str) -> str:
    """The entity_id for an id, an earlier id, a canonical name or an alias.

    Tried in this order, names first as written and then folded; the first step that fits decides.
    Raises NotFoundError: with all ids where a step fits several entities, with close names where
    none does.
    """
    asked = " ".join(name_or_id.split())
    names = {str(row[0]): str(row[1]) for row in store.rows("SELECT entity_id, name FROM entities")}
    if asked in names:
        return asked
    if later := heirs(store, asked, names):
        return _only(later, asked, names)
    by_name = _index((name, entity_id) for entity_id, name in names.items())
    aliases = _index(_aliases(store))
    for index in (by_name, aliases):
        if found := index.get(asked):
            return _only(found, asked, names)
    for index in (by_name, aliases):
        for key in (fold, name_key):
            folded = _index((key(n), e) for n, ids in index.items() for e in ids)
            if found := folded.get(key(asked)):
                return _only(found, asked, names)
    raise NotFoundError(f"no entity is called {asked!r}", hint=_close(asked, [*by_name, *aliases]))


def heirs(store: Store, old_id: str, present: Container[str]) -> set[str]:
    """The entities of `present` that an earlier id became, through any number of changes."""
    changes: dict[str, set[str]] = defaultdict(set)
    for old, new in store.rows("SELECT old_id, new_id FROM entity_history WHERE new_id <> ''"):
        changes[old].add(new)
    seen, open_ids, found = {old_id}, [old_id], set()
    while open_ids:
        for new in sorted(changes[open_ids.pop()] - seen):
            seen.add(new)
            if new in present:
                found.add(new)
            else:
                open_ids.append(new)
    return found


def _aliases(store: Store) -> Iterable[tuple[str, str]]:
    """(written form, entity_id), as written and cleaned, nominals left out."""
    for text, kind, entity_id in store.rows(
        "SELECT DISTINCT m.text, m.type, c.entity_id FROM mentions m "
        "JOIN entity_chains c USING (chain_id) WHERE m.form <> 'nominal'"
    ):
        yield " ".join(text.split()), entity_id
        yield clean(text, kind), entity_id


def _index(rows: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for name, entity_id in rows:
        found[name].add(entity_id)
    return dict(found)


def _only(found: set[str], asked: str, names: Mapping[str, str]) -> str:
    if len(found) == 1:
        return next(iter(found))
    listed = sorted((names.get(entity_id, ""), entity_id) for entity_id in found)
    hint = "Give one of these ids: " + ", ".join(f"{e} ({n})" for n, e in listed[:LISTED])
    more = f" and {len(listed) - LISTED} more" if len(listed) > LISTED else ""
    raise NotFoundError(f"{len(found)} entities are called {asked!r}", hint=hint + more)


def _close(asked: str, known: Iterable[str]) -> str:
    by_fold: dict[str, str] = {}
    for name in sorted(known):
        by_fold.setdefault(fold(name), name)
    close = difflib.get_close_matches(fold(asked), list(by_fold), n=5, cutoff=0.6)
    inside = [key for key in by_fold if len(asked) > 2 and fold(asked) in key]
    found = list(dict.fromkeys([*close, *sorted(inside, key=lambda key: (len(key), key))]))[:5]
    if not found:
        return "List all with: toolkit export entities STORE -o entities.csv"
    return "Close: " + ", ".join(by_fold[key] for key in found)
