"""What differs between two resolved stores, as a value. Everything is told from `before` to
`after`; the weightiest rows come first."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from toolkit.printable import printable
from toolkit.value import Value, safe

SCHEMA_VERSION = 1
SHOWN = 10  # rows of one sort in a text or a notebook
MERGED, SPLIT, APPEARED, VANISHED, RENAMED = "merged", "split", "appeared", "vanished", "renamed"


@dataclass(frozen=True, slots=True, repr=False)
class DocumentChanges(Value):
    """`same` documents have equal text under the same doc_id, or under another one (`moved`, old
    and new doc_id). `changed` have another text; `regrouped` are in another group."""

    same: int
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    moved: tuple[tuple[str, str], ...] = ()
    regrouped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MentionChanges(Value):
    """Names found in the documents that are the same: in both stores, only before, only after."""

    kept: int
    lost: int
    gained: int


@dataclass(frozen=True, slots=True)
class Named(Value):
    """An entity of one of the stores; `mentions` are those that the change is about."""

    entity_id: str
    name: str
    mentions: int


@dataclass(frozen=True, slots=True)
class EntityChange(Value):
    """merged: several of `before` are one `after`; split: the other way around; appeared and
    vanished have one side only, and `why` says what brought or took them; renamed: the same
    mentions under another name."""

    change: str
    before: tuple[Named, ...]
    after: tuple[Named, ...]
    why: str = ""

    @property
    def mentions(self) -> int:
        return sum(side.mentions for side in (self.before or self.after))

    def __str__(self) -> str:
        sides = [
            " + ".join(f"{n.name} ({n.mentions})" for n in s) for s in (self.before, self.after)
        ]
        arrow = " -> ".join(side for side in sides if side)
        return printable(f"{self.change}: {arrow}" + (f" ({self.why})" if self.why else ""))


@dataclass(frozen=True, slots=True)
class SharedChange(Value):
    """An actor that all groups name now (`gained`), or no longer do. `before` and `after` are the
    groups that name it, `why` what made the difference: documents, resolution or extraction."""

    name: str
    entity_id: str
    gained: bool
    before: tuple[str, ...]
    after: tuple[str, ...]
    why: tuple[str, ...]

    def __str__(self) -> str:
        what = "shared now" if self.gained else "shared no longer"
        return printable(f"{what}: {self.name} ({'; '.join(self.why)})")


@dataclass(frozen=True, slots=True)
class ThemeChange(Value):
    """A theme that other groups have evidence of than before."""

    theme_id: str
    label: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    def __str__(self) -> str:
        sides = [", ".join(side) or "no group" for side in (self.before, self.after)]
        return printable(f"theme {self.label}: in {sides[0]} -> in {sides[1]}")


@dataclass(frozen=True, slots=True)
class FindingChange(Value):
    """A finding of the comparison before and after; "" where it was not made."""

    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, repr=False)
class Conclusions(Value):
    """What the comparisons of `groups` say before and after. `figures` are those that differ."""

    groups: tuple[str, ...]
    answer: tuple[str, str]
    findings: tuple[FindingChange, ...]
    shared: tuple[SharedChange, ...]
    themes: tuple[ThemeChange, ...]
    figures: dict[str, tuple[float | None, float | None]]

    @property
    def equal(self) -> bool:
        told = (self.findings, self.shared, self.themes, self.figures)
        return self.answer[0] == self.answer[1] and not any(told)


@dataclass(frozen=True, slots=True)
class Difference(Value):
    """What `Corpus.diff` returns. `unchanged` entities hold the same names on both sides.

    `conclusions` is None where the two have no group in common; `settings` are facts of the runs
    that differ (model, threshold, versions, ...), and do not count as a difference by themselves.
    """

    documents: DocumentChanges
    mentions: MentionChanges
    entities: tuple[EntityChange, ...]
    unchanged: int
    conclusions: Conclusions | None
    settings: dict[str, tuple[Any, Any]]

    @property
    def equal(self) -> bool:
        docs, names = self.documents, self.mentions
        moved = (docs.came, docs.went, docs.changed, docs.moved, docs.regrouped, self.entities)
        same = self.conclusions is None or self.conclusions.equal
        return not any(moved) and not names.lost and not names.gained and same

    @property
    def counts(self) -> dict[str, int]:
        """How many entities merged, split, appeared, vanished, were renamed."""
        found = Counter(row.change for row in self.entities)
        return {name: found[name] for name in (MERGED, SPLIT, APPEARED, VANISHED, RENAMED)}

    def of(self, change: str) -> tuple[EntityChange, ...]:
        return tuple(row for row in self.entities if row.change == change)

    def tables(self) -> dict[str, Any]:
        """Arrow-backed tables by name: entities, documents, shared, themes."""
        from toolkit.corpus.difference_tables import tables

        return tables(self)

    def to_dict(self) -> dict[str, Any]:
        """Dictionaries, lists, texts, numbers and None, ready for `json.dumps`."""
        found = {"schema_version": SCHEMA_VERSION, "equal": self.equal, "counts": self.counts}
        return found | asdict(self)

    def to_json(self) -> str:
        return json.dumps(self.to_dict(), ensure_ascii=False)

    def sections(self) -> Iterator[tuple[str, list[str]]]:
        """(heading, lines), the most important first; nothing that did not change."""
        if self.conclusions is not None:
            yield from _conclusions(self.conclusions)
        for change in (MERGED, SPLIT, APPEARED, VANISHED, RENAMED):
            if rows := self.of(change):
                yield f"{change.capitalize()}: {len(rows):,}", [str(row) for row in rows]
        docs = self.documents
        for what, names in (("came", docs.came), ("went", docs.went), ("changed", docs.changed),
                            ("in another group", docs.regrouped)):  # fmt: skip
            if names:
                yield f"Documents {what}: {len(names):,}", list(names)
        if docs.moved:
            lines = [f"{old} -> {new}" for old, new in docs.moved]
            yield f"Documents under another name: {len(lines):,}", lines
        if self.settings:
            pairs = [f"{key}: {old} -> {new}" for key, (old, new) in self.settings.items()]
            yield "Settings of the runs", pairs

    @property
    def summary(self) -> str:
        """One line of counts."""
        if self.equal:
            return (
                f"No difference: {self.unchanged:,} entities in {self.documents.same:,} documents."
            )
        docs, counts = self.documents, ", ".join(f"{n:,} {name}" for name, n in self.counts.items())
        came = f"{len(docs.came):,} came, {len(docs.went):,} went, {len(docs.changed):,} changed"
        names = f"{self.mentions.gained:,} gained, {self.mentions.lost:,} lost"
        return (
            f"Entities: {self.unchanged:,} unchanged, {counts}. Documents: {docs.same:,} the same, "
            f"{came}. Names in the same documents: {self.mentions.kept:,} kept, {names}."
        )

    def __str__(self) -> str:
        lines = [self.summary]
        for heading, rows in self.sections():
            lines += ["", heading, *(f"  {row}" for row in rows[:SHOWN])]
            if len(rows) > SHOWN:
                lines.append(f"  ... and {len(rows) - SHOWN:,} more")
        return printable("\n".join(lines))

    __repr__ = __str__

    def _repr_html_(self) -> str:
        parts = [f"<p>{safe(self.summary)}</p>"]
        for heading, rows in self.sections():
            items = "".join(f"<li>{safe(row)}</li>" for row in rows[:SHOWN])
            more = f"<p>{len(rows) - SHOWN:,} more</p>" if len(rows) > SHOWN else ""
            parts.append(f"<h4>{safe(heading)}</h4><ul>{items}</ul>{more}")
        return "<div>" + "".join(parts) + "</div>"


def _conclusions(found: Conclusions) -> Iterator[tuple[str, list[str]]]:
    if found.answer[0] != found.answer[1]:
        yield "The answer", [f"before: {found.answer[0]}", f"after:  {found.answer[1]}"]
    if found.shared:
        yield (
            f"Shared actors that changed: {len(found.shared):,}",
            [str(row) for row in found.shared],
        )
    if found.findings:
        lines = [line for row in found.findings for line in _finding(row)]
        yield f"Findings that changed: {len(found.findings):,}", lines
    if found.figures:
        pairs = [f"{k}: {_figure(a)} -> {_figure(b)}" for k, (a, b) in found.figures.items()]
        yield "Overlap", pairs
    if found.themes:
        yield f"Themes that changed: {len(found.themes):,}", [str(row) for row in found.themes]


def _finding(row: FindingChange) -> list[str]:
    if not row.before or not row.after:
        return [f"{'new' if row.after else 'gone'}: {row.title}: {row.after or row.before}"]
    return [f"before: {row.title}: {row.before}", f"after:  {row.title}: {row.after}"]


def _figure(value: float | None) -> str:
    return "none" if value is None else f"{value:.4g}"
