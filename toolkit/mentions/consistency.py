"""What a document names once, it names again: surnames, repeated names, misspelt places."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import compress
from operator import itemgetter

import jellyfish

from toolkit.knowledge import Knowledge
from toolkit.mentions.candidates import Candidate, Line
from toolkit.mentions.overlaps import Spans
from toolkit.mentions.tokens import TOKEN, Token
from toolkit.names.normalise import strip_marks

MIN_SURNAME = 3
COMMONEST = 20  # SCOWL tier
MIN_MISSPELT = 6  # letters; shorter names have too many neighbours


def repeat_names(
    text: str, lines: Sequence[Line], found: Sequence[Candidate], knowledge: Knowledge
) -> list[Candidate]:
    """Further candidates: surnames of persons, exact repeats of names, near misses of places."""
    more = _surnames(text, lines, found, knowledge)
    more += _repeats(text, lines, found, knowledge)
    more += _misspelt(lines, found, knowledge)
    return more


def _surnames(
    text: str, lines: Sequence[Line], found: Sequence[Candidate], knowledge: Knowledge
) -> list[Candidate]:
    """Bare surnames of the persons named in full, with their particles ("Von der Leyen")."""
    endings: dict[str, set[tuple[str, ...]]] = {}
    givens: set[str] = set()
    starts = [line.sentence.start for line in lines]
    persons = [c for c in found if c[2] == "PERSON"]
    linking = knowledge.particles | {"-"}
    for c in persons:
        if c.form == "surname":
            _titled_surname(text[c.start : c.end].casefold(), knowledge, endings)
            continue
        line = lines[bisect_right(starts, c.start) - 1]
        words = line.lowers[line.index(c.start) : line.index(c.end)]
        size = 1
        while size < len(words) and words[-size - 1] in linking:
            size += 2 if words[-size - 1] == "-" else 1
        tail = tuple(words[-size:])
        if len(tail[-1]) >= MIN_SURNAME and size < len(words):
            endings.setdefault(tail[0], set()).add(tail)
            if size > 1 and "-" not in tail:
                endings.setdefault(tail[-1], set()).add(tail[-1:])
        if len(words) > 1 and words[0] in knowledge.family_first:  # "Xi" of "Xi Jinping"
            endings.setdefault(words[0], set()).add(words[:1])
        elif len(words) > 1 and _telling(words[0], knowledge):
            givens.add(words[0])
    if not endings:
        return []
    whole, held = Spans(c[:2] for c in persons), Spans(c[:2] for c in found)
    tails = {word: sorted(found, key=lambda t: (-len(t), t)) for word, found in endings.items()}
    telling = endings.keys() | givens
    more: list[Candidate] = []
    bare = _bare(tails) if any(line.shouted for line in lines) else {}
    for line in lines:
        if line.shouted:
            more += _loud_surnames(line, bare, whole)
        if telling.isdisjoint(line.lowers):
            continue
        tokens = line.tokens
        for at in [i for i, word in enumerate(line.lowers) if word in telling]:
            token = tokens[at]
            # "May" or "Brown" at the start of a sentence may be the word
            word = at == 0 and knowledge.common_words.get(token.lower, 99) <= COMMONEST
            word = word and not (len(tokens) > 1 and tokens[1].lower in knowledge.speech_verbs)
            for tail in tails.get(token.lower, ()):
                if word and len(tail) == 1:
                    continue
                if line.lowers[at : at + len(tail)] != tail:
                    continue
                piece = tokens[at : at + len(tail)]
                if _fits(piece) and not whole.hold(piece[0].start, piece[-1].end):
                    first = _full_start(tokens, at, held, knowledge)
                    form = "surname" if first == at else "name"
                    more.append(Candidate(tokens[first].start, piece[-1].end, "PERSON", form,
                                          "surname", 0, 0.9))  # fmt: skip
                    break
            if token.lower in givens and token.is_name:
                more.append(Candidate(token.start, token.end, "PERSON", "given", "given alone",
                                      3, 0.7))  # fmt: skip
    return more


def _bare(tails: Mapping[str, Sequence[tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    """Surnames of one word that have diacritics, by what is left of them without."""
    single = {tail[0] for found in tails.values() for tail in found if len(tail) == 1}
    return {strip_marks(word): (word,) for word in sorted(single) if not word.isascii()}


def _loud_surnames(
    line: Line, bare: Mapping[str, tuple[str, ...]], whole: Spans
) -> Iterator[Candidate]:
    """Surnames in a line of capitals that lost their diacritics: "ORBAN" for "Orbán"."""
    for at in line.names if not bare.keys().isdisjoint(line.lowers) else ():
        token = line.tokens[at]
        if token.lower in bare and not whole.hold(token.start, token.end):
            yield Candidate(token.start, token.end, "PERSON", "surname", "surname", 0, 0.9)


def _full_start(tokens: list[Token], at: int, held: Spans, knowledge: Knowledge) -> int:
    """Where the name begins that ends in the surname at `at`: rare capitalised words and given
    names before it make it another person's full name ("Saif al-Islam Gaddafi")."""
    first = at
    while first:
        article = first > 2 and tokens[first - 1].text == "-" and tokens[first - 1].glued
        if article and tokens[first - 2].lower in knowledge.particles:  # "al-"
            first -= 2
        elif _part_of_name(tokens[first - 1], held, knowledge):
            first -= 1
        else:
            break
    while first < at and not tokens[first].is_name:
        first += 1
    return first


