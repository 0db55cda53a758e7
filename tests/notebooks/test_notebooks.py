"""The notebooks run from top to bottom in a kernel, and show what they speak of."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import jupytext
import nbclient
import pytest

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.py"))
PLOTS = {"1-two-forums": 5, "2-planted-differences": 3, "3-your-own-ner": 1}
FILES = {
    "1-two-forums": ["actors.csv", "distinctive.pdf", "forums.html"],
    "2-planted-differences": [],
    "3-your-own-ner": ["harbour.html"],
}


def outputs(notebook: Any) -> list[Any]:
    return [o for cell in notebook.cells if cell.cell_type == "code" for o in cell.outputs]


def results(notebook: Any) -> list[str]:
    return [o.data.get("text/plain", "") for o in outputs(notebook) if "data" in o]


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda p: p.stem)
def ran(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """(name, folder, notebook with its outputs); a cell that fails fails here."""
    folder = tmp_path_factory.mktemp(request.param.stem)
    notebook = jupytext.read(request.param)
    before = dict(os.environ)
    os.environ["IPYTHONDIR"] = str(folder)  # no profile of whoever runs the tests
    try:
        nbclient.NotebookClient(
            notebook, timeout=600, resources={"metadata": {"path": str(folder)}}
        ).execute()
    finally:
        os.environ.clear()
        os.environ.update(before)
    return request.param.stem, folder, notebook


@pytest.mark.slow
def test_a_notebook_runs_and_shows_its_plots(ran: Any) -> None:
    name, folder, notebook = ran
    found = outputs(notebook)
    assert not [o for o in found if o.output_type == "error" or o.get("name") == "stderr"], found
    plots = [o for o in found if "data" in o and "image/png" in o.data]
    assert len(plots) == PLOTS[name]
    assert all(o.data["text/plain"].startswith("<plot ") for o in plots)
    made = sorted(p.name for p in folder.iterdir() if p.suffix in (".html", ".pdf", ".csv"))
    assert made == FILES[name]
    texts = [cell for cell in notebook.cells if cell.cell_type == "markdown"]
    assert len(texts) > 5
    views = [o.data["text/html"] for o in found if "data" in o and "text/html" in o.data]
    assert views and not any("<script" in view for view in views)
    assert not any("<progress" in view for view in views)  # gone when the call ends


@pytest.mark.slow
def test_what_a_notebook_says_comes_out(ran: Any) -> None:
    name, _, notebook = ran
    said = results(notebook)
    if name == "2-planted-differences":
        truth = next(text for text in said if "'Northern Housing Union'): " in text)
        assert "True" in truth and "False" not in truth
        assert "0" in said  # nothing is clear where the parties were dealt out anew
    if name == "3-your-own-ner":
        aliases = next(text for text in said if "Solberg" in text and text.startswith("[("))
        assert "'Solberg'" in aliases and "'FA'" in aliases
        assert any("escriptive" in text for text in said)


def test_every_notebook_is_known() -> None:
    assert [p.stem for p in NOTEBOOKS] == sorted(PLOTS)
    table = (ROOT / "notebooks" / "README.md").read_text(encoding="utf-8")
    for path in NOTEBOOKS:
        text = path.read_text(encoding="utf-8")
        assert "format_name: percent" in text and path.name in table
        assert max(len(line) for line in text.splitlines()) <= 100
