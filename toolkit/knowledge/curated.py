"""Loads configs/knowledge into one frozen value. Loaded once per set of packs."""

from __future__ import annotations

import functools
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from toolkit.config import NAME_PACKS, data_root
from toolkit.knowledge.files import read_lines, read_whole, read_yaml
from toolkit.knowledge.known import (
    Homonym,
    KnownName,
    OfficeHolder,
    Place,
    homonym,
    known_names,
    office_holder,
    place,
)
from toolkit.knowledge.meanings import Sense, senses
from toolkit.knowledge.word_lists import folded, folded_tuple, heads, organs_in, particles
from toolkit.names.normalise import fold
from toolkit.names.surnames import usual
from toolkit.pausing import seldom_collected

TABLES = ("places.tsv", "given_names.txt", "common_words.tsv", "name_evidence.tsv")
LISTS = (
    "persons.yml", "roles.yml", "heads.yml", "stop_names.yml", "legal_forms.yml", "homonyms.yml",
    "acronyms.yml", "office_holders.yml",
)  # fmt: skip
TIES = (" of", " for", " on", " to")  # behind a head that stands before the name


@dataclass(frozen=True, eq=False)
class Knowledge:
    """All of it. Word lists are folded to lower case where case carries no meaning.

    `heads` maps a head phrase in lower case to (type, strong?). `place_names` maps a place id to
    its usual name. `common_words` maps a lower-case word to its SCOWL tier (10 = commonest).
    `name_evidence` maps a cue to weights for person, organisation and place.
    """

    places: tuple[Place, ...]
    names: tuple[KnownName, ...]
    given_names: frozenset[str]
    ambiguous_given: frozenset[str]
    common_words: Mapping[str, int]
    honorifics: frozenset[str]
    ranks: frozenset[str]
    particles: frozenset[str]
    suffixes: frozenset[str]
    speech_verbs: frozenset[str]
    nicknames: Mapping[str, tuple[str, ...]]
    equivalents: tuple[tuple[str, ...], ...]
    role_nouns: frozenset[str]
    role_modifiers: frozenset[str]
    portfolios: frozenset[str]
    heads: Mapping[str, tuple[str, bool]]
    generic: frozenset[str]
    organs: frozenset[str]
    organs_short: Mapping[str, str]
    seats: Mapping[str, frozenset[str]]  # of federal governments, by place id of the state
    place_features: frozenset[str]
    companies: frozenset[str]
    leading: frozenset[str]
    stop_names: frozenset[str]
    abbreviations: frozenset[str]
    headings: frozenset[str]
    openers: frozenset[str]
    legal_forms: Mapping[str, str]
    legal_written: frozenset[str]  # the same forms with their capitals
    word_groups: tuple[tuple[str, ...], ...]
    fingerprint: str
    place_names: Mapping[str, str] = field(default_factory=dict)
    name_evidence: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    homonyms: tuple[Homonym, ...] = ()
    family_first: frozenset[str] = frozenset()
    class_nouns: Mapping[str, str] = field(default_factory=dict)  # "tanker" -> PRODUCT
    behind: frozenset[str] = frozenset()
    foreign: Mapping[str, str] = field(default_factory=dict)  # "banque" -> ORG
    modifiers: frozenset[str] = frozenset()  # "the K7 main battle tank"
    prefixes: Mapping[str, str] = field(default_factory=dict)  # "HMS" -> PRODUCT, as written
    formations: frozenset[str] = frozenset()
    vessels: frozenset[str] = frozenset()
    named_after: frozenset[str] = frozenset()
    endings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # type -> ends of words
    papers: frozenset[str] = frozenset()  # that have "No." before their number
    numbered_sites: frozenset[str] = frozenset()  # "Unit 1"
    numbered_parts: frozenset[str] = frozenset()  # "Annex 127"
    issued: frozenset[str] = frozenset()
    clusters: frozenset[str] = frozenset()
    brief: frozenset[str] = frozenset()  # heads that alone name a body ("the Council")
    # union -> head -> its organ, "" = any: who calls organs so where only the union is named
    brief_in: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    offices: Mapping[str, str] = field(default_factory=dict)  # "premier" -> "prime minister"
    surname_spellings: tuple[tuple[str, ...], ...] = ()
    kin: frozenset[str] = frozenset()
    spouses: frozenset[str] = frozenset()
    personal_verbs: frozenset[str] = frozenset()
    human_verbs: frozenset[str] = frozenset()
    town_surnames: frozenset[str] = frozenset()
    senses: Mapping[str, tuple[Sense, ...]] = field(default_factory=dict)  # by acronym
    office_holders: tuple[OfficeHolder, ...] = ()
    holders_only: frozenset[str] = frozenset()
    towns_listed: str = ""  # one folded name a line

    @functools.cached_property
    def polite(self) -> frozenset[str]:
        """What may stand before a person's name: honorifics, ranks and roles."""
        return self.honorifics | self.ranks | self.role_nouns

    @functools.cached_property
    def titles(self) -> frozenset[str]:
        """`polite` folded, without final full stops."""
        return frozenset(fold(word).rstrip(".") for word in self.polite)

    @functools.cached_property
    def countries(self) -> dict[str, str]:
        """Country of each place, both by place id."""
        return {place.place_id: place.country for place in self.places}

    @functools.cached_property
    def usual_names(self) -> dict[str, str]:
        """Identity -> name of the places and of the known things that have one."""
        known = {known.known_id: known.name for known in self.names if known.known_id}
        return {**self.place_names, **known}

    @functools.cached_property
    def usual_surnames(self) -> dict[str, str]:
        """Folded spelling of a surname -> the usual one."""
        return usual(self.surname_spellings)

    @functools.cached_property
    def given_classes(self) -> dict[str, frozenset[str]]:
        """The names that a given name may stand for: short forms and other romanisations."""
        found: dict[str, set[str]] = defaultdict(set)
        for formal, short_forms in self.nicknames.items():
            found[fold(formal)] |= set(map(fold, short_forms))
        for row in self.equivalents:
            for word in row:
                found[fold(word)] |= set(map(fold, row))
        return {word: frozenset(names) for word, names in found.items()}

    @functools.cached_property
    def single_heads(self) -> frozenset[str]:
        """Head nouns of one word."""
        return frozenset(head for head in self.heads if " " not in head)

    @functools.cached_property
    def spelled_out(self) -> dict[str, Sense]:
        """Meanings of acronyms by their name in full."""
        return {sense.name: sense for row in self.senses.values() for sense in row}

    @functools.cached_property
    def towns(self) -> frozenset[str]:
        """Folded names of smaller towns; made where first asked, as few names need it."""
        return frozenset(self.towns_listed.splitlines())

    @functools.cached_property
    def legal_words(self) -> frozenset[str]:
        return frozenset(self.legal_forms)


