"""A development corpus, resolved in process on its gold mentions, and every figure of the result.

Run:  python benchmarks/corpora.py [SET ...] [--set clustering.threshold=2] [--model FILE] [--json]

The peers, the ablations and the calibration table use the functions of this file:

    prepared = prepare(load("dwie"))              # chains and records, kept in benchmarks/.cache
    labels = resolve(prepared, model=..., overrides={"clustering.threshold": 2.0}).labels
    measure(prepared.corpus, labels).conll.f1     # toolkit's own evaluation, equal to the referee

The corpora stand beside the checkout (TOOLKIT_SHARED, or ../shared) and are not part of toolkit.
"""

from __future__ import annotations

import argparse
import functools
import hashlib
import json
import os
import pickle
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import toolkit
from toolkit import config, knowledge, matching
from toolkit.corpus.wiring import matching_knowledge
from toolkit.evaluation import Clustering, clustering
from toolkit.evaluation.score import set_out
from toolkit.mentions import build_chains, complete, read_mention
from toolkit.store import read_documents
from toolkit.types import Chain, Document, Mention

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("TOOLKIT_SHARED", ROOT.parent / "shared"))
CACHE = ROOT / "benchmarks" / ".cache"
SETS = ("dwie", "re3d_xdoc", "ecbplus_entities", "meantime_en", "newswcl50", "reuters128",
        "wiki_fair")  # fmt: skip
BY_GROUP = ("ecbplus_entities", "newswcl50")  # their ids never cross a topic or an event
# Types of the corpora as toolkit calls them; of others the resolver is told nothing.
TYPES = {
    "PERSON": "PERSON", "ORG": "ORG", "GPE": "GPE", "LOC": "LOC", "EVENT": "EVENT",
    "PRODUCT": "PRODUCT", "NORP": "GPE", "WORK": "DOCUMENT", "ACTOR-I": "PERSON",
}  # fmt: skip
# What chains and records are made of: a change of any of it makes the cache stale.
SOURCES = ("toolkit/names", "toolkit/knowledge", "toolkit/documents", "toolkit/mentions",
           "toolkit/matching", "toolkit/corpus", "toolkit/store", "toolkit/types.py",
           "configs/knowledge")  # fmt: skip
COLUMNS = ("CoNLL", "LEA", "alias P", "alias R", "alias F", "shared F", "xdoc P", "xdoc F")

Made = TypeVar("Made")
Labels = Sequence[str]  # an entity for every mention of a corpus, in its order


class GoldMention(NamedTuple):
    """A named mention with known identity; `type` is one of toolkit's, "" where it is not told."""

    doc_id: str
    start: int
    end: int
    text: str
    type: str
    entity: str


@dataclass(frozen=True)
class Development:
    """Documents and the mentions that are scored. `scope` is how far identity reaches: "corpus",
    "group" or "document"."""

    name: str
    documents: tuple[Document, ...]
    mentions: tuple[GoldMention, ...]
    scope: str = "corpus"

    @property
    def fingerprint(self) -> str:
        """Equal for equal texts, mentions and gold."""
        digest = hashlib.sha256(self.scope.encode())
        for item in (*self.documents, *self.mentions):
            digest.update(repr(item).encode("utf-8", "surrogatepass"))
        return digest.hexdigest()[:16]

    def part(self, doc_ids: Iterable[str]) -> Development:
        """The same corpus with these documents only, for cross-validation."""
        kept = set(doc_ids)
        return replace(
            self,
            documents=tuple(d for d in self.documents if d.doc_id in kept),
            mentions=tuple(m for m in self.mentions if m.doc_id in kept),
        )

    def regions(self, scope: str = "") -> dict[str, str]:
        """doc_id -> the part of the corpus in which its entities are looked for."""
        scope = scope or self.scope
        return {
            d.doc_id: {"corpus": "", "group": d.group, "document": d.doc_id}[scope]
            for d in self.documents
        }


@dataclass(frozen=True)
class Prepared:
    """What every run over a corpus starts from, whatever model and thresholds."""

    corpus: Development
    chains: tuple[Chain, ...]
    records: matching.Records

    @functools.cached_property
    def record_of(self) -> list[str]:
        """The record of every mention of the corpus."""
        of_chain = {c: r for r, chains in self.records.chain_ids.items() for c in chains}
        at = {(m.doc_id, m.start, m.end): of_chain[chain.chain_id]
              for chain in self.chains for m in chain.mentions}  # fmt: skip
        return [at[m.doc_id, m.start, m.end] for m in self.corpus.mentions]


