"""Two resolved stores side by side: everything that `Corpus.diff` tells."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from toolkit import comparison
from toolkit.comparison.result import Comparison
from toolkit.config import Settings
from toolkit.corpus import differing
from toolkit.corpus.comparing import comparison_inputs
from toolkit.corpus.concluding import conclusions
from toolkit.corpus.difference import Difference
from toolkit.corpus.results import check_resolved
from toolkit.errors import NotFoundError, UsageError
from toolkit.store import Store

FACTS = ("extractor", "model", "threshold", "judgements")


def side_by_side(
    before: Store, after: Store, settings: Settings, groups: Sequence[str]
) -> Difference:
    """The difference of two stores, compared under the same `settings`.

    Raises UsageError where one is not resolved, NotFoundError for a group that one has not.
    """
    for store in (before, after):
        _check(store)
    sides = [differing.Side.read(store) for store in (before, after)]
    pairing = differing.Pairing.of(*sides)
    chosen = _groups(sides, [before, after], groups)
    changes, unchanged = differing.entities(pairing)
    told = None
    if chosen:
        compared = [_compared(store, settings, chosen) for store in (before, after)]
        told = conclusions(pairing, *compared)
    return Difference(
        differing.documents(pairing), differing.mentions(pairing), changes, unchanged, told,
        _settings(_facts(before), _facts(after)),
    )  # fmt: skip


def later(
    before: Store, after: Store | Path, settings: Settings, groups: Sequence[str]
) -> Difference:
    """The same, with the later store open or as the path of its file.

    Raises UsageError where both are one file, StoreError where it cannot be read.
    """
    if isinstance(after, Store):
        return side_by_side(before, after, settings, groups)
    here = Path(before.path)
    if here.exists() and after.exists() and here.samefile(after):
        raise UsageError("both are the same file", where=here.name)
    with Store.open(after, create=False, read_only=True) as store:
        return side_by_side(before, store, settings, groups)


def _check(store: Store) -> None:
    try:
        check_resolved(store)
    except UsageError as error:
        name = Path(store.path).name
        hint = f"Resolve it first: toolkit resolve DOCUMENTS --store {name}"
        raise UsageError(error.what, where=name, hint=hint) from error


def _groups(
    sides: Sequence[differing.Side], stores: Sequence[Store], asked: Sequence[str]
) -> list[str]:
    """Those asked for, else those that both stores have."""
    held = [differing.groups_of(side) for side in sides]
    for group in asked:
        for known, store in zip(held, stores, strict=True):
            if group not in known:
                raise NotFoundError(
                    f"no documents in a group {group!r}", where=Path(store.path).name,
                    hint="Known groups: " + ", ".join(known) + ".",
                )  # fmt: skip
    return list(asked) or [group for group in held[0] if group in held[1]]


def _compared(store: Store, settings: Settings, groups: Sequence[str]) -> Comparison:
    labels = settings.report.labels
    inputs = comparison_inputs(store, settings, [_facts(store)], labels, groups)
    return comparison.compare(inputs, groups, settings.comparison, settings.run.seed)


def _facts(store: Store) -> dict[str, Any]:
    facts = store.value("SELECT facts FROM runs ORDER BY number DESC LIMIT 1")
    return dict(json.loads(facts))


def _settings(before: dict[str, Any], after: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Facts of the last runs that differ, with the versions of what made them."""
    sides = []
    for facts in (before, after):
        versions = facts.get("versions", {})
        named = {f"version of {name}": version for name, version in versions.items()}
        sides.append({name: facts.get(name) for name in FACTS} | named)
    names = dict.fromkeys([*sides[0], *sides[1]])
    pairs = {name: (sides[0].get(name), sides[1].get(name)) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
