"""What names of persons say: whether they are one, and their parts as columns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from toolkit.matching.knowledge import MatchingKnowledge
from toolkit.names import acronyms, persons
from toolkit.names.normalise import fold, name_key, tokens
from toolkit.names.phonetic import translit_key
from toolkit.names.surnames import surname_sound

ADDRESSES = frozenset("mr mrs ms miss dr prof".split())  # before nothing but a person's name
LONGEST_PERSON = 5  # words; longer "names" of persons are descriptions


def is_person(kind: str, names: tuple[str, ...], knowledge: MatchingKnowledge) -> bool:
    """Typed as a person and no description, or untyped with a given name before another word."""
    if kind == "PERSON":
        return not all(_describes(name, knowledge) for name in names)
    if kind:
        return False
    return any(_looks_like_person(name, knowledge) for name in names)


def _describes(name: str, knowledge: MatchingKnowledge) -> bool:
    """Does a phrase end in a title, or is it too long for a name?"""
    words = fold(name).split()
    if len(words) < 2 or words[0] in knowledge.given_keys or words[0].endswith("."):
        return False  # "Jane Bishop" is no title
    if words[-1] in knowledge.titles:
        return True
    at = max(
        (i for i, word in enumerate(words) if word.rstrip(".,") in knowledge.titles), default=-1
    )
    return len(words) - at - 1 > LONGEST_PERSON


def _looks_like_person(name: str, knowledge: MatchingKnowledge) -> bool:
    """A given name before words that are no common ones, or an address before a name."""
    if _is_addressed(name, knowledge):
        return True
    words = tokens(name)
    return (
        2 <= len(words) <= 4
        and words[0] in knowledge.given_keys
        and not any(knowledge.is_common(knowledge.word(word)) for word in words[1:])
        and not any(knowledge.word(word) in knowledge.head_words for word in words[1:])
        and not acronyms.is_acronym(name)
    )


def _is_addressed(name: str, knowledge: MatchingKnowledge) -> bool:
    """ "Ms. Doe", and a title before what looks like a person: "Governor Jane Doe"."""
    words = name.split()
    at = max((i for i, w in enumerate(words[:-1]) if _is_title(w, knowledge)), default=-1)
    rest = words[at + 1 :]
    if at < 0 or len(rest) > 3 or not all(word[:1].isupper() for word in rest):
        return False
    abbreviated = words[at].endswith(".") or fold(words[at]) in ADDRESSES
    return abbreviated or (len(rest) > 1 and _looks_like_person(" ".join(rest), knowledge))


def bare_surname(name: str, knowledge: MatchingKnowledge) -> str:
    """The key of a single word, also behind titles ("President Doe"), or ''."""
    *before, last = name.split() or [""]
    return name_key(last) if all(_is_title(word, knowledge) for word in before) else ""


def _is_title(word: str, knowledge: MatchingKnowledge) -> bool:
    return fold(word).rstrip(".,") in knowledge.titles


def parse_person(name: str, knowledge: MatchingKnowledge) -> persons.PersonName:
    """Also of a name inside a description: what follows the last title in "X chief Jane Doe"."""
    words = name.split()
    titles = [at for at, word in enumerate(words) if fold(word).rstrip(".") in knowledge.titles]
    if titles and fold(words[0]) not in knowledge.given_keys and titles[-1] + 1 < len(words):
        name = " ".join(words[titles[-1] + 1 :])
    lists = (knowledge.honorifics, knowledge.particles)
    found = persons.parse(name, *lists, knowledge.suffixes, knowledge.family_first)
    if not found.given and set(found.suffix) & set("IVX") and found.suffix.isupper():
        return persons.parse(name, *lists)  # "Clement VII" is a full name
    return found


def person_columns(names: tuple[str, ...], knowledge: MatchingKnowledge) -> dict[str, Any]:
    """The columns of `Features` that only names of persons have, of the fullest of the names."""
    named = [name for name in names if not _describes(name, knowledge)] or names
    parsed = [parse_person(name, knowledge) for name in named]
    best = max(parsed, key=lambda p: (bool(p.given), len(p.middle), len(p.given), p.full))
    given, middles = fold(best.given).strip(".'"), [fold(m).strip(".") for m in best.middle]
    letters = "".join(part[0] for word in (given, *middles) for part in word.split("-") if part)
    shouted = best.given.isupper() and len(best.given) <= 3
    short = bool(given) and (len(given.replace("-", "").replace(".", "")) == 1
                             or "." in best.given or shouted)  # fmt: skip
    generations = {name.generation for name in parsed if name.generation}
    counts = {"counts": tuple(sorted(generations))} if generations else {}
    return counts | {
        "nameclass": "person",
        "bare": "" if given else _bare_person(best, named, knowledge),
        "surname": best.key,
        "surname_key": surname_sound(best.key, knowledge.usual_surnames),
        "given": given,
        "given_forms": _given_forms(given, middles, knowledge) if not short else (),
        "given_starts": _other_forms(given, middles, knowledge),
        "initials": given.replace(".", "").replace("-", "") if shouted else letters,
        "given_short": short,
        "middle": middles[0] if middles else "",
        "last_middle": middles[-1] if len(middles) > 1 else "",
        "full_names": tuple(sorted({_full(p) for p in parsed if p.given})),
        "words": " ".join(sorted(translit_key(word) for word in tokens(best.full))),
    }


def _bare_person(
    name: persons.PersonName, named: Iterable[str], knowledge: MatchingKnowledge
) -> str:
    """Which of the two a single name is; before the seat of a peer stands a surname."""
    if any(" of " in text for text in named):
        return "surname"
    return "given" if fold(name.surname) in knowledge.given_keys else "surname"


def _full(name: persons.PersonName) -> str:
    return " ".join((*tokens(" ".join((name.given, *name.middle))), name.key))


def _other_forms(given: str, middles: list[str], knowledge: MatchingKnowledge) -> tuple[str, ...]:
    """Keys of what else may stand for the given name: its beginning ("val", "vale" of "valerie"),
    and a middle name, which may be the one in use. Those of two persons are not compared: the same
    middle name, or first of two surnames, behind another given name is another person's."""
    starts = {given[:size] for size in (3, 4) if len(given) >= size + 2 and given[size].isalpha()}
    forms = {"k:" + translit_key(start) for start in starts}
    for middle in middles:
        if len(middle) > 1:
            forms |= _forms(middle, knowledge)
    return tuple(sorted(forms))


def _given_forms(given: str, middles: list[str], knowledge: MatchingKnowledge) -> tuple[str, ...]:
    """Keys of which two persons share one if their given names can be the same."""
    joined = given + "".join(middles)
    return tuple(sorted(_forms(given, knowledge) | _forms(joined, knowledge)))


def _forms(word: str, knowledge: MatchingKnowledge) -> set[str]:
    """A given name as it sounds, and those that it may stand for."""
    plain = word.replace("-", "")
    if not plain:
        return set()
    meant = {"n:" + name for name in knowledge.given_classes.get(word, ())}
    return {"k:" + translit_key(plain)} | meant
