"""Which of the well-known holders of offices with one surname a name means: "President Bush" of
1990 is another person than that of 2001, "Secretary of State Clinton" than "Bill Clinton"."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from toolkit.knowledge import Knowledge
from toolkit.knowledge.known import OfficeHolder
from toolkit.mentions.he_or_she import pronoun_of
from toolkit.mentions.personal import person_name
from toolkit.names.normalise import fold
from toolkit.names.persons import PersonName, given_relation
from toolkit.types import Document, Mention

BEFORE = 60  # characters before a name that may hold the title
HEADS = ("president", "prime minister", "chancellor", "monarch")  # of states and governments
HIGHEST = (*HEADS, "vice president")  # a title that needs no year beside it
LONGEST = 500  # characters of a sentence to each side of a name
AROUND = 200  # characters before and behind it whose years tell more than those further away
_WORD = re.compile(r"[^\W_]+")
_YEAR = re.compile(r"(?<![\w.,/-])(1[789]\d\d|20\d\d)(?!\w)")
_SENTENCE = re.compile(r"(?<=[^\W_A-Z][.!?])\s+(?=[\"“A-Z])|\n\s*\n")
_APPOSED = re.compile(r", (?:(?:the|then|as|its|her|his|a) )*([^,.;:!?]{3,60})")
_GENERATION = re.compile(r"\b(elder|older|younger) (?:President |Prime Minister )?$")
_BEHIND = re.compile(r" (?:the )?(senior|junior|elder|younger|père|fils)\b", re.IGNORECASE)
_NO_LONGER = re.compile(r"\b(?:former|formerly|ex|one-time|late|future|next|ousted|deposed)[ -]$")


class _Holders(NamedTuple):
    """By surname; surnames of nobody else; what finds an office at the end of words before a name,
    or in some words; all folded words of their names."""

    named: Mapping[str, tuple[tuple[OfficeHolder, tuple[PersonName, ...]], ...]]
    only: frozenset[str]
    before: re.Pattern[str]
    within: re.Pattern[str]
    words: frozenset[str]


@functools.lru_cache(maxsize=4)
def _holders(knowledge: Knowledge) -> _Holders:
    named = defaultdict(list)
    for holder in knowledge.office_holders:
        names = tuple(person_name(name, knowledge) for name in holder.names)
        named[names[0].key].append((holder, names))
    titles = "|".join(sorted(map(re.escape, knowledge.offices), key=lambda t: (-len(t), t)))
    return _Holders(
        {key: tuple(found) for key, found in named.items()},
        frozenset(map(fold, knowledge.holders_only)),
        re.compile(rf"(?:^|[\s(“\"'-])({titles})\s+$"),
        re.compile(rf"\b({titles})\b"),
        frozenset(word for holder in knowledge.office_holders for name in holder.names
                  for word in _WORD.findall(fold(name))) | named.keys(),
    )  # fmt: skip


def holders_known(
    document: Document, mentions: Sequence[Mention], knowledge: Knowledge
) -> list[Mention]:
    """The mentions; names of persons that mean one of the holders have its identity.

    A full name that fits one holder means it. Of several, and of a surname alone with a title,
    the office decides, and the years: in the sentence, around it, of the document. Of a surname
    alone without one what the text says of he or she, and the years of its sentence, where the
    text names two holders and nobody else in full, or the surname is hardly anyone else's.
    """
    found = list(mentions)
    bare: list[tuple[int, PersonName]] = []
    named: dict[str, set[OfficeHolder | None]] = defaultdict(set)
    for at, mention, name in _names(mentions, knowledge):
        if name.given:
            holder = _full(document, mention, name, knowledge)
            named[name.key].add(holder)
            found[at] = _known(mention, holder)
        else:
            bare.append((at, name))
    for at, name in bare:
        holder = _alone(document, mentions[at], name, knowledge) or _by_pronoun(
            document.text, mentions, at, named[name.key], name, knowledge
        )
        found[at] = _known(mentions[at], holder) if holder else mentions[at]
    return found


def _names(
    mentions: Sequence[Mention], knowledge: Knowledge
) -> Iterator[tuple[int, Mention, PersonName]]:
    """The names of persons with the surname of a holder; and those whose type nothing told, that
    are the name of one or hardly another's surname."""
    holders = _holders(knowledge)
    known, only, words = holders.named, holders.only, holders.words
    for at, mention in enumerate(mentions):
        if mention.type not in ("PERSON", "OTHER") or mention.knowledge_id:
            continue
        if words.isdisjoint(_WORD.findall(fold(mention.text))):  # most: told sooner than parsed
            continue
        name = person_name(mention.text, knowledge)
        if mention.form == "nominal" or name.key not in known:
            continue
        same = (holder_name.full for _, names in known[name.key] for holder_name in names)
        said = name.full in same if name.given else fold(name.surname) in only
        if mention.type == "PERSON" or said:
            yield at, mention, name


def _known(mention: Mention, holder: OfficeHolder | None) -> Mention:
    """Where none of two is decided on, the name of both is still a person's."""
    if holder is None:
        return mention if mention.type == "PERSON" else replace(mention, type="PERSON")
    return replace(mention, type="PERSON", knowledge_id=holder.holder_id)


def _full(
    document: Document, mention: Mention, name: PersonName, knowledge: Knowledge
) -> OfficeHolder | None:
    same = [
        (holder, fitting) for holder, names in _holders(knowledge).named[name.key]
        if (fitting := [known for known in names if _fits(name, known, knowledge)])
    ]  # fmt: skip
    whole = [h for h, names in same if any(known.full == name.full for known in names)]
    fits = whole or [holder for holder, _ in same]
    if len(fits) < 2:
        return fits[0] if fits else None
    office, over = _office(document.text, mention, knowledge)
    if office:
        fits = [holder for holder in fits if _had(holder, office)]
    return None if over else _of_the_years(document, mention, fits, office)


