"""Build configs/knowledge/common_words.tsv: lower-case English words with their SCOWL size tier.

Run:  python scripts/build_common_words.py [FOLDER_OF_SCOWL_LISTS]
Needs (development only): Debian package `scowl` (files in /usr/share/dict/scowl).

One row of the result = `word<TAB>tier`. The tier is the smallest SCOWL size that lists the word:
10 = the commonest words, 50 = rarer ones. American and British spellings and the commonest variants
are in; capitalised words, abbreviations, contractions and possessives are not. Inflected forms are
in up to tier 35; in tiers 40 and 50 a regular inflection of a listed word and words of more than
eleven letters are left out to keep the file small (a reader can strip -s, -ed, -ing itself).
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "configs" / "knowledge" / "common_words.tsv"
LISTS = ("english", "american", "british", "british_z", "variant_1", "british_variant_1")
LONGEST_RARE = 11  # letters; longer rare words cost room and never look like a name
TIERS = (10, 20, 35, 40, 50)
RARE = 40
WORD = re.compile(r"[a-z]{2,}\Z")
ENDINGS = {
    "s": ("",),
    "es": ("", "e"),
    "ed": ("", "e"),
    "ing": ("", "e"),
    "ies": ("y",),
    "ied": ("y",),
    "er": ("", "e"),
    "ers": ("", "e"),
    "ly": ("",),
    "ness": ("",),
    "nesses": ("",),
    "r": ("",),
    "d": ("",),
}
HEADER = """\
# English words with SCOWL size tier (smaller = commoner). One row = word, tier.
# Source: SCOWL through Debian's package scowl. Licence: permissive, notice in LICENSES.md.
# Built by scripts/build_common_words.py; do not edit.
"""


def read_tiers(folder: Path) -> dict[str, int]:
    """Map each word to its smallest tier; raises FileNotFoundError if a main list is missing."""
    tiers: dict[str, int] = {}
    for tier in TIERS:
        for name in LISTS:
            path = folder / f"{name}-words.{tier}"
            if not path.exists() and name == "english":
                raise FileNotFoundError(f"{path}: install the Debian package scowl")
            if not path.exists():
                continue
            for line in path.read_text(encoding="latin-1").split():
                if WORD.match(line):
                    tiers.setdefault(line, tier)
    tiers.update({"a": TIERS[0], "i": TIERS[0]})
    return tiers


def is_inflection(word: str, tiers: dict[str, int]) -> bool:
    """Tell whether `word` is a listed word with a regular ending (also after a doubled letter)."""
    for ending, repairs in ENDINGS.items():
        if not word.endswith(ending):
            continue
        stem = word[: -len(ending)]
        stems = [stem + repair for repair in repairs]
        if len(stem) > 2 and stem[-1] == stem[-2]:
            stems.append(stem[:-1])
        if any(other in tiers for other in stems):
            return True
    return False


def main() -> None:
    """Write the table, sorted by word."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/dict/scowl")
    tiers = read_tiers(folder)
    kept = {
        word: tier
        for word, tier in tiers.items()
        if tier < RARE or (len(word) <= LONGEST_RARE and not is_inflection(word, tiers))
    }
    rows = "".join(f"{word}\t{tier}\n" for word, tier in sorted(kept.items()))
    TARGET.write_text(HEADER + rows, encoding="utf-8")
    print(f"{len(kept)} words -> {TARGET.name}, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
