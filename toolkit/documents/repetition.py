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
from toolkit.types import BODY, Document, Sentence, content_id

LEAST_DOCUMENTS = 5
SHARE = 0.2  # of the documents of the publisher
LEAST_WORDS = 3
TOP, BOTTOM = 3, 12  # paragraphs at the edges of a text where any may be boilerplate
SENTENCE_WORDS = 8  # elsewhere only whole sentences
_ENDED = re.compile(r"[.!?…][\"'”’»)\]]*$")

# A hash of its text without case and marks, numbers of its sentences.
Paragraph = tuple[str, tuple[int, ...]]


def find_repeated(
    documents: Sequence[Document],
    paragraphs: Mapping[str, Sequence[Paragraph]],
    reprints: Collection[str],
) -> dict[str, tuple[int, ...]]:
    """Numbers of the sentences that are boilerplate, by doc_id; `paragraphs` are those of each
    document that may be. Paragraphs of fewer than LEAST_DOCUMENTS documents may be left out.

    `reprints` are documents that are copies of others: what they repeat is no evidence. Documents
    without a publisher are counted with their group. The texts of the documents are not needed.
    """
    publishers: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for document in documents:
        key = ("publisher", document.publisher) if document.publisher else ("", document.group)
        publishers[key].append(document.doc_id)
    found: dict[str, tuple[int, ...]] = {}
    for key in sorted(publishers):
        if sum(doc_id not in reprints for doc_id in publishers[key]) >= LEAST_DOCUMENTS:
            found |= _of_publisher(publishers[key], paragraphs, reprints)
    return found


def _of_publisher(
    doc_ids: Sequence[str],
    paragraphs: Mapping[str, Sequence[Paragraph]],
    reprints: Collection[str],
) -> dict[str, tuple[int, ...]]:
    counts: Counter[str] = Counter()
    originals = [doc_id for doc_id in doc_ids if doc_id not in reprints]
    for doc_id in originals:
        counts.update({text for text, _ in paragraphs.get(doc_id, ())})
    least = max(LEAST_DOCUMENTS, SHARE * len(originals))
    found = {}
    for doc_id in doc_ids:
        held = paragraphs.get(doc_id, ())
        numbers = tuple(n for text, own in held if counts[text] >= least for n in own)
        if numbers:
            found[doc_id] = numbers
    return found


def paragraphs_of(document: Document, sentences: Sequence[Sentence]) -> list[Paragraph]:
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
            kept.append((content_id("", folded), tuple(s.number for s in group)))
    return kept
