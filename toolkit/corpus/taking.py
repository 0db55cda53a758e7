"""Documents and given mentions into a corpus: a part of `Corpus`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from toolkit import config
from toolkit.corpus.ingestion import Given, Ingested, add_given, take_in
from toolkit.corpus.loading import load_inputs
from toolkit.corpus.remembering import reading_mark, remember
from toolkit.corpus.watching import Watch, following
from toolkit.documents import Memory
from toolkit.pausing import seldom_collected
from toolkit.store import Store


class Taking:
    """Puts what callers have into the store."""

    _store: Store
    settings: config.Settings

    @seldom_collected()
    def ingest(
        self, *inputs: Any, groups_from: str = "folder", keep_missing: bool = False,
        dry_run: bool = False, force: bool = False, columns: Mapping[str, str] | None = None,
        progress: Watch = "auto",
    ) -> Ingested:  # fmt: skip
        """Read documents; only what changed is read and written.

        `inputs` are paths of folders and files, Documents, rows (dicts), data frames of pandas or
        polars, Arrow tables, readers and data sets, dicts of columns, data sets of Hugging Face
        (also batches of them), Docs of spaCy (`user_data` holds their facts, or pairs with a dict
        do), and iterables of all these. A row needs doc_id and text, and may have group, title,
        date (ISO), lang, publisher and source; `columns` says what they are called, as
        {"doc_id": "id", "group": "party"}. Dates and gaps (NaN) are taken as frames write them.

        Files that vanished from a folder that was read before leave the store, unless
        `keep_missing`. With `dry_run` nothing is written, with `force` everything is read. Raises
        InputError when nothing can be read, or with the row and column that is wrong; single
        unreadable files are listed in `skipped`, columns that were nearly right in `warnings`.
        `progress` is as in `resolve`, but "auto" shows nothing in the first second.

            corpus.ingest(pandas.read_csv("speeches.csv"), columns={"doc_id": "id"})
        """
        if not dry_run:
            self._store.take_up()
        how = reading_mark(self.settings.documents, groups_from)
        memory = remember(self._store, how)
        if force:
            memory = Memory(how, memory.seen)
        with following(progress):
            loaded = load_inputs(inputs, self.settings, groups_from, memory, columns)
            return take_in(self._store, self.settings.documents, loaded, keep_missing, dry_run)

    @seldom_collected()
    def add_mentions(
        self, source: Any, *, strict: bool = False, columns: Mapping[str, str] | None = None
    ) -> Given:
        """Take mentions made elsewhere; nothing is extracted from their documents then.

        `source` is the path of a file (JSON Lines, CSV, Parquet, CoNLL, brat, .spacy), a table or
        rows as in `ingest`, Mentions, or Docs of spaCy, whose entities are taken. Rows: doc_id,
        start, end (Unicode code points into the text as ingested), text and optional type, form,
        norm; `columns` says what they are called. Rows that do not fit their document are skipped
        and listed, or with `strict` raise MentionError. Raises InputError for a missing column.

            corpus.add_mentions("names.jsonl")
        """
        self._store.take_up()
        return add_given(self._store, source, self.settings, strict, columns)
