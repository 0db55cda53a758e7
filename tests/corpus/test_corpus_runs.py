"""What runs tell of themselves, what they keep when they fail, and what a look ahead says."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from harbour import Made

import toolkit
from toolkit.corpus import checking


def call(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "toolkit", *map(str, words)], capture_output=True, text=True,
        check=False,
    )  # fmt: skip


def test_a_run_tells_its_input_settings_and_cost(resolved: toolkit.Corpus) -> None:
    (run,) = resolved.runs()
    assert run["settings"]["clustering"]["threshold"] == run["threshold"]
    assert run["versions"]["splink"] and run["python"] and run["edition"] and run["seconds"] >= 0
    assert run["configuration"] == resolved.compare().value.provenance["Configuration"]
    before = run["input"]
    resolved.ingest([toolkit.Document("north/new", "Norway.", group="north")])
    resolved.resolve()
    assert [r["input"] == before for r in resolved.runs()] == [False, True]


def test_places_of_files_are_not_kept(made: Made, tmp_path: Path) -> None:
    table = tmp_path / "secret" / "names.csv"
    table.parent.mkdir()
    table.write_text("name,alias\nNorthern Ports Alliance,NPA\n", encoding="utf-8")
    with toolkit.open(made.store, overrides={"matching.aliases": [str(table)]}) as corpus:
        corpus.resolve()
        told = json.dumps(corpus.runs()[0]["settings"])
    assert "names.csv" in told and "secret" not in told


def test_results_that_do_not_hold_together_are_not_published(
    resolved: toolkit.Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = resolved.entities.to_pylist()
    monkeypatch.setattr(checking, "PAIRS", "SELECT 1")  # as if one pair were of no record
    resolved.ingest([toolkit.Document("north/new", "Petra Holm of Latvia.", group="north")])
    with pytest.raises(AssertionError, match="not kept"):
        resolved.resolve()
    assert resolved.entities.to_pylist() == before and len(resolved.runs()) == 1


FAULTS = {  # what is said: what is done to the row with the first value of a table's column
    "1 chains are in no entity": ("DELETE FROM entity_chains WHERE chain_id", "several_of_entity"),
    "1 chains are in no record": ("DELETE FROM record_chains WHERE chain_id", "several_of_record"),
    "1 chains of entities are gone": ("DELETE FROM chains WHERE chain_id", "chains"),
    "chains of records are gone": (
        "UPDATE record_chains SET chain_id = 'odd' WHERE chain_id", "chains",
    ),
    "1 entities hold nothing": (
        "UPDATE entity_chains SET entity_id = 'odd' WHERE entity_id", "entities",
    ),
    "entities are missing": ("DELETE FROM entities WHERE entity_id", "entities"),
    "records are missing": ("DELETE FROM records WHERE record_id", "records"),
    "pairs stand twice": ("INSERT INTO pairs SELECT * FROM pairs WHERE record_l", "pairs"),
    "pairs are of no record": ("UPDATE pairs SET record_r = 'odd' WHERE record_l", "pairs"),
    "evidence are of no theme": ("DELETE FROM themes WHERE theme_id", "theme_evidence"),
}  # fmt: skip
SEVERAL = """
CREATE TEMP TABLE several_of_{thing} AS SELECT max(chain_id) AS chain_id FROM {thing}_chains
GROUP BY {thing}_id HAVING count(*) > 1
"""


@pytest.mark.parametrize("said", FAULTS)
def test_every_check_of_results_can_fail(resolved: toolkit.Corpus, said: str) -> None:
    sql, table = FAULTS[said]
    key = sql.rsplit(" ", 1)[1]
    store = resolved._store
    checking.check_whole(store)
    for thing in ("entity", "record"):
        store.rows(SEVERAL.format(thing=thing))
    store.rows(f"{sql} = (SELECT min({key}) FROM {table})")
    with pytest.raises(AssertionError, match=said):
        checking.check_whole(store)


def test_given_mentions_that_did_not_change_are_no_reason_for_a_run(
    made: Made, tmp_path: Path
) -> None:
    rows = [{"doc_id": "north/plan", "start": 0, "end": 6, "text": "Norway", "type": "GPE"}]
    path = tmp_path / "m.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    with toolkit.open(made.store) as corpus:
        corpus.add_mentions(path)
        assert corpus.resolve().changed
        corpus.add_mentions(path)
        assert not corpus.resolve().changed
        corpus.add_mentions([])
        assert corpus.resolve().changed


def test_a_run_says_how_many_entities_it_moves(made: Made) -> None:
    text = "The Danube Harbours Agency met twice. " + "The Danube Harbours Agency spoke. " * 2
    (made.docs / "south/more.txt").write_text(text, encoding="utf-8")
    call("judge", made.store, "Danube Harbours Agency", "Danube Harbour Agency", "--same")
    done = call("resolve", made.docs, "--store", made.store, "--json")
    assert done.returncode == 0, done.stderr
    moved = json.loads(done.stdout)["moved"]
    assert moved and "old ids still lead to the new ones" in done.stderr
    old = moved[0][0]
    assert "Danube" in call("show", made.store, old).stdout


def test_a_look_ahead_says_what_would_be_read(made: Made) -> None:
    (made.docs / "south/more.txt").write_text("Latvia.", encoding="utf-8")
    done = call("resolve", made.docs, "--store", made.store, "--dry-run", "--json")
    assert json.loads(done.stdout)["to_read"] == 1
    assert "Would look for mentions in 1 document." in done.stderr
    with toolkit.open(made.store, read_only=True) as corpus:
        assert len(corpus.documents) == 3