def _part_of_name(token: Token, held: Spans, knowledge: Knowledge) -> bool:
    """A given name or a word of no list that no other candidate holds."""
    word = token.lower
    if token.shape != "cap" or word in knowledge.openers or word in knowledge.heads:
        return False
    if any(word in titles for titles in
           (knowledge.role_nouns, knowledge.honorifics, knowledge.ranks)):  # fmt: skip
        return False
    if word not in knowledge.given_names and word in knowledge.common_words:
        return False
    return not held.hold(token.start, token.start + 1)


def _telling(word: str, knowledge: Knowledge) -> bool:
    """A given name that is nothing else: alone it still names the person."""
    return (
        len(word) > MIN_SURNAME and word in knowledge.given_names
        and word not in knowledge.ambiguous_given and word not in knowledge.common_words
    )  # fmt: skip


def _titled_surname(
    word: str, knowledge: Knowledge, endings: dict[str, set[tuple[str, ...]]]
) -> None:
    """A surname that only ever stood after a title: it may stand alone, too, without a seat."""
    word = word.partition(" of ")[0]
    if " " not in word and word not in knowledge.openers and len(word) >= MIN_SURNAME:
        endings.setdefault(word, set()).add((word,))


def _fits(piece: list[Token]) -> bool:
    """Does a surname have its capital, apart from particles before it?"""
    first = piece[0]
    return piece[-1].is_name and (first.is_name or (first.shape == "lower" and len(piece) > 1))


def _repeats(
    text: str, lines: Sequence[Line], found: Sequence[Candidate], knowledge: Knowledge
) -> list[Candidate]:
    """The same string again where the rules saw nothing (a heading, the start of a sentence)."""
    names: dict[str, Candidate] = {}
    guessed = []
    for c in found:
        start, end, kind, _, rule, rank, sure, _, _ = c
        if rank <= 2:
            if end - start > 3 and kind != "PERSON" and rule != "place":
                written = text[start:end]
                if written in names or "\n" in written:
                    continue
                if written.casefold() not in knowledge.generic:
                    names[written] = c
        elif rule in ("capitals", "capitalised") and sure >= 0.5 and end - start > 2:
            guessed.append(c)
    for c in guessed:
        names.setdefault(text[c.start : c.end], c)
    loud = [line for line in lines if line.shouted]
    calm = [line for line in lines if not line.shouted]
    capitals = {name.upper(): c for name, c in sorted(names.items())} if loud else {}
    capitals |= {strip_marks(name): c for name, c in capitals.items() if not name.isascii()}
    more = []
    for start, end, like in [*_again(text, calm, names), *_again(text, loud, capitals)]:
        more.append(Candidate(start, end, like.type, like.form, "repeat", 3, 0.7, like.norm,
                              like.knowledge_id))  # fmt: skip
    return more


