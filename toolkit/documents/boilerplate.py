"""The phrases of configs/knowledge/boilerplate.yml, ready to be compared with lines."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.documents.language import read_knowledge
from toolkit.documents.lines import fold_line

LABELS = ("category", "image_credit", "byline")
NEAR_FORM = "comment_field"
IN_MENU = "menu_item"
BEGINNING_WORDS = 20  # a longer line that begins with a phrase is text
HOLDING_WORDS = 60  # a longer line that holds a phrase is text
LONGEST = 1_000  # characters; a longer line is text


@dataclass(frozen=True, slots=True)
class Phrases:
    """Kinds of lines by phrase: equal to it, beginning with it, holding it."""

    equal: Mapping[str, str]
    beginning: Mapping[str, tuple[tuple[str, str], ...]]  # by first word
    holding: re.Pattern[str]
    kinds: Mapping[str, str]  # of the phrases in `holding`
    fields: frozenset[str]
    menu: frozenset[str]
    networks: frozenset[str]
    labels: Mapping[str, re.Pattern[str]]

    def kind_of(self, line: str) -> str:
        """The kind of boilerplate that a line is, or "" where it is text."""
        if len(line) > LONGEST:
            return ""
        folded = fold_line(line)
        words = folded.count(" ") + 1
        if not folded or words > HOLDING_WORDS:
            return ""
        if folded in self.equal:
            return self.equal[folded]
        if words <= BEGINNING_WORDS:
            for phrase, kind in self.beginning.get(folded.partition(" ")[0], ()):
                if folded.startswith(phrase + " ") or folded == phrase:
                    return kind
        found = self.holding.search(folded)
        return self.kinds[found[0]] if found else ""


@functools.cache
def phrases() -> Phrases:
    loaded = read_knowledge("boilerplate.yml")
    networks = frozenset(fold_line(word) for word in loaded.pop("networks"))
    labels = {kind: _label_pattern(loaded.pop(kind)) for kind in LABELS}
    fields, menu = (
        frozenset(fold_line(p) for found in loaded.pop(kind).values() for p in found)
        for kind in (NEAR_FORM, IN_MENU)
    )
    equal: dict[str, str] = {}
    beginning: dict[str, list[tuple[str, str]]] = {}
    holding: dict[str, str] = {}
    for kind, languages in loaded.items():
        for phrase in (phrase for found in languages.values() for phrase in found):
            folded = fold_line(phrase)
            if phrase.startswith("..."):
                holding.setdefault(folded, kind)
            elif phrase.endswith("..."):
                beginning.setdefault(folded.partition(" ")[0], []).append((folded, kind))
            else:
                equal.setdefault(folded, kind)
    longest_first = sorted(holding, key=lambda phrase: (-len(phrase), phrase))
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b")
    starts = {word: tuple(found) for word, found in beginning.items()}
    return Phrases(equal, starts, pattern, holding, fields, menu, networks, labels)


def _label_pattern(languages: Mapping[str, list[str]]) -> re.Pattern[str]:
    """A label of any language, blanks in it standing for any blanks, hyphens or slashes."""
    found = sorted({p for row in languages.values() for p in row}, key=lambda p: (-len(p), p))
    joined = "|".join(r"[\s/-]+".join(map(re.escape, phrase.split())) for phrase in found)
    return re.compile(rf"(?:{joined})(?!\w)", re.IGNORECASE)
