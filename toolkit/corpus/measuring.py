"""A resolved store against gold, and a codebook against its documents: a part of `Corpus`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal, get_args

from toolkit import config, evaluation, themes
from toolkit.corpus import codebooks
from toolkit.corpus.mistakes import explained
from toolkit.corpus.results import check_resolved
from toolkit.corpus.watching import Watch, following
from toolkit.errors import UsageError
from toolkit.evaluation import Evaluation, Question
from toolkit.store import Store, read_documents
from toolkit.types import TYPES, Document

Scope = Literal["corpus", "group", "document"]
COUNTED = (
    "SELECT m.doc_id, m.start_at, m.end_at, m.text, m.type, e.entity_id, m.chain_id "
    "FROM mentions m JOIN entity_chains e USING (chain_id) WHERE m.zone IN ('body', 'reprint') "
    "AND NOT m.nested AND m.form <> 'nominal' "
    "ORDER BY m.doc_id, m.start_at, m.end_at, m.mention_id"
)


class Measuring:
    """How good the results of a store are, and what a codebook would find in it."""

    _store: Store
    settings: config.Settings

    def evaluate(
        self, gold: str | os.PathLike[str], *, strict: bool = False, scope: str = "corpus",
        types: Sequence[str] = (), linked_only: bool = False, bootstrap: int = 0, errors: int = 0,
        progress: Watch = "auto",
    ) -> Evaluation:  # fmt: skip
        """Mentions and entities against a JSONL of gold; printed, the result is its tables.

        Entities are judged inside a `scope`: corpus, group or document. `bootstrap` draws give
        intervals; the worst `errors` are listed with what caused them. Lines that do not fit are
        left out and listed, or with `strict` raise InputError. `progress` is as in `resolve`, but
        "auto" shows nothing in the first second. Raises UsageError before `resolve`.

            print(corpus.evaluate("gold.jsonl"))
        """
        asked = Question(tuple(types), linked_only, {}, bootstrap, self.settings.run.seed, errors)
        model = self.settings.matching.model
        with following(progress):
            return measure(self._store, Path(gold), asked, scope, model, strict)

    def check_codebook(self, *packs: str, progress: Watch = "auto") -> themes.Checked:
        """What codebooks find in the documents: evidence by theme, matches by pattern.

        `packs` are names of shipped codebooks or paths. Nothing is changed. `progress` is as in
        `resolve`, but "auto" shows nothing in the first second. Raises ConfigError for a mistake
        in a codebook, UsageError before `resolve`.

            print(corpus.check_codebook("policy"))
        """
        with following(progress):
            return codebooks.check(self._store, packs)


def measure(
    store: Store, path: Path, question: Question, scope: str, model: str, strict: bool
) -> Evaluation:
    """The counted mentions of the store and their entities against a file of gold.

    `model` names the one that scores pairs which no blocking rule brought together, to explain
    them. Raises InputError for gold that does not fit and UsageError for what cannot be asked.
    """
    _check(question, scope)
    check_resolved(store)
    documents = {document.doc_id: document for document in read_documents(store)}
    gold = evaluation.read_gold(path, documents, strict)
    question = replace(question, regions={d.doc_id: _region(d, scope) for d in documents.values()})
    found = [evaluation.Found(*row) for row in store.rows(COUNTED)]
    measured = evaluation.evaluate(gold, found, question)
    return replace(measured, errors=tuple(explained(store, e, model) for e in measured.errors))


def _region(document: Document, scope: str) -> str:
    return {"corpus": "", "group": document.group, "document": document.doc_id}[scope]


def _check(question: Question, scope: str) -> None:
    if scope not in get_args(Scope):
        known = ", ".join(get_args(Scope))
        raise UsageError(f"unknown scope {scope!r}", hint=f"Known: {known}")
    for kind in question.types:
        if kind not in TYPES:
            raise UsageError(f"unknown type {kind!r}", hint=f"Known: {', '.join(TYPES)}")
    if question.replicates < 0 or question.errors < 0:
        raise UsageError("bootstrap and errors are numbers from 0")
