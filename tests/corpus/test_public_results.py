"""Whatever a public call leads to is JSON, has a short text and a static view.

`public_walk` finds the classes by annotations; here they are made, too, and looked at.
"""

from __future__ import annotations

import inspect
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from html.parser import HTMLParser
from itertools import islice
from pathlib import Path
from typing import Any

import doubts
import pytest
from harbour import TEXTS
from public_walk import reachable
from test_corpus_train import corpus_of_names

import toolkit

# What gives results, and is none itself.
NO_RESULTS = {
    "Corpus": "asked for results", "Plots": "asked for figures", "Frame": "the view of a report",
    "Settings": "goes in", "RunSettings": "goes in", "DocumentSettings": "goes in",
    "MentionSettings": "goes in", "MatchingSettings": "goes in", "ClusteringSettings": "goes in",
    "ThemeSettings": "goes in", "ComparisonSettings": "goes in", "ReportSettings": "goes in",
    "SparkSettings": "goes in",
}  # fmt: skip
HOSTILE = '<img src=x onerror="alert(1)">\u202e&'
FORBIDDEN = {"script", "style", "iframe", "object", "embed", "link", "form", "input", "img"}
NEW = f"Norway met {HOSTILE} in Bergen on sanctions. Norway thanked Peru. Peru came. Peru went."
LONGEST = 3_000  # characters of a text
EACH = 3  # of a sequence, and of a class


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.attributes |= {name for name, _ in attrs}


@pytest.mark.parametrize("kind", reachable(), ids=lambda kind: f"{kind.__module__}.{kind.__name__}")
def test_every_class_is_told_and_a_result(kind: type) -> None:
    assert inspect.getdoc(kind) and not (kind.__doc__ or "").startswith(f"{kind.__name__}(")
    if kind.__name__ in NO_RESULTS:
        return
    assert hasattr(kind, "to_json") and hasattr(kind, "to_dict")
    assert hasattr(kind, "_repr_html_") or hasattr(kind, "_repr_mimebundle_")
    assert kind.__repr__ is not object.__repr__


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[toolkit.Corpus]:
    folder = tmp_path_factory.mktemp("results")
    texts = TEXTS | doubts.TEXTS
    documents = [
        toolkit.Document(doc_id, f"{text} {HOSTILE} was written.", doc_id.split("/")[0], HOSTILE,
                         f"202{n % 3}-01-0{1 + n % 9}")
        for n, (doc_id, text) in enumerate(texts.items())
    ]  # fmt: skip
    with toolkit.open(folder / "s.duckdb", overrides=doubts.OVERRIDES) as made:
        made.ingest(documents)
        made.judge("Ivo Brandt", "Norway", same=False, why=HOSTILE)
        made.resolve("none")
    shutil.copy(folder / "s.duckdb", folder / "before.duckdb")
    with toolkit.open(folder / "s.duckdb", overrides=doubts.OVERRIDES) as made:
        made.judge("Bergen", "Linz", same=True, by=HOSTILE)
        made.ingest([toolkit.Document(f"south/{name}", NEW, "south") for name in ("new", "old")])
        made.resolve("none")
        yield made


def taught(folder: Path) -> Any:
    documents, gold = corpus_of_names()
    path = folder / "names.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in gold), encoding="utf-8")
    with toolkit.open(overrides={"matching.model": "policy_by_hand"}) as named:
        named.ingest(documents)
        named.add_mentions([{k: v for k, v in row.items() if k != "entity_id"} for row in gold])
        named.resolve("none")
        return named.train("gold", gold=path)


