"""The development corpora, resolved in process: as the product resolves, as the referee scores."""

from __future__ import annotations

import dataclasses
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

from toolkit.evaluation import Clustering

pytestmark = pytest.mark.shared

ROOT = Path(__file__).resolve().parent.parent.parent
SCORES = {
    "b_cubed": "b3", "muc": "muc", "ceaf_e": "ceafe", "ceaf_m": "ceafm", "conll": "conll",
    "lea": "lea", "pairwise": "pairwise", "cross_document": "xdoc_pairwise",
    "cross_unlike": "xdoc_hard", "alias_pairs": "alias_pairs", "doc_entity": "doc_entity",
    "doc_entity_shared": "doc_entity_shared",
}  # fmt: skip


def module(name: str, path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    sys.modules[name] = loaded  # dataclasses look their module up
    spec.loader.exec_module(loaded)
    return loaded


@pytest.fixture(scope="module")
def corpora() -> ModuleType:
    return module("corpora", ROOT / "benchmarks" / "corpora.py")


@pytest.fixture(scope="module")
def referee(shared: Path) -> ModuleType:
    return module("referee", shared / "tools" / "score.py")


def by_referee(
    referee: ModuleType, corpora: ModuleType, name: str, labels: list[str], scope: str
) -> dict[str, dict[str, float]]:
    """The figures of the referee, given the raw files of the corpus."""
    folder = corpora.SHARED / "bench" / name
    rows = [json.loads(line) for line in (folder / "mentions.jsonl").open(encoding="utf-8")]
    part = [r for r in rows if r.get("linked", True) and r.get("kind", "name") == "name"
            and not r.get("adjectival")]  # fmt: skip
    part.sort(key=referee.key)
    answer = [dict(row, entity_id=label) for row, label in zip(part, labels, strict=True)]
    docs = [json.loads(line) for line in (folder / "docs.jsonl").open(encoding="utf-8")]
    scored: dict[str, dict[str, float]] = referee.score(part, answer, scope=scope, docs=docs)[
        "clustering"
    ]
    return scored


def check(ours: Clustering, theirs: dict[str, dict[str, float]]) -> None:
    for name, other in SCORES.items():
        score = dataclasses.astuple(getattr(ours, name))
        wanted = tuple(theirs[other][key] for key in ("p", "r", "f"))
        assert score == pytest.approx(wanted, abs=1e-9), name


@pytest.mark.parametrize(
    ("name", "scope", "theirs"),
    [("re3d_xdoc", "", "corpus"), ("newswcl50", "", "group"), ("meantime_en", "document", "doc")],
)
def test_figures_are_those_of_the_referee(
    corpora: ModuleType, referee: ModuleType, name: str, scope: str, theirs: str
) -> None:
    prepared = corpora.prepare(corpora.load(name), cache=None)
    labels = corpora.resolve(prepared).labels
    check(
        corpora.measure(prepared.corpus, labels, scope),
        by_referee(referee, corpora, name, labels, theirs),
    )


def test_in_process_is_what_the_product_does(corpora: ModuleType) -> None:
    corpus = corpora.load("re3d_xdoc")
    prepared = corpora.prepare(corpus, cache=None)
    ours = corpora.measure(corpus, corpora.resolve(prepared).labels)
    assert ours == corpora.measure(corpus, corpora.resolve_by_product(corpus)[0])
    assert 0.5 < ours.alias_pairs.f1 < 1


def test_truth_of_record_pairs(corpora: ModuleType) -> None:
    prepared = corpora.prepare(corpora.load("wiki_fair"), cache=None)
    run = corpora.resolve(prepared, overrides={"matching.keep_above": -50.0})
    pairs = corpora.known_pairs(prepared, run.pairs)
    assert 200 < len(pairs) <= run.pairs.num_rows
    true = [pair["match_weight"] for pair, same in pairs if same]
    false = [pair["match_weight"] for pair, same in pairs if not same]
    assert sum(true) / len(true) > sum(false) / len(false) + 3  # bits
