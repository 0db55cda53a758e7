"""The data behind the panel: JSON in the page, and for large pages a compressed part beside it."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Collection, Mapping
from itertools import pairwise
from typing import Any

from toolkit.comparison.result import Actor
from toolkit.report.evidence import EvidenceIndex, Spot
from toolkit.report.wording import kind_label, slug, visible
from toolkit.types import BODY

_ESCAPES = {c: f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}
HASH = 16  # hexadecimal digits of a file's SHA-256 in the compressed part


def inline(
    index: EvidenceIndex, labels: list[str], start: int | None, told: Collection[str]
) -> str:
    """The whole data, safe inside a <script type="application/json"> element.

    Spots are flat runs of three integers. The rest (ids, names, counts, sentences) the script
    reads from the rows of the page, which stand in the same order; the written forms of the
    actors `told` from the table of joined names.
    """
    documents, first = [], 0
    for source in index.comparison.sources:
        document = source.document
        documents.append(
            {
                "g": index.group_index[document.group],
                "first": first,
                "title": visible(document.title or document.doc_id),
                "file": visible(document.source or document.doc_id),
                "sha": document.sha256[:HASH],
            }
        )
        first += len(source.sentences)
    return _safe_json(
        {
            **_head(index, labels, start),
            "docs": documents,
            "actors": [
                {**({} if actor.entity_id in told else _forms(actor)), "at": _flat(spots)}
                for actor, spots in zip(index.comparison.actors, index.actors, strict=True)
            ],
            "themes": [{"at": _flat(spots)} for spots in index.themes],
        }
    )


def outline(index: EvidenceIndex, labels: list[str], start: int | None) -> str:
    """What a large page must know before its compressed part is opened."""
    return _safe_json(_head(index, labels, start))


def _head(index: EvidenceIndex, labels: list[str], start: int | None) -> dict[str, Any]:
    ids = [group.id for group in index.comparison.groups]
    groups = [{"id": slug(g, "g"), "label": n} for g, n in zip(ids, labels, strict=True)]
    return {"groups": groups, "start": start}


def packed(index: EvidenceIndex, kept: Collection[int]) -> str:
    """Base64 of gzip of JSON: columns, sentence numbers as steps. `kept` are the sentences whose
    text is carried; spots in others are left out, while all counts are of everything."""
    actors = index.comparison.actors
    data: dict[str, Any] = {"docs": _documents(index, kept), "texts": texts(index, kept)}
    data["actors"] = [_figures(actor, index) for actor in actors]
    data["forms"] = [_forms(actor).get("forms", 0) for actor in actors]
    data["at"] = [_steps(spots, kept) for spots in index.actors]
    data["themes"] = [_steps(spots, kept) for spots in index.themes]
    raw = json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=list)
    squeezed = gzip.compress(raw.encode("utf-8", "replace"), compresslevel=9, mtime=0)
    return base64.b64encode(squeezed).decode()


def _figures(actor: Actor, index: EvidenceIndex) -> list[Any]:
    """Slug, name, kind, and for each group [mentions, documents]."""
    counts = [actor.counts.get(group.id) for group in index.comparison.groups]
    figures = [[c.mentions, c.documents] if c else [0, 0] for c in counts]
    return [slug(actor.entity_id, "e"), visible(actor.name), kind_label(actor.kind), *figures]


def texts(index: EvidenceIndex, kept: Collection[int]) -> dict[str, Any]:
    """The kept sentences: steps of their numbers, their words, and which of them begin a paragraph
    (1) and which stand in boilerplate (2)."""
    numbers: list[int] = []
    words: list[str] = []
    marks: list[int] = []
    at = 0
    for source in index.comparison.sources:
        last = None
        for sentence in source.sentences:
            if at in kept:
                numbers.append(at)
                words.append(source.document.text[sentence.start : sentence.end])
                place = (sentence.paragraph, sentence.zone)
                marks.append((place != last) + 2 * (sentence.zone != BODY))
                last = place
            at += 1
    return {"n": _differences(numbers), "words": words, "marks": "".join(map(str, marks))}


def _documents(index: EvidenceIndex, kept: Collection[int]) -> dict[str, list[Any]]:
    """Documents as columns. What no kept sentence stands in has no title and no hash."""
    columns: dict[str, list[Any]] = {"g": [], "size": [], "title": [], "file": [], "sha": []}
    first = 0
    for source in index.comparison.sources:
        document, size = source.document, len(source.sentences)
        used = any(n in kept for n in range(first, first + size))
        title, file = (
            visible(document.title or document.doc_id), visible(document.source or document.doc_id)
        )  # fmt: skip
        columns["g"].append(index.group_index[document.group])
        columns["size"].append(size)
        columns["title"].append(title if used else "")
        columns["file"].append(file if used and file != title else "")
        columns["sha"].append(document.sha256[:HASH] if used else "")
        first += size
    return columns


def _forms(actor: Actor) -> Mapping[str, Any]:
    """Written forms with their counts; nothing where the name is the only form."""
    forms = [[visible(form.text), sum(form.counts.values())] for form in actor.forms]
    return {} if [form[0] for form in forms] == [visible(actor.name)] else {"forms": forms}


def _flat(spots: tuple[Spot, ...]) -> list[int]:
    return [number for spot in spots for number in spot]


def _steps(spots: tuple[Spot, ...], kept: Collection[int]) -> list[int]:
    """`_flat`, with the step from the sentence before and the length in place of the end."""
    steps: list[int] = []
    last = 0
    for number, start, end in spots:
        if number in kept:
            steps += (number - last, start, end - start)
            last = number
    return steps


def _differences(numbers: list[int]) -> list[int]:
    return [after - before for before, after in pairwise([0, *numbers])]


def _safe_json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return "".join(_ESCAPES.get(c, c) for c in text)
