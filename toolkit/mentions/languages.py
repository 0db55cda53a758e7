"""Languages that are written like the people of a country: "learns German", "the English version".

A language is no mention of its country: counting it would make every translated text speak of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from operator import attrgetter

from toolkit.names.normalise import fold
from toolkit.types import Document, Mention

LANGUAGE = "language"
REACH = 96  # characters looked at on each side of a word
# Verbs of using a language, and words that only a language goes with.
_BEFORE = re.compile(
    r"\b(?:learn(?:s|ed|t|ing)?|speak(?:s|ing)?|spoke|us(?:e|es|ed|ing)|spoken|teach(?:es|ing)?|taught"
    r"|understands?|fluent(?:ly)?(?: in)?|languages?[:,]?|mother tongue(?: is)?|word for"
    r"|(?:translated?|translations?|subtitles|subtitled) (?:in|into|from|to)"
    r"|(?:written|available|published|broadcast(?:s|ing)?|programmes|programs|said|wrote|sings?"
    r"|sang|spoken|version) in|conversational|broken|basic|newly[- ]acquired)"
    r"(?: (?:in|the|both|and|only|some|more|better|good|little|fluent|practi[cs]ed?|written"
    r"|spoken))*\s*$",
    re.IGNORECASE,
)
_IN = re.compile(r"\b(?:in|into|from)\s*$", re.IGNORECASE)
_AFTER = re.compile(
    r"[\s-]*(?:[-‐‑](?:language|speaking|speakers?)\b|(?:language|speaking|speakers?|lessons?|courses?"
    r"|dictionar(?:y|ies)|vocabulary|grammar|subtitles?|translations?|translators?|alphabet"
    r"|expressions?|idioms?|proverbs?|pronunciation|syntax|sentence structures?|version of)\b)"
    r"|\s+for\s*[\"“'‘]"
    r"|\s+(?:is|was) (?:an?|the|my|his|her|our|their) (?:[a-z]+ ){0,2}language\b",
    re.IGNORECASE,
)
# After "in German": the sentence ends or goes on with a function word, so no noun is meant.
_ENDS = re.compile(
    r"\s*(?:[.,;:!?)\]\"”’]|$|(?:and|or|but|at|on|by|with|to|for|as|under|when|while|than|rather|is"
    r"|was|are|were|has|have|had|will|may|can|well|instead|fluently|again|first|now|only|too|also|before|after|because|in|from|since|here|there)\b)"
)
# Members of a list of languages or of adjectives, before and after a word.
_MEMBER = r"[A-Z][a-z]*(?:ish|ese|an|ic|ch|i|ew|eek|u)\b"
_JOINT = r"(?:\s*,\s*(?:(?:and|or)\s+)?|\s+(?:and|or)\s+)"
_LISTED_BEFORE = re.compile(rf"(?:\b{_MEMBER}{_JOINT})+$")
_LISTED_AFTER = re.compile(rf"(?:{_JOINT}{_MEMBER})+")
_start, _end = attrgetter("start"), attrgetter("end")
_LIST = re.compile(r"\s*(?:,|and|or|,\s*(?:and|or))\s*(?:[a-z]+ )?$")


def mark_languages(document: Document, mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions, with adjectives of countries that name a language turned into plain names.

    Found ones are left out; given ones stay, without the country.
    """
    ordered = sorted(sorted(mentions, key=_end, reverse=True), key=_start)
    if all(mention.form != "demonym" for mention in ordered):
        return ordered
    kept: list[Mention] = []
    last = -1  # the end of the language before, in a list of languages
    for mention in ordered:
        if mention.form == "demonym" and _is_language(document.text, mention, last):
            last = mention.end
            if mention.source != "given":
                continue
            known = f"{LANGUAGE}:{fold(mention.text)}"
            mention = replace(
                mention, form="name", type="OTHER", norm="", knowledge_id=known, rule=LANGUAGE
            )
        kept.append(mention)
    return kept


def _is_language(text: str, mention: Mention, last: int) -> bool:
    if mention.text.endswith("s") or " " in mention.text:
        return False  # "Germans": inhabitants
    before, after = text[max(0, mention.start - REACH) : mention.start], text[mention.end :][:REACH]
    if _AFTER.match(after):
        return True
    before = _LISTED_BEFORE.sub("", before)
    listed = _LISTED_AFTER.match(after)  # "Russian, Chinese and Iranian drones" are no languages
    ends = bool(_ENDS.match(after, listed.end() if listed else 0))
    if 0 <= last < mention.start and _LIST.fullmatch(text[last : mention.start]) and ends:
        return True
    return ends and bool(_BEFORE.search(before) or _IN.search(before))
