"""What people decide about names, and what helps them to: a part of `Corpus`."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit import config, knowledge, matching
from toolkit.corpus import decisions
from toolkit.corpus.alarming import read_alarms
from toolkit.corpus.extraction import to_extract
from toolkit.corpus.results import check_resolved
from toolkit.corpus.watching import Watch, following
from toolkit.corpus.wiring import matching_knowledge
from toolkit.entities.alarms import Alarm
from toolkit.entities.judgements import Judgement, as_row, kept, read, standing
from toolkit.listing import Rows, Several
from toolkit.store import Store, read_chains
from toolkit.store.apart import copy_of

if TYPE_CHECKING:
    from toolkit.corpus.ingestion import Ingested
    from toolkit.corpus.learning import Trained
    from toolkit.corpus.questions import Question, Queue
    from toolkit.corpus.sensitivity import Thresholds


class Deciding:
    """Judgements, questions, alarms and thresholds of a store."""

    _store: Store
    settings: config.Settings

    @cached_property
    def _knowledge(self) -> knowledge.Knowledge:
        return knowledge.load(self.settings.mentions.packs)

    @property
    def unfinished(self) -> str:
        """The name of the file in which changes wait for `resolve`, "" where none wait there: a
        store with results keeps them until new ones take their place."""
        return copy_of(self._store.path).name if self._store.works_apart else ""

    def to_read(self, planned: Ingested) -> int:
        """How many documents the next `resolve` would look for mentions in, after an `ingest` that
        does what this one, a `dry_run`, says. Raises UsageError.

            corpus.to_read(corpus.ingest("documents/", dry_run=True))
        """
        held = to_extract(self._store, self.settings, self._knowledge)
        gone = {*planned.removed, *planned.changed}
        return len(planned.added) + len(planned.changed) + len(set(held) - gone)

    def judge(
        self, left: str, right: str, *, same: bool, by: str = "", why: str = "", at: str = "",
        left_doc: str = "", right_doc: str = "",
    ) -> None:  # fmt: skip
        """Decide that two names are one thing, or two; it holds from the next `resolve` on.

        All bearers of a name are meant, or the one of a document: `left_doc`, `right_doc`. `by`
        is who decides, `why` the reason, `at` the time in ISO format. They are kept as given, so
        that a notebook that runs twice gives the same. For example:

            corpus.judge("ASD", "Autism Spectrum Disorder", same=False, by="lg", why="no disorder")
        """
        verdict = "same" if same else "different"
        line = Judgement(
            left, right, verdict, by, at, why, left_doc=left_doc, right_doc=right_doc
        )  # fmt: skip
        decisions.append(self._store, [line])

    def answer(
        self, question: Question, verdict: str, *, by: str = "", why: str = "", at: str = ""
    ) -> None:
        """Append the answer to a question of `questions`: same, different, related or unsure.

        `by`, `why` and `at` are as in `judge`. For example:

            for question in corpus.questions(1):
                corpus.answer(question, "unsure", by="lg")
        """
        decisions.append(self._store, [question.judgement(verdict, by, at, why)])

    def take_back(self, question: Question, *, by: str = "", at: str = "") -> None:
        """Append a line that undoes the answer to a question, and that one only.

        `by` and `at` are as in `judge`. Raises NotFoundError where it is not answered.

            for question in corpus.questions(1):
                corpus.answer(question, "unsure", by="lg")
                corpus.take_back(question, by="lg")
        """
        line = replace(question.judgement("unsure", by, at), undone=True)
        decisions.undo(self._store, line, exactly=True)

    def undo(self, left: str, right: str, *, by: str = "", why: str = "", at: str = "") -> None:
        """Take the judgement about two names back; the line that did it is kept as well.

        `by`, `why` and `at` are as in `judge`. Raises NotFoundError where nobody has judged the
        two names.

            corpus.judge("NATO", "Ukraine", same=False)
            corpus.undo("NATO", "Ukraine")
        """
        decisions.undo(self._store, Judgement(left, right, "unsure", by, at, why, undone=True))

    def read_judgements(self, path: str | os.PathLike[str]) -> int:
        """Add the lines of a file (.jsonl .csv .tsv .parquet) that the store does not hold yet;
        returns how many the file has. Raises InputError that names file and line.

            corpus.read_judgements("judgements.jsonl")
        """
        found = read(Path(path))
        decisions.take_over(self._store, found)
        return len(found)

    def add_judgements(self, judgements: Iterable[Judgement]) -> int:
        """Append those that say something new about their names; returns how many did."""
        held = {judgement.key: judgement.verdict for judgement in standing(kept(self._store))}
        new = []
        for judgement in judgements:
            if held.get(judgement.key) != judgement.verdict:
                new.append(judgement)
                held[judgement.key] = judgement.verdict
        decisions.append(self._store, new)
        return len(new)

    def judgements(self) -> Rows:
        """All lines in their order, with those that were undone and those that undid them; as
        `read_judgements` reads them.

            corpus.judgements()
        """
        return Rows("judgements", map(as_row, kept(self._store)))

    @property
    def waiting(self) -> int:
        """About how many pairs of names the judgements say something else than at the last run."""
        seen = int(self._facts_of_last_run().get("judgements", 0))
        lines = kept(self._store)
        before, now = (
            {(judgement.key, judgement.verdict) for judgement in standing(part)}
            for part in (lines[:seen], lines)
        )
        return len({key for key, _ in before ^ now})

    def questions(self, limit: int | None = None) -> Queue:
        """The pairs of names whose answer changes the comparison most, the first `limit` of them.

        Answers that wait for the next `resolve` count as given. Raises UsageError where the corpus
        is not resolved, or judgements contradict each other.

            for question in corpus.questions(5):
                print(question)
        """
        from toolkit.corpus.reviewing import questions

        check_resolved(self._store)
        labels = self.settings.report.labels
        return questions(self._store, self._cuts(), labels, limit)

    def alarms(self) -> Several[Alarm]:
        """Entities of the last run that may be several things, with what speaks for that.

        For example:

            [alarm.text for alarm in corpus.alarms()]
        """
        return Several(read_alarms(self._store, self._cuts().threshold), "alarms")

    def _judgement_notes(self) -> tuple[str, ...]:
        from toolkit.corpus.judgement_notes import judgement_notes

        return judgement_notes(self._store, self._cuts())

    def _cuts(self) -> config.ClusteringSettings:
        """The settings with the threshold of the last run, which made what the store holds."""
        facts = self._facts_of_last_run()
        held = {name: facts[name] for name in ("threshold",) if name in facts}
        return self.settings.clustering.model_copy(update=held)

    def _facts_of_last_run(self) -> dict[str, Any]:
        facts = self._store.value("SELECT facts FROM runs ORDER BY number DESC LIMIT 1")
        return dict(json.loads(facts)) if facts else {}

    def thresholds(
        self, grid: Sequence[float] | None = None, *, cost_wrong: float = 3.0,
        cost_missed: float = 1.0, progress: Watch = "auto",
    ) -> Thresholds:  # fmt: skip
        """How many entities and shared actors other thresholds (bits) give, by clustering the
        stored pairs again; and the threshold that the costs of the two errors ask for.

        `progress` is as in `resolve`, but "auto" shows nothing in the first second. Raises
        UsageError where the corpus is not resolved, or a cost is not above 0.

            print(corpus.thresholds())
        """
        from toolkit import matching
        from toolkit.corpus.sensitivity import GRID, sensitivity

        check_resolved(self._store)
        model = matching.load_model(self.settings.matching.model)
        with following(progress):
            return sensitivity(
                self._store, self._cuts(), model, GRID if grid is None else grid,
                (cost_wrong, cost_missed),
            )  # fmt: skip

    def train(
        self, source: str = "gold", *, gold: str | os.PathLike[str] | None = None,
        name: str = "trained", progress: Watch = "auto",
    ) -> Trained:  # fmt: skip
        """A model learned from this corpus, starting at the one of the settings; `save` keeps it.

        `source`: "gold" (a JSONL of mentions with entity_id), "judgements" (those of the store) or
        "texts" (what the documents themselves call one thing or use for two). `progress` is as in
        `resolve`, but "auto" shows nothing in the first second. Raises UsageError where they do not
        suffice, or where unseen pairs are told no better than before.

            print(corpus.train("gold", gold="gold.jsonl"))
        """
        from toolkit.corpus.learning import learn

        check_resolved(self._store)
        known = matching_knowledge(self._knowledge)
        path = Path(gold) if gold is not None else None
        with following(progress):
            records = matching.build_records(read_chains(self._store), known)
            return learn(self._store, self.settings, records, source, name, path)
