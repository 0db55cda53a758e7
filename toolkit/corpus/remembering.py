"""What the store knows of the files that it was made from, so that only changed ones are read."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from toolkit.config import DocumentSettings
from toolkit.documents import Memory, Seen, Skipped
from toolkit.edition import edition
from toolkit.store import Store
from toolkit.types import content_id

COLUMNS = ("root", "file", "stat", "sha256", "reading", "told")


def reading_mark(settings: DocumentSettings, groups_from: str) -> str:
    """Changes whenever the same file may give other documents."""
    return content_id("", edition(), settings.fingerprint, groups_from)


def remember(store: Store, reading: str) -> Memory:
    """What the store knows of files and documents."""
    seen = [
        _seen(*row)
        for row in store.rows(f"SELECT {', '.join(COLUMNS)} FROM files ORDER BY root, file")
    ]
    documents: dict[tuple[str, str], list[str]] = defaultdict(list)
    made = {}
    for doc_id, root, file, mark in store.rows(
        "SELECT doc_id, root, file, made FROM documents WHERE made <> '' ORDER BY doc_id"
    ):
        made[doc_id] = mark
        if file:
            documents[root, file].append(doc_id)
    return Memory(
        reading,
        {item.place: item for item in seen},
        {place: tuple(ids) for place, ids in documents.items()},
        made,
    )


def write_files(
    store: Store, before: Mapping[tuple[str, str], Seen], now: Sequence[Seen], roots: Iterable[str]
) -> None:
    """Note the files as they are now; those of `roots` that are gone are forgotten."""
    roots, places = set(roots), {seen.place for seen in now}
    changed = [seen for seen in now if before.get(seen.place) != seen]
    gone = [place for place in before if place[0] in roots and place not in places]
    old = [*gone, *(seen.place for seen in changed if seen.place in before)]
    if old:
        store.rows(
            "DELETE FROM files WHERE (root, file) IN "
            "(SELECT (unnest(?::VARCHAR[]), unnest(?::VARCHAR[])))",
            [[root for root, _ in old], [file for _, file in old]],
        )
    store.append("files", COLUMNS, [_row(seen) for seen in changed])


def _row(seen: Seen) -> tuple[str, ...]:
    told = {
        "skipped": [[s.where, s.what, s.hint] for s in seen.skipped],
        "warnings": list(seen.warnings),
        "size": seen.size,
    }
    return (seen.origin, seen.name, seen.stat, seen.sha256, seen.reading,
            json.dumps(told, ensure_ascii=False, sort_keys=True))  # fmt: skip


def _seen(root: str, file: str, stat: str, sha256: str, reading: str, told: str) -> Seen:
    said: dict[str, Any] = json.loads(told)
    skipped = tuple(Skipped(*parts) for parts in said["skipped"])
    warnings, size = tuple(said["warnings"]), said.get("size", 0)
    return Seen(root, file, stat, sha256, reading, skipped, warnings, size)
