"""The command line and the Python API give the same results, from one configuration file."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cli_calls import Done

import toolkit

CALLS: dict[str, tuple[list[str], Callable[[toolkit.Corpus], Any]]] = {
    "compare": (["compare", "STORE", "--json"], lambda c: c.compare()),
    "show": (["show", "STORE", "Norway", "--json"], lambda c: c.entity("Norway")),
    "explain": (["explain", "STORE", "Norway", "Oslo", "--json"],
                lambda c: c.explain("Norway", "Oslo")),
    "review": (["review", "STORE", "--json"], lambda c: c.questions()),
    "thresholds": (["thresholds", "STORE", "--json"], lambda c: c.thresholds()),
}  # fmt: skip
OWN = {"warnings", "outputs", "waiting"}  # what only a command has


@pytest.fixture(scope="module")
def configured(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """(texts, configuration file, store resolved through the API with it)."""
    folder = tmp_path_factory.mktemp("same")
    for name, text in {
        "north/one": "Norway and Oslo met the Northern Ports Alliance (NPA). The NPA spoke.",
        "north/two": "Norway spoke of sanctions. The Northern Ports Alliance agreed with Oslo.",
        "south/one": "Vienna asked Norway for sanctions. The Northern Port Alliance was named.",
    }.items():
        path = folder / "texts" / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    config = folder / "c.toml"
    config.write_text("[run]\nthreads = 1\n\n[clustering]\nthreshold = 1.0\n", encoding="utf-8")
    store = folder / "api.duckdb"
    with toolkit.open(store, config=config) as corpus:
        corpus.ingest(folder / "texts")
        corpus.resolve()
    return folder / "texts", config, store


@pytest.mark.parametrize("name", CALLS)
def test_the_same_object(
    name: str, configured: tuple[Path, Path, Path], toolkit_main: Callable[..., Done]
) -> None:
    _, config, store = configured
    words, call = CALLS[name]
    # --json of `compare` takes a value of its own: "-" is standard output
    words = [*words, "-"] if name == "compare" else words
    done = toolkit_main(*(str(store) if w == "STORE" else w for w in words), "--config", config)
    assert done.code == 0, done.err
    printed = json.loads(done.out)
    with toolkit.open(store, config=config, read_only=True) as corpus:
        value = json.loads(call(corpus).to_json())
    assert {k: v for k, v in printed.items() if k not in OWN} == value
    assert value["schema_version"] == 1


def test_a_store_that_the_command_made_is_the_same(
    configured: tuple[Path, Path, Path], toolkit_main: Callable[..., Done], tmp_path: Path
) -> None:
    texts, config, store = configured
    made = tmp_path / "cli.duckdb"
    assert toolkit_main("resolve", texts, "--store", made, "--config", config, "-q").code == 0
    found = []
    for path in (store, made):
        with toolkit.open(path, config=config, read_only=True) as corpus:
            found.append(corpus.compare().to_json())
    assert found[0] == found[1]
    file = tmp_path / "c.json"
    assert toolkit_main("compare", made, "--config", config, "--json", file, "-q").code == 0
    assert json.loads(file.read_text(encoding="utf-8")) == json.loads(found[0])
