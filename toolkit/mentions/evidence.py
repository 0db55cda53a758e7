"""What a name that no list knows is called: words around it and its form, weighed together.

Every cue ("before in", "after said", "ends ville") carries weights for person, organisation and
place: natural logarithms of how much likelier the cue is with that type than in general, counted on
annotated news and encyclopaedia texts (scripts/count_name_evidence.py). All occurrences of a name
in the document are weighed together. Without a clear winner the type stays OTHER.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from toolkit.knowledge import Knowledge
from toolkit.mentions.candidates import Candidate, Line
from toolkit.mentions.joined import KINDS, Surroundings, guessed, share_types
from toolkit.mentions.tokens import Token
from toolkit.names.normalise import fold

TYPED = ("opening", "model")  # guesses that count only where the document tells their type
FILLED = ("PERSON", "ORG", "GPE", "LOC")  # types of which a model may add names
MARGIN = 1.0  # by which the best type must lead, in natural logarithms
GUESS_MARGIN = 0.3  # where the rule that found the name guessed the same
MOST_OCCURRENCES = 3  # that count fully; the same words around a name say little more each time
NONE = ("", False)
PLACES = ("GPE", "LOC")
ENDINGS = (4, 3)  # letters

# How much a statistical model says by naming the type of a guessed name, counted like the cues.
MODEL = {"PERSON": (1.3, -1.3, -1.1), "ORG": (-1.1, 0.9, -0.7), "GPE": (-1.0, -0.6, 1.4),
         "LOC": (-1.0, -0.6, 1.4)}  # fmt: skip
# How much a sure name says that "and", "or" or a comma joins to a guessed one; counted, too.
JOINED = {
    "and": {"PERSON": (1.1, -1.4, -2.9), "ORG": (-1.3, 1.0, -1.5), "GPE": (-3.0, -2.1, 0.9)},
    ",": {"PERSON": (0.9, -0.9, -1.0), "ORG": (-0.6, 0.8, -0.8), "GPE": (-1.4, -1.5, 0.8)},
}
UNSEEN_MARGIN = 2.5  # needed where a model that read the document does not name it at all


class Vote(NamedTuple):
    """A span that a statistical model names, with its type."""

    start: int
    end: int
    type: str


class TypeFinder:
    """Types the names of one document that rules only guessed."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.weights = knowledge.name_evidence

    def settle(
        self, text: str, lines: Sequence[Line], kept: Sequence[Candidate],
        votes: Sequence[Vote] | None = None,
    ) -> list[Candidate]:  # fmt: skip
        """`kept` with types for guessed names; `votes` are what a model says, if one was asked."""
        if not any(map(guessed, kept)):
            return list(kept)
        names = [text[c.start : c.end] for c in kept]
        sure = {
            n for n, c in zip(names, kept, strict=True) if not guessed(c) and c.rule != "repeat"
        }
        same: dict[str, list[int]] = defaultdict(list)
        bare: dict[str, list[int]] = defaultdict(list)
        for at, (name, c) in enumerate(zip(names, kept, strict=True)):
            if c.rule == "surname":
                bare[name].append(at)
            elif name not in sure and (guessed(c) or c.rule == "repeat"):
                same[name].append(at)
        around = Surroundings(lines, kept, frozenset(name for name in names if " " not in name))
        settled = list(kept)
        for name, found in same.items():
            if not any(guessed(kept[at]) for at in found):
                continue
            said = _said(votes or (), [kept[at] for at in found])
            beside = Counter(pair for at in found for pair in around.joined(text, at))
            cues = self._cues(around, found, bare[name.split()[-1]])
            kind, lead = self.decide(cues, said, beside)
            if lead < _margin(kind, [kept[at] for at in found], votes is not None and not said):
                kind = "OTHER"
            for at in found:
                settled[at] = _typed(kept[at], kind, lead)
        share_types(text, settled)
        return [c for c in settled if c.rule not in TYPED or c.type != "OTHER"]

    def decide(
        self, cues: Mapping[str, float], said: Mapping[str, float] | None = None,
        beside: Mapping[tuple[str, str], int] | None = None,
    ) -> tuple[str, float]:  # fmt: skip
        """The best type and its lead. `said`: a model's types and how often it gave them.
        `beside`: (sign, type) of names that are joined to it, each of which counts once."""
        sums = list(self.weights["prior"])
        for cue, count in cues.items():
            for i, weight in enumerate(self.weights.get(cue, ())):
                sums[i] += weight * count
        for kind, count in (said or {}).items():
            for i, weight in enumerate(MODEL.get(kind, ())):
                sums[i] += weight * count
        for sign, kind in beside or ():
            for i, weight in enumerate(JOINED[sign][kind]):
                sums[i] += weight
        best = max(range(3), key=lambda i: (sums[i], -i))
        lead = sums[best] - max(s for i, s in enumerate(sums) if i != best)
        return KINDS[best], lead

    def _cues(
        self, around: Surroundings, found: Sequence[int], bare: Sequence[int]
    ) -> dict[str, float]:
        """Cues of all occurrences of one name, and of its surname alone -> how often, at most
        MOST_OCCURRENCES in all."""
        share = min(1.0, MOST_OCCURRENCES / (len(found) + len(bare)))
        line, first, last = around.place(found[0])
        cues = defaultdict(float, dict.fromkeys(
            self.form_cues(line.tokens[first:last], around.alone), 1.0
        ))  # fmt: skip
        for at in (*found, *bare):
            line, first, last = around.place(at)
            for cue in self.context_cues(line.tokens, first, last):
                cues[cue] += share
        return cues

    def form_cues(self, words: Sequence[Token], alone: Set[str]) -> Iterator[str]:
        """What the name itself shows: size, shapes, endings, given names, and which of its words
        the document also uses `alone`."""
        known = self.knowledge
        names = [t for t in words if t.is_name]
        if not names:
            return
        last = names[-1]
        common = sum(t.lower in known.common_words for t in names)
        yield f"words {min(len(names), 4)}" + (" rare" if not common else "")
        if len(names) > 1:
            for place, token in (("first", names[0]), ("last", last)):
                if token.text in alone:
                    yield f"{place} alone"
        if all(t.shape == "upper" for t in names):
            yield f"capitals {min(len(names[0].text), 5)}"
        elif last.text[1:].lower() != last.text[1:]:
            yield "inner capital"
        if any(c.isdigit() for t in words for c in t.text):
            yield "digit"
        if any(t.text == "-" for t in words):
            yield "hyphen"
        if names[0].lower in known.given_names:
            yield "given name"
        if common:
            yield "common words" if common == len(names) else "a common word"
        if fold(" ".join(t.text for t in words).replace(" - ", "-")) in known.towns:
            yield "town"
        if last.shape == "cap" and len(last.text) > 5:
            yield from (f"ends {last.lower[-size:]}" for size in ENDINGS)

    def context_cues(self, tokens: Sequence[Token], first: int, last: int) -> Iterator[str]:
        """Words and kinds of words right before token `first` and from token `last` on."""
        known = self.knowledge
        before = tokens[first - 1] if first else None
        after = tokens[last] if last < len(tokens) else None
        further = tokens[last + 1] if last + 1 < len(tokens) else None
        if before is None or (before.shape == "sign" and before.text not in ",-("):
            yield "opens"
        else:
            yield f"before {before.lower}"
            if before.lower in known.speech_verbs:
                yield "before: says"
            elif before.lower in known.role_nouns:
                yield "before: role"
            elif before.is_name:
                yield "before: name"
        if after is None:
            yield "closes"
            return
        yield f"after {after.lower}"
        if after.lower in known.speech_verbs:
            yield "after: says"
        elif after.is_name:
            yield "after: name"
        elif after.lower in known.place_features or known.heads.get(after.lower, NONE)[0] in PLACES:
            yield "after: place"  # "the Hamrin mountains"
        if further is not None and after.text in ",(":
            yield (
                f"after {after.text} {further.lower}"
                if not further.is_name
                else (f"after {after.text} name")
            )
            if further.lower in known.role_nouns or (
                further.lower in ("the", "a", "an", "former")
                and last + 2 < len(tokens)
                and tokens[last + 2].lower in known.role_nouns
            ):
                yield "after: role"


