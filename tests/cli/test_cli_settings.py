"""Settings: flag before environment before file before default; doctor says which."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_calls import Done

from toolkit.cli import doctor
from toolkit.cli.setting_sources import from_environment, origins, overrides
from toolkit.config import load
from toolkit.errors import ConfigError


def test_each_source_hides_the_next(tmp_path: Path) -> None:
    config = tmp_path / "mine.toml"
    config.write_text("[run]\nthreads = 3\nseed = 3\nmemory_limit = '3GB'\n")
    environment = {"TOOLKIT_RUN_THREADS": "2", "TOOLKIT_RUN_SEED": "2", "PATH": "x"}
    found = {o.name: (o.value, o.source) for o in origins(config, {"run.seed": 1}, environment)}
    assert found["run.seed"] == (1, "flag")
    assert found["run.threads"] == (2, "TOOLKIT_RUN_THREADS")
    assert found["run.memory_limit"] == ("3GB", "mine.toml")
    assert found["report.top"] == (6, "default")
    settings = load(config, overrides(config, {"run.seed": 1}, environment))
    assert (settings.run.seed, settings.run.threads) == (1, 2)


def test_values_of_the_environment_have_the_type_of_the_setting() -> None:
    given = from_environment({
        "TOOLKIT_REPORT_TITLE": "2024",
        "TOOLKIT_MENTIONS_PACKS": "organisations, mine",
        "TOOLKIT_THEMES_PACKS": '["policy"]',
        "TOOLKIT_MENTIONS_NOMINALS": "false",
        "TOOLKIT_COMPARISON_HOSTS": "leave out",
        "TOOLKIT_REPORT_LABELS": '{nato = "NATO forum"}',
        "TOOLKIT_SHARED": "not a setting",
    })  # fmt: skip
    values = {name: value for name, (_, value) in given.items()}
    settings = load(None, values)
    assert settings.report.title == "2024"
    assert settings.mentions.packs == ("organisations", "mine")
    assert settings.themes.packs == ("policy",)
    assert settings.mentions.nominals is False
    assert settings.comparison.hosts == "leave out"
    assert settings.report.labels == {"nato": "NATO forum"}
    assert len(values) == 6


@pytest.mark.parametrize("variable", [{"TOOLKIT_RUN_THREADS": "-1"}, {"TOOLKIT_RUN_THREDS": "1"}])
def test_a_wrong_variable_is_named(variable: dict[str, str]) -> None:
    with pytest.raises(ConfigError) as caught:
        overrides(None, {}, variable)
    assert next(iter(variable)) in caught.value.where


def test_doctor_shows_versions_and_origins(
    toolkit_main: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOOLKIT_RUN_THREADS", "2")
    done = toolkit_main("doctor", "--seed", "5", "--json")
    assert done.code == 0
    found = json.loads(done.out)
    assert found["settings"]["run.threads"] == {"value": 2, "source": "TOOLKIT_RUN_THREADS"}
    assert found["settings"]["run.seed"] == {"value": 5, "source": "flag"}
    assert found["versions"]["splink"].startswith("5.")
    assert found["missing"] == [] and all(found["data"].values())
    assert "run.threads" in toolkit_main("doctor").out


def test_doctor_fails_when_something_needed_is_missing(
    toolkit_main: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "NEEDED", (*doctor.NEEDED, "a-package-that-nobody-made"))
    done = toolkit_main("doctor")
    assert done.code == 1
    assert "missing: a-package-that-nobody-made" in done.err


def test_a_wrong_configuration_file_is_2(toolkit_main: Callable[..., Done], tmp_path: Path) -> None:
    config = tmp_path / "c.toml"
    config.write_text("[run]\nthreds = 1\n")
    done = toolkit_main("doctor", "--config", config)
    assert done.code == 2
    assert "c.toml" in done.err and "Did you mean 'threads'" in done.err
    assert toolkit_main("doctor", "--config", tmp_path / "none.toml").code == 2


def test_init_writes_the_defaults_once(toolkit_main: Callable[..., Done], tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    assert toolkit_main("init", path).code == 0
    assert load(path) == load()
    assert "# " in path.read_text()
    path.write_text("[run]\nseed = 1\n")
    refused = toolkit_main("init", path)
    assert refused.code == 2 and "--force" in refused.err
    assert path.read_text() == "[run]\nseed = 1\n"
    assert toolkit_main("init", path, "--force").code == 0
    assert load(path) == load()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["mine.toml"]
