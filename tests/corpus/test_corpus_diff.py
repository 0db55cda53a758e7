"""Two stores side by side: what is told is in the data, and looks the same from both sides."""

from __future__ import annotations

import dataclasses
import json
import shutil
from pathlib import Path

import pytest
from harbour import Made
from hypothesis import given, settings
from hypothesis import strategies as st

import toolkit
from toolkit import NotFoundError, StoreError, UsageError
from toolkit.cli import main
from toolkit.corpus import differing
from toolkit.corpus.difference import APPEARED, MERGED, SPLIT, VANISHED, EntityChange
from toolkit.corpus.differing import Pairing, Side

DOCUMENTS = st.dictionaries(
    st.sampled_from("abcde"), st.tuples(st.sampled_from(["s1", "s2", "s3"]), st.just("g")),
    max_size=5,
)  # fmt: skip
PLACES = st.dictionaries(
    st.tuples(st.sampled_from("abcde"), st.integers(0, 3)), st.sampled_from("UVWXYZ"), max_size=16
)


def side(documents: dict[str, tuple[str, str]], places: dict[tuple[str, int], str]) -> Side:
    held = {(d, at, at + 1): f"e{x}" for (d, at), x in places.items() if d in documents}
    names = {entity: f"name {entity}" for entity in held.values()}
    return Side(dict(sorted(documents.items())), held, frozenset(held), names)


SIDES = st.builds(side, DOCUMENTS, PLACES)


def turned(row: EntityChange) -> EntityChange:
    mirror = {MERGED: SPLIT, SPLIT: MERGED, APPEARED: VANISHED, VANISHED: APPEARED}
    change = mirror.get(row.change, row.change)
    return EntityChange(change, row.after, row.before)


@settings(max_examples=150, deadline=None)
@given(SIDES)
def test_nothing_differs_from_itself(one: Side) -> None:
    pairing = Pairing.of(one, one)
    changes, same = differing.entities(pairing)
    assert not changes and same == len(set(one.entities.values()))
    docs = differing.documents(pairing)
    assert docs.same == len(one.documents)
    assert not any(dataclasses.astuple(docs)[1:])
    names = differing.mentions(pairing)
    assert (names.kept, names.lost, names.gained) == (len(one.entities), 0, 0)


@settings(max_examples=200, deadline=None)
@given(SIDES, SIDES)
def test_the_other_way_around_is_the_mirror(one: Side, two: Side) -> None:
    there, back = Pairing.of(one, two), Pairing.of(two, one)
    assert {n: o for o, n in there.twin.items()} == back.twin
    forth = {dataclasses.replace(turned(row), why="") for row in differing.entities(there)[0]}
    assert forth == {dataclasses.replace(row, why="") for row in differing.entities(back)[0]}
    assert differing.entities(there)[1] == differing.entities(back)[1]
    a, b = differing.documents(there), differing.documents(back)
    assert (a.came, a.went, a.changed, a.same) == (b.went, b.came, b.changed, b.same)
    c, d = differing.mentions(there), differing.mentions(back)
    assert (c.kept, c.lost, c.gained) == (d.kept, d.gained, d.lost)


@settings(max_examples=200, deadline=None)
@given(SIDES, SIDES)
def test_every_merge_and_split_is_in_the_data(one: Side, two: Side) -> None:
    pairing = Pairing.of(one, two)
    common = {
        (one.entities[d, s, e], two.entities[pairing.twin[d], s, e])
        for d, s, e in one.entities if d in pairing.twin
        if (pairing.twin[d], s, e) in two.entities
    }  # fmt: skip
    for row in differing.entities(pairing)[0]:
        pairs = {(old.entity_id, new.entity_id) for old in row.before for new in row.after}
        assert pairs <= common
        if row.change == MERGED:
            assert len(row.before) > 1 and len(row.after) == 1
            assert row.after[0].mentions == sum(old.mentions for old in row.before)
        elif row.change == APPEARED:
            assert row.after[0].entity_id not in {new for _, new in common} and row.why
        elif row.change == VANISHED:
            assert row.before[0].entity_id not in {old for old, _ in common} and row.why
    merged = {row.after[0].entity_id for row in differing.entities(pairing)[0]
              if row.change == MERGED}  # fmt: skip
    assert merged == {n for _, n in common if len({o for o, m in common if m == n}) > 1}


@pytest.fixture
def later(made: Made, tmp_path: Path) -> Path:
    """The store after a judgement, a new document and one that went."""
    target = tmp_path / "later.duckdb"
    shutil.copy(made.store, target)
    return target


def test_a_store_does_not_differ_from_its_copy(made: Made, later: Path) -> None:
    with toolkit.open(made.store, read_only=True) as corpus:
        found = corpus.diff(later)
        assert found.equal and not found.entities and not found.settings
        assert found.unchanged == len(corpus.entities)
        assert corpus.diff(corpus).equal
        assert "No difference" in str(found) and "No difference" in found._repr_html_()


