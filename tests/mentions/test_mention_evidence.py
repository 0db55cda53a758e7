"""Types of names that no list knows: the words around all their occurrences decide."""

from __future__ import annotations

import pytest

from tests.mentions.one_text import Read, knowledge
from toolkit.mentions.evidence import TypeFinder, Vote
from toolkit.mentions.rules import RuleExtractor
from toolkit.mentions.tokens import read_words
from toolkit.types import Document, Mention, Sentence

CASES = [
    # (text, name, type): invented names, cues of different kinds
    ("The parade began in Zelmory on Monday.", "Zelmory", "GPE"),
    ("Growers moved from the Tarvikland region to town.", "Tarvikland", "GPE"),
    ("Officials met spokesman Brunvald after lunch, and Brunvald said no.", "Brunvald", "PERSON"),
    ("Nothing changed, Quilvane told the reporters.", "Quilvane", "PERSON"),
    ("It was built by the newspaper Tarvosk.", "Tarvosk", "ORG"),
]


@pytest.mark.parametrize(("text", "name", "kind"), CASES)
def test_context_types_a_rare_name(text: str, name: str, kind: str) -> None:
    assert Read(text).typed[name] == kind


def test_without_a_clear_winner_the_type_stays_open() -> None:
    assert Read("They also discussed Vornelith again.").typed["Vornelith"] == "OTHER"


def test_all_occurrences_of_a_name_are_weighed_together() -> None:
    text = "They discussed Brunvald. Later Brunvald said no. Then Brunvald told the crowd more."
    kinds = [m.type for m in Read(text).flat if m.text == "Brunvald"]
    assert kinds == ["PERSON"] * 3


class Saying:
    """Rules beside a model that says what the test gives it."""

    def __init__(self, extractor: RuleExtractor, votes: list[tuple[str, str]]) -> None:
        self.extractor, self.votes = extractor, votes

    def read(self, text: str) -> list[Mention]:
        spans = [Vote(text.index(t), text.index(t) + len(t), kind) for t, kind in self.votes]
        document, sentence = Document("d", text), Sentence(0, 0, len(text), 0)
        self.extractor._votes = lambda d, s: spans  # type: ignore[method-assign]
        return list(self.extractor.extract(document, [sentence]).mentions)


@pytest.fixture
def rules() -> RuleExtractor:
    from toolkit.knowledge import load

    return RuleExtractor(load())


def types(found: list[Mention]) -> dict[str, tuple[str, str]]:
    return {m.text: (m.type, m.rule) for m in found if not m.nested}


def test_a_model_types_what_rules_only_guess(rules: RuleExtractor) -> None:
    text = "They also discussed Vornelith again."
    assert types(Saying(rules, [("Vornelith", "PERSON")]).read(text)) == {
        "Vornelith": ("PERSON", "capitalised")
    }


def test_a_model_does_not_move_what_rules_know(rules: RuleExtractor) -> None:
    text = "NATO met in Poland."
    found = types(Saying(rules, [("NATO", "PERSON"), ("Poland", "ORG")]).read(text))
    assert found["NATO"][0] == "ORG" and found["Poland"] == ("GPE", "place")


def test_a_model_fills_what_rules_leave_with_less_confidence(rules: RuleExtractor) -> None:
    text = "Success came when the Daily Meadow printed it."
    found = Saying(rules, [("Success", "ORG"), ("Daily Meadow", "ORG")]).read(text)
    filled = {m.text: m.confidence for m in found if m.rule == "model"}
    assert "Success" not in filled or filled["Success"] < 0.7
    assert all(m.text == text[m.start : m.end] for m in found)
    assert filled.get("Daily Meadow", 0.0) < 0.7


def test_abbreviations_and_openers_are_never_filled(rules: RuleExtractor) -> None:
    text = "He won by KO. However, OK was said."
    votes = [("However", "PERSON"), ("OK", "ORG")]
    assert not {"However", "OK"} & set(types(Saying(rules, votes).read(text)))


def test_the_best_type_and_its_lead() -> None:
    from toolkit.knowledge import load

    kind, lead = TypeFinder(load()).decide({"after: says": 1.0, "given name": 1.0})
    assert kind == "PERSON" and lead > 1
    assert TypeFinder(load()).decide({}, {"GPE": 3.0})[0] == "GPE"


def test_the_name_of_a_small_town_is_likelier_a_place() -> None:
    words = read_words("Kyaukme", 0, len("Kyaukme")).tokens
    assert "town" in set(TypeFinder(knowledge()).form_cues(words, set()))
    assert Read("They have retaken Kyaukme since then.").typed["Kyaukme"] == "GPE"
    assert Read("They have retaken Kyaukvorn since then.").typed["Kyaukvorn"] == "OTHER"
