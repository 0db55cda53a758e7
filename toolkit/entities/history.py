"""What became of earlier entities when the corpus was resolved again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

Change = tuple[str, str, str]
Share = tuple[str, str, int]


def history(
    shares: Iterable[Share], previous: Collection[str], current: Collection[str]
) -> list[Change]:
    """(old_id, new_id, change) for every earlier id that no longer stands alone for its chains.

    `shares` tell how many chains of an earlier entity (the first id) an entity holds now (the
    second); chains that left the store are not among them. `previous` and `current` are all ids of
    then and now. renamed: its chains are in one entity that holds nothing of another; merged: that
    entity holds chains of other earlier entities too; split: its chains are in several (one row
    each, largest share first); vanished: none of its chains is left (new_id ""). Ordered by old_id.
    """
    heirs: dict[str, dict[str, int]] = {old: {} for old in previous}
    sources: dict[str, int] = Counter()
    for old, new, count in shares:
        heirs[old][new] = count
        sources[new] += 1
    changes: list[Change] = []
    for old, found in sorted(heirs.items()):
        targets = sorted(found, key=lambda new: (-found[new], new))
        if not targets:
            if old not in current:
                changes.append((old, "", "vanished"))
        elif len(targets) > 1:
            changes += [(old, new, "split") for new in targets if new != old]
        elif targets[0] != old:
            changes.append((old, targets[0], "merged" if sources[targets[0]] > 1 else "renamed"))
    return changes
