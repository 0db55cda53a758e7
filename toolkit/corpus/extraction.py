"""Which extractor reads the documents, and running it on those that need it."""

from __future__ import annotations

from collections.abc import Callable

from toolkit.config import MentionSettings
from toolkit.corpus.shared_text import unmarked, without_marks
from toolkit.errors import UsageError
from toolkit.knowledge import Knowledge
from toolkit.mentions import Extraction, Extractor, RuleExtractor, build_chains
from toolkit.store import Store, read_documents, read_sentences, write_chains
from toolkit.types import Chain

Progress = Callable[[str, int, int], None]
GIVEN = "given"
FAILED = "failed"


def choose_extractor(settings: MentionSettings, knowledge: Knowledge) -> Extractor:
    """The extractor that the settings name; "auto" takes the best that is installed.

    Raises UsageError for a name that no plug-in answers to.
    """
    from toolkit.plugins import extractors

    if settings.extractor in ("auto", "rules"):
        return RuleExtractor(knowledge, settings.nominals)
    found = extractors()
    if settings.extractor not in found:
        known = ", ".join(["auto", "rules", *sorted(found)])
        raise UsageError(f"unknown extractor {settings.extractor!r}", hint=f"Known: {known}")
    made: Extractor = found[settings.extractor]()
    return made


def extract_missing(
    store: Store, extractor: Extractor, knowledge: Knowledge, progress: Progress, force: bool
) -> tuple[str, ...]:
    """Read the documents that this extractor has not read yet; given mentions stay as they are.

    A document that fails keeps no mentions; its error is returned and the others go on.
    """
    stale = [
        str(row[0])
        for row in store.rows("SELECT doc_id, extraction FROM documents ORDER BY doc_id")
        if row[1] != GIVEN and (force or row[1] != extractor.fingerprint)
    ]
    if not stale:
        return ()
    sentences = {doc_id: unmarked(rows) for doc_id, rows in read_sentences(store).items()}
    problems: list[str] = []
    failed: list[str] = []
    chains: list[Chain] = []
    for number, document in enumerate(map(without_marks, read_documents(store, stale)), 1):
        try:
            found = extractor.extract(document, sentences.get(document.doc_id, ()))
        except Exception as error:  # a plug-in may fail in any way; the job goes on
            problems.append(f"{document.doc_id}: {extractor.name} failed ({error})")
            failed.append(document.doc_id)
            found = Extraction(())
        chains += build_chains(document, found, knowledge)
        progress("mentions", number, len(stale))
    with store.transaction():
        write_chains(store, stale, chains, extractor.fingerprint)
        if failed:  # no fingerprint of an extractor, so that the next run tries again
            sql = "UPDATE documents SET extraction = ? WHERE doc_id IN (SELECT unnest(?))"
            store.rows(sql, [FAILED, failed])
    return tuple(problems)
