"""What the figures owe to a model that has seen the corpora: the same with texts it has not seen.

Run:  python benchmarks/unseen.py [SET ...] [--markdown] [--json]

Documents left out: the documents of every corpus are dealt into five parts. Each part is resolved,
as a small corpus of its own, by a model that was trained and calibrated on the other four parts of
all corpora, and by the shipped model, which has seen all. Corpus left out: each corpus whole, by a
model of the other corpora. Then the reliability of the probabilities of the documents left out, as
calibration.py shows it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import corpora
from calibration import BY_HAND, EVERYTHING, HEAD, Judged, largest_gap, reliability
from corpora import Prepared

from toolkit import matching
from toolkit.evaluation.score import set_out
from toolkit.matching.labelling import LabelledPair, labelled
from toolkit.matching.training import train

PARTS = 5
SHOWN = ("CoNLL", "LEA", "alias P", "alias F", "shared F", "xdoc P")
Figures = tuple[float, ...]


def part_of(doc_id: str) -> int:
    """The part that a document is dealt into; the same on every machine."""
    return int(hashlib.sha256(doc_id.encode()).hexdigest()[:8], 16) % PARTS


@dataclass(frozen=True)
class Split:
    """A corpus without the documents of a part, and these documents."""

    rest: Prepared
    part: Prepared

    @classmethod
    def of(cls, name: str, number: int) -> Split:
        corpus = corpora.load(name)
        inside = [d.doc_id for d in corpus.documents if part_of(d.doc_id) == number]
        outside = [d.doc_id for d in corpus.documents if part_of(d.doc_id) != number]
        rest, part = (corpora.prepare(corpus.part(ids), cache=None) for ids in (outside, inside))
        return cls(rest, part)


def learned(prepared: Sequence[Prepared], start: matching.Model, name: str) -> matching.Model:
    pairs: list[LabelledPair] = []
    for item in prepared:
        found = corpora.resolve(item, start, EVERYTHING).pairs
        pairs += [labelled(row, same, item.corpus.name)
                  for row, same in corpora.known_pairs(item, found)]  # fmt: skip
    return train(pairs, start, name).model


def figures(prepared: Prepared, model: matching.Model | None) -> Figures:
    return corpora.headline(
        corpora.measure(prepared.corpus, corpora.resolve(prepared, model).labels)
    )


def judged(prepared: Prepared, model: matching.Model) -> list[Judged]:
    found = corpora.resolve(prepared, model, EVERYTHING).pairs
    return [(pair["probability"], same) for pair, same in corpora.known_pairs(prepared, found)]


def documents_left_out(
    names: Sequence[str], start: matching.Model
) -> tuple[dict[str, tuple[Figures, Figures]], list[Judged]]:
    """By corpus the mean figures of the parts, of the shipped model and of models that had not seen
    them; and the pairs of the parts by probabilities of the latter."""
    rows: dict[str, list[tuple[Figures, Figures]]] = {name: [] for name in names}
    pairs: list[Judged] = []
    for number in range(PARTS):
        splits = {name: Split.of(name, number) for name in corpora.SETS}
        model = learned([s.rest for s in splits.values()], start, f"without part {number}")
        for name in names:
            part = splits[name].part
            rows[name].append((figures(part, None), figures(part, model)))
            pairs += judged(part, model)
    means = {
        name: (corpora.macro([a for a, _ in both]), corpora.macro([b for _, b in both]))
        for name, both in rows.items()
    }
    return means, pairs


def corpus_left_out(
    names: Sequence[str], start: matching.Model
) -> dict[str, tuple[Figures, Figures]]:
    """By corpus the figures of the shipped model, and of one that has seen only the others."""
    whole = {name: corpora.prepare(corpora.load(name)) for name in corpora.SETS}
    found = {}
    for name in names:
        others = [item for other, item in whole.items() if other != name]
        model = learned(others, start, f"without {name}")
        found[name] = (figures(whole[name], None), figures(whole[name], model))
    return found


def table(found: dict[str, tuple[Figures, Figures]]) -> list[tuple[str, ...]]:
    """Shipped / unseen in every cell, the means at the end."""
    at = [corpora.COLUMNS.index(name) for name in SHOWN]
    both = list(found.values())
    means = (corpora.macro([a for a, _ in both]), corpora.macro([b for _, b in both]))
    return [
        (name, *(f"{100 * a[n]:.1f} / {100 * b[n]:.1f}" for n in at))
        for name, (a, b) in (*found.items(), ("macro", means))
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sets", nargs="*", default=corpora.SETS, metavar="SET")
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    start = matching.load_model(BY_HAND)
    parts, pairs = documents_left_out(chosen.sets, start)
    whole = corpus_left_out(chosen.sets, start)
    bins = reliability(pairs)
    if chosen.json:
        print(json.dumps({"columns": corpora.COLUMNS, "documents": parts, "corpora": whole,
                          "reliability": [asdict(item) for item in bins]}, indent=1))  # fmt: skip
        return
    show = corpora.markdown if chosen.markdown else set_out
    print(show(("documents left out: seen / unseen", *SHOWN), table(parts)), end="\n\n")
    print(show(("corpus left out: seen / unseen", *SHOWN), table(whole)), end="\n\n")
    print(f"documents left out: largest gap {largest_gap(bins):.1f} points\n")
    print(show(HEAD, [item.cells for item in bins]))


if __name__ == "__main__":
    main()
