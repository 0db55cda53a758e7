"""Names that no list and no head noun gives away, and the words that must not become names."""

from __future__ import annotations

import pytest
from one_text import Read


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Officials met the firm Drovenko on Monday.", "Drovenko", "ORG"),
        ("The start-up Drovenko met officials.", "Drovenko", "ORG"),
        ("Officials praised the SeaWatch initiative.", "SeaWatch", "PROGRAMME"),
        ("A plant opened in Valmora last year.", "Valmora", "GPE"),
        ("They asked DRVN about the harbour.", "DRVN", "ORG"),
        ("The navy bought the XV200 last year.", "XV200", "PRODUCT"),
        ("They praised the MHHT programme.", "MHHT", "PROGRAMME"),
        ("The police boarded the tanker Dorada L on Monday.", "Dorada L", "PRODUCT"),
        ("A crew repaired the cable Dorlink 2 on Monday.", "Dorlink 2", "FACILITY"),
        ("The brochure Safer Harbours was printed.", "Safer Harbours", "DOCUMENT"),
        ("The Dutch campaign Denk Zelf was short.", "Denk Zelf", "PROGRAMME"),
        ("They hit the malware strains Xoka and Thunder hard.", "Thunder", "PRODUCT"),
        ("A test of the Thunder rocket failed.", "Thunder", "PRODUCT"),
        ("They seized the Fitdorn, a large cargo vessel that lay there.", "Fitdorn", "PRODUCT"),
        ("They saw the Dornet 6A of the army.", "Dornet 6A", "PRODUCT"),
        ("They blamed UNC5123 for it.", "UNC5123", "ORG"),
        ("A yard in Marlow-in-Vennis closed.", "Marlow-in-Vennis", "GPE"),
        ("John Carter (Vennick) (Lab) spoke.", "Vennick", "GPE"),
        ("The army ordered 18 Drovenko for its brigade.", "Drovenko", "PRODUCT"),
        ("Craft see Kosmos 2877 and other things.", "Kosmos 2877", "PRODUCT"),
        ("Drovenko, 4 November 2025. The rocket rose.", "Drovenko", "GPE"),
        ("Commandos boarded the Fitdorn off Oman.", "Fitdorn", "PRODUCT"),
        ("They tested the Dorvik surface-to-air missile at sea.", "Dorvik", "PRODUCT"),
        ("The Thunder protection system works.", "Thunder", "PRODUCT"),
        ("Loans came from Banque Drovenko last year.", "Banque Drovenko", "ORG"),
        ("They paid for two of four boats, Dorka and Zwarvis.", "Zwarvis", "PRODUCT"),
        ("Police named three ships: the Fitdorn, the Olsund and the Karvik.", "Olsund", "PRODUCT"),
        ("Birds live on the Dorvenko islands.", "Dorvenko", "LOC"),
        ("It began at Marlow; Drovenko said no.", "Drovenko", "PERSON"),
        ("He met the boss of Dorven JS in town.", "Dorven JS", "ORG"),
        ("Its owner, Lin Yao Trading, sits abroad.", "Lin Yao Trading", "ORG"),
        ("On Monday the Peng Hui 58 lost an anchor.", "Peng Hui 58", "PRODUCT"),
        ("Money went to Clear Drovenko Norway for trees.", "Clear Drovenko Norway", "ORG"),
    ],
)
def test_weak_evidence_needs_context(text: str, name: str, kind: str) -> None:
    read = Read(text)
    assert read.typed.get(name) == kind, read.typed
    assert read.one(name).confidence < 0.9


@pytest.mark.parametrize(
    "text",
    [
        "Together we stand. Resilience matters. Moving forward is hard.",
        "Chapter XVI and Part III were read.",
        "Drovenko grew by half.",
        "This is VERY IMPORTANT news for all.",
        "Demand grew. Supply fell. Nothing changed.",
        "“Strong Harbours” was the title.",
        "The navy asked for the rocket Tuesday.",
        "An engine of the Army helicopter failed.",
        "See Annex 127 and Article 5 of it.",
    ],
)
def test_capitals_alone_are_no_name(text: str) -> None:
    assert Read(text).names == []


@pytest.mark.parametrize("opener", ["Today", "Meanwhile", "However,", "Yesterday,", "But"])
def test_openers_do_not_hide_the_name_after_them(opener: str) -> None:
    assert Read(f"{opener} Norway signed the treaty.").names == ["Norway"]


def test_a_chain_settles_the_type_of_a_weak_guess() -> None:
    read = Read("They asked DRVN about it. The Danish Rivers Network (DRVN) said nothing. "
                "DRVN left.")  # fmt: skip
    kinds = {m.type for c in read.chains for m in c.mentions if m.text == "DRVN"}
    assert len(kinds) == 1 and read.joined("DRVN", "Danish Rivers Network")


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Work goes on at Marvi dei Dorvenari.", "Marvi dei Dorvenari", "GPE"),
        ("Marvo da Dorvena Junior said no.", "Marvo da Dorvena Junior", "PERSON"),
        ("Rain fell on Rio Grande do Dorvo in May.", "Rio Grande do Dorvo", "GPE"),
    ],
)
def test_particles_inside_a_name(text: str, name: str, kind: str) -> None:
    assert Read(text).typed[name] == kind


def test_a_particle_behind_a_word_of_the_language_joins_nothing() -> None:
    assert "Dorvena" in Read("The Lantern de Dorvena came late.").names
