"""A comparison without the names of some kinds of actors: they become "Person 1", "Person 2" ...

Every written form that was resolved to such an actor is replaced wherever it stands: in the texts,
also where it was not counted, in the titles and file names, in other names, in the explanations and
in the provenance. Names that nothing found stay; so do descriptions ("the minister"), which can tell
who is meant. Whoever has the original texts can compare.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import fields, is_dataclass, replace
from typing import Any

from toolkit.comparison.result import Comparison, SourceText
from toolkit.errors import UsageError
from toolkit.types import TYPES, Document, Sentence, Zone, content_id

Map = Callable[[str], str]
_NAMES = {
    "PERSON": "Person", "ORG": "Organisation", "GPE": "State", "LOC": "Place", "EVENT": "Event",
    "PROGRAMME": "Programme", "DOCUMENT": "Document", "PRODUCT": "Product", "FACILITY": "Facility",
    "OTHER": "Name",
}  # fmt: skip
_SHORTEST = 2  # letters of a form that is looked for
_SPLIT = re.compile(r"[\s.]+")
_PARTS_OF = ("PERSON",)  # kinds whose names are also looked for word by word
_PARTICLES = 3  # words of a person's name up to this length are not looked for alone


def redact(comparison: Comparison, kinds: Collection[str]) -> Comparison:
    """`comparison` without the names of the actors of `kinds` (PERSON, ORG ...).

    Equal actors get the same stand-in everywhere. Figures do not change. Raises UsageError for an
    unknown kind.
    """
    for kind in kinds:
        if kind not in TYPES:
            raise UsageError(f"unknown kind {kind!r}", hint="Kinds: " + ", ".join(sorted(TYPES)))
    stand_ins = _stand_ins(comparison, kinds)
    if not stand_ins:
        return comparison
    forms = _forms(comparison, stand_ins)
    pattern = re.compile(
        r"(?<![^\W_])(?:" + "|".join(_loose(form) for form in sorted(forms, key=_longest)) + r")(?![^\W_])",
        re.IGNORECASE,
    )  # fmt: skip
    names = {_key(form): stand_in for form, stand_in in forms.items()}

    def clean(text: str) -> str:
        return pattern.sub(lambda match: names[_key(match[0])], text)

    return _rebuilt(comparison, clean, pattern, stand_ins)


def _stand_ins(comparison: Comparison, kinds: Collection[str]) -> dict[str, str]:
    """Entity id -> "Person 1", numbered by the ids: the order tells nothing about the names."""
    found: dict[str, str] = {}
    everyone = {actor.entity_id: actor.kind for actor in comparison.actors}
    everyone |= {name.entity_id: name.kind for name in comparison.audit.resolved}
    number = dict.fromkeys(kinds, 0)
    for entity_id in sorted(everyone, key=lambda e: content_id("redacted", e)):
        kind = everyone[entity_id]
        if kind in number:
            number[kind] += 1
            found[entity_id] = f"{_NAMES.get(kind, 'Name')} {number[kind]}"
    return found


def _forms(comparison: Comparison, stand_ins: dict[str, str]) -> dict[str, str]:
    """Written form -> stand-in; a form of several actors stands for the one named most."""
    forms: dict[str, str] = {}
    resolved = {name.entity_id: name for name in comparison.audit.resolved}

    def add(text: str, stand_in: str) -> None:
        if sum(c.isalnum() for c in text) >= _SHORTEST:
            forms.setdefault(_key(text), stand_in)

    parts: list[tuple[str, str]] = []
    for actor in comparison.actors:
        if stand_in := stand_ins.get(actor.entity_id):
            texts = [actor.name, *(form.text for form in actor.forms)]
            for text in texts:
                add(text, stand_in)
            if actor.kind in _PARTS_OF:
                parts += [(word, stand_in) for text in texts for word in _words(text)]
    for entity_id, name in resolved.items():
        if stand_in := stand_ins.get(entity_id):
            texts = [name.name, *(side for pair in name.pairs for side in (pair.left, pair.right))]
            for text in texts:
                add(text, stand_in)
            if name.kind in _PARTS_OF:
                parts += [(word, stand_in) for text in texts for word in _words(text)]
    for word, stand_in in parts:
        add(word, stand_in)
    return forms


def _words(name: str) -> list[str]:
    """The capitalised words of a name that are long enough to be looked for alone."""
    return [w for w in _SPLIT.split(name) if len(w) > _PARTICLES and w[:1].isupper()]


def _key(text: str) -> str:
    return " ".join(re.split(r"[\s_]+", text.strip())).casefold()


def _longest(form: str) -> tuple[int, str]:
    return -len(form), form


def _loose(form: str) -> str:
    """The form with any white space, line break or underscore between its words."""
    return r"[\s_]+".join(re.escape(word) for word in form.split(" "))


class _Texts:
    """Documents with their names replaced, and where their old offsets went."""

    def __init__(self, sources: tuple[SourceText, ...], pattern: re.Pattern[str], clean: Map) -> None:
        self._moves: dict[str, list[tuple[int, int, int, int]]] = {}
        self._pattern, self._clean = pattern, clean
        self.ids = _distinct([source.document.doc_id for source in sources], clean)
        self.documents: dict[str, Document] = {}
        for source in sources:
            self._read(source.document)

    def _read(self, document: Document) -> None:
        pieces, moves, last, size = [], [], 0, 0
        for match in self._pattern.finditer(document.text):
            new = self._clean(match[0])
            pieces += (document.text[last : match.start()], new)
            size += match.start() - last
            moves.append((match.start(), match.end(), size, size + len(new)))
            size, last = size + len(new), match.end()
        pieces.append(document.text[last:])
        self._moves[document.doc_id] = moves
        self.documents[document.doc_id] = replace(
            document, text="".join(pieces), doc_id=self.ids[document.doc_id],
            title=self._clean(document.title), source=self._clean(document.source),
            publisher=self._clean(document.publisher),
            zones=tuple(Zone(*self.span(document.doc_id, z.start, z.end), z.kind) for z in document.zones),
        )  # fmt: skip

    def span(self, doc_id: str, start: int, end: int) -> tuple[int, int]:
        """Where a span went; one that a replaced name crosses takes all of the stand-in."""
        return self._at(doc_id, start, first=True), self._at(doc_id, end, first=False)

    def _at(self, doc_id: str, offset: int, first: bool) -> int:
        import bisect

        moves = self._moves[doc_id]
        at = bisect.bisect_right(moves, offset if first else offset - 1, key=lambda m: m[0]) - 1
        if at < 0:
            return offset
        start, end, new_start, new_end = moves[at]
        if offset >= end:
            return offset - end + new_end
        return new_start if first else new_end


def _distinct(ids: list[str], clean: Map) -> dict[str, str]:
    """New document ids; two that would become one get a number."""
    taken: dict[str, int] = {}
    new = {}
    for old in ids:
        name = clean(old)
        taken[name] = taken.get(name, 0) + 1
        new[old] = name if taken[name] == 1 else f"{name} ({taken[name]})"
    return new


def _rebuilt(
    comparison: Comparison, clean: Map, pattern: re.Pattern[str], stand_ins: dict[str, str]
) -> Comparison:
    texts = _Texts(comparison.sources, pattern, clean)
    new_id = {old: "e" + content_id("r", stand_in)[1:] for old, stand_in in stand_ins.items()}
    mentions = {
        e.mention_id: content_id("m", texts.ids[e.doc_id], *texts.span(e.doc_id, e.start, e.end), n)
        for n, e in enumerate(comparison.evidence)
    }
    exact = {**new_id, **mentions, **texts.ids}

    def walk(value: Any) -> Any:
        if isinstance(value, str):
            return exact[value] if value in exact else clean(value)
        if isinstance(value, SourceText):
            return SourceText(
                texts.documents[value.document.doc_id],
                tuple(
                    replace(s, **dict(zip(("start", "end"), texts.span(value.document.doc_id, s.start, s.end), strict=True)))
                    for s in value.sentences
                ),
            )  # fmt: skip
        if isinstance(value, tuple):
            return tuple(map(walk, value))
        if isinstance(value, dict):
            return {walk(key): walk(item) for key, item in value.items()}
        if is_dataclass(value) and not isinstance(value, type):
            return _moved(value, {f.name: walk(getattr(value, f.name)) for f in fields(value)}, texts)
        return value

    done: Comparison = walk(comparison)
    return replace(done, actors=tuple(_hidden(a, comparison, stand_ins, i) for i, a in enumerate(done.actors)))


def _moved(old: Any, values: dict[str, Any], texts: _Texts) -> Any:
    """The value with its offsets where its document's words went, and its words from there."""
    if {"doc_id", "start", "end", "text"} <= values.keys() and old.doc_id in texts.documents:
        start, end = texts.span(old.doc_id, old.start, old.end)
        text = texts.documents[old.doc_id].text[start:end]
        values |= {"start": start, "end": end, "text": text}
    return replace(old, **values)


def _hidden(actor: Any, comparison: Comparison, stand_ins: dict[str, str], at: int) -> Any:
    """A redacted actor with one written form: how many it had would help to guess."""
    old = comparison.actors[at]
    stand_in = stand_ins.get(old.entity_id)
    if stand_in is None:
        return actor
    counts = {
        group: sum(form.counts.get(group, 0) for form in old.forms) for group in old.counts
    }
    form = replace(actor.forms[0], text=stand_in, counts=counts)
    return replace(actor, name=stand_in, forms=(form,), knowledge_id="", roles=())
