"""Definite descriptions: "the Alliance", "the Forum", "the association".

They are linked to the one name that they stand for and are never counted. An ordinal or
"inaugural" before the noun of an event speaks of another edition: that is found, but joins only
the event with this number and other descriptions of it.
"""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from toolkit.knowledge import Knowledge
from toolkit.mentions.candidates import Alias, Line
from toolkit.mentions.earlier import Taken
from toolkit.mentions.gazetteer import Gazetteer
from toolkit.mentions.tokens import Token
from toolkit.mentions.triggers import Triggers
from toolkit.names.normalise import name_key
from toolkit.names.organisations import ORDINALS, numbers
from toolkit.types import BODY, Document, Mention

SUCH = frozenset(("the", "this", "these"))
PLANS = frozenset("plan plans roadmap agenda strategy compass".split())
NEAR = 3  # sentences in which a word for a kind of thing means the only one that is named
# Words for things of a kind, whatever their names are called.
KINDS = {
    "programme": ("PROGRAMME",), "program": ("PROGRAMME",), "project": ("PROGRAMME",),
    "scheme": ("PROGRAMME",), "document": ("DOCUMENT",), "text": ("DOCUMENT",),
}  # fmt: skip
EDITION = "nominal: edition"
SAYS_NOTHING = frozenset("same whole entire said".split())  # before a noun
LASTING = frozenset("day week hour month".split())  # "the two-day summit"
_start, _text = attrgetter("start"), attrgetter("text")
Described = tuple[int, str, str, str]  # end, type, name that is meant, rule
LINKED = frozenset(("ORG", "EVENT", "PROGRAMME", "DOCUMENT", "FACILITY"))


class NominalFinder:
    """Proposes descriptions of one document, given its name mentions."""

    def __init__(
        self, knowledge: Knowledge, gazetteer: Gazetteer, source: str, triggers: Triggers
    ) -> None:  # fmt: skip
        self.knowledge = knowledge
        self._such = triggers.mark(SUCH)
        self.definite = gazetteer.definite
        self.source = source
        self._phrases: dict[str, list[tuple[str, ...]]] = {}
        for phrase in sorted(self.definite):
            words = tuple(phrase.split())
            if len(words) > 1:
                self._phrases.setdefault(words[1], []).append(words)
        heads = {word for word, (kind, _) in knowledge.heads.items() if kind in LINKED}
        self._opens = self._phrases.keys() | heads | ORDINALS.keys() | KINDS.keys() | SAYS_NOTHING
        self._opening = triggers.mark(self._opens | {"-"})

    def find(
        self, document: Document, lines: Sequence[Line], names: Sequence[Mention],
        aliases: Sequence[Alias] = (),
    ) -> list[Mention]:  # fmt: skip
        """Mentions with form nominal; `norm` is the text of the name each stands for, for another
        edition an ordinal before it. `aliases` say which names the text declares to be one."""
        by_id: dict[str, Mention] = {}
        for m in names:
            if m.knowledge_id:
                by_id.setdefault(m.knowledge_id, m)
        found = []
        placed = _Placed(names, aliases)
        for number, line in enumerate(lines):
            if not (line.holds & self._such and line.holds & self._opening):
                continue
            for at in [i for i, word in enumerate(line.lowers) if word in SUCH]:
                following = line.lowers[at + 1 : at + 3]
                if not following or (following[0] not in self._opens and "-" not in following):
                    continue  # most words are no noun that may mean a name
                token = line.tokens[at]
                nominal = (
                    self._known(line.tokens, at, by_id)
                    or self._by_head(line.tokens, at, placed)
                    or self._edition(line.tokens, at, placed)
                    or _by_kind(lines, number, at, placed)
                )
                if nominal is None:
                    continue
                end, kind, norm, rule = nominal
                if placed.meets(token.start, end):
                    continue
                found.append(Mention(
                    document.doc_id, token.start, end, document.text[token.start:end], kind,
                    "nominal", norm, "", self.source, rule, 0.8, BODY,
                ))  # fmt: skip
        return found

    def _known(self, tokens: list[Token], at: int, by_id: dict[str, Mention]) -> Described | None:
        """ "the Alliance": a phrase that a pack ties to a name which the document holds."""
        if at + 1 >= len(tokens):
            return None
        for words in self._phrases.get(tokens[at + 1].lower, ()):
            piece = tokens[at : at + len(words)]
            capital = piece[-1].is_name
            if [t.lower for t in piece] == list(words) and capital:
                meant = [by_id[i] for i, _ in self.definite[" ".join(words)] if i in by_id]
                if len(meant) == 1:
                    return _means(piece[-1].end, meant[0], "nominal: known description")
        return None

    def _by_head(self, tokens: list[Token], at: int, placed: _Placed) -> Described | None:
        """ "the forum", "the two-day summit": the nearest earlier name with that head noun."""
        after = _noun(tokens, at + 1)
        if after >= len(tokens):
            return None
        noun = tokens[after]
        head = self.knowledge.heads.get(noun.lower)
        if head is None or head[0] not in LINKED or _goes_on(tokens, after + 1):
            return None
        if noun.lower in self.knowledge.portfolios:
            return None  # "the defence industry": a field, not the body that is called by it
        earlier = placed.before(noun.start, head[0], noun.lower)
        if earlier is None and head[0] == "EVENT" and noun.lower == "event":
            earlier = placed.before(noun.start, "EVENT")
        return _means(noun.end, earlier, "nominal: head noun") if earlier else None

    def _edition(self, tokens: list[Token], at: int, placed: _Placed) -> Described | None:
        """ "the first forum": the event with that number, else another one than the text's own."""
        if at + 2 >= len(tokens) or tokens[at + 1].lower not in ORDINALS:
            return None
        number, noun = ORDINALS[tokens[at + 1].lower], tokens[at + 2]
        event = self.knowledge.heads.get(noun.lower, ("",))[0] == "EVENT"
        if not event or _goes_on(tokens, at + 3):
            return None
        word = "" if noun.lower == "event" else noun.lower
        own = placed.before(noun.start, "EVENT", word)
        if own is None:
            return None
        numbered = placed.edition(noun.start, word, number)
        if numbered is not None:
            return _means(noun.end, numbered, EDITION)
        ordinal = next(ordinal for ordinal, value in ORDINALS.items() if value == number)
        return noun.end, own.type, f"{ordinal} {own.text}", EDITION


