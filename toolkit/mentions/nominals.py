"""Definite descriptions: "the Alliance", "the Forum", "the association".

They are linked to the one name that they stand for and are never counted. An ordinal or
"inaugural" before the noun speaks of another one, so nothing is linked then.
"""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.knowledge import Knowledge
from toolkit.mentions.candidates import Line
from toolkit.mentions.gazetteer import Gazetteer
from toolkit.mentions.tokens import Token
from toolkit.names.normalise import name_key
from toolkit.types import BODY, Document, Mention

SUCH = frozenset(("the", "this"))
LINKED = frozenset(("ORG", "EVENT", "PROGRAMME", "DOCUMENT", "FACILITY"))


class NominalFinder:
    """Proposes descriptions of one document, given its name mentions."""

    def __init__(self, knowledge: Knowledge, gazetteer: Gazetteer, source: str) -> None:
        self.knowledge = knowledge
        self.definite = gazetteer.definite
        self.source = source
        self._phrases: dict[str, list[tuple[str, ...]]] = {}
        for phrase in sorted(self.definite):
            words = tuple(phrase.split())
            if len(words) > 1:
                self._phrases.setdefault(words[1], []).append(words)

    def find(
        self, document: Document, lines: Sequence[Line], names: Sequence[Mention]
    ) -> list[Mention]:
        """Mentions with form nominal; `norm` is the text of the name each stands for."""
        by_id: dict[str, Mention] = {}
        for m in names:
            if m.knowledge_id:
                by_id.setdefault(m.knowledge_id, m)
        found = []
        for line in lines:
            for at in [i for i, token in enumerate(line.tokens) if token[3] in SUCH]:
                token = line.tokens[at]
                nominal = self._known(line.tokens, at, by_id) or self._by_head(
                    line.tokens, at, names
                )
                if nominal is None:
                    continue
                end, name, rule = nominal
                if any(m.start < end and token.start < m.end for m in names):
                    continue
                found.append(Mention(
                    document.doc_id, token.start, end, document.text[token.start:end], name.type,
                    "nominal", name.text, "", self.source, rule, 0.8, BODY,
                ))  # fmt: skip
        return found

    def _known(
        self, tokens: list[Token], at: int, by_id: dict[str, Mention]
    ) -> tuple[int, Mention, str] | None:
        """ "the Alliance": a phrase that a pack ties to a name which the document holds."""
        if at + 1 >= len(tokens):
            return None
        for words in self._phrases.get(tokens[at + 1].lower, ()):
            piece = tokens[at : at + len(words)]
            capital = piece[-1].is_name
            if [t.lower for t in piece] == list(words) and capital:
                meant = [by_id[i] for i, _ in self.definite[" ".join(words)] if i in by_id]
                if len(meant) == 1:
                    return piece[-1].end, meant[0], "nominal: known description"
        return None

    def _by_head(
        self, tokens: list[Token], at: int, names: Sequence[Mention]
    ) -> tuple[int, Mention, str] | None:
        """ "the forum": the nearest earlier name with that head noun."""
        if at + 1 >= len(tokens):
            return None
        noun = tokens[at + 1]
        head = self.knowledge.heads.get(noun.lower)
        following = tokens[at + 2] if at + 2 < len(tokens) else None
        if head is None or head[0] not in LINKED or following is None:
            return None
        if noun.lower in self.knowledge.portfolios:
            return None  # "the defence industry": a field, not the body that is called by it
        if following.is_name or following.text == "-" or following.lower in ("of", "for", "on"):
            return None
        earlier = [
            m for m in names
            if m.end <= noun.start and not m.nested and m.type == head[0]
            and noun.lower in name_key(m.text).split()
        ]  # fmt: skip
        if not earlier and head[0] == "EVENT" and noun.lower == "event":
            earlier = [m for m in names if m.end <= noun.start and m.type == "EVENT"]
        return (noun.end, earlier[-1], "nominal: head noun") if earlier else None
