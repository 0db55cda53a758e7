"""What a document names once, it names again: surnames, repeats, misspelt places, overlaps."""

from __future__ import annotations

from one_text import Read

from toolkit.mentions.candidates import Candidate
from toolkit.mentions.overlaps import resolve


def test_bare_surnames_of_persons_named_in_full() -> None:
    read = Read("They met Anna Kovac and Maria van der Velde. Kovac left, Van der Velde came, and "
                "Velde smiled.")  # fmt: skip
    assert [m.text for m in read.flat if m.form == "surname"] == ["Kovac", "Van der Velde", "Velde"]
    assert read.joined("Anna Kovac", "Kovac")
    assert read.joined("Maria van der Velde", "Van der Velde")


def test_surnames_in_small_letters_are_words() -> None:
    assert Read("They met Anna Stone. A stone fell from the roof.").names == ["Anna Stone"]


def test_a_name_is_found_again_where_the_rules_see_nothing() -> None:
    read = Read("They asked the firm Drovenko for help. Drovenko agreed.")
    assert read.names == ["Drovenko", "Drovenko"]
    assert read.joined("Drovenko", "Drovenko")


def test_a_place_that_is_one_letter_off() -> None:
    read = Read("The talks in Washington went on. Delegates left Wahsington at noon.")
    wrong = read.one("Wahsington")
    assert (wrong.rule, wrong.norm) == ("misspelt place", read.one("Washington").norm)
    assert read.joined("Washington", "Wahsington")


def test_a_misspelt_place_brings_its_country_code() -> None:
    read = Read("They went to The Hague. The talks in The Hauge, NL were long.")
    assert read.names == ["The Hague", "The Hauge", "NL"]


def test_other_words_near_a_place_are_not_misspelt() -> None:
    read = Read("The talks in Berlin went on. Merlin left, and Anna Merlin spoke of a Berline.")
    assert not [m for m in read.flat if m.rule == "misspelt place" and m.text == "Merlin"]
    alone = Read("Delegates left Wahsington at noon.")
    assert not [m for m in alone.flat if m.rule == "misspelt place"]


def candidate(start: int, end: int, rule: str = "head noun", **more: object) -> Candidate:
    given: dict[str, object] = {"type": "ORG", "form": "name", "rank": 2, "confidence": 0.8}
    return Candidate(start=start, end=end, rule=rule, **{**given, **more})  # type: ignore[arg-type]


def test_the_longest_candidate_wins_and_keeps_known_names_inside() -> None:
    long, inside = candidate(0, 20), candidate(5, 9, "place", type="GPE", rank=1)
    weak, across = candidate(10, 14, "capitals"), candidate(15, 25)
    assert resolve([inside, across, weak, long]) == ([long], [inside])


def test_of_equal_spans_the_lower_rank_wins() -> None:
    known, guessed = candidate(0, 4, "known name", rank=1), candidate(0, 4, "capitals", rank=4)
    assert resolve([guessed, known, known]) == ([known], [])


def test_the_order_of_candidates_does_not_matter() -> None:
    some = [candidate(a, b, "place") for a in range(0, 9, 2) for b in range(a + 1, a + 8, 3)]
    assert resolve(some) == resolve(reversed(some))


def test_winners_and_nested_are_in_document_order() -> None:
    kept, nested = resolve(
        [candidate(10, 20), candidate(0, 9), candidate(12, 14, "place"), candidate(2, 4, "place")]
    )
    assert [c.start for c in kept] == [0, 10] and [c.start for c in nested] == [2, 12]


def test_a_telling_given_name_alone_is_the_person() -> None:
    text = "Katarzyna Wolska spoke first. Later on Katarzyna left with two friends."
    found = {m.start: (m.text, m.type) for m in Read(text).flat}
    assert found[text.rindex("Katarzyna")] == ("Katarzyna", "PERSON")


def test_lines_of_capitals_name_what_the_text_names() -> None:
    text = (
        "KOVÁČ AND KOVAC MEET; LEONARDO BUILDS TANKS IN ITALY\n\n"
        "Peter Kováč met Rheinmetall and the firm Leonardo of Italy, and so did NATO and Airbus."
    )
    loud = {m.text: m.type for m in Read(text).extraction.mentions if m.start < 50}
    assert loud == {"KOVÁČ": "PERSON", "KOVAC": "PERSON", "LEONARDO": "ORG", "ITALY": "GPE"}


def test_a_given_name_before_a_word_in_capitals_is_a_surname() -> None:
    text = "ORBAN OBJECTS TO LOAN\n\nViktor Orbán objected."
    loud = [m.text for m in Read(text).extraction.mentions if m.start < 20]
    assert loud == ["ORBAN"]


def test_a_name_that_a_line_break_cut_is_that_name() -> None:
    text = "Rheinmetall and Volodymyr Zelenskyy spoke. Rhein-\nmetall agreed with Zelen-\nskyy."
    assert sorted(
        [m.text for m in chain.mentions] for chain in Read(text).chains if len(chain.mentions) > 1
    ) == [["Rheinmetall", "Rhein-\nmetall"], ["Volodymyr Zelenskyy", "Zelen-\nskyy"]]
