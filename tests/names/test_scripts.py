import pytest

from toolkit.names.scripts import consonants, romanise, script, spelt_out


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("Ελένη", "eleni"),
        ("Камишін", "kamyshin"),
        ("თამარი", "tamari"),
        ("Արամ", "aram"),
        ("トヨタ", "toyota"),
        ("서울", "seoul"),
        ("Zürich Łódź", "zurich lodz"),
        ("Plain Name", "plain name"),
    ],
)
def test_every_script_becomes_latin(text: str, latin: str) -> None:
    assert romanise(text) == latin
    assert romanise(text).isascii()


@pytest.mark.parametrize(
    ("text", "name"),
    [("Aram", "LATIN"), ("Арам", "CYRILLIC"), ("習近平", "CJK"), ("42 !", ""), ("مريم", "ARABIC")],
)
def test_script_of_the_first_letter(text: str, name: str) -> None:
    assert script(text) == name


@pytest.mark.parametrize(
    ("left", "right"),
    [("Fernando", "فرناندو"), ("Pavel", "بافل"), ("Haddad", "حداد"), ("Levi", "לוי")],
)
def test_scripts_without_vowels_keep_the_consonants(left: str, right: str) -> None:
    assert spelt_out(left) and not spelt_out(right)
    assert consonants(left) == consonants(right) != ""


def test_other_names_have_other_consonants() -> None:
    assert consonants("حداد") != consonants("Hassan")
