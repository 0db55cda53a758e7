"""How fast the steps are, on the bundled documents repeated.

Run:  python benchmarks/speed.py [REPEAT]
Prints words per second of reading, mentions with chains, and themes, and seconds of a whole run.
Timings are of one machine and one moment: compare ratios, not numbers.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import toolkit
from toolkit import config, knowledge, themes
from toolkit.documents import Loaded, prepare, read
from toolkit.mentions import RuleExtractor, build_chains

ROOT = Path(__file__).resolve().parent.parent


def timed(label: str, words: int, step: Callable[[], object]) -> None:
    start = time.perf_counter()
    step()
    seconds = time.perf_counter() - start
    print(f"{label:<24} {words / seconds:>12,.0f} words/s  {seconds:8.2f} s")


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


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
