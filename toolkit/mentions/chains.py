"""Mentions of one document -> chains: what names one thing, and by which rule.

Inside a document the text usually says who is who, so these are rules, not probabilities. Every
link keeps its reason. A rule that finds two candidates joins nothing.
"""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from toolkit.knowledge import Knowledge
from toolkit.mentions.acronym_fields import OTHER
from toolkit.mentions.bearers import link_bearers, link_compass
from toolkit.mentions.branches import link_capitals_at_the_end
from toolkit.mentions.editions import link_towns
from toolkit.mentions.extractor import Extraction
from toolkit.mentions.given import NAMESAKE
from toolkit.mentions.groups import SERIES, Groups
from toolkit.mentions.initials import link_initials, persons_by_initials
from toolkit.mentions.languages import LANGUAGE, mark_languages
from toolkit.mentions.links import NameLinks
from toolkit.mentions.nominals import EDITION
from toolkit.mentions.office_holders import holders_known
from toolkit.mentions.organs import organ_reader
from toolkit.mentions.personal import Roles, link_persons
from toolkit.mentions.renamed import renamed
from toolkit.mentions.senses import settled
from toolkit.mentions.short_forms import link_short_forms
from toolkit.mentions.stated import stated_aliases
from toolkit.mentions.town_surnames import persons_not_towns
from toolkit.names.designation import designation
from toolkit.names.editions import NONE, Edition, edition_of, full_name
from toolkit.names.normalise import name_key, spelling_key, tokens
from toolkit.types import TYPES, Chain, Document, Mention

SMALL_WORDS = frozenset("its their his her our my your a an the so called of self styled".split())
MIN_SINGULAR = 4  # letters; shorter words end in s too often by chance
FIRMS = frozenset("corporation company group holding holdings limited incorporated".split())
DEFINITE = frozenset(("the", "this", "that", "said"))
PAPERS = ("DOCUMENT", "PROGRAMME", "EVENT")  # whose generic names tell nothing apart
Name = tuple[str, str]  # its key and its sort
# Rules that guess a type.
WEAK = ("capitals", "capitalised", "opening", "repeat", "ambiguous acronym")


def build_chains(document: Document, extraction: Extraction, knowledge: Knowledge) -> list[Chain]:
    """All mentions of a document in chains, ordered by first mention; each mention once."""
    mentions = mark_languages(document, settled(document.text, extraction, knowledge))
    mentions = persons_not_towns(document.text, mentions, knowledge)
    mentions = persons_by_initials(mentions, extraction.aliases, knowledge)
    mentions = holders_known(document, mentions, knowledge)
    groups = Groups(mentions)
    _equal_names(document, groups, knowledge)
    _known_names(groups)
    _known_firms(groups, knowledge)
    links = NameLinks(groups, knowledge)
    links.declared(extraction.aliases or stated_aliases(document, mentions))
    links.declared(renamed(document.text, mentions))
    link_persons(groups, knowledge, Roles(document.text, extraction.roles, knowledge))
    link_initials(groups, knowledge)
    links.acronyms()
    links.holding_acronym()
    link_short_forms(groups, knowledge)
    link_towns(groups)
    link_capitals_at_the_end(groups, knowledge)
    link_bearers(groups, knowledge)
    link_compass(groups)
    _nominals(groups)
    return _chains(document, extraction, groups)


