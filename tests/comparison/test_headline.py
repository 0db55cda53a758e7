"""The sentences at the top: what is said when, and that each number opens its evidence."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_corpus import Sentences, corpus

from toolkit import comparison
from toolkit.comparison import Inputs
from toolkit.comparison.result import Comparison, Finding, Segment
from toolkit.config import ComparisonSettings
from toolkit.graph import EntityMention


def compared(inputs: Inputs) -> Comparison:
    return comparison.compare(inputs, (), ComparisonSettings(), seed=7)


def answer(**texts: Sentences) -> str:
    result = compared(corpus({f"{group}/1": lines for group, lines in texts.items()}))
    return "".join(segment.text for segment in result.answer)


def test_answers() -> None:
    assert answer(x=["Ann Bob"], y=["Ann Cid"]) == (
        "1 of 3 actors appears in both Xeno and Yoke: Ann."
    )
    assert answer(x=["Ann Bob Cid Dan Eve"], y=["Ann"]) == (
        "Only 1 of 5 actors appears in both Xeno and Yoke: Ann."
    )
    assert answer(x=["Ann"], y=["Bob"]) == "None of the 2 actors appears in both Xeno and Yoke."
    assert answer(x=["Ann Bob"], y=["Ann Bob"]) == (
        "All 2 actors appear in both Xeno and Yoke: Ann and Bob."
    )
    many = " ".join(f"A{n}" for n in range(7))
    assert answer(x=[many], y=[many]) == (
        "All 7 actors appear in both Xeno and Yoke: A0, A1, A2, A3 and 3 more."
    )
    assert answer(x=["none"], y=["none"]) == "No actor was found in Xeno and Yoke."
    assert answer(x=["Ann Bob", "Ann"]) == (
        "Xeno names 2 actors in 1 document, most often Ann (2) and Bob (1)."
    )
    assert answer(x=["Ann"], y=["Ann"], z=["Ann Bob"]) == (
        "1 of 2 actors appears in all 3 groups: Ann."
    )
    assert answer(x=["Ann"], y=["Ann"], z=["Bob"]) == (
        "None of the 2 actors appears in all 3 groups; 1 appears in more than one."
    )


FOUR = ["Ann Ann", "Ann Ann"]


def test_absence_is_told_from_four_mentions_on() -> None:
    assert answer(x=[*FOUR, "Bob"], y=["Bob"]).endswith(" The Yoke text never names Ann.")
    assert "never" not in answer(x=["Ann Ann Ann", "Bob"], y=["Bob"])
    assert answer(x=[*FOUR, *FOUR], y=["Bob Bob Bob Bob"]).endswith(
        "The Yoke text never names Ann."
    )
    assert answer(x=[*FOUR, "Bob"], y=["Bob"], z=["Bob"]).endswith(
        " The Yoke and z texts never name Ann."
    )


def test_absence_is_not_claimed_where_the_name_stands() -> None:
    assert "never" not in answer(x=[*FOUR, "Bob"], y=["Bob said (Ann) nothing"])
    inputs = corpus({"x/1": [*FOUR, "Bob"], "y/1": ["Bob of annland"]})
    inside = EntityMention("n", "ann", "y/1", 7, 10, "ann", nested=True)
    result = compared(replace(inputs, mentions=[*inputs.mentions, inside]))
    assert "never" not in "".join(segment.text for segment in result.answer)


def found(**texts: Sentences) -> dict[str, Finding]:
    result = compared(corpus({f"{group}/1": lines for group, lines in texts.items()}))
    check_links(result)
    assert 1 <= len(result.findings) <= 3
    return {finding.rule: finding for finding in result.findings}


def check_links(result: Comparison) -> None:
    """Every link leads to something, and a number to as many rows."""
    actors = {actor.entity_id: actor for actor in result.actors}
    themes = {theme.theme_id: theme for theme in result.themes}
    for segment in [*result.answer, *(s for f in result.findings for s in f.body)]:
        if segment.target == "actor":
            assert segment.group in ("", *actors[segment.id].groups)
            if segment.text.endswith("mentions"):
                counted = actors[segment.id].counts[segment.group].mentions
                assert segment.text == f"{counted} mentions"
        elif segment.target == "theme":
            assert segment.group in ("", *themes[segment.id].groups)
            if segment.text.isdigit():
                assert int(segment.text) == themes[segment.id].counts[segment.group].sentences
        else:
            assert segment == Segment(segment.text)


def test_no_clear_difference_is_said() -> None:
    rules = found(x=["Ann #peace"], y=["Bob #war"])
    assert list(rules) == ["none"]
    assert "No difference between Xeno and Yoke is clear" in rules["none"].text


def test_clear_theme_with_both_numbers() -> None:
    rules = found(x=["text #peace"] * 20, y=["text"] * 18 + ["a #peace"] * 2)
    # 20/20 against 2/20: Newcombe's interval lies far above 0.
    assert rules["clear_theme"].statement == (
        "Xeno: Peace: 20 of 20 sentences (100%), against 2 of 20 in Yoke (10%)."
    )


def test_many_groups_are_told_by_their_ends() -> None:
    x, y, z, w = ["a #peace"] * 20, ["a #peace"] * 2, ["a #peace"] * 3, ["text"] * 20
    rules = found(x=x, y=y + ["text"] * 18, z=z + ["text"] * 17, w=w)
    assert rules["clear_theme"].text == (
        "20 of 20 sentences (100%), against at most 3 of 20 in z (15%)."
    )
    times = {"x": 5, "y": 6, "z": 4, "w": 5}
    even = {group: ["Ann"] * n + ["Bob"] * (10 - n) for group, n in times.items()}
    rules = found(**even)
    assert rules["common_ground"].text == "from 4 of 10 sentences in z to 6 of 10 in Yoke."


def test_themes_of_one_side_alone() -> None:
    rules = found(x=["a #fish"] * 3 + ["text"] * 97, y=["text"] * 100)
    # 3/100 against 0/100: the interval reaches below 0, but only Xeno has it.
    assert rules["own_themes"].statement == "Xeno: Fishing: 3 sentences, none in Yoke."
    assert "own_themes" not in found(x=["a #fish"] * 2 + ["text"] * 98, y=["text"] * 100)


def test_a_shared_parent_of_what_one_side_alone_has_is_said() -> None:
    texts = {"x/1": ["a #fish #peace"] * 3 + ["text"] * 97, "y/1": ["a #peace"] * 2 + ["text"] * 98}
    inputs = replace(corpus(texts), theme_parents={"fish": "peace"})
    rules = {finding.rule: finding.text for finding in compared(inputs).findings}
    assert rules["own_themes"] == ("3 sentences, none in Yoke; part of “Peace”, which both have.")


def test_of_further_themes_one_is_named() -> None:
    lines = ["a #fish #peace #war"] * 3 + ["a #fish"] + ["text"] * 97
    body = found(x=lines, y=["text"] * 100)["own_themes"].text
    assert body == "4 sentences, none in Yoke. Also only here: “Peace” (3) and 1 more theme."


def test_a_group_without_sentences_is_no_evidence_of_difference() -> None:
    assert list(found(x=["#war"] * 9, y=[])) == ["none"]


def test_common_ground_is_the_evenest() -> None:
    x = ["Ann #war"] * 5 + ["Bob"] * 2 + ["text"] * 3
    y = ["Ann"] * 4 + ["Bob #war"] * 2 + ["text"] * 4
    rules = found(x=x, y=y)
    assert rules["common_ground"].title == "Shared ground: Ann"
    assert rules["common_ground"].text == ("5 of 10 sentences in Xeno and 4 of 10 in Yoke.")


def renamed(inputs: Inputs, doc_id: str, old: str, new: str, form: str = "name") -> Inputs:
    mentions = [
        replace(m, text=new, form=form) if m.doc_id == doc_id and m.text == old else m
        for m in inputs.mentions
    ]
    return replace(inputs, mentions=mentions)


@pytest.mark.parametrize(
    ("new", "form", "told"),
    [("Anne", "name", True), ("ann", "name", True), ("ANN", "name", False),
     ("Ann Lee", "name", False), ("Anne", "acronym", False)],
)  # fmt: skip
def test_written_differently(new: str, form: str, told: bool) -> None:
    inputs = corpus({"x/1": ["Ann", "Ann"], "y/1": ["Ann"]})
    result = compared(renamed(inputs, "y/1", "Ann", new, form))
    texts = [finding.text for finding in result.findings if finding.rule == "naming"]
    expected = f"“Ann” in Xeno (2 times) and “{new}” in Yoke (once)."
    assert texts == ([expected] if told else [])


def test_clear_actor_fills_the_room() -> None:
    x = ["Ann"] * 30 + ["Cid"] * 9
    y = ["Bob"] * 30 + ["Cid"] * 9
    rules = found(x=x, y=y)
    assert rules["clear_actor"].text == "30 mentions, none in Xeno."


def test_at_most_three_and_naming_joins_the_common_ground() -> None:
    x = ["Ann #peace"] * 9 + ["text"]
    y = ["Ann #war"] * 9 + ["text"]
    inputs = corpus({"x/1": x, "y/1": y})
    result = compared(renamed(inputs, "y/1", "Ann", "Anne"))
    assert [finding.rule for finding in result.findings] == [
        "clear_theme", "clear_theme", "common_ground",
    ]  # fmt: skip
    assert "Written differently: “Ann” in Xeno" in result.findings[2].text
    check_links(result)


def test_one_group_tells_its_themes() -> None:
    rules = found(x=["Ann #peace", "Bob #peace", "#war"])
    assert rules["most_frequent_themes"].text == (
        "The most frequent themes in 3 sentences: “Peace” (2 sentences) and “War” (1 sentence)."
    )
