"""What every part of the resolver is worth: the figures without it, on the development corpora.

Run:  python benchmarks/ablations.py [SET ...] [--only WORD,...] [--rare] [--markdown] [--json]

A part is taken away by what it is given: a model whose weights of a comparison are 0, knowledge
without a list, chains of one mention, or plain connected components in place of the clustering.
Nothing in toolkit knows of this script. The weights are those of the shipped model throughout, so
a row shows what the part does there, not what a model trained without it could do.

What hardly occurs in news is asked for by --rare: the look-alikes of tests/golden (all cases as one
corpus, from their texts) and the pairs of names, F1 on each half at the cut that is best on the
other.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import corpora
import lookalikes
from corpora import Development, Labels, Prepared

from toolkit import config, matching
from toolkit.corpus.wiring import matching_knowledge
from toolkit.evaluation.score import set_out
from toolkit.knowledge import Knowledge
from toolkit.matching.model import to_text
from toolkit.types import Chain, content_id

FULL = "everything"
PERSONS = ("given_names", "ambiguous_given", "honorifics", "ranks", "particles", "suffixes",
           "role_nouns", "role_modifiers", "portfolios")  # fmt: skip
PAIRS = ("nomenklatura", "ietf_affiliations", "us_agencies", "us_congress")
EARNS = 0.0005  # share by which a figure has to fall for its part to be worth it


@dataclass(frozen=True)
class Variant:
    """`model`, `chains`, `knowledge` and `blank` (columns of records left empty) change what is
    resolved; `label` how pairs are joined."""

    name: str
    model: Callable[[matching.Model], matching.Model] = lambda model: model
    overrides: Mapping[str, Any] = field(default_factory=dict)
    chains: Callable[[Iterable[Chain]], Iterable[Chain]] | None = None
    knowledge: Callable[[Knowledge], Knowledge] | None = None
    blank: tuple[str, ...] = ()
    label: Callable[[Prepared, Any, matching.Model, float], Labels] | None = None


# --- parts taken away ----------------------------------------------------------------------------


def silent(*comparisons: str) -> Callable[[matching.Model], matching.Model]:
    """A model in which these comparisons say nothing."""

    def change(model: matching.Model) -> matching.Model:
        unknown = set(comparisons) - set(model.weights)
        assert not unknown, unknown
        weights = {
            name: dict.fromkeys(levels, 0.0) if name in comparisons else levels
            for name, levels in model.weights.items()
        }
        return replace(model, weights=weights)

    return change


def single_mentions(chains: Iterable[Chain]) -> Iterable[Chain]:
    """Every mention is a chain of its own; roles stay with the first."""
    for chain in chains:
        for number, mention in enumerate(chain.mentions):
            yield replace(
                chain, chain_id=content_id("c", chain.chain_id, mention.mention_id),
                type=mention.type, mentions=(mention,), links=(),
                roles=() if number else chain.roles, knowledge_id=mention.knowledge_id,
            )  # fmt: skip


def without_lists(*names: str) -> Callable[[Knowledge], Knowledge]:
    """Knowledge whose lists of these names are empty."""

    def change(known: Knowledge) -> Knowledge:
        empty: dict[str, Any] = {name: type(getattr(known, name))() for name in names}
        return replace(known, fingerprint="without " + " ".join(names), **empty)

    return change


def records_only(prepared: Prepared, pairs: Any, model: matching.Model, bits: float) -> Labels:
    """Chains with equal names are one thing, and nothing else is."""
    return prepared.record_of


def components(prepared: Prepared, pairs: Any, model: matching.Model, bits: float) -> Labels:
    """Connected components of the pairs at or above the threshold, and of known identities."""
    root = {row["record_id"]: row["record_id"] for row in prepared.records.rows}

    def find(record: str) -> str:
        while root[record] != record:
            root[record] = root[root[record]]
            record = root[record]
        return record

    known: dict[str, list[str]] = defaultdict(list)
    for row in prepared.records.rows:
        if row["identity"]:
            known[row["identity"]].append(row["record_id"])
    joined = [(same[0], other) for same in known.values() for other in same[1:]]
    found = pairs.select(["record_l", "record_r", "match_weight"]).to_pylist()
    joined += [(p["record_l"], p["record_r"]) for p in found if p["match_weight"] >= bits]
    for left, right in joined:
        a, b = sorted((find(left), find(right)))
        root[b] = a
    return [find(record) for record in prepared.record_of]


VARIANTS = (
    Variant(FULL),
    Variant("without chains", chains=single_mentions),
    Variant("without Splink: records only", label=records_only),
    Variant("without constraints: connected components", label=components),
    Variant("without context (names nearby, same document)", model=silent("names nearby")),
    Variant("without kind", model=silent("kind")),
    Variant("without role", model=silent("role")),
    Variant("without numbers (comparison, constraint)", blank=("years", "counts")),
    Variant("without places in names (comparison, constraint)", blank=("places",)),
    Variant("without knowledge of places",
            knowledge=without_lists("places", "place_names", "place_features")),
    Variant("without knowledge of persons", knowledge=without_lists(*PERSONS)),
    Variant("without nicknames and spellings of given names",
            knowledge=without_lists("nicknames", "equivalents")),
    Variant("without common words", knowledge=without_lists("common_words")),
    Variant("without legal forms", knowledge=without_lists("legal_forms", "companies")),
    Variant("without words of other languages", knowledge=without_lists("word_groups")),
    Variant("without packs of known names", knowledge=without_lists("names")),
)  # fmt: skip


# --- running -------------------------------------------------------------------------------------


def run(variant: Variant, prepared: Prepared) -> tuple[float, ...]:
    """The figures of corpora.COLUMNS of one corpus."""
    settings = config.load(overrides=variant.overrides)
    model = variant.model(matching.load_model(settings.matching.model))
    changed = _changed(variant, prepared)
    if variant.label is None:
        labels = corpora.resolve(changed, model, variant.overrides).labels
    else:
        pairs = matching.score(changed.records, model, settings.matching, settings.run)
        labels = variant.label(changed, pairs, model, settings.clustering.threshold)
    return corpora.headline(corpora.measure(prepared.corpus, labels))


def _changed(variant: Variant, prepared: Prepared) -> Prepared:
    """Chains and records without the part."""
    corpus = prepared.corpus
    if variant.knowledge is not None:
        return _prepared(corpus, variant.knowledge(corpora.known()))
    if variant.chains is not None:
        chains = tuple(variant.chains(prepared.chains))
        known = matching_knowledge(corpora.known())
        return Prepared(corpus, chains, matching.build_records(chains, known))
    if variant.blank:
        empty: dict[str, Any] = dict.fromkeys(variant.blank, ())
        rows = tuple(row | empty for row in prepared.records.rows)
        return replace(prepared, records=matching.Records(rows, prepared.records.chain_ids))
    return prepared


# --- what is rare in the corpora -----------------------------------------------------------------


def rare(variant: Variant) -> tuple[str, ...]:
    """Look-alikes (wrongly merged, found), and F1 of the pairs of names; "" where the part has no
    say."""
    known = variant.knowledge(corpora.known()) if variant.knowledge else corpora.known()
    settings = config.load()
    model = variant.model(matching.load_model(settings.matching.model))
    unchanged = variant.name != FULL and variant.knowledge is None
    alike = _told_apart(known, model) if variant.name == FULL or _simple(variant) else ("", "")
    pairs = ["" if unchanged else f"{100 * _pair_f(name, known):.1f}" for name in PAIRS]
    return (*alike, *pairs)


def _simple(variant: Variant) -> bool:
    """Is the part taken out of the model or the knowledge, so that a whole run can do without?"""
    return variant.chains is None and variant.label is None and not variant.blank


def _told_apart(known: Knowledge, model: matching.Model) -> tuple[str, str]:
    cases = lookalikes.load()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.json"
        path.write_text(to_text(model), encoding="utf-8")
        tally = lookalikes.Tally.of(lookalikes.run_together(cases, known, path))
    return f"{tally.merged} of {tally.different}", f"{tally.joined} of {tally.same}"


def _pair_f(name: str, known: Knowledge) -> float:
    """The mean over both halves (rows by turns) at the cut that gives the best F1 on the other."""
    rows = [
        json.loads(line)
        for line in (corpora.SHARED / "bench" / f"pairs_{name}" / "pairs.jsonl").open()
    ]
    asked = [(row["left"], row["right"], row.get("type") or "") for row in rows]
    scored = matching.score_names(asked, matching_knowledge(known), matching.load_model("names"))
    told = [(weight, bool(row["match"])) for (weight, _), row in zip(scored, rows, strict=True)]
    halves = told[::2], told[1::2]
    return statistics.fmean(
        _f1(judged, max(sorted({w for w, _ in other}), key=lambda cut, o=other: _f1(o, cut)))
        for judged, other in (halves, halves[::-1])
    )


def _f1(told: Iterable[tuple[float, bool]], cut: float) -> float:
    said = [(weight >= cut, same) for weight, same in told]
    both = sum(a and b for a, b in said)
    return 2 * both / max(1, sum(a for a, _ in said) + sum(b for _, b in said))


def _prepared(corpus: Development, known: Knowledge) -> Prepared:
    return Prepared(corpus, *corpora.made(corpus, known))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sets", nargs="*", default=corpora.SETS, metavar="SET")
    parser.add_argument("--only", default="", metavar="WORD,...", help="variants with these words")
    parser.add_argument("--rare", action="store_true", help="look-alikes and pairs of names")
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    words = [word.strip() for word in chosen.only.split(",") if word.strip()]
    wanted = [v for v in VARIANTS if not words or v.name == FULL or any(w in v.name for w in words)]
    if chosen.rare:
        head = ("look-alikes, pairs of names", "merged", "found", *PAIRS)
        rows = [(v.name, *rare(v)) for v in wanted if _simple(v)]
        show = corpora.markdown if chosen.markdown else set_out
        print(json.dumps([head, *rows]) if chosen.json else show(head, rows))
        return
    prepared = [corpora.prepare(corpora.load(name)) for name in chosen.sets]
    table = {
        variant.name: {item.corpus.name: run(variant, item) for item in prepared}
        for variant in wanted
    }
    for rows in table.values():
        rows["macro"] = corpora.macro(list(rows.values()))
    if chosen.json:
        print(json.dumps({"columns": corpora.COLUMNS, "variants": table}, indent=1))
    else:
        print(written(table, chosen.markdown))


def written(table: Mapping[str, Mapping[str, tuple[float, ...]]], markdown: bool) -> str:
    """Means over the sets, then CoNLL and alias F of every set; the verdict at the end."""
    sets = list(table[FULL])[:-1]
    alias = corpora.COLUMNS.index("alias F")
    means = [(name, *corpora.percent(rows["macro"]), verdict(rows, table[FULL]))
             for name, rows in table.items()]  # fmt: skip
    each = [
        (name, *(f"{100 * rows[s][0]:.1f} / {100 * rows[s][alias]:.1f}" for s in sets))
        for name, rows in table.items()
    ]
    parts = [(("mean of the sets", *corpora.COLUMNS, "earns its place"), means),
             (("CoNLL / alias F", *sets), each)]  # fmt: skip
    show = corpora.markdown if markdown else set_out
    return "\n\n".join(show(head, rows) for head, rows in parts)


def verdict(rows: Mapping[str, tuple[float, ...]], full: Mapping[str, tuple[float, ...]]) -> str:
    """Yes where CoNLL, LEA, alias F or the shared cells fall in the mean without the part."""
    if rows is full:
        return ""
    columns = [corpora.COLUMNS.index(name) for name in ("CoNLL", "LEA", "alias F", "shared F")]
    falls = [full["macro"][c] - rows["macro"][c] for c in columns]
    if max(falls) < EARNS and min(falls) > -EARNS:
        return "no difference"
    return "yes" if sum(falls) > 0 else "no"


if __name__ == "__main__":
    main()
