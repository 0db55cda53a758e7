"""Pages from commented files: configs/default.toml and toolkit/store/schema.sql."""

from __future__ import annotations

import inspect
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SETTING = re.compile(r"^(\w+) = (.*?)(?:\s+#\s?(.*))?$")
TABLE = re.compile(r"^CREATE TABLE (\w+) \((.*?)\);$", re.MULTILINE | re.DOTALL)
SEPARATOR = re.compile(r",\s*(?![^(]*\))")

CONFIGURATION = """
    # Configuration

    A TOML file, given with `--config` or `toolkit.open(..., config="...")`. `toolkit init` writes
    one with all settings and comments. What a file leaves out keeps its default; an unknown or
    ill-typed setting is an error that names it. A setting can also be given for one call:
    in the environment as `TOOLKIT_SECTION_KEY` (`TOOLKIT_RUN_THREADS=2`), in Python as
    `overrides={"run.threads": 2}`.
    """
SCHEMA = """
    # Tables of the store

    A store is one DuckDB file. This is its schema, for those who ask it in SQL; read-only access is
    safe while nothing else writes. The layout may change between versions of toolkit (`meta` has
    `schema_version`); [exports](exports.md) are what is promised to other programs. How a store is
    kept up to date: [The store](store.md).
    """


def configuration_page() -> str:
    text = (ROOT / "configs" / "default.toml").read_text(encoding="utf-8")
    parts = [inspect.cleandoc(CONFIGURATION)]
    settings = 0
    for section in re.split(r"^(?=\[)", text, flags=re.MULTILINE)[1:]:
        head, *lines = section.rstrip().splitlines()
        name, _, told = head.partition("]")
        parts.append(f"## {name.removeprefix('[')}")
        if told.strip():
            parts.append(_linked(told.strip().lstrip("# ").strip()) + ".")
        rows = _settings(lines)
        settings += len(rows)
        if rows:
            parts.append("\n".join(["| setting | default | is |", "|---|---|---|", *rows]))
    assert settings == _count(tomllib.loads(text)), "a setting of default.toml was not read"
    return "\n\n".join(parts)


def _settings(lines: list[str]) -> list[str]:
    found: list[list[str]] = []
    for line in lines:
        if match := SETTING.match(line):
            found.append([match[1], match[2].strip(), match[3] or ""])
        elif line.strip().startswith("#") and found:
            found[-1][2] += " " + line.strip().lstrip("# ")
    return [f"| `{k}` | `{v}` | {_linked(told)} |" for k, v, told in found]


def _linked(text: str) -> str:
    """Pages that a comment names become links; bars would end the cell."""
    text = re.sub(r"docs/((?:[\w-]+/)*[\w-]+)\.md", r"[\1](../\1.md)", text)
    return text.replace("|", "\\|").replace("<", "&lt;")


def _count(values: dict[str, object]) -> int:
    return sum(_count(v) if isinstance(v, dict) else 1 for v in values.values())


def schema_page() -> str:
    text = (ROOT / "toolkit" / "store" / "schema.sql").read_text(encoding="utf-8")
    parts = [inspect.cleandoc(SCHEMA)]
    general, _, rest = text.partition("\n\n")
    parts.append(_prose(general))
    for part in rest.split("\n\n"):
        tables = TABLE.findall(part)
        if not tables:
            continue
        parts.append(f"## {', '.join(name for name, _ in tables)}")
        parts.append(_prose(part[: part.index("CREATE")]))
        parts += [_columns(name, body) for name, body in tables]
    assert sum(p.startswith("| `") for p in parts) == text.count("CREATE TABLE")
    return "\n\n".join(part for part in parts if part)


def _prose(comment: str) -> str:
    lines = [line.removeprefix("--").strip() for line in comment.splitlines()]
    return " ".join(line for line in lines if line).replace("<", "&lt;")


def _columns(name: str, body: str) -> str:
    rows = [f"| `{name}` | type |", "|---|---|"]
    for column in SEPARATOR.split(" ".join(body.split())):
        first, _, rest = column.strip().partition(" ")
        rows.append(f"| `{first}` | {rest} |" if first.islower() else f"| | {column.strip()} |")
    return "\n".join(rows)
