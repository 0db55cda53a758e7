"""Every level of every comparison is reached by a pair made for it, and by no NULL."""

from __future__ import annotations

from typing import Any

import pytest
from made_chains import numbered, record

from toolkit.config import RunSettings
from toolkit.matching import load_model, waterfall
from toolkit.matching.levels import COMPARISONS
from toolkit.matching.model import column
from toolkit.matching.records import COLUMNS
from toolkit.matching.scoring import score_chosen

Row = dict[str, Any]


def person(name: str, **columns: Any) -> Row:
    return record(name, "PERSON", **columns)


def place(name: str, **columns: Any) -> Row:
    return record(name, "LOC", **columns)


def near(rare: int, common: int) -> dict[str, Any]:
    return {
        "near_rare": tuple(f"r{i}" for i in range(rare)),
        "near_common": tuple(f"c{i}" for i in range(common)),
    }


A, B = {"documents": ("a",)}, {"documents": ("b",)}
PAIRS: dict[tuple[str, str], tuple[Row, Row]] = {
    ("identity", "same known thing"): (record("Foo", identity="x"), record("Bar", identity="x")),
    ("identity", "two known things"): (record("Foo", identity="x"), record("Foo", identity="y")),
    ("person", "same full name"): (person("Mara Lind"), person("MARA LIND")),
    ("person", "surname equal, given equal"): (person("Mara E. Lind"), person("Mara Lind")),
    ("person", "surname equal, given fits"): (person("Bill Lind"), person("William Lind")),
    ("person", "surname alike, given equal"): (person("Otto Kamyshin"), person("Otto Kamyshyn")),
    ("person", "surname alike, given fits"): (person("O. Kamyshin"), person("Otto Kamyshyn")),
    ("person", "same words in another order"): (person("Tan Wei Lo"), person("Lo Tan Wei")),
    ("person", "surname equal, both alone"): (person("Lind"), person("Lind", roles=("x",))),
    ("person", "surname equal, or a given name alone"): (person("Otto"), person("Mara Otto")),
    ("person", "surname equal, one alone"): (person("Lind"), person("Mara Lind")),
    ("person", "surname alike, one alone"): (person("Kamyshyn"), person("Otto Kamyshin")),
    ("person", "surname equal, given differs"): (person("Otto Lind"), person("Mara Lind")),
    ("person", "surname alike, given differs"): (person("Otto Brenner"), person("Mara Brener")),
    ("person", "single name is a given name"): (person("Mara"), person("Mara Lind")),
    ("person", "names differ"): (person("Otto Brenner"), person("Mara Lind")),
    ("place name", "same name"): (place("Vossen"), place("Vossen")),
    ("place name", "same name without city, river and the like"):
        (place("Vossen River"), place("Vossen")),
    ("place name", "alike by sound"): (place("Voskva"), place("Woskwa")),
    ("place name", "same acronym"): (place("VBL = Vossen"), place("VBL = Hoog Land")),
    ("place name", "acronym fits"): (place("VBL", fits=()), place("Vossen Band", fits=("VBL",))),
    ("place name", "one name begins the other, several words"):
        (place("Vossen Hoog"), place("Vossen Hoog Hills")),
    ("place name", "one name begins the other, the rest says where"):
        (place("Vossen"), place("Vossen, Kelvar Land")),
    ("place name", "one name lies in the other"):
        (place("Kelvar Land"), place("Vossen, Kelvar Land")),
    ("place name", "one name inside the other, several words"):
        (place("Kelvar Land"), place("Vossen Kelvar Land")),
    ("place name", "one name inside the other"): (place("Vossen"), place("Vossen Hills")),
    ("place name", "names differ"): (place("Vossen"), place("Hoogland")),
    ("name", "same generic name"): (record("Letter of Intent"), record("Letter of Intent")),
    ("name", "same acronym"): (record("QRS"), record("QRS")),
    ("name", "same name"): (record("Kelvar Union"), record("Kelvar Union")),
    ("name", "acronym and its long form"): (record("KU"), record("KU = Kelvar Union")),
    ("name", "same words, another place"):
        (record("Kelvar Union of Nordland"), record("Sudlandish Kelvar Union")),
    ("name", "same words"): (record("Kelvar Zorg Ltd"), record("Zorg Kelvar")),
    ("name", "same telling words, one without place"):
        (record("Nordic Kelvar Union"), record("Union Kelvar")),
    ("name", "same words, one without place"):
        (record("Nordic Food Market"), record("Market Food")),
    ("name", "acronym of four or more letters fits"):
        (record("QRST"), record("Quab Rond Sten Tolk", fits=("QRST",))),
    ("name", "acronym of three letters fits"):
        (record("QRS"), record("Quab Rond Sten", fits=("QRS",))),
    ("name", "acronym of two letters fits"): (record("QR"), record("Quab Rond", fits=("QR",))),
    ("name", "one acronym, like long forms"):
        (record("ASD = Aero Steel Depot Group"), record("ASD = European Aero Steel Depot")),
    ("name", "one acronym, other long forms"):
        (record("ASD = Aero Steel Depot"), record("ASD = Apple Sugar Date")),
    ("name", "own acronyms differ"): (record("KU = Kelvar Union"), record("ZB = Zorg Bund")),
    ("name", "alike by sound"): (record("Kamyshin Werk"), record("Kamyshyn Werk")),
    ("name", "spelling variant"): (record("Kelvarian Union"), record("Kelvorian Union")),
    ("name", "one word changed"):
        (record("KX Defence Innovation Office"), record("KX Defence Industry Office")),
    ("name", "with and without a place or owner before it"):
        (record("Nordland Zorgs"), record("Zorgs")),
    ("name", "contained in a description"): (record("Kelvar"), record("Kelvar crews")),
    ("name", "acronym or place inside a longer name"):
        (record("QRS"), record("QRS Winter Lecture")),
    ("name", "contained, the rest says where"):
        (record("Kelvar Front in Westmark"), record("Kelvar Front")),
    ("name", "contained, the rest is a part"):
        (record("Kelvar"), record("Kelvar Parliamentary Assembly")),
    ("name", "contained, one common word"): (record("Council"), record("Kelvar Council")),
    ("name", "contained, same head, many words"): (
        record("Joint White Paper on Zorg Defence Readiness", "DOCUMENT"),
        record("White Paper for Zorg Defence Readiness", "DOCUMENT"),
    ),
    ("name", "contained, same head, rare"): (record("Kelvar Front"), record("Old Kelvar Front")),
    ("name", "contained, same head, common"):
        (record("Food Market"), record("Kelvar Food Market")),
    ("name", "contained, same beginning, rare"): (record("Kelvar"), record("Kelvar Motors")),
    ("name", "contained, same beginning, common"):
        (record("Food Market"), record("Food Market Radio")),
    ("name", "contained"): (record("Kelvar"), record("Old Kelvar Motors")),
    ("name", "most words shared"):
        (record("Old Blue Kelvar Zorg"), record("Blue Kelvar Zorg Rim Two")),
    ("name", "names differ"): (record("Kelvar Union"), record("Zorg Bund")),
    ("place", "same"): (record("Nordic Kelvar Union"), record("Kelvar Union of Nordland")),
    ("place", "overlap"): (
        record("Nordic Kelvar Zorg"), record("Kelvar Zorg of Nordland and Sudland"),
    ),
    ("place", "another"): (record("Nordic Kelvar Union"), record("Sudlandish Kelvar Union")),
    ("number", "differs, person"): (person("Carl Lind Sr."), person("Carl Lind Jr.")),
    ("number", "one without, person"): (person("Carl Lind III"), person("Carl Lind")),
    ("number", "differs"):
        (record("Kelvar Forum 2024", "EVENT"), record("Kelvar Forum 2025", "EVENT")),
    ("number", "same"):
        (record("Second Kelvar Forum", "EVENT"), record("Kelvar Forum II", "EVENT")),
    ("number", "one without, document"):
        (record("Kelvar Paper 2030", "DOCUMENT"), record("Kelvar Paper", "DOCUMENT")),
    ("number", "one without, event"):
        (record("Kelvar Forum 2024", "EVENT"), record("Kelvar Forum", "EVENT")),
    ("number", "one without"): (record("Kelvar 2"), record("Kelvar")),
    ("kind", "same"): (record("Kelvar"), record("Kelvar")),
    ("kind", "near"): (record("Kelvar"), record("Kelvar", "PROGRAMME")),
    ("kind", "differs, person"): (record("Lind"), person("Lind")),
    ("kind", "differs, same name"): (record("Kelvar", "EVENT"), record("Kelvar", "DOCUMENT")),
    ("kind", "differs, place"): (record("Kelvar Band"), place("Kelvar")),
    ("kind", "differs"): (record("Kelvar Paper", "DOCUMENT"), record("Kelvar")),
    ("role", "shared"): (person("Lind", roles=("chair",)), person("Lind", roles=("chair", "x"))),
    ("role", "other office, surname alone"):
        (person("Lind", roles=("office:mayor",)), person("Mara Lind", roles=("office:judge",))),
    ("role", "none shared"): (person("Lind", roles=("chair",)), person("Lind", roles=("x",))),
    ("names nearby", "two or more rare ones"):
        (record("Kelvar", **A, **near(2, 0)), record("Kelvar", **B, **near(2, 0))),
    ("names nearby", "one rare"):
        (record("Kelvar", **A, **near(1, 0)), record("Kelvar", **B, **near(1, 0))),
    ("names nearby", "three or more common ones"):
        (record("Kelvar", **A, **near(0, 3)), record("Kelvar", **B, **near(0, 3))),
    ("names nearby", "one or two common ones"):
        (record("Kelvar", **A, **near(0, 1)), record("Kelvar", **B, **near(0, 2))),
    ("names nearby", "none"): (record("Kelvar", **A), record("Kelvar", **B, **near(1, 1))),
    ("names nearby", "same document, one name inside the other"):
        (record("Kelvar", **A), record("Kelvar Motors", **A)),
    ("names nearby", "same document"): (record("Kelvar", **A), record("Zorg", **A)),
}  # fmt: skip


