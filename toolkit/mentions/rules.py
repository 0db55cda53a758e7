"""The rule extractor: curated knowledge, titles, head nouns, definitions, then weak evidence.

No model and no download. Only body sentences are read; what zones exclude names nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter, itemgetter

from toolkit.knowledge import Knowledge
from toolkit.mentions.affiliations import AffiliationFinder
from toolkit.mentions.candidates import Alias, Candidate, Line
from toolkit.mentions.consistency import repeat_names
from toolkit.mentions.definitions import DefinitionFinder
from toolkit.mentions.descriptions import DescriptionFinder
from toolkit.mentions.evidence import TypeFinder, Vote, unseen
from toolkit.mentions.extractor import Extraction
from toolkit.mentions.firms import FirmFinder, branches
from toolkit.mentions.gazetteer import gazetteer
from toolkit.mentions.heads import HeadFinder
from toolkit.mentions.meetings import MeetingFinder
from toolkit.mentions.members import MemberFinder
from toolkit.mentions.nominals import NominalFinder
from toolkit.mentions.numbered import NumberedFinder
from toolkit.mentions.overlaps import resolve
from toolkit.mentions.people import PeopleFinder
from toolkit.mentions.plain_words import PlainWordFinder
from toolkit.mentions.prefixed import PrefixedFinder
from toolkit.mentions.pronouns import find_pronouns
from toolkit.mentions.titles import Title
from toolkit.mentions.tokens import Token, read_stretches
from toolkit.mentions.triggers import Triggers
from toolkit.mentions.unlisted import UnlistedFinder
from toolkit.types import BODY, Document, Mention, Role, Sentence

VERSION = "10"
WORDS = ("cap", "upper", "lower")
STOPS = '.!?:;”"'
AMBIGUOUS = "ambiguous acronym"


class RuleExtractor:
    """Finds mentions with rules and `knowledge` alone. Deterministic."""

    name = "rules"
    version = VERSION
    parallel = True  # quick to make and small, so several processes may each have one

    def __init__(self, knowledge: Knowledge, nominals: bool = True, pronouns: bool = False) -> None:
        self.knowledge = knowledge
        self.nominals, self.pronouns = nominals, pronouns
        self.gazetteer = gazetteer(knowledge)
        self._triggers = Triggers()
        self._people = PeopleFinder(knowledge)
        self._heads = HeadFinder(knowledge)
        self._numbered = NumberedFinder(knowledge, self._triggers)
        self._meetings = MeetingFinder(knowledge, self._triggers)
        self._definitions = DefinitionFinder(knowledge, self._triggers)
        self._prefixed = PrefixedFinder(knowledge, self._triggers)
        self._firms = FirmFinder(knowledge, self._triggers)
        self._plain = PlainWordFinder(knowledge, self._triggers)
        self._affiliations = AffiliationFinder(
            knowledge, frozenset(self.gazetteer.codes), self._triggers
        )
        self._unlisted = UnlistedFinder(knowledge)
        self._descriptions = DescriptionFinder(knowledge, self.name, self._triggers)
        self._types = TypeFinder(knowledge)
        self._nominals = NominalFinder(knowledge, self.gazetteer, self.name, self._triggers)
        self._members = MemberFinder(knowledge, self.name, self._triggers)

    @property
    def fingerprint(self) -> str:
        return f"{self.name}-{self.version}-{self.knowledge.fingerprint}-" + (
            f"{self.nominals:d}{self.pronouns:d}"
        )

    def extract(self, document: Document, sentences: Sequence[Sentence]) -> Extraction:
        """Mentions, declared aliases and roles of one document."""
        lines = self._lines(document.text, [s for s in sentences if s.zone == BODY])
        candidates: list[Candidate] = []
        aliases: list[Alias] = []
        titles: list[Title] = []
        suppressed: set[str] = set()
        for line in lines:
            found, declared, held, hidden = self._read(line)
            candidates += found
            aliases += declared
            titles += held
            suppressed |= hidden
        text = document.text
        if suppressed:
            candidates = [
                c for c in candidates
                if c.form != "acronym" or c.knowledge_id or text[c.start : c.end] not in suppressed
            ]  # fmt: skip
        candidates += self._numbered.find(text, lines, candidates)
        candidates += self._meetings.find(text, lines, candidates)
        candidates += repeat_names(text, lines, candidates, self.knowledge)
        candidates += self._codes(lines, candidates)
        candidates += self._plain.find(text, lines, candidates)
        votes = self._votes(document, sentences)
        if votes:
            candidates += unseen(text, candidates, votes, self.knowledge)
        kept, nested = resolve(candidates)
        kept = self._types.settle(text, lines, self._settle(text, kept), votes)
        mentions = self._mentions(document, kept, nested=False)
        if self.nominals:
            described = self._nominals.find(document, lines, mentions, aliases)
            described += self._descriptions.find(document, lines, mentions + described, titles)
            described += self._members.find(document, lines, mentions + described)
            mentions += described
        if self.pronouns:
            mentions += find_pronouns(
                document, lines, mentions, self.name, self.knowledge.speech_verbs
            )
        mentions += self._mentions(document, nested, nested=True)
        # by start, longer first, nested ones last of a span: columns are sorted faster than tuples
        mentions.sort(key=attrgetter("nested"))
        mentions.sort(key=attrgetter("end"), reverse=True)
        mentions.sort(key=attrgetter("start"))
        return Extraction(
            tuple(mentions),
            tuple((a.left, a.right, a.rule) for a in aliases),
            tuple((t.person, Role(t.text, t.organisation, t.start, t.end)) for t in titles),
        )

    def _lines(self, text: str, sentences: Sequence[Sentence]) -> list[Line]:
        words = read_stretches(text, [(s.start, s.end) for s in sentences])
        lines = list(map(Line, sentences, *zip(*words, strict=True))) if words else []
        for line in lines:
            line.holds = self._triggers.held(line.texts)
            if len(line.names) >= 3:
                line.shouted = _shouted(line.tokens)
                line.heading = line.texts[-1] not in STOPS and _heading(line.tokens)
        return lines

    def _votes(self, document: Document, sentences: Sequence[Sentence]) -> list[Vote] | None:
        """What a statistical model names in the document; None where there is no model."""
        return None

    def _read(self, line: Line) -> tuple[list[Candidate], list[Alias], list[Title], set[str]]:
        # names inside a longer curated name steer no other rule, so `known` has none
        curated, known = self.gazetteer.find(line)
        people, titles = self._people.find(line, known)
        headed = self._heads.find(line, known)
        names = curated + people + headed
        if line.holds & self._prefixed.needs:
            names += self._prefixed.find(line, known)
        more = branches(line, curated, headed)
        names += more + self._firms.find(line, names) if line.holds & self._firms.needs else more
        names += self._unlisted.find(line, _free(line, names), curated)
        if line.holds & self._affiliations.needs:
            names += self._affiliations.find(line, names)
        if not line.holds & self._definitions.needs:
            return names, [], titles, set()
        found, aliases, suppressed = self._definitions.find(line, names)
        return names + found, aliases, titles, suppressed

    def _codes(self, lines: list[Line], found: list[Candidate]) -> list[Candidate]:
        """Country codes after places that were misspelt: "The Hauge, NL"."""
        ends = {c.end for c in found if c.rule == "misspelt place"}
        more = []
        for line in lines if ends else ():
            for at, token in enumerate(line.tokens):
                code = self.gazetteer.code_after(line.tokens, at + 1) if token.end in ends else 0
                if code:
                    more.append(self.gazetteer.code(line.tokens[code]))
        return more

    def _settle(self, text: str, kept: list[Candidate]) -> list[Candidate]:
        """An acronym with several known meanings keeps its knowledge id only where the document
        spells that meaning out."""
        if AMBIGUOUS not in map(itemgetter(4), kept):
            return kept
        spelled = {c.knowledge_id for c in kept if c.rule != AMBIGUOUS and c.knowledge_id}
        settled = []
        for c in kept:
            if c.rule == AMBIGUOUS and c.knowledge_id not in spelled:
                if text[c.start : c.end] in self.knowledge.abbreviations:
                    continue
                c = Candidate(c.start, c.end, c.type, c.form, c.rule, c.rank, 0.5)
            settled.append(c)
        return settled

    def _mentions(
        self, document: Document, candidates: list[Candidate], nested: bool
    ) -> list[Mention]:
        doc_id, text, source = document.doc_id, document.text, self.name
        return [
            Mention(doc_id, start, end, text[start:end], kind, form, norm, known, source, rule,
                    sure, BODY, nested)
            for start, end, kind, form, rule, _, sure, norm, known in candidates
        ]  # fmt: skip


def _shouted(tokens: list[Token]) -> bool:
    if any(t.shape in ("lower", "cap") for t in tokens):
        return False
    return sum(t.shape == "upper" for t in tokens) >= 3


def _heading(tokens: list[Token]) -> bool:
    """Four long words or more, nearly all capitalised, and no full stop."""
    words = [t for t in tokens if t.shape in WORDS and len(t.text) > 3]
    if len(words) < 4 or sum(t.is_name for t in words) < 0.8 * len(words):
        return False
    return len(words) >= 6 or any(t.shape == "lower" for t in tokens)


def _free(line: Line, names: list[Candidate]) -> list[bool]:
    """Which tokens lie in none of `names`?"""
    free = [True] * len(line.tokens)
    starts = line.starts
    for c in names:
        at = bisect_left(starts, c[0])
        end = bisect_left(starts, c[1], at)
        free[at:end] = [False] * (end - at)
    return free
