"""The written forms of the curated knowledge: places with demonyms and codes, names of bodies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from toolkit.knowledge import Knowledge
from toolkit.knowledge.known import PLACE_KINDS
from toolkit.mentions.tokens import fold_word, written_words

# Words of names of bodies that are spelt two ways.
AMERICAN = {
    "Defence": "Defense", "Centre": "Center", "Programme": "Program", "Labour": "Labor",
    "Organisation": "Organization", "Co-operation": "Cooperation", "Harbour": "Harbor",
    "Stabilisation": "Stabilization", "Modernisation": "Modernization",
}  # fmt: skip
BRITISH = {american: british for british, american in AMERICAN.items() if "-" not in british}
SPELT_TWICE = AMERICAN.keys() | BRITISH.keys()
PLACE_FORMS = {"demonym": "demonym", "abbreviation": "acronym", "code": "acronym"}


class Entry(NamedTuple):
    """One written form. `case` is any, exact or name (capitalised as names are)."""

    words: tuple[str, ...]
    written: tuple[str, ...]
    type: str
    form: str
    norm: str
    knowledge_id: str
    case: str
    rule: str

    @property
    def plain(self) -> tuple[str, ...]:
        """`written` with straight quotes."""
        return tuple(map(fold_quotes, self.written))


def place_entries(knowledge: Knowledge) -> Iterator[Entry]:
    for place in knowledge.places:
        kind = PLACE_KINDS[place.kind]
        norm = knowledge.place_names.get(place.place_id, place.name)
        rule = "country code" if place.form == "code" else "place"
        form = PLACE_FORMS.get(place.form, "name")
        case = "any" if place.any_case else "exact"
        yield _entry(place.name, kind, form, norm, place.place_id, case, rule)


def known_entries(knowledge: Knowledge) -> Iterator[Entry]:
    for known in knowledge.names:
        norm = known.name if known.known_id else ""
        for written in (known.name, *known.aliases):
            short = written.isupper() and " " not in written
            form, case = ("acronym", "exact") if short else ("name", "name")
            written = written.removeprefix("The ").removeprefix("the ")
            for spelt in _spellings(written) if case == "name" else (written,):
                entry = _entry(spelt, known.type, form, norm, known.known_id, case, "known name")
                yield entry
                if known.type == "PRODUCT" and not entry.words[-1].endswith("s"):
                    yield _several(entry)
        rule = "ambiguous acronym" if known.ambiguous else "known name"
        for written in known.acronyms:
            yield _entry(written, known.type, "acronym", known.name, known.known_id, "exact", rule)


def _spellings(written: str) -> Iterator[str]:
    """A name as it stands, in British and in American spelling, and without its hyphens."""
    words = written.split(" ")
    if "-" not in written and SPELT_TWICE.isdisjoint(words):
        yield written
        return
    british = " ".join(BRITISH.get(word, word) for word in words)
    american = " ".join(AMERICAN.get(word, word) for word in words)
    yield from dict.fromkeys((written, british, american, written.replace("-", " ")))


def _entry(
    written: str, kind: str, form: str, norm: str, known_id: str, case: str, rule: str
) -> Entry:
    texts = written_words(written)
    return Entry(tuple(map(fold_word, texts)), texts, kind, form, norm, known_id, case, rule)


def _several(entry: Entry) -> Entry:
    """Of things there may be more than one: "Leopard 2s"."""
    words, written = entry.words, entry.written
    return Entry((*words[:-1], words[-1] + "s"), (*written[:-1], written[-1] + "s"), *entry[2:])


def fold_quotes(word: str) -> str:
    return word.replace("’", "'").replace("ʼ", "'")
