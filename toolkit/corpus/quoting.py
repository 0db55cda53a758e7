"""A few sentences that name a record."""

from __future__ import annotations

from toolkit.corpus.summaries import Quote
from toolkit.store import Store

PER_SIDE = 2
PLACES = (
    "SELECT m.doc_id, d.group_id, m.start_at, m.end_at, s.start_at, s.end_at FROM mentions m "
    "JOIN record_chains r USING (chain_id) JOIN documents d USING (doc_id) "
    "JOIN sentences s ON s.doc_id = m.doc_id AND s.start_at <= m.start_at "
    "AND s.end_at > m.start_at WHERE r.record_id = ? AND m.form <> 'nominal' "
    "ORDER BY m.zone <> 'body', m.nested, m.doc_id, m.start_at, m.end_at"
)


class Quoter:
    """Reads documents as they are needed, each once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._texts: dict[str, str] = {}

    def of(self, record_id: str, most: int = PER_SIDE) -> tuple[Quote, ...]:
        """The first sentences, of other groups and other documents before others of the same."""
        rows = self._store.rows(PLACES, [record_id])
        chosen: list[tuple[object, ...]] = []
        for distinct in (1, 0):  # a row's group, then its document
            seen = {row[distinct] for row in chosen}
            for row in rows:
                if row[distinct] not in seen and row not in chosen:
                    seen.add(row[distinct])
                    chosen.append(row)
        return tuple(self._quote(*row) for row in chosen[:most])  # type: ignore[arg-type]

    def _quote(self, doc_id: str, group: str, start: int, end: int, first: int, last: int) -> Quote:
        if doc_id not in self._texts:
            self._texts[doc_id] = str(
                self._store.value("SELECT text FROM documents WHERE doc_id = ?", [doc_id])
            )
        sentence = self._texts[doc_id][first : max(last, end)]
        return Quote(doc_id, group, sentence, start - first, end - first)
