"""A corpus: documents in, entities and comparisons out, kept in one store file."""

from __future__ import annotations

import functools
import json
import os
import time
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Any

from toolkit import comparison, config, matching, themes
from toolkit.corpus import aliases, exporting, resolution, shared_text
from toolkit.corpus.alternatives import read_alternatives
from toolkit.corpus.comparing import comparison_inputs
from toolkit.corpus.difference import Difference
from toolkit.corpus.extraction import FAILED, extract_missing
from toolkit.corpus.extractors import readable
from toolkit.corpus.looking import Looking
from toolkit.corpus.measuring import Measuring
from toolkit.corpus.networks import GraphChoice
from toolkit.corpus.provenance import run_facts
from toolkit.corpus.summaries import Resolved
from toolkit.corpus.taking import Taking
from toolkit.corpus.views import ComparisonView
from toolkit.corpus.watching import Watch, following, watching
from toolkit.errors import UsageError
from toolkit.pausing import seldom_collected
from toolkit.progress import Progress, tell
from toolkit.store import Store

STEPS = 3  # of a comparison: what is counted, other resolutions, figures and tests
VERSIONED = ("splink", "duckdb", "networkx", "jellyfish", "trafilatura")


class Corpus(Taking, Looking, Measuring):
    """Documents, mentions, entities and themes in one store. Made by `toolkit.open`.

    Results are values: asking again does not change them. All errors derive from ToolkitError.
    """

    def __init__(self, store: Store, settings: config.Settings) -> None:
        self._store = store
        self.settings = settings

    @classmethod
    def open(
        cls,
        path: str | os.PathLike[str] = ":memory:",
        *,
        config: str | os.PathLike[str] | None = None,
        overrides: Mapping[str, Any] | None = None,
        create: bool = True,
        read_only: bool = False,
    ) -> Corpus:
        """Open or create the store at `path`; ":memory:" keeps nothing.

        `config` is a TOML file like configs/default.toml, `overrides` single settings such as
        {"clustering.threshold": 2.0}. Raises StoreError and ConfigError.

            corpus = toolkit.open("forums.duckdb")
        """
        settings = load_settings(config, overrides)
        run = settings.run
        store = Store.open(
            path, create=create, read_only=read_only, threads=run.threads,
            memory_limit=run.memory_limit, temp_directory=run.temp_directory,
        )  # fmt: skip
        return cls(store, settings)

    def __enter__(self) -> Corpus:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the store; `with toolkit.open(...) as corpus` does so at its end."""
        self._store.close()

    def __repr__(self) -> str:
        count = self._store.value("SELECT count(*) FROM documents")
        return f"<corpus {Path(self._store.path).name}: {count} documents>"

    # --- resolution ----------------------------------------------------------------------------

    @seldom_collected()
    def resolve(
        self, progress: Watch = "auto", *, force: bool = False, spark: Any = None
    ) -> Resolved:
        """Extract what is new, link all mentions, build entities, find themes.

        Does nothing where neither documents nor settings changed. What documents and results come
        to replaces the file at the end, so that a run that fails leaves what the last one gave.
        `spark` is a SparkSession to compare on, where `matching.backend` is "spark"; without it the
        running one is taken, or one started as the section `spark` says.

        `progress`: "auto" shows a bar in a notebook and in a terminal, "bar" always, "none" never;
        a function is told (stage, done, total). Raises UsageError where there are no documents.

            print(corpus.resolve(progress="none"))
        """
        with watching(progress) as tell:
            self._store.take_up()
            found = self._resolve(tell, force, spark)
            self._store.publish()
        return found

    def _resolve(self, progress: Progress, force: bool, spark: Any) -> Resolved:
        begun, compare = time.monotonic(), matching.predictor(self.settings, spark)
        if not self._store.value("SELECT count(*) FROM documents"):
            raise UsageError("there are no documents", hint="Call ingest first.")
        tables = aliases.read(self.settings.matching.aliases)
        problems = extract_missing(self._store, self.settings, self._knowledge, progress, force)
        codebook = themes.load(self.settings.themes.packs)
        versions = self.versions | {"codebook": codebook.fingerprint}
        if self.settings.themes.emerging:
            versions["phrases"] = themes.phrases_version()
        if self.settings.matching.backend == "spark":
            versions["pyspark"] = version("pyspark")
        if tables.rows:
            versions["aliases"] = tables.fingerprint
        marked = {"shared_text": shared_text.fingerprint(self._store)}
        mark = resolution.fingerprint(self._store, self.settings, versions | marked)
        last = self._store.rows("SELECT fingerprint, facts FROM runs ORDER BY number DESC LIMIT 1")
        waiting = self._store.value(
            "SELECT count(*) FROM documents WHERE NOT resolved AND extraction <> ?", [FAILED]
        )
        if last and last[0][0] == mark and not waiting and not force:
            counts = self._counts(json.loads(last[0][1]))
            return Resolved(**counts, changed=False, problems=problems, notes=self._notes())
        with matching.comparing_by(compare):
            found = resolution.compute(
                self._store, self.settings, self._knowledge, codebook, progress, tables, force
            )
        facts = self._facts(found, versions)
        facts |= run_facts(self._store, self.settings, time.monotonic() - begun)
        changes, facts = resolution.publish(self._store, found, mark, facts, self.settings.run)
        counts = self._counts(facts)
        return Resolved(**counts, problems=problems, history=tuple(changes), notes=self._notes())

    def _notes(self) -> tuple[str, ...]:
        facts = self._facts_of_last_run()
        said = (*facts.get("given_up", ()), *facts.get("alias_notes", ()))
        return (*said, *self._judgement_notes())

    def _facts(self, found: resolution.Resolution, versions: dict[str, str]) -> dict[str, Any]:
        marks = self._store.rows("SELECT DISTINCT extraction FROM documents WHERE extraction <> ?",
                                 [FAILED])  # fmt: skip
        return {
            "versions": versions, "extractor": readable([row[0] for row in marks]),
            "model": found.model.name, "model_fingerprint": found.model.fingerprint,
            "threshold": self.settings.clustering.threshold,
            "judgements": self._store.value("SELECT count(*) FROM judgements"),
        } | aliases.as_facts(found.aliases)  # fmt: skip

    def _counts(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        kept_facts = ("chains", "records", "pairs", "merged", "refused", "extractor")
        tables = {"documents": "documents", "mentions": "mentions", "entities": "entities"}
        counts = {k: self._store.value(f"SELECT count(*) FROM {t}") for k, t in tables.items()}
        found = resolution.themes_found(self._store)
        return {k: facts[k] for k in kept_facts} | counts | {
            "themes": found, "alarms": len(self.alarms()),
        }  # fmt: skip

    # --- comparison and exports ----------------------------------------------------------------

    @seldom_collected()
    def compare(
        self, *groups: str, labels: Mapping[str, str] | None = None, progress: Watch = "auto"
    ) -> ComparisonView:
        """Compare groups of documents, all of them by default, in the order given.

        `labels` are what people read for a group. `progress` is as in `resolve`, but "auto" shows
        nothing in the first second. Raises NotFoundError for an unknown group and UsageError where
        documents came or changed since the last `resolve`.

            comparison = corpus.compare("nato", "eu", labels={"eu": "EU forum"})
        """
        named = {**self.settings.report.labels, **(labels or {})}
        how, seed = self.settings.comparison, self.settings.run.seed
        with following(progress):
            tell("comparing", 0, STEPS)
            inputs = comparison_inputs(self._store, self.settings, self.runs(), named, groups)
            tell("comparing", 1, STEPS)
            redrawn = read_alternatives(self._store, self._cuts(), how, seed, named, groups)
            tell("comparing", 2, STEPS)
            value = comparison.compare(inputs, groups, how, seed, redrawn)
            tell("comparing", STEPS, STEPS)
        return ComparisonView.of(value, self.settings.report, seed)

    def diff(self, other: Corpus | str | os.PathLike[str], *groups: str) -> Difference:
        """What changed from this corpus to a later one (open, or the path of its store): entities
        merged, split, appeared; documents; conclusions of the comparison of `groups` (all common
        ones by default), both under the settings of this corpus.

        Raises UsageError where one of the two is not resolved, or both are the same file;
        NotFoundError for a group that one of them has not.

            print(corpus.diff("later.duckdb", "nato", "eu"))
        """
        from toolkit.corpus.side_by_side import later

        there = other._store if isinstance(other, Corpus) else Path(other)
        return later(self._store, there, self.settings, groups)

    def export(
        self, what: str, path: str | os.PathLike[str], *, graph: GraphChoice | None = None,
        form: str = "",
    ) -> Path:  # fmt: skip
        """Write mentions, entities, pairs, themes, judgements, graph or comparison.

        The format is that of the suffix or `form` ("followthemoney", "dna", ...); see
        docs/reference/exports.md. `graph` chooses what of the network is written. Raises UsageError
        where documents came or changed since the last `resolve`.

            corpus.export("entities", "entities.csv")
        """
        choice = graph or GraphChoice()
        compare = functools.partial(self.compare, progress="none")
        return exporting.write(self._store, what, Path(path), choice, compare, form)

    # --- what the results depend on ------------------------------------------------------------

    @property
    def versions(self) -> dict[str, str]:
        """What results depend on besides texts and settings: toolkit, the fingerprint of its
        knowledge and the packages below it, by name."""
        import toolkit

        found = {name: version(name) for name in VERSIONED}
        return {"toolkit": toolkit.__version__, "knowledge": self._knowledge.fingerprint} | found


def load_settings(
    path: str | os.PathLike[str] | None, overrides: Mapping[str, Any] | None
) -> config.Settings:
    return config.load(os.fspath(path) if path is not None else None, overrides)