def _said_often(words: Iterable[Sequence[str]], places: Iterable[Place]) -> frozenset[str]:
    """Common words, and names of states, in small letters."""
    states = {p.name.casefold() for p in places if p.kind in ("country", "continent")}
    return frozenset(word[0] for word in words) | states


def load(packs: tuple[str, ...] = NAME_PACKS) -> Knowledge:
    """Knowledge with these packs of known names: names of files in configs/knowledge, or paths.

    Read once. Raises ConfigError that names the file and what is wrong with it.
    """
    return _load(packs)


@functools.lru_cache(maxsize=4)
@seldom_collected()
def _load(packs: tuple[str, ...]) -> Knowledge:
    root = data_root("configs") / "knowledge"
    digest = hashlib.sha256()
    lists: dict[str, Any] = {}
    for name in LISTS:
        lists.update(read_yaml(root / name, digest))
    known: list[KnownName] = []
    for pack in packs:
        path = Path(pack) if pack.endswith(".yml") else root / f"{pack}.yml"
        known.extend(known_names(read_yaml(path, digest), path.name))
    rows = {name: read_lines(root / name, digest) for name in TABLES}
    towns = read_whole(root / "towns.txt", digest)
    places = tuple(place(line, number) for number, line in rows["places.tsv"])
    spellings = {name for row in lists["equivalents"] for name in folded_tuple(row)}
    nations = {p.name.casefold() for p in places if p.form == "demonym"}
    given = [line.split("\t") for _, line in rows["given_names.txt"]]
    words = [line.split("\t") for _, line in rows["common_words.tsv"]]
    evidence = [line.split("\t") for _, line in rows["name_evidence.tsv"]]
    head_nouns = heads(lists)
    return Knowledge(
        places=places,
        names=tuple(known),
        senses=senses(lists, known, head_nouns, _said_often(words, places)),
        given_names=frozenset(row[0].casefold() for row in given) | spellings,
        ambiguous_given=frozenset(row[0].casefold() for row in given if len(row) > 1)
        | (spellings & nations),
        common_words={word: int(tier) for word, tier in words if tier.isdigit()},
        honorifics=folded(lists["honorifics"]),
        ranks=folded(lists["ranks"]),
        particles=particles(lists),
        suffixes=folded(lists["suffixes"]),
        speech_verbs=folded(lists["speech_verbs"]),
        nicknames={k.casefold(): folded_tuple(v) for k, v in lists["nicknames"].items()},
        equivalents=tuple(folded_tuple(row) for row in lists["equivalents"]),
        role_nouns=folded(lists["role_nouns"]) | folded(lists["role_plurals"]),
        role_modifiers=folded(lists["role_modifiers"]),
        portfolios=folded(lists["portfolios"]),
        heads=head_nouns,
        generic=folded(lists["generic"]),
        organs=folded(lists["organs"]),
        organs_short={k.casefold(): v for k, v in lists["organs_short"].items()},
        seats={state: folded(towns) for state, towns in lists["seats"].items()},
        companies=folded(lists["companies"]),
        leading=folded(
            h for part in lists["leading"].values() for h in part if not h.endswith(TIES)
        ),
        place_features=folded(lists["place_features"]),
        stop_names=folded(lists["stop_names"]),
        abbreviations=frozenset(str(word) for word in lists["abbreviations"]),
        headings=folded(lists["headings"]),
        openers=folded(lists["sentence_openers"]),
        legal_forms={str(k).casefold(): str(v) for k, v in lists["legal_forms"].items()},
        legal_written=frozenset(map(str, lists["legal_forms"])),
        word_groups=tuple(folded_tuple(group) for group in lists["organisation_words"]),
        towns_listed=towns,
        fingerprint=digest.hexdigest()[:16],
        place_names={p.place_id: p.name for p in reversed(places) if p.form == "name"},
        name_evidence={cue: tuple(map(float, weights)) for cue, *weights in evidence},
        family_first=folded(lists["family_first"]),
        class_nouns={word: kind for kind, words in lists["class_nouns"].items() for word in words},
        behind=folded(lists["behind"]),
        modifiers=folded(lists["modifiers"]),
        foreign={word: kind for kind, words in lists["foreign"].items() for word in words},
        prefixes={word: kind for kind, words in lists["prefixes"].items() for word in words},
        formations=folded(lists["formations"]),
        brief=folded(lists["brief"]),
        endings={kind: folded_tuple(ends) for kind, ends in lists["endings"].items()},
        papers=folded(lists["papers"]),
        numbered_sites=folded(lists["numbered_sites"]),
        numbered_parts=folded(lists["numbered_parts"]),
        issued=folded(lists["issued"]),
        clusters=folded(lists["clusters"]),
        brief_in=organs_in(lists["brief_in"]),
        vessels=folded(lists["vessels"]),
        named_after=folded(lists["named_after"]),
        offices={title: name for name, titles in lists["offices"].items() for title in titles},
        surname_spellings=tuple(folded_tuple(row) for row in lists["surname_spellings"]),
        holders_only=folded(lists["holders_only"]),
        kin=folded(lists["kin"]),
        spouses=folded(lists["spouses"]),
        personal_verbs=folded(lists["personal_verbs"]),
        human_verbs=folded(lists["human_verbs"]),
        town_surnames=folded(lists["town_surnames"]),
        office_holders=tuple(office_holder(*row) for row in lists["office_holders"].items()),
        homonyms=tuple(homonym(row, places) for row in lists["homonyms"]),
    )
