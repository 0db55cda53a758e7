"""Training a model from what a store knows: gold, judgements, or what its texts say outright."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from toolkit import matching
from toolkit.config import Settings
from toolkit.corpus.decisions import NamedRecords
from toolkit.entities import constraints
from toolkit.entities.judgements import kept
from toolkit.errors import ConfigError, UsageError
from toolkit.evaluation.gold import read_gold
from toolkit.matching.labelling import LabelledPair, entity_of_records, label_pairs, labelled
from toolkit.matching.levels import COMPARISONS
from toolkit.matching.model import to_text
from toolkit.matching.training import Fit, train
from toolkit.names.normalise import name_key
from toolkit.store import Store, read_chains, read_documents
from toolkit.types import Chain
from toolkit.value import Value

SOURCES = ("gold", "judgements", "texts")
ALL = -60.0  # bits; every pair that is compared, however low it scores
GAIN = 0.02  # bits a pair by which unseen pairs must be told better than before
# Links of different names inside a document that hold nearly always (docs/decisions/0007).
STATED = frozenset((
    "definition", "long form", "bracket", "acronym in brackets", "called", "apposition", "acronym",
    "surname", "person's name", "short name",
))  # fmt: skip


@dataclass(frozen=True, repr=False)
class Trained(Value):
    """A trained model and what is known of it. `source` is where the answers came from."""

    fit: Fit
    start: matching.Model
    source: str
    skipped: tuple[str, ...] = ()

    @property
    def moved(self) -> list[tuple[str, str, int, int, float, float]]:
        """(comparison, level, one thing, two, before, after), what moved most first."""
        rows = [
            (item.name, level, *self.fit.counts[item.name, level],
             self.start.weights[item.name][level], self.fit.model.weights[item.name][level])
            for item in COMPARISONS for level, _ in item.levels
        ]  # fmt: skip
        return sorted(rows, key=lambda row: (-abs(row[5] - row[4]), row[0], row[1]))

    def __str__(self) -> str:
        return (
            f"model {self.fit.model.name!r} from {self.source}: {self.fit.matches} pairs that are "
            f"one thing, {self.fit.others} that are two; bits a pair on unseen pairs "
            f"{self.fit.loss_before:.3f} before, {self.fit.loss_after:.3f} after"
        )

    __repr__ = __str__

    def to_dict(self) -> dict[str, Any]:
        head = ("comparison", "level", "one_thing", "two", "before", "after")
        return {
            "name": self.fit.model.name, "source": self.source, "start": self.start.name,
            "matches": self.fit.matches, "others": self.fit.others,
            "loss_before": self.fit.loss_before, "loss_after": self.fit.loss_after,
            "levels": [dict(zip(head, row, strict=True)) for row in self.moved],
        }  # fmt: skip

    def save(self, path: Path) -> Path:
        """Write the model file and, beside it, its card (.md). Raises UsageError."""
        if path.suffix != ".json":
            raise ConfigError("the name of a model file ends in .json", where=str(path))
        try:
            path.write_text(to_text(self.fit.model), encoding="utf-8")
            path.with_suffix(".md").write_text(_card(self), encoding="utf-8")
        except OSError as error:
            raise UsageError(f"cannot be written: {error.strerror}", where=str(path)) from error
        return path


def learn(
    store: Store, settings: Settings, records: matching.Records, source: str, name: str,
    gold: Path | None = None,
) -> Trained:  # fmt: skip
    """A model trained on the store, starting at the model of the settings.

    `source` is one of SOURCES; "gold" needs the file. Raises UsageError where there is too little
    to learn from, or where the trained weights tell unseen pairs no better than those they
    started from: then the start is the better model.
    """
    start = matching.load_model(settings.matching.model)
    chains = read_chains(store)
    wide = settings.matching.model_copy(update={"keep_above": ALL})
    pairs = matching.score(records, start, wide, settings.run)
    skipped: tuple[str, ...] = ()
    if source == "gold":
        if gold is None:
            raise UsageError("no gold to learn from", hint="Give a GOLD.jsonl.")
        entities, skipped = _gold_entities(store, chains, records, gold)
        known = label_pairs(pairs, entities)
    elif source == "judgements":
        known = _judged(store, pairs.to_pylist())
    elif source == "texts":
        known = _stated(chains, records, pairs.to_pylist())
    else:
        raise UsageError(f"unknown source {source!r}", hint=f"Known: {', '.join(SOURCES)}.")
    fit = train(known, start, name)
    if fit.loss_after > fit.loss_before - GAIN:
        raise UsageError(
            f"the trained weights tell unseen pairs no better: {fit.loss_before:.3f} bits a pair "
            f"before, {fit.loss_after:.3f} after",
            hint=f"Keep the model {start.name!r}; label more names of other kinds to improve it.",
        )
    return Trained(fit, start, source, skipped)


def _gold_entities(
    store: Store, chains: Sequence[Chain], records: matching.Records, path: Path
) -> tuple[dict[str, str], tuple[str, ...]]:
    """The entity of every record that the gold knows. Found names that cover most of a gold name
    take its entity."""
    documents = {document.doc_id: document for document in read_documents(store)}
    file = read_gold(path, documents)
    by_document: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for row in file.mentions:
        if row.entity_id:
            by_document[row.doc_id].append((row.start, row.end, row.entity_id))
    spans = {
        (m.doc_id, m.start, m.end): entity
        for chain in chains for m in chain.mentions
        for entity in [_entity_at(by_document.get(m.doc_id, ()), m.start, m.end)]
        if entity
    }  # fmt: skip
    return entity_of_records(chains, records, spans), tuple(map(str, file.skipped))


def _entity_at(gold: Iterable[tuple[int, int, str]], start: int, end: int) -> str:
    """The entity of the gold name that shares more than half of the characters of both."""
    for low, high, entity in gold:
        both = min(end, high) - max(start, low)
        if both * 2 > max(end, high) - min(start, low):
            return entity
    return ""


def _judged(store: Store, rows: Sequence[Mapping[str, Any]]) -> list[LabelledPair]:
    """Compared pairs of records that standing judgements speak of."""
    decided = constraints(kept(store))
    named = NamedRecords.stored(store, decided.all)
    answers: dict[frozenset[str], bool] = {}
    for judgements, same in ((decided.must_link, True), (decided.cannot_link, False)):
        for judgement in judgements:
            for pair in product(*(named.find(*side) for side in judgement.sides)):
                answers[frozenset(pair)] = same
    ends = [(row, frozenset((row["record_l"], row["record_r"]))) for row in rows]
    return [labelled(row, answers[pair], "judgements") for row, pair in ends if pair in answers]


def _stated(
    chains: Sequence[Chain], records: matching.Records, rows: Sequence[Mapping[str, Any]]
) -> list[LabelledPair]:
    """Pairs of records whose names some text calls one thing, or uses side by side for two.

    A record that holds both names is no evidence: the answer would be in the question.
    """
    same: set[frozenset[str]] = set()
    apart: set[frozenset[str]] = set()
    names_of = {chain.chain_id: _names(chain) for chain in chains}
    by_document: dict[str, list[set[str]]] = defaultdict(list)
    for chain in chains:
        by_document[chain.doc_id].append(names_of[chain.chain_id])
        keys = {m.mention_id: name_key(m.text) for m in chain.mentions}
        for link in chain.links:
            if link.rule in STATED and link.mention_id in keys and link.target_id in keys:
                same.add(frozenset((keys[link.mention_id], keys[link.target_id])))
    for held in by_document.values():
        for at, left in enumerate(held):
            for right in held[:at]:
                apart |= {frozenset(pair) for pair in product(left, right)}
    names = {
        record: set().union(*(names_of[chain] for chain in ids))
        for record, ids in records.chain_ids.items()
    }
    found = []
    for row in rows:
        left, right = names[row["record_l"]], names[row["record_r"]]
        pairs = {frozenset(p) for p in product(left, right)}
        if left & right:
            continue
        if pairs & same and not pairs & apart:
            found.append(labelled(row, True, "texts"))
        elif pairs <= apart and not pairs & same:
            found.append(labelled(row, False, "texts"))
    return found


def _names(chain: Chain) -> set[str]:
    return {name_key(m.text) for m in chain.mentions if m.form != "nominal"}


def _card(found: Trained) -> str:
    fit = found.fit
    rows = [
        f"| {comparison} | {level} | {same} | {two} | {before:+.2f} | {after:+.2f} |"
        for comparison, level, same, two, before, after in found.moved
        if same or two
    ]
    return "\n".join([
        f"# Model `{fit.model.name}`", "",
        f"Trained by `toolkit train` from {found.source}, starting at the model "
        f"`{found.start.name}` (fingerprint {found.start.fingerprint}).", "",
        f"{fit.matches} pairs that are one thing and {fit.others} that are two. On pairs that the "
        f"fit had not seen the mean negative log likelihood fell from {fit.loss_before} to "
        f"{fit.loss_after} bits. The model knows the names of one corpus: measure it with "
        "`toolkit evaluate` before it is used on another.", "",
        "| comparison | level | one thing | two | before | after |",
        "|---|---|---|---|---|---|", *rows, "",
    ])  # fmt: skip
