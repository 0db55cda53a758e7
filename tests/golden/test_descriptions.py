"""Descriptions and pronouns of the two seed documents: found, and linked to what they mean."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from measured import rows

from toolkit.documents import prepare
from toolkit.knowledge import load
from toolkit.mentions import RuleExtractor, build_chains
from toolkit.types import Chain, Document, Mention

pytestmark = pytest.mark.shared
FILES = {
    "nato_nsdif_2025": "000_7f97787d97338614.txt",
    "eu_dfnc2_2025": "003_1db7b21e23266636.txt",
}


def found_in(shared: Path, pronouns: bool) -> list[tuple[str, Chain, Mention]]:
    extractor = RuleExtractor(load(), pronouns=pronouns)
    found = []
    for doc_id, name in FILES.items():
        text = (shared / "seeds" / name).read_bytes().decode()
        item = prepare(Document(doc_id, text, lang="en"), "test")
        extraction = extractor.extract(item.document, item.sentences)
        for chain in build_chains(item.document, extraction, load()):
            found += [(doc_id, chain, m) for m in chain.mentions if m.form == "nominal"]
    return found


def meaning(doc_id: str, chain: Chain, names: dict[tuple[str, int, int], str]) -> str:
    """The gold entity of most names of a chain, '' of a chain of descriptions alone."""
    votes = Counter(
        entity for m in chain.mentions if m.form != "nominal" and not m.nested
        for (doc, start, end), entity in names.items()
        if doc == doc_id and start < m.end and m.start < end
    )  # fmt: skip
    return votes.most_common(1)[0][0] if votes else ""


@pytest.mark.parametrize(("pronouns", "found", "recall"), [(False, 41, 0.63), (True, 53, 0.79)])
def test_they_are_found_and_none_is_linked_wrongly(
    shared: Path, pronouns: bool, found: int, recall: float
) -> None:
    folder = shared / "gold" / "seeds"
    names = {(r["doc_id"], r["start"], r["end"]): r["entity_id"]
             for r in rows(folder / "mentions.jsonl")}  # fmt: skip
    gold = rows(folder / "nominals.jsonl")
    right: set[int] = set()
    unmarked, wrong = [], []
    descriptions = found_in(shared, pronouns)
    for doc_id, chain, m in descriptions:
        marked = [i for i, r in enumerate(gold) if r["doc_id"] == doc_id
                  and r["start"] < m.end and m.start < r["end"]]  # fmt: skip
        if not marked:
            unmarked.append(m.text)
            continue
        meant, entity = meaning(doc_id, chain, names), gold[marked[0]]["entity_id"]
        if m.text == "its" and gold[marked[0]]["kind"] == "group":
            continue  # "its Member States": the pronoun inside a description, not marked itself
        if meant == (entity if entity in names.values() else ""):
            right.add(marked[0])
        else:
            wrong.append((m.text, meant, entity))
    assert wrong == []
    assert len(descriptions) == found
    assert len(right) / len(gold) >= recall
    assert len(unmarked) <= 0.05 * found, unmarked
