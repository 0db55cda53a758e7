"""Every hashtag is a mention of an event or campaign. The smallest useful extractor."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.mentions import Extraction
from toolkit.types import BODY, Document, Mention, Sentence

HASHTAG = re.compile(r"#\w+")


class HashtagExtractor:
    """Made without arguments; see toolkit.mentions.Extractor for the contract."""

    name = "hashtags"
    version = "1.0"
    fingerprint = "hashtags-1.0"  # change it whenever results may change

    def extract(self, document: Document, sentences: Sequence[Sentence]) -> Extraction:
        found = []
        for sentence in sentences:
            if sentence.zone != BODY:  # captions, forms and the like name nothing
                continue
            for match in HASHTAG.finditer(document.text, sentence.start, sentence.end):
                found.append(Mention(
                    document.doc_id, match.start(), match.end(), match[0], "EVENT",
                    norm=match[0].removeprefix("#"), source=self.name, rule="hashtag",
                    confidence=0.9,
                ))  # fmt: skip
        return Extraction(tuple(found))
