"""What is said about reprints: in the summary of `resolve`, and before the figures of a report."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.config import DocumentSettings
from toolkit.corpus.shared_text import read_reprints
from toolkit.documents import Reprint
from toolkit.store import Store

LISTED = 5


def reprint_notes(
    store: Store, settings: DocumentSettings, groups: Sequence[str] = ()
) -> tuple[str, ...]:
    """Sentences about reprints among the documents of `groups` (none = all)."""
    rows = [
        row for row in read_reprints(store)
        if not groups or (row[1] in groups and row[2] in groups)
    ]  # fmt: skip
    inside = _strongest([reprint for reprint, group, other in rows if group == other])
    across = _strongest([reprint for reprint, group, other in rows if group != other])
    notes = []
    if whole := [r for r in inside if r.whole]:
        one = len(whole) == 1
        count = "1 document is a reprint" if one else f"{len(whole)} documents are reprints"
        notes.append(f"{count} of an earlier one of the group{_counted(settings)}: {_list(whole)}.")
    if parts := [r for r in inside if not r.whole]:
        count = "1 document holds" if len(parts) == 1 else f"{len(parts)} documents hold"
        notes.append(
            f"{count} passages of an earlier one of the group{_counted(settings)}: {_list(parts)}."
        )
    if across:
        count = "1 document prints" if len(across) == 1 else f"{len(across)} documents print"
        notes.append(f"{count} text of another group, and it counts in each: {_list(across)}.")
    return tuple(notes)


def _counted(settings: DocumentSettings) -> str:
    once = settings.reprints == "once"
    return ", counted once" if once else ", counted each time by configuration"


def _strongest(reprints: Sequence[Reprint]) -> list[Reprint]:
    """For each document the source of most of its words, ordered by doc_id."""
    best: dict[str, Reprint] = {}
    for reprint in reprints:
        held = best.get(reprint.doc_id)
        if held is None or (reprint.words, held.source_id) > (held.words, reprint.source_id):
            best[reprint.doc_id] = reprint
    return [best[doc_id] for doc_id in sorted(best)]


def _list(reprints: Sequence[Reprint]) -> str:
    shown = [f"{r.doc_id} of {r.source_id} ({_percent(r.share)})" for r in reprints[:LISTED]]
    more = len(reprints) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


def _percent(share: float) -> str:
    """Never a round 100 for a text that differs."""
    return f"{int(share * 100)} % of its words"
