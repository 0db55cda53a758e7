"""What a result depends on, in words ready to print: no clock time, no path of a machine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from toolkit.config import RunSettings, Settings, SparkSettings

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


def _configuration(settings: Settings) -> str:
    """A fingerprint of the settings that a result depends on: neither threads nor memory, nor
    where Spark runs."""
    run = RunSettings(seed=settings.run.seed)
    return settings.model_copy(update={"run": run, "spark": SparkSettings()}).fingerprint
