"""The written forms of an English word: inflection, and British and American spelling.

Too many forms do no harm (nobody writes "exercize"), a missing one loses evidence, so the rules
are generous and only the irregular words are listed.
"""

from __future__ import annotations

import re
from functools import lru_cache

# Words of grammar do not inflect.
FUNCTION_WORDS = frozenset(
    "a about across against all along among an and are as at away be been beyond between both but "
    "by down for from has have her his if in into is it its more most much my no not of off on "
    "one or other our out over per s so such than that the their them these they this those "
    "through to too together toward towards under up us was we were which who whose will with "
    "within without you your".split()
)

IRREGULAR = {
    "become": "became", "bear": "bore borne", "begin": "began begun", "break": "broke broken",
    "bring": "brought", "build": "built", "buy": "bought", "child": "children", "choose": "chose",
    "crisis": "crises", "draw": "drew drawn", "drive": "drove driven", "fall": "fell fallen",
    "feed": "fed", "fight": "fought", "find": "found", "flee": "fled", "freeze": "froze frozen",
    "give": "gave given", "go": "went gone", "grow": "grew grown", "hold": "held",
    "keep": "kept", "lead": "led", "learn": "learnt", "leave": "left", "lend": "lent",
    "life": "lives", "lose": "lost", "make": "made", "man": "men", "medium": "media",
    "meet": "met", "overcome": "overcame", "person": "people", "rise": "rose risen",
    "see": "saw seen", "seek": "sought", "sell": "sold", "send": "sent",
    "shrink": "shrank shrunk", "speak": "spoke spoken", "spend": "spent", "steal": "stole stolen",
    "strike": "struck", "take": "took taken", "teach": "taught", "undertake": "undertook",
    "win": "won", "withdraw": "withdrew withdrawn", "withstand": "withstood", "woman": "women",
    "write": "wrote written",
}  # fmt: skip

_SPELLINGS = (
    (re.compile(r"(defen|offen|licen|preten)ce"), r"\1se"),
    (re.compile(r"is(e|ation|ational|er|ing)$"), r"iz\1"),
    (re.compile(r"lys(e|ing)$"), r"lyz\1"),
    (re.compile(r"(lab|harb|neighb|behavi|fav|col|hon|endeav|vap|rum|arm)our"), r"\1or"),
    (re.compile(r"programme$"), "program"),
    (re.compile(r"(cen|thea|met|fib)tre$|(met|fib|lit)re$"), r"\1\2ter"),
    (re.compile(r"(fue|labe|mode|trave|channe|leve|signa|counse|cance)ll(ing|er)$"), r"\1l\2"),
    (re.compile(r"ageing$"), "aging"),
    (re.compile(r"manoeuvr"), "maneuver"),
    (re.compile(r"(jud|acknowled)gement"), r"\1gment"),
    (re.compile(r"(enrol|fulfil|instal)(ment)?$"), r"\1l\2"),
    (re.compile(r"logue$"), "log"),
    (re.compile(r"paed"), "ped"),
    (re.compile(r"sceptic"), "skeptic"),
    (re.compile(r"sulph"), "sulf"),
)
_SPELT_TWO_WAYS = re.compile("|".join(pattern.pattern for pattern, _ in _SPELLINGS))


def american(word: str) -> str:
    """The American spelling of a lower-case word; most words have only one."""
    for pattern, other in _SPELLINGS:
        word = pattern.sub(other, word)
    return word


@lru_cache(maxsize=4096)
def forms(word: str) -> frozenset[str]:
    """All lower-case forms of `word`, itself among them; words of grammar only themselves."""
    word = word.lower()
    if word in FUNCTION_WORDS or len(word) < 3 or not word.isalpha():
        return frozenset((word,))
    bases = {word}
    if _SPELT_TWO_WAYS.search(word):  # few are, and looking once is fast
        for pattern, other in _SPELLINGS:
            bases |= {pattern.sub(other, base) for base in bases}
    found = set(bases)
    for base in bases:
        found |= _inflected(base)
    found.update(IRREGULAR.get(word, "").split())
    return frozenset(found)


def _inflected(word: str) -> set[str]:
    """Plural or third person, past and -ing form, by the regular rules."""
    if word.endswith("e"):
        stem = word if word.endswith(("ee", "oe", "ye")) else word[:-1]
        return {word + "s", word + "d", stem + "ing"}
    if word.endswith("y") and word[-2] not in "aeiou":
        return {word[:-1] + "ies", word[:-1] + "ied", word + "ing"}
    plural = word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")
    found = {plural, word + "ed", word + "ing"}
    if re.search(r"[^aeio][aeiou][bcdgklmnprtv]$", word):  # plan, commit, fuel: may double
        found |= {word + word[-1] + "ed", word + word[-1] + "ing"}
    return found
