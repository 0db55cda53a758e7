"""The rule extractor: curated knowledge, titles, head nouns, definitions, then weak evidence.

No model and no download. Only body sentences are read; what zones exclude names nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.knowledge import Knowledge
from toolkit.mentions.candidates import Alias, Candidate, Line
from toolkit.mentions.consistency import repeat_names
from toolkit.mentions.definitions import DefinitionFinder
from toolkit.mentions.descriptions import DescriptionFinder
from toolkit.mentions.extractor import Extraction
from toolkit.mentions.gazetteer import gazetteer
from toolkit.mentions.heads import HeadFinder
from toolkit.mentions.nominals import NominalFinder
from toolkit.mentions.numbered import NumberedFinder
from toolkit.mentions.overlaps import resolve
from toolkit.mentions.people import PeopleFinder
from toolkit.mentions.titles import Title
from toolkit.mentions.tokens import Token, tokenise
from toolkit.mentions.unlisted import UnlistedFinder
from toolkit.types import BODY, Document, Mention, Role, Sentence

VERSION = "1"


class RuleExtractor:
    """Finds mentions with rules and `knowledge` alone. Deterministic."""

    name = "rules"
    version = VERSION

    def __init__(self, knowledge: Knowledge, nominals: bool = True) -> None:
        self.knowledge = knowledge
        self.nominals = nominals
        self.gazetteer = gazetteer(knowledge)
        self._people = PeopleFinder(knowledge)
        self._heads = HeadFinder(knowledge)
        self._numbered = NumberedFinder(knowledge)
        self._definitions = DefinitionFinder(knowledge)
        self._unlisted = UnlistedFinder(knowledge)
        self._descriptions = DescriptionFinder(knowledge, self.name)
        self._nominals = NominalFinder(knowledge, self.gazetteer, self.name)

    @property
    def fingerprint(self) -> str:
        return f"{self.name}-{self.version}-{self.knowledge.fingerprint}-{self.nominals:d}"

    def extract(self, document: Document, sentences: Sequence[Sentence]) -> Extraction:
        """Mentions, declared aliases and roles of one document."""
        lines = [_line(document.text, s) for s in sentences if s.zone == BODY]
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
        candidates = [
            c for c in candidates
            if c.form != "acronym" or c.knowledge_id or text[c.start : c.end] not in suppressed
        ]  # fmt: skip
        candidates += self._numbered.find(text, lines, candidates)
        candidates += repeat_names(text, lines, candidates, self.knowledge)
        candidates += self._codes(lines, candidates)
        kept, nested = resolve(candidates)
        kept = self._settle(text, kept)
        mentions = [self._mention(document, c, nested=False) for c in kept]
        if self.nominals:
            described = self._nominals.find(document, lines, mentions)
            described += self._descriptions.find(document, lines, mentions + described, titles)
            mentions += described
        mentions += [self._mention(document, c, nested=True) for c in nested]
        mentions.sort(key=lambda m: (m.start, -m.end, m.nested))
        return Extraction(
            tuple(mentions),
            tuple((a.left, a.right, a.rule) for a in aliases),
            tuple((t.person, Role(t.text, t.organisation, t.start, t.end)) for t in titles),
        )

    def _read(self, line: Line) -> tuple[list[Candidate], list[Alias], list[Title], set[str]]:
        curated = list(self.gazetteer.find(line))
        starts = {token.start: index for index, token in enumerate(line.tokens)}
        known: dict[int, Candidate] = {}
        reached = -1
        for c in curated:  # names inside a longer curated name steer no other rule
            if c.start >= reached:
                known[starts[c.start]] = c
                reached = c.end
        people, titles = self._people.find(line, known)
        names = curated + people + self._heads.find(line, known)
        free = _free(line.tokens, names)
        names += self._unlisted.find(line, free)
        found, aliases, suppressed = self._definitions.find(line, names)
        return names + found, aliases, titles, suppressed

    def _codes(self, lines: list[Line], found: list[Candidate]) -> list[Candidate]:
        """Country codes after places that were misspelt: "The Hauge, NL"."""
        ends = {c.end for c in found if c.rule == "misspelt place"}
        more = []
        for line in lines if ends else ():
            for at, token in enumerate(line.tokens):
                code = self.gazetteer.code_after(line.tokens, at + 1) if token.end in ends else None
                if code is not None:
                    more.append(self.gazetteer.code(code))
        return more

    def _settle(self, text: str, kept: list[Candidate]) -> list[Candidate]:
        """An acronym with several known meanings keeps its knowledge id only where the document
        spells that meaning out."""
        spelled = {c.knowledge_id for c in kept if c.rule != "ambiguous acronym" and c.knowledge_id}
        settled = []
        for c in kept:
            if c.rule == "ambiguous acronym" and c.knowledge_id not in spelled:
                if text[c.start : c.end] in self.knowledge.abbreviations:
                    continue
                c = Candidate(c.start, c.end, c.type, c.form, c.rule, c.rank, 0.5)
            settled.append(c)
        return settled

    def _mention(self, document: Document, c: Candidate, nested: bool) -> Mention:
        return Mention(
            document.doc_id, c.start, c.end, document.text[c.start : c.end], c.type, c.form,
            c.norm, c.knowledge_id, self.name, c.rule, c.confidence, BODY, nested,
        )  # fmt: skip


def _line(text: str, sentence: Sentence) -> Line:
    tokens = tokenise(text, sentence.start, sentence.end)
    words = [t for t in tokens if t.shape in ("cap", "upper", "lower")]
    shouted = len(words) >= 3 and not any(t.shape in ("lower", "cap") for t in words)
    last = tokens[-1].text if tokens else ""
    long_words = [t for t in words if len(t.text) > 3]
    titled = len(long_words) >= 4 and sum(t.is_name for t in long_words) >= 0.8 * len(long_words)
    some_lower = any(t.shape == "lower" for t in words)
    heading = last not in '.!?:;”"' and titled and (some_lower or len(long_words) >= 6)
    return Line(sentence, tokens, shouted, heading)


def _free(tokens: list[Token], names: list[Candidate]) -> list[bool]:
    return [not any(c.start <= t.start < c.end for c in names) for t in tokens]
