"""The blocks of all other pages run, and those that cannot are known, each with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from page_blocks import read_page
from page_runs import ROOT, Worker
from page_tests import ALL, below, named, run

PAGES = [path for path in ALL if path not in below("docs/tutorials/")]
LANGUAGES = {"console", "python", "text", "toml", "json", "jsonl", "csv", "yaml", "r"}
# Blocks that cannot run here, by page; the reason stands in the page.
NOT_RUN = {
    "README.md": 1,
    "docs/README.md": 1,
    "docs/how-to/neighbours/dna.md": 1,
    "docs/how-to/neighbours/followthemoney.md": 1,
    "docs/how-to/plug-ins.md": 1,
    "docs/how-to/spark.md": 1,
    "docs/how-to/training.md": 1,
    "docs/reference/lookalikes.md": 1,
    "docs/tutorials/README.md": 1,
}


@pytest.mark.slow
@pytest.mark.parametrize("path", PAGES, ids=named)
def test_blocks_of_a_page_run(
    path: Path, tmp_path: Path, beginnings: Path, toolkit_process: Worker
) -> None:
    run(path, tmp_path, beginnings, toolkit_process)


def test_blocks_that_do_not_run_are_known() -> None:
    found: dict[str, int] = {}
    for path in ALL:
        skipped = [block for block in read_page(path).blocks if block.not_run]
        assert all(len(block.not_run) > 10 for block in skipped), f"{named(path)}: say why"
        if skipped:
            found[named(path)] = len(skipped)
    assert found == NOT_RUN


def test_every_block_says_its_language() -> None:
    odd = {
        f"{named(path)}:{block.line}": block.language
        for path in ALL
        for block in read_page(path).blocks
        if block.language not in LANGUAGES or (block.language == "r" and not block.not_run)
    }
    assert odd == {}


def test_the_page_on_plug_ins_shows_the_example_that_is_tested() -> None:
    shown = {b.title: b.text for b in read_page(ROOT / "docs/how-to/plug-ins.md").blocks if b.title}
    example = ROOT / "examples" / "extractor_plugin"
    assert shown == {path.name: path.read_text("utf-8") for path in example.iterdir()
                     if path.suffix in (".py", ".toml")}  # fmt: skip
