"""Chain -> features: what the names of one chain say, without looking at other chains."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from toolkit.matching.knowledge import MatchingKnowledge
from toolkit.names import acronyms, organisations, persons, places
from toolkit.names.normalise import fold, name_key, spell, spelling_key, tokens
from toolkit.names.phonetic import skeleton, translit_key
from toolkit.types import Chain

FULL_FORMS = ("name", "acronym")
LONGEST_PERSON = 5  # words; longer "names" of persons are descriptions


@dataclass(frozen=True)
class Features:
    """Columns of one record that come from names. Empty means that the text does not say.

    `keys` are the names in one spelling, `core` the identifying words of the fullest name,
    `cores` those of every long form, sorted and joined. `bare` says why the name alone may mean
    several things: "surname", "acronym", "generic" or "nominal".
    """

    kind: str = ""
    nameclass: str = "other"
    name: str = ""
    identity: str = ""
    bare: str = ""
    keys: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    long_forms: tuple[str, ...] = ()
    core: tuple[str, ...] = ()
    cores: tuple[str, ...] = ()
    rare: tuple[str, ...] = ()
    information: float = 0.0
    head: str = ""
    part_head: str = ""
    lead: str = ""
    translit: str = ""
    places: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    counts: tuple[int, ...] = ()
    surname: str = ""
    surname_key: str = ""
    given: str = ""
    given_forms: tuple[str, ...] = ()
    given_starts: tuple[str, ...] = ()
    initials: str = ""
    given_short: bool = False
    middle: str = ""
    last_middle: str = ""
    full_names: tuple[str, ...] = ()
    words: str = ""
    place_key: str = ""
    place_translit: str = ""
    place_skeleton: str = ""
    location: str = ""


def chain_features(chain: Chain, knowledge: MatchingKnowledge) -> Features:
    """Features of the names of a chain; deterministic in the set of its forms."""
    names = _names(chain)
    forms = {mention.form for mention in chain.mentions}
    return name_features(names, chain.type, chain.knowledge_id, knowledge, _only(forms))


def _only(forms: set[str]) -> str:
    """The form, if all mentions have one that does not identify by itself."""
    return next(iter(forms)) if len(forms) == 1 else ""


def _names(chain: Chain) -> tuple[str, ...]:
    """The distinct written names, full forms only where the chain has any."""
    demonyms = {m.norm or m.text for m in chain.mentions if m.form == "demonym"}
    full = {m.text for m in chain.mentions if m.form in FULL_FORMS} | demonyms
    chosen = full or {m.text for m in chain.mentions}
    by_key: dict[str, str] = {}
    for text in sorted(chosen, key=lambda text: (text.isupper(), text)):
        by_key.setdefault(name_key(text), " ".join(text.split()))
    return tuple(by_key[key] for key in sorted(by_key))


def name_features(
    names: Iterable[str], kind: str, identity: str, knowledge: MatchingKnowledge, only: str = ""
) -> Features:
    """Features of names that are known to mean one thing. `only`: see `chain_features`."""
    names = tuple(names)
    kind = "" if kind == "OTHER" else kind
    place = _place(names, knowledge) if kind in ("GPE", "LOC", "") else ""
    best = max(names, key=lambda name: (not acronyms.is_acronym(name), len(tokens(name)), name))
    found = _name_columns(names, best, knowledge)
    found |= {"kind": kind, "name": best, "identity": identity or place, "bare": ""}
    if kind in ("GPE", "LOC") or place:
        found |= _place_columns(best, knowledge)
    elif only != "nominal" and _is_person(kind, names, knowledge):
        found |= _person_columns(names, knowledge)
    elif not found["long_forms"] and not identity:
        found["bare"] = "acronym"
    if not found["identity"] and not found["bare"]:
        found["bare"] = _generic(found["keys"], found["places"], knowledge)
    if only == "nominal":
        found["bare"] = "nominal"
    return Features(**found)


def _place(names: tuple[str, ...], knowledge: MatchingKnowledge) -> str:
    """The one place that the names mean, if the knowledge has it."""
    codes = {places.whole(tokens(name), knowledge.place_codes) for name in names} - {""}
    return min(codes) if len(codes) == 1 else ""


def _generic(keys: tuple[str, ...], codes: tuple[str, ...], knowledge: MatchingKnowledge) -> str:
    return "generic" if not codes and all(key in knowledge.generic_keys for key in keys) else ""


def _name_columns(
    names: tuple[str, ...], best: str, knowledge: MatchingKnowledge
) -> dict[str, Any]:
    long_forms = tuple(name for name in names if not acronyms.is_acronym(name))
    parts = {name: _core(name, knowledge) for name in names}
    main = parts[best]
    numbers = [organisations.numbers(name) for name in names]
    words = tuple(dict.fromkeys(map(knowledge.word, main.words)))
    rare = tuple(sorted(word for word in words if not knowledge.is_common(word)))
    head = knowledge.word(organisations.head(best))
    return {
        "keys": tuple(sorted({spelling_key(name) for name in long_forms or names})),
        "acronyms": tuple(sorted({acronyms.letters_of(n) for n in names if n not in long_forms})),
        "long_forms": long_forms,
        "core": words,
        "cores": tuple(sorted({" ".join(sorted(set(map(knowledge.word, parts[name].words))))
                            for name in long_forms or names})),
        "rare": rare,
        "information": sum(map(knowledge.information, words)),
        "head": head,
        "part_head": head if head in knowledge.head_words else "",
        "location": organisations.location(best),
        "lead": words[0] if words else "",
        "translit": " ".join(translit_key(word) for word in words),
        "places": main.places,
        "years": tuple(sorted({year for found in numbers for year in found.years})),
        "counts": tuple(sorted({count for found in numbers for count in found.counts})),
    }  # fmt: skip


def _core(name: str, knowledge: MatchingKnowledge) -> organisations.Core:
    found = organisations.core(
        name, knowledge.legal_keys, knowledge.place_codes, knowledge.organ_words
    )
    if found.words:
        return found
    return organisations.Core(tuple(map(spell, tokens(name))), found.places, found.legal)


def _is_person(kind: str, names: tuple[str, ...], knowledge: MatchingKnowledge) -> bool:
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
    return len(words) > LONGEST_PERSON or words[-1] in knowledge.titles


def _looks_like_person(name: str, knowledge: MatchingKnowledge) -> bool:
    words = tokens(name)
    return (
        2 <= len(words) <= 4
        and words[0] in knowledge.given_keys
        and not any(knowledge.is_common(knowledge.word(word)) for word in words[1:])
        and not any(knowledge.word(word) in knowledge.head_words for word in words[1:])
        and not acronyms.is_acronym(name)
    )


def parse_person(name: str, knowledge: MatchingKnowledge) -> persons.PersonName:
    """Also of a name inside a description: what follows the last title in "X chief Jane Doe"."""
    words = name.split()
    titles = [at for at, word in enumerate(words) if fold(word).rstrip(".,") in knowledge.titles]
    if titles and fold(words[0]) not in knowledge.given_keys and titles[-1] + 1 < len(words):
        name = " ".join(words[titles[-1] + 1 :])
    lists = (knowledge.honorifics, knowledge.particles)
    found = persons.parse(name, *lists, knowledge.suffixes)
    if not found.given and set(found.suffix) & set("IVX") and found.suffix.isupper():
        return persons.parse(name, *lists)  # "Clement VII" is a full name
    return found


def _person_columns(names: tuple[str, ...], knowledge: MatchingKnowledge) -> dict[str, Any]:
    named = [name for name in names if not _describes(name, knowledge)] or names
    parsed = [parse_person(name, knowledge) for name in named]
    best = max(parsed, key=lambda p: (bool(p.given), len(p.middle), len(p.given), p.full))
    given, middles = fold(best.given).strip(".'"), [fold(m).strip(".") for m in best.middle]
    letters = "".join(part[0] for word in (given, *middles) for part in word.split("-") if part)
    shouted = best.given.isupper() and len(best.given) <= 3
    short = bool(given) and (len(given.replace("-", "").replace(".", "")) == 1
                             or "." in best.given or shouted)  # fmt: skip
    return {
        "nameclass": "person",
        "bare": "" if given else "surname",
        "surname": best.key,
        "surname_key": translit_key(best.key),
        "given": given,
        "given_forms": _given_forms(given, middles, knowledge) if not short else (),
        "given_starts": _given_starts(given),
        "initials": given.replace(".", "").replace("-", "") if shouted else letters,
        "given_short": short,
        "middle": middles[0] if middles else "",
        "last_middle": middles[-1] if len(middles) > 1 else "",
        "full_names": tuple(sorted({_full(p) for p in parsed if p.given})),
        "words": " ".join(sorted(translit_key(word) for word in tokens(best.full))),
    }


def _full(name: persons.PersonName) -> str:
    return " ".join((*tokens(" ".join((name.given, *name.middle))), name.key))


def _given_starts(given: str) -> tuple[str, ...]:
    """Short forms that a longer given name begins with: "val", "vale" of "valerie"."""
    return tuple("k:" + translit_key(given[:size]) for size in (3, 4) if len(given) >= size + 2)


def _given_forms(given: str, middles: list[str], knowledge: MatchingKnowledge) -> tuple[str, ...]:
    """Keys of which two persons share one if their given names can be the same."""
    forms: set[str] = set()
    for word in (
        given,
        *(middle for middle in middles if len(middle) > 1),
        given + "".join(middles),
    ):
        plain = word.replace("-", "")
        if plain:
            forms |= {"k:" + translit_key(plain)}
            forms |= {"n:" + name for name in knowledge.given_classes.get(word, ())}
    return tuple(sorted(forms))


def _place_columns(best: str, knowledge: MatchingKnowledge) -> dict[str, Any]:
    name, _, tail = best.partition(",")
    if tail and places.whole(tokens(tail), knowledge.place_codes):
        best = name  # "Lille, France"
    words = [word for word in tokens(best) if word not in knowledge.feature_words]
    words = [word for word in words if word not in ("of", "the")] or list(tokens(best))
    return {
        "nameclass": "place",
        "place_key": " ".join(words),
        "place_translit": "".join(translit_key(word) for word in words),
        "place_skeleton": skeleton("".join(words)),
    }
