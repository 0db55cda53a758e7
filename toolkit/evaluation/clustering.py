"""Were the names joined as they should be: found entities against those of the gold.

A mention is a number, equal on both sides for a gold mention and the found one that goes with it.
A number that only one side has counts in the sizes of its entity and in no agreement: what was not
found costs recall, what was found beyond the gold costs precision.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import combinations

from toolkit.evaluation.assignment import best_pairs
from toolkit.evaluation.crossing import cells, cross_document, cross_unlike
from toolkit.evaluation.score import Score
from toolkit.value import Value

ARTICLES = ("the", "a", "an")
POSSESSIVES = ("'s", "’s", "'", "’")
NAMES = {
    "b_cubed": "B-cubed", "muc": "MUC", "ceaf_e": "CEAF-e", "ceaf_m": "CEAF-m",
    "conll": "CoNLL average", "lea": "LEA", "pairwise": "pairwise",
    "cross_document": "cross-document pairs", "cross_unlike": "  written differently",
    "alias_pairs": "alias pairs", "doc_entity": "document-entity cells",
    "doc_entity_shared": "  of shared entities",
}  # fmt: skip
Entities = Mapping[int, str]  # mention -> entity id


@dataclass(frozen=True, slots=True, repr=False)
class Clustering(Value):
    """Scores of a partition of mentions; `aligned` mentions are on both sides."""

    gold_mentions: int
    found_mentions: int
    aligned: int
    gold_entities: int
    found_entities: int
    b_cubed: Score
    muc: Score
    ceaf_e: Score
    ceaf_m: Score
    conll: Score
    lea: Score
    pairwise: Score
    cross_document: Score
    cross_unlike: Score
    alias_pairs: Score
    doc_entity: Score
    doc_entity_shared: Score

    @property
    def scores(self) -> dict[str, Score]:
        """The scores by the name that people know."""
        return {label: getattr(self, name) for name, label in NAMES.items()}

    @property
    def by_name(self) -> dict[str, Score]:
        """The scores by the name of their field."""
        return {name: getattr(self, name) for name in NAMES}


@dataclass(frozen=True, slots=True)
class _Table:
    """How many mentions each gold and each found entity has, and each two of them share."""

    gold: Counter[str]
    found: Counter[str]
    shared: Counter[tuple[str, str]]

    def turned(self) -> _Table:
        turned = Counter({(f, g): n for (g, f), n in self.shared.items()})
        return _Table(self.found, self.gold, turned)


def clustering(
    gold: Entities, found: Entities, texts: Mapping[int, str], homes: Mapping[int, str]
) -> Clustering:
    """All scores; `texts` are the mentions as written, `homes` their doc_ids.

    The order of the mentions decides between assignments that are equally good.
    """
    shared = Counter((g, found[m]) for m, g in gold.items() if m in found)
    table = _Table(Counter(gold.values()), Counter(found.values()), shared)
    muc, b_cubed = _muc(table), _two_sided(table, _b_cubed)
    ceaf_e, (ceaf_m, aligned) = _ceaf_e(table), _ceaf_m(table)
    doc_entity, doc_entity_shared = cells(gold, found, homes, aligned)
    return Clustering(
        len(gold), len(found), shared.total(), len(table.gold), len(table.found),
        b_cubed=b_cubed, muc=muc, ceaf_e=ceaf_e, ceaf_m=ceaf_m,
        conll=Score.mean([muc, b_cubed, ceaf_e]), lea=_two_sided(table, _lea),
        pairwise=_pairwise(table), cross_document=cross_document(gold, found, homes),
        cross_unlike=cross_unlike(gold, found, homes, texts),
        alias_pairs=_alias_pairs(gold, found, texts),
        doc_entity=doc_entity, doc_entity_shared=doc_entity_shared,
    )  # fmt: skip


def _two_sided(table: _Table, held: Callable[[_Table], float]) -> Score:
    """Recall is what the found entities hold of the gold ones, precision the same turned around;
    both are sums over mentions."""
    right = held(table.turned())
    return Score.of(right, table.found.total(), held(table), table.gold.total())


def _b_cubed(table: _Table) -> float:
    """Per mention, the share of its entity that is with it (Bagga & Baldwin 1998, LREC workshop on
    linguistic coreference)."""
    return sum(n * n / table.gold[g] for (g, _), n in sorted(table.shared.items()))


def _muc(table: _Table) -> Score:
    """Links kept: an entity of n mentions in k parts keeps n - k of n - 1 (Vilain et al. 1995,
    MUC-6). Unaligned mentions are parts of their own, which leaves aligned mentions minus cells of
    the table, the same number seen from both sides."""
    kept = table.shared.total() - len(table.shared)
    links = [sizes.total() - len(sizes) for sizes in (table.found, table.gold)]
    return Score.of(kept, links[0], kept, links[1])


def _ceaf_e(table: _Table) -> Score:
    """Entities assigned one to one by 2 |G and F| / (|G| + |F|), summed (Luo 2005, HLT-EMNLP,
    phi 4)."""
    worth = {(g, f): 2 * n / (table.gold[g] + table.found[f]) for (g, f), n in table.shared.items()}
    total = sum(worth[pair] for pair in _assigned(table, worth))
    return Score.of(total, len(table.found), total, len(table.gold))


def _ceaf_m(table: _Table) -> tuple[Score, list[tuple[str, str]]]:
    """Entities assigned one to one by |G and F| (Luo 2005, phi 3), and the assignment."""
    pairs = _assigned(table, table.shared)
    total = sum(table.shared[pair] for pair in pairs)
    return Score.of(total, table.found.total(), total, table.gold.total()), pairs


def _assigned(table: _Table, worth: Mapping[tuple[str, str], float]) -> list[tuple[str, str]]:
    gold, found = list(table.gold), list(table.found)
    number_g = {entity: i for i, entity in enumerate(gold)}
    number_f = {entity: i for i, entity in enumerate(found)}
    numbered = {(number_g[g], number_f[f]): value for (g, f), value in worth.items()}
    return [(gold[i], found[j]) for i, j in best_pairs(numbered)]


def _lea(table: _Table) -> float:
    """Per entity, the share of its links that are held, weighted by its size; a single mention has
    a link to itself, held where it is single on both sides (Moosavi & Strube 2016, ACL)."""
    held = 0.0
    for (g, f), n in sorted(table.shared.items()):
        size = table.gold[g]
        if size > 1:
            held += size * _links(n) / _links(size)
        elif table.found[f] == 1:
            held += 1.0
    return held


def _pairwise(table: _Table) -> Score:
    """Pairs of mentions that are in one entity on both sides."""
    kept = sum(map(_links, table.shared.values()))
    found, gold = (sum(map(_links, sizes.values())) for sizes in (table.found, table.gold))
    return Score.of(kept, found, kept, gold)


def _links(mentions: int) -> int:
    return mentions * (mentions - 1) // 2


def _alias_pairs(gold: Entities, found: Entities, texts: Mapping[int, str]) -> Score:
    """Pairs of different written forms of one entity, each once however often it occurs."""

    def pairs(entities: Entities) -> set[tuple[str, str]]:
        forms: dict[str, set[str]] = defaultdict(set)
        for mention, entity in entities.items():
            forms[entity].add(written(texts[mention]))
        return {pair for of_one in forms.values() for pair in combinations(sorted(of_one), 2)}

    right, wanted = pairs(found), pairs(gold)
    hits = len(right & wanted)
    return Score.of(hits, len(right), hits, len(wanted))


def written(text: str) -> str:
    """A form without what grammar adds: case, line breaks, an article, a possessive."""
    words = text.casefold().split()
    name = " ".join(words[1:] if len(words) > 1 and words[0] in ARTICLES else words)
    ending = next((end for end in POSSESSIVES if name.endswith(end)), "")
    return name.removesuffix(ending)
