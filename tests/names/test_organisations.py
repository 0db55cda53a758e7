import pytest

from toolkit.names import places
from toolkit.names.organisations import Numbers, core, head, location, numbers

PLACES = {"ukraine": "ua", "ukrainian": "ua", "new york": "nyc"}
LEGAL = frozenset({"ag", "plc", "co", "inc", "s a", "pjsc"})


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Second NATO Summit Defence Industry Forum", Numbers(ordinals=(2,))),
        ("2nd Forum", Numbers(ordinals=(2,))),
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
    lookup = {"york": "york", "new york": "nyc"}
    assert places.find(("new", "york", "office"), lookup) == (places.PlaceSpan(0, 2, "nyc"),)
    assert places.whole(("york",), lookup) == "york"
