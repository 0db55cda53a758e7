"""Build docs/images/notebook*.png: a comparison and a figure in JupyterLab, light and dark.

Run:  make notebook-pictures   (JUPYTER=/path/to/jupyter where it is not on PATH)
Needs (development only): playwright, pillow, ipykernel, jupytext, a Chromium (on PATH or named by
CHROMIUM) and JupyterLab, which may live in an environment of its own. The notebook runs in a kernel
of the Python that runs this script.
"""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import jupytext
from PIL import Image, ImageChops
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "images"
NOTEBOOK = """\
# %% [markdown]
# A comparison and a figure, as a notebook shows them

# %%
import toolkit

corpus = toolkit.open(":memory:")
corpus.ingest(toolkit.sample_documents())
corpus.resolve()

# %%
labels = {"nato": "NATO forum", "eu": "EU forum"}
comparison = corpus.compare("nato", "eu", labels=labels)
comparison

# %%
comparison.plot.distinctive(limit=10)
"""
THEMES = {"notebook": "JupyterLab Light", "notebook-dark": "JupyterLab Dark"}
COLOURS = 160  # of a picture
SIZE = {"width": 1000, "height": 2640}
RAN = 240_000  # milliseconds until all cells have run


def main() -> None:
    jupyter = os.environ.get("JUPYTER") or shutil.which("jupyter")
    browser = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not jupyter or not browser:
        raise SystemExit("no JupyterLab or no Chromium: set JUPYTER and CHROMIUM")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        chromium = playwright.chromium.launch(
            executable_path=browser, args=["--no-sandbox", "--disable-gpu"]
        )
        for picture, theme in THEMES.items():
            with served(jupyter, prepared(folder / picture, theme)) as address:
                save(picture, taken(chromium.new_page(viewport=SIZE), address))
        chromium.close()


def prepared(folder: Path, theme: str) -> Path:
    """A folder with the notebook, settings of this theme, and a kernel of this Python."""
    kernel = folder / "data" / "kernels" / "here"
    kernel.mkdir(parents=True)
    command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    told = {"argv": command, "display_name": "Python 3", "language": "python"}
    (kernel / "kernel.json").write_text(json.dumps(told), encoding="utf-8")
    settings = folder / "settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True)
    (settings / "themes.jupyterlab-settings").write_text(json.dumps({"theme": theme}))
    (settings / "notification.jupyterlab-settings").write_text(json.dumps({"fetchNews": "false"}))
    (folder / "work").mkdir()
    notebook = jupytext.reads(NOTEBOOK, "py:percent")
    notebook.metadata["kernelspec"] = {
        "name": "here", "display_name": "Python 3", "language": "python",
    }  # fmt: skip
    jupytext.write(notebook, folder / "work" / "comparison.ipynb")
    return folder


@contextmanager
def served(jupyter: str, folder: Path) -> Iterator[str]:
    """JupyterLab on a free port of this machine only; its address with the token."""
    environment = os.environ | {
        "JUPYTER_DATA_DIR": str(folder / "data"), "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTER_RUNTIME_DIR": str(folder / "run"), "JUPYTERLAB_SETTINGS_DIR":
        str(folder / "settings"), "JUPYTERLAB_WORKSPACES_DIR": str(folder / "spaces"),
        "IPYTHONDIR": str(folder / "ipython"),
    }  # fmt: skip
    words = [jupyter, "lab", "--no-browser", "--ip=127.0.0.1", "--port=0", "--allow-root",
             f"--ServerApp.root_dir={folder / 'work'}"]  # fmt: skip
    with subprocess.Popen(words, env=environment, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            for line in server.stderr:
                if found := re.search(r"http://127\.0\.0\.1:\d+/lab\?token=\w+", line):
                    yield found.group()
                    break
            else:
                raise SystemExit("JupyterLab did not start")
        finally:
            server.terminate()


def taken(page: Any, address: str) -> bytes:
    """Run all cells and take the notebook, without menus and side bars."""
    start, _, token = address.partition("/lab?")
    page.goto(f"{start}/doc/tree/comparison.ipynb?{token}")
    page.wait_for_selector(".jp-Notebook .jp-CodeCell")
    page.get_by_text("Python 3 | Idle", exact=True).wait_for(timeout=60_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.locator(".lm-Menu-itemLabel", has_text=re.compile(r"^Run All Cells$")).click()
    page.wait_for_timeout(2_000)
    if (asked := page.locator(".jp-Dialog .jp-mod-accept")).count():
        asked.click()  # which kernel: the one that is offered
    page.wait_for_selector(".jp-OutputArea-output img", timeout=RAN)
    page.wait_for_timeout(1_500)
    page.locator(".jp-Notebook .jp-Cell").first.scroll_into_view_if_needed()
    page.wait_for_timeout(500)
    png: bytes = page.locator(".jp-NotebookPanel-notebook").screenshot()
    return png


def save(name: str, png: bytes) -> None:
    image = Image.open(io.BytesIO(png)).convert("RGB")
    width, height = image.size
    ground = Image.new("RGB", image.size, image.getpixel((width - 1, height - 1)))
    _, _, _, bottom = ImageChops.difference(image, ground).getbbox() or (0, 0, 0, height)
    image = image.crop((0, 0, width, min(bottom + 12, height)))  # without what is empty below
    FOLDER.mkdir(parents=True, exist_ok=True)
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
