"""Counts configs/knowledge/name_evidence.tsv: which words and forms go with which type of name.

Run:  python scripts/count_name_evidence.py FOLDER... > configs/knowledge/name_evidence.tsv

A folder holds docs.jsonl and mentions.jsonl in the layout of benchmarks/extraction.py. Only numbers
leave the texts. Weights are ln(p(cue | type) / p(cue)) with add-one smoothing; cues that were seen
seldom or say little are left out. The prior is that of names which the rules do not know.
"""

from __future__ import annotations

import json
import math
import sys
from bisect import bisect_left
from collections import Counter, defaultdict
from pathlib import Path

from toolkit import knowledge
from toolkit.documents import prepare
from toolkit.mentions.evidence import TypeFinder
from toolkit.mentions.rules import RuleExtractor
from toolkit.mentions.tokens import tokenise
from toolkit.types import Document

TYPES = {"PERSON": 0, "ORG": 1, "GPE": 2, "LOC": 2}
SEEN = 8  # times at least; the form of a name counts once, however often it is written
SAYS = 0.45  # at least one weight as far from 0
GUESSES = ("capitals", "capitalised", "repeat")
HEAD = """\
# What words beside a name and its form say of its type: cue, then weights of PERSON, ORG, place.
# A weight is ln(p(cue | type) / p(cue)). Made by scripts/count_name_evidence.py; numbers only,
# counted on WikiGold (CC BY 4.0) and on news annotated in DWIE; no text of either is in here.
"""


def main(folders: list[str]) -> None:
    known = knowledge.load()
    rules, finder = RuleExtractor(known, nominals=False), TypeFinder(known)
    cues: dict[str, Counter[int]] = defaultdict(Counter)
    total: Counter[int] = Counter()
    prior: Counter[int] = Counter({0: 1, 1: 1, 2: 1})
    sizes: Counter[int] = Counter()
    unknown: Counter[int] = Counter()
    seen: set[tuple[str, int]] = set()
    for folder in map(Path, folders):
        gold = defaultdict(list)
        for line in (folder / "mentions.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            named = row.get("kind", "name") == "name" and not row.get("nested")
            if named and row.get("type") in TYPES and not row.get("adjectival"):
                gold[row["doc_id"]].append((row["start"], row["end"], TYPES[row["type"]]))
        for line in (folder / "docs.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            item = prepare(Document(row["doc_id"], row["text"], lang="en"), "count")
            found = rules.extract(item.document, item.sentences).mentions
            firm = [m for m in found if m.rule not in GUESSES and not m.nested]
            spans = [(m.start, m.end) for m in found]
            spans += [(start, end) for start, end, _ in gold[row["doc_id"]]]
            words = {item.document.text[a:b] for a, b in spans}
            alone = {word for word in words if " " not in word}
            for sentence in item.sentences:
                tokens = tokenise(item.document.text, sentence.start, sentence.end)
                offsets = [t.start for t in tokens]
                for start, end, kind in gold[row["doc_id"]]:
                    if not sentence.start <= start < sentence.end:
                        continue
                    first, last = bisect_left(offsets, start), bisect_left(offsets, end)
                    known_name = any(m.start < end and start < m.end for m in firm)
                    prior[kind] += not known_name
                    total[kind] += 1
                    for cue in finder.context_cues(tokens, first, last):
                        cues[cue][kind] += 1
                    text = item.document.text[start:end]
                    if (text, kind) in seen:
                        continue
                    seen.add((text, kind))
                    for cue in finder.form_cues(tokens[first:last], alone):
                        if not (known_name and cue.startswith("words")):
                            cues["form " + cue][kind] += 1
                        if cue.startswith("words"):
                            sizes[kind] += 1
                            unknown[kind] += not known_name
    write(cues, {"": total, "form ": sizes, "form words": unknown}, prior)


def write(
    cues: dict[str, Counter[int]], totals: dict[str, Counter[int]], prior: Counter[int]
) -> None:
    """`totals` of all names by the start of the cues that were looked for in them."""
    print(HEAD, end="")
    everything = sum(prior.values())
    row("prior", [math.log(prior[k] / everything) for k in range(3)])
    for cue in sorted(cues):
        base = totals[max((start for start in totals if cue.startswith(start)), key=len)]
        count, names = cues[cue], sum(base.values())
        seen = sum(count.values())
        overall = (seen + 3) / (names + 3)
        weights = [math.log((count[k] + 3 * base[k] / names) / (base[k] + 3) / overall)
                   for k in range(3)]  # fmt: skip
        if seen >= SEEN and max(map(abs, weights)) >= SAYS:
            row(cue.removeprefix("form "), weights)


def row(cue: str, weights: list[float]) -> None:
    print("\t".join((cue, *(f"{max(-3.0, min(3.0, w)):.1f}" for w in weights))))


if __name__ == "__main__":
    main(sys.argv[1:])
