"""A name as words for comparing two names alone: what each word is and how much it says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from toolkit.matching.knowledge import MatchingKnowledge
from toolkit.matching.person_features import LONGEST_PERSON, is_person, parse_person
from toolkit.names import acronyms, organisations, persons, places
from toolkit.names.normalise import fold, spell, tokens
from toolkit.names.persons import PersonName
from toolkit.names.scripts import romanise

Role = Literal["word", "legal", "place", "number", "particle"]
_SAYS = {"legal": 0.1, "number": 1.0, "particle": 0.3}
_PLACE_SAYS = 1.5
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]?")
_JOINTS = re.compile(r"(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-Þ][a-zß-öø-ÿ])")
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_NUMBERS = {word: at for at, word in enumerate(_UNITS.split())} | {
    word: 10 * at for at, word in enumerate(_TENS.split(), start=2)
}
_VOWELS = frozenset("aeiou")
_OF = ("of", "for", "to")
_LONGEST_ACRONYM = 6
_QUOTED = re.compile(r"[\"“”‘’'(]([^\W\d_]+)[\"“”’')](?=\s)")
_MOJIBAKE = re.compile("[\u00c2-\u00c5][\u0080-\u00bf\u0152-\u0192\u02c6-\u2122]")


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word; `says` is what it tells about who is meant (0 nothing, 4 a lot).

    `capitals`: written in capitals in a name that is not, so it may be an acronym.
    """

    text: str
    role: Role = "word"
    says: float = 4.0
    capitals: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """`short` are acronyms that the name gives for itself; `acronym` if it is nothing else.

    `whole` are all letters of the name without legal forms, function words included.
    """

    words: tuple[Word, ...]
    short: tuple[str, ...] = ()
    acronym: str = ""
    long_form: str = ""
    legal: tuple[str, ...] = ()
    whole: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(word.text for word in self.words)


def person_words(name: str, knowledge: MatchingKnowledge) -> Words:
    """The words of a person's name, given names first, without titles and suffixes.

    A nickname in quotes counts as a middle name.
    """
    name = mended(name)
    parsed = _parsed(_QUOTED.sub(r" \1 ", name), knowledge)
    shouted = name.upper() == name
    found: list[Word] = []
    for part in (parsed.given, *parsed.middle, *parsed.surname.split()):
        for piece in _initials(part, parsed, shouted) or tokens(part):
            particle = piece in knowledge.particle_keys
            found.append(Word(piece, "particle" if particle else "word", 0.3 if particle else 4.0))
    if not any(word.role == "word" for word in found):
        found = [Word(piece) for piece in tokens(name)]
    return Words(tuple(_once(found)), long_form=name)


def _parsed(name: str, knowledge: MatchingKnowledge) -> PersonName:
    """As `parse_person`; "Earl Carter" has a given name, "Secretary of State Jane Doe" a title."""
    words = name.split()
    if len(words) == 2 and fold(words[0]) in knowledge.given_keys:
        return persons.parse(name, particles=knowledge.particles, suffixes=knowledge.suffixes)
    titles = [at for at, word in enumerate(words) if fold(word).rstrip(".") in knowledge.titles]
    if titles and titles[-1] + 1 < len(words) and fold(words[titles[-1] + 1]) in _OF:
        for at in range(titles[-1] + 2, len(words)):
            if fold(words[at]) in knowledge.given_keys:
                return parse_person(" ".join(words[at:]), knowledge)
    return parse_person(name, knowledge)


def _initials(part: str, parsed: PersonName, shouted: bool) -> list[str]:
    """The letters of "JC" in a name that is not all in capitals; else nothing."""
    inner = fold(part)[1:]
    if shouted or not 2 <= len(part) <= 3 or not part.isupper() or not part.isalpha():
        return []
    return [] if _VOWELS & set(inner) or part in parsed.surname else list(fold(part))


def _once(words: list[Word]) -> list[Word]:
    """Without words that follow themselves ("Sergey Sergey")."""
    return [word for at, word in enumerate(words) if not at or word.text != words[at - 1].text]


def other_words(name: str, knowledge: MatchingKnowledge) -> Words:
    """The words of any other name; legal forms, places and numbers know what they are."""
    name = mended(name)
    main, short = _own_acronyms(name)
    acronym = acronyms.letters_of(main) if acronyms.is_acronym(main.strip()) else ""
    acronym = acronym if len(acronym) <= _LONGEST_ACRONYM else ""
    texts = _with_numbers([spell(token) for token in tokens(_JOINTS.sub(" ", main))])
    legal = _legal_places(tuple(texts), knowledge)
    spans = {span.start: span for span in places.find(texts, knowledge.place_codes)
             if not legal & set(range(span.start, span.end))}  # fmt: skip
    capitals = _in_capitals(main)
    words: list[Word] = []
    at = 0
    while at < len(texts):
        text, span = texts[at], spans.get(at)
        at += 1
        if at - 1 in legal:
            words.append(Word(text, "legal", _SAYS["legal"]))
        elif span:
            words.append(Word(knowledge.place_word(span.code) or text, "place", _PLACE_SAYS))
            at = span.end
        elif text in acronyms.FUNCTION_WORDS:
            continue
        elif organisations.is_number(text):
            words.append(Word(text, "number", _SAYS["number"]))
        else:
            says = knowledge.information(knowledge.word(text))
            words.append(Word(text, "word", says, text in capitals))
    if not words:
        words = [Word(text) for text in texts or tokens(name)]
    forms = knowledge.legal_code(" ".join(texts[at] for at in sorted(legal)))
    whole = "".join(romanise(text) for at, text in enumerate(texts) if at not in legal)
    return Words(tuple(words), short, acronym, main, (forms,) if legal else (), whole)


