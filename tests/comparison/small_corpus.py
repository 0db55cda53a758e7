"""A small resolved corpus from a few lines: what a document names, sentence by sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from toolkit.comparison import Inputs
from toolkit.graph import EntityMention
from toolkit.types import Document, Entity, Sentence, ThemeEvidence

Sentences = Sequence[str]


def corpus(texts: Mapping[str, Sentences], kinds: Mapping[str, str] | None = None) -> Inputs:
    """`{"x/1": ["Ann Bob #peace", "Ann"]}`: words with a capital are actors, `#word` is evidence
    of a theme, the rest is text. The group is the part of the doc_id before the slash."""
    documents, sentences, mentions, evidence = [], {}, [], []
    for doc_id, lines in texts.items():
        found, at = [], 0
        for number, line in enumerate(lines):
            found.append(Sentence(number, at, at + len(line), number))
            for word in line.split():
                start = at + line.index(word)
                while any(m.start == start and m.doc_id == doc_id for m in mentions):
                    start = at + line.index(word, start - at + 1)
                end = start + len(word)
                if word[0] == "#":
                    evidence.append(ThemeEvidence(word[1:], doc_id, start, end, word, number))
                elif word[0].isupper():
                    name = f"{doc_id}:{start}"
                    mentions.append(
                        EntityMention(name, word.lower(), doc_id, start, end, word, "ORG")
                    )
            at += len(line) + 1
        group = doc_id.split("/")[0]
        documents.append(Document(doc_id, "\n".join(lines), group))
        sentences[doc_id] = found
    ids = sorted({mention.entity_id for mention in mentions})
    entities = [Entity(name, (kinds or {}).get(name, "ORG"), name.capitalize()) for name in ids]
    labels = {"peace": "Peace", "war": "War", "fish": "Fishing"}
    groups = {"x": "Xeno", "y": "Yoke"}
    return Inputs(documents, sentences, mentions, entities, evidence, labels, labels=groups)
