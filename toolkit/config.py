"""Typed settings, one section per step. The shipped defaults are configs/default.toml.

A step takes its own section, never the whole. Nothing is read at import.
"""

from __future__ import annotations

import difflib
import hashlib
import importlib.resources
import json
import tomllib
from collections.abc import Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from toolkit.errors import ConfigError
from toolkit.limits import memory_bytes
from toolkit.side_files import SETTINGS, read_side_file

NAME_PACKS = (
    "organisations", "institutions", "european_defence", "industry", "policy_fields", "equipment",
    "registers", "other_names",
)  # fmt: skip


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    @property
    def fingerprint(self) -> str:
        """Changes whenever a value of the section does."""
        text = json.dumps(self.model_dump(mode="json"), sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


class RunSettings(Section):
    threads: int = Field(default=0, ge=0, description="0 = as many as the machine has cores")
    seed: int = 7
    memory_limit: str = Field(
        default="", description='of the databases, such as "4GB" or "60%"; "" = half of the memory'
    )
    temp_directory: str = Field(default="", description='for what they spill; "" = the system\'s')
    document_seconds: float = Field(
        default=0, ge=0, description="to find the names of one document; 0 = as long as it takes"
    )

    @field_validator("memory_limit")
    @classmethod
    def _is_amount(cls, amount: str) -> str:
        memory_bytes(amount)
        return amount


class DocumentSettings(Section):
    max_bytes: int = Field(default=20_000_000, gt=0, description="of the text of a file")
    max_total_bytes: int = Field(default=200_000_000, gt=0, description="of a PDF, of a table")
    max_seconds: float = Field(default=60, gt=0, description="for one PDF, Word file or page")
    max_memory: int = Field(default=2_000_000_000, ge=500_000_000, description="bytes, likewise")
    reprints: Literal["once", "each"] = "once"
    repeated_lines: Literal["leave out", "keep"] = "leave out"


class MentionSettings(Section):
    extractor: str = Field(
        default="auto", description="auto | rules | spacy | hybrid | endpoint | gliner | a plug-in"
    )
    packs: tuple[str, ...] = NAME_PACKS
    nominals: bool = True
    pronouns: bool = False
    endpoint_url: str = Field(default="", description="OpenAI-compatible, for extractor endpoint")
    endpoint_model: str = ""
    endpoint_key_from: str = Field(default="", description="environment variable with the key")
    gliner_model: str = Field(default="", description="folder or name, for extractor gliner")


class MatchingSettings(Section):
    model: str = Field(default="policy", description="name in configs/models or a path")
    pair_budget: int = Field(default=20_000_000, gt=0)
    keep_above: float = Field(default=-6.0, description="bits; weaker pairs are not stored")
    aliases: tuple[str, ...] = Field(default=(), description="tables of names that mean one thing")
    nothing_nearby: Literal["counts", "says nothing"] = "counts"
    backend: Literal["duckdb", "spark"] = Field(default="duckdb", description="compares the pairs")


class SparkSettings(Section):
    master: str = Field(default="local[*]", min_length=1, description="where Spark runs")
    directory: str = Field(
        default="", description='for files in between, seen by the whole cluster; "" = temporary'
    )
    partitions: int = Field(default=0, ge=0, description="0 = twice the cores")
    timeout: float = Field(default=0, ge=0, description="seconds for comparing; 0 = none")
    options: dict[str, str] = Field(default_factory=dict, description="of Spark, by their names")


class ClusteringSettings(Section):
    threshold: float = Field(default=1.5, description="bits; pairs at or above it may merge")
    review_above: float = Field(default=-1.0, description="bits; shown as borderline from here")


class ThemeSettings(Section):
    packs: tuple[str, ...] = ("policy", "european_defence")
    emerging: int = Field(default=30, ge=0, description="phrases that no codebook knows; 0 = none")
    emerging_documents: int = Field(
        default=0, ge=0, description="that a phrase must be in; 0 = by the size of the corpus"
    )


class ComparisonSettings(Section):
    hosts: Literal["keep", "leave out"] = "keep"
    host_ids: tuple[str, ...] = ()
    permutations: int = Field(default=9999, gt=0, description="of documents, for the tests")
    stratify: Literal["", "year", "publisher", "lang"] = ""
    kinds: tuple[str, ...] = ()
    alternatives: int = Field(default=200, ge=0, description="draws of the resolution; 0 = none")
    alternatives_up_to: int = Field(default=12_000, gt=0, description="scored pairs")
    certain: float = Field(default=0.95, ge=0.5, lt=1, description="surer pairs are not drawn")
    calibration_spread: float = Field(default=0.8, ge=0, description="of log-odds")


class ReportSettings(Section):
    title: str = ""
    top: int = Field(default=6, gt=0, description="rows in the lists of the first screen")
    labels: dict[str, str] = Field(default_factory=dict)
    sources: bool = True
    redact: tuple[str, ...] = Field(default=(), description="kinds whose names are replaced")
    max_size: float = Field(default=5.0, gt=0, le=25, description="megabytes of the page")
    static_sentences: int = Field(
        default=400, ge=0, description="of a group, up to which all stand in the page uncompressed"
    )


class Settings(Section):
    run: RunSettings = RunSettings()
    documents: DocumentSettings = DocumentSettings()
    mentions: MentionSettings = MentionSettings()
    matching: MatchingSettings = MatchingSettings()
    clustering: ClusteringSettings = ClusteringSettings()
    themes: ThemeSettings = ThemeSettings()
    comparison: ComparisonSettings = ComparisonSettings()
    report: ReportSettings = ReportSettings()
    spark: SparkSettings = SparkSettings()


def data_root(name: Literal["configs", "sample_docs"]) -> Traversable:
    """The folder of bundled data: inside the wheel, or beside the package in a checkout."""
    installed = importlib.resources.files("toolkit") / "_data" / name
    if installed.is_dir():
        return installed
    return Path(__file__).resolve().parent.parent / name


def load(path: Path | str | None = None, overrides: Mapping[str, Any] | None = None) -> Settings:
    """Settings from the shipped defaults, then `path` (TOML), then `overrides` ("run.seed": 3).

    Raises ConfigError that names the file, the setting and what was expected.
    """
    default = (data_root("configs") / "default.toml").read_text(encoding="utf-8")
    values: dict[str, Any] = tomllib.loads(default)
    where = "default.toml"
    if path is not None:
        where = Path(path).name
        for section, entries in _read_toml(Path(path)).items():
            if isinstance(entries, dict):
                values.setdefault(section, {}).update(entries)
            else:
                values[section] = entries
    for dotted, value in (overrides or {}).items():
        section, _, key = dotted.partition(".")
        values.setdefault(section, {})[key] = value
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        raise ConfigError(_say(error), where=where, hint=_suggest(error)) from error


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(read_side_file(path, SETTINGS).decode("utf-8"))
    except FileNotFoundError as error:
        raise ConfigError("no such configuration file", where=path.name) from error
    except (OSError, ValueError, RecursionError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise ConfigError(f"not a readable TOML file: {why}", where=path.name) from error


def _say(error: ValidationError) -> str:
    first = error.errors()[0]
    name = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        return f"unknown setting {name!r}"
    said = first["msg"].removeprefix("Value error, ")
    return f"setting {name!r}: {said}"


def _suggest(error: ValidationError) -> str:
    location = [str(part) for part in error.errors()[0]["loc"]]
    fields = Settings.model_fields
    if len(location) > 1 and location[0] in fields:
        section = fields[location[0]].annotation
        known = list(section.model_fields) if isinstance(section, type) else []
    else:
        known = list(fields)
    close = difflib.get_close_matches(location[-1], known, n=1)
    if close and close[0] != location[-1]:
        return f"Did you mean {close[0]!r}?"
    return "Known: " + ", ".join(known)
