import random

import pytest

from toolkit.names.acronyms import (
    _Form,
    _read,
    _used,
    initials,
    is_acronym,
    letters_of,
    matches,
    second_letters,
    usable_letters,
)


@pytest.mark.parametrize(
    ("acronym", "long_form"),
    [
        ("ASD", "Aerospace, Security and Defence Industries Association of Europe"),
        ("ASD", "European Aerospace, Security and Defence Industries Association"),
        ("MRTT", "Multinational Multi Role Tanker Transport"),
        ("NSDIF", "NATO Summit Defence Industry Forum"),
        ("EDTIB", "European Defence Technological and Industrial Base"),
        ("EUDIO", "EU Defence Industry Office"),
        ("RAAP", "Rapid Adoption Action Plan"),
        ("MoD", "Ministry of Defence"),
        ("SMEs", "Small and Medium Enterprises"),
        ("U.S.", "United States"),
        ("PESCO", "Permanent Structured Cooperation"),
        ("DIANA", "Defence Innovation Accelerator for the North Atlantic"),
        ("OCCAR", "Organisation Conjointe de Coopération en matière d’Armement"),
    ],
)
def test_fits(acronym: str, long_form: str) -> None:
    assert matches(acronym, long_form)


@pytest.mark.parametrize(
    ("acronym", "long_form"),
    [
        ("VNO-NCW", "Confederation of Netherlands Industry and Employers"),
        ("DPAP", "Rapid Adoption Action Plan"),
        ("NATO", "North Atlantic Council"),
        ("EU", "European Commission"),
        ("FIFA", "Federal Institute for Risk Assessment"),
        ("GNA", "German Navy"),
        ("UP", "United Democratic Party"),
        ("G7", "Group of Twenty"),
        ("MRTT", "Tanker"),
    ],
)
def test_does_not_fit(acronym: str, long_form: str) -> None:
    assert not matches(acronym, long_form)


def test_initials_are_computed_in_several_ways() -> None:
    assert initials("EU Defence Industry Office") == ("EDIO", "EUDIO")
    assert initials("Ministry of Defence") == ("MD", "MOD")
    assert initials("Forum") == ()


@pytest.mark.parametrize("text", ["DPAP", "VNO-NCW", "G7", "DFNC2", "EUDIO", "U.S.", "MoD", "SMEs"])
def test_is_acronym(text: str) -> None:
    assert is_acronym(text)


@pytest.mark.parametrize(
    "text", ["Fed", "I", "DeepMind", "O'Neill", "A330", "Kyiv", "", "EU Forum"]
)
def test_is_no_acronym(text: str) -> None:
    assert not is_acronym(text)


def test_letters_drop_plural_and_punctuation() -> None:
    assert letters_of("UAVs") == "UAV"
    assert letters_of("VNO-NCW") == "VNONCW"


@pytest.mark.parametrize("seed", range(40))
def test_an_acronym_that_fits_is_made_of_usable_letters(seed: int) -> None:
    draw = random.Random(seed)
    words = "Rhône-Alpes EU iPhone of the DFNC2 and Straße l’Europe A400M New X-ray & Co.'s".split()
    long_form = " ".join(draw.choice(words) for _ in range(draw.randint(2, 6)))
    letters = "".join(sorted(set(long_form.upper()) & set("ABCDEFGHILNOPRSTUXYZ024")))
    tried = {"".join(draw.choice(letters) for _ in range(draw.randint(2, 5))) for _ in range(400)}
    tried |= set(initials(long_form))
    for acronym in sorted(tried):
        if matches(acronym, long_form):
            letters = letters_of(acronym)
            assert usable_letters(long_form) >= set(letters), (acronym, long_form)
            assert letters[1] in second_letters(long_form), (acronym, long_form)
        _check_short(letters_of(acronym), _read(long_form))


def _check_short(letters: str, form: _Form) -> None:
    """What `matches` takes as known of two or three letters for all content words."""
    count = sum(form.content)
    if 2 <= len(letters) <= min(3, count):
        by_words = max(_used(letters, form, False), _used(letters, form, True))
        assert (by_words >= count) == (letters == form.firsts), (letters, form)
