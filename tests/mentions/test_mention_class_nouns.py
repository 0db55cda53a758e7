"""What nouns beside a name say it is, alone and in lists."""

from __future__ import annotations

import pytest
from one_text import Read


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("They trained in exercises such as Marsh Shield.", "Marsh Shield", "EVENT"),
        ("They warned of banks, including Dorvenbank, for years.", "Dorvenbank", "ORG"),
        ("They run the cables Dorlink 2 and MARWE.", "MARWE", "FACILITY"),
        ("It is a scheme, dubbed Dorvenko, for years.", "Dorvenko", "PROGRAMME"),
        ("It was a tanker known as Dorvenna at the time.", "Dorvenna", "PRODUCT"),
        ("The captain of Dorada S was held.", "Dorada S", "PRODUCT"),
        ("The crew of the Dorada S was held.", "Dorada S", "PRODUCT"),
        ("Norway runs the Dorla and Nerwa programmes.", "Dorla", "PROGRAMME"),
        ("Norway wants the D7 tanks.", "D7", "PRODUCT"),
        ("They want the Harrowhead 140 of the yard.", "Harrowhead 140", "PRODUCT"),
        ("They want the Arrow 1400 of the yard.", "Arrow 1400", "PRODUCT"),
        ("Four ships of the Lulemar class sailed.", "Lulemar class", "PRODUCT"),
        ("Two Oslo-class boats sailed.", "Oslo-class", "PRODUCT"),
        ("The breach is the work of Marsh Typhoon.", "Marsh Typhoon", "ORG"),
        ("They met the asteroid Dorvenna in time.", "Dorvenna", "LOC"),
        ("They know brands such as Dorvenko.", "Dorvenko", "ORG"),
        ("The mayor of Dorvenna left.", "Dorvenna", "GPE"),
        ("They gave the rocket DVSL to us.", "DVSL", "PRODUCT"),
        ("They signed with Dorvenbank in May.", "Dorvenbank", "ORG"),
        ("They had left Dorlograd in May.", "Dorlograd", "GPE"),
        ("They met near Marlov nad Vennou in May.", "Marlov nad Vennou", "GPE"),
        ("John Carter of Norway and Velsu Marnemedov of Chile met.", "Velsu Marnemedov", "PERSON"),
        ("They make it at DVZ Impex in town.", "DVZ Impex", "ORG"),
        ("They own Texas Power Makers for years.", "Texas Power Makers", "ORG"),
        ("They met Wellington Dorvu for talks.", "Wellington Dorvu", "PERSON"),
        ("They join the Maritime Watch Centre Indian Ocean.", "Maritime Watch Centre Indian Ocean",
         "ORG"),
        ("They live in Oslo-Dorvenna now.", "Oslo-Dorvenna", "GPE"),
        ("They paid Dorvennetz Berlin for it.", "Dorvennetz Berlin", "ORG"),
        ("They met Lord de Marwenny in May.", "de Marwenny", "PERSON"),
        ("They met Ada Carter of the Marsh Policy Initiative there.", "Marsh Policy Initiative",
         "ORG"),
        ("They fear the Dorv'ang National Army.", "Dorv'ang National Army", "ORG"),
        ("They set up Task Force Denmark in May.", "Task Force Denmark", "PROGRAMME"),
        ("They sent patrol boats of the Harbour class.", "Harbour class", "PRODUCT"),
        ("They asked its own supplier, Dorvenko, for a licence.", "Dorvenko", "ORG"),
        ("They hired Bergen Security for years.", "Bergen Security", "ORG"),
        ("In May the CROWN agency traced it.", "CROWN", "ORG"),
        ("Coal comes from Norsk Hydro, Dorvenko and Equinor.", "Dorvenko", "ORG"),
    ],
)  # fmt: skip
def test_the_noun_says_the_type(text: str, name: str, kind: str) -> None:
    assert Read(text).typed.get(name) == kind, Read(text).typed


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They read the Article 140 of it.", "Article 140"),
        ("It was the Summer 2025 of all.", "Summer 2025"),
        ("It was a first class, and an Estonian class too.", "Estonian class"),
        ("The typhoon was Super Typhoon again.", "Super Typhoon"),
    ],
)
def test_others_are_no_models(text: str, name: str) -> None:
    assert Read(text).typed.get(name) in (None, "EVENT"), Read(text).typed


def test_a_rare_word_that_opens_a_sentence_is_a_name_where_its_type_is_told() -> None:
    assert Read("Dorvenko said on Monday that it would close.").typed == {"Dorvenko": "PERSON"}
    assert Read("Dorvenko grew by half.").names == []


def test_a_weak_head_makes_a_name_of_a_word_that_no_list_knows() -> None:
    assert Read("They bought shares of Dorvenko Energy.").typed == {"Dorvenko Energy": "ORG"}
    assert "Cheap Energy" not in Read("They want Cheap Energy for all.").names


@pytest.mark.parametrize("name", ["Xue Jian", "Fu Cong", "Cui Tiankai"])
def test_family_names_that_stand_first(name: str) -> None:
    assert Read(f"The envoy got a letter from {name}.").typed == {name: "PERSON"}
    assert Read(f"In Osaka, {name} wrote a letter.").typed[name] == "PERSON"


def test_kings_have_numbers() -> None:
    assert Read("They met King Carl XVI Gustaf.").typed == {"Carl XVI Gustaf": "PERSON"}


def test_what_a_paper_opens_with_is_no_name_of_it() -> None:
    text = "Communiqué of the Peace and Security Council of the African Union"
    assert "DOCUMENT" not in Read(text + " on Sudan").typed.values()
    assert "DOCUMENT" in Read("They read the Charter of the United Nations.").typed.values()


def test_a_verb_that_is_also_a_plural_says_no_type() -> None:
    assert Read("In May Dorvenko Marnet reports 12 cases.").typed["Dorvenko Marnet"] != "DOCUMENT"
    assert Read("They read the Dorvenko reports of May.").typed["Dorvenko"] == "DOCUMENT"


def test_headlines_and_given_names_make_no_body_of_a_place() -> None:
    assert "Norway Rejects Harbour Men" not in Read("Norway Rejects Harbour Men").typed
    assert "Emma Berlin" not in [
        m.text for m in Read("They met Emma Berlin in May.").flat if m.type == "ORG"
    ]