def test_what_changed_is_told_with_why(made: Made, later: Path) -> None:
    with toolkit.open(made.store, read_only=True) as corpus:
        one, two = _apart(corpus)
    with toolkit.open(later) as corpus:
        corpus.judge(one["name"], two["name"], same=True, by="test")
        corpus.ingest([toolkit.Document("zz/new", "Quelmor met Zandovia.", group=corpus.groups[0])])
        corpus.resolve()
    with toolkit.open(made.store, read_only=True) as corpus:
        found = corpus.diff(later)
        back_from = found
        assert not found.equal and found.documents.came == ("zz/new",)
        (merge,) = found.of(MERGED)
        assert {n.entity_id for n in merge.before} >= {one["entity_id"], two["entity_id"]}
        assert found.settings["judgements"] == (0, 1)
        assert found.conclusions is not None and not found.conclusions.equal
        (gained,) = [row for row in found.conclusions.shared if row.gained]
        assert gained.why and gained.why[0].startswith("other resolution")
        assert len(found.conclusions.groups) == len(gained.after) > len(gained.before)
        told = json.loads(found.to_json())
        assert told["counts"]["merged"] == 1 and not told["equal"]
        rows = found.tables()["entities"].to_pylist()
        assert sum(row["change"] == "merged" for row in rows) == len(merge.before)
        assert found.tables()["shared"].to_pylist()[0]["why"] == list(gained.why)
    with toolkit.open(later, read_only=True) as corpus:
        back = corpus.diff(made.store)
        assert back.counts["split"] == 1 and back.documents.went == ("zz/new",)
        assert back.conclusions is not None and back_from.conclusions is not None
        assert back.conclusions.answer == back_from.conclusions.answer[::-1]
        assert [row.gained for row in back.conclusions.shared] == [False]


def _apart(corpus: toolkit.Corpus) -> tuple[dict[str, str], dict[str, str]]:
    """Two actors of one kind, each in one group, and not the same."""
    rows = corpus.compare().actors.all.to_pylist()
    first, second = corpus.groups[:2]
    for one in rows:
        for two in rows:
            if (one["groups"], two["groups"]) == ([first], [second]) and one["kind"] == two["kind"]:
                return one, two
    raise AssertionError("the made corpus has no such actors")


def test_what_cannot_be_compared_is_an_error(made: Made, later: Path, tmp_path: Path) -> None:
    with toolkit.open(tmp_path / "new.duckdb") as fresh:
        fresh.ingest([toolkit.Document("a/1", "Norway.", group="a")])
    with toolkit.open(made.store, read_only=True) as corpus:
        with pytest.raises(UsageError, match="same file"):
            corpus.diff(made.store)
        with pytest.raises(UsageError, match=r"new.duckdb: the corpus is not resolved"):
            corpus.diff(tmp_path / "new.duckdb")
        with pytest.raises(NotFoundError, match="no documents in a group 'nowhere'"):
            corpus.diff(later, "nowhere")
        with pytest.raises(StoreError, match="no such store"):
            corpus.diff(tmp_path / "none.duckdb")
    with toolkit.open(later) as other:
        other._store.connection.execute("UPDATE meta SET value = '99' WHERE key = 'schema_version'")
    with toolkit.open(made.store, read_only=True) as corpus, pytest.raises(StoreError):
        corpus.diff(later)


def test_stores_without_a_common_group_are_still_set_side_by_side(
    made: Made, tmp_path: Path
) -> None:
    with toolkit.open(tmp_path / "o.duckdb") as other:
        other.ingest([toolkit.Document("q/1", "Norway and Denmark.", group="q")])
        other.resolve()
    with toolkit.open(made.store, read_only=True) as corpus:
        found = corpus.diff(tmp_path / "o.duckdb")
        assert found.conclusions is None and not found.equal and found.documents.same == 0


def test_the_command(
    made: Made, later: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def call(*words: object) -> tuple[int, str, str]:
        code = main(["diff", *map(str, words)])
        return (code, *capsys.readouterr())

    code, out, _ = call(made.store, later, "--fail-on-change")
    assert code == 0 and out.startswith("No difference")
    with toolkit.open(later) as corpus:
        corpus.ingest([toolkit.Document("zz/new", "Norway.\x1b[31m", group=corpus.groups[0])])
        corpus.resolve()
    code, out, _ = call(made.store, later, "--json", "--fail-on-change")
    assert code == 1 and json.loads(out)["documents"]["came"] == ["zz/new"]
    code, out, err = call(made.store, later)
    assert code == 0 and "Documents came: 1" in out and "\x1b" not in out
    assert "Next:" in err
    assert call(made.store, made.store)[0] == 2
    assert call(made.store, tmp_path / "none.duckdb")[0] == 3
