"""A name made of some words of exactly one longer name of the document, with the same head."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

from toolkit.knowledge import Knowledge
from toolkit.mentions.groups import Groups
from toolkit.names.acronyms import FUNCTION_WORDS
from toolkit.names.designation import is_description
from toolkit.names.normalise import spell, tokens
from toolkit.names.organisations import Numbers, head, location, numbers
from toolkit.types import Mention

PLACES = ("GPE", "LOC")
NOT_NAMED = ("PERSON", *PLACES)
SAME_FAMILY = frozenset(("PROGRAMME", "DOCUMENT", "ORG", "EVENT"))
NEWSPAPER_AND_FILM = frozenset(("DOCUMENT", "ORG"))  # of one name, as someone marked them


class Written(NamedTuple):
    """A name taken apart: content words in one spelling, its head noun, its numbers."""

    words: tuple[str, ...]
    head: str
    numbers: Numbers


class Words(NamedTuple):
    """A name of the document taken apart: the first mention of its group that is written so."""

    at: int
    mention: Mention
    words: tuple[str, ...]
    head: str
    numbers: Numbers
    placed: bool  # a place ends it: "Bank of Westmark"


def link_short_forms(groups: Groups, knowledge: Knowledge) -> None:
    """Longest names first, so that a chain of ever shorter names ends in one group; a name that
    fits two longer ones is joined to neither."""
    found = _distinct(groups)
    longest = max((len(name.words) for name in found), default=0)
    shorter = [name for name in found if len(name.words) < longest]
    if not shorter:
        return
    by_word: dict[str, list[Words]] = defaultdict(list)
    holding: dict[str, list[Words]] = defaultdict(list)
    for name in found:
        for word in dict.fromkeys(name.words):
            holding[word].append(name)
        by_word[name.head].append(name)
        if name.words[0] != name.head:
            by_word[name.words[0]].append(name)
    legal = knowledge.legal_words
    for name in sorted(shorter, key=lambda n: (-len(n.words), n.at)):
        near: list[Words] = []
        if len(name.words) == 1:
            near = list({n.at: n for w in (name.head, name.words[0]) for n in by_word[w]}.values())
        else:  # the longer name holds all its words, so also the rarest
            rare = min((holding[word] for word in name.words), key=len)
            near = [n for n in rare if name.head in (n.head, n.words[0])
                    or name.words[0] in (n.head, n.words[0])]  # fmt: skip
        fits = [n for n in near if _shortens(name, n, knowledge, legal)]
        if not fits:
            continue
        owners = {groups.root(n.at) for n in fits} - {groups.root(name.at)}
        if len(owners) == 1:
            target = max(fits, key=lambda n: (len(n.words), -n.at))
            groups.join(name.at, target.at, "short name", target.mention.text)


def _distinct(groups: Groups) -> list[Words]:
    """One entry for each written name of each group."""
    seen: dict[tuple[int, tuple[str, ...]], Words] = {}
    places = {m.end for m in groups.mentions if m.nested and m.type in PLACES}
    for at, m in enumerate(groups.mentions):
        if m.type in NOT_NAMED or m.form in ("nominal", "demonym", "acronym") or m.nested:
            continue
        written = _written(m.text)
        if written.words:
            key = (groups.root(at), written.words)
            if key not in seen:
                seen[key] = Words(at, m, *written, m.end in places)
    return list(seen.values())


@lru_cache(maxsize=32768)
def _written(text: str) -> Written:
    words = tuple([spell(w) for w in tokens(text) if w not in FUNCTION_WORDS])
    return Written(words, head(text), numbers(text))


def _shortens(short: Words, long: Words, knowledge: Knowledge, legal: frozenset[str]) -> bool:
    a, b = short.words, long.words
    if len(a) >= len(b) or (short.mention.knowledge_id and not long.mention.knowledge_id):
        return False  # a known thing is not short for an unknown longer name
    if not _types_fit(short.mention, long.mention):
        return False
    if not _editions_fit(short.numbers, long.numbers):
        return False
    if location(long.mention.text) and not location(short.mention.text) and a[0] == b[0]:
        return False  # "the Front in Westmark" may be a branch of the Front
    if short.placed and a[0] == short.head and b[0] != a[0]:
        return False  # a whole name: the "Central Bank of Westmark" is not the "Bank of Westmark"
    if len(a) == 1:
        return _first_word(short, long, knowledge, legal) or _head_alone(short, long, knowledge)
    if not _subset(a, b):
        return False
    if short.head == long.head:
        return True
    rest = b[len(a) :] if b[: len(a)] == a else ()
    return bool(rest) and (set(rest) <= legal or _only_head(short, long, rest, knowledge))


def _only_head(short: Words, long: Words, rest: tuple[str, ...], knowledge: Knowledge) -> bool:
    """ "DFNC2: EU Edition" and "DFNC2: EU Edition Forum": the noun says only what it is."""
    kind = short.mention.type
    same = kind == long.mention.type and kind in ("EVENT", "PROGRAMME")
    return same and len(rest) == 1 and knowledge.heads.get(rest[0], ("", False))[0] == kind


def _first_word(short: Words, long: Words, knowledge: Knowledge, legal: frozenset[str]) -> bool:
    """ "Rheinmetall" for "Rheinmetall AG", "Lockheed" for "Lockheed Martin"; not for products."""
    word, words = short.words[0], long.words
    if words[0] != word or "PRODUCT" in (short.mention.type, long.mention.type):
        return False
    if _marked(short.mention):
        same = short.mention.type == long.mention.type  # "Bitcoin" is not the firm "Bitcoin Suisse"
        return same and word not in knowledge.heads and not is_description(long.mention.text)
    if word in knowledge.common_words or word in knowledge.given_names:
        return False
    return len(words) == 2 or set(words[1:]) <= legal | set(knowledge.heads)


def _marked(mention: Mention) -> bool:
    """Someone marked a word with a capital as a name of its own, so it is no plain word."""
    return mention.source == "given" and mention.text[:1].isupper() and mention.text[1:].islower()


def _head_alone(short: Words, long: Words, knowledge: Knowledge) -> bool:
    """ "the Fund" written as a name, where one name of the text has that head."""
    word = short.words[0]
    if word != long.words[-1] and word != long.head:
        return False
    return _marked(short.mention) or (word in knowledge.heads and short.mention.text[:1].isupper())


def _subset(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Are the words of `a` among those of `b`, in the same order?"""
    rest = iter(b)
    return all(word in rest for word in a)


def _types_fit(short: Mention, long: Mention) -> bool:
    kinds = {short.type, long.type}
    if kinds == NEWSPAPER_AND_FILM and short.source == long.source == "given":
        return False
    return len(kinds) == 1 or "OTHER" in kinds or kinds <= SAME_FAMILY


def _editions_fit(a: Numbers, b: Numbers) -> bool:
    """Years may be left out; an ordinal or another number names one edition."""
    return a.counts == b.counts and not (a.years and b.years and a.years != b.years)
