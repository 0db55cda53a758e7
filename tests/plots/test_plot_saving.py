"""Figures in files: equal bytes, clear errors, and nothing loaded before it is needed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from toolkit import InputError, UsageError
from toolkit.corpus.views import ComparisonView

SCRIPT = """
import sys, toolkit
from conftest import documents
from drawn import FIGURES
with toolkit.open(":memory:", overrides={"run.threads": int(sys.argv[2])}) as corpus:
    corpus.ingest(documents())
    corpus.resolve()
    view = corpus.compare("a", "b", "c")
    for name, draw in FIGURES.items():
        plot = draw(view)
        for form in ("pdf", "svg", "png")[: 3 if name == "overlap" else 2]:
            plot.save(f"{sys.argv[1]}/{name}.{form}")
"""


def run(script: str, *arguments: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=False,
        cwd=Path(__file__).parent, env={**os.environ, **environment}, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.slow
def test_equal_figures_are_equal_bytes(tmp_path: Path) -> None:
    found = []
    for seed, threads in (("1", "1"), ("77", "2")):
        folder = tmp_path / seed
        folder.mkdir()
        run(SCRIPT, str(folder), threads, PYTHONHASHSEED=seed)
        files = sorted(folder.iterdir())
        assert len(files) == 2 * 10 + 1
        found.append({f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in files})
    assert found[0] == found[1]


def test_saving_twice_is_the_same(demo: ComparisonView, tmp_path: Path) -> None:
    plot = demo.plot.distinctive()
    first = plot.save(tmp_path / "a.svg").read_bytes()
    assert plot.save(str(tmp_path / "b.svg")).read_bytes() == first
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.svg", "b.svg"]


def test_saving_where_it_cannot_be(demo: ComparisonView, tmp_path: Path) -> None:
    plot = demo.plot.overlap()
    with pytest.raises(UsageError, match=r"\.jpg") as caught:
        plot.save(tmp_path / "a.jpg")
    assert ".pdf, .svg or .png" in caught.value.hint
    with pytest.raises(UsageError, match="without suffix"):
        plot.save(tmp_path / "a")
    with pytest.raises(InputError, match="cannot be written"):
        plot.save(tmp_path / "no" / "such" / "a.pdf")
    (tmp_path / "folder.pdf").mkdir()
    with pytest.raises(InputError, match="cannot be written"):
        plot.save(tmp_path / "folder.pdf")
    assert [p.name for p in tmp_path.iterdir()] == ["folder.pdf"]


def test_the_figure_is_the_readers(demo: ComparisonView, tmp_path: Path) -> None:
    plot = demo.plot.prominence(limit=3)
    plot.figure.axes[0].set_title("A title of my own")
    assert "A title of my own" in plot.save(tmp_path / "a.svg").read_text(encoding="utf-8")


def test_without_matplotlib() -> None:
    script = (
        "import sys; sys.modules['matplotlib'] = None\n"
        "import toolkit; from conftest import documents\n"
        "corpus = toolkit.open(); corpus.ingest(documents()); corpus.resolve()\n"
        "view = corpus.compare()\n"
        "try: view.plot.overlap()\n"
        "except toolkit.UsageError as error: print(error.hint)\n"
    )
    assert run(script) == "pip install 'crossdoc-toolkit[plots]'"


def test_matplotlib_comes_late_and_without_windows() -> None:
    script = (
        "import sys, toolkit; from conftest import documents\n"
        "corpus = toolkit.open(); corpus.ingest(documents()); corpus.resolve()\n"
        "plot = corpus.compare().plot\n"
        "print('matplotlib' in sys.modules)\n"
        "plot.overlap()._repr_mimebundle_()\n"
        "print('matplotlib.pyplot' in sys.modules)\n"
    )
    assert run(script).split() == ["False", "False"]
