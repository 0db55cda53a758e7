"""The pattern language: what a pattern matches and what it does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.themes.pattern import PatternError, compile_pattern
from toolkit.themes.words import forms

LISTS = {"grow": ["scale up", "ramp-up", "boost"], "country": ["Freedonia", "Freedonian"]}


def spans(pattern: str, text: str) -> list[str]:
    return [match[0] for match in compile_pattern(pattern, LISTS).regex.finditer(text)]


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("capability target", "the Capability targets agreed", ["Capability targets"]),
        ("capability target", "capability. Targets", []),
        ("defence policy", "US defense policies", ["defense policies"]),
        ("defence industry", "the defence-industry", ["defence-industry"]),
        ("dual-use", "dual use, dual-use, dualuse", ["dual use", "dual-use", "dualuse"]),
        ("{grow} ...2 output", "scaled up its steel output", ["scaled up its steel output"]),
        ("{grow} ...2 output", "scaled up its own steel output", []),
        ("{grow} ... output", "ramping up, again, the output", ["ramping up, again, the output"]),
        ("{grow} ... output", "a boost. The output", []),
        ("{grow} ... output", "a boost; the output", []),
        ("aid|help to? {country}", "aid to Freedonia, help Freedonia", ["aid to Freedonia",
                                                                      "help Freedonia"]),
        ("{country} navy", "freedonia’s navy", ["freedonia’s navy"]),
        ("AI", "AI and ai and AIs", ["AI", "AIs"]),
        ("Nato", "NATO and Nato", ["NATO", "Nato"]),
        ("=long war", "long wars, longer war", ["long wars"]),
        ("nuclear powers", "nuclear power", []),
        ("regulat*", "Regulatory regulators", ["Regulatory", "regulators"]),
        ("<percent> of GDP", "2% of GDP, 3.5 per cent of GDP",
         ["2% of GDP", "3.5 per cent of GDP"]),
        ("minister for <Capitals>", "Minister for Fish, Rivers and the Sea said",
         ["Minister for Fish, Rivers and the Sea"]),
        ("minister for <Capitals>", "minister for fish", []),
        ("small|medium firm", "small\n  firms", ["small\n  firms"]),
    ],
)  # fmt: skip
def test_matches(pattern: str, text: str, found: list[str]) -> None:
    assert spans(pattern, text) == found


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("ally", "allies"), ("organise", "organizing"), ("plan", "planned"), ("buy", "bought"),
        ("fuel", "fuelling"), ("fuel", "fueling"), ("programme", "programs"), ("labour", "labor"),
        ("centre", "centers"), ("agree", "agreeing"), ("tax", "taxes"), ("crisis", "crises"),
        ("defence", "defense"), ("woman", "women"), ("fulfil", "fulfilled"),
    ],
)  # fmt: skip
def test_forms(word: str, written: str) -> None:
    assert written in forms(word)


@pytest.mark.parametrize(
    "pattern", ["", "... war", "war ...", "war?", "a{b", "{nothing} war", "war |", "war, peace"]
)
def test_unreadable_patterns(pattern: str) -> None:
    with pytest.raises(PatternError):
        compile_pattern(pattern, LISTS)


@given(st.text(alphabet="scale up boost output ’s,-\n;:", max_size=60))
def test_clues_are_necessary(text: str) -> None:
    """Where the expression matches, the quick test of the words must have passed."""
    import re

    pattern = compile_pattern("{grow} ...2 output|start-up", LISTS)
    words = {word.lower() for word in re.findall(r"\w+", text)}
    if pattern.regex.search(text):
        assert not any(clue.isdisjoint(words) for clue in pattern.clues)
