"""Judgements that cannot all hold: what says the same and what says different, in full."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import TYPE_CHECKING

from toolkit.entities.judgements import Constraints, Judgement, Side
from toolkit.names.normalise import name_key

if TYPE_CHECKING:
    import networkx as nx

Node = tuple[str, str, str]
Find = Callable[[str, str], Sequence[str]]  # (name, document or "") -> record ids
Where = Callable[[str], str]  # record id -> a document that holds it


@dataclass(frozen=True, slots=True)
class Contradiction:
    """`judgement` says different; `steps` lead from its left name to its right one.

    `same` are the judgements among the steps; without any, the text of one document ties the names.
    """

    judgement: Judgement
    steps: tuple[str, ...]
    same: tuple[Judgement, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """What was said by whom and when, the lone voice first."""
        return (f"different: {self.judgement}", *(f"same: {step}" for step in self.steps))


def contradictions(decided: Constraints, find: Find, where: Where) -> list[Contradiction]:
    """One for every "different" that the "same" judgements or a document speak against.

    Names are tied by a judgement, or because one document's chain holds both (one record). The
    shortest way from the one name to the other is told.
    """
    ties = _ties(decided.must_link, find)
    found = []
    for judgement in decided.cannot_link:
        names = (judgement.left, judgement.right)
        apart, both = kept_apart(judgement, find)
        if way := _shortest(ties, apart):
            found.append(Contradiction(judgement, *_told(ties, names, way, where)))
        elif both:
            found.append(Contradiction(judgement, (_one_record(*names, where(both[0])),)))
    return found


def kept_apart(judgement: Judgement, find: Find) -> tuple[list[tuple[str, str]], list[str]]:
    """The records that a "different" keeps apart, and those that hold both names.

    A document that ties the two names speaks of one thing, which the judgement cannot divide; it
    counts for the longer name, so that other bearers of the short name stay away from it.
    """
    left, right = (find(*side) for side in judgement.sides)
    one, two = (name_key(name) for name, _ in judgement.sides)
    both = sorted(set(left) & set(right)) if one != two else []
    if len(one) < len(two):
        left = [record for record in left if record not in both]
    else:
        right = [record for record in right if record not in both]
    return [(a, b) for a, b in product(left, right) if a != b], both


def tied_by(
    must: Sequence[Judgement], find: Find, where: Where, names: tuple[str, str],
    pairs: Sequence[tuple[str, str]],
) -> tuple[str, ...]:  # fmt: skip
    """The judgements, and what documents tie between them, that make two names one thing.

    `pairs` are the records of the one name with those of the other; empty where nobody tied them.
    """
    ties = _ties(must, find)
    way = _shortest(ties, pairs)
    return _told(ties, names, way, where)[0] if way else ()


def _ties(must: Sequence[Judgement], find: Find) -> nx.Graph:
    """Names of judgements and the records they are found in; an edge = one and the same thing."""
    import networkx as nx

    graph = nx.Graph()
    for judgement in must:
        records = [find(*side) for side in judgement.sides]
        if all(records):
            nodes = [_name(side) for side in judgement.sides]
            graph.add_edge(*nodes, judgement=judgement)
            for node, side, held in zip(nodes, judgement.sides, records, strict=True):
                graph.nodes[node].update(name=side[0], judgement=judgement)
                graph.add_edges_from((node, _record(record)) for record in held)
    return graph


def _name(side: Side) -> Node:
    return ("name", name_key(side[0]), side[1])


def _record(record_id: str) -> Node:
    return ("record", record_id, "")


def _shortest(ties: nx.Graph, pairs: Sequence[tuple[str, str]]) -> list[Node]:
    import networkx as nx

    ways = [
        nx.shortest_path(ties, _record(a), _record(b))
        for a, b in pairs
        if a != b and _record(a) in ties and _record(b) in ties
        and nx.has_path(ties, _record(a), _record(b))
    ]  # fmt: skip
    return min(ways, key=lambda way: (len(way), way)) if ways else []


def _told(
    ties: nx.Graph, names: tuple[str, str], way: Sequence[Node], where: Where
) -> tuple[tuple[str, ...], tuple[Judgement, ...]]:
    """The way in words, what a document ties and what someone judged; and those judgements."""
    steps: list[str] = []
    same: list[Judgement] = []
    at, end = names
    record = ""
    for here, there in pairwise(way):
        if here[0] == "record":
            record = here[1]
        if there[0] == "name":
            name = str(ties.nodes[there]["name"])
            said = ties.edges[here, there].get("judgement")
            if said is not None:
                steps.append(str(said))
                same.append(said)
            elif name_key(name) != name_key(at):
                steps.append(_one_record(at, name, where(record)))
            at = name
        elif not same or at not in (same[-1].left, same[-1].right):  # record - name - record
            said = ties.nodes[here]["judgement"]
            steps.append(f"{said}, for every “{' '.join(at.split())}”")
            same.append(said)
    if name_key(at) != name_key(end):
        steps.append(_one_record(at, end, where(way[-1][1])))
    return tuple(steps), tuple(same)


def _one_record(left: str, right: str, doc_id: str) -> str:
    names = (f"“{' '.join(name.split())}”" for name in (left, right))
    return " and ".join(names) + f" are one name inside a document ({doc_id})"
