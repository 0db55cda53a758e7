"""Extractors that answer with strings: an OpenAI-compatible endpoint, a GLiNER model. Both off
unless the settings name a model, and only then is anything sent or loaded.

Such answers are never trusted for offsets: every string is looked for in the text that was asked
about, and what is not in it, or not as whole words, is refused.
"""

from __future__ import annotations

import hashlib
import json
import os
import urllib.error
import urllib.request
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from toolkit.errors import ToolkitError, UsageError
from toolkit.mentions.extractor import Extraction
from toolkit.mentions.given import TYPE_NAMES
from toolkit.types import BODY, TYPES, Document, Mention, Sentence

PIECE = 4000  # characters that are asked about at a time
PATIENCE = 120  # seconds
ANSWER_LIMIT = 2_000_000  # bytes
KINDS = tuple(kind for kind in TYPES if kind != "OTHER")
PROMPT = (
    "List every name in the text: persons, organisations, places, events, programmes, documents, "
    "products, facilities. Copy each exactly as written. Answer with JSON only: "
    '{"mentions": [{"text": "...", "type": "..."}]}. Types: ' + ", ".join(KINDS) + "."
)

Named = tuple[str, str]  # (string, type)


def align(text: str, start: int, end: int, named: Iterable[Named]) -> list[tuple[int, int, str]]:
    """Spans of all whole-word occurrences of the strings in `text[start:end]`, longest first where
    they overlap, in order. A string that is not there gives nothing."""
    found: list[tuple[int, int, str]] = []
    taken: set[int] = set()
    first_types: dict[str, str] = {}
    for name, kind in named:
        first_types.setdefault(name.strip(), kind)
    for name in sorted(first_types, key=lambda n: (-len(n), n)):
        at = text.find(name, start, end) if name else -1
        while at >= 0:
            stop = at + len(name)
            if _whole(text, at, stop) and taken.isdisjoint(range(at, stop)):
                taken.update(range(at, stop))
                found.append((at, stop, first_types[name]))
            at = text.find(name, at + 1, end)
    return sorted(found)


def _whole(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() and text[start].isalnum()) and not (
        after.isalnum() and text[end - 1].isalnum()
    )


class StringExtractor(ABC):
    """Asks piece by piece and aligns the answers. `refused` counts strings that were not there."""

    name = ""
    version = ""

    def __init__(self) -> None:
        self.refused = 0

    @property
    def fingerprint(self) -> str:
        return f"{self.name}-{self.version}"

    @abstractmethod
    def ask(self, text: str) -> list[Named]:
        """The names in `text` with their types, as the model calls them."""

    def extract(self, document: Document, sentences: Sequence[Sentence]) -> Extraction:
        """Mentions of the body. Raises ToolkitError where there is no usable answer."""
        mentions = []
        for start, end in _pieces(sentences):
            named = self.ask(document.text[start:end])
            spans = align(document.text, start, end, named)
            seen = {document.text[a:b] for a, b, _ in spans}
            self.refused += sum(name.strip() not in seen for name, _ in named)
            mentions += [
                Mention(document.doc_id, a, b, document.text[a:b], kind, source=self.name,
                        rule="model", confidence=0.5)
                for a, b, kind in spans
            ]  # fmt: skip
        return Extraction(tuple(mentions))


def _pieces(sentences: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """Runs of body sentences of about PIECE characters."""
    start = end = -1
    for sentence in sentences:
        if start >= 0 and (sentence.zone != BODY or sentence.end - start > PIECE):
            yield start, end
            start = -1
        if sentence.zone == BODY:
            start, end = (sentence.start if start < 0 else start), sentence.end
    if start >= 0:
        yield start, end


class EndpointExtractor(StringExtractor):
    """A chat model behind an OpenAI-compatible address such as http://localhost:8080/v1."""

    name = "endpoint"

    def __init__(self, url: str, model: str, key_from: str = "") -> None:
        super().__init__()
        if not url.startswith(("http://", "https://")) or not model:
            hint = "Set mentions.endpoint_url and mentions.endpoint_model; nothing is sent before."
            raise UsageError("the extractor endpoint has no address or no model", hint=hint)
        self.url, self.version, self._key_from = url.rstrip("/"), model, key_from

    @property
    def fingerprint(self) -> str:
        asked = f"{self.url} {self.version} {PROMPT} {PIECE}"
        return f"{self.name}-{hashlib.sha256(asked.encode()).hexdigest()[:16]}"

    def ask(self, text: str) -> list[Named]:
        messages = [{"role": "system", "content": PROMPT}, {"role": "user", "content": text}]
        body = {"model": self.version, "messages": messages, "temperature": 0,
                "response_format": {"type": "json_object"}}  # fmt: skip
        headers = {"Content-Type": "application/json"}
        if key := os.environ.get(self._key_from or "", ""):
            headers["Authorization"] = f"Bearer {key}"
        request = urllib.request.Request(
            f"{self.url}/chat/completions", json.dumps(body).encode(), headers
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                content = json.loads(answer.read(ANSWER_LIMIT))["choices"][0]["message"]["content"]
                return _named(json.loads(content))
        except (urllib.error.URLError, OSError) as error:
            raise ToolkitError(f"the endpoint does not answer: {error}") from error
        except (ValueError, KeyError, IndexError, TypeError, RecursionError) as error:
            raise ToolkitError(f"the endpoint's answer is not usable: {error!r}"[:300]) from error


def _named(answer: Any) -> list[Named]:
    """Strings with types; rows in another shape are left out. Raises TypeError, KeyError."""
    rows = answer["mentions"]
    return [
        (row["text"], _type(row.get("type"))) for row in rows
        if isinstance(row, Mapping) and isinstance(row.get("text"), str)
    ]  # fmt: skip


def _type(given: Any) -> str:
    kind = str(given or "").upper()
    return kind if kind in TYPES else TYPE_NAMES.get(kind, "OTHER")


class GlinerExtractor(StringExtractor):
    """A GLiNER model (extra [gliner]): a folder, or a name that its library may download."""

    name = "gliner"

    def __init__(self, model: str) -> None:
        super().__init__()
        if not model:
            hint = "Set mentions.gliner_model to a folder or a name; nothing is loaded before."
            raise UsageError("the extractor gliner has no model", hint=hint)
        self.version = model

    @cached_property
    def _model(self) -> Any:
        try:
            from gliner import GLiNER
        except ImportError as error:
            hint = "pip install 'crossdoc-toolkit[gliner]'"
            raise UsageError("gliner is not installed", hint=hint) from error
        return GLiNER.from_pretrained(self.version)

    def ask(self, text: str) -> list[Named]:
        labels = {kind.lower(): kind for kind in KINDS}
        found = self._model.predict_entities(text, sorted(labels), threshold=0.5)
        return [(str(row["text"]), labels.get(row["label"], "OTHER")) for row in found]
