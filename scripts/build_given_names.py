"""Build configs/knowledge/given_names.txt: romanised given names, one a line.

Run:  python scripts/build_given_names.py
Needs (development only): Faker (MIT). Hand-made input: scripts/data/given_names.txt. Run
build_common_words.py first: names that are also English words are dropped or marked.

A line is `Name` or `Name<TAB>ambiguous`. Ambiguous = also an ordinary word or surname-like, so it
needs other evidence that a person is meant. Cyrillic and Greek lists are romanised here; Arabic and
East Asian names come from the hand list, because their scripts do not write all vowels or tones.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import faker.providers.person as person

HAND = Path(__file__).resolve().parent / "data" / "given_names.txt"
KNOWLEDGE = Path(__file__).resolve().parent.parent / "configs" / "knowledge"
TARGET = KNOWLEDGE / "given_names.txt"

NAME = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)?\Z")
SCRIPTS = {"uk_UA": "uk", "ru_RU": "ru", "bg_BG": "bg", "mk_MK": "bg", "el_GR": "el"}
ATTRIBUTES = ("first_names", "first_names_male", "first_names_female", "first_romanized_names")
COMMON_TIER = 20  # a name that is one of the commonest words is dropped unless listed as plain
HEADER = """\
# Given names in Latin letters. One row = a name; `ambiguous` after a tab = also an ordinary word.
# Source: locale lists of Faker (MIT), romanised where needed, and scripts/data/given_names.txt.
# Built by scripts/build_given_names.py; do not edit.
"""

RUSSIAN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya".split(" "),
        strict=True,
    )
)
UKRAINIAN = RUSSIAN | {"г": "h", "ґ": "g", "и": "y", "і": "i", "ї": "i", "й": "i", "є": "ie",
                       "ю": "iu", "я": "ia", "'": "", "’": ""}  # fmt: skip
UKRAINIAN_FIRST = {"ї": "yi", "й": "y", "є": "ye", "ю": "yu", "я": "ya"}
BULGARIAN = RUSSIAN | {"ъ": "a", "щ": "sht", "х": "h", "ѓ": "gj", "ѕ": "dz", "ј": "j", "љ": "lj",
                       "њ": "nj", "ќ": "kj", "џ": "dzh"}  # fmt: skip
GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        "a v g d e z i th i k l m n x o p r s s t y f ch ps o".split(" "),
        strict=True,
    )
)
GREEK_PAIRS = {"ου": "ou", "αυ": "av", "ευ": "ev", "μπ": "b", "ντ": "nt", "γγ": "ng", "γκ": "gk"}


def romanise(name: str, script: str) -> str:
    """Return the usual romanisation of a Cyrillic or Greek name; Latin names pass unchanged."""
    lower = name.lower()
    if script == "el":
        lower = "".join(
            c for c in unicodedata.normalize("NFD", lower) if not unicodedata.combining(c)
        )
        for pair, latin in GREEK_PAIRS.items():
            lower = lower.replace(pair, latin)
    table = {"uk": UKRAINIAN, "ru": RUSSIAN, "bg": BULGARIAN, "el": GREEK}[script]
    first = UKRAINIAN_FIRST if script == "uk" else {}
    if script == "uk":
        lower = lower.replace("зг", "zgh")
    letters = [table.get(char, char) for char in lower]
    letters[:1] = [first.get(lower[0], letters[0])]
    return "".join(letters).capitalize()


def faker_names() -> Iterator[str]:
    """Yield the given names of all Faker locales that can be written in Latin letters."""
    locales = sorted(module.name for module in pkgutil.iter_modules(person.__path__))
    for locale in locales:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for attribute in ATTRIBUTES:
            names = getattr(provider, attribute, ())
            if isinstance(names, property):
                continue
            for name in names:
                yield romanise(name, SCRIPTS[locale]) if locale in SCRIPTS else str(name)


def read_hand() -> dict[str, list[str]]:
    """Return the sections add, ambiguous, plain and drop of the hand list."""
    sections: dict[str, list[str]] = {}
    current: list[str] = []
    for line in HAND.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            current = sections.setdefault(line.strip("[]"), [])
        elif not line.startswith("#"):
            current.extend(line.split())
    return sections


def is_latin(name: str) -> bool:
    """Tell whether every letter is Latin and the name is one capitalised word."""
    if not NAME.match(name) or not name[0].isupper() or name.isupper():
        return False
    return all(unicodedata.name(c, "").startswith("LATIN") for c in name if c.isalpha())


def fold(name: str) -> str:
    """Return the name without accents."""
    plain = unicodedata.normalize(
        "NFKD", name.replace("ł", "l").replace("ø", "o").replace("ı", "i")
    )
    return "".join(c for c in plain if not unicodedata.combining(c))


def main() -> None:
    """Write the list, sorted, with ambiguous names marked."""
    lines = (KNOWLEDGE / "common_words.tsv").read_text(encoding="utf-8").splitlines()
    tiers = {w: int(t) for w, t in (x.split("\t") for x in lines if not x.startswith("#"))}
    hand = read_hand()
    plain, drop = set(hand["plain"]), set(hand["drop"])
    added, doubtful = set(hand["add"]), set(hand["ambiguous"]) - plain
    names = {name for name in (*faker_names(), *added, *plain, *doubtful) if is_latin(name)}
    names |= {fold(name) for name in names}
    rows: dict[str, str] = {}
    for name in sorted(names - drop):
        tier = tiers.get(name.lower())
        if name in plain:
            rows[name] = ""
        elif tier is not None and tier <= COMMON_TIER and name not in added | doubtful:
            continue
        elif tier is not None or name in doubtful or len(name) <= 2:
            rows[name] = "\tambiguous"
        else:
            rows[name] = ""
    TARGET.write_text(
        HEADER + "".join(f"{n}{mark}\n" for n, mark in rows.items()), encoding="utf-8"
    )
    marked = sum(bool(mark) for mark in rows.values())
    print(f"{len(rows)} names, {marked} ambiguous, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
