"""How well the shipped codebooks find themes, and how fast.

Run:  taskset -c 0 python benchmarks/codebooks.py [--only PREFIX] [--evidence]
Prints precision and recall of (document, theme) over the fresh texts of tests/golden, over the
bundled corpus and, where it stands beside the checkout, over the seeds; then words per second.

A theme counts for a document when it has at least one piece of evidence there. The labels of the
fresh texts cover all themes, and what they call `may` is neither right nor wrong. The other gold
has an inventory of its own: themes outside it are not judged. The fresh texts a* were seen once
before the codebooks were widened, b* only afterwards; the bundled corpus and the seeds were known
to those who wrote the first version.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from pathlib import Path

import yaml

import toolkit
from toolkit import config, themes

ROOT = Path(__file__).resolve().parent.parent
FRESH = ROOT / "tests" / "golden" / "fresh"
SEEDS = ROOT.parent / "shared"
Cell = tuple[str, str]


def found_in(folder: Path, only: str = "", evidence: bool = False) -> set[Cell]:
    """(name of the file, theme) with evidence, by the whole path with the rule extractor."""
    with (
        toolkit.open(":memory:", overrides={"mentions.extractor": "rules"}) as corpus,
        tempfile.TemporaryDirectory() as into,
    ):
        corpus.ingest(folder)
        corpus.resolve()
        known = {theme.theme_id for theme in themes.load(corpus.settings.themes.packs).themes}
        lines = corpus.export("themes", Path(into) / "themes.jsonl").read_text(encoding="utf-8")
    rows = [
        row | {"doc_id": row["doc_id"].rpartition("/")[2]}
        for row in map(json.loads, lines.splitlines())
    ]
    rows = [r for r in rows if r["theme_id"] in known and r["doc_id"].startswith(only)]
    if evidence:
        for row in sorted(rows, key=lambda row: (row["doc_id"], row["theme_id"], row["start"])):
            print(f"  {row['doc_id']:<28} {row['theme_id']:<30} {row['text']!r}")
    return {(row["doc_id"], row["theme_id"]) for row in rows}


def say(label: str, found: set[Cell], wanted: set[Cell]) -> None:
    right = len(found & wanted)
    print(f"{label:<28} P {right / max(1, len(found)):.3f}  R {right / max(1, len(wanted)):.3f}  "
          f"({right} right of {len(found)} found, {len(wanted)} wanted)")  # fmt: skip


def fresh(only: str, evidence: bool) -> None:
    labels = yaml.safe_load(FRESH.with_suffix(".yaml").read_text(encoding="utf-8"))
    new = set(labels.pop("not_judged"))
    # The folders below hold texts with marked names, not with themes.
    found = {c for c in found_in(FRESH, only, evidence) if c[1] not in new and c[0] in labels}
    for prefix in sorted({name[0] for name in labels if name.startswith(only)}):
        wanted = {(n, t) for n in labels if n[0] == prefix for t in labels[n]["speaks_of"]}
        may = {(n, t) for n in labels if n[0] == prefix for t in labels[n]["may"]}
        here = {cell for cell in found if cell[0][0] == prefix} - may
        say(f"fresh texts {prefix}*", here, wanted)
        print("  wrong:  ", *sorted(f"{n.split('-')[0]}:{t}" for n, t in here - wanted))
        print("  missed: ", *sorted(f"{n.split('-')[0]}:{t}" for n, t in wanted - here))


def gold(label: str, folder: Path, gold_file: Path, names: dict[str, str]) -> None:
    lines = gold_file.read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    wanted = {(row["doc_id"].rpartition("/")[2], row["theme_id"]) for row in rows}
    judged = {theme for _, theme in wanted}
    found = {(names.get(name, name), theme) for name, theme in found_in(folder)}
    say(label, {cell for cell in found if cell[1] in judged}, wanted)


def speed(rounds: int = 3) -> None:
    settings = config.load()
    book = themes.load(settings.themes.packs)
    loaded = list(toolkit.documents.read([ROOT / "sample_docs"], settings.documents).documents) * 10
    words = sum(len(item.document.text.split()) for item in loaded)
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        for item in loaded:
            book.find(item.document, item.sentences, ())
        best = min(best, time.process_time() - start)
    patterns = sum(len(theme.patterns) for theme in book.themes)
    print(
        f"{len(book.themes)} themes, {patterns} patterns: {words / best:,.0f} words/s of one core"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", default="", help="fresh texts whose name begins so")
    parser.add_argument("--evidence", action="store_true", help="print the evidence of fresh texts")
    asked = parser.parse_args()
    fresh(asked.only, asked.evidence)
    if not asked.only:
        gold("bundled corpus", ROOT / "sample_docs",
             ROOT / "tests" / "golden" / "gold" / "themes.jsonl", {})  # fmt: skip
        if SEEDS.is_dir():
            ids = {path.stem: doc_id for prefix, doc_id in
                   (("000", "nato_nsdif_2025"), ("003", "eu_dfnc2_2025"))
                   for path in (SEEDS / "seeds").glob(f"{prefix}_*.txt")}  # fmt: skip
            gold("seeds", SEEDS / "seeds", SEEDS / "gold" / "seeds" / "themes.jsonl", ids)
    speed()


if __name__ == "__main__":
    main()
