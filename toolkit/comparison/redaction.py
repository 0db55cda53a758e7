"""A comparison without the names of some kinds of actors: they become "Person 1", "Person 2" ...

Every written form that was resolved to such an actor is replaced wherever it stands: in the texts,
also where it was not counted, in titles and file names, in other names, in the explanations and in
the provenance. Names that nothing found stay; so do descriptions ("the minister"), which can tell
who is meant. Whoever has the original texts can compare.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from toolkit.comparison.redacted_names import Names, Redacted
from toolkit.comparison.result import Actor, Comparison, Evidence, SourceText
from toolkit.errors import UsageError
from toolkit.types import TYPES, Document, Zone, content_id

T = TypeVar("T")
_NAMES = {
    "PERSON": "Person", "ORG": "Organisation", "GPE": "State", "LOC": "Place", "EVENT": "Event",
    "PROGRAMME": "Programme", "DOCUMENT": "Document", "PRODUCT": "Product", "FACILITY": "Facility",
}  # fmt: skip


def redact(comparison: Comparison, kinds: Collection[str]) -> Comparison:
    """`comparison` without the names of the actors of `kinds` (PERSON, ORG ...).

    An actor has the same stand-in everywhere. Figures do not change. Raises UsageError for an
    unknown kind.
    """
    for kind in kinds:
        if kind not in TYPES:
            raise UsageError(f"unknown kind {kind!r}", hint="Kinds: " + ", ".join(TYPES))
    stand_ins = _stand_ins(comparison, kinds)
    bare = replace(comparison, network=None)  # its material is of the texts
    return _Redaction(bare, stand_ins).done() if stand_ins else bare


def _stand_ins(comparison: Comparison, kinds: Collection[str]) -> dict[str, str]:
    """Entity id -> "Person 1", by falling number of mentions, then by name as the page has them."""
    everyone = {actor.entity_id: actor.kind for actor in comparison.actors}
    everyone |= {name.entity_id: name.kind for name in comparison.audit.resolved}
    number = dict.fromkeys(kinds, 0)
    found = {}
    for entity_id, kind in everyone.items():
        if kind in number:
            number[kind] += 1
            found[entity_id] = f"{_NAMES.get(kind, 'Name')} {number[kind]}"
    return found


def _names(comparison: Comparison, stand_ins: Mapping[str, str]) -> Names:
    """All written forms; one of several actors stands for the one named most."""
    names = Names()
    for actor in comparison.actors:
        if stand_in := stand_ins.get(actor.entity_id):
            texts = [actor.name, *(form.text for form in actor.forms)]
            names.add(texts, stand_in, person=actor.kind == "PERSON")
    for name in comparison.audit.resolved:
        if stand_in := stand_ins.get(name.entity_id):
            texts = [name.name, *(side for pair in name.pairs for side in (pair.left, pair.right))]
            names.add(texts, stand_in, person=name.kind == "PERSON")
    return names


class _Redaction:
    """One run over all values of a comparison."""

    def __init__(self, comparison: Comparison, stand_ins: Mapping[str, str]) -> None:
        self._comparison, self._stand_ins = comparison, stand_ins
        self._names = _names(comparison, stand_ins)
        self._ids = self._distinct(source.document.doc_id for source in comparison.sources)
        self._groups = self._distinct(group.id for group in comparison.groups)
        self._texts: dict[str, Redacted] = {}
        self._documents: dict[str, Document] = {}
        counted: dict[str, list[Evidence]] = {}
        for row in comparison.evidence:
            if row.entity_id in stand_ins:
                counted.setdefault(row.doc_id, []).append(row)
        for source in comparison.sources:
            spans = [
                (e.start, e.end, stand_ins[e.entity_id])
                for e in counted.get(source.document.doc_id, ())
            ]
            self._read(source.document, spans)
        self._exact = {
            **{kind: kind for kind in TYPES},
            **{old: content_id("e", new) for old, new in stand_ins.items()},
            **{e.mention_id: self._mention_id(n, e) for n, e in enumerate(comparison.evidence)},
            **self._ids,
            **self._groups,
        }

    def done(self) -> Comparison:
        value = self._walk(self._comparison)
        actors = zip(self._comparison.actors, value.actors, strict=True)
        return replace(value, actors=tuple(self._alone(old, new) for old, new in actors))

    def _distinct(self, ids: Any) -> dict[str, str]:
        """New ids; those that would become one get a number."""
        taken: dict[str, int] = {}
        new = {}
        for old in ids:
            name = self._names.replaced(old, any_case=True)
            taken[name] = taken.get(name, 0) + 1
            new[old] = name if taken[name] == 1 else f"{name} ({taken[name]})"
        return new

    def _read(self, document: Document, counted: list[tuple[int, int, str]]) -> None:
        text = self._names.text(document.text, counted)
        label = {
            name: self._names.replaced(getattr(document, name), any_case=True)
            for name in ("title", "source", "publisher")
        }
        self._texts[document.doc_id] = text
        self._documents[document.doc_id] = replace(
            document,
            text=text.text,
            doc_id=self._ids[document.doc_id],
            group=self._groups.get(document.group, document.group),
            zones=tuple(Zone(*text.span(z.start, z.end), z.kind) for z in document.zones),
            **label,
        )

    def _mention_id(self, number: int, row: Evidence) -> str:
        """An id that cannot be made from a guessed name."""
        return content_id("m", self._ids[row.doc_id], number)

    def _walk(self, value: T) -> T:
        new: Any = value
        if isinstance(value, str):
            new = self._string(value)
        elif isinstance(value, SourceText):
            text = self._texts[value.document.doc_id]
            moved = [(s, text.span(s.start, s.end)) for s in value.sentences]
            new = SourceText(
                self._documents[value.document.doc_id],
                tuple(replace(s, start=start, end=end) for s, (start, end) in moved),
            )
        elif isinstance(value, (tuple, list, frozenset)):
            new = type(value)(map(self._walk, value))
        elif isinstance(value, dict):
            new = {self._walk(key): self._walk(item) for key, item in value.items()}
        elif is_dataclass(value):
            new = self._moved(value)
        return new  # type: ignore[no-any-return]

    def _string(self, text: str) -> str:
        if text in self._exact:
            return self._exact[text]
        parts = text.split(" & ")  # the regions of the overlap
        if len(parts) > 1 and all(part in self._groups for part in parts):
            return " & ".join(self._groups[part] for part in parts)
        return self._names.replaced(text)

    def _moved(self, value: Any) -> Any:
        """The value with its offsets where its document's words went, and its words from there."""
        new = {f.name: self._walk(getattr(value, f.name)) for f in fields(value) if f.init}
        if {"doc_id", "start", "end", "text"} <= new.keys() and value.doc_id in self._texts:
            text = self._texts[value.doc_id]
            start, end = text.span(value.start, value.end)
            new |= {"start": start, "end": end, "text": text.text[start:end]}
        return replace(value, **new)

    def _alone(self, old: Actor, new: Actor) -> Actor:
        """A redacted actor has one written form: the others could help to guess."""
        stand_in = self._stand_ins.get(old.entity_id)
        if stand_in is None:
            return new
        forms = [form.counts for form in new.forms]
        counts = {group: sum(form.get(group, 0) for form in forms) for group in new.counts}
        form = replace(new.forms[0], text=stand_in, form="name", counts=counts)
        return replace(new, name=stand_in, forms=(form,), knowledge_id="", roles=())
