"""How many look-alike pairs are told apart, and how many true pairs are found.

Run:  python benchmarks/lookalikes.py [TABLE.yaml ...] [--held-out | --no-held-out] [--json]
Every case of the table (tests/golden/lookalikes.yaml unless others are named) is resolved as a
corpus of its own, then all cases together as one corpus, so that names of different cases meet.
Prints counts by category and every failure. What the words mean:

merged    a pair marked different whose spans went to one entity: wrong
missed    a pair marked same whose spans went to two entities, or were not found: wrong
unfound   a span that no mention covers: a missed pair if "same", apart if "different"
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

import toolkit

TABLE = Path(__file__).resolve().parent.parent / "tests" / "golden" / "lookalikes.yaml"


@dataclass(frozen=True)
class Span:
    """Half-open offsets into one document of a case."""

    doc_id: str
    start: int
    end: int


@dataclass(frozen=True)
class Case:
    """Documents with two marked spans that mean one thing (`same`) or two."""

    id: str
    category: str
    same: bool
    held_out: bool
    documents: tuple[toolkit.Document, ...]
    left: Span
    right: Span
    why: str

    @property
    def within(self) -> bool:
        """Are both spans in one document?"""
        return self.left.doc_id == self.right.doc_id


@dataclass(frozen=True)
class Outcome:
    """`found`: has each span a mention; `joined`: are both in one entity."""

    case: Case
    found: tuple[bool, bool]
    joined: bool

    @property
    def right(self) -> bool:
        return self.joined == self.case.same

    @property
    def failure(self) -> str:
        """'' or what went wrong, in a word."""
        if self.right:
            return ""
        return "merged" if self.joined else "missed" if all(self.found) else "unfound"


@dataclass(frozen=True)
class Tally:
    """Counts over some outcomes."""

    different: int
    merged: int
    same: int
    joined: int
    unfound: int  # pairs with a span that was not found, same or different

    @classmethod
    def of(cls, outcomes: Iterable[Outcome]) -> Tally:
        rows = list(outcomes)
        different = [o for o in rows if not o.case.same]
        same = [o for o in rows if o.case.same]
        return cls(
            len(different), sum(o.joined for o in different), len(same),
            sum(o.joined for o in same), sum(not all(o.found) for o in rows),
        )  # fmt: skip

    @property
    def merged_share(self) -> float:
        return self.merged / self.different if self.different else 0.0

    @property
    def joined_share(self) -> float:
        return self.joined / self.same if self.same else 1.0


def load(path: Path = TABLE) -> list[Case]:
    """The cases of a table. Raises ValueError where a span does not stand in its text."""
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [_case(row) for row in rows]


def _case(row: dict[str, Any]) -> Case:
    documents = tuple(
        toolkit.Document(f"{row['id']}/{number}", text.strip())
        for number, text in enumerate(row["texts"], 1)
    )
    return Case(
        row["id"], row["category"], row["same"], row.get("held_out", False), documents,
        _span(row["id"], documents, *row["left"]), _span(row["id"], documents, *row["right"]),
        row["why"],
    )  # fmt: skip


def _span(
    case: str, documents: Sequence[toolkit.Document], number: int, words: str, which: int = 1
) -> Span:
    document = documents[number - 1]
    start = -1
    for _ in range(which):
        start = document.text.find(words, start + 1)
        if start < 0:
            raise ValueError(f"{case}: {words!r} does not stand {which} times in text {number}")
    return Span(document.doc_id, start, start + len(words))


def run_apart(cases: Iterable[Case]) -> list[Outcome]:
    """Every case as a corpus of its own."""
    return [outcome for case in cases for outcome in run_together([case])]


def run_together(
    cases: Sequence[Case], known: Any = None, model: Path | str = ""
) -> list[Outcome]:  # fmt: skip
    """All cases as one corpus; ablations give another knowledge of the world or another model."""
    settings: dict[str, Any] = {"themes.packs": [], "mentions.extractor": "rules"}
    if model:
        settings["matching.model"] = str(model)
    with toolkit.open(":memory:", overrides=settings) as corpus:
        if known is not None:
            corpus._knowledge = known
        corpus.ingest([document for case in cases for document in case.documents])
        corpus.resolve()
        with tempfile.TemporaryDirectory() as folder:
            file = corpus.export("mentions", Path(folder) / "mentions.jsonl")
            lines = file.read_text(encoding="utf-8").splitlines()
    mentions = [json.loads(line) for line in lines]
    by_document: dict[str, list[dict[str, Any]]] = {}
    for mention in mentions:
        by_document.setdefault(mention["doc_id"], []).append(mention)
    return [_outcome(case, by_document) for case in cases]


def _outcome(case: Case, mentions: dict[str, list[dict[str, Any]]]) -> Outcome:
    left = entity_at(case.left, mentions.get(case.left.doc_id, ()))
    right = entity_at(case.right, mentions.get(case.right.doc_id, ()))
    return Outcome(case, (bool(left), bool(right)), bool(left) and left == right)


def entity_at(span: Span, mentions: Iterable[dict[str, Any]]) -> str:
    """Entity of the mention that stands for a span, '' without one: the same span, else the
    nearest one that is only a title, an article or another small piece longer or shorter."""
    near = []
    for mention in mentions:
        start, end = mention["start"], mention["end"]
        shared = min(end, span.end) - max(start, span.start)
        nested = (start <= span.start and span.end <= end) or (
            span.start <= start and end <= span.end
        )
        longest = max(end - start, span.end - span.start)
        titled = end == span.end and start <= span.start
        if nested and (titled or 2 * shared >= longest):
            near.append((longest - shared, mention["nested"], mention["entity_id"]))
    return min(near)[2] if near else ""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("tables", nargs="*", type=Path, default=[TABLE])
    parser.add_argument("--held-out", action=argparse.BooleanOptionalAction, default=None)
    parser.add_argument("--json", action="store_true", help="one object instead of text")
    given = parser.parse_args()
    cases = [
        case for table in given.tables or [TABLE] for case in load(table)
        if given.held_out in (None, case.held_out)
    ]  # fmt: skip
    ways = {"each case alone": run_apart(cases), "all cases together": run_together(cases)}
    print(as_json(ways) if given.json else "\n\n".join(as_text(*way) for way in ways.items()))


def as_text(title: str, outcomes: Sequence[Outcome]) -> str:
    """Counts by category, by place of the pair and in all, then the failures."""
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(outcome.case.category, []).append(outcome)
    groups["= within a document"] = [o for o in outcomes if o.case.within]
    groups["= across documents"] = [o for o in outcomes if not o.case.within]
    groups["= all"] = list(outcomes)
    lines = [f"{title}", f"{'':28}different merged  same found  unfound"]
    for name, rows in groups.items():
        t = Tally.of(rows)
        lines.append(f"{name:28}{t.different:>9} {t.merged:>6}{t.same:>6} {t.joined:>5}"
                     f"{t.unfound:>9}")  # fmt: skip
    t = Tally.of(outcomes)
    lines += [f"merged {t.merged_share:.1%} of the different pairs, "
              f"found {t.joined_share:.1%} of the same ones"]  # fmt: skip
    for o in outcomes:
        if o.failure:
            left, right = _words(o.case, o.case.left), _words(o.case, o.case.right)
            lines.append(f"  {o.failure:8}{o.case.id:16}{left} | {right}: {o.case.why}")
    return "\n".join(lines)


def _words(case: Case, span: Span) -> str:
    (document,) = (d for d in case.documents if d.doc_id == span.doc_id)
    return document.text[span.start : span.end]


def as_json(ways: dict[str, list[Outcome]]) -> str:
    found: dict[str, Any] = {}
    for title, outcomes in ways.items():
        t = Tally.of(outcomes)
        found[title] = {
            "different": t.different, "merged": t.merged, "same": t.same, "found": t.joined,
            "unfound": t.unfound,
            "cases": [
                {"id": o.case.id, "category": o.case.category, "same": o.case.same,
                 "joined": o.joined, "spans_found": list(o.found)} for o in outcomes
            ],
        }  # fmt: skip
    return json.dumps(found, indent=1)


if __name__ == "__main__":
    main()
