"""Curated knowledge in the shape that matching asks for."""

from __future__ import annotations

import functools
from dataclasses import replace
from operator import attrgetter

from toolkit.config import MatchingSettings
from toolkit.knowledge import Knowledge
from toolkit.matching import MatchingKnowledge, Model, load_model

NAMING = ("name", "official", "short", "variant", "demonym", "abbreviation")


NEARBY = ("names nearby", "none")  # a comparison and its level


def matching_model(settings: MatchingSettings) -> Model:
    """The model of the settings; in short texts the lack of common names nearby says nothing.

    Raises ConfigError for a model that cannot be read.
    """
    model = load_model(settings.model)
    comparison, level = NEARBY
    if settings.nothing_nearby == "counts" or level not in model.weights.get(comparison, {}):
        return model
    weights = {**model.weights, comparison: {**model.weights[comparison], level: 0.0}}
    return replace(model, weights=weights, fingerprint=f"{model.fingerprint}-nothing-nearby")


@functools.lru_cache(maxsize=4)
def matching_knowledge(knowledge: Knowledge) -> MatchingKnowledge:
    """Word lists of `knowledge` for matching; of two places with one name the first listed."""
    places: dict[str, str] = {}
    for place in knowledge.places:
        if place.form in NAMING:
            places.setdefault(place.name, place.place_id)
    return MatchingKnowledge(
        places=places,
        demonyms=frozenset(p.name for p in knowledge.places if p.form == "demonym"),
        legal_forms=frozenset(knowledge.legal_forms),
        organs=knowledge.organs,
        heads=frozenset(knowledge.heads),
        common_words=knowledge.common_words,
        given_names=knowledge.given_names,
        nicknames=knowledge.nicknames,
        equivalents=knowledge.equivalents,
        honorifics=knowledge.honorifics | knowledge.ranks | knowledge.role_nouns,
        particles=knowledge.particles,
        suffixes=knowledge.suffixes,
        generic=knowledge.generic,
        place_features=knowledge.place_features,
        word_groups=knowledge.word_groups,
        legal_codes=knowledge.legal_forms,
        known_names=_known_names(knowledge),
        family_first=knowledge.family_first,
        offices=knowledge.offices,
        usual_surnames=knowledge.usual_surnames,
    )


def _known_names(knowledge: Knowledge) -> dict[str, str]:
    """Every name of a known thing that means it alone, without those that mean two."""
    found: dict[str, set[str]] = {}
    for known in filter(attrgetter("known_id"), knowledge.names):
        short = () if known.ambiguous else known.acronyms
        for name in (known.name, *known.aliases, *short):
            found.setdefault(name, set()).add(known.known_id)
    return {name: min(ids) for name, ids in sorted(found.items()) if len(ids) == 1}
