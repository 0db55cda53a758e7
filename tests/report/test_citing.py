"""What a paper can paste: the same words as the page, whole BibTeX whatever groups are called."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page_tree import parse

import toolkit
from toolkit.report import Citation, cite_software
from toolkit.report.citing import LINKAGE, OF_DOCUMENTS, OF_GROUPS, OF_TEXTS

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [
    toolkit.Document(f"{group}/{n}", f"Norway met Jonas Brandt on day {n}.", group=group)
    for group in ("x", "y")
    for n in range(3)
]


@pytest.fixture(scope="module")
def corpus() -> toolkit.Corpus:
    corpus = toolkit.open(":memory:", overrides={"comparison.permutations": 99})
    corpus.ingest(DOCUMENTS)
    corpus.resolve()
    return corpus


def test_the_words_are_those_of_the_page(corpus: toolkit.Corpus) -> None:
    comparison = corpus.compare("x", "y")
    cited = comparison.cite("May 2025")
    page = parse(comparison.report(date="May 2025").html)
    told = {e.attributes.get("id"): e.text for e in page.all("p")}
    assert told["methods-text"] == cited.methods == comparison.methods()
    assert told["citation"] == cited.citation and cited.citation.endswith("May 2025.")
    assert cited.bibtex.startswith(told["bibtex"])
    assert f"toolkit {toolkit.__version__}" in cited.methods and "Seed: 7" in cited.methods
    assert str(cited) == f"{cited.methods}\n\n{cited.citation}\n\n{cited.bibtex}"


def test_works_are_those_that_were_used(corpus: toolkit.Corpus) -> None:
    assert re.findall(r"^@\w+\{([a-z]+)\d", corpus.compare().cite().bibtex, re.M)[1:] == [
        "fellegi", "linacre", "monroe", "newcombe",
    ]  # fmt: skip
    alone = corpus.compare("x").cite().bibtex
    assert not any(name in alone for name in ("monroe", "newcombe", "benjamini"))


def test_works_that_tests_on_documents_come_from() -> None:
    documents = [replace(d, doc_id=f"{d.doc_id}{n}") for d in DOCUMENTS for n in "ab"]
    with toolkit.open(overrides={"comparison.permutations": 99}) as corpus:
        corpus.ingest(documents)
        corpus.resolve("none")
        told = corpus.compare("x", "y").cite().bibtex
    assert re.findall(r"^@\w+\{([a-z]+)\d", told, re.M)[-4:] == [
        "monroe", "dunning", "phipson", "benjamini",
    ]  # fmt: skip


def test_every_work_says_where_it_is_found() -> None:
    for key, _, fields in (*LINKAGE, *OF_GROUPS, *OF_TEXTS, *OF_DOCUMENTS):
        told = dict(fields)
        assert {"author", "title", "journal", "volume", "number", "year"} <= told.keys(), key
        assert key == told["author"].split(",")[0].lower() + told["year"]
        assert {"doi", "url", "pages"} & told.keys() and "others" not in told["author"], key


def test_the_file_and_the_entries_say_the_same() -> None:
    import yaml

    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))["references"]
    for held, (_, _, fields) in zip(cited, LINKAGE, strict=True):
        told = dict(fields)
        names = [f"{a['family-names']}, {a['given-names']}" for a in held["authors"]]
        assert " and ".join(names) == told["author"]
        same = ("title", "journal", "volume", "year", "doi")
        assert [str(held[name]) for name in same] == [told[name] for name in same]


@settings(max_examples=40, deadline=None)
@given(label=st.text(max_size=20))
def test_any_label_leaves_the_entries_whole(corpus: toolkit.Corpus, label: str) -> None:
    cited: Citation = corpus.compare("x", "y", labels={"x": label}).cite()
    entries = cited.bibtex.split("\n\n")
    assert len(entries) == 6 and all(e.count("{") == e.count("}") for e in entries)
    assert all(e.startswith("@") and e.endswith("\n}") for e in entries)
    assert "\n" not in cited.methods + cited.citation


def test_the_package_is_cited_as_it_is() -> None:
    import yaml

    told = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert told["version"] == toolkit.__version__
    assert told["license"] == project["license"]
    assert [a["name"] for a in told["authors"]] == [a["name"] for a in project["authors"]]
    cited = cite_software(toolkit.__version__)
    name, title, version = told["authors"][0]["name"], told["title"], told["version"]
    assert cited.citation == f"{name}. {title}. Version {version}."
    assert f"title = {{{title}}}" in str(cited) and cited.methods == ""
    assert {"cff-version", "message", "title", "authors"} <= told.keys()


@pytest.mark.skipif("CFFCONVERT" not in os.environ, reason="CFFCONVERT names no cffconvert")
def test_the_citation_file_fits_its_schema(tmp_path: Path) -> None:
    def check(path: Path) -> int:
        command = [os.environ["CFFCONVERT"], "--validate", "-i", str(path)]
        return subprocess.run(command, capture_output=True, timeout=60, check=False).returncode

    assert check(ROOT / "CITATION.cff") == 0
    wrong = tmp_path / "CITATION.cff"
    wrong.write_text((ROOT / "CITATION.cff").read_text("utf-8").replace("software", "softwar"))
    assert check(wrong) != 0
