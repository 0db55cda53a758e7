"""What became of earlier entities when the corpus was resolved again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Set

Change = tuple[str, str, str]


def history(previous: Mapping[str, Set[str]], current: Mapping[str, Set[str]]) -> list[Change]:
    """(old_id, new_id, change) for every earlier id that no longer stands alone for its chains.

    `previous` and `current` map entity ids to chain ids. Chains that left the store are ignored.
    renamed: its chains are in one entity that holds nothing of another; merged: that entity holds
    chains of other earlier entities too; split: its chains are in several (one row each, largest
    share first); vanished: none of its chains is left (new_id ""). Ordered by old_id.
    """
    now = {chain: entity for entity, chains in current.items() for chain in chains}
    shares = {
        old: Counter(now[chain] for chain in chains if chain in now)
        for old, chains in previous.items()
    }
    heirs = Counter(new for found in shares.values() for new in found)
    changes: list[Change] = []
    for old, found in sorted(shares.items()):
        targets = sorted(found, key=lambda new: (-found[new], new))
        if not targets:
            if old not in current:
                changes.append((old, "", "vanished"))
        elif len(targets) > 1:
            changes += [(old, new, "split") for new in targets if new != old]
        elif targets[0] != old:
            changes.append((old, targets[0], "merged" if heirs[targets[0]] > 1 else "renamed"))
    return changes
