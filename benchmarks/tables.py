"""Tables of entities as knowledge-graph builders write them, made from gold: which rows are one?

Every document of a development corpus gives a row for each thing that it names: the fullest name,
the type, and as description the first sentences that name it. As in GraphRAG rows with equal name
and type become one, and names are in capitals (`--case as-is` leaves them). What is asked then is
which of these different rows mean one thing; figures are over pairs of rows, and B-cubed.

python benchmarks/tables.py dwie re3d_xdoc --case upper
python benchmarks/tables.py --made 100000      # time and memory of a table that is made up
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

from toolkit.corpus.resolving_tables import resolve_table

SHARED = Path(os.environ.get("TOOLKIT_SHARED", Path(__file__).resolve().parents[2] / "shared"))
SETS = ("dwie", "re3d_xdoc", "meantime_en", "wiki_fair", "newswcl50")
SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")
Row = dict[str, Any]


def graph_rows(name: str, case: str, sentences: int = 2) -> list[Row]:
    """Rows id, title, type, description and `gold`, the thing that most documents mean by it."""
    folder = SHARED / "bench" / name
    texts = {d["doc_id"]: d["text"] for d in map(json.loads, (folder / "docs.jsonl").open())}
    things: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for mention in map(json.loads, (folder / "mentions.jsonl").open()):
        named = mention.get("kind") == "name" and mention.get("linked", True)
        if named and not mention.get("adjectival"):
            things[mention["doc_id"], mention["entity_id"]].append(mention)
    held: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for (doc_id, gold), mentions in sorted(things.items()):
        title = max((" ".join(m["text"].split()) for m in mentions), key=lambda t: (len(t), t))
        kind = Counter(m["type"] or "" for m in mentions).most_common(1)[0][0]
        told = list(dict.fromkeys(_around(texts[doc_id], m["start"]) for m in mentions))
        title = title.upper() if case == "upper" else title
        held[title, kind].append((gold, " ".join(told[:sentences])))
    rows = []
    for number, ((title, kind), found) in enumerate(sorted(held.items())):
        gold = Counter(g for g, _ in found).most_common(1)[0][0]
        description = "\n".join(dict.fromkeys(text for _, text in found[:3]))
        rows.append({"id": f"n{number}", "title": title, "type": kind.lower(),
                     "description": description, "gold": gold})  # fmt: skip
    return rows


def _around(text: str, at: int) -> str:
    for found in SENTENCE.finditer(text):
        if found.start() <= at < found.end():
            return " ".join(found[0].split())
    return ""


def exact(rows: list[Row]) -> list[str]:
    """Equal names in any case, whatever the type."""
    return [row["title"].casefold() for row in rows]


def fuzzy(rows: list[Row], least: float = 0.93) -> list[str]:
    """Jaro-Winkler on names of one type, connected components: what scripts for GraphRAG do."""
    import jellyfish

    root = list(range(len(rows)))

    def find(at: int) -> int:
        while root[at] != at:
            at = root[at]
        return at

    for a, b in combinations(range(len(rows)), 2):
        one, other = rows[a], rows[b]
        if one["type"] == other["type"] and (
            jellyfish.jaro_winkler_similarity(one["title"].lower(), other["title"].lower()) >= least
        ):
            root[max(find(a), find(b))] = min(find(a), find(b))
    return [str(find(at)) for at in range(len(rows))]


def ours(**how: Any) -> Callable[[list[Row]], list[str]]:
    def run(rows: list[Row]) -> list[str]:
        given = [{k: v for k, v in row.items() if k != "gold"} for row in rows]
        if how.get("bare"):
            given = [row | {"description": ""} for row in given]
        found: list[str] = resolve_table(given).rows.arrow["cluster_id"].to_pylist()
        return found

    return run


def figures(gold: Iterable[str], found: Iterable[str]) -> dict[str, float]:
    """Pairwise and B-cubed precision, recall, F over the rows."""
    gold, found = list(gold), list(found)

    def pairs(keys: list[str]) -> int:
        return sum(n * (n - 1) // 2 for n in Counter(keys).values())

    both = pairs([f"{a}\0{b}" for a, b in zip(gold, found, strict=True)])
    p, r = both / max(1, pairs(found)), both / max(1, pairs(gold))
    cells = Counter(zip(gold, found, strict=True))
    golds, founds = Counter(gold), Counter(found)
    bp = sum(n * n / founds[f] for (_, f), n in cells.items()) / len(gold)
    br = sum(n * n / golds[g] for (g, _), n in cells.items()) / len(gold)
    return {"P": p, "R": r, "F": _f(p, r), "B3 F": _f(bp, br), "pairs": pairs(gold)}


def _f(p: float, r: float) -> float:
    return 2 * p * r / (p + r) if p + r else 0.0


def made_up(count: int, seed: int = 7) -> list[Row]:
    """A table of made-up things, a third of them in two or three rows with other spellings."""
    draw = random.Random(seed)
    syllables = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]

    def word(n: int) -> str:
        return "".join(draw.choice(syllables) for _ in range(n)).capitalize()

    heads = "Agency Council Institute Group Holdings University Fund Association Commission".split()
    first = [word(2) for _ in range(400)]
    rows: list[Row] = []
    while len(rows) < count:
        person = draw.random() < 0.4
        if person:
            given, family = draw.choice(first), word(3)
            forms = [f"{given} {family}", f"{given[0]}. {family}", f"Dr {given} {family}"]
        else:
            a, b, head = word(3), word(3), draw.choice(heads)
            forms = [f"{a} {b} {head}", f"{a} {b} {head} Ltd", f"{a} {b}"]
        for form in forms[: draw.choice((1, 1, 2, 3))]:
            near = f"{draw.choice(first)} {word(2)}"
            rows.append({
                "id": f"n{len(rows)}", "title": form.upper(),
                "type": "person" if person else "organization",
                "description": f"{form} worked with {near} of the {word(2)} {draw.choice(heads)}.",
            })  # fmt: skip
    return rows[:count]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("sets", nargs="*", default=list(SETS))
    parser.add_argument("--case", choices=("upper", "as-is"), default="upper")
    parser.add_argument("--made", type=int, default=0, help="rows of a made-up table; no figures")
    chosen = parser.parse_args()
    if chosen.made:
        rows = made_up(chosen.made)
        before = time.process_time(), time.monotonic()
        print(resolve_table(rows))
        own, children = (resource.getrusage(who) for who in
                         (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))  # fmt: skip
        workers = children.ru_utime + children.ru_stime
        print(f"{time.process_time() - before[0]:.0f} + {workers:.0f} processor s, "
              f"{time.monotonic() - before[1]:.0f} s, {own.ru_maxrss / 1024:.0f} MB")  # fmt: skip
        return
    systems = {"equal names": exact, "Jaro-Winkler .93": fuzzy, "ours, names": ours(bare=True),
               "ours": ours()}  # fmt: skip
    print("| set | rows | pairs | way | P | R | F | B3 F |\n|---|--:|--:|---|--:|--:|--:|--:|")
    for name in chosen.sets:
        rows = graph_rows(name, chosen.case)
        for way, run in systems.items():
            f = figures([row["gold"] for row in rows], run(rows))
            told = " | ".join(f"{100 * f[k]:.1f}" for k in ("P", "R", "F", "B3 F"))
            print(f"| {name} | {len(rows)} | {f['pairs']:.0f} | {way} | {told} |", flush=True)


if __name__ == "__main__":
    main()
