"""Names of chosen kinds leave no trace, and nothing else changes."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "report"))

import sample

from toolkit.comparison import to_dict
from toolkit.comparison.redacted_names import Names
from toolkit.comparison.redaction import redact
from toolkit.comparison.result import Actor, Comparison, Theme
from toolkit.config import ReportSettings
from toolkit.errors import UsageError
from toolkit.report import render

PEOPLE = ("Aune", "Ines", "Sand", "Jon Sand")


@pytest.fixture(params=[sample.two_groups, sample.three_groups], ids=["two", "three"])
def comparison(request: pytest.FixtureRequest) -> Comparison:
    return request.param()


def test_no_name_is_left_in_page_and_data(comparison: Comparison) -> None:
    hidden = redact(comparison, ["PERSON"])
    page = render(hidden, ReportSettings())
    for text in (page.html, page.summary, json.dumps(to_dict(hidden))):
        assert not [name for name in PEOPLE if re.search(rf"\b{name}\b", text, re.IGNORECASE)]
        assert "Person 1" in text and "Vell" in text


def test_old_ids_are_gone(comparison: Comparison) -> None:
    text = json.dumps(to_dict(redact(comparison, ["PERSON"])))
    for actor in comparison.actors:
        assert (f'"{actor.entity_id}"' in text) == (actor.kind != "PERSON")
    for row in comparison.evidence:
        assert row.mention_id not in text


def figures(rows: Sequence[Actor | Theme]) -> list[list[object]]:
    """Counts without the ids of groups: a group that is called like an actor is redacted, too."""
    return [list(row.counts.values()) for row in rows]


def test_figures_stay(comparison: Comparison) -> None:
    hidden = redact(comparison, ["PERSON", "ORG"])
    assert figures(hidden.actors) == figures(comparison.actors)
    assert hidden.overlap.shared == comparison.overlap.shared
    assert list(hidden.overlap.regions.values()) == list(comparison.overlap.regions.values())
    assert len(hidden.evidence) == len(comparison.evidence)
    assert figures(hidden.themes) == figures(comparison.themes)


def test_offsets_follow_their_words(comparison: Comparison) -> None:
    hidden = redact(comparison, ["PERSON", "ORG"])
    documents = {source.document.doc_id: source.document for source in hidden.sources}
    names = {actor.entity_id: actor.name for actor in hidden.actors}
    kinds = {actor.entity_id: actor.kind for actor in hidden.actors}
    for row in hidden.evidence:
        assert documents[row.doc_id].text[row.start : row.end] == row.text
        assert kinds[row.entity_id] not in ("PERSON", "ORG") or row.text == names[row.entity_id]
    for theme in hidden.themes:
        for row in theme.evidence:
            assert documents[row.doc_id].text[row.start : row.end] == row.text
    for before, after in zip(comparison.sources, hidden.sources, strict=True):
        assert len(before.sentences) == len(after.sentences)
        ends = [end for s in after.sentences for end in (s.start, s.end)]
        assert ends == sorted(ends) and ends[-1] == len(after.document.text)


def test_equal_input_gives_equal_values(comparison: Comparison) -> None:
    assert redact(comparison, ["PERSON"]) == redact(comparison, ["PERSON"])


def test_unknown_kind_is_named() -> None:
    with pytest.raises(UsageError, match="unknown kind 'PEOPLE'"):
        redact(sample.two_groups(), ["PEOPLE"])


def test_hostile_comparison_can_be_redacted() -> None:
    hidden = redact(sample.hostile(), ["OTHER", "PERSON"])
    assert len(hidden.actors) == len(sample.HOSTILE)


def test_a_month_is_no_person_and_titles_match_in_any_case() -> None:
    names = Names()
    names.add(["Theresa May"], "Person 1", person=True)
    names.add(["May"], "Person 1")
    assert names.replaced("May said it may rain. THERESA\nMAY left.") == (
        "Person 1 said it may rain. Person 1 left."
    )
    assert names.replaced("2019/theresa_may-speech", any_case=True) == "2019/Person 1-speech"
    assert names.replaced("Mayor of Mayfield") == "Mayor of Mayfield"


@given(st.lists(st.sampled_from(["Ann Lee", "lee", "LEE", " ", ".", "é", "🙂", "Leeds", "\n"])))
def test_spans_outside_names_keep_their_words(parts: list[str]) -> None:
    text = "".join(parts)
    names = Names()
    names.add(["Ann Lee"], "Person 1", person=True)
    found = names.text(text, [])
    assert not names.spans(found.text)
    for start in range(len(text)):
        if not any(a <= start < b for a, b, *_ in found.moves):
            new_start, new_end = found.span(start, start + 1)
            assert found.text[new_start:new_end] == text[start]
