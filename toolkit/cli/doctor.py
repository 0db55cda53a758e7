"""`toolkit doctor`: what is installed, which settings hold and where they come from."""

from __future__ import annotations

import platform
from typing import Any

import toolkit
from toolkit.cli.options import Call, command
from toolkit.cli.plain import plain, table
from toolkit.cli.setting_sources import Origin, origins
from toolkit.errors import CheckFailed

NEEDED = (
    "splink", "duckdb", "pyarrow", "sqlglot", "networkx", "pydantic", "jinja2", "PyYAML",
    "jellyfish", "trafilatura", "charset-normalizer", "numpy", "scipy", "typer",
    "rich",
)  # fmt: skip
HERE, REPAIR = "this installation of toolkit", "Install crossdoc-toolkit again."
OPTIONAL = ("spacy", "pandas", "polars", "matplotlib")


@command("toolkit doctor", "TOOLKIT_RUN_THREADS=2 toolkit doctor --config forums.toml")
def doctor(call: Call) -> None:
    """Check the installation; show each setting and its origin."""
    from toolkit.config import data_root

    if not (data_root("configs") / "default.toml").is_file():
        raise CheckFailed("missing: configs/default.toml", where=HERE, hint=REPAIR)
    settings = origins(call.config, call.flags)
    versions = {"toolkit": toolkit.__version__, "Python": platform.python_version()}
    needed = {name: _version(name) for name in NEEDED}
    optional = {name: _version(name) for name in OPTIONAL}
    data = _bundled(settings)
    screen = call.screen
    parts = versions | {name: version or "MISSING" for name, version in needed.items()}
    parts |= {name: version or "not installed (optional)" for name, version in optional.items()}
    screen.result(*table(["installed", "version"], list(parts.items())), "")
    screen.result(*table(["data", "state"], [[k, "found" if v else "MISSING"] for k, v in data]))
    screen.result("", *_setting_lines(settings))
    missing = [name for name, version in needed.items() if not version]
    missing += [name for name, found in data if not found]
    screen.data(
        {
            "versions": versions | needed | optional,
            "data": dict(data),
            "settings": {s.name: {"value": s.value, "source": s.source} for s in settings},
            "missing": missing,
            "warnings": screen.warnings,
        }
    )
    if missing:
        raise CheckFailed(
            "missing: " + ", ".join(missing),
            where=HERE,
            hint=REPAIR,
        )
    screen.note("Everything that is needed is here.")


def _version(name: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _bundled(settings: list[Origin]) -> list[tuple[str, bool]]:
    """Each bundled file that the settings ask for, and whether it is there."""
    from toolkit.config import data_root

    values: dict[str, Any] = {setting.name: setting.value for setting in settings}
    configs, samples = data_root("configs"), data_root("sample_docs")
    names = ["default.toml"]
    names += [f"knowledge/{pack}.yml" for pack in values["mentions.packs"]]
    names += [f"themes/{pack}.yml" for pack in values["themes.packs"] if _bundled_name(pack)]
    model = values["matching.model"]
    names += [f"models/{model}.json"] if _bundled_name(model) else []
    found = [(f"configs/{name}", (configs / name).is_file()) for name in names]
    found += [(f"sample_docs/{name}", (samples / name).is_dir()) for name in ("nato", "eu")]
    return found


def _bundled_name(text: str) -> bool:
    """Whether a setting names bundled data; with a suffix or a folder it is a path."""
    return "/" not in text and "." not in text


def _setting_lines(settings: list[Origin]) -> list[str]:
    rows = [[setting.name, plain(_written(setting.value)), setting.source] for setting in settings]
    return table(["setting", "value", "from"], rows)


def _written(value: Any) -> str:
    import json

    return json.dumps(value, ensure_ascii=False)