def results(corpus: toolkit.Corpus, folder: Path) -> Iterator[Any]:
    """What the calls of the API give."""
    gold = [{"doc_id": "north/plan", "start": 0, "end": 6, "text": "Norway", "entity_id": "a"},
            {"doc_id": "south/new", "start": 0, "end": 6, "text": "Norway", "entity_id": "b"},
            {"doc_id": "north/plan", "start": 0, "end": 3, "text": HOSTILE}]  # fmt: skip
    (folder / "gold.jsonl").write_text("".join(json.dumps(g) + "\n" for g in gold))
    yield from (corpus.documents, corpus.entities, corpus.runs(), corpus.judgements(),
                corpus.alarms(), corpus.unresolved(), corpus.questions(), corpus.thresholds(),
                corpus.entity("NHA"), corpus.explain(doubts.LEFT, doubts.RIGHT),
                corpus.resolve("none"), corpus.check_codebook("policy"))  # fmt: skip
    yield corpus.questions()[0].judgement("same")
    (folder / "read.jsonl").write_text('{"doc_id": "x", "text": "y"}\n{\n', encoding="utf-8")
    yield corpus.ingest({"doc_id": HOSTILE, "text": "x"}, folder / "read.jsonl", dry_run=True)
    with toolkit.open() as other:
        other.ingest({"doc_id": "a", "text": "Norway"})
        yield other.add_mentions([{"doc_id": "a", "start": 0, "end": 3, "text": HOSTILE}])
    yield corpus.evaluate(folder / "gold.jsonl", bootstrap=5, errors=2)
    with toolkit.open(Path(corpus._store.path).with_name("before.duckdb")) as before:
        yield before.diff(corpus)
    view = corpus.compare(labels={"north": HOSTILE})
    ego = view.network.ego("Norway")
    yield from (view, view.actors, view.report(), view.cite(), view.network, ego, ego.value)
    yield from (view.plot.overlap(), view.plot.prominence(limit=3))
    names = [{"id": 1, "name": "Norway", "type": "GPE"}, {"id": 2, "name": HOSTILE, "type": "ORG"}]
    table = toolkit.resolve_table(names, progress="none")
    yield from (table, table.rewire([{"source": "Norway", "target": HOSTILE}]))
    yield toolkit.score_pairs([{"left": "EU", "right": HOSTILE}])
    yield from (taught(folder), toolkit.Mention("a", 0, 3, HOSTILE))
    yield toolkit.Document("a", HOSTILE * 1000)


def inside(value: Any) -> Iterator[Any]:
    """What hangs on a value: fields, properties, items."""
    for kind in type(value).__mro__ if type(value).__module__.startswith("toolkit") else ():
        for name in inspect.get_annotations(kind):
            if not name.startswith("_"):
                yield getattr(value, name)
    for name in dir(type(value)) if type(value).__module__.startswith("toolkit") else ():
        member = inspect.getattr_static(type(value), name)
        if isinstance(member, property | cached_property) and not name.startswith("_"):
            yield getattr(value, name)
    if isinstance(value, Mapping):
        yield from islice(value.values(), EACH)
    elif isinstance(value, Iterable) and not isinstance(value, str | bytes):
        yield from islice(value, EACH)


@pytest.fixture(scope="module")
def seen(corpus: toolkit.Corpus, tmp_path_factory: pytest.TempPathFactory) -> dict[type, list[Any]]:
    waiting = list(results(corpus, tmp_path_factory.mktemp("gold")))
    found: dict[type, list[Any]] = {}
    while waiting:
        value = waiting.pop()
        known = type(value).__module__.startswith("toolkit.")
        if known and len(found.setdefault(type(value), [])) >= EACH:
            continue
        if known:
            found[type(value)].append(value)
        if known or isinstance(value, dict | list | tuple):
            waiting += inside(value)
    return found


def test_every_class_was_seen(seen: dict[type, list[Any]]) -> None:
    """Those that annotations lead to, and no others."""
    wanted = {kind for kind in reachable() if kind.__name__ not in NO_RESULTS}
    assert {kind.__qualname__ for kind in wanted - set(seen)} == set()
    assert {k.__qualname__ for k in seen if not hasattr(k, "to_json")} <= {*NO_RESULTS, "Material"}


def test_every_result_is_json_and_a_static_view(seen: dict[type, list[Any]]) -> None:
    for value in (v for values in seen.values() for v in values if hasattr(v, "to_json")):
        name = type(value).__qualname__
        found = json.loads(value.to_json(), parse_constant=lambda c: pytest.fail(f"no JSON: {c}"))
        assert found["schema_version"] == 1, name
        assert found == {"schema_version": 1, **json.loads(json.dumps(value.to_dict()))}, name
        if hasattr(value, "_repr_html_"):
            tags = Tags()
            tags.feed(value._repr_html_())
            assert tags.seen and not tags.seen & FORBIDDEN, name
            assert not [a for a in tags.attributes if a.startswith("on")], name
            assert not tags.attributes & {"href", "src", "id", "style", "action"}, name
            assert "\u202e" not in value._repr_html_(), name


def test_every_result_is_a_short_text_that_harms_no_terminal(seen: dict[type, list[Any]]) -> None:
    for value in (v for values in seen.values() for v in values if hasattr(v, "to_json")):
        name = type(value).__qualname__
        if isinstance(value, list | tuple):  # as lists and tuples print
            continue
        assert len(repr(value)) <= LONGEST and "object at 0x" not in repr(value), name
        assert "\u202e" not in repr(value) and "\u202e" not in str(value), name