@dataclass(frozen=True)
class Resolved:
    """A run: an entity for every mention, the scored pairs and the clusters behind them."""

    labels: Labels
    pairs: Any  # Arrow table of matching.score
    clusters: matching.Clusters
    seconds: float


# --- corpora -------------------------------------------------------------------------------------


def load(name: str) -> Development:
    """A corpus of the shared material: names with known identity, no adjectives of places."""
    folder = SHARED / "bench" / name
    documents = tuple(
        Document(d["doc_id"], d["text"], str(d.get("group") or "all"), d.get("title") or "",
                 d.get("date") or "", d.get("lang") or "")
        for d in _lines(folder / "docs.jsonl")
    )  # fmt: skip
    found = {
        (m["doc_id"], m["start"], m["end"]): GoldMention(
            m["doc_id"], m["start"], m["end"], m["text"], TYPES.get(m.get("type") or "", ""),
            str(m["entity_id"]),
        )
        for m in _lines(folder / "mentions.jsonl") if _is_scored(m)
    }  # fmt: skip
    scope = "group" if name in BY_GROUP else "corpus"
    return Development(name, documents, tuple(found[key] for key in sorted(found)), scope)


def _lines(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def _is_scored(row: Mapping[str, Any]) -> bool:
    named = row.get("kind", "name") == "name" and not row.get("adjectival")
    return named and row.get("linked", True) is not False


# --- resolving -----------------------------------------------------------------------------------


def prepare(corpus: Development, cache: Path | None = CACHE) -> Prepared:
    """Chains and records of a corpus; from the cache where nothing they depend on has changed."""
    kept = f"prepared-{corpus.name}-{corpus.fingerprint}-{sources()[:16]}"
    chains, records = cached(cache, kept, lambda: made(corpus, known()))
    return Prepared(corpus, chains, records)


def cached(folder: Path | None, name: str, make: Callable[[], Made]) -> Made:
    """What `make` gives, kept in a file of our own cache. Another state of it is thrown away."""
    if folder is None:
        return make()
    path = folder / f"{name}.pickle"
    if path.exists():
        kept: Made = pickle.loads(path.read_bytes())
        return kept
    fresh = make()
    folder.mkdir(parents=True, exist_ok=True)
    for stale in folder.glob(name.rpartition("-")[0] + "-*.pickle"):
        stale.unlink()
    path.write_bytes(pickle.dumps(fresh))
    return fresh


@functools.cache
def sources() -> str:
    """A digest of everything that chains and records are made by."""
    return _digest(SOURCES)


@functools.cache
def settings_and_models() -> str:
    """A digest of what else a run depends on."""
    return _digest(("configs/default.toml", "configs/models", "toolkit/entities"))


def _digest(names: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for name in names:
        path = ROOT / name
        for file in [path] if path.is_file() else sorted(path.rglob("*.*")):
            if file.is_file() and file.suffix != ".pyc":
                digest.update(file.read_bytes())
    return digest.hexdigest()


@functools.cache
def known() -> knowledge.Knowledge:
    return knowledge.load(config.load().mentions.packs)


def given_rows(corpus: Development) -> list[dict[str, Any]]:
    """The mentions as `resolve --mentions` takes them: without their entities."""
    return [
        {"doc_id": m.doc_id, "start": m.start, "end": m.end, "text": m.text}
        | ({"type": m.type} if m.type else {})
        for m in corpus.mentions
    ]


def made(
    corpus: Development, knowing: knowledge.Knowledge
) -> tuple[tuple[Chain, ...], matching.Records]:
    """Chains and records of a corpus, with this knowledge of the world."""
    with toolkit.open(":memory:") as opened:
        opened.ingest(list(corpus.documents))
        documents = {d.doc_id: d for d in read_documents(opened._store)}
    given: dict[str, list[Mention]] = defaultdict(list)
    for row in given_rows(corpus):
        given[row["doc_id"]].append(read_mention(row, documents, corpus.name))
    chains = tuple(
        chain for doc_id in sorted(documents)
        for chain in build_chains(
            documents[doc_id], complete(given[doc_id], knowing), knowing
        )
    )  # fmt: skip
    return chains, matching.build_records(chains, matching_knowledge(knowing))


def resolve(
    prepared: Prepared,
    model: matching.Model | str | None = None,
    overrides: Mapping[str, Any] | None = None,
) -> Resolved:
    """Score and cluster the records, as `toolkit resolve` does without its store and report."""
    start = time.perf_counter()
    settings = config.load(overrides=overrides)
    chosen = model if isinstance(model, matching.Model) else None
    chosen = chosen or matching.load_model(model or settings.matching.model)  # type: ignore[arg-type]
    pairs = matching.score(prepared.records, chosen, settings.matching, settings.run)
    clusters = matching.cluster(prepared.records, pairs, settings.clustering)
    cluster_of = clusters.cluster_of()
    labels = [cluster_of[record] for record in prepared.record_of]
    return Resolved(labels, pairs, clusters, time.perf_counter() - start)


def resolve_by_product(
    corpus: Development, overrides: Mapping[str, Any] | None = None
) -> tuple[Labels, float]:
    """Entities through the public API, from texts and mentions to the store, and the seconds."""
    start = time.perf_counter()
    with toolkit.open(":memory:", overrides=overrides) as opened:
        opened.ingest(list(corpus.documents))
        opened.add_mentions(given_rows(corpus), strict=True)
        opened.resolve()
        at = {
            (doc_id, begin, end): entity
            for doc_id, begin, end, entity in opened._store.rows(
                "SELECT m.doc_id, m.start_at, m.end_at, e.entity_id FROM mentions m "
                "JOIN entity_chains e USING (chain_id)"
            )
        }
    seconds = time.perf_counter() - start
    return [at[m.doc_id, m.start, m.end] for m in corpus.mentions], seconds


# --- figures -------------------------------------------------------------------------------------


def measure(corpus: Development, labels: Labels, scope: str = "") -> Clustering:
    """All clustering figures of an answer, in the scope of the corpus or another one."""
    region = corpus.regions(scope)
    numbered = list(enumerate(corpus.mentions))
    return clustering(
        {i: f"{region[m.doc_id]}\0{m.entity}" for i, m in numbered},
        {i: f"{region[m.doc_id]}\0{labels[i]}" for i, m in numbered},
        {i: m.text for i, m in numbered},
        {i: m.doc_id for i, m in numbered},
    )


def figures(
    name: str, model: matching.Model | str | None = None, overrides: Mapping[str, Any] | None = None
) -> Clustering:
    """The figures of one corpus with a model and settings."""
    prepared = prepare(load(name))
    return measure(prepared.corpus, resolve(prepared, model, overrides).labels)


def known_pairs(prepared: Prepared, pairs: Any) -> list[tuple[dict[str, Any], bool]]:
    """Scored pairs of records whose truth the gold tells, each with that truth.

    It tells it where both records have mentions of exactly one entity in every region (corpus or
    group) that they share, and share one.
    """
    entities: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    region = prepared.corpus.regions()
    for mention, record in zip(prepared.corpus.mentions, prepared.record_of, strict=True):
        entities[record][region[mention.doc_id]].add(mention.entity)
    found = []
    for pair in pairs.to_pylist():
        left, right = entities[pair["record_l"]], entities[pair["record_r"]]
        both = sorted(left.keys() & right.keys())
        if both and all(len(left[r]) == len(right[r]) == 1 for r in both):
            found.append((pair, all(left[r] == right[r] for r in both)))
    return found


def headline(found: Clustering) -> tuple[float, ...]:
    """The figures of COLUMNS."""
    alias = found.alias_pairs
    return (found.conll.f1, found.lea.f1, alias.precision, alias.recall, alias.f1,
            found.doc_entity_shared.f1, found.cross_document.precision,
            found.cross_document.f1)  # fmt: skip


def macro(rows: Sequence[Sequence[float]]) -> tuple[float, ...]:
    """The mean of every column."""
    return tuple(map(statistics.fmean, zip(*rows, strict=True)))


def percent(values: Iterable[float]) -> list[str]:
    return [f"{100 * value:.1f}" for value in values]


def markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table, the first column to the left and figures to the right."""
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sets", nargs="*", default=SETS, metavar="SET")
    parser.add_argument("--model", help="name or file of a model")
    parser.add_argument("--set", action="append", default=[], metavar="SECTION.KEY=VALUE")
    parser.add_argument("--scope", default="", choices=["", "corpus", "group", "document"])
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    overrides = {key: json.loads(value) for key, _, value in (s.partition("=") for s in chosen.set)}
    rows, values = [], {}
    for name in chosen.sets:
        prepared = prepare(load(name))
        run = resolve(prepared, chosen.model, overrides)
        found = measure(prepared.corpus, run.labels, chosen.scope)
        values[name] = asdict(found)
        rows.append((name, headline(found), f"{run.seconds:.1f}"))
    rows.append(("macro", macro([shares for _, shares, _ in rows]), ""))
    if chosen.json:
        print(json.dumps(values, indent=1))
    else:
        cells = [(name, *percent(shares), seconds) for name, shares, seconds in rows]
        print(set_out(("set", *COLUMNS, "s"), cells))


if __name__ == "__main__":
    main()