def _alone(
    document: Document, mention: Mention, name: PersonName, knowledge: Knowledge
) -> OfficeHolder | None:
    same = [holder for holder, _ in _holders(knowledge).named[name.key]]
    elder = _elder(document.text, mention, name)
    if elder:
        return _of_generation(elder, same)
    office, over = _office(document.text, mention, knowledge)
    if office:
        fits = [holder for holder in same if _had(holder, office)]
        if over:
            return fits[0] if len(fits) == 1 else None
        return _of_the_years(document, mention, fits, office)
    return None


def _by_pronoun(
    text: str, mentions: Sequence[Mention], at: int, named: Collection[OfficeHolder | None],
    name: PersonName, knowledge: Knowledge,
) -> OfficeHolder | None:  # fmt: skip
    """Of those whom the text names, or of all where nobody else bears the surname: the only one of
    whom it says he or she, or who was in office in the years of the sentence."""
    held = _holders(knowledge)
    fits = sorted(holder for holder in named if holder is not None)
    if None in named:
        return None
    if not named and fold(name.surname) in held.only:
        fits = [holder for holder, _ in held.named[name.key]]
    pronoun = pronoun_of(text, mentions, at)
    if len(fits) < 2 and not pronoun:
        return None
    fits = [holder for holder in fits if pronoun in ("", holder.pronoun)]
    if len(fits) == 1:
        return fits[0]
    return _best(fits, "", _years(_sentence(text, mentions[at]))) if named else None


def _elder(text: str, mention: Mention, name: PersonName) -> int:
    """1 for "the elder Bush" and "Bush senior", 2 for the younger; 0 where it is not said."""
    before = _GENERATION.search(text[max(0, mention.start - BEFORE) : mention.start])
    behind = _BEHIND.match(text, mention.end)
    word = before[1] if before else behind[1] if behind else ""
    if word:
        return 1 if word.casefold() in ("elder", "older", "senior", "père") else 2
    return name.generation


def _of_generation(elder: int, same: Iterable[OfficeHolder]) -> OfficeHolder | None:
    """The earlier or the later one where two headed a state or its government."""
    heads = [
        (min(first for office, first, _ in holder.terms if office in HEADS), holder)
        for holder in same if any(_had(holder, office) for office in HEADS)
    ]  # fmt: skip
    return sorted(heads)[elder - 1][1] if len(heads) == 2 and elder in (1, 2) else None


def _had(holder: OfficeHolder, office: str) -> bool:
    return any(term[0] == office for term in holder.terms)


def _fits(name: PersonName, known: PersonName, knowledge: Knowledge) -> bool:
    """Can a full name be that of a holder? One without "Jr." may be that of the son, too."""
    if name.generation and name.generation != known.generation:
        return False
    return given_relation(name, known, knowledge.given_classes) in ("equal", "compatible")


def _office(text: str, mention: Mention, knowledge: Knowledge) -> tuple[str, bool]:
    """The office that a title right before a name or an apposition behind it says, and whether it
    is said to be over, so that years tell nothing; '' where there is none or more than one."""
    holders = _holders(knowledge)
    start = mention.end - len(mention.text.split()[-1])
    before = text[max(0, start - BEFORE) : start].casefold()
    title = holders.before.search(before)
    if title is None and mention.start < start:
        before = text[max(0, mention.start - BEFORE) : mention.start].casefold()
        title = holders.before.search(before)
    if title is not None:
        return knowledge.offices[title[1]], bool(_NO_LONGER.search(before[: title.start(1)]))
    clause = _APPOSED.match(text, mention.end)
    said = {m[1] for m in holders.within.finditer(clause[1].casefold())} if clause else set()
    offices = {knowledge.offices[title] for title in said}
    over = clause is not None and re.search(r"\b(?:former|ex|late)\b", clause[0]) is not None
    return (offices.pop(), over) if len(offices) == 1 else ("", False)


def _of_the_years(
    document: Document, mention: Mention, fits: Sequence[OfficeHolder], office: str
) -> OfficeHolder | None:
    """The only holder whose office has most of the years that are said nearest to the name; where
    none is said, the only one with the office."""
    text = document.text
    around = max(0, mention.start - AROUND), mention.end + AROUND
    stretches = (_sentence(text, mention), text[slice(*around)], text, document.date)
    said = [_years(stretch) for stretch in stretches]
    for years in said:
        holder = _best(fits, office, years)
        if holder is not None:
            return holder
    alone = len(fits) == 1 and office in HIGHEST  # mayors of one name are too many
    return fits[0] if alone and not any(said) else None


def _years(text: str) -> set[int]:
    return {int(year) for year in _YEAR.findall(text)}


def _best(fits: Sequence[OfficeHolder], office: str, years: Iterable[int]) -> OfficeHolder | None:
    counts = [_held(holder, office, years) for holder in fits]
    best = max(counts, default=0)
    return fits[counts.index(best)] if best and counts.count(best) == 1 else None


def _held(holder: OfficeHolder, office: str, years: Iterable[int]) -> int:
    """In how many of the years the holder had the office."""
    terms = [term for term in holder.terms if not office or term[0] == office]
    return sum(any(first <= year <= last for _, first, last in terms) for year in years)


def _sentence(text: str, mention: Mention) -> str:
    """At most LONGEST characters to each side."""
    first, last = max(0, mention.start - LONGEST), min(len(text), mention.end + LONGEST)
    starts = [m.end() for m in _SENTENCE.finditer(text, first, mention.start + 1)]
    end = _SENTENCE.search(text, mention.end, last)
    return text[starts[-1] if starts else first : end.start() if end else last]
