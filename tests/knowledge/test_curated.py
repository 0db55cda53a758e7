"""Loading the curated knowledge: one frozen value, folded word lists, errors that name the file."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from toolkit.errors import ConfigError
from toolkit.knowledge import Knowledge, load
from toolkit.types import TYPES


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load()


def pack(folder: Path, text: str, name: str = "own.yml") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_it_is_loaded_once_and_cannot_be_changed(knowledge: Knowledge) -> None:
    assert load() is knowledge
    with pytest.raises(dataclasses.FrozenInstanceError):
        knowledge.fingerprint = "x"  # type: ignore[misc]


def test_word_lists_are_folded(knowledge: Knowledge) -> None:
    for name in ("honorifics", "ranks", "role_nouns", "portfolios", "stop_names", "openers",
                 "generic", "companies", "particles", "speech_verbs"):  # fmt: skip
        words = getattr(knowledge, name)
        assert words and all(word == word.casefold() and "’" not in word for word in words), name


def test_abbreviations_keep_their_capitals(knowledge: Knowledge) -> None:
    assert {"GDP", "CEO"} <= knowledge.abbreviations


def test_particles_are_single_words_and_no_words_of_running_text(knowledge: Knowledge) -> None:
    assert {"van", "der", "de", "von"} <= knowledge.particles
    assert not {word for word in knowledge.particles if " " in word}
    assert not knowledge.particles & (knowledge.openers | {"op", "und", "y", "e", "an"})


def test_ambiguous_given_names_are_given_names(knowledge: Knowledge) -> None:
    assert knowledge.ambiguous_given < knowledge.given_names


def test_every_head_has_a_type_and_a_strength(knowledge: Knowledge) -> None:
    assert {kind for kind, _ in knowledge.heads.values()} <= set(TYPES)
    assert {strong for _, strong in knowledge.heads.values()} == {True, False}
    assert knowledge.heads["ministry"] == ("ORG", True)


def test_places_have_a_usual_name(knowledge: Knowledge) -> None:
    assert knowledge.place_names["nl"] == "Netherlands"
    ids = {place.place_id for place in knowledge.places}
    assert set(knowledge.place_names) <= ids
    lower = {place.name for place in knowledge.places if place.any_case}
    assert "Russia" in lower and not {"Turkey", "Chad", "Georgia", "Jordan"} & lower


def test_known_names_are_of_known_types_with_unique_ids(knowledge: Knowledge) -> None:
    assert {known.type for known in knowledge.names} <= set(TYPES)
    ids = [known.known_id for known in knowledge.names if known.known_id]
    assert len(ids) == len(set(ids))


def test_packs_change_names_and_fingerprint(knowledge: Knowledge) -> None:
    fewer = load(("organisations",))
    assert set(fewer.names) < set(knowledge.names)
    assert fewer.fingerprint != knowledge.fingerprint
    assert load(()).names == ()


def test_a_pack_of_ones_own(tmp_path: Path) -> None:
    path = pack(
        tmp_path,
        """
- type: ORG
  name: Harbour Example
  aliases: [The Harbour]
  acronyms: [HEX]
  short: [Harbour]
- {id: hex-2, type: EVENT, name: Harbour Day, definite: [the Day], ambiguous: true}
""",
    )
    first, second = load((path,)).names
    assert (first.known_id, first.acronyms) == ("x-Harbour Example", ("HEX",))
    assert first.definite == ("the harbour",) and not first.ambiguous
    assert (second.known_id, second.definite, second.ambiguous) == ("hex-2", ("the day",), True)


def test_a_pack_may_be_grouped_under_headings(tmp_path: Path) -> None:
    path = pack(tmp_path, "ports: [{type: ORG, name: A B}]\nlakes: [{type: ORG, name: C D}]\n")
    assert [known.name for known in load((path,)).names] == ["A B", "C D"]


def test_a_row_of_a_register_holds_many_things(tmp_path: Path) -> None:
    text = "- {type: PRODUCT, names: [Marwick 2, [Dorvik A+, Dorvik]], noun: tank, words: [Elk]}\n"
    known = load((pack(tmp_path, text),)).names
    assert [(n.known_id, n.name, n.aliases, n.word) for n in known] == [
        ("", "Marwick 2", (), ""), ("x-dorvik-a", "Dorvik A+", ("Dorvik",), ""),
        ("", "Elk tank", (), "Elk"),
    ]  # fmt: skip


def test_an_empty_pack_knows_nothing(tmp_path: Path) -> None:
    assert load((pack(tmp_path, "# nothing yet\n"),)).names == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- {type: ORG}\n", "entry 1"),
        ("- {type: ORG, name: A}\n- just a word\n", "entry 2"),
        ("- {type: ORG, name: A, aliases: 5}\n", "entry 1"),
        ("- {type: ORG, name: A, acronyms: AB}\n", "acronyms is not a list"),
        ("- {type: PRODUCT, names: A}\n", "entry 1"),
        ("- {type: PRODUCT, names: [[]]}\n", "entry 1"),
        ("- {type: PRODUCT, words: [Otter]}\n", "entry 1"),  # in full it is called nothing
        ("- {type: COMPANY, name: A}\n", "unknown type 'COMPANY'"),
        ("a: [b\n", "not readable YAML"),
        ("- &a [*a]\n", "entry 1"),
        ("just a text\n", "no list of names"),
        ("5\n", "no list of names"),
        ("names: 5\n", "no list of names"),
        ("ports: 5\n", "no list of names"),
    ],
)
def test_a_pack_that_is_not_valid_is_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message) as caught:
        load((pack(tmp_path, text, "broken.yml"),))
    assert caught.value.where == "broken.yml"


def test_a_pack_that_does_not_exist_is_named() -> None:
    with pytest.raises(ConfigError, match="no such pack"):
        load(("nowhere",))
    with pytest.raises(ConfigError, match="no such pack") as caught:
        load(("/no/such/folder/own.yml",))
    assert "/" not in str(caught.value)


def test_a_pack_that_runs_code_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="not readable YAML"):
        load((pack(tmp_path, "- !!python/object/apply:os.getcwd []\n"),))