def _margin(kind: str, found: Sequence[Candidate], unseen: bool) -> float:
    """How far the best type of a name must lead; more where a model does not name it."""
    if unseen:
        return UNSEEN_MARGIN
    if kind == "PERSON" and any(c.type == kind for c in found):
        return GUESS_MARGIN
    return UNSEEN_MARGIN if all(c.rule == "opening" for c in found) else MARGIN


def _said(votes: Sequence[Vote], found: Sequence[Candidate]) -> dict[str, float]:
    """Types that a model gives to spans which overlap occurrences of a name, with their share."""
    share = min(1.0, MOST_OCCURRENCES / len(found))
    said: dict[str, float] = defaultdict(float)
    for c in found:
        at = bisect_left(votes, c.start, key=lambda vote: vote.end - 1)
        if at < len(votes) and votes[at].start < c.end:
            said[votes[at].type] += share
    return dict(sorted(said.items()))


def _typed(c: Candidate, kind: str, lead: float) -> Candidate:
    if c.type not in (*KINDS, "OTHER"):
        return c  # a designation, an edition: the shape says so
    sure = 0.4 if kind == "OTHER" else min(0.45 + 0.05 * int(lead), 0.65)
    return c._replace(type=kind, confidence=sure)


def unseen(
    text: str, found: Sequence[Candidate], votes: Sequence[Vote], knowledge: Knowledge
) -> list[Candidate]:
    """Spans that only a model names, as candidates of low confidence."""
    spans = sorted((c.start, c.end) for c in found)
    starts = [start for start, _ in spans]
    reach = [0]
    for _, end in spans:
        reach.append(max(reach[-1], end))
    more = []
    for vote in votes:
        at = bisect_left(starts, vote.end)  # candidates before `at` start inside or before it
        name = text[vote.start : vote.end]
        if reach[at] <= vote.start and vote.type in FILLED and _says_something(name, knowledge):
            more.append(Candidate(vote.start, vote.end, vote.type, "name", "model", 5, 0.4))
    return more


def _says_something(name: str, knowledge: Knowledge) -> bool:
    """Not an abbreviation, and not a word of running text alone."""
    lower = name.casefold()
    return not (
        name in knowledge.abbreviations or lower in knowledge.stop_names
        or lower in knowledge.openers or lower in knowledge.legal_forms
        or lower in knowledge.headings
    )  # fmt: skip
