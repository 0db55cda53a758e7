"""Alias tables tie names as judgements do, give ids, key the run; what people say counts more."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import toolkit
from toolkit import Corpus
from toolkit.corpus.aliases import read
from toolkit.errors import InputError, UsageError

TEXTS = {
    "n/one": "The Northern Ports Alliance met in Oslo. The Harbour Safety Council spoke.",
    "n/two": "The Old Quay Society met in Riga. The Danube Harbour Agency spoke.",
    "s/three": "The River Commission of Vienna asked the Baltic Grain Institute.",
}
ALLIANCE, SOCIETY, AGENCY = "Northern Ports Alliance", "Old Quay Society", "Danube Harbour Agency"


def corpus_of(*tables: Path, store: str | Path = ":memory:") -> Corpus:
    made = toolkit.open(store, overrides={"matching.aliases": [str(t) for t in tables]})
    made.ingest([toolkit.Document(doc_id, text) for doc_id, text in TEXTS.items()])
    return made


def table(folder: Path, text: str, name: str = "aliases.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_aliases_are_one_entity_with_the_id_and_the_name(tmp_path: Path) -> None:
    rows = f"name,alias,knowledge_id\n{SOCIETY},{ALLIANCE},Q4242\n"
    plain, told = corpus_of(), corpus_of(table(tmp_path, rows))
    before, after = plain.resolve(), told.resolve()
    assert after.entities == before.entities - 1
    found = told.entity(ALLIANCE).entity
    assert (found.name, found.knowledge_id) == (SOCIETY, "Q4242")
    assert found.aliases == (ALLIANCE,) and found.entity_id == told.entity(SOCIETY).entity_id
    explanation = told.explain(SOCIETY, ALLIANCE)
    assert explanation.verdict == "merged" and "judged to be the same" in explanation.decided_by
    assert any("alias table aliases.csv:2" in text for text in explanation.judgements)
    assert told.judgements() == []  # nobody judged
    others = {e["entity_id"] for e in told.entities.to_pylist()} - {found.entity_id}
    assert others <= {e["entity_id"] for e in plain.entities.to_pylist()}


def test_aliases_of_a_name_that_no_document_has(tmp_path: Path) -> None:
    rows = f"name\talias\nThe Port People\t{ALLIANCE}\nThe Port People\t{AGENCY}\n"
    told = corpus_of(table(tmp_path, rows, "aliases.tsv"))
    told.resolve()
    assert told.entity(ALLIANCE).entity_id == told.entity(AGENCY).entity_id


def test_a_changed_table_changes_the_result_and_an_equal_one_does_not(tmp_path: Path) -> None:
    path = tmp_path / "s.duckdb"
    one = table(tmp_path, f"name,alias\n{SOCIETY},{ALLIANCE}\n")
    with corpus_of(one, store=path) as corpus:
        assert corpus.resolve().changed and not corpus.resolve().changed
        joined = corpus.entity(ALLIANCE).entity_id
        assert joined == corpus.entity(SOCIETY).entity_id
    table(tmp_path, f"alias,name\n{ALLIANCE},{SOCIETY}\n")  # says the same
    with corpus_of(one, store=path) as corpus:
        assert not corpus.resolve().changed
    table(tmp_path, f"name,alias\n{SOCIETY},{AGENCY}\n")
    with corpus_of(one, store=path) as corpus:
        assert corpus.resolve().changed
        assert corpus.entity(AGENCY).entity_id == corpus.entity(SOCIETY).entity_id
        assert corpus.entity(ALLIANCE).entity_id != corpus.entity(SOCIETY).entity_id
    with corpus_of(store=path) as corpus:  # without the table nothing of it is left
        assert corpus.resolve().changed
        assert corpus.entity(AGENCY).entity_id != corpus.entity(SOCIETY).entity_id
        assert "aliases" not in corpus.runs()[0]


def test_what_people_say_counts_more(tmp_path: Path) -> None:
    told = corpus_of(table(tmp_path, f"name,alias\n{SOCIETY},{ALLIANCE}\n"))
    told.judge(ALLIANCE, SOCIETY, same=False, by="lg")
    told.resolve()
    assert told.entity(ALLIANCE).entity_id != told.entity(SOCIETY).entity_id
    third = corpus_of(table(tmp_path, f"name,alias\n{SOCIETY},{ALLIANCE}\n{SOCIETY},{AGENCY}\n"))
    third.judge(ALLIANCE, AGENCY, same=False, by="lg")  # both are tied to a third name
    with pytest.raises(UsageError) as caught:
        third.resolve()
    assert "take the row out of the alias table aliases.csv:" in str(caught.value)


def test_an_alias_of_two_things_ties_nothing(tmp_path: Path) -> None:
    rows = f"name,alias,id\n{SOCIETY},{ALLIANCE},Q1\n{AGENCY},{ALLIANCE},Q2\n"
    told = corpus_of(table(tmp_path, rows))
    notes = told.resolve().notes
    assert any("several things" in note and ALLIANCE in note for note in notes)
    ids = {told.entity(name).entity_id for name in (SOCIETY, AGENCY, ALLIANCE)}
    assert len(ids) == 3 and told.entity(SOCIETY).entity.knowledge_id == "Q1"
    assert told.entity(ALLIANCE).entity.knowledge_id == ""
    same = f"name,alias,id\n{SOCIETY},{ALLIANCE},Q1\n{AGENCY},{ALLIANCE},Q1\n"
    told = corpus_of(table(tmp_path, same))  # one id: one thing
    assert told.resolve().notes == ()
    assert len({told.entity(name).entity_id for name in (SOCIETY, AGENCY, ALLIANCE)}) == 1


def test_every_format_says_the_same(tmp_path: Path) -> None:
    rows = [{"name": SOCIETY, "alias": ALLIANCE, "knowledge_id": "Q1"},
            {"name": "=x", "alias": "", "knowledge_id": "Q2"}]  # fmt: skip
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "a.parquet")
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    (tmp_path / "a.csv").write_text(f"QID;Name;Variant\nQ1;{SOCIETY};{ALLIANCE}\n;;\nQ2;'=x;\n")
    marks = {read([tmp_path / f"a.{suffix}"]).fingerprint for suffix in ("parquet", "jsonl", "csv")}
    assert len(marks) == 1 and "" not in marks
    assert read([]).fingerprint == ""


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("name,alias\nA,B\nA,\n", "a.csv:3"), ("name,alias\n,B\n", "a.csv:2"),
        ("x,y\n1,2\n", "a.csv:2"), ("name,alias\nA,B,C\n", "a.csv:2: 3 cells"),
    ],
)  # fmt: skip
def test_wrong_rows_are_named_before_anything_is_done(text: str, what: str, tmp_path: Path) -> None:
    told = corpus_of(table(tmp_path, text, "a.csv"))
    with pytest.raises(InputError) as caught:
        told.resolve()
    assert what in str(caught.value) and told.runs() == []
    with pytest.raises(InputError, match="no such file"):
        corpus_of(tmp_path / "none.csv").resolve()


def test_tables_of_entities_know_aliases_too(tmp_path: Path) -> None:
    path = table(tmp_path, f"name,alias\n{SOCIETY},{ALLIANCE}\n")
    rows = [{"name": SOCIETY, "type": "org"}, {"name": ALLIANCE, "type": "org"}]
    assert toolkit.resolve_table(rows).clusters == 2
    assert toolkit.resolve_table(rows, overrides={"matching.aliases": [str(path)]}).clusters == 1


def test_documents_that_come_later_are_tied_as_in_a_full_run(tmp_path: Path) -> None:
    rows = f"name,alias,knowledge_id\n{SOCIETY},{ALLIANCE},Q4242\nThe Grain People,{AGENCY},Q5\n"
    path = table(tmp_path, rows + "The Grain People,Baltic Grain Institute,\n")
    full = corpus_of(path)
    full.resolve()
    texts = [toolkit.Document(doc_id, text) for doc_id, text in TEXTS.items()]
    grown = toolkit.open(overrides={"matching.aliases": [str(path)]})
    for document in texts:
        grown.ingest([document], keep_missing=True)
        grown.resolve()
    for what in ("mentions", "entities", "pairs"):
        one, other = (
            made.export(what, tmp_path / f"{n}.jsonl").read_text()
            for n, made in enumerate((grown, full))
        )
        assert one == other
    assert grown.entity(AGENCY).entity.knowledge_id == "Q5"
    assert grown.entity(AGENCY).entity_id == grown.entity("Baltic Grain Institute").entity_id
