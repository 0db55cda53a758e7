"""Definite descriptions: linked to the one name they stand for, never counted."""

from __future__ import annotations

import pytest
from one_text import Read, extractor, knowledge

from toolkit.mentions import RuleExtractor


def stands_for(text: str) -> dict[str, str]:
    read = Read(text)
    return {
        m.text: m.norm for m in read.extraction.mentions if m.form == "nominal"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Nordic Ports Forum opened. The forum was large.",
         {"The forum": "Nordic Ports Forum"}),
        ("The Nordic Ports Forum opened. The two-day forum was large.",
         {"The two-day forum": "Nordic Ports Forum"}),
        ("The Nordic Ports Forum opened. Soon the Forum was full.",
         {"the Forum": "Nordic Ports Forum"}),
        ("The Nordic Ports Forum opened. This event was large.",
         {"This event": "Nordic Ports Forum"}),
        ("NATO met in Riga. The Alliance agreed.", {"The Alliance": "NATO"}),
        ("The European Union paid. Later the Union paid again.", {"the Union": "European Union"}),
        ("The Harbour Agency and the Rivers Agency met. The agency was new.",
         {"The agency": "Rivers Agency"}),
    ],
)  # fmt: skip
def test_what_a_description_stands_for(text: str, expected: dict[str, str]) -> None:
    assert stands_for(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The Nordic Ports Forum opened. The first forum of ministers was small.",
        "The Harbour Agency met. The first forum was small.",
        "The Nordic Ports Forum opened. A forum of ports is a good thing.",
        "The Nordic Ports Forum opened. The forum of ministers was small.",
        "The forum was large. The Nordic Ports Forum opened.",
        "The Alliance of towns met. The union grew.",
        "The Nordic Ports Forum opened. The agency was small.",
    ],
)
def test_what_stands_for_nothing(text: str) -> None:
    assert stands_for(text) == {}


@pytest.mark.parametrize(
    ("text", "named", "apart"),
    [
        ("The Nordic Ports Forum opened. The first forum was small, the inaugural event short.",
         ["Nordic Ports Forum"], ["The first forum", "the inaugural event"]),
        ("The Second Nordic Ports Forum opened. The second event was large, the first forum small.",
         ["Second Nordic Ports Forum", "The second event"], ["the first forum"]),
    ],
)  # fmt: skip
def test_another_edition_is_another_thing(text: str, named: list[str], apart: list[str]) -> None:
    """An ordinal joins what has it; without such a name the descriptions have one another."""
    chains = [[m.text for m in c.mentions] for c in Read(text).chains if c.type == "EVENT"]
    assert chains == [named, apart]


def test_a_programme_and_its_acronym_are_one_thing() -> None:
    text = (
        "Sweden joined the Shared Harbour Icebreaking Programme (SHIP) and the Milk Directive. "
        "The programme has twelve boats."
    )
    meant = Read(text).nominals[text.index("The programme")]
    assert meant in ("SHIP", "Shared Harbour Icebreaking Programme")


def test_a_description_joins_the_chain_and_is_never_counted() -> None:
    read = Read("The Nordic Ports Forum opened. The forum was large.")
    (chain,) = [c for c in read.chains if c.type == "EVENT"]
    assert [m.text for m in chain.mentions] == ["Nordic Ports Forum", "The forum"]
    assert [(k.rule, k.detail) for k in chain.links] == [
        ("nominal: head noun", "Nordic Ports Forum")
    ]
    assert read.names == ["Nordic Ports Forum"]


def test_descriptions_can_be_left_out() -> None:
    plain = RuleExtractor(knowledge(), nominals=False)
    read = Read("NATO met in Riga. The Alliance agreed.")
    found = plain.extract(read.document, read.sentences)
    assert {m.form for m in found.mentions} == {"acronym", "name"}
    assert plain.fingerprint != extractor().fingerprint


def test_a_title_with_its_body_is_its_one_bearer() -> None:
    text = "NATO Secretary General Mark Rutte came. The NATO Secretary General met the press."
    read = Read(text)
    assert read.nominals[text.index("The NATO")] == "Mark Rutte"
    assert read.names.count("NATO") == 2  # the body that is said is still a name


def test_a_field_is_not_the_body_that_is_called_by_it() -> None:
    text = "Quorn Industries Defence met in Oslo. Growth of the defence industry went on."
    assert text.index("the defence") not in Read(text).nominals


@pytest.mark.parametrize(
    ("text", "description", "name"),
    [
        ("The Harbour Renewal Programme starts in May. It is small. The scheme costs little.",
         "The scheme", "Harbour Renewal Programme"),
        ("The Lisbon Coastal Action Plan is out. This document names ten ports.",
         "This document", "Lisbon Coastal Action Plan"),
        ("The Nordic Firing Ranges were opened. These Ranges are used by six states.",
         "These Ranges", "Nordic Firing Ranges"),
    ],
)  # fmt: skip
def test_a_word_for_its_kind_means_the_only_one_named_just_before(
    text: str, description: str, name: str
) -> None:
    assert Read(text).nominals[text.index(description)] == name


@pytest.mark.parametrize(
    "text",
    [
        "The Harbour Renewal Programme and the Roads Programme start. The scheme costs little.",
        "The Harbour Renewal Programme starts in May.\n\nA new page.\n\nThe scheme costs little.",
        "The Harbour Renewal Programme starts in May. The scheme of the mayor costs little.",
    ],
)
def test_a_word_for_its_kind_that_may_mean_another(text: str) -> None:
    assert text.index("The scheme") not in Read(text).nominals


def test_a_presidency_of_a_body_is_no_organ_of_the_state() -> None:
    found = Read("The talks were led by Poland's Presidency of the EU Council.").extraction.mentions
    assert not [m for m in found if m.rule == "organ"]
