"""The same figures as the referee of the development material, which was written by others."""

from __future__ import annotations

import importlib.util
import json
import random
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from made_rows import Row, random_rows

import toolkit
from toolkit.evaluation import (
    Evaluation,
    Found,
    Gold,
    GoldFile,
    Question,
    Score,
    evaluate,
    read_gold,
)

pytestmark = pytest.mark.shared

DETECTION = ("exact", "exact_typed", "overlap", "overlap_typed")
CLUSTERING = {
    "b_cubed": "b3", "muc": "muc", "ceaf_e": "ceafe", "ceaf_m": "ceafm", "conll": "conll",
    "lea": "lea", "pairwise": "pairwise", "cross_document": "xdoc_pairwise",
    "cross_unlike": "xdoc_hard", "alias_pairs": "alias_pairs", "doc_entity": "doc_entity",
    "doc_entity_shared": "doc_entity_shared",
}  # fmt: skip
SOURCES = {"nato_nsdif_2025": "000", "eu_dfnc2_2025": "003"}


@pytest.fixture(scope="module")
def referee(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("referee", shared / "tools" / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def check_score(ours: Score, theirs: dict[str, float], name: str) -> None:
    got = (ours.precision, ours.recall, ours.f1)
    assert got == pytest.approx((theirs["p"], theirs["r"], theirs["f"]), abs=1e-9), name


def check_clustering(ours: Any, theirs: dict[str, Any]) -> None:
    for name, other in CLUSTERING.items():
        check_score(getattr(ours, name), theirs[other], name)
    counts = (ours.gold_mentions, ours.found_mentions, ours.aligned, ours.gold_entities,
              ours.found_entities)  # fmt: skip
    assert counts == tuple(theirs["n"].values())


def check_all(ours: Evaluation, wanted: list[Row], seen: list[Row], referee: ModuleType) -> None:
    theirs = referee.score(wanted, seen, match="overlap")
    for name in DETECTION:
        check_score(getattr(ours.detection, name), theirs["detection"][name], name)
    linked = referee.score(wanted, seen, match="overlap", linked_only=True)
    check_clustering(ours.clustering, linked["clustering"])
    # `gold_mentions` of the referee keeps a set, whose order decides between equal assignments;
    # the aligned mentions in order are the same question with one answer
    pairs = referee.overlap_assign(wanted, seen)
    both = [wanted[i] for i, _ in sorted(pairs)], [seen[j] for j in sorted(j for _, j in pairs)]
    alone = referee.score(*both, match="overlap", linked_only=True)
    check_clustering(ours.clustering_aligned, alone["clustering"])


@pytest.mark.parametrize("seed", range(60))
def test_random_corpora(seed: int, referee: ModuleType) -> None:
    wanted, seen = random_rows(seed)
    ours = evaluate(
        GoldFile(
            tuple(Gold(m["doc_id"], m["start"], m["end"], m["text"], m["type"], (), m["entity_id"])
                  for m in wanted),
            ("a", "b", "c"),
        ),
        [Found(**m) for m in seen],
    )  # fmt: skip
    assert ours.clustering is not None and 0 < ours.clustering.b_cubed.f1 < 1
    check_all(ours, wanted, seen, referee)


def chosen_gold(rows: list[Row]) -> GoldFile:
    """Rows with `kind` and `linked` as `read_gold` would give them."""
    made = [
        (Gold(m["doc_id"], m["start"], m["end"], m["text"], m["type"], (),
              m["entity_id"] if m["linked"] else ""), m["kind"])
        for m in rows
    ]  # fmt: skip
    names, described = ([g for g, kind in made if (kind == "name") == wanted]
                        for wanted in (True, False))  # fmt: skip
    return GoldFile(tuple(names), ("a", "b", "c"), passed=tuple(described))


@pytest.mark.parametrize("scope", ["corpus", "group", "doc"])
@pytest.mark.parametrize("types", [(), ("ORG", "GPE")])
@pytest.mark.parametrize("seed", range(12))
def test_what_is_asked_for(
    seed: int, types: tuple[str, ...], scope: str, referee: ModuleType
) -> None:
    """Kinds, types, linked mentions only, and identity inside a group or a document."""
    wanted, seen = random_rows(seed)
    dice = random.Random(seed)
    for row in wanted:
        row["kind"] = dice.choice(["name", "name", "nominal"])
        row["linked"] = dice.random() < 0.8
    docs = [{"doc_id": name, "group": group} for name, group in zip("abc", "xyx", strict=True)]
    regions = {
        "corpus": {}, "group": {d["doc_id"]: d["group"] for d in docs},
        "doc": {name: name for name in "abc"},
    }[scope]  # fmt: skip
    question = Question(types, linked_only=True, regions=regions)
    ours = evaluate(chosen_gold(wanted), [Found(**m) for m in seen], question)
    theirs = referee.score(wanted, seen, match="overlap", kinds={"name"}, types=set(types),
                           linked_only=True, scope=scope, docs=docs)  # fmt: skip
    for name in DETECTION:
        check_score(getattr(ours.detection, name), theirs["detection"][name], name)
    assert (ours.detection.gold, ours.detection.found) == (
        theirs["detection"]["gold"], theirs["detection"]["system"],
    )  # fmt: skip
    check_clustering(ours.clustering, theirs["clustering"])


def test_the_seeds_as_resolved(shared: Path, tmp_path: Path, referee: ModuleType) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    for doc_id, prefix in SOURCES.items():
        (source,) = (shared / "seeds").glob(f"{prefix}_*.txt")
        (docs / f"{doc_id}.txt").write_bytes(source.read_bytes())
    path = shared / "gold" / "seeds" / "mentions.jsonl"
    with toolkit.open() as corpus:
        corpus.ingest(docs)
        corpus.resolve()
        exported = corpus.export("mentions", tmp_path / "m.jsonl").read_text(encoding="utf-8")
        ours = corpus.evaluate(path, strict=True)
    rows = [json.loads(line) for line in exported.splitlines()]
    texts = {d: (docs / f"{d}.txt").read_bytes().decode("utf-8") for d in SOURCES}
    gold = read_gold(path, {d: toolkit.Document(d, text) for d, text in texts.items()})
    # the referee knows one type a mention: the first of those accepted
    plain = [replace(m, others=()) for m in gold.mentions]
    wanted = [
        {"doc_id": m.doc_id, "start": m.start, "end": m.end, "text": m.text, "type": m.type,
         "entity_id": m.entity_id, "linked": bool(m.entity_id)}
        for m in plain
    ]  # fmt: skip
    seen = [
        {key: row[key] for key in ("doc_id", "start", "end", "text", "type", "entity_id")}
        for row in rows
        if row["zone"] == "body" and not row["nested"] and row["form"] != "nominal"
    ]
    strict = evaluate(replace(gold, mentions=tuple(plain)), [Found(**row) for row in seen])
    check_all(strict, wanted, seen, referee)
    assert ours.detection.overlap == strict.detection.overlap
    assert ours.detection.overlap_typed.f1 >= strict.detection.overlap_typed.f1 > 0.5
    assert ours.clustering == strict.clustering
