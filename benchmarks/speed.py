"""How fast the steps are, on the bundled documents repeated, or on other texts.

Run:  taskset -c 0 python benchmarks/speed.py [REPEAT]
      taskset -c 0 python benchmarks/speed.py FOLDER [DOCUMENTS]
A folder holds docs.jsonl {doc_id, text}; its first DOCUMENTS (100) are read by spaCy and by rules.
Prints words per second of reading, mentions with chains, and themes, and seconds of a whole run;
where the extra [spacy] is installed also those of spaCy with nothing but its ner, of the hybrid,
and how many times as fast the rules are. OMP_NUM_THREADS=1 keeps spaCy on one core. The collector
of cycles comes seldom, as in a run of the toolkit, for all of them.
Timings are of one machine and one moment: compare ratios, not numbers.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import toolkit
from toolkit import config, knowledge, themes
from toolkit.documents import Loaded, prepare, read
from toolkit.mentions import RuleExtractor, build_chains
from toolkit.mentions.statistical import BATCH, UNUSED, HybridExtractor, installed_model
from toolkit.pausing import seldom_collected
from toolkit.types import Document

ROUNDS = 5
ROOT = Path(__file__).resolve().parent.parent


def timed(label: str, words: int, step: Callable[[], object], rounds: int = 1) -> float:
    """Prints and returns words per second of processor time, the best of some rounds: wall time
    says little where others use the machine."""
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        step()
        best = min(best, time.process_time() - start)
    print(f"{label:<24} {words / best:>12,.0f} words/s  {best:8.2f} s")
    return words / best


def beside_spacy(loaded: list[Loaded], words: int, rules: RuleExtractor) -> None:
    """The same texts through spaCy's ner alone, through rules, and through both together."""
    import spacy

    pipeline = spacy.load(installed_model(), exclude=UNUSED)
    texts = [item.document.text for item in loaded]
    work = [
        (replace(item.document, doc_id=str(number)), item.sentences)
        for number, item in enumerate(loaded)
    ]
    names_alone = RuleExtractor(rules.knowledge, nominals=False)  # no descriptions, as spaCy
    hybrid = HybridExtractor(rules.knowledge)
    hybrid.extract(*work[0])  # the model loads here

    def both() -> None:
        hybrid.read_ahead(work)
        for document, sentences in work:
            hybrid.extract(document, sentences)

    steps: dict[str, Callable[[], object]] = {
        "rules": lambda: [rules.extract(d, s) for d, s in work],
        "rules, names alone": lambda: [names_alone.extract(d, s) for d, s in work],
        "spaCy, ner only": lambda: list(pipeline.pipe(texts, batch_size=BATCH)),
        "hybrid": both,
    }
    # In turn, since a machine that others use is now fast and now slow: the best of each counts.
    pace = dict.fromkeys(steps, 0.0)
    for _ in range(ROUNDS):
        for label, step in steps.items():
            pace[label] = max(pace[label], timed(label, words, step))
    fast, names, model, mixed = pace.values()
    print(f"rules are {fast / model:.1f} times as fast as spaCy ({fast:,.0f} and {model:,.0f} "
          f"words/s), without descriptions {names / model:.1f} times; "
          f"the hybrid takes {model / mixed:.2f} times as long")  # fmt: skip


@seldom_collected()
def on_folder(folder: Path, most: int) -> None:
    """The comparison with spaCy alone, on texts of others."""
    lines = (folder / "docs.jsonl").read_text(encoding="utf-8").splitlines()[:most]
    rows = [json.loads(line) for line in lines]
    loaded = [prepare(Document(row["doc_id"], row["text"], lang="en"), "bench") for row in rows]
    words = sum(len(item.document.text.split()) for item in loaded)
    print(f"{folder.name}: {len(loaded)} documents, {words:,} words")
    beside_spacy(loaded, words, RuleExtractor(knowledge.load()))


@seldom_collected()
def main(repeat: int) -> None:
    settings = config.load()
    once = read([ROOT / "sample_docs"], settings.documents).documents
    loaded: list[Loaded] = list(once) * repeat
    words = sum(len(item.document.text.split()) for item in loaded)
    known = knowledge.load(settings.mentions.packs)
    extractor = RuleExtractor(known)
    codebook = themes.load(settings.themes.packs)
    print(f"{len(loaded)} documents, {words:,} words")

    def mentions() -> None:
        for item in loaded:
            found = extractor.extract(item.document, item.sentences)
            build_chains(item.document, found, known)

    def theme_evidence() -> None:
        for item in loaded:
            codebook.find(item.document, item.sentences, ())

    def whole() -> None:
        with toolkit.open(":memory:") as corpus:
            corpus.ingest(ROOT / "sample_docs")
            corpus.resolve()
            corpus.compare("nato", "eu").report()

    timed("zones and sentences", words, lambda: [prepare(i.document, "x") for i in loaded])
    timed("mentions and chains", words, mentions)
    timed("themes", words, theme_evidence)
    timed("whole run, once", words // repeat, whole)
    if installed_model():
        beside_spacy(loaded[: 10 * len(once)], words * min(repeat, 10) // repeat, extractor)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:,.0f} MB")


if __name__ == "__main__":
    given = sys.argv[1:] or ["20"]
    if given[0].isdigit():
        main(int(given[0]))
    else:
        on_folder(Path(given[0]), int(given[1]) if len(given) > 1 else 100)
