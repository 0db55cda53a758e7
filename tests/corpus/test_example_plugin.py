"""The example of a plug-in in examples/: installed as a package, found, used, offline."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "extractor_plugin"
SCRIPT = """
import json, sys, toolkit
with toolkit.open(":memory:", overrides={"mentions.extractor": "hashtags"}) as corpus:
    corpus.ingest([
        toolkit.Document("a/1", "We met at #HarbourDays with Norway.", "a"),
        toolkit.Document("b/1", "More on #HarbourDays soon.", "b"),
    ])
    said = corpus.resolve()
    actors = corpus.compare("a", "b").mentions.to_pylist()
    print(json.dumps([said.extractor, sorted([row["doc_id"], row["text"]] for row in actors)]))
"""


@pytest.mark.skipif(importlib.util.find_spec("hatchling") is None, reason="hatchling is missing")
def test_the_example_installs_and_is_found(tmp_path: Path) -> None:
    site = tmp_path / "site"
    command = [
        sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation",
        "--no-index", "--disable-pip-version-check", "--target", str(site), str(EXAMPLE),
    ]  # fmt: skip
    installed = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert installed.returncode == 0, installed.stderr
    paths = os.pathsep.join([str(site), *filter(None, sys.path)])
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, timeout=120, check=False,
        env={**os.environ, "PYTHONPATH": paths}, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    extractor, mentions = json.loads(done.stdout)
    assert extractor == "hashtags 1.0"
    assert mentions == [["a/1", "#HarbourDays"], ["b/1", "#HarbourDays"]]