def _again(
    text: str, lines: Sequence[Line], names: dict[str, Candidate]
) -> Iterator[tuple[int, int, Candidate]]:
    """Where whole words of `lines` are one of `names`: from the left, longest first."""
    by_word: dict[str, list[tuple[str, Candidate]]] = defaultdict(list)
    for name, like in names.items() if lines else ():
        first = TOKEN.match(name)
        if first is not None:
            by_word[first[0]].append((name, like))
    found: list[tuple[int, int, Candidate]] = []
    for line in lines if by_word else ():
        if by_word.keys().isdisjoint(line.texts):
            continue
        end = line.sentence.end
        opening = map(by_word.__contains__, line.texts)  # most words open none
        for at, word in compress(zip(line.starts, line.texts, strict=True), opening):
            for name, like in by_word[word]:
                if not text.startswith(name, at, end):
                    continue
                after = at + len(name)
                before, behind = text[at - 1 : at], text[after : after + 1]
                if not (before.isalnum() or behind.isalnum() or before == "_" or behind == "_"):
                    found.append((at, after, like))
    reached = -1
    for start, end, like in sorted(found, key=lambda hit: (hit[0], -hit[1])):
        if start >= reached:
            reached = end
            yield start, end, like


def _misspelt(
    lines: Sequence[Line], found: Sequence[Candidate], knowledge: Knowledge
) -> list[Candidate]:
    """A rare word one letter away from a place that the document spells right elsewhere."""
    places = _place_words(lines, found)
    if not places:
        return []
    words = {line.lowers[at] for line in lines for at in line.names}
    long = [word for word in words if word[0] in places and len(word) >= MIN_MISSPELT - 1]
    near = {word for word in long if _near_one(word, places[word[0]])}
    wrong = near.difference(knowledge.common_words).difference(knowledge.given_names)
    if not wrong:
        return []
    taken = {c.start for c in found if c.rank <= 2 and c.type != "PERSON"}
    more = []
    for line in lines:
        if wrong.isdisjoint(line.lowers):
            continue
        for at in line.names:
            word, token = line.lowers[at], line.tokens[at]
            if word not in wrong or token.start in taken:
                continue
            for parts, place in places[word[0]]:
                piece = line.tokens[max(0, at + 1 - len(parts)) : at + 1]
                same = tuple(t.lower for t in piece[:-1]) == parts[:-1]
                if same and _near(token.lower, parts[-1]):
                    more.append(Candidate(piece[0].start, token.end, place.type, "name",
                                          "misspelt place", 1, 0.7, place.norm,
                                          place.knowledge_id))  # fmt: skip
    return more


def _near_one(word: str, places: Sequence[tuple[tuple[str, ...], Candidate]]) -> bool:
    """Does a word differ from one of `places` by a letter?"""
    least, most = len(word) - 1, len(word) + 1
    return any(least <= len(parts[-1]) <= most and _near(word, parts[-1]) for parts, _ in places)


def _place_words(
    lines: Sequence[Line], found: Sequence[Candidate]
) -> dict[str, list[tuple[tuple[str, ...], Candidate]]]:
    """Words of the longer place names of a document, by the first letter of the last word."""
    starts = [line.sentence.start for line in lines]
    places: dict[tuple[str, ...], Candidate] = {}
    long = [c for c in found if c.rule == "place" and c.form == "name"
            and c.end - c.start >= MIN_MISSPELT]  # fmt: skip
    for c in sorted(long, key=itemgetter(0)):
        line = lines[bisect_right(starts, c.start) - 1]
        at = line.index(c.start)
        words = line.lowers[at : line.index(c.end)]
        if len(words[-1]) >= MIN_MISSPELT - 1 and len("".join(words)) >= MIN_MISSPELT:
            places.setdefault(words, c)
    index: dict[str, list[tuple[tuple[str, ...], Candidate]]] = {}
    for words, c in sorted(places.items()):
        index.setdefault(words[-1][0], []).append((words, c))
    return index


def _near(a: str, b: str) -> bool:
    return (
        a != b and abs(len(a) - len(b)) <= 1 and (jellyfish.damerau_levenshtein_distance(a, b) == 1)
    )
