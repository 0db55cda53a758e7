"""What calls on a corpus return: values with a readable repr, static in a notebook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from toolkit.entities.alarms import Alarm
from toolkit.printable import printable
from toolkit.types import Entity
from toolkit.value import Value, html_table, plain, safe


@dataclass(frozen=True, slots=True)
class Resolved(Value):
    """What `resolve` did. `changed` is False when nothing had to be done.

    `pairs` were scored, `merged` joined records, `refused` merges were stopped by a constraint.
    `alarms` counts what is odd about entities, `notes` say what came of judgements
    and which comparisons the pair budget had no room for.
    """

    documents: int
    mentions: int
    chains: int
    records: int
    pairs: int
    merged: int
    refused: int
    entities: int
    themes: int
    extractor: str
    alarms: int = 0
    changed: bool = True
    problems: tuple[str, ...] = ()
    history: tuple[tuple[str, str, str], ...] = ()
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        state = "" if self.changed else " (up to date, nothing to do)"
        return (
            f"{self.documents} documents, {self.mentions} mentions, {self.entities} entities, "
            f"{self.themes} themes{state}"
        )

    def _repr_html_(self) -> str:
        """One line, and what has to be read: what failed, notes."""
        told = "".join(f"<li>{safe(text)}</li>" for text in (*self.problems, *self.notes))
        return f"<p>{safe(self)}</p>" + (f"<ul>{told}</ul>" if told else "")


@dataclass(frozen=True, slots=True)
class Quote(Value):
    """A counted mention in its sentence. `start` and `end` are offsets into `sentence`; `page` is
    0 where the document is not divided into pages."""

    doc_id: str
    group: str
    sentence: str
    start: int
    end: int
    page: int = 0


@dataclass(frozen=True, slots=True, repr=False)
class EntityView(Value):
    """One entity with its written forms (count each) and the sentences that name it.

    `also` are other entities, (name, id), that are written as the asked-for name, too; `alarms`
    say why the entity may be several things; `again` are mentions in reprinted text, which do not
    count.
    """

    entity: Entity
    forms: tuple[tuple[str, str, int], ...] = ()
    also: tuple[tuple[str, str], ...] = ()
    quotes: tuple[Quote, ...] = ()
    alarms: tuple[Alarm, ...] = ()
    again: int = 0

    @property
    def entity_id(self) -> str:
        return self.entity.entity_id

    @property
    def name(self) -> str:
        return self.entity.name

    @property
    def kind(self) -> str:
        return self.entity.kind

    @property
    def aliases(self) -> tuple[str, ...]:
        return self.entity.aliases

    @property
    def counts(self) -> str:
        """ "4 mentions in 1 document"."""
        m, d = self.entity.mentions, self.entity.documents
        return f"{m} mention{'s' * (m != 1)} in {d} document{'s' * (d != 1)}"

    def __str__(self) -> str:
        e = self.entity
        groups = ", ".join(f"{group} {n}" for group, n in e.groups.items())
        lines = [f"{e.name}  ({e.kind}, {e.entity_id})"]
        lines.append(f"{self.counts}: {groups}")
        lines += [f"  {n:>4}  {text}  [{form}]" for text, form, n in self.forms]
        lines += [f"  role: {role}" for role in e.roles]
        lines += [f"  so is also written: {name} ({other})" for name, other in self.also]
        lines += [f"  alarm, {alarm.kind}: {alarm.text}" for alarm in self.alarms]
        return printable("\n".join(lines))

    def to_dict(self) -> dict[str, Any]:
        """What `toolkit show --json` writes: the entity, its forms, other bearers, sentences."""
        found: dict[str, Any] = plain(self.entity)
        return found | {
            "also": [{"name": name, "entity_id": other} for name, other in self.also],
            "forms": [{"text": t, "form": f, "mentions": n} for t, f, n in self.forms],
            "reprinted": self.again,
            "alarms": plain(self.alarms),
            "sentences": plain(self.quotes),
        }

    def _repr_html_(self) -> str:
        head = f"<p><b>{safe(self.name)}</b> ({safe(self.kind)}): {safe(self.counts)}</p>"
        return head + html_table(("written", "form", "mentions"), self.forms)
