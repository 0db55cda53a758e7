"""The page as a whole: its structure, its policy, its size, and that it never changes by itself."""

from __future__ import annotations

import base64
import hashlib
import itertools
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
import sample
from page_tree import Element, parse

from toolkit.config import ReportSettings
from toolkit.report import render
from toolkit.report.render import shipped, static

CASES = {
    "two groups": sample.two_groups,
    "three groups": sample.three_groups,
    "one group": sample.one_group,
    "no shared actors": sample.no_shared_actors,
    "no themes": sample.no_themes,
    "no mentions": sample.no_mentions,
    "hostile": sample.hostile,
}
FORBIDDEN = (
    r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|Function\(|http|fetch|"
    r"XMLHttpRequest|import\(|\.src\b|srcdoc ?="
)


def page(name: str, **settings: object) -> str:
    return render(CASES[name](), ReportSettings(**settings)).html


@pytest.fixture(scope="module", params=list(CASES))
def tree(request: pytest.FixtureRequest) -> Element:
    return parse(page(request.param))


def test_landmarks_and_headings(tree: Element) -> None:
    assert tree.one("html").attributes["lang"] == "en"
    assert len(tree.all("main")) == len(tree.all("h1")) == len(tree.all("title")) == 1
    levels = [int(e.tag[1]) for e in tree if re.fullmatch(r"h[1-6]", e.tag)]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_every_table_has_a_caption_and_scoped_heads(tree: Element) -> None:
    for table in tree.all("table"):
        assert table.all("caption"), table.attributes
        assert all(head.attributes.get("scope") in ("row", "col") for head in table.all("th"))


def test_ids_are_unique_and_every_link_inside_the_page_arrives(tree: Element) -> None:
    ids = [e.attributes["id"] for e in tree if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[A-Za-z][\w.-]*", name) for name in ids)
    for element in (e for e in tree if "href" in e.attributes):
        assert element.attributes["href"].removeprefix("#") in ids, element.attributes


def test_nothing_is_fetched_and_no_style_or_handler_is_inline(tree: Element) -> None:
    tags = {element.tag for element in tree}
    assert not tags & {
        "link",
        "img",
        "iframe",
        "object",
        "embed",
        "base",
        "image",
        "audio",
        "video",
    }
    for element in tree:
        assert "style" not in element.attributes and "src" not in element.attributes
        assert not [name for name in element.attributes if name.startswith("on")]


def test_policy_names_exactly_the_scripts_and_styles_of_the_page(tree: Element) -> None:
    policy = tree.one("meta", http_equiv="Content-Security-Policy").attributes["content"]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    scripts = [e.text for e in tree.all("script") if "type" not in e.attributes]
    for kind, texts in (
        ("script-src", scripts),
        ("style-src", [e.text for e in tree.all("style")]),
    ):
        digests = [base64.b64encode(hashlib.sha256(t.encode()).digest()).decode() for t in texts]
        assert rules[kind].split() == [f"'sha256-{digest}'" for digest in digests]
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert rules["require-trusted-types-for"] == "'script'" and rules["trusted-types"] == "'none'"


def test_script_is_short_and_keeps_to_safe_calls() -> None:
    script = "".join(map(static, ("boot.js", "report.js", "large.js")))
    assert len(static("report.js").encode()) < 29 * 1024
    assert not re.search(FORBIDDEN, script)
    assert not re.search(r"setAttribute\(\s*[\"']on", script)


def test_style_fetches_nothing() -> None:
    assert not re.search(r"url\(|@import|@font-face", static("report.css"))


@pytest.mark.parametrize("name", list(CASES))
def test_equal_input_gives_equal_bytes(name: str) -> None:
    assert page(name) == page(name)


def test_bytes_do_not_depend_on_the_hash_seed() -> None:
    code = (
        "import sys, hashlib; sys.path.insert(0, sys.argv[1]); import sample;"
        "from toolkit.report import render; from toolkit.config import ReportSettings;"
        "html = render(sample.three_groups(), ReportSettings()).html;"
        "print(hashlib.sha256(html.encode()).hexdigest())"
    )
    folder, root = str(Path(__file__).parent), Path(__file__).parents[2]
    paths = os.pathsep.join(str(path) for path in (root, root / "tests" / "hostile"))
    digests = {
        subprocess.run(
            [sys.executable, "-c", code, folder],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": paths},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(digests) == 1


def test_date_and_title_are_shown_only_when_given() -> None:
    plain = parse(page("two groups"))
    assert plain.one("h1").text.split() == "Council texts vs Harbour letters".split()
    report = render(sample.two_groups(), ReportSettings(title="Grids & ports"), date="3 May 2031")
    tree = parse(report.html)
    assert tree.one("h1").text == "Grids & ports"
    assert "3 May 2031" in tree.one("section", id="overview").text
    assert "3 May 2031" in tree.one(id="citation").text
    assert "3 May 2031" not in plain.text


def test_labels_of_the_settings_replace_the_group_names() -> None:
    tree = parse(page("two groups", labels={"league": "The towns"}))
    assert "The towns" in tree.one("h1").text and "Harbour letters" not in tree.one("h1").text


def test_demo_sized_report_stays_small() -> None:
    comparison = sample.many(documents=14, sentences=25, actors=100)
    assert len(comparison.evidence) == 700 and len(comparison.actors) == 100
    assert len(render(comparison, ReportSettings()).html.encode()) < 400 * 1024


def test_first_screen_opens_on_a_balanced_shared_actor() -> None:
    comparison = sample.two_groups()
    from toolkit.report.data import start_actor
    from toolkit.report.evidence import build_index

    start = start_actor(comparison, build_index(comparison))
    assert start is not None and comparison.actors[start].name == "Vell"


def test_caveats_stand_before_any_chart() -> None:
    html = page("two groups")
    assert html.index('class="caveats"') < html.index('<svg class="overlap"')


def test_groups_carry_a_shape_with_their_colour() -> None:
    tree = parse(page("three groups"))
    for key in tree.all("svg"):
        if key.attributes.get("class", "").startswith("key c"):
            colour = key.attributes["class"].split()[1].removeprefix("c")
            assert key.one("use").attributes["href"] == f"#glyph-{colour}"


def test_scripts_and_styles_are_shipped_line_for_line_without_comments() -> None:
    for name in ("boot.js", "large.js", "report.js", "review.js", "report.css"):
        whole = [line.strip(" ") for line in static(name).splitlines()]
        part = shipped(name).splitlines()
        left_out = iter(whole)
        assert all(line in left_out for line in part), "the same lines in the same order"
        gone = Counter(whole) - Counter(part)
        assert all(line.startswith(("//", "/*")) for line in gone)
        # what is written between ` and ` may not go on in the next line: it would lose its indent
        assert not any(line.count("`") % 2 for line in part)
