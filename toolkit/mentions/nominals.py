"""Definite descriptions: "the Alliance", "the Forum", "the association".

They are linked to the one name that they stand for and are never counted. An ordinal or
"inaugural" before the noun speaks of another one, so nothing is linked then.
"""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections.abc import Sequence

from toolkit.knowledge import Knowledge
from toolkit.mentions.candidates import Line
from toolkit.mentions.gazetteer import Gazetteer
from toolkit.mentions.tokens import Token
from toolkit.names.normalise import name_key
from toolkit.types import BODY, Document, Mention

SUCH = frozenset(("the", "this", "these"))
PLANS = frozenset("plan plans roadmap agenda strategy compass".split())
NEAR = 3  # sentences in which a word for a kind of thing means the only one that is named
# Words for things of a kind, whatever their names are called.
KINDS = {
    "programme": ("PROGRAMME",), "program": ("PROGRAMME",), "project": ("PROGRAMME",),
    "scheme": ("PROGRAMME",), "document": ("DOCUMENT",), "text": ("DOCUMENT",),
}  # fmt: skip
LINKED = frozenset(("ORG", "EVENT", "PROGRAMME", "DOCUMENT", "FACILITY"))


class NominalFinder:
    """Proposes descriptions of one document, given its name mentions."""

    def __init__(self, knowledge: Knowledge, gazetteer: Gazetteer, source: str) -> None:
        self.knowledge = knowledge
        self.definite = gazetteer.definite
        self.source = source
        self._phrases: dict[str, list[tuple[str, ...]]] = {}
        for phrase in sorted(self.definite):
            words = tuple(phrase.split())
            if len(words) > 1:
                self._phrases.setdefault(words[1], []).append(words)

    def find(
        self, document: Document, lines: Sequence[Line], names: Sequence[Mention]
    ) -> list[Mention]:
        """Mentions with form nominal; `norm` is the text of the name each stands for."""
        by_id: dict[str, Mention] = {}
        for m in names:
            if m.knowledge_id:
                by_id.setdefault(m.knowledge_id, m)
        found = []
        placed = _Placed(names)
        for number, line in enumerate(lines):
            if SUCH.isdisjoint(line.lowers):
                continue
            for at in [i for i, word in enumerate(line.lowers) if word in SUCH]:
                token = line.tokens[at]
                nominal = (
                    self._known(line.tokens, at, by_id)
                    or self._by_head(line.tokens, at, placed)
                    or _by_kind(lines, number, at, placed)
                )
                if nominal is None:
                    continue
                end, name, rule = nominal
                if placed.meets(token.start, end):
                    continue
                found.append(Mention(
                    document.doc_id, token.start, end, document.text[token.start:end], name.type,
                    "nominal", name.text, "", self.source, rule, 0.8, BODY,
                ))  # fmt: skip
        return found

    def _known(
        self, tokens: list[Token], at: int, by_id: dict[str, Mention]
    ) -> tuple[int, Mention, str] | None:
        """ "the Alliance": a phrase that a pack ties to a name which the document holds."""
        if at + 1 >= len(tokens):
            return None
        for words in self._phrases.get(tokens[at + 1].lower, ()):
            piece = tokens[at : at + len(words)]
            capital = piece[-1].is_name
            if [t.lower for t in piece] == list(words) and capital:
                meant = [by_id[i] for i, _ in self.definite[" ".join(words)] if i in by_id]
                if len(meant) == 1:
                    return piece[-1].end, meant[0], "nominal: known description"
        return None

    def _by_head(
        self, tokens: list[Token], at: int, placed: _Placed
    ) -> tuple[int, Mention, str] | None:
        """ "the forum": the nearest earlier name with that head noun."""
        if at + 1 >= len(tokens):
            return None
        noun = tokens[at + 1]
        head = self.knowledge.heads.get(noun.lower)
        if head is None or head[0] not in LINKED or _goes_on(tokens, at + 2):
            return None
        if noun.lower in self.knowledge.portfolios:
            return None  # "the defence industry": a field, not the body that is called by it
        earlier = placed.before(noun.start, head[0], noun.lower)
        if earlier is None and head[0] == "EVENT" and noun.lower == "event":
            earlier = placed.before(noun.start, "EVENT")
        return (noun.end, earlier, "nominal: head noun") if earlier else None


def _by_kind(
    lines: Sequence[Line], number: int, at: int, placed: _Placed
) -> tuple[int, Mention, str] | None:
    """ "the programme", "this document": the only one that the paragraph has named just before."""
    tokens, sentence = lines[number].tokens, lines[number].sentence
    noun = tokens[at + 1] if at + 1 < len(tokens) else None
    if noun is None or noun.lower not in KINDS or _goes_on(tokens, at + 2):
        return None
    near = [line.sentence.start for line in lines[max(0, number - NEAR) : number + 1]
            if line.sentence.paragraph == sentence.paragraph]  # fmt: skip
    only = placed.only(KINDS[noun.lower], near[0], noun.start)
    return (noun.end, only, "nominal: kind of thing") if only else None


def _goes_on(tokens: list[Token], after: int) -> bool:
    """Does more follow the noun that makes it another thing's, or a longer word?"""
    following = tokens[after] if after < len(tokens) else None
    return following is None or (
        following.is_name or following.text == "-" or following.lower in ("of", "for", "on")
    )


class _Placed:
    """Names of a document by where they stand, so that a text full of them takes no longer."""

    def __init__(self, names: Sequence[Mention]) -> None:
        self._names = sorted(names, key=lambda m: m.start)  # stable: outer names come first
        self._starts = [m.start for m in self._names]
        self._longest = max((m.end - m.start for m in self._names), default=0)

    @functools.cached_property
    def _lists(self) -> dict[tuple[str, str], list[Mention]]:
        """Names by their type and each of their words; under "" all of a type."""
        found: dict[tuple[str, str], list[Mention]] = {}
        for m in self._names:
            words = () if m.nested or m.type not in LINKED else name_key(m.text).split()
            for word in dict.fromkeys(("", *words)):
                found.setdefault((m.type, word), []).append(m)
        return found

    def meets(self, start: int, end: int) -> bool:
        """Does a name stand in `start:end`, or a part of one?"""
        first = bisect_left(self._starts, start - self._longest)
        last = bisect_left(self._starts, end)
        return any(start < m.end for m in self._names[first:last])

    def only(self, kinds: Sequence[str], start: int, end: int) -> Mention | None:
        """The last mention in `start:end` of the only thing of some kinds that is named there, a
        plan being a paper, too."""
        first = bisect_left(self._starts, start)
        here = [m for m in self._names[first : bisect_left(self._starts, end)] if not m.nested]
        fits = [m for m in here if m.type in kinds]
        if not fits and "DOCUMENT" in kinds:
            fits = [m for m in here if name_key(m.text).split()[-1] in PLANS]
        return fits[-1] if len({m.knowledge_id or name_key(m.text) for m in fits}) == 1 else None

    def before(self, at: int, kind: str, word: str = "") -> Mention | None:
        """The last name of a type that ends before `at`; with `word`, of those that hold it."""
        found = self._lists.get((kind, word), [])
        for m in reversed(found[: bisect_left(found, at, key=lambda m: m.start)]):
            if m.end <= at:
                return m
        return None