def _means(end: int, name: Mention, rule: str) -> Described:
    return end, name.type, name.text, rule


def _noun(tokens: list[Token], at: int) -> int:
    """Index of the first word from `at` that is none of those which tell nothing apart."""
    while at < len(tokens) and tokens[at].lower in SAYS_NOTHING:
        at += 1
    lasting = at + 2 < len(tokens) and tokens[at + 1].text == "-"
    return at + 3 if lasting and tokens[at + 2].lower in LASTING else at


def _by_kind(lines: Sequence[Line], number: int, at: int, placed: _Placed) -> Described | None:
    """ "the programme", "this document": the only one that the paragraph has named just before."""
    tokens, sentence = lines[number].tokens, lines[number].sentence
    noun = tokens[at + 1] if at + 1 < len(tokens) else None
    if noun is None or noun.lower not in KINDS or _goes_on(tokens, at + 2):
        return None
    near = [line.sentence.start for line in lines[max(0, number - NEAR) : number + 1]
            if line.sentence.paragraph == sentence.paragraph]  # fmt: skip
    only = placed.only(KINDS[noun.lower], near[0], noun.start)
    return _means(noun.end, only, "nominal: kind of thing") if only else None


def _goes_on(tokens: list[Token], after: int) -> bool:
    """Does more follow the noun that makes it another thing's, or a longer word?"""
    following = tokens[after] if after < len(tokens) else None
    return following is None or (
        following.is_name or following.text == "-" or following.lower in ("of", "for", "on")
    )


class _Placed:
    """Names of a document by where they stand, so that a text full of them takes no longer."""

    def __init__(self, names: Sequence[Mention], aliases: Sequence[Alias] = ()) -> None:
        self._names = sorted(names, key=_start)  # stable: outer names come first
        self._aliases = aliases
        self._lists: dict[tuple[str, str], list[Mention]] = {}
        self._taken = Taken(self._names)

    @functools.cached_property
    def _by_type(self) -> dict[str, list[Mention]]:
        found: dict[str, list[Mention]] = {}
        for m in self._names:
            if not m.nested:
                found.setdefault(m.type, []).append(m)
        return found

    def _with(self, kind: str, word: str) -> list[Mention]:
        """Names of a type that hold a word; all of the type without a word."""
        found = self._lists.get((kind, word))
        if found is None:
            found = self._by_type.get(kind, [])
            if word:
                keys = map(name_key, map(_text, found))
                found = [m for m, key in zip(found, keys, strict=True)
                         if word in key and word in key.split()]  # fmt: skip
            self._lists[kind, word] = found
        return found

    @functools.cached_property
    def _one(self) -> dict[str, str]:
        """Key of a name -> key of the name that the text declares it to be."""
        keys = {(m.start, m.end): name_key(m.text) for m in self._names}
        found: dict[str, str] = {}
        for alias in self._aliases:
            left, right = keys.get(alias.left), keys.get(alias.right)
            if left and right and left != right:
                found.setdefault(right, left)
        return found

    def _thing(self, m: Mention) -> str:
        key = name_key(m.text)
        return m.knowledge_id or self._one.get(key, key)

    def meets(self, start: int, end: int) -> bool:
        """Does a name stand in `start:end`, or a part of one?"""
        return any(start < m.end for m in self._taken.near(start, end))

    def only(self, kinds: Sequence[str], start: int, end: int) -> Mention | None:
        """The last mention in `start:end` of the only thing of some kinds that is named there, a
        plan being a paper, too."""
        near = self._taken.near(start, end)
        here = [m for m in near if start <= m.start and not m.nested]
        fits = [m for m in here if m.type in kinds]
        if not fits and "DOCUMENT" in kinds:
            fits = [m for m in here if name_key(m.text).split()[-1] in PLANS]
        return fits[-1] if len(set(map(self._thing, fits))) == 1 else None

    def before(self, at: int, kind: str, word: str = "") -> Mention | None:
        """The last name of a type that ends before `at`; with `word`, of those that hold it."""
        found = self._with(kind, word)
        for m in reversed(found[: bisect_left(found, at, key=_start)]):
            if m.end <= at:
                return m
        return None

    def edition(self, at: int, word: str, number: int) -> Mention | None:
        """The last event before `at` that has `word` in its name, and `number` alone."""
        found = self._with("EVENT", word)
        for m in reversed(found[: bisect_left(found, at, key=_start)]):
            if m.end <= at and numbers(m.text).counts == (number,):
                return m
        return None
