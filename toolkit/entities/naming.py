"""Chooses the canonical name of an entity among its written forms.

The fullest well-formed name that the corpus holds wins, whatever the order of the documents: a
name before an acronym, an acronym before a short form or a surname, and those before nominals and
demonyms; names in lower case only where there is nothing else.
"""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from toolkit.names.acronyms import is_acronym
from toolkit.names.normalise import fold, name_key
from toolkit.types import BODY, Mention

PLACES = ("GPE", "LOC", "FACILITY")
_TIERS = {"name": 0, "acronym": 1, "short": 2, "surname": 3, "given": 3, "demonym": 4, "nominal": 5}
_LOWER_CASE = 3  # tiers that a form without any capital falls back
_LABEL_MARKS = ":;()/|"  # a form with one of them is a label or two names in one
_POSSESSIVE = re.compile(r"(?<=\w)['’]s$|(?<=s)['’]$")
_ARTICLE = re.compile(r"^(?:the|a|an)\s+(?=\S)")
_CAPITAL_ARTICLE = re.compile(r"^The\s+(?=\S+\s+\S)")
_INITIAL = re.compile(r"[^\W\d_](?:\.?-?[^\W\d_]\.)*\.?")


@dataclass(frozen=True, slots=True)
class WrittenForm:
    """A written form with how often it is written as name, acronym, surname and so on."""

    text: str
    form: str
    count: int


def is_counted(mention: Mention) -> bool:
    """Whether a mention counts: in the body, not inside a longer name, and a name."""
    return mention.zone == BODY and not mention.nested and mention.form != "nominal"


def written_forms(written: Iterable[WrittenForm], kind: str) -> list[WrittenForm]:
    """Cleaned distinct forms by falling count, then alphabet, counts added up.

    Forms that never count (boilerplate, nested) are left out where others do, nominals where
    there is anything else. A form that is used in several ways has the best of them.
    """
    written = list(written)
    if len(written) == 1:
        [one] = written
        return [WrittenForm(clean(one.text, kind), one.form, one.count)]
    chosen = [w for w in written if w.count] or [w for w in written if w.form != "nominal"]
    counts: Counter[str] = Counter()
    forms: dict[str, str] = {}
    for one in chosen or written:
        text = clean(one.text, kind)
        counts[text] += one.count
        best = forms.setdefault(text, one.form)
        if best != one.form:
            forms[text] = min(best, one.form, key=lambda form: (_TIERS.get(form, 0), form))
    ordered = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    return [WrittenForm(text, forms[text], count) for text, count in ordered]


def clean(text: str, kind: str = "") -> str:
    """A name on one line without article, possessive and, for persons, honorifics and ranks."""
    name = " ".join(text.split())
    name = _POSSESSIVE.sub("", name)
    name = _CAPITAL_ARTICLE.sub("", _ARTICLE.sub("", name, count=1), count=1)
    return _without_titles(name) if kind == "PERSON" else name


def canonical_name(forms: Iterable[WrittenForm], kind: str, known: str = "") -> str:
    """The name that people read. `known` is the usual name of the knowledge: it wins where it or
    an equal form is written, and where nothing but demonyms, nominals or lower case is."""
    forms = list(forms)
    if len(forms) == 1 and not known:
        return forms[0].text
    by_key: dict[str, list[WrittenForm]] = defaultdict(list)
    for form in forms:
        by_key[name_key(form.text)].append(form)
    if known and name_key(known) in by_key:
        return known
    ranked = list(by_key.values())
    if len(ranked) > 1:
        ranked.sort(key=lambda same: _rank(same, kind))
    best = _typical(ranked[0], kind)
    return known if known and _tier(best, kind) > _TIERS["acronym"] else best.text


def _rank(same: list[WrittenForm], kind: str) -> tuple[int | str, ...]:
    """Full names first, then complete ones, plain ones, frequent ones, long ones, the alphabet."""
    text = _typical(same, kind).text
    count = sum(form.count for form in same)
    tier = _tier(_typical(same, kind), kind)
    broken = int(any(mark in text for mark in _LABEL_MARKS))
    return tier, -_completeness(text, kind), broken, -count, -len(text), text


def _typical(same: list[WrittenForm], kind: str) -> WrittenForm:
    """The best written of forms with one key."""
    if len(same) == 1:
        return same[0]
    return min(same, key=lambda form: (_tier(form, kind), -form.count, form.text))


def _tier(form: WrittenForm, kind: str) -> int:
    """0 = a full name; larger is worse."""
    tier = _TIERS.get(form.form, 0)
    single = " " not in form.text
    if tier == 0 and kind == "PERSON":
        tier = 0 if _completeness(form.text, kind) else _TIERS["surname"]
    elif tier == 0 and single and is_acronym(form.text):
        tier = _TIERS["acronym"]
    elif tier == 0 and kind not in PLACES and fold(form.text) in _heads():
        tier = _TIERS["short"]
    if form.text == form.text.lower() and form.text != form.text.upper():
        tier += _LOWER_CASE
    return tier + (not single and form.text.isupper())


def _completeness(text: str, kind: str) -> int:
    """For persons: 2 with a given name in full, 1 with an initial, 0 without; for others 0."""
    first, _, rest = text.partition(" ")
    if kind != "PERSON" or not rest or fold(first) in _particles():
        return 0
    return 1 if _INITIAL.fullmatch(first) else 2


def majority_type(weights: Mapping[str, float], order: Mapping[str, int]) -> str:
    """The type with the largest sum of confidence; ties by `order`."""
    return min(weights, key=lambda kind: (-round(weights[kind], 9), order.get(kind, 99), kind))


@functools.cache
def _heads() -> frozenset[str]:
    """Single head nouns ("Commission"): alone they are a short form, no full name."""
    from toolkit.knowledge import load

    return frozenset(head for head in load().heads if " " not in head)


@functools.cache
def _particles() -> frozenset[str]:
    """Words that open a surname ("von der")."""
    from toolkit.knowledge import load

    return load().particles


@functools.cache
def _titles() -> frozenset[str]:
    from toolkit.knowledge import load

    known = load()
    return frozenset(title.rstrip(".") for title in known.honorifics | known.ranks)


def _without_titles(name: str) -> str:
    """Honorifics and ranks before a name away, longest first; the last word always stays."""
    words = name.split()
    while len(words) > 1:
        for length in range(min(3, len(words) - 1), 0, -1):
            if fold(" ".join(words[:length])).rstrip(".") in _titles():
                words = words[length:]
                break
        else:
            break
    return " ".join(words)
