"""What is known of English words for finding phrases: class, commonness, words that say nothing."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from toolkit.config import data_root


@dataclass(frozen=True, eq=False)
class Phrasing:
    """`classes` maps a word to v, r or a where it is mostly no noun, forms in -ing and -ed also to
    n; `nouns` an adjective to the noun
    to which it pertains; `tiers` a word to its SCOWL tier (10 = commonest). The rest: see
    configs/knowledge/phrases.yml."""

    classes: Mapping[str, str]
    nouns: Mapping[str, str]
    tiers: Mapping[str, int]
    vague_heads: frozenset[str]
    vague_modifiers: frozenset[str]
    no_parts: frozenset[str]
    fingerprint: str


@functools.lru_cache(maxsize=1)
def load_phrasing() -> Phrasing:
    """Read once."""
    root = data_root("configs") / "knowledge"
    digest = hashlib.sha256()
    texts = {}
    for name in ("word_classes.tsv", "common_words.tsv", "phrases.yml", "stopwords.yml"):
        texts[name] = (root / name).read_text(encoding="utf-8")
        digest.update(texts[name].encode())
    classes, nouns = {}, {}
    for word, kind, noun in _rows(texts["word_classes.tsv"]):
        classes[word] = kind
        if noun:
            nouns[word] = noun
    lists = {
        key: frozenset(text.split()) for key, text in yaml.safe_load(texts["phrases.yml"]).items()
    }
    english = yaml.safe_load(texts["stopwords.yml"])["en"]
    grammar = frozenset(f"{english['joining']} {english['clause']}".split())
    return Phrasing(
        classes, nouns, {word: int(tier) for word, tier in _rows(texts["common_words.tsv"])},
        lists["vague_heads"], lists["vague_modifiers"], lists["no_parts"] | grammar,
        digest.hexdigest()[:16],
    )  # fmt: skip


def _rows(text: str) -> list[list[str]]:
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