def _in_capitals(name: str) -> frozenset[str]:
    """Folded words of 2 to 6 letters in capitals, if the name also has others."""
    if name.upper() == name:
        return frozenset()
    return frozenset(fold(word) for word in re.findall(r"[^\W\d_]{2,6}", name) if word.isupper())


def mended(text: str) -> str:
    """UTF-8 that was read as a Western encoding, once or twice, put right again."""
    for _ in range(2):
        if not _MOJIBAKE.search(text):
            break
        for encoding in ("cp1252", "latin-1"):
            try:
                text = text.encode(encoding).decode("utf-8")
                break
            except UnicodeError:
                continue
    return text


def _own_acronyms(name: str) -> tuple[str, tuple[str, ...]]:
    """The name without acronyms of its own in brackets or beside its long form."""
    found = []
    main = name
    for inside in _IN_BRACKETS.findall(name):
        rest = _IN_BRACKETS.sub(" ", name).strip()
        if acronyms.is_acronym(inside.strip()) and len(tokens(rest)) > 1:
            found.append(acronyms.letters_of(inside))
            main = main.replace(inside, " ", 1)
    words = main.split()
    for at, word in enumerate(words):
        bare = word.strip(".,;:()[]")
        rest = " ".join(words[:at] + words[at + 1 :])
        if len(words) > 2 and acronyms.is_acronym(bare) and acronyms.matches(bare, rest):
            found.append(acronyms.letters_of(bare))
            main = rest
            break
    return main, tuple(sorted(set(found)))


def _legal_places(texts: tuple[str, ...], knowledge: MatchingKnowledge) -> frozenset[int]:
    """Where the legal forms stand: at the end or the beginning, one other word stays."""
    found: set[int] = set()
    start, end = 0, len(texts)
    changed = True
    while changed:
        changed = False
        for size in range(min(6, end - start - 1), 0, -1):
            if " ".join(texts[end - size : end]) in knowledge.legal_keys:
                found |= set(range(end - size, end))
                end, changed = end - size, True
                break
    for size in range(min(6, end - start - 1), 0, -1):
        if " ".join(texts[:size]) in knowledge.leading_legal_keys:
            return frozenset(found | set(range(size)))
    return frozenset(found)


def _with_numbers(texts: list[str]) -> list[str]:
    """Number words as digits: "forty four" -> "44"."""
    found: list[str] = []
    for text in texts:
        number = _NUMBERS.get(text)
        if number is None:
            found.append(text)
        elif 0 < number < 10 and found and found[-1].isdigit() and found[-1].endswith("0"):
            found[-1] = str(int(found[-1]) + number)
        else:
            found.append(str(number))
    return found


def same_word(a: str, b: str, knowledge: MatchingKnowledge) -> bool:
    """Are two words of organisations one in another language, number or spelling?"""
    return knowledge.word(a) == knowledge.word(b)


def same_given(a: str, b: str, knowledge: MatchingKnowledge) -> bool:
    """Can two given names be one person's?"""
    left = knowledge.given_classes.get(romanise(a), frozenset())
    right = knowledge.given_classes.get(romanise(b), frozenset())
    return bool(left & right)


def may_be_person(name: str, knowledge: MatchingKnowledge) -> bool:
    """May a name of unknown kind be a person's: no word of everyday language, no place?

    After a given name or a title the last word may be any ("Gordon Brown").
    """
    full = _parsed(name, knowledge).full
    words = tokens(full)
    if not 1 <= len(words) <= LONGEST_PERSON + 1 or acronyms.is_acronym(name):
        return False
    named = (len(words) > 1 and words[0] in knowledge.given_keys) or len(words) < len(tokens(name))
    plain = [knowledge.word(word) for word in words[: len(words) - named]]
    if any(word in knowledge.head_words or knowledge.is_common(word) for word in plain):
        return False
    return named or not places.find(words, knowledge.place_codes)


def looks_like_person(name: str, knowledge: MatchingKnowledge) -> bool:
    """Does a name of unknown kind begin with a given name or a title?"""
    full = _parsed(name, knowledge).full.split()
    return is_person("", (name,), knowledge) or (
        may_be_person(name, knowledge) and (len(full) < len(name.split())
                                            or (full[0] in knowledge.given_keys and len(full) > 1))
    )  # fmt: skip
