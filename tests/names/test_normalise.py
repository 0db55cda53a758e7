import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.names.normalise import fold, name_key, spelling_key, tokens

TEXTS = st.text(max_size=24) | st.text(alphabet="the an a's'\".-U. \n‘’ßİſ\u00ad", max_size=16)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert name_key(name_key(text)) == name_key(text)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_a_visible_text_has_a_key(text: str) -> None:
    assert bool(name_key(text)) == bool(fold(text))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("The U.S.’s", "u.s."),
        ("the “European Union”", "european union"),
        ("Euro-\npean\u00a0Union", "european union"),
        ("Multi\u00adnational", "multinational"),
        ("Ukraine’s", "ukraine"),
        ("the Allies'", "allies"),
        ("Łódź", "lodz"),
        ("États‑Unis", "etats-unis"),
        ("ভারত সরকার", "ভারত সরকার"),
        ("Йорк", "йорк"),
        ("The", "the"),
        ("!", "!"),
    ],
)
def test_name_key(text: str, key: str) -> None:
    assert name_key(text) == key


def test_other_scripts_stay_different() -> None:
    assert name_key("ভারত") != name_key("বাংলাদেশ")
    assert name_key("Москва") != name_key("Киев")


def test_tokens_join_initials_and_split_hyphens() -> None:
    assert tokens("U.S. Multi-Role Office") == ("us", "multi", "role", "office")
    assert tokens("O’Neill") == ("oneill",)


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("Ministry of Defence", "Ministry of Defense"),
        ("Organisation", "Organization"),
        ("Research Centre", "Research Center"),
        ("Programme", "Program"),
        ("Labour", "Labor"),
        ("Dialogue", "Dialog"),
        ("Modelling", "Modeling"),
    ],
)
def test_one_spelling(british: str, american: str) -> None:
    assert spelling_key(british) == spelling_key(american)


def test_spelling_keeps_short_words_apart() -> None:
    assert len({spelling_key(word) for word in ("four", "for", "hour", "prise", "prize")}) == 5
