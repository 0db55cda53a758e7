"""What a result depends on, in words ready to print: no clock time, no path of a machine."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from toolkit.config import RunSettings, Settings, SparkSettings
from toolkit.edition import edition
from toolkit.store import Store
from toolkit.types import content_id

LIBRARIES = ("splink", "duckdb", "pyspark", "networkx")


def provenance(facts: Mapping[str, Any], settings: Settings) -> dict[str, str]:
    """Headings and texts about the last run: versions, model, settings, counts."""
    versions = facts["versions"]
    cuts = settings.clustering
    return {
        "Software": f"toolkit {versions['toolkit']}",
        "Libraries": ", ".join(
            f"{name} {versions[name]}" for name in LIBRARIES if name in versions
        ),
        "Mentions": f"extractor {facts['extractor']}, knowledge {versions['knowledge']}",
        "Model": f"{facts['model']}, merging from {cuts.threshold:+g} bits of match weight",
        "Resolution": (
            f"{facts['chains']} chains, {facts['records']} records, {facts['pairs']} scored pairs, "
            f"{facts['merged']} merged, {facts['refused']} refused"
        ),
        "Codebook": f"{', '.join(settings.themes.packs)} ({versions['codebook']})",
        "Seed": str(settings.run.seed),
        "Configuration": _configuration(settings),
    }


def run_facts(store: Store, settings: Settings, seconds: float) -> dict[str, Any]:
    """What a run keeps of its input, settings and cost. `input` is a hash over the ids, texts and
    groups of all documents, `configuration` the fingerprint that reports print."""
    rows = store.rows("SELECT doc_id, sha256, group_id FROM documents ORDER BY doc_id")
    return {
        "input": content_id("", *rows), "configuration": _configuration(settings),
        "settings": _nameless(settings.model_dump(mode="json", exclude={"run", "report", "spark"})),
        "edition": edition(), "python": platform.python_version(), "seconds": round(seconds, 1),
    }  # fmt: skip


def _nameless(value: Any) -> Any:
    """Settings without the places of files: a store may be given away."""
    if isinstance(value, dict):
        return {name: _nameless(held) for name, held in value.items()}
    if isinstance(value, list):
        return [_nameless(held) for held in value]
    is_path = isinstance(value, str) and ("/" in value or "\\" in value) and "://" not in value
    return PurePath(value.replace("\\", "/")).name if is_path else value


def _configuration(settings: Settings) -> str:
    """A fingerprint of the settings that a result depends on: neither threads nor memory, nor
    where Spark runs."""
    run = RunSettings(seed=settings.run.seed)
    return settings.model_copy(update={"run": run, "spark": SparkSettings()}).fingerprint
