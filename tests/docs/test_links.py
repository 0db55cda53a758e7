"""Links, anchors and names of pages, in the documentation and in the code, lead somewhere."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    path
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("configs/**/*.md"),
                 *ROOT.glob("benchmarks/*.md"), *ROOT.glob("examples/**/*.md")]
)  # fmt: skip
NAMED = re.compile(r"\bdocs/(?:[\w-]+/)*[\w-]+\.md\b")
SOURCES = [
    path
    for folder in ("toolkit", "configs", "scripts", "tests", "benchmarks", "examples", "docs")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in (".py", ".toml", ".md", ".yml", ".sql", ".html", ".j2", "")
    and path.is_file() and "__pycache__" not in path.parts
]  # fmt: skip
LINK = {"link_open": "href", "image": "src"}


@cache
def targets(path: Path) -> tuple[str, ...]:
    tokens = MarkdownIt("commonmark").enable("table").parse(path.read_text(encoding="utf-8"))
    inside = [child for token in tokens for child in token.children or ()]
    return tuple(str(t.attrs[LINK[t.type]]) for t in inside if t.type in LINK)


@cache
def anchors(path: Path) -> frozenset[str]:
    """Ids of headings, as the site and code hosts make them."""
    tokens = MarkdownIt("commonmark").parse(path.read_text(encoding="utf-8"))
    titles = [tokens[n + 1].content for n, t in enumerate(tokens) if t.type == "heading_open"]
    plain = [re.sub(r"[^\w\s-]", "", title.replace("`", "")).strip().lower() for title in titles]
    return frozenset(re.sub(r"[\s]+", "-", title) for title in plain)


def broken(path: Path) -> list[str]:
    found = []
    for target in targets(path):
        if re.match(r"https?://|mailto:", target):
            continue
        name, _, anchor = target.partition("#")
        there = (path.parent / name).resolve() if name else path
        if not there.exists():
            found.append(target)
        elif anchor and there.suffix == ".md" and anchor not in anchors(there):
            found.append(target)
        elif not there.is_relative_to(ROOT):
            found.append(f"{target} leaves the repository")
    return found


@pytest.mark.parametrize("path", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    assert broken(path) == []


def test_broken_links_would_be_seen(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# A title\n[a](none.md) [b](#none) [c](#a-title) ![d](none.png)\n")
    assert broken(page)[:2] == ["none.md", "#none"] and "none.png" in broken(page)


def test_pages_that_code_and_text_name_exist() -> None:
    named = {
        (name, str(path.relative_to(ROOT)))
        for path in SOURCES
        for name in NAMED.findall(path.read_text(encoding="utf-8", errors="replace"))
    }
    assert len(named) > 10
    assert sorted((n, where) for n, where in named if not (ROOT / n).is_file()) == []


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = targets(folder / "README.md")
    assert [p.name for p in sorted(folder.glob("0*.md")) if p.name not in listed] == []
