"""An extractor of another package: found by its entry point; where it fails, the rest goes on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

MODULE = '''
from toolkit.mentions import Extraction
from toolkit.types import Mention


class Shouter:
    """Every word of capitals is an organisation; a document with "boom" cannot be read."""

    name = "shouter"
    version = "7"
    fingerprint = "shouter-7"

    def extract(self, document, sentences):
        if "boom" in document.text:
            raise RuntimeError("cannot read this")
        found, at = [], 0
        for word in document.text.split():
            at = document.text.index(word, at)
            if word.isupper():
                end = at + len(word)
                found.append(Mention(document.doc_id, at, end, word, "ORG", source=self.name))
            at += len(word)
        return Extraction(tuple(found))
'''
ENTRY = "[toolkit.extractors]\nshouter = shouting:Shouter\nbroken = no_such_module:Nothing\n"
SCRIPT = """
import json, sys
import toolkit
from toolkit import Document

assert "shouting" not in sys.modules
with toolkit.open(sys.argv[1], overrides={"mentions.extractor": "shouter"}) as corpus:
    corpus.ingest([
        Document("a", "ABC met XYZ and Norway.", "x"),
        Document("b", "This goes boom for ABC.", "x"),
        Document("c", "The ABC spoke.", "y"),
    ])
    done = corpus.resolve()
    again = corpus.resolve()
    rows = corpus.compare().mentions.to_pylist()
    print(json.dumps({
        "problems": done.problems, "extractor": done.extractor, "again": again.changed,
        "still": again.problems,
        "mentions": sorted([row["doc_id"], row["text"]] for row in rows),
        "known": sorted(toolkit.plugins.extractors()),
    }))
"""


@pytest.fixture
def said(tmp_path: Path) -> dict[str, Any]:
    package = tmp_path / "site"
    info = package / "shouting-7.dist-info"
    info.mkdir(parents=True)
    (package / "shouting.py").write_text(MODULE, encoding="utf-8")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: shouting\nVersion: 7\n")
    (info / "entry_points.txt").write_text(ENTRY)
    done = subprocess.run(
        [sys.executable, "-c", "import toolkit.plugins\n" + SCRIPT, str(tmp_path / "s.duckdb")],
        capture_output=True, text=True, timeout=120, check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(package), *filter(None, sys.path)])},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    loaded: dict[str, Any] = json.loads(done.stdout)
    return loaded


def test_a_plug_in_extractor(said: dict[str, Any]) -> None:
    assert {"shouter", "broken"} <= set(said["known"])
    assert said["problems"] == said["still"] == ["b: shouter failed (cannot read this)"]
    assert said["mentions"] == [["a", "ABC"], ["a", "XYZ"], ["c", "ABC"]]
    assert said["extractor"] == "shouter 7" and said["again"] is False
