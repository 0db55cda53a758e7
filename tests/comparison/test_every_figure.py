"""Every figure of the comparison of the bundled documents, reckoned again from the rows behind it.

The rows are read from the store with plain SQL; the formulas are those of `by_hand`. A figure that
this file does not know of fails it. Figures of the network, and of other resolutions, have tests
of their own.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import by_hand
import numpy as np
import pytest
from by_hand import Table, document_share, gap, wilson

import toolkit

ROOT = Path(__file__).resolve().parents[2]
GROUPS = ("nato", "eu")
COUNTED = (
    "SELECT e.entity_id, m.doc_id, m.start_at, m.end_at, m.text, m.form, m.mention_id, s.number "
    "FROM mentions m JOIN entity_chains e USING (chain_id) LEFT JOIN sentences s ON "
    "s.doc_id = m.doc_id AND s.start_at <= m.start_at AND m.start_at < s.end_at "
    "WHERE m.zone = 'body' AND NOT m.nested AND m.form <> 'nominal' ORDER BY 2, 3, 4, 7"
)
KEYS = {
    "actors": ("entity_id",), "themes": ("theme_id",), "emerging": ("theme_id",),
    "groups": ("id",), "pairs": ("first", "second"), "silent": ("entity_id", "group", "absent"),
    "profiles": ("entity_id", "theme_id"), "ties": ("entity_id", "theme_id", "group"),
    "forms": ("text", "form"), "slices": ("period", "group"),
    "evidence": ("doc_id", "start", "end"),
}  # fmt: skip
NOT_HERE = ("network", "uncertainty", "alarms", "schema_version", "provenance")


def figures(value: Any, path: str = "", name: str = "") -> dict[str, Any]:
    """Numbers, truths and gaps by where they stand; rows of lists by what they are about."""
    if isinstance(value, dict):
        return {k: v for key in value for k, v in figures(value[key], f"{path}/{key}", key).items()}
    if isinstance(value, list | tuple):
        if name not in KEYS:
            return {path: list(value)}
        found = {}
        for row in value:
            found |= figures(row, f"{path}/{[row[key] for key in KEYS[name]]}")
        assert len({tuple(row[key] for key in KEYS[name]) for row in value}) == len(value)
        return found
    return {} if isinstance(value, str) else {path: value}


class Rows:
    """The store as lists, and what follows from them."""

    def __init__(self, corpus: toolkit.Corpus) -> None:
        store = corpus._store
        found = store.rows("SELECT doc_id, group_id, text FROM documents ORDER BY doc_id")
        texts = {doc_id: (group, text) for doc_id, group, text in found}
        self.words: Counter[str] = Counter()
        self.sentences: Counter[str] = Counter()
        for doc_id, start, end in store.rows(
            "SELECT doc_id, start_at, end_at FROM sentences WHERE zone = 'body'"
        ):
            self.words[doc_id] += len(texts[doc_id][1][start:end].split())
            self.sentences[doc_id] += 1
        again = {d for (d,) in store.rows("SELECT DISTINCT doc_id FROM sentences "
                                          "WHERE zone = 'reprint'")}  # fmt: skip
        kept = [d for d in texts if d not in again or self.sentences[d]]
        self.group = {d: texts[d][0] for d in sorted(kept, key=lambda d: GROUPS.index(texts[d][0]))}
        self.documents = list(self.group)
        self.size = Counter(self.group.values())
        self.mentions = [row for row in store.rows(COUNTED) if row[1] in self.group]
        found = store.rows("SELECT theme_id, doc_id, start_at, end_at, sentence "
                           "FROM theme_evidence")  # fmt: skip
        self.themes = [row for row in found if not row[0].startswith("emerging:")]
        self.emerging = [row for row in found if row[0].startswith("emerging:")]
        self.dates = dict(store.rows("SELECT doc_id, date FROM documents"))

    def table(self, places: list[tuple[str, str]], sizes: Counter[str]) -> tuple[list[str], Table]:
        names = sorted({name for name, _ in places})
        counts = np.zeros((len(names), len(self.documents)))
        for name, doc_id in places:
            counts[names.index(name), self.documents.index(doc_id)] += 1
        second = np.array([self.group[d] == GROUPS[1] for d in self.documents])
        return names, Table(counts, np.array([float(sizes[d]) for d in self.documents]), second)


def by_group(rows: Rows, docs: Any) -> dict[str, int]:
    found = Counter(rows.group[d] for d in docs)
    return {group: found[group] for group in GROUPS}


def actors(rows: Rows) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    sizes = Counter(row[1] for row in rows.mentions)
    names, table = rows.table([(row[0], row[1]) for row in rows.mentions], sizes)
    odds = table.log_odds()
    spoken = [rows.words[d] for d in rows.documents]
    words = {g: sum(rows.words[d] for d in rows.documents if rows.group[d] == g) for g in GROUPS}
    found = []
    for at, name in enumerate(names):
        own = [row for row in rows.mentions if row[0] == name]
        mentions, docs = by_group(rows, [r[1] for r in own]), by_group(rows, {r[1] for r in own})
        forms: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in own:
            forms[" ".join(row[4].split()), row[5]].append(row[1])
        found.append({
            "entity_id": name,
            "counts": {
                g: {
                    "mentions": mentions[g], "documents": docs[g],
                    "per_1000": 1000 * mentions[g] / words[g],
                    "share": document_share(docs[g], rows.size[g]),
                    "dispersion": table.dispersion(n, spoken, at),
                }
                for n, g in enumerate(GROUPS)
            },
            "in": [g for g in GROUPS if mentions[g]],
            "forms": [
                {"text": text, "form": form, "counts": by_group(rows, where)}
                for (text, form), where in forms.items()
            ],
            "log_odds": dict(zip(GROUPS, odds[at], strict=True)),
            "mention_ids": [row[6] for g in GROUPS for row in own if rows.group[row[1]] == g],
        })  # fmt: skip
    return found, overlap(table, names, found)


def overlap(table: Table, names: list[str], found: list[dict[str, Any]]) -> dict[str, Any]:
    sets = [{n for n, row in zip(names, found, strict=True) if g in row["in"]} for g in GROUPS]
    both, either = sets[0] & sets[1], sets[0] | sets[1]
    share = [{r["entity_id"]: r["counts"][g]["mentions"] for r in found} for g in GROUPS]
    whole = [sum(side.values()) for side in share]
    pairs = [(share[0][n] / whole[0], share[1][n] / whole[1]) for n in names]
    swapped = 2 if table.second.sum() * 2 == len(table.second) else 1
    measures = {
        "shared": len(both), "jaccard": len(both) / len(either),
        "overlap_coefficient": len(both) / min(map(len, sets)),
        "weighted_jaccard": sum(map(min, pairs)) / sum(map(max, pairs)),
        "p_value": table.overlap_p(),
        "smallest_p": swapped / sum(1 for _ in table.divisions()),
    }  # fmt: skip
    return measures | {
        "total": len(names),
        "regions": {
            "nato": len(sets[0] - sets[1]), "eu": len(sets[1] - sets[0]), "nato & eu": len(both),
        },
        "pairs": [{"first": "nato", "second": "eu", **measures}],
        "rarefied": table.rarefied(GROUPS),
    }  # fmt: skip


def themes(rows: Rows, evidence: list[tuple[str, str, int, int, int]]) -> list[dict[str, Any]]:
    evidence = [row for row in evidence if row[1] in rows.group]
    places = sorted({(row[0], row[1], row[4]) for row in evidence})
    if not places:
        return []
    names, table = rows.table([(name, doc_id) for name, doc_id, _ in places], rows.sentences)
    odds, found = table.log_odds(), []
    for at, name in enumerate(names):
        own = [row for row in evidence if row[0] == name]
        spans, docs = by_group(rows, [r[1] for r in own]), by_group(rows, {r[1] for r in own})
        held = by_group(rows, [doc_id for theme, doc_id, _ in places if theme == name])
        shares = table.shares(at)
        found.append({
            "theme_id": name,
            "counts": {
                g: {"spans": spans[g], "documents": docs[g], "sentences": held[g], "share": share}
                for g, share in zip(GROUPS, shares, strict=True)
            },
            "in": [g for g in GROUPS if spans[g]],
            "difference": gap(*shares),
            "log_odds": dict(zip(GROUPS, odds[at], strict=True)),
            "evidence": [
                {"doc_id": d, "start": start, "end": end, "sentence": sentence}
                for _, d, start, end, sentence in own
            ],
        })  # fmt: skip
    return found


def silent(rows: Rows, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "entity_id": row["entity_id"], "group": here, "absent": there,
            "mentions": counts["mentions"], "documents": counts["documents"],
            "share": counts["share"], "bound": (bound := 1 - 0.05 ** (1 / rows.size[there])),
            "sure": counts["share"]["low"] > bound and row["log_odds"][here]["clear"],
        }
        for row in found
        for here, there in (GROUPS, GROUPS[::-1])
        if not row["counts"][there]["mentions"]
        for counts in (row["counts"][here],)
        if counts["mentions"] >= 4 and counts["documents"] >= 2
    ]  # fmt: skip


def together(rows: Rows, found: list[dict[str, Any]]) -> tuple[list[Any], list[Any]]:
    """Profiles of shared actors, and the ties of all."""
    shared = {row["entity_id"] for row in found if len(row["in"]) == 2}
    named, held = defaultdict(set), defaultdict(set)
    for row in rows.mentions:
        named[row[0]].add((row[1], row[7]))
    for theme, doc_id, _, _, sentence in rows.themes:
        if doc_id in rows.group:
            held[theme].add((doc_id, sentence))
    profiles, ties = [], []
    for entity, places in named.items():
        for theme, with_theme in held.items():
            both = by_group(rows, [d for d, _ in places & with_theme])
            ties += [
                {"entity_id": entity, "theme_id": theme, "group": g, "weight": n}
                for g, n in both.items() if n
            ]  # fmt: skip
            if entity in shared and any(both.values()):
                total = by_group(rows, [d for d, _ in places])
                share = {g: wilson(both[g], total[g]) for g in GROUPS}
                profiles.append({
                    "entity_id": entity, "theme_id": theme, "sentences": total, "together": both,
                    "share": share, "difference": gap(*share.values()),
                })  # fmt: skip
    return profiles, ties


@pytest.fixture(scope="module")
def rows_and_result(tmp_path_factory: pytest.TempPathFactory) -> tuple[Rows, dict[str, Any]]:
    with toolkit.open(":memory:") as corpus:
        corpus.ingest(ROOT / "sample_docs")
        corpus.resolve()
        value = json.loads(json.dumps(corpus.compare(*GROUPS).to_dict()))
        return Rows(corpus), value


def check(found: Any, expected: Any, name: str, left: tuple[str, ...] = ()) -> int:
    """All figures of a part are there, no more, and equal. Returns how many they are."""
    theirs = {k: v for k, v in figures(found, "", name).items() if not k.endswith(left)}
    ours = figures(expected, "", name)
    assert theirs.keys() == ours.keys()
    for place, value in theirs.items():
        if isinstance(value, list | bool) or value is None:
            assert value == ours[place], place
        else:
            assert value == pytest.approx(ours[place], rel=1e-8, abs=1e-9), place
    return len(theirs)


def test_figures_of_groups_and_actors(rows_and_result: tuple[Rows, dict[str, Any]]) -> None:
    rows, result = rows_and_result
    found, common = actors(rows)
    for group in result["groups"]:
        docs = [d for d in rows.documents if rows.group[d] == group["id"]]
        own = [row for row in rows.mentions if row[1] in docs]
        assert group | {
            "documents": len(docs), "words": sum(rows.words[d] for d in docs),
            "sentences": sum(rows.sentences[d] for d in docs), "mentions": len(own),
            "actors": len({row[0] for row in own}),
        } == group  # fmt: skip
    assert check(result["actors"], found, "actors", ("/weakest_link", "/aliases")) > 500
    rbo = result["overlap"]["rank_biased_overlap"]
    again = {"rank_biased_overlap": rbo}
    common |= again
    common["pairs"][0] |= again
    check(result["overlap"], common, "overlap")
    ranked = [
        [r["entity_id"] for r in sorted(
            (r for r in result["actors"] if r["counts"][g]["mentions"]),
            key=lambda r: (-r["counts"][g]["mentions"], r["name"], r["entity_id"]),
        )]
        for g in GROUPS
    ]  # fmt: skip
    assert rbo == pytest.approx(by_hand.rank_biased_overlap(*ranked))
    check(result["silent"], silent(rows, found), "silent")
    profiles, ties = together(rows, found)
    check(result["profiles"], profiles, "profiles")
    check(result["ties"], ties, "ties")


def test_figures_of_themes(rows_and_result: tuple[Rows, dict[str, Any]]) -> None:
    rows, result = rows_and_result
    assert check(result["themes"], themes(rows, rows.themes), "themes") > 100
    assert check(result["emerging"], themes(rows, rows.emerging), "emerging") > 100


def test_figures_over_time(rows_and_result: tuple[Rows, dict[str, Any]]) -> None:
    rows, result = rows_and_result
    line = result["timeline"]
    dated = {d: rows.dates[d] for d in rows.documents if rows.dates[d]}
    if not dated:
        assert line is None
        return
    missing = Counter(rows.group[d] for d in rows.documents if d not in dated)
    assert line["undated"] == {g: missing[g] for g in GROUPS}
    for part in line["slices"]:
        docs = {
            d for d, date in dated.items()
            if rows.group[d] == part["group"] and _period(date, line["unit"]) == part["period"]
        }  # fmt: skip
        own = [row for row in rows.mentions if row[1] in docs]
        assert (part["documents"], part["mentions"]) == (len(docs), len(own))
        places = {"actors": {(r[0], r[1]) for r in own},
                  "themes": {(r[0], r[1]) for r in rows.themes if r[1] in docs}}  # fmt: skip
        for kind, pairs in places.items():
            most = sorted(Counter(n for n, _ in pairs).items(), key=lambda i: (-i[1], i[0]))[:5]
            assert [(lead["id"], lead["documents"]) for lead in part[kind]] == most
            for lead in part[kind]:
                assert lead["share"] == pytest.approx(document_share(lead["documents"], len(docs)))


def _period(date: str, unit: str) -> str:
    year, month = date[:4], int(date[5:7] or 1) if len(date) > 4 else 1
    return {"year": year, "quarter": f"{year}-Q{(month - 1) // 3 + 1}",
            "month": f"{year}-{month:02}"}[unit]  # fmt: skip


def test_no_part_of_the_result_is_left_unchecked(
    rows_and_result: tuple[Rows, dict[str, Any]],
) -> None:
    parts = {"groups", "actors", "overlap", "silent", "profiles", "ties", "themes", "emerging",
             "timeline"}  # fmt: skip
    texts = {"headline", "findings", "caveats"}
    known = parts | texts | set(NOT_HERE) | {"descriptive"}
    assert set(rows_and_result[1]) == known
    assert rows_and_result[1]["descriptive"] is (min(rows_and_result[0].size.values()) < 5)
