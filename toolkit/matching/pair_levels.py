"""What two names show when they are laid side by side, as levels of named comparisons.

The comparisons of `levels` look at one name at a time and compare columns; these look at both at
once: which word stands for which, and what is left over. They are for names alone, without corpus
and blocking, where the cost of a closer look does not matter.
"""

from __future__ import annotations

from toolkit.matching.pair_acronyms import ACRONYM_FITS, acronym_level, with_initials
from toolkit.matching.pair_words import Word, Words
from toolkit.names.alignment import Alignment, Link, distance
from toolkit.names.scripts import romanise

Levels = dict[str, str]
_WEAK = ("short slip", "slips", "alike")
_PARTS = ("little", "a sixth", "a third", "half", "two thirds", "most")
_LIMITS = (0.0, 0.08, 0.15, 0.25, 0.4, 0.55, 0.7)
_FIT_ORDER = ("equal", "sound", "known", "initials", "shortened", "initial", "slip", "consonants")
_EXACT = ("equal", "sound", "known")


def person_levels(a: Words, b: Words, found: Alignment) -> Levels:
    """Levels of the comparisons of persons' names."""
    found = _without_stray_initials(found)
    rest_a = [at for at in found.rest_left if a.words[at].role == "word"]
    rest_b = [at for at in found.rest_right if b.words[at].role == "word"]
    links = [link for link in found.links if a.words[link.left[0]].role == "word"
             and b.words[link.right[0]].role == "word"]  # fmt: skip
    shared = sum(max(len(link.left), len(link.right)) for link in links)
    levels = {
        "given and family names": _names_shared(a, b, links, rest_a, rest_b, shared),
        "particles": _particles(a, b, found),
    }
    if links:
        levels["fit of names"] = _weakest_name(a, b, links)
    if rest_a and rest_b:
        levels["unlike names"] = _unlike([a.texts[at] for at in rest_a],
                                         [b.texts[at] for at in rest_b])  # fmt: skip
    return levels


def _without_stray_initials(found: Alignment) -> Alignment:
    """The "M." of "Laurel M. Lee" does not stand for the Mike of "Mike Lee"."""
    stray = [link for link in found.links
             if link.fit == "initial" and (link.left[0] == 0) != (link.right[0] == 0)]  # fmt: skip
    return Alignment(
        tuple(link for link in found.links if link not in stray),
        tuple(sorted((*found.rest_left, *(link.left[0] for link in stray)))),
        tuple(sorted((*found.rest_right, *(link.right[0] for link in stray)))),
    )


def _names_shared(
    a: Words, b: Words, links: list[Link], rest_a: list[int], rest_b: list[int], shared: int
) -> str:
    if not shared:
        return "none"
    if not rest_a and not rest_b:
        if shared == 1:
            return "single name"
        order = [link.right for link in links]
        turned = order != sorted(order)
        split = any(len(link.left) != len(link.right) for link in links)
        return "all, joined" if split else "all, another order" if turned else "all"
    several = "several" if shared > 1 else "one"
    if not rest_a or not rest_b:
        words, rest = (a, rest_a) if rest_a else (b, rest_b)
        last = max(at for at, word in enumerate(words.words) if word.role == "word")
        first = min(at for at, word in enumerate(words.words) if word.role == "word")
        if several == "one":
            return "one, last name" if last not in rest else "one, not the last"
        where = "last" if last in rest else "first" if first in rest else "middle"
        return f"several, {'one' if len(rest) == 1 else 'two or'} more, {where}"
    if len(rest_a) == len(rest_b) == 1:
        places = {_where(a, rest_a[0]), _where(b, rest_b[0])}
        return f"{several}, one differs, {places.pop() if len(places) == 1 else 'elsewhere'}"
    return f"{several}, more differ"


def _where(name: Words, at: int) -> str:
    core = [n for n, word in enumerate(name.words) if word.role == "word"]
    return "first" if at == core[0] else "last" if at == core[-1] else "middle"


def _weakest(links: list[Link]) -> str:
    fits = [link.fit for link in links]
    weak = sum(fit in _WEAK for fit in fits)
    slips = fits.count("slip")
    if weak + slips > 1:
        return "two or more unlike letters"
    if weak:
        return next(fit for fit in fits if fit in _WEAK)
    return max(fits, key=_FIT_ORDER.index)


def _weakest_name(a: Words, b: Words, links: list[Link]) -> str:
    """As `_weakest`, and whether it concerns the last name of both."""
    level = _weakest(links)
    at = [link for link in links if link.fit == level]
    if level in _EXACT or not at:
        return level
    last = any(_where(a, x.left[-1]) == _where(b, x.right[-1]) == "last" for x in at)
    return f"{level}, last name" if last else f"{level}, another name"


def _particles(a: Words, b: Words, found: Alignment) -> str:
    rest = sum(a.words[at].role == "particle" for at in found.rest_left) + sum(
        b.words[at].role == "particle" for at in found.rest_right
    )
    return "same" if not rest else "differ"


def _unlike(rest_a: list[str], rest_b: list[str]) -> str:
    """How unlike the words are that stand against each other."""
    best, starts = 1.0, False
    for one in rest_a:
        for other in rest_b:
            left, right = romanise(one), romanise(other)
            best = min(best, distance(left, right) / max(len(left), len(right), 1))
            starts |= left[:1] == right[:1]
    size = "near" if best <= 0.4 else "far" if best <= 0.67 else "other"
    return f"{size}, same first letter" if starts else size


