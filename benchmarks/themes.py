"""Emerging themes: how many gold themes their phrases find, and how fast.

    python benchmarks/themes.py                 # the seed documents and the bundled corpus, R@k
    python benchmarks/themes.py STORE.duckdb    # the phrases of a store, to be read by a person

Codebooks are left out, so that the phrases stand for themselves. A gold theme of a document is
found when one of the document's first k phrases has at least 60 % of the words of one of its gold
spans (grammar left out, in normal form), after `../shared/facts/extraction.md`.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import time
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import toolkit
from toolkit.corpus.theming import named_spans
from toolkit.knowledge.phrasing import load_phrasing
from toolkit.store import Store, read_documents, read_sentences
from toolkit.themes import Sources, find_emerging
from toolkit.themes.phrases import Phrases

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("TOOLKIT_SHARED", ROOT.parent / "shared"))
DEPTHS = (10, 20, 40)
ENOUGH = 0.6
PHRASES = Phrases(load_phrasing())


def sources(path: Path) -> Sources:
    store = Store.open(str(path), create=False, read_only=True)
    return Sources(read_documents(store), read_sentences(store), named_spans(store), {})


def words(text: str) -> frozenset[str]:
    found = set()
    for word in re.findall(r"[^\W\d_]+", text.lower()):
        if len(word) > 2 and not PHRASES._grammar(word):
            found.add(PHRASES.normal(word))
    return frozenset(found)


def recall(path: Path, gold: dict[str, dict[str, list[str]]]) -> str:
    """R@k over the gold themes of all documents: `gold` is doc_id -> theme -> spans."""
    everything = sources(path)
    texts = []
    for depth in DEPTHS:
        good = total = 0
        for document in everything.documents:
            themes = gold.get(document.doc_id, {})
            one = Sources([document], everything.sentences, everything.masked, {})
            phrases = [words(t.label) for t in find_emerging(one, depth, 1)[0]]
            total += len(themes)
            for spans in themes.values():
                wanted = [w for w in map(words, spans) if w]
                good += any(len(p & w) >= ENOUGH * len(w) for p in phrases for w in wanted)
        texts.append(f"R@{depth} {good / total:.3f}")
    return ", ".join(texts)


def gold_of(path: Path, names: dict[str, str]) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found[names.get(row["doc_id"], row["doc_id"])][row["theme_id"]].append(row["text"])
    return found


def resolved(folder: Path, target: Path) -> Path:
    with toolkit.open(target, overrides={"mentions.extractor": "rules"}) as corpus:
        corpus.ingest(folder)
        corpus.resolve()
    return target


def shown(path: Path) -> None:
    made = sources(path)
    begun = time.process_time()
    themes, _ = find_emerging(made, 40)
    took = time.process_time() - begun
    size = sum(len(d.text.split()) for d in made.documents)
    print(f"{len(made.documents):,} documents, {size / took:,.0f} words a processor second")
    for theme in themes:
        forms = ", ".join(f"{text} {n}" for text, n in theme.variants[:4])
        print(f"{theme.score:8.1f}  {theme.documents:5} documents  {forms}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("store", type=Path, nargs="?")
    given = parser.parse_args()
    if given.store:
        shown(given.store)
        return
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        bundled = gold_of(ROOT / "tests/golden/gold/themes.jsonl", {})
        print("bundled:", recall(resolved(ROOT / "sample_docs", place / "b.duckdb"), bundled))
        if SHARED.is_dir():
            names = {"nato_nsdif_2025": "000_7f97787d97338614",
                     "eu_dfnc2_2025": "003_1db7b21e23266636"}  # fmt: skip
            seeds = gold_of(SHARED / "gold/seeds/themes.jsonl", names)
            print("seeds:  ", recall(resolved(SHARED / "seeds", place / "s.duckdb"), seeds))


if __name__ == "__main__":
    main()
