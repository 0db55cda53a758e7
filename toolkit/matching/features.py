"""Chain -> features: what the names of one chain say, without looking at other chains."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any, Protocol

from toolkit.matching.knowledge import MatchingKnowledge, stem
from toolkit.matching.person_features import is_person, person_columns
from toolkit.names import acronyms, organisations, places
from toolkit.names.designation import designation, is_description
from toolkit.names.editions import names_of
from toolkit.names.normalise import name_key, spell, spelling_key, tokens
from toolkit.names.phonetic import skeleton, translit_key
from toolkit.types import Chain

FULL_FORMS = ("name", "acronym")


@dataclass(frozen=True)
class Features:
    """Columns of one record that come from names. Empty means that the text does not say.

    `keys` are the names in one spelling, `core` the identifying words of the fullest name,
    `cores` those of every long form, sorted and joined. `bare` says why the name alone may mean
    several things: "surname", "given", "acronym", "place", "generic" or "nominal". `behind` are the
    words that follow a place or an acronym at the beginning, in the form of `cores`.
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
    described: bool = False
    behind: str = ""


Named = tuple[tuple[str, ...], str, str, str]
FEATURES = tuple(field.name for field in fields(Features))
_NOTHING: dict[str, Any] = vars(Features())


class Written(Protocol):
    """What the features of a chain depend on in a mention."""

    @property
    def text(self) -> str: ...
    @property
    def form(self) -> str: ...
    @property
    def norm(self) -> str: ...


def named(
    mentions: Sequence[Written], kind: str, identity: str, particles: frozenset[str] = frozenset()
) -> Named:
    """What the features of a chain depend on: names, kind, known identity, its only form."""
    return _names(mentions, particles), kind, identity, _only({m.form for m in mentions})


def chain_features(chain: Chain, knowledge: MatchingKnowledge) -> Features:
    """Features of the names of a chain; deterministic in the set of its forms."""
    names, kind, identity, only = named(
        chain.mentions, chain.type, chain.knowledge_id, knowledge.particles
    )
    return name_features(names, kind, identity, knowledge, only)


def columns(found: Features) -> dict[str, Any]:
    """The features as columns of a record; values are immutable, so nothing is copied."""
    return vars(found).copy()


def _only(forms: set[str]) -> str:
    """The form, if all mentions have one that does not identify by itself."""
    return next(iter(forms)) if len(forms) == 1 else ""


def _names(mentions: Sequence[Written], particles: frozenset[str]) -> tuple[str, ...]:
    """The distinct written names, full forms only where there are any."""
    demonyms = {m.norm or m.text for m in mentions if m.form == "demonym"}
    full = {n for m in mentions if m.form in FULL_FORMS for n in names_of(m.text, m.norm)}
    full |= demonyms
    chosen = full or {m.text for m in mentions}
    if len(chosen) == 1:
        return (designation(chosen.pop(), particles),)
    by_key: dict[str, str] = {}
    written = {designation(text, particles) for text in chosen}
    for text in sorted(written, key=lambda text: (text.isupper(), text)):
        by_key.setdefault(name_key(text), text)
    return tuple(by_key[key] for key in sorted(by_key))


def name_features(
    names: Iterable[str], kind: str, identity: str, knowledge: MatchingKnowledge, only: str = ""
) -> Features:
    """Features of names that are known to mean one thing. `only`: see `chain_features`."""
    return Features(**feature_row(tuple(names), kind, identity, knowledge, only))


def feature_row(
    names: tuple[str, ...], kind: str, identity: str, knowledge: MatchingKnowledge, only: str = ""
) -> dict[str, Any]:
    """As `name_features`, as the columns of a record; values are immutable."""
    kind = "" if kind == "OTHER" else kind
    place = _place(names, knowledge) if kind in ("GPE", "LOC", "") else ""
    place = place if identity in ("", place) else ""  # a language that is called like a people
    best = names[0]
    if len(names) > 1:
        best = max(names, key=lambda name: (not acronyms.is_acronym(name), len(tokens(name)), name))
    found = _name_columns(names, best, knowledge)
    found |= {"kind": kind, "name": best, "identity": identity or place, "bare": ""}
    if kind in ("GPE", "LOC") or place:
        found |= _place_columns(best, knowledge)
    elif only != "nominal" and is_person(kind, names, knowledge):
        found |= person_columns(names, knowledge)
    elif not found["long_forms"] and not identity:
        found["bare"] = "acronym"
    elif not identity and _place(names, knowledge):
        found["bare"] = "place"  # "Nordland" for its team or its government
    if not found["identity"] and not found["bare"]:
        found["bare"] = _generic(found["keys"], found["places"], knowledge)
    if only == "nominal":
        found["bare"] = "nominal"
    return _NOTHING | found


