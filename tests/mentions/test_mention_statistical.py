"""The real spaCy model, where the extra [spacy] is installed; skipped elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

import toolkit
from toolkit.config import MentionSettings
from toolkit.corpus.extractors import choose_extractor
from toolkit.documents import prepare
from toolkit.errors import UsageError
from toolkit.knowledge import load
from toolkit.mentions.evidence import Vote
from toolkit.mentions.rules import RuleExtractor
from toolkit.mentions.statistical import (
    HybridExtractor,
    SpacyExtractor,
    SpacyModel,
    _trimmed,
    installed_model,
)  # fmt: skip
from toolkit.types import Document

TEXT = (
    "Warren Tillerman flew to Oslo. The band played in Springfield, and Tillerman thanked NATO.\n"
    "Dolores Vanterpool of Acme Corp. was there, too."
)
needs_model = [
    pytest.mark.spacy,
    pytest.mark.skipif(not installed_model(), reason="no spaCy with English model"),
]


def test_spans_are_trimmed_and_stay_in_their_sentence() -> None:
    text = "the Acme Corp.’s plan. Next"
    votes = [Vote(0, 16, "ORG"), Vote(17, 27, "ORG"), Vote(4, 8, "NORP")]
    found = [(text[v.start : v.end], v.type) for v in _trimmed(text, votes, [22, 27])]
    assert ("Acme Corp.", "ORG") in found or ("Acme Corp", "ORG") in found
    assert all("." not in name[:-1] and "Next" not in name for name, _ in found)


def test_without_a_model_the_choice_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.mentions.statistical.installed_model", lambda: "")
    with pytest.raises(UsageError, match="not installed") as caught:
        choose_extractor(MentionSettings(extractor="spacy"), load())
    assert "[spacy]" in caught.value.hint
    assert choose_extractor(MentionSettings(extractor="auto"), load()).name == "rules"


def test_a_group_of_members_that_the_model_names_is_one_mention() -> None:
    text = "NATO met in Oslo. Several Allies agreed."
    at = text.index("Several")

    class Voting(RuleExtractor):
        def _votes(self, document: Document, sentences: object) -> list[Vote]:
            return [Vote(at, at + len("Several Allies"), "ORG")]

    prepared = prepare(Document("d", text), "x")
    found = Voting(load()).extract(prepared.document, prepared.sentences).mentions
    spans = [(m.start, m.end) for m in found]
    assert (at, at + len("Several Allies")) in spans and len(spans) == len(set(spans))


@pytest.fixture(scope="module")
def model() -> SpacyModel:
    return SpacyModel()


class TestWithTheModel:
    pytestmark = needs_model

    def test_auto_takes_the_hybrid(self) -> None:
        made = choose_extractor(MentionSettings(extractor="auto"), load())
        assert made.name == "hybrid" and installed_model() in made.version
        assert installed_model() in made.fingerprint

    def test_model_alone(self, model: SpacyModel) -> None:
        item = prepare(Document("d", TEXT, lang="en"), "x")
        found = SpacyExtractor(model).extract(item.document, item.sentences).mentions
        assert found and all(m.text == TEXT[m.start : m.end] for m in found)
        assert {m.source for m in found} == {"spacy"}

    def test_the_hybrid_keeps_what_rules_know(self, model: SpacyModel) -> None:
        item = prepare(Document("d", TEXT, lang="en"), "x")
        found = HybridExtractor(load(), model=model).extract(item.document, item.sentences)
        types = {m.text: m.type for m in found.mentions if not m.nested}
        assert types["NATO"] == "ORG" and types["Oslo"] == "GPE"
        assert types["Warren Tillerman"] == "PERSON"

    def test_reading_ahead_changes_nothing(self, model: SpacyModel) -> None:
        items = [prepare(Document(f"d{n}", f"{n} {TEXT}", lang="en"), "x") for n in range(3)]
        extractor = HybridExtractor(load(), model=model)
        single = [extractor.extract(i.document, i.sentences) for i in items]
        extractor.read_ahead([(i.document, i.sentences) for i in items])
        assert [extractor.extract(i.document, i.sentences) for i in items] == single

    def test_other_languages_are_left_to_the_rules(self, model: SpacyModel) -> None:
        item = prepare(Document("d", "Die Lage in Zelmory ist ernst.", lang="de"), "x")
        found = HybridExtractor(load(), model=model).extract(item.document, item.sentences)
        assert all(m.rule != "model" for m in found.mentions)

    def test_a_corpus_says_who_extracted(self, tmp_path: Path, model: SpacyModel) -> None:
        with toolkit.open(":memory:", overrides={"mentions.extractor": "hybrid"}) as corpus:
            corpus.ingest([Document("a/1", TEXT, group="a"), Document("b/1", TEXT, group="b")])
            said = corpus.resolve().extractor
            assert said.startswith("hybrid ") and model.version in said
            again = corpus.resolve()
            assert not again.changed
