"""Finds paragraphs that come back in many documents of one publisher: they belong to its pages.

A signature, the line of an office, "About us" or a disclaimer tells nothing about the document
that it stands under. Which they are depends on all documents together, in whatever order they
came. Paragraphs in the middle of texts that are no full sentences stay: the same states sign many
declarations.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import groupby

from toolkit.documents.lines import fold_line
from toolkit.types import BODY, Document, Sentence

LEAST_DOCUMENTS = 5
SHARE = 0.2  # of the documents of the publisher
LEAST_WORDS = 3
TOP, BOTTOM = 3, 12  # paragraphs at the edges of a text where any may be boilerplate
SENTENCE_WORDS = 8  # elsewhere only whole sentences
_ENDED = re.compile(r"[.!?…][\"'”’»)\]]*$")

Paragraph = tuple[str, tuple[int, ...]]  # folded text, numbers of its sentences


def find_repeated(
    documents: Sequence[Document],
    sentences: Mapping[str, Sequence[Sentence]],
    reprints: Collection[str],
) -> dict[str, tuple[int, ...]]:
    """Numbers of the sentences that are boilerplate, by doc_id. Only body sentences are looked at.

    `reprints` are documents that are copies of others: what they repeat is no evidence. Documents
    without a publisher are counted with their group.
    """
    publishers: defaultdict[tuple[str, str], list[Document]] = defaultdict(list)
    for document in documents:
        key = ("publisher", document.publisher) if document.publisher else ("", document.group)
        publishers[key].append(document)
    found: dict[str, tuple[int, ...]] = {}
    for key in sorted(publishers):
        if sum(d.doc_id not in reprints for d in publishers[key]) >= LEAST_DOCUMENTS:
            found |= _of_publisher(publishers[key], sentences, reprints)
    return found


def _of_publisher(
    documents: Sequence[Document],
    sentences: Mapping[str, Sequence[Sentence]],
    reprints: Collection[str],
) -> dict[str, tuple[int, ...]]:
    texts = {d.doc_id: _paragraphs(d, sentences.get(d.doc_id, ())) for d in documents}
    counts: Counter[str] = Counter()
    originals = 0
    for doc_id, paragraphs in texts.items():
        if doc_id not in reprints:
            originals += 1
            counts.update({text for text, _ in paragraphs})
    least = max(LEAST_DOCUMENTS, SHARE * originals)
    found = {}
    for doc_id, paragraphs in texts.items():
        numbers = tuple(n for text, own in paragraphs if counts[text] >= least for n in own)
        if numbers:
            found[doc_id] = numbers
    return found


def _paragraphs(document: Document, sentences: Sequence[Sentence]) -> list[Paragraph]:
    """The paragraphs of the body that may be boilerplate."""
    body = [s for s in sentences if s.zone == BODY]
    groups = [list(found) for _, found in groupby(body, key=lambda s: s.paragraph)]
    kept = []
    for number, group in enumerate(groups):
        text = document.text[group[0].start : group[-1].end]
        folded = fold_line(text)
        words = folded.count(" ") + 1
        edge = number < TOP or number >= len(groups) - BOTTOM
        sentence = words >= SENTENCE_WORDS and bool(_ENDED.search(text))
        if words >= LEAST_WORDS and (edge or sentence):
            kept.append((folded, tuple(s.number for s in group)))
    return kept
