import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.names.alignment import FITS, align, fit, is_shortened


@pytest.mark.parametrize(
    ("left", "right", "how"),
    [
        ("kelvar", "kelvar", "equal"),
        ("zelenskyy", "zelensky", "sound"),
        ("kelvar", "kelver", "slip"),
        ("kelvar", "kevlar", "slip"),  # neighbours swapped
        ("univ", "university", "shortened"),
        ("dept", "department", "shortened"),
        ("m", "mara", "initial"),
        ("un", "on", "short slip"),
        ("kamaryshin", "kamorashin", "slips"),
        ("حداد", "haddad", "consonants"),
        ("мара", "mara", "equal"),
        ("ivan", "ivanovich", ""),  # a patronymic is no longer form of the name
        ("2007", "2008", ""),
        ("7", "70", ""),
        ("kelvar", "nordhaven", ""),
    ],
)
def test_how_words_fit(left: str, right: str, how: str) -> None:
    assert fit(left, right) == how
    assert fit(right, left) == how


@pytest.mark.parametrize(("short", "long"), [("net", "network"), ("intl", "international")])
def test_shortened(short: str, long: str) -> None:
    assert is_shortened(short, long)


@pytest.mark.parametrize(("short", "long"), [("at", "atlas"), ("mara", "maria"), ("work", "new")])
def test_not_shortened(short: str, long: str) -> None:
    assert not is_shortened(short, long)


def test_the_best_link_is_taken_first() -> None:
    found = align(["kelvar", "kelver"], ["kelver", "nord"])
    assert [(link.left, link.right, link.fit) for link in found.links] == [((1,), (0,), "equal")]
    assert found.rest_left == (0,) and found.rest_right == (1,)


def test_words_written_together() -> None:
    found = align(["van", "der", "bilt", "bank"], ["vanderbilt", "bank"])
    assert [(link.left, link.right) for link in found.links] == [((0, 1, 2), (0,)), ((3,), (1,))]
    assert not found.rest_left and not found.rest_right


def test_what_the_caller_knows() -> None:
    found = align(["bill", "lind"], ["william", "lind"], lambda a, b: {a, b} == {"bill", "william"})
    assert [link.fit for link in found.links] == ["known", "equal"]


WORDS = st.lists(st.text(alphabet="abkmnzи1", min_size=1, max_size=8), max_size=6)


@given(WORDS, WORDS)
def test_every_word_has_one_place(left: list[str], right: list[str]) -> None:
    found = align(left, right)
    used_left = [at for link in found.links for at in link.left] + list(found.rest_left)
    used_right = [at for link in found.links for at in link.right] + list(found.rest_right)
    assert sorted(used_left) == list(range(len(left)))
    assert sorted(used_right) == list(range(len(right)))
    assert {link.fit for link in found.links} <= set(FITS)


@given(WORDS)
def test_a_name_is_all_of_itself(words: list[str]) -> None:
    found = align(words, words)
    assert not found.rest_left and not found.rest_right
    assert all(link.fit == "equal" for link in found.links)