def _equal_names(document: Document, groups: Groups, knowledge: Knowledge) -> None:
    """Equal after normalisation: case, quotes, articles, possessives, British or American."""
    last: dict[Name, int] = {}
    generic: list[tuple[int, Name]] = []
    particles = knowledge.particles
    keys = [_name(mention, particles) for mention in groups.mentions]
    meanings: dict[Name, set[str]] = defaultdict(set)
    for key, mention in zip(keys, groups.mentions, strict=True):
        if mention.knowledge_id:
            meanings[key].add(mention.knowledge_id)
    unsaid = {key for key, meant in meanings.items()
              if len(meant) > 1 or min(meant).startswith(OTHER)}  # fmt: skip
    for at, mention in enumerate(groups.mentions):
        key = keys[at]
        if mention.form == "nominal":
            continue
        if key in meanings and not mention.knowledge_id:
            # which of two known things it means, or whose ministry it is: `organs` cannot tell
            if key in unsaid or organ_reader(knowledge).organ(mention.text):
                continue
        if mention.type in PAPERS and name_key(mention.text) in knowledge.generic:
            generic.append((at, key))
            continue
        target = last.setdefault(key, at)
        if target != at:
            groups.join(at, target, "same name")
    _generic_names(document, groups, generic)
    _inflected(groups, last, knowledge)


def _name(mention: Mention, particles: frozenset[str]) -> Name:
    name = mention.text
    if mention.norm and mention.type in SERIES:
        name = full_name(name, mention.norm)
    if mention.source == "given":  # by people or models, who mark more than the name
        return _marked_key(name, particles), _sort(mention)
    return spelling_key(name) or mention.text, _sort(mention)


@functools.lru_cache(maxsize=32768)
def _marked_key(text: str, particles: frozenset[str]) -> str:
    return spelling_key(designation(text, particles)) or text


def _sort(mention: Mention) -> str:
    """Equal names of different sorts are different things, also in one text."""
    if mention.rule in (NAMESAKE, LANGUAGE):
        return mention.rule
    return "PERSON" * (mention.type == "PERSON")


def _inflected(groups: Groups, names: Mapping[Name, int], knowledge: Knowledge) -> None:
    """A plural and its singular ("Bitcoins"), and a name behind small words ("city of Kyiv")."""
    small = _small_words(knowledge)
    for (key, sort), at in names.items():
        if not key.endswith("s") and key.partition(" ")[0] not in small:  # most names
            continue
        shorter = {}
        if key.partition(" ")[0] in small:
            words = key.split()
            first = next((i for i, word in enumerate(words) if word not in small), 0)
            shorter["words before the name"] = " ".join(words[first:]) if first else ""
        if sort != "PERSON" and key.endswith("s"):
            shorter["plural"] = key[:-1]
        for rule, other in sorted(shorter.items()):
            target = names.get((other, sort))
            if target is not None and len(other) >= MIN_SINGULAR:
                groups.join(at, target, rule, groups.mentions[target].text)


@functools.lru_cache(maxsize=4)
def _small_words(knowledge: Knowledge) -> frozenset[str]:
    return SMALL_WORDS | knowledge.place_features


def _generic_names(document: Document, groups: Groups, found: Sequence[tuple[int, Name]]) -> None:
    """ "a Letter of Intent" is a new one each time; "the Letter of Intent" is the one before, if
    there is one only."""
    before: dict[Name, list[int]] = defaultdict(list)
    for at, key in found:
        definite = _word_before(document.text, groups.mentions[at].start) in DEFINITE
        if definite and len(before[key]) == 1:
            groups.join(at, before[key][0], "same name")
        else:
            before[key].append(at)


def _word_before(text: str, start: int) -> str:
    words = text[max(0, start - 24) : start].split()
    return words[-1].casefold() if words else ""


def _known_names(groups: Groups) -> None:
    """One id of the curated knowledge ("Dutch" and "the Netherlands", "EU" and the full name)."""
    first: dict[tuple[str, Edition], int] = {}
    for at, mention in enumerate(groups.mentions):
        if mention.knowledge_id:
            told = edition_of(mention.text, mention.norm) if mention.type in SERIES else NONE
            target = first.setdefault((mention.knowledge_id, told), at)
            if target != at:
                rule = "demonym" if mention.form == "demonym" else "known name"
                groups.join(at, target, rule, mention.norm)


