"""The queue of questions: pairs of names whose answer changes the comparison most.

Candidates are pairs that were joined by a score, pairs just below the threshold, refused merges,
short names with their candidates, and alarms. A question's priority is p (1 - p) x size: p the
probability that the two are one thing, size what the answer changes (`effects`). For every
candidate the clusters that it touches are clustered again, once with each answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from toolkit.config import ClusteringSettings
from toolkit.corpus.alarming import read_alarms
from toolkit.corpus.audit import read_pairs
from toolkit.corpus.candidates import Candidate, gathered, promising
from toolkit.corpus.decisions import NamedRecords, refuse, told
from toolkit.corpus.effects import Part, Partition, Weigher
from toolkit.corpus.questions import Question, Queue, Side, question_id
from toolkit.corpus.quoting import Quoter
from toolkit.corpus.replaying import Parts, Replay, counted_cells
from toolkit.entities import Judgement, constraints
from toolkit.entities.contradictions import contradictions
from toolkit.entities.judgements import kept, standing
from toolkit.errors import UsageError
from toolkit.names.normalise import name_key
from toolkit.store import Store

Pair = tuple[str, str]


def questions(
    store: Store, cuts: ClusteringSettings, labels: Mapping[str, str], limit: int | None,
    groups: Sequence[str] = (), quoted: bool = True,
) -> Queue:  # fmt: skip
    """The open questions, highest priority first; none that is answered or changes nothing.

    With `groups` only what is said of these counts; `quoted` adds sentences and the waterfall.

    Raises UsageError where the judgements contradict each other.
    """
    held = standing(kept(store))
    named = NamedRecords.stored(store)
    decided = constraints(told(store))
    refuse([c for c in contradictions(decided, named.find, named.document) if c.same])
    asking = _Asking(store, cuts, labels, named, held)
    if groups:
        asking.only(groups)
    found = asking.ranked()
    shown = found if limit is None else found[:limit]
    return Queue(tuple(map(asking.told, shown) if quoted else shown), len(found))


class _Asking:
    """The state of the last run, with the answers that wait for the next one."""

    def __init__(
        self, store: Store, cuts: ClusteringSettings, labels: Mapping[str, str],
        named: NamedRecords, held: Sequence[Judgement],
    ) -> None:  # fmt: skip
        self.store, self.cuts, self.named = store, cuts, named
        weakest = min(cuts.review_above, cuts.threshold)
        replay = Replay.read(store, weakest)
        self.clusters = replay.cluster(cuts)
        self.home = self.clusters.cluster_of()
        self.rows = replay.records.by_id()
        self.cells = counted_cells(store)
        self.parts = Parts(replay)
        self.weigher = Weigher(self.cells, lambda group: labels.get(group, group), self.called)
        self.answered = {judgement.key for judgement in held}
        self.apart = {frozenset(pair) for pair in replay.cannot_links}
        self.tied = _roots(replay.must_links)
        self.entities = _entities(store)
        self.whole = set(self.clusters.members.values())
        self.names: dict[str, str] = dict(store.rows("SELECT entity_id, name FROM entities"))
        self.quoter = Quoter(store)
        self.scored = {
            (str(a), str(b)): float(p)
            for a, b, p in store.rows(
                "SELECT record_l, record_r, probability FROM pairs WHERE match_weight >= ?",
                [weakest],
            )
        }

    def only(self, groups: Sequence[str]) -> None:
        """Leave out of all counts what other groups say."""
        for record, cells in self.cells.items():
            kept = {cell: count for cell, count in cells.items() if cell[0] in groups}
            self.cells[record] = Counter(kept)

    def ranked(self) -> list[Question]:
        found: dict[object, Question] = {}
        alarms = read_alarms(self.store, self.cuts.threshold)
        candidates = gathered(self.clusters, self.scored, alarms, self.called)
        for candidate in promising(candidates, self.clusters, self.cells):
            made = self._question(candidate)
            if made is None:
                continue
            key, question = made
            if key not in found or found[key].priority < question.priority:
                found[key] = question
        return sorted(found.values(), key=lambda q: (-q.priority, q.left.name, q.question_id))

    def told(self, question: Question) -> Question:
        """With its sentences and its waterfall."""
        left, right = question.records
        pairs = read_pairs(
            self.store, "WHERE p.record_l = ? AND p.record_r = ?", sorted(question.records)
        )
        return replace(
            question,
            left=replace(question.left, quotes=self.quoter.of(left)),
            right=replace(question.right, quotes=self.quoter.of(right)),
            explanation=pairs[0] if pairs else None,
        )

    # --- one question --------------------------------------------------------------------------

    def _question(self, candidate: Candidate) -> tuple[object, Question] | None:
        """With a key that is equal for questions with the same two outcomes; None where it is
        answered, follows from answers, or changes nothing."""
        asked = (candidate.left, candidate.right)
        sides = tuple(self._side(a, b) for a, b in (asked, asked[::-1]))
        judgement = Judgement(
            sides[0].name, sides[1].name, "same", left_doc=sides[0].doc_id,
            right_doc=sides[1].doc_id,
        )  # fmt: skip
        if judgement.key in self.answered or self._follows(*asked):
            return None
        outcomes = self._outcomes(candidate, judgement)
        if outcomes is None:
            return None
        same, different = outcomes
        effect = self.weigher.effect(same, different)
        if not effect.size:
            return None
        joined = self.home[candidate.left] == self.home[candidate.right]
        now = self._now(candidate)
        return (tuple(sorted(same)), tuple(sorted(different))), Question(
            question_id(sides[0].name, sides[0].doc_id, sides[1].name, sides[1].doc_id),
            candidate.reason, candidate.text, sides[0], sides[1], joined, candidate.probability,
            effect, self.weigher.said(now, same), self.weigher.said(now, different), asked,
        )  # fmt: skip

    def _outcomes(
        self, candidate: Candidate, judgement: Judgement
    ) -> tuple[Partition, Partition] | None:
        records = [record for part in self._now(candidate) for record in part]
        ids = set(records)
        same = [p for p in self.named.pairs([judgement], True) if ids.issuperset(p)]
        different = [p for p in self.named.pairs([judgement], False) if ids.issuperset(p)]
        if not same or not different:
            return None
        try:
            return (
                self.parts.partition(records, self.cuts, same=same),
                self.parts.partition(records, self.cuts, different=different),
            )
        except UsageError:  # one of the answers would contradict what was judged before
            return None

    def _now(self, candidate: Candidate) -> tuple[Part, ...]:
        roots = {self.home[record] for record in (candidate.left, candidate.right)}
        roots |= {self.home.get(root, root) for root in candidate.touched}
        return tuple(self.clusters.members[root] for root in sorted(roots))

    def _follows(self, left: str, right: str) -> bool:
        """Do earlier answers say it already?"""
        if self.tied.get(left, left) == self.tied.get(right, right):
            return True
        return frozenset((left, right)) in self.apart

    def _side(self, record_id: str, other: str) -> Side:
        row, counts = self.rows[record_id], self.cells.get(record_id, Counter())
        name = " ".join(str(row["name"]).split())
        entity = self.entities.get(record_id, "")
        return Side(
            name, str(row["kind"]), self._scope(record_id, name, other),
            self.names.get(entity, ""), len(counts), counts.total(),
        )  # fmt: skip

    def _scope(self, record_id: str, name: str, other: str) -> str:
        """A document that tells the bearer of the name from others; '' where none is needed."""
        bearers = set(self.named.find(name, ""))
        alone = bearers <= set(self.clusters.members[self.home[record_id]])
        rival = {name_key(str(self.rows[other]["name"]))}
        if alone and other not in bearers and name_key(name) not in rival:
            return ""
        documents: list[str] = [str(doc_id) for doc_id in self.rows[record_id]["documents"]]
        exact = [d for d in documents if self.named.find(name, d) == [record_id]]
        return next(iter(exact or documents), "")

    def called(self, part: Part) -> str:
        """The entity's name, or of a part of one the name that is used most."""
        whole = {self.entities.get(record, "") for record in part}
        if len(whole) == 1 and part in self.whole:
            return self.names.get(next(iter(whole)), "")
        best = max(part, key=lambda r: (self.cells.get(r, Counter()).total(), r))
        return " ".join(str(self.rows[best]["name"]).split())


def _entities(store: Store) -> dict[str, str]:
    return dict(store.rows(
        "SELECT r.record_id, min(e.entity_id) FROM record_chains r "
        "JOIN entity_chains e USING (chain_id) GROUP BY 1"
    ))  # fmt: skip


def _roots(pairs: Iterable[Pair]) -> Mapping[str, str]:
    """For tied records the first of those they are tied to."""
    root: dict[str, str] = {}
    for left, right in pairs:
        a, b = root.get(left, left), root.get(right, right)
        kept_root, gone = min(a, b), max(a, b)
        root |= {record: kept_root for record, at in root.items() if at == gone}
        root |= {left: kept_root, right: kept_root}
    return root
