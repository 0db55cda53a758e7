import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.names import places
from toolkit.names.organisations import Numbers, core, head, location, numbers
from toolkit.names.places import Lookup, PlaceSpan

PLACES = Lookup({"ukraine": "ua", "ukrainian": "ua", "new york": "nyc"})
LEGAL = frozenset({"ag", "plc", "co", "inc", "s a", "pjsc"})


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Second NATO Summit Defence Industry Forum", Numbers(ordinals=(2,))),
        ("2nd Forum", Numbers(ordinals=(2,))),
        ("Seventy-third Forum of Twenty", Numbers(ordinals=(73,))),
        ("World War II", Numbers(romans=(2,))),
        ("Forum 2025", Numbers(years=(2025,))),
        ("Action Plan 2", Numbers(digits=(2,))),
        ("A330 MRTT", Numbers()),
        ("G7", Numbers()),
        ("WORLD WAR II", Numbers()),
        ("Xi Jinping", Numbers()),
    ],
)
def test_numbers(name: str, found: Numbers) -> None:
    assert numbers(name) == found


def test_counts_unite_ways_of_counting() -> None:
    assert {numbers(name).counts for name in ("Second Forum", "Forum II", "Forum 2")} == {(2,)}


def test_core_sets_place_legal_form_and_number_apart() -> None:
    found = core("Ministry of Defence of Ukraine", LEGAL, PLACES)
    assert (found.words, found.places) == (("ministry", "defense"), ("ua",))
    assert core("Siemens AG", LEGAL).words == ("siemens",)
    assert core("Merck & Co Inc", LEGAL).words == ("merck",)
    assert core("PJSC Gazprom", LEGAL).words == ("gazprom",)
    assert core("World War II").words == ("world", "war")


def test_a_place_stays_where_too_little_would_be_left() -> None:
    assert core("New York Times", LEGAL, PLACES).words == ("new", "york", "times")
    kept = core("Ukrainian Parliament", LEGAL, PLACES, frozenset({"parliament"}))
    assert kept.words == ("parliament",)


def test_head_and_location() -> None:
    assert head("Ministry of Defence of Ukraine") == "ministry"
    assert head("NATO Parliamentary Assembly") == "assembly"
    assert head("White Paper for European Defence Readiness") == "paper"
    assert head("Forum 2025") == "forum"
    assert location("Innovation Office in Kyiv") == "kyiv"
    assert location("Innovation Office") == ""


def test_places_longest_first() -> None:
    lookup = Lookup({"york": "york", "new york": "nyc"})
    assert places.find(("new", "york", "office"), lookup) == (places.PlaceSpan(0, 2, "nyc"),)
    assert places.whole(("york",), lookup) == "york"


WORDS = st.sampled_from("a b c d".split())
NAMES = st.lists(WORDS, min_size=1, max_size=7).map(" ".join)


@given(st.lists(WORDS, max_size=8), st.dictionaries(NAMES, st.sampled_from(["x", "y"]), max_size=9))
def test_places_are_found_longest_first(words: list[str], codes: dict[str, str]) -> None:
    """As by trying all stretches of up to five words at every position."""
    expected, at = [], 0
    while at < len(words):
        sizes = range(min(5, len(words) - at), 0, -1)
        size = next((n for n in sizes if " ".join(words[at : at + n]) in codes), 0)
        if size:
            expected.append(PlaceSpan(at, at + size, codes[" ".join(words[at : at + size])]))
        at += size or 1
    found = places.find(words, Lookup(codes))
    assert found == tuple(expected)
    first = found[0].end if found and found[0].start == 0 else 0
    assert places.opening(words, Lookup(codes)) == first


@given(st.text("IVX12 -_aFirst", max_size=12))
def test_numbers_do_not_depend_on_other_letters(name: str) -> None:
    """A letter with a mark leads past the quick look at ASCII names."""
    numbered = numbers(f"{name} of Ålborg")
    assert numbers(f"{name} of Alborg") == numbered