def _known_firms(groups: Groups, knowledge: Knowledge) -> None:
    """ "Lockheed Martin Corporation" is the known name at its beginning; the rest says nothing."""
    firms: dict[int, int] = {}
    for at, m in enumerate(groups.mentions):
        if m.nested and m.knowledge_id and m.type == "ORG":
            firms.setdefault(m.start, at)  # the longest stands first
    legal = knowledge.legal_words | FIRMS if firms else FIRMS
    for at, m in enumerate(groups.mentions if firms else ()):
        inside = firms.get(m.start)
        if inside is None or m.nested or m.knowledge_id or m.type != "ORG":
            continue
        rest = tokens(m.text[groups.mentions[inside].end - m.start :])
        if rest and (set(rest) <= legal or " ".join(rest) in legal):
            groups.join(at, inside, "legal form", groups.mentions[inside].text)


def _nominals(groups: Groups) -> None:
    """A description whose extractor named its antecedent (`norm` = the mention's key). Those of
    another edition ("the first forum") have no name, but one another."""
    heads: dict[str, int] = {}
    if all(mention.form != "nominal" for mention in groups.mentions):
        return
    for at, mention in enumerate(groups.mentions):
        if mention.form != "nominal":
            heads[spelling_key(mention.text)] = at
        elif mention.rule.startswith("nominal") and mention.norm:
            key = spelling_key(mention.norm)
            target = heads.setdefault(key, at) if mention.rule == EDITION else heads.get(key)
            if target is not None:
                groups.join(at, target, mention.rule, mention.norm)


def _chains(document: Document, extraction: Extraction, groups: Groups) -> list[Chain]:
    roles = defaultdict(list)
    for span, role in extraction.roles:
        roles[span].append(role)
    chains = []
    for members in groups.members():
        held = [groups.mentions[i] for i in members]
        if len(held) == 1 and not roles:  # most
            [m] = held
            known = _known(held) if m.knowledge_id else ""
            chains.append(Chain(_chain_id(m), m.doc_id, m.type, (m,), (), (), known))
            continue
        flat = held[0]
        if flat.nested or flat.form == "nominal":
            flat = next((m for m in held if not m.nested and m.form != "nominal"), flat)
        chain_id = _chain_id(flat)
        kind = chain_type(held)
        if any(m.rule in WEAK for m in held):
            held = [_typed(m, kind) for m in held]
        found = [role for m in held for role in roles.get((m.start, m.end), ())] if roles else []
        chains.append(Chain(
            chain_id, document.doc_id, kind, tuple(held), groups.links(members),
            tuple(sorted(found, key=lambda r: (r.start, r.end, r.title))), _known(held),
        ))  # fmt: skip
    return chains


def _known(mentions: Sequence[Mention]) -> str:
    """The identity of a chain. An edition is not the series that the knowledge has."""
    known = next((m.knowledge_id for m in mentions if m.knowledge_id), "")
    if known and any(any(edition_of(m.text, m.norm)) for m in mentions if m.type in SERIES):
        return ""
    return known


def _chain_id(named: Mention) -> str:
    """The id of the chain that a mention names: of the same content, so of the same number."""
    return "c" + named.mention_id[1:]


def _typed(mention: Mention, kind: str) -> Mention:
    """A weak rule guesses the type of a name; the rest of its chain knows better."""
    return (
        replace(mention, type=kind)
        if mention.rule in WEAK and mention.source != "given"
        else mention
    )


def chain_type(mentions: Sequence[Mention]) -> str:
    """The type that the mentions' confidence adds up to; ties by the order of TYPES."""
    if len(mentions) == 1 or len({m.type for m in mentions}) == 1:
        return mentions[0].type
    votes: Counter[str] = Counter()
    for m in mentions:
        weight = 0.01 if m.type == "OTHER" else 0.1 if m.nested or m.form == "nominal" else 1.0
        weight *= 0.3 if m.rule in WEAK else 1.0
        votes[m.type] += weight * m.confidence  # type: ignore[assignment]
    order = {kind: i for i, kind in enumerate(TYPES)}
    return min(votes, key=lambda kind: (-round(votes[kind], 6), order.get(kind, 99), kind))