# ---- organisations and everything else
def other_levels(a: Words, b: Words, found: Alignment) -> Levels:
    """Levels of the comparisons of all other names."""
    levels: Levels = {}
    if bool(a.acronym) != bool(b.acronym):
        level = acronym_level(*((a, b) if a.acronym else (b, a)))
        if level in ACRONYM_FITS:
            return {"acronym": level}
        if level:
            levels["acronym"] = level
    found = with_initials(a, b, _one_run(a, b) or found)
    links = [link for link in found.links if a.words[link.left[0]].role != "legal"]
    rest_a = [a.words[at] for at in found.rest_left if a.words[at].role != "legal"]
    rest_b = [b.words[at] for at in found.rest_right if b.words[at].role != "legal"]
    levels |= {
        "words shared": _words_shared(a, b, links, rest_a, rest_b),
        "first word": _first(a, b, links),
        "last word": _last(a, b, links),
        "words left over": _left(rest_a, rest_b),
        "letters": _letters(a, b),
    }
    if links:
        levels["most telling word"] = _telling(a, b, links)
        levels["fit of words"] = _weakest(links)
    if a.legal or b.legal:
        one = "one without" if not (a.legal and b.legal) else "differs"
        levels["legal form"] = "same" if a.legal == b.legal else one
    numbers = [{w.text for w in rest if w.role == "number"} for rest in (rest_a, rest_b)]
    if numbers[0] or numbers[1]:
        levels["numbers left over"] = "both" if all(numbers) else "one side"
    places = [any(w.role == "place" for w in rest) for rest in (rest_a, rest_b)]
    if any(places):
        levels["places left over"] = "both" if all(places) else "one side"
    if a.short and b.short:
        levels["acronym"] = ("own acronyms same" if set(a.short) & set(b.short)
                             else "own acronyms differ")  # fmt: skip
    return levels


def _one_run(a: Words, b: Words) -> Alignment | None:
    """All words of both as one link, if only the spaces differ ("van der bilt", "Vanderbilt")."""
    every = [tuple(at for at, word in enumerate(name.words) if word.role != "legal")
             for name in (a, b)]  # fmt: skip
    texts = [[name.texts[at] for at in places] for name, places in zip((a, b), every, strict=True)]
    if a.whole != b.whole or len(a.whole) < 4 or texts[0] == texts[1] or not all(every):
        return None
    return Alignment((Link(every[0], every[1], "equal"),), (), ())


def _says(words: Words, places: tuple[int, ...]) -> float:
    return sum(words.words[at].says for at in places)


def _words_shared(
    a: Words, b: Words, links: list[Link], rest_a: list[Word], rest_b: list[Word]
) -> str:
    """How much of what both names tell is shared."""
    shared = sum((_says(a, link.left) + _says(b, link.right)) / 2 for link in links)
    left, right = sum(word.says for word in rest_a), sum(word.says for word in rest_b)
    if not shared:
        return "none"
    if not left and not right:
        return "all" if len(links) > 1 else "all, one word"
    if not left or not right:
        share = shared / (shared + left + right)
        size = "most" if share >= 0.7 else "half" if share >= 0.45 else "less"
        return f"one inside the other, {size}" + (", one word" if len(links) == 1 else "")
    share = shared / (shared + (left + right) / 2)
    return f"both have others, {_PARTS[int(share * 6)]} shared"


def _telling(a: Words, b: Words, links: list[Link]) -> str:
    """How much the most telling of the shared words tells."""
    best = max((min(a.words[link.left[0]].says, b.words[link.right[0]].says) for link in links),
               default=0.0)  # fmt: skip
    return "rare" if best > 3.5 else "unusual" if best >= 2 else "common"


def _first(a: Words, b: Words, links: list[Link]) -> str:
    for link in links:
        if link.left[0] == 0 and link.right[0] == 0:
            says = min(a.words[0].says, b.words[0].says)
            kind = "rare" if says > 3.5 else "usual"
            return f"{'same' if link.fit in _EXACT else 'like'}, {kind}"
    if any(link.left[0] == 0 or link.right[0] == 0 for link in links):
        return "elsewhere"
    return "differs"


def _last(a: Words, b: Words, links: list[Link]) -> str:
    ends = [max((at for at, word in enumerate(name.words) if word.role in ("word", "place")),
                default=0) for name in (a, b)]  # fmt: skip
    for link in links:
        if link.left[-1] == ends[0] and link.right[-1] == ends[1]:
            return "same" if link.fit in _EXACT else "like"
    if any(link.left[-1] == ends[0] or link.right[-1] == ends[1] for link in links):
        return "elsewhere"
    return "differs"


def _left(rest_a: list[Word], rest_b: list[Word]) -> str:
    """What kind of words each name has beyond the shared ones, the more telling name last."""
    kinds = sorted(_kind(rest) for rest in (rest_a, rest_b))
    return " / ".join(kind[1:] for kind in kinds)


def _kind(rest: list[Word]) -> str:
    words = [word for word in rest if word.role != "number"]
    if not words:
        return "0nothing"
    if all(word.role == "place" for word in words):
        return "1place"
    best = max(word.says for word in words)
    many = len(words) > 1
    if best <= 2:
        return "3common words" if many else "2common word"
    return "5rare words" if many else "4rare word"


def _letters(a: Words, b: Words) -> str:
    """Edits per letter of the whole names without legal forms."""
    texts = ["".join(romanise(w.text) for w in name.words if w.role != "legal") for name in (a, b)]
    share = distance(*texts) / max(len(texts[0]), len(texts[1]), 1)
    for limit in _LIMITS:
        if share <= limit:
            return f"up to {limit:.0%} differ" if limit else "none differ"
    return "more differ"