@pytest.fixture(scope="module")
def reached() -> dict[tuple[str, str], Row]:
    """The scored pair of each entry of PAIRS, all in one run of Splink."""
    rows = [row for pair in PAIRS.values() for row in pair]
    wanted = [(f"r{2 * i:04d}", f"r{2 * i + 1:04d}") for i in range(len(PAIRS))]
    table = score_chosen(numbered(rows), wanted, load_model(), RunSettings(threads=1))
    return dict(zip(PAIRS, table.to_pylist(), strict=True))


@pytest.mark.parametrize("wanted", list(PAIRS), ids=" / ".join)
def test_level(wanted: tuple[str, str], reached: dict[tuple[str, str], Row]) -> None:
    comparison, level = wanted
    assert reached[wanted]["level_" + comparison.replace(" ", "_")] == level


def test_every_level_has_its_pair() -> None:
    known = {(item.name, level) for item in COMPARISONS for level, _ in item.levels}
    assert set(PAIRS) == known


def test_terms_sum_to_the_weight(reached: dict[tuple[str, str], Row]) -> None:
    model = load_model()
    for pair in reached.values():
        total = sum(term.weight for term in waterfall(pair, model))
        assert total == pytest.approx(pair["match_weight"], abs=1e-6)


def test_only_one_name_comparison_speaks(reached: dict[tuple[str, str], Row]) -> None:
    for pair in reached.values():
        spoken = [pair[f"level_{name}"] for name in ("person", "place_name", "name")]
        assert sum(level is not None for level in spoken) <= 1


def test_rows_that_know_nothing_are_not_evidence() -> None:
    blank = {name: () if kind in ("words", "numbers") else "" for name, kind in COLUMNS.items()}
    blank |= {"information": 0.0, "given_short": False, "described": False}
    records = numbered([dict(blank), dict(blank)])
    pair = score_chosen(records, [("r0000", "r0001")], load_model(), RunSettings()).to_pylist()[0]
    assert all(pair[f"level_{column(item)}"] is None for item in COMPARISONS)
    assert pair["match_weight"] == pytest.approx(load_model().prior_weight)