def _place(names: tuple[str, ...], knowledge: MatchingKnowledge) -> str:
    """The one place that the names mean, if the knowledge has it."""
    codes = {places.whole(tokens(name), knowledge.place_codes) for name in names} - {""}
    return min(codes) if len(codes) == 1 else ""


def _generic(keys: tuple[str, ...], codes: tuple[str, ...], knowledge: MatchingKnowledge) -> str:
    return "generic" if not codes and all(map(knowledge.is_generic, keys)) else ""


def _name_columns(
    names: tuple[str, ...], best: str, knowledge: MatchingKnowledge
) -> dict[str, Any]:
    long_forms = tuple(name for name in names if not acronyms.is_acronym(name))
    parts = {name: _core(name, knowledge) for name in names}
    main = parts[best]
    numbers = [organisations.numbers(name) for name in names]
    worded = {name: tuple(map(knowledge.word, part.words)) for name, part in parts.items()}
    words = tuple(dict.fromkeys(worded[best]))
    full = [name for name in long_forms or names if not _is_short(name, knowledge)]
    rare = tuple(sorted(word for word in words if not knowledge.is_common(word)))
    head = knowledge.word(organisations.head(best))
    return {
        "keys": tuple(sorted({spelling_key(name) for name in full or long_forms or names})),
        "acronyms": tuple(sorted({acronyms.letters_of(n) for n in names if n not in long_forms})),
        "long_forms": long_forms,
        "core": words,
        "cores": tuple(sorted({" ".join(sorted(set(worded[n]))) for n in long_forms or names})),
        "rare": rare,
        "information": sum(map(knowledge.information, words)),
        "head": head,
        "part_head": head if head in knowledge.head_words else "",
        "location": organisations.location(best),
        "described": is_description(best),
        "behind": _behind(best, words, knowledge),
        "lead": words[0] if words else "",
        "translit": " ".join(translit_key(word) for word in words),
        "places": main.places,
        "years": tuple(sorted({year for found in numbers for year in found.years})),
        "counts": tuple(sorted({count for found in numbers for count in found.counts})),
    }  # fmt: skip


def _is_short(name: str, knowledge: MatchingKnowledge) -> bool:
    """ "the Commission", "Social Democrats": of those with a longer name, not the name itself."""
    words = tokens(name)
    lone = len(words) == 1 and knowledge.word(words[0]) in knowledge.head_words
    return lone or knowledge.is_generic(spelling_key(name))


def _behind(name: str, core: tuple[str, ...], knowledge: MatchingKnowledge) -> str:
    """The words of a name behind one place or acronym: "Wolves" in "Nordland Wolves", "Security
    Council" in "QRS Security Council". One word that says what the thing is does not count."""
    written, first = tokens(name), name.partition(" ")[0]
    size = places.opening(written, knowledge.place_codes) or int(acronyms.is_acronym(first))
    if not size:
        return ""
    rest = [knowledge.word(word) for word in written[size:]]
    if len(rest) == 1:
        telling = rest[0] not in knowledge.head_words and rest[0] not in knowledge.organ_words
        counts = telling and name.split()[-1][:1].isupper()
    else:
        placed = places.find(written, knowledge.place_codes)
        counts = len(rest) == 2 and not placed and set(rest) <= set(core)
    return " ".join(sorted(set(rest))) if counts else ""


def _core(name: str, knowledge: MatchingKnowledge) -> organisations.Core:
    found = organisations.core(
        name, knowledge.legal_keys, knowledge.place_codes, knowledge.organ_words
    )
    if found.words:
        return found
    return organisations.Core(tuple(map(spell, tokens(name))), found.places, found.legal)


def _place_columns(best: str, knowledge: MatchingKnowledge) -> dict[str, Any]:
    name, _, tail = best.partition(",")
    if tail and places.whole(tokens(tail), knowledge.place_codes):
        best = name  # "Lille, France"
    words = [word for word in tokens(best) if word not in knowledge.feature_words]
    words = [word for word in words if word not in ("of", "the")]
    if all(map(knowledge.is_common, words)):
        words = list(tokens(best))  # "Central District", "North Island"
    words = [stem(word) for word in words]  # a people: "Kurd", "Kurds"
    return {
        "nameclass": "place",
        "location": " ".join(tokens(tail)),
        "place_key": " ".join(words),
        "place_translit": "".join(translit_key(word) for word in words),
        "place_skeleton": skeleton("".join(words)),
    }
