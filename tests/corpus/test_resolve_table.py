"""Tables of entities of other tools: joined as in a corpus, nothing lost, ends renamed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import toolkit
from toolkit.corpus.entity_table import Columns, find_columns, kind_of
from toolkit.corpus.folding import fold, grouped
from toolkit.corpus.resolved_table import ADDED, ResolvedTable
from toolkit.errors import InputError, UsageError

# As GraphRAG writes them: names in capitals, descriptions as text.
ROWS: list[dict[str, Any]] = [
    {"title": title, "type": kind, "description": description}
    for title, kind, description in (
        ("NORDHAVN PORT AUTHORITY", "ORGANIZATION",
         "The Nordhavn Port Authority (NPA) runs the harbour of Nordhavn."),
        ("NPA", "ORGANIZATION", "NPA signed a contract about the harbour"),
        ("IDA LINDQVIST", "PERSON", "Ida Lindqvist leads the Nordhavn Port Authority"),
        ("LINDQVIST", "PERSON", "Lindqvist spoke for the Nordhavn Port Authority"),
        ("OSKAR LINDQVISTEN", "PERSON", "Oskar Lindqvisten is a baker"),
        ("VERDANTIA SAILS LTD", "company", "Verdantia Sails Ltd makes sails"),
        ("VERDANTIA SAILS LIMITED", "ORGANIZATION", "Verdantia Sails Limited makes sails"),
        ("SAIL MAKING", "CONCEPT", "a craft"),
        ("2019 HARBOUR GAMES", "EVENT", "Rowing at the 2019 Harbour Games was watched by many."),
        ("ROWING AT THE 2019 HARBOUR GAMES", "EVENT", "Rowing at the 2019 Harbour Games was hard."),
        ("", "PERSON", "nobody"),
    )
]  # fmt: skip
for number, row in enumerate(ROWS):
    row |= {"id": f"g{number}", "human_readable_id": number, "text_unit_ids": [f"u{number}", "u0"],
            "frequency": 1}  # fmt: skip
LINKS = [
    {"source": source, "target": target, "weight": weight, "description": text}
    for source, target, weight, text in (
        ("NPA", "LINDQVIST", 1.0, "a"),
        ("NORDHAVN PORT AUTHORITY", "IDA LINDQVIST", 2.0, "b"),
        ("NPA", "NORDHAVN PORT AUTHORITY", 1.0, "is"),
        ("SAIL MAKING", "SAIL MAKING", 1.0, "of old"),
        ("SAIL MAKING", "SOMETHING ELSE", 1.0, "c"),
        ("SAIL MAKING", "SOMETHING ELSE", 4.0, "d"),
    )
]


@pytest.fixture(scope="module")
def resolved() -> ResolvedTable:
    return toolkit.resolve_table(ROWS)


def names(found: ResolvedTable) -> dict[str, str]:
    return {row["title"]: row["canonical_name"] for row in found.rows.to_pylist()}


def test_rows_that_mean_one_thing_are_joined(resolved: ResolvedTable) -> None:
    found = names(resolved)
    assert found["NPA"] == found["NORDHAVN PORT AUTHORITY"] == "NORDHAVN PORT AUTHORITY"
    assert found["LINDQVIST"] == "IDA LINDQVIST"
    assert found["VERDANTIA SAILS LTD"] == "VERDANTIA SAILS LIMITED"
    assert found["OSKAR LINDQVISTEN"] == "OSKAR LINDQVISTEN"
    assert found["2019 HARBOUR GAMES"] != found["ROWING AT THE 2019 HARBOUR GAMES"]
    assert found[""] is None and resolved.skipped == (11,)
    assert resolved.clusters == 7 and resolved.joined == 3
    assert any("CONCEPT" in note for note in resolved.notes)
    assert any("one case" in note for note in resolved.notes)


def test_no_row_and_no_column_is_lost(resolved: ResolvedTable) -> None:
    rows = resolved.rows.to_pylist()
    assert [{k: v for k, v in row.items() if k not in ADDED} for row in rows] == ROWS
    for row in rows:
        assert (row["weakest_link"] is None) == (row["probability"] is None)
        if row["probability"] is not None:
            assert 0.5 < row["probability"] <= 1 and row["weakest_link"] >= 2.5
    by_id = {row["id"]: row for row in rows}
    for row in rows[:-1]:
        leader = by_id[row["canonical_id"]]
        assert leader["title"] == row["canonical_name"] == leader["canonical_name"]
        assert row["cluster_rows"] == sum(r["cluster_id"] == row["cluster_id"] for r in rows)


def test_pairs_are_explained(resolved: ResolvedTable) -> None:
    pairs = resolved.pairs.to_pylist()
    assert pairs and all(pair["left_rows"] and pair["right_rows"] for pair in pairs)
    joined = next(p for p in pairs if {p["left"], p["right"]} == {"NPA", "Nordhavn Port Authority"})
    assert joined["verdict"] == "merged" and "match weight" in joined["reason"]
    terms = json.loads(joined["terms"])
    assert sum(weight for _, weight, _ in terms) == pytest.approx(joined["match_weight"])


def test_merged_rows_hold_what_their_rows_held(resolved: ResolvedTable) -> None:
    rows = {row["title"]: row for row in resolved.merged.to_pylist()}
    assert len(rows) == resolved.clusters
    port = rows["NORDHAVN PORT AUTHORITY"]
    assert port["text_unit_ids"] == ["u0", "u1"] and port["frequency"] == 2
    assert port["description"] == ROWS[0]["description"] + "\n" + ROWS[1]["description"]
    assert port["merged_ids"] == ["g0", "g1"] and port["id"] == "g0"
    assert sum(len(row["merged_ids"]) for row in rows.values()) == len(ROWS) - 1
    renames = {row["old_id"]: row["new_id"] for row in resolved.renames.to_pylist()}
    assert renames["g1"] == "g0" and renames["g10"] is None and len(renames) == len(ROWS)


def test_relationships_are_rewritten(resolved: ResolvedTable) -> None:
    found = resolved.rewire(LINKS)
    rows = found.table.to_pylist()
    assert rows[0] == {"source": "NORDHAVN PORT AUTHORITY", "target": "IDA LINDQVIST",
                       "weight": 3.0, "description": "a\nb"}  # fmt: skip
    assert rows[1:] == LINKS[3:]  # a loop of old, and parallel rows that nothing touched
    assert (found.changed, found.loops, found.folded, found.unknown) == (2, 1, 1, 2)
    by_id = [{"subject": "g1", "object": "g3"}, {"subject": "g0", "object": "g1"}]
    assert resolved.rewire(by_id).table.to_pylist() == [{"subject": "g0", "object": "g2"}]
    named = resolved.rewire([{"a": "NPA", "b": "LINDQVIST"}], source="a", target="b")
    assert named.table.to_pylist() == [{"a": "NORDHAVN PORT AUTHORITY", "b": "IDA LINDQVIST"}]
    for wrong in ({}, {"source": "a", "target": "z"}):
        with pytest.raises(UsageError):
            resolved.rewire([{"a": "NPA", "b": "x"}], **wrong)


def test_ids_keep_their_type() -> None:
    rows = [{"id": 7 + n, "name": name, "type": "org"} for n, name in
            enumerate(("Old Quay Society Ltd", "", "Old Quay Society Limited"))]  # fmt: skip
    found = toolkit.resolve_table(rows)
    assert found.rows.arrow["canonical_id"].to_pylist() in ([7, None, 7], [9, None, 9])
    leader = found.rows.arrow["canonical_id"][0].as_py()
    assert {row["new_id"] for row in found.renames.to_pylist()} == {str(leader), None}
    links = pa.table({"source": [7, 7], "target": [100, 9]})
    rewired = found.rewire(links)
    assert rewired.table.to_pylist() == [{"source": leader, "target": 100}] and rewired.loops == 1
    assert rewired.table.arrow.schema == links.schema


def test_every_way_to_give_a_table_gives_the_same(tmp_path: Path, resolved: ResolvedTable) -> None:
    plain = [{k: row[k] for k in ("id", "title", "type", "description")} for row in ROWS]
    pq.write_table(pa.Table.from_pylist(plain), tmp_path / "e.parquet")
    (tmp_path / "e.jsonl").write_text("\n".join(map(json.dumps, plain)))
    from toolkit.export import write_arrow

    write_arrow(pa.Table.from_pylist(plain), tmp_path / "e.csv")
    given: list[Any] = [tmp_path / "e.parquet", tmp_path / "e.jsonl", str(tmp_path / "e.csv"),
                        pa.Table.from_pylist(plain), iter(plain)]  # fmt: skip
    for source in given:
        found = toolkit.resolve_table(source)
        assert found.rows.arrow["cluster_id"].to_pylist() == (
            resolved.rows.arrow["cluster_id"].to_pylist()
        )
        assert names(found) | {"": None} == names(resolved)
        assert found.skipped == resolved.skipped


def test_the_order_of_rows_and_threads_change_nothing(resolved: ResolvedTable) -> None:
    turned = toolkit.resolve_table(ROWS[::-1], overrides={"run.threads": 1})
    assert names(turned) == names(resolved)
    one, other = (
        {row["id"]: row["cluster_id"] for row in found.rows.to_pylist()}
        for found in (turned, resolved)
    )
    assert one == other


def test_judgements_hold_and_the_store_explains(tmp_path: Path) -> None:
    (tmp_path / "j.csv").write_text(
        "left,right,verdict\nNPA,Nordhavn Port Authority,different\n"
        "Sail Making,Verdantia Sails Ltd,same\n"
    )
    path = tmp_path / "t.duckdb"
    found = toolkit.resolve_table(ROWS, store=path, judgements=tmp_path / "j.csv")
    assert names(found)["NPA"] == "NPA"
    assert names(found)["SAIL MAKING"] == names(found)["VERDANTIA SAILS LTD"]
    with toolkit.open(path, read_only=True) as corpus:
        assert corpus.explain("Ida Lindqvist", "Lindqvist").verdict == "merged"
    with pytest.raises(UsageError, match="holds something already"):
        toolkit.resolve_table(ROWS, store=path)


def test_names_that_are_one_thing_by_knowledge_have_its_usual_name() -> None:
    rows = [{"name": name, "type": "org"} for name in
            ("NATO", "North Atlantic Treaty Organization", "Nato", "Nordic Oars")]  # fmt: skip
    found = toolkit.resolve_table(rows).rows.to_pylist()
    assert [row["canonical_name"] for row in found] == [
        *["North Atlantic Treaty Organization"] * 3, "Nordic Oars",
    ]  # fmt: skip
    assert [row["canonical_id"] for row in found] == ["row 2"] * 3 + ["row 4"]


@pytest.mark.parametrize(
    ("columns", "found"),
    [
        (["id", "human_readable_id", "title", "type", "description"],
         Columns("title", "type", "description", "id")),
        (["Entity Name", "entity_type", "Description"],
         Columns("Entity Name", "entity_type", "Description")),
        (["caption", "schema", "id"], Columns("caption", "schema", "", "id")),
        (["name"], Columns("name")),
    ],
)  # fmt: skip
def test_columns_are_found(columns: list[str], found: Columns) -> None:
    assert find_columns(columns, Columns()) == found


def test_columns_that_are_not_there_are_told() -> None:
    assert find_columns(["a", "b"], Columns(name="b")) == Columns("b")
    with pytest.raises(UsageError) as caught:
        find_columns(["a", "b"], Columns())
    assert "--name-column" in caught.value.hint and "a, b" in caught.value.hint
    with pytest.raises(UsageError, match="no column 'c'"):
        toolkit.resolve_table([{"name": "x"}], columns={"type": "c"})


def test_types_of_other_tools() -> None:
    wanted = {"ORGANIZATION": "ORG", "geo": "GPE", "Political_Party": "ORG", "PERSON": "PERSON",
              "concept": "OTHER", "": "OTHER", "CreativeWork": "DOCUMENT"}  # fmt: skip
    assert {label: kind_of(label) for label in wanted} == wanted
    several = [{"name": "Ida Berg", "labels": ["__Entity__", "Person"]}]
    assert toolkit.resolve_table(several).rows.to_pylist()[0]["canonical_kind"] == "PERSON"


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "e.parquet").write_bytes(b"PAR1")
    (tmp_path / "e.jsonl").write_text('{"name": "a"}\n{"name"\n')
    for name, what in (("e.parquet", "no readable Parquet"), ("e.jsonl", "e.jsonl:2"),
                       ("none.csv", "no such file"), ("e.xlsx", "no table")):  # fmt: skip
        with pytest.raises(InputError) as caught:
            toolkit.resolve_table(tmp_path / name)
        assert what in str(caught.value)
    for empty in ([], [{"name": ""}, {"name": None}]):
        with pytest.raises((InputError, UsageError)):
            toolkit.resolve_table(empty)


ODD = st.text(min_size=0, max_size=30)


@settings(max_examples=5, deadline=None)
@given(st.lists(st.fixed_dictionaries({"name": ODD, "type": ODD, "description": ODD}), min_size=1,
                max_size=20))  # fmt: skip
def test_any_text_is_kept(rows: list[dict[str, str]]) -> None:
    rows = [*rows, {"name": "Nordhavn", "type": "", "description": "\0 \ud800 =1+1 <b>"}]
    found = toolkit.resolve_table(rows)
    assert len(found.rows) == len(rows)
    clusters = found.rows.arrow["cluster_id"].to_pylist()
    assert [i + 1 for i, key in enumerate(clusters) if key is None] == list(found.skipped)
    assert clusters[-1] is not None
    assert len(found.merged) == len({*clusters} - {None}) == found.clusters
    assert len(found.renames) == len(rows)


def test_folding_keeps_order_and_types() -> None:
    table = pa.table({
        "n": pa.array(["a", "b", "c"]), "count": pa.array([1, None, 3]),
        "x": pa.array([[1.0], [2.0], None]), "ids": pa.array([["p"], None, ["p", "q"]]),
        "description": pa.array([None, "", "t"]),
    })  # fmt: skip
    found = fold(table, grouped(["k", None, "k"], {"k": 2}))
    assert found.schema == table.schema
    assert found.to_pylist() == [
        {"n": "c", "count": 4, "x": None, "ids": ["p", "q"], "description": "t"}
    ]
    assert fold(table, []).num_rows == 0


def test_amounts_written_as_text_are_summed_where_all_are_numbers() -> None:
    table = pa.table({"weight": ["2", " 0.1", "many", "0.2", None, "nan"], "other": ["2"] * 6})
    found = fold(table, [[0, 3], [1, 3, 4], [2, 0], [1], [0, 5]])
    assert found["weight"].to_pylist() == ["2.2", "0.3", "many", " 0.1", "2"]
    assert found["other"].to_pylist() == ["2"] * 5
