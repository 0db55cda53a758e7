"""Rebuilds configs/models/names.json from labelled pairs of names.

    python scripts/build_names_model.py BENCH [FILE]

BENCH holds folders `pairs_<source>/pairs.jsonl` with {left, right, type?, match} a line. The model
of weights set by hand, `names_by_hand.json`, is where the fit starts and what it is drawn to.
Prints figures on pairs that the weights did not see. The same input gives the same bytes.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path

from toolkit import knowledge, matching
from toolkit.corpus.wiring import matching_knowledge
from toolkit.matching.name_training import LabelledPair, train

# How much a pair of each source counts: few and labelled by hand more, many and made less.
COUNTS = {
    "nomenklatura": 3.0, "us_agencies": 2.0, "ietf_affiliations": 0.5,
    "cameo_actors": 0.3, "us_congress": 0.3,
}  # fmt: skip
MODEL = Path(__file__).resolve().parent.parent / "configs" / "models" / "names.json"


def read(bench: Path, source: str) -> list[LabelledPair]:
    lines = (bench / f"pairs_{source}" / "pairs.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [
        LabelledPair(row["left"], row["right"], row.get("type") or "", row["match"], source, counts)
        for row in rows for counts in (COUNTS[source],)
    ]  # fmt: skip


def rebuild(bench: Path) -> str:
    """The text of the model file; figures go to the standard output."""
    pairs = [pair for source in sorted(COUNTS) for pair in read(bench, source)]
    known = matching_knowledge(knowledge.load())
    trained = train(pairs, known, matching.load_model("names_by_hand"), "names")
    by_source: dict[str, list[tuple[LabelledPair, float]]] = defaultdict(list)
    for pair, weight in trained.held_out:
        by_source[pair.source].append((pair, weight))
    for source, found in sorted(by_source.items()):
        own = [(pair.match, weight >= 0) for pair, weight in found if not pair.stranger]
        right = sum(match and said for match, said in own)
        said, match = sum(said for _, said in own), sum(match for match, _ in own)
        strange = [weight >= 0 for pair, weight in found if pair.stranger]
        print(f"{source:18} pairs {len(own):5}  P {right / said:.3f}  R {right / match:.3f}  "
              f"F {2 * right / (said + match):.3f}  strangers {sum(strange)} of {len(strange)}")
    bands: dict[int, list[bool]] = defaultdict(list)
    for pair, weight in trained.held_out:
        if not pair.stranger:
            bands[max(-5, min(4, int(weight // 2)))].append(pair.match)
    print("bits from: share that matches (pairs)  " + "  ".join(
        f"{2 * band}: {sum(found) / len(found):.2f} ({len(found)})"
        for band, found in sorted(bands.items())))  # fmt: skip
    return json.dumps(trained.model, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    target = Path(sys.argv[2]) if len(sys.argv) > 2 else MODEL
    target.write_text(rebuild(Path(sys.argv[1])), encoding="utf-8")
