"""One entity read from the store with its forms and sentences."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from toolkit.corpus.summaries import EntityView, Quote
from toolkit.documents import page_of
from toolkit.entities.alarms import Alarm
from toolkit.entities.reading import read_entities
from toolkit.store import Store, read_documents, read_sentences
from toolkit.types import REPRINT


def entity_view(
    store: Store, entity_id: str, asked: str = "", alarms: Sequence[Alarm] = ()
) -> EntityView:
    """The entity, its written forms by falling count, its counted mentions in their sentences,
    and those of `alarms` that are about it."""
    entity = next(e for e in read_entities(store) if e.entity_id == entity_id)
    rows = store.rows(
        "SELECT m.doc_id, m.start_at, m.end_at, m.text, m.form FROM mentions m "
        "JOIN entity_chains e USING (chain_id) WHERE e.entity_id = ? AND m.zone = 'body' "
        "AND NOT m.nested AND m.form <> 'nominal' ORDER BY m.doc_id, m.start_at",
        [entity_id],
    )
    counts = Counter((" ".join(text.split()), form) for *_, text, form in rows)
    order = sorted(counts, key=lambda key: (-counts[key], key))
    documents = {d.doc_id: d for d in read_documents(store, sorted({row[0] for row in rows}))}
    sentences = read_sentences(store)
    quotes = []
    for doc_id, start, end, *_ in rows:
        inside = sentences[doc_id]
        at = bisect_right([s.start for s in inside], start) - 1
        sentence, document = inside[max(at, 0)], documents[doc_id]
        quotes.append(Quote(
            doc_id, document.group, document.text[sentence.start : sentence.end],
            start - sentence.start, end - sentence.start, page_of(document.text, start),
        ))  # fmt: skip
    also = store.rows(
        "SELECT DISTINCT n.name, n.entity_id FROM mentions m JOIN entity_chains e USING (chain_id) "
        "JOIN entities n USING (entity_id) WHERE m.text = ? AND m.form <> 'nominal' "
        "AND e.entity_id <> ? ORDER BY 1, 2",
        [asked, entity_id],
    )
    again = store.value(
        "SELECT count(*) FROM mentions JOIN entity_chains USING (chain_id) "
        "WHERE entity_id = ? AND zone = ? AND NOT nested AND form <> 'nominal'",
        [entity_id, REPRINT],
    )
    forms = tuple((text, form, counts[text, form]) for text, form in order)
    others = tuple((n, i) for n, i in also)
    own = tuple(alarm for alarm in alarms if alarm.entity_id == entity_id)
    return EntityView(entity, forms, others, tuple(quotes), own, int(again))
