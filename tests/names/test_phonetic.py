import pytest

from toolkit.names.phonetic import latin, skeleton, translit_key


@pytest.mark.parametrize(
    "variants",
    [
        ("Kamyshin", "Kamyshyn", "Камишін"),
        ("Zelenskyy", "Zelensky", "Zelenskiy", "Зеленський"),
        ("Yermak", "Iermak", "Єрмак"),
        ("Shcherbak", "Scherbak", "Щербак"),
        ("Mikhail", "Mihail"),
        ("Sergei", "Sergey"),
        ("Müller", "Mueller"),
        ("Viktor", "Victor"),
        ("Παπαδόπουλος", "Papadopoulos"),
    ],
)
def test_one_key(variants: tuple[str, ...]) -> None:
    assert len({translit_key(name) for name in variants}) == 1


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Volodymyr", "Vladimir"),
        ("Oleksandr", "Alexander"),
        ("ভারত", "বাংলাদেশ"),
        ("A330", "A400"),
        ("IE11", "IE"),
    ],
)
def test_other_keys(left: str, right: str) -> None:
    assert translit_key(left) != translit_key(right)


def test_scripts_without_table_stay() -> None:
    assert latin("習近平") == "習近平"


def test_skeleton_survives_slips() -> None:
    assert skeleton("Rwanda") == skeleton("Ruwanda")
    assert skeleton("Slovakia") != skeleton("Slovenia")
