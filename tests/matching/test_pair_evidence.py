"""What two names show: one made pair for every level that matters."""

from dataclasses import replace

import pytest

from tests.matching.made_chains import KNOWLEDGE as BASE
from toolkit.matching.pair_comparisons import EVIDENCE, evidence_column
from toolkit.matching.pair_evidence import are_persons, pair_evidence
from toolkit.matching.pair_words import mended, other_words, person_words

KNOWLEDGE = replace(
    BASE,
    legal_forms=frozenset({"Ltd", "Inc", "GmbH", "Gesellschaft mit beschränkter Haftung", "OOO"}),
    legal_codes={"GmbH": "gmbh", "Gesellschaft mit beschränkter Haftung": "gmbh", "OOO": "ooo"},
    word_groups=(("university", "universität", "universidad"),),
)


def level(left: str, right: str, comparison: str, kind: str = "ORG") -> str:
    found = pair_evidence(left, right, kind, KNOWLEDGE)
    assert found == pair_evidence(right, left, kind, KNOWLEDGE)
    return found.get(evidence_column(comparison), "")


@pytest.mark.parametrize(
    ("left", "right", "shared"),
    [
        ("Mara Lind", "Mara Lind", "all"),
        ("Mara Lind", "LIND Mara", "all"),
        ("MaraLind", "Mara Lind", "all, joined"),
        ("Jean-Kol Lind", "J.-K. Lind", "all"),
        ("Jean-Kol Lind", "JK Lind", "all"),
        ("Mara Otto Lind", "Mara Lind", "several, one more, middle"),
        ("Mara Lind Kask", "Mara Lind", "several, one more, last"),
        ("Lind", "Mara Lind", "one, last name"),
        ("Mara", "Mara Lind", "one, not the last"),
        ("Mara Otto Lind", "Mara Otto Kask", "several, one differs, last"),
        ("Mara Otto Lind", "Mara Anna Lind", "several, one differs, middle"),
        ("Mara Lind", "Otto Lind", "one, one differs, first"),
        ("Mara Lind", "Mara Kask", "one, one differs, last"),
        ("Mara Lind", "Otto Kask", "none"),
        ("Oleksandr Lind", "Mara Oleksandrovych Lind", "one, more differ"),
        ("Kofo M. Lind", "Mara Lind", "one, more differ"),
        ('Otto "Buddy" Lind', "Buddy Lind", "several, one more, first"),
    ],
)
def test_names_of_persons(left: str, right: str, shared: str) -> None:
    assert level(left, right, "given and family names", "PERSON") == shared


@pytest.mark.parametrize(
    ("left", "right", "fit"),
    [
        ("Mara Lind", "Mara Lind", "equal"),
        ("Mara Kamyshin", "Mara Kamyshyn", "sound"),
        ("Bill Lind", "William Lind", "known"),
        ("M. Lind", "Mara Lind", "initial, another name"),
        ("Mara Kelvar", "Mara Kelver", "slip, last name"),
        ("Мара Ліндова", "Mara Lindova", "equal"),
        ("مارا حداد", "Mara Haddad", "consonants, last name"),
    ],
)
def test_fit_of_names(left: str, right: str, fit: str) -> None:
    found = level(left, right, "fit of names", "PERSON")
    assert found == fit


@pytest.mark.parametrize(
    ("left", "right", "acronym"),
    [
        ("KMB", "Kelvar Maritime Board", "initials"),
        ("KM", "Kelvar Maritime", "two initials"),
        ("DOI", "Department of the Interior", "fits"),
        ("USKB", "Kelvar Board", "fits"),
        ("KMB", "Kelvar Maritime Board (KMB)", "own"),
        ("KXT", "Kelvar Maritime Board", "other letters"),
        ("Kelvar Board (KMB)", "Kelvar Bridge (KXX)", "own acronyms differ"),
    ],
)
def test_acronyms(left: str, right: str, acronym: str) -> None:
    assert level(left, right, "acronym") == acronym


@pytest.mark.parametrize(
    ("left", "right", "shared"),
    [
        ("Kelvar Works Ltd", "Kelvar Works", "all"),
        ("Kelvar GmbH", "Kelvar Gesellschaft mit beschränkter Haftung", "all, one word"),
        ("Universidad Kelvar", "University of Kelvar", "all"),
        ("Van der Bilt Ltd", "Vanderbilt Ltd", "all, one word"),
        ("KM Bridge", "Kelvar Maritime Bridge", "all"),
        ("Kelvar Nordhaven Bank", "Kelvar Nordhaven Bank Greenport", "one inside the other, most"),
        ("Kelvar", "Kelvar Nordhaven", "one inside the other, half, one word"),
        ("Kelvar Works", "Nordhaven Mill", "none"),
        ("Kelvar Forty-Four", "Kelvar 44", "all"),
    ],
)
def test_words_shared(left: str, right: str, shared: str) -> None:
    assert level(left, right, "words shared") == shared


def test_what_is_left_over() -> None:
    assert level("Kelvar Ltd", "Kelvar GmbH", "legal form") == "differs"
    assert level("Kelvar GmbH", "OOO Kelvar", "legal form") == "differs"
    assert level("Kelvar Mill", "Kelvar Mill Nordland", "places left over") == "one side"
    assert level("Kelvar Fund 2", "Kelvar Fund 3", "numbers left over") == "both"
    assert level("Kelvar Bank", "Kelvar Trust", "words left over") == "rare word / rare word"
    assert level("Nordic Kelvar", "Nordland Kelvar", "words left over") == "nothing / nothing"


def test_every_level_is_declared() -> None:
    declared = {evidence_column(item.name): {name for name, _ in item.levels} for item in EVIDENCE}
    names = ["Mara Lind", "KMB", "Kelvar Maritime Board", "Otto", "Kelvar Ltd", "習近平", "!", "7"]
    for left in names:
        for right in names:
            for kind in ("PERSON", "ORG", ""):
                found = pair_evidence(left, right, kind, KNOWLEDGE)
                assert found and all(value in declared[key] for key, value in found.items())


def test_untyped_names() -> None:
    assert are_persons("Mara Lind", "Lind", "", KNOWLEDGE)
    assert are_persons("President Lind", "Otto Lind", "", KNOWLEDGE)
    assert not are_persons("Mara Lind", "Lind Office", "", KNOWLEDGE)
    assert not are_persons("Kelvar", "Nordhaven", "", KNOWLEDGE)
    assert not are_persons("Mara Lind", "Mara Lind", "ORG", KNOWLEDGE)


def test_titles_and_given_names_that_are_titles() -> None:
    assert person_words("President Mara Lind", KNOWLEDGE).texts == ("mara", "lind")
    named = replace(KNOWLEDGE, honorifics=frozenset({"Earl"}), given_names=frozenset({"Earl"}))
    assert person_words("Earl Lind", named).texts == ("earl", "lind")
    assert person_words("Earl, Mara", named).texts == ("mara", "earl")


def test_text_of_a_wrong_encoding_is_mended() -> None:
    broken = "Universität Kelvár".encode().decode("latin-1")
    assert mended(broken) == "Universität Kelvár"
    assert mended(broken.encode().decode("latin-1")) == "Universität Kelvár"
    assert mended("São Âmbar") == "São Âmbar"
    assert other_words(broken, KNOWLEDGE).texts == ("universitat", "kelvar")
