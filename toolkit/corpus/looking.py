"""What a store holds, as tables and values: a part of `Corpus`."""

from __future__ import annotations

import json

from toolkit import entities, matching
from toolkit.corpus.audit import unresolved
from toolkit.corpus.deciding import Deciding
from toolkit.corpus.explanation import explain
from toolkit.corpus.summaries import EntityView
from toolkit.corpus.viewing import entity_view
from toolkit.corpus.wiring import matching_knowledge
from toolkit.listing import Rows, Several
from toolkit.table import Table
from toolkit.types import Explanation


class Looking(Deciding):
    """Documents, entities, explanations and past runs."""

    @property
    def groups(self) -> tuple[str, ...]:
        """The names of the groups of documents, sorted."""
        rows = self._store.rows("SELECT DISTINCT group_id FROM documents ORDER BY 1")
        return tuple(row[0] for row in rows)

    @property
    def documents(self) -> Table:
        """doc_id, group, title, date, lang, publisher, source, words, sha256."""
        return Table(self._store.table(
            'SELECT doc_id, group_id AS "group", title, date, lang, publisher, source, words, '
            "sha256 FROM documents ORDER BY doc_id"
        ))  # fmt: skip

    @property
    def entities(self) -> Table:
        """entity_id, kind, name, knowledge_id, weakest_link (bits)."""
        sql = "SELECT * EXCLUDE (draft_id) FROM entities ORDER BY name, entity_id"
        return Table(self._store.table(sql))

    def entity(self, name: str) -> EntityView:
        """The entity of a name, alias or id, with forms and sentences. Raises NotFoundError.

        For example:

            corpus.entity("Ukraine").quotes[0].sentence
        """
        entity_id = entities.find(self._store, name)
        return entity_view(self._store, entity_id, name, self.alarms())

    def explain(self, left: str, right: str) -> Explanation:
        """Why two names (or entity ids) are one entity, or two. Raises NotFoundError.

        For example:

            print(corpus.explain("ASD", "European Union"))
        """
        name = self.settings.matching.model
        known, model = matching_knowledge(self._knowledge), matching.load_model(name)
        return explain(
            self._store, left, right, name,
            lambda a, b, kind: matching.explain_names(a, b, kind, known, model),
        )  # fmt: skip

    def unresolved(self) -> Several[str]:
        """Bare names that fit several entities and were joined to none.

        For example:

            corpus.unresolved()
        """
        return Several(unresolved(self._store), "unresolved")

    def runs(self) -> Rows:
        """Past runs, newest first: number, finished_at and the facts of each.

        For example:

            corpus.runs()[0]["versions"]
        """
        rows = self._store.rows("SELECT number, finished_at, facts FROM runs ORDER BY number DESC")
        found = ({"number": n, "finished_at": at} | json.loads(facts) for n, at, facts in rows)
        return Rows("runs", found)
