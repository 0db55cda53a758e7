"""Guesses the language of a text or a line by a vote of its function words.

The words are data (configs/knowledge/stopwords.yml). A guess is made only where it is clear.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from toolkit.config import data_root

WORD = re.compile(r"[^\W\d_]+")
NAME_WORD = 3  # letters of the longest particle of a name
SAMPLE = 20_000  # characters of a document that vote
LEAST_VOTES = 3
MARGIN = 1.3  # the winner needs so many times the votes of the second
LINE_LENGTH = 400  # characters of a line that vote
LINE_SHARE = 0.25  # share of function words in a line that is a sentence of its language


@dataclass(frozen=True, slots=True)
class FunctionWords:
    """`languages` by word, `clause` words by language, number of the month by its name."""

    languages: Mapping[str, tuple[str, ...]]
    clause: Mapping[str, frozenset[str]]
    joining: frozenset[str]
    months: Mapping[str, int]


@functools.cache
def function_words() -> FunctionWords:
    languages: dict[str, list[str]] = {}
    clause: dict[str, frozenset[str]] = {}
    joining: set[str] = set()
    months: dict[str, int] = {}
    for lang, entry in read_knowledge("stopwords.yml").items():
        clause[lang] = frozenset(entry["clause"].split())
        joining.update(entry["joining"].split())
        for word in sorted(clause[lang] | set(entry["joining"].split())):
            languages.setdefault(word, []).append(lang)
        for number, names in enumerate(entry["months"].split(), start=1):
            months.update(dict.fromkeys(names.split("|"), number))
    frozen = {word: tuple(found) for word, found in languages.items()}
    return FunctionWords(frozen, clause, frozenset(joining), months)


def read_knowledge(name: str) -> dict[str, Any]:
    """A file of configs/knowledge as a mapping."""
    source = data_root("configs") / "knowledge" / name
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loaded: dict[str, Any] = yaml.load(source.read_text(encoding="utf-8"), Loader=loader)
    return loaded


def guess_language(text: str) -> str:
    """Two-letter code of the language of `text`, or "" where the vote is not clear."""
    votes = _vote(_voters(text[:SAMPLE]))
    ranked = sorted(votes.items(), key=lambda entry: (-entry[1], entry[0]))
    if not ranked or ranked[0][1] < LEAST_VOTES:
        return ""
    second = ranked[1][1] if len(ranked) > 1 else 0
    return ranked[0][0] if ranked[0][1] >= MARGIN * second else ""


def _voters(text: str) -> list[str]:
    """Words of a text without those inside names: small words between two capital ones ("von der"
    in "Ursula von der Leyen") belong to the name and tell nothing about the sentence."""
    kept: list[str] = []
    waiting: list[str] = []  # small words after a capital one
    after_capital = False
    for word in WORD.findall(text):
        if word[0].isupper():
            waiting = []
            kept.append(word.casefold())
            after_capital = True
        elif not after_capital:
            kept.append(word.casefold())
        elif len(word) <= NAME_WORD:
            waiting.append(word.casefold())
        else:
            kept += [*waiting, word.casefold()]
            waiting, after_capital = [], False
    return kept + waiting


def is_foreign(line: str, lang: str) -> bool:
    """Whether a line of at least four words is clearly a sentence in another language than `lang`.

    Long names in another language hold articles and prepositions only; a clause word is needed.
    """
    known = function_words()
    words = [word for word in _voters(line[:LINE_LENGTH]) if len(word) > 1]
    if lang not in known.clause or len(words) < 4:
        return False
    votes = _vote(words)
    own = votes.pop(lang, 0)
    if not votes:
        return False
    best, count = min(votes.items(), key=lambda entry: (-entry[1], entry[0]))
    if count < 2 or count < LINE_SHARE * len(words) or count < 2 * own + 1:
        return False
    return any(word in known.clause[best] for word in words)


def _vote(words: list[str]) -> Counter[str]:
    languages = function_words().languages
    votes: Counter[str] = Counter()
    for word in words:
        for lang in languages.get(word, ()):
            votes[lang] += 1
    return votes
