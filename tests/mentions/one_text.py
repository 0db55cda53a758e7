"""A short text read by the rule extractor, in the shapes that the tests of this folder look at."""

from __future__ import annotations

from functools import cache, cached_property

from toolkit.documents import prepare
from toolkit.knowledge import Knowledge, load
from toolkit.mentions import Extraction, RuleExtractor, build_chains
from toolkit.types import Chain, Document, Mention, Sentence


@cache
def knowledge() -> Knowledge:
    return load()


@cache
def extractor() -> RuleExtractor:
    return RuleExtractor(knowledge())


class Read:
    """Everything that the extractor and the chain rules make of `text`."""

    def __init__(self, text: str, lang: str = "en") -> None:
        loaded = prepare(Document("d", text, lang=lang), "memory")
        self.document: Document = loaded.document
        self.sentences: tuple[Sentence, ...] = loaded.sentences
        self.extraction: Extraction = extractor().extract(self.document, self.sentences)

    @cached_property
    def chains(self) -> list[Chain]:
        return build_chains(self.document, self.extraction, knowledge())

    @property
    def flat(self) -> list[Mention]:
        """The mentions that are counted."""
        return [m for m in self.extraction.mentions if not m.nested and m.form != "nominal"]

    @property
    def typed(self) -> dict[str, str]:
        """Counted name -> type, as the chain settles it."""
        return {
            m.text: m.type
            for chain in self.chains for m in chain.mentions
            if not m.nested and m.form != "nominal"
        }  # fmt: skip

    @property
    def names(self) -> list[str]:
        return [m.text for m in self.flat]

    @property
    def nested(self) -> list[str]:
        return [m.text for m in self.extraction.mentions if m.nested]

    @property
    def nominals(self) -> dict[int, str]:
        """Offset of a description -> the name that it stands for ("" = linked to none)."""
        return {m.start: m.norm for m in self.extraction.mentions if m.form == "nominal"}

    def one(self, text: str) -> Mention:
        found = [m for m in self.flat if m.text == text]
        assert len(found) == 1, (text, self.names)
        return found[0]

    @property
    def together(self) -> list[set[str]]:
        """The written names of each chain, nested names and descriptions left out."""
        shown = [
            {m.text for m in chain.mentions if not m.nested and m.form != "nominal"}
            for chain in self.chains
        ]
        return [names for names in shown if names]

    def joined(self, left: str, right: str) -> bool:
        """Are all mentions written so in one chain?"""
        homes = [
            {c.chain_id for c in self.chains for m in c.mentions if m.text == name}
            for name in (left, right)
        ]
        assert all(homes), (left, right, self.names)
        return len(homes[0] | homes[1]) == 1

    def rules(self, text: str) -> set[str]:
        """The rules that tie mentions written so to their chains."""
        ids = {m.mention_id for m in self.extraction.mentions if m.text == text}
        return {k.rule for c in self.chains for k in c.links if k.mention_id in ids}
