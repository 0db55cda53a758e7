"""One written form for the many ways to type a name.

`fold` unifies characters, `name_key` also drops what does not belong to a name (articles,
possessives, surrounding punctuation), `spelling_key` also unifies British and American spelling.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_QUOTES = str.maketrans(dict.fromkeys("‘’‚‛ʼʹ′`´", "'") | dict.fromkeys("“”„‟″«»", '"'))
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"))
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
# Letters that Unicode does not decompose into a base letter and a mark.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
    | {"Ø": "O", "Ł": "L", "Đ": "D", "Ð": "D", "Þ": "Th", "Æ": "Ae", "Œ": "Oe", "Ħ": "H"}
)
_BROKEN_WORD = re.compile(r"(?<=[^\W\d_])-[ \t]*[\r\n]+\s*(?=[a-zß-öø-ÿ])")
_POSSESSIVE = re.compile(r"(?<=[\w.])'s(?!\w)|(?<=s)'(?!\w)")
_ARTICLE = re.compile(r"(?:the|a|an)\s+(?=\S)")
_DOTTED = re.compile(r"(?<!\w)(?:[^\W\d_]\.){2,}(?!\w)|(?<!\w)(?:[^\W\d_]\.)+[^\W\d_](?!\w)")

_MARKED_ASCII = re.compile("[\x00-\x7f][\x00-\x7f\u0300-\u034e\u0350-\u036f]*")
_ASCII_SIGNS = {code: " " for code in range(128) if not chr(code).isalnum()}

# What a word must hold for the expression to fit, the expression, and what it becomes.
_SPELLINGS = (
    ("ence", re.compile(r"^(defen|offen|licen|preten)ce"), r"\1se"),
    ("is", re.compile(r"is(ation|ations|ational|ed|es|er|ers|ing)$"), r"iz\1"),
    ("ys", re.compile(r"(?<=[a-z]{3})ys(e|ed|es|ing)$"), r"yz\1"),
    ("ise", re.compile(r"(?<=[a-z]{4})ise$"), "ize"),
    ("our", re.compile(r"(?<=[a-z]{3})our(s|ed|ing|al|able|hood)?$"), r"or\1"),
    ("re", re.compile(r"(?<=[a-z]{2})([tb])re(s?)$"), r"\1er\2"),
    ("gramme", re.compile(r"gramme(s?)$"), r"gram\1"),
    ("logue", re.compile(r"(?<=[a-z]{2})logue(s?)$"), r"log\1"),
    ("ll", re.compile(r"(?<=[a-z]{4})ll(ing|ed|or|ors|er|ers)$"), r"l\1"),
    ("ae", re.compile(r"^(p)ae(d)|^(an)ae(s)"), r"\1\3e\2\4"),
    ("manoeuv", re.compile(r"^manoeuv"), "maneuv"),
    ("alumin", re.compile(r"^alumini?um$"), "aluminum"),
    ("artefact", re.compile(r"^arte(fact)"), r"arti\1"),
    ("gement", re.compile(r"(judg|acknowledg)ement"), r"\1ment"),
)


# What a word must begin or end with, or hold, for one of these to fit: nearly no word does, and
# looking at its ends is several times faster than trying the expressions.
_ENDS = (
    "isation", "isations", "isational", "ised", "ises", "iser", "isers", "ising", "ise", "yse",
    "ysed", "yses", "ysing", "our", "ours", "oured", "ouring", "oural", "ourable", "ourhood", "tre",
    "tres", "bre", "bres", "gramme", "grammes", "logue", "logues", "lling", "lled", "llor", "llors",
    "ller", "llers", "aluminum", "aluminium",
)  # fmt: skip
_STARTS = ("defence", "offence", "licence", "pretence", "paed", "anaes", "manoeuv", "artefact")
_INSIDE = "gement"


def unbroken(text: str) -> str:
    """`text` without signs that nobody sees and without hyphens at ends of lines inside words."""
    if text.isascii() and "\n" not in text and "\r" not in text:
        return text
    return _BROKEN_WORD.sub("", _INVISIBLE.sub("", text))


def strip_marks(text: str) -> str:
    """Latin letters without diacritics, case kept; letters of other scripts as they are."""
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFD", text.translate(_LETTERS))
    if _MARKED_ASCII.fullmatch(apart):  # most names, much faster
        return apart.encode("ascii", "ignore").decode()
    kept: list[str] = []
    latin = False
    for char in apart:
        if unicodedata.combining(char):
            if latin:
                continue
        else:
            latin = char < "\u0250" or "\u1e00" <= char < "\u1f00"
        kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept))


@lru_cache(maxsize=32768)
def fold(text: str) -> str:
    """`text` without case, diacritics of Latin letters, typographic variants and line breaks."""
    if text.isascii() and text.isalpha():  # most words, much faster
        return text.lower()
    if text.isascii() and "\n" not in text and "\r" not in text:  # most names, much faster
        return " ".join(text.replace("`", "'").lower().split())
    for _ in range(5):  # rare characters need a second pass before nothing changes any more
        folded = _fold_once(text)
        if folded == text or (folded.isascii() and folded.isalpha()):
            return folded
        text = folded
    return text


def _fold_once(text: str) -> str:
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    text = text.translate(_DASHES).translate(_QUOTES)
    text = _BROKEN_WORD.sub("", text)
    text = strip_marks(unicodedata.normalize("NFKC", text.casefold()))
    return " ".join(text.split())


@lru_cache(maxsize=32768)
def name_key(text: str) -> str:
    """`fold` without leading article, possessive endings and surrounding punctuation.

    A text that holds nothing else ("The", "!") keeps what it has, so that no key of a visible
    text is empty.
    """
    key = fold(text)
    if _is_plain(key):
        return key
    while True:
        shorter = _POSSESSIVE.sub("", key)
        shorter = _trim(_ARTICLE.sub("", _trim(shorter), count=1) if _opens(shorter) else shorter)
        if not shorter or shorter == key:
            return key
        key = shorter


def _is_plain(key: str) -> bool:
    """Nothing to take away: no quote, no article, no sign at either end."""
    ends = key[:1].isalnum() and key[-1:].isalnum()
    return ends and key.isascii() and "'" not in key and not key.startswith(("the ", "a ", "an "))


def _opens(key: str) -> bool:
    return _ARTICLE.match(_trim(key)) is not None


def _trim(key: str) -> str:
    start, end = 0, len(key)
    while start < end and not _is_word(key[start]):
        start += 1
    while end > start and not _is_word(key[end - 1]):
        end -= 1
    if end < len(key) and key[end] == "." and _DOTTED.search(key[start : end + 1]):
        end += 1  # the full stop of "U.S." belongs to the name
    return key[start:end]


def _is_word(char: str) -> bool:
    return unicodedata.category(char)[0] in "LNM"


@lru_cache(maxsize=32768)
def tokens(text: str) -> tuple[str, ...]:
    """The words of `name_key(text)`; dotted initials are one word ("u.s." -> "us")."""
    key = name_key(text)
    if "." in key:
        key = _DOTTED.sub(lambda match: match[0].replace(".", ""), key)
    key = key.replace("'", "")
    if key.isascii():
        return tuple(key.translate(_ASCII_SIGNS).split())
    return tuple("".join(char if _is_word(char) else " " for char in key).split())


@lru_cache(maxsize=32768)
def spell(token: str) -> str:
    """One spelling of a folded word for British and American texts."""
    ends = token.endswith(_ENDS) or token.startswith(_STARTS) or _INSIDE in token
    if ends and token.isascii():
        for held, pattern, replacement in _SPELLINGS:
            if held in token:
                token = pattern.sub(replacement, token)
    return token


@lru_cache(maxsize=32768)
def spelling_key(text: str) -> str:
    """The words of the name in one spelling ("Defence Programme" = "Defense Program")."""
    return " ".join(spell(token) for token in tokens(text))
